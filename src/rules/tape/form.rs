//! Reads typed structures from a tape. What does not fit is told with the path of the
//! member at fault, what stands there, and what would fit.

use super::{Entry, Value};

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The member at fault, with dots; empty for the whole.
    pub path: String,
    /// What is wrong, and the way out.
    pub message: String,
}

impl Misread {
    /// Something wrong with the value at hand.
    #[cold]
    pub fn new(message: impl Into<String>) -> Misread {
        Misread { path: String::new(), message: message.into() }
    }

    #[cold]
    fn expected(what: &str, value: Value<'_>) -> Misread {
        Misread::new(format!("expected {what}, got {}", shown(value)))
    }

    /// The same, seen from the structure around.
    #[cold]
    pub fn within(mut self, name: &str) -> Misread {
        let rest = std::mem::take(&mut self.path);
        self.path = if rest.is_empty() { name.to_owned() } else { format!("{name}.{rest}") };
        self
    }
}

/// What can be read from a tape.
pub trait Read: Sized {
    /// Reads a value, which is not null.
    fn read(value: Value<'_>) -> Result<Self, Misread>;

    /// What stands for a member that is absent or null.
    fn absent() -> Option<Self> {
        None
    }
}

/// The members of a structure as they are read one by one.
#[derive(Clone, Copy, Debug)]
pub struct Structure<'t>(Value<'t>);

impl<'t> Structure<'t> {
    /// The members of a value, if it is a structure.
    pub fn of(value: Value<'t>) -> Result<Structure<'t>, Misread> {
        if value.is_structure() { Ok(Structure(value)) } else { Err(Misread::expected("a structure", value)) }
    }

    /// A member by the name of its field: `cluster_name` is `clusterName`.
    pub fn member<T: Read>(self, field: &str) -> Result<T, Misread> {
        match self.find(field) {
            Some(value) => T::read(value).map_err(|misread| misread.within(&camel(field))),
            None => T::absent().ok_or_else(|| Misread::new("is required").within(&camel(field))),
        }
    }

    /// A member, or what stands for it if it is absent.
    pub fn member_or<T: Read>(self, field: &str, default: T) -> Result<T, Misread> {
        match self.find(field) {
            Some(value) => T::read(value).map_err(|misread| misread.within(&camel(field))),
            None => Ok(default),
        }
    }

    /// Refuses members that are none of these fields.
    pub fn only(self, fields: &[&str]) -> Result<(), Misread> {
        for member in self.0.members() {
            let Some(name) = member.effective_name() else { continue };
            if !fields.iter().any(|field| is_camel_of(field, name)) {
                let known: Vec<String> = fields.iter().map(|field| camel(field)).collect();
                let message = format!("there is no member `{}`: there are {}", cut(name), known.join(", "));
                return Err(Misread::new(message));
            }
        }
        Ok(())
    }

    /// The names and values of the members.
    pub fn entries(self) -> impl Iterator<Item = (&'t str, Value<'t>)> {
        self.0.members().filter_map(|member| Some((member.effective_name()?, member.value)))
    }

    fn find(self, field: &str) -> Option<Value<'t>> {
        let named = self.entries().find(|(name, _)| is_camel_of(field, name));
        named.map(|(_, value)| value).filter(|value| !value.is_null())
    }
}

/// Declares a structure and how it is read. `only`: members it lacks are refused, but for
/// one it may stand `besides`, and a field that is absent has the value of `Default`.
#[macro_export]
macro_rules! readable {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }

        impl $crate::tape::Read for $name {
            fn read(value: $crate::tape::Value<'_>) -> Result<$name, $crate::tape::Misread> {
                let structure = $crate::tape::Structure::of(value)?;
                Ok($name { $($field: structure.member(stringify!($field))?),* })
            }
        }
    };
    (only $(besides $tag:literal)? $(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }

        impl $crate::tape::Read for $name {
            fn read(value: $crate::tape::Value<'_>) -> Result<$name, $crate::tape::Misread> {
                let structure = $crate::tape::Structure::of(value)?;
                structure.only(&[$($tag,)? $(stringify!($field)),*])?;
                let default = $name::default();
                Ok($name { $($field: structure.member_or(stringify!($field), default.$field)?),* })
            }
        }
    };
}

/// Reads one word of several, each with what it stands for.
pub fn word<T: Copy>(value: Value<'_>, words: &[(&str, T)]) -> Result<T, Misread> {
    let text = value.as_str();
    let known = words.iter().find(|(word, _)| Some(*word) == text);
    known.map(|(_, meaning)| *meaning).ok_or_else(|| {
        let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        Misread::expected(&format!("one of {}", all.join(", ")), value)
    })
}

impl Read for String {
    fn read(value: Value<'_>) -> Result<String, Misread> {
        value.as_str().map(str::to_owned).ok_or_else(|| Misread::expected("text", value))
    }
}

impl Read for bool {
    fn read(value: Value<'_>) -> Result<bool, Misread> {
        match value.entry() {
            Entry::Bool(read) => Ok(read),
            _ => Err(Misread::expected("true or false", value)),
        }
    }
}

/// Whole numbers of each width.
macro_rules! whole {
    ($($type:ty: $what:literal),*) => {$(
        impl Read for $type {
            fn read(value: Value<'_>) -> Result<$type, Misread> {
                match value.entry() {
                    Entry::Int(number) => {
                        <$type>::try_from(number).map_err(|_| Misread::expected($what, value))
                    }
                    _ => Err(Misread::expected($what, value)),
                }
            }
        }
    )*};
}

whole!(u8: "a whole number from 0 to 255", u16: "a whole number from 0 to 65535", u32: "a whole number from 0 to 4294967295", u64: "a whole number from 0",
    i32: "a whole number of 32 bits", i64: "a whole number of 64 bits");

impl Read for f64 {
    fn read(value: Value<'_>) -> Result<f64, Misread> {
        match value.entry() {
            Entry::Int(number) => Ok(number as f64),
            Entry::Float(number) => Ok(number),
            _ => Err(Misread::expected("a number", value)),
        }
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: Value<'_>) -> Result<Option<T>, Misread> {
        T::read(value).map(Some)
    }

    fn absent() -> Option<Option<T>> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: Value<'_>) -> Result<Vec<T>, Misread> {
        if !matches!(value.entry(), Entry::List(_)) {
            return Err(Misread::expected("a list", value));
        }
        let mut items = Vec::new();
        for (index, item) in value.items().enumerate() {
            items.push(T::read(item).map_err(|misread| misread.within(&index.to_string()))?);
        }
        Ok(items)
    }
}

impl<T: Read> Read for Box<T> {
    fn read(value: Value<'_>) -> Result<Box<T>, Misread> {
        T::read(value).map(Box::new)
    }
}

/// Any value as its JSON text, without blanks, and without what does not count: null
/// members, and members that a later one of their name replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(pub String);

impl Default for Json {
    fn default() -> Json {
        Json("{}".to_owned())
    }
}

impl Read for Json {
    fn read(value: Value<'_>) -> Result<Json, Misread> {
        let mut text = String::new();
        write(value, &mut text);
        Ok(Json(text))
    }
}

/// Writes a value as JSON. A tape has at most [`super::MAX_DEPTH`] levels.
fn write(value: Value<'_>, out: &mut String) {
    match value.entry() {
        Entry::Null | Entry::Odd(_) => out.push_str("null"),
        Entry::Bool(read) => out.push_str(if read { "true" } else { "false" }),
        Entry::Int(number) => out.push_str(&number.to_string()),
        Entry::Float(number) => out.push_str(&serde_json::to_string(&number).unwrap_or_default()),
        Entry::Text(text) => write_text(text, out),
        Entry::List(_) => {
            out.push('[');
            for (index, item) in value.items().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Entry::Structure(_) => {
            out.push('{');
            let counting = Structure(value).entries().filter(|(_, value)| !value.is_null());
            for (index, (name, value)) in counting.enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_text(name, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// The name on the wire of a field: a letter behind a dash below is a capital.
fn camel(field: &str) -> String {
    let mut name = String::with_capacity(field.len());
    let mut capital = false;
    for character in field.trim_start_matches("r#").chars() {
        match character {
            '_' => capital = true,
            _ if std::mem::take(&mut capital) => name.push(character.to_ascii_uppercase()),
            _ => name.push(character),
        }
    }
    name
}

/// Whether a name on the wire is that of a field, without making it.
fn is_camel_of(field: &str, name: &str) -> bool {
    let mut wire = name.bytes();
    let mut capital = false;
    for byte in field.trim_start_matches("r#").bytes() {
        if byte == b'_' {
            capital = true;
            continue;
        }
        let expected = if std::mem::take(&mut capital) { byte.to_ascii_uppercase() } else { byte };
        if wire.next() != Some(expected) {
            return false;
        }
    }
    wire.next().is_none()
}

/// A value for the person who sent it.
fn shown(value: Value<'_>) -> String {
    match value.entry() {
        Entry::Null => "null".to_owned(),
        Entry::Bool(read) => format!("`{read}`"),
        Entry::Int(number) => format!("`{number}`"),
        Entry::Float(number) => format!("`{}`", serde_json::to_string(&number).unwrap_or_default()),
        Entry::Text(text) => format!("the text `{}`", cut(text)),
        Entry::List(_) => "a list".to_owned(),
        Entry::Structure(_) => "a structure".to_owned(),
        Entry::Odd(odd) => odd.words().to_owned(),
    }
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(80).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tape::{Names, Recorder, record_json};

    static NAMES: Names = Names::new(&["clusterName"]);

    crate::readable! {
        only
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Pier {
            pub cluster_name: Option<String>,
            pub r#type: String,
            pub lengths: Vec<u32>,
        }
    }

    fn read(json: &str) -> Result<Pier, Misread> {
        let mut recorder = Recorder::new(&NAMES);
        let text = record_json(&mut recorder, json.as_bytes()).unwrap();
        Pier::read(recorder.tape(text).root())
    }

    #[test]
    fn members_are_read_by_their_names_on_the_wire() {
        let pier = Pier { cluster_name: Some("a".into()), r#type: "b".into(), lengths: vec![1, 2] };
        assert_eq!(read(r#"{"clusterName": "x", "type": "b", "lengths": [1, 2.0], "clusterName": "a"}"#), Ok(pier));
        assert_eq!(read(r#"{"clusterName": null}"#), Ok(Pier::default()));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let check = |json: &str, path: &str, message: &str| {
            assert_eq!(read(json), Err(Misread { path: path.into(), message: message.into() }));
        };
        check("[]", "", "expected a structure, got a list");
        check(r#"{"type": 5}"#, "type", "expected text, got `5`");
        check(r#"{"lengths": [1, -2]}"#, "lengths.1", "expected a whole number from 0 to 4294967295, got `-2`");
        check(r#"{"lengths": 0.5}"#, "lengths", "expected a list, got `0.5`");
        check(r#"{"kind": "b"}"#, "", "there is no member `kind`: there are clusterName, type, lengths");
    }

    #[test]
    fn json_keeps_what_counts() {
        let check = |json: &str, kept: &str| {
            let mut recorder = Recorder::new(&NAMES);
            let text = record_json(&mut recorder, json.as_bytes()).unwrap();
            assert_eq!(Json::read(recorder.tape(text).root()), Ok(Json(kept.to_owned())));
        };
        check(
            r#"{ "b": [1, null, 0.5, "é\n"], "a": null, "clusterName": 1, "clusterName": {} }"#,
            r#"{"b":[1,null,0.5,"é\n"],"clusterName":{}}"#,
        );
    }
}
