//! Reads typed structures from a tape. What does not fit is told with the path of the
//! member at fault, what stands there, and what would fit.

use crate::json::push_quoted;
use crate::model::names::NAMES;
use crate::tape::{Entry, NameId, Value, number_text};
use crate::text::listed;

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
}

/// What went wrong while something was read: the first thing does. Reading goes on with
/// something harmless, so that no step has a failure to carry on, which is most of the
/// code of a reader.
#[derive(Debug, Default)]
pub struct Reading {
    misread: Option<Misread>,
}

impl Reading {
    /// What was read, if nothing went wrong.
    pub fn end<T>(self, read: T) -> Result<T, Misread> {
        match self.misread {
            None => Ok(read),
            Some(misread) => Err(misread),
        }
    }

    /// Something is wrong with the value at hand.
    #[cold]
    #[inline(never)]
    pub fn refuse(&mut self, message: &str) {
        self.misread.get_or_insert_with(|| Misread::new(message));
    }

    #[cold]
    #[inline(never)]
    fn expected(&mut self, what: &str, value: Value<'_>) {
        self.refuse(&format!("expected {what}, got {}", shown(value)));
    }

    /// Something is wrong with the value under a name; nothing was before that was read.
    #[cold]
    #[inline(never)]
    pub fn within(&mut self, name: &str) {
        if let Some(misread) = &mut self.misread {
            let rest = std::mem::take(&mut misread.path);
            misread.path = if rest.is_empty() { name.to_owned() } else { format!("{name}.{rest}") };
        }
    }

    /// Whether something went wrong.
    pub fn is_over(&self) -> bool {
        self.misread.is_some()
    }
}

/// What can be read from a tape.
pub trait Read: Sized {
    /// Whether a structure may lack it.
    const MAY_LACK: bool = false;

    /// Reads a value, which is not null.
    fn read(value: Value<'_>, reading: &mut Reading) -> Self;

    /// What is there instead of something that is absent or does not fit.
    fn nothing() -> Self;
}

/// Reads the whole of something.
pub fn read<T: Read>(value: Value<'_>) -> Result<T, Misread> {
    let mut reading = Reading::default();
    let read = T::read(value, &mut reading);
    reading.end(read)
}

/// The members of a structure as they are read one by one.
#[derive(Clone, Copy, Debug)]
pub struct Structure<'t>(Value<'t>);

impl<'t> Structure<'t> {
    /// The members of a value; none if it is not a structure.
    pub fn of(value: Value<'t>, reading: &mut Reading) -> Structure<'t> {
        if !value.is_structure() {
            reading.expected("a structure", value);
        }
        Structure(value)
    }

    /// A member of a request.
    #[inline(never)]
    pub fn known<T: Read>(self, name: NameId, reading: &mut Reading) -> T {
        if reading.is_over() {
            return T::nothing();
        }
        let read = match self.0.member(name) {
            Some(value) => T::read(value, reading),
            None if T::MAY_LACK => return T::nothing(),
            None => {
                reading.refuse("is required");
                T::nothing()
            }
        };
        if reading.is_over() {
            reading.within(NAMES.text(name));
        }
        read
    }

    /// A member by the name of its field: `cluster_name` is `clusterName`.
    #[inline(never)]
    pub fn member<T: Read>(self, field: &str, reading: &mut Reading) -> T {
        let mut place = T::nothing();
        if !self.fill(field, &mut place, reading) && !T::MAY_LACK && !reading.is_over() {
            reading.refuse("is required");
            reading.within(&camel(field));
        }
        place
    }

    /// Puts a member in its place, if it is there; whether it is.
    #[inline(never)]
    pub fn fill<T: Read>(self, field: &str, place: &mut T, reading: &mut Reading) -> bool {
        if reading.is_over() {
            return false;
        }
        let Some(value) = self.find(field) else { return false };
        *place = T::read(value, reading);
        if reading.is_over() {
            reading.within(&camel(field));
        }
        true
    }

    /// A member, or what stands for it if it is absent.
    pub fn member_or<T: Read>(self, field: &str, mut default: T, reading: &mut Reading) -> T {
        self.fill(field, &mut default, reading);
        default
    }

    /// Refuses members that are none of these fields.
    pub fn only(self, fields: &[&str], reading: &mut Reading) {
        for member in self.0.members() {
            let Some(name) = member.effective_name() else { continue };
            if !fields.iter().any(|field| is_camel_of(field, name)) {
                let mut words = format!("there is no member `{}`: there are ", cut(name));
                for (index, field) in fields.iter().enumerate() {
                    words.push_str(if index > 0 { ", " } else { "" });
                    words.push_str(&camel(field));
                }
                return reading.refuse(&words);
            }
        }
    }

    /// The names and values of the members.
    pub fn entries(self) -> impl Iterator<Item = (&'t str, Value<'t>)> {
        self.0.members().filter_map(|member| Some((member.effective_name()?, member.value)))
    }

    #[inline(never)]
    fn find(self, field: &str) -> Option<Value<'t>> {
        let named = self.entries().find(|(name, _)| is_camel_of(field, name));
        named.map(|(_, value)| value).filter(|value| !value.is_null())
    }
}

/// Declares a structure and how it is read.
///
/// - As a part of a request: its members are of the table of names.
/// - `foreign`: of a document that has other members too.
/// - `only`: members it lacks are refused, but for one it may stand `besides`, and a field
///   that is absent has the value of `Default`.
macro_rules! readable {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }

        impl $crate::form::Read for $name {
            fn read(value: $crate::tape::Value<'_>, reading: &mut $crate::form::Reading) -> $name {
                let structure = $crate::form::Structure::of(value, reading);
                $name { $($field: structure.known(const { $crate::model::names::field(stringify!($field)) }, reading)),* }
            }

            fn nothing() -> $name {
                $name { $($field: $crate::form::Read::nothing()),* }
            }
        }
    };
    (foreign $(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }

        impl $crate::form::Read for $name {
            fn read(value: $crate::tape::Value<'_>, reading: &mut $crate::form::Reading) -> $name {
                let structure = $crate::form::Structure::of(value, reading);
                $name { $($field: structure.member(stringify!($field), reading)),* }
            }

            fn nothing() -> $name {
                $name { $($field: $crate::form::Read::nothing()),* }
            }
        }
    };
    (only $(besides $tag:literal)? $(#[$meta:meta])* pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }

        impl $crate::form::Read for $name {
            fn read(value: $crate::tape::Value<'_>, reading: &mut $crate::form::Reading) -> $name {
                let structure = $crate::form::Structure::of(value, reading);
                structure.only(&[$($tag,)? $(stringify!($field)),*], reading);
                let mut read = $name::default();
                $(structure.fill(stringify!($field), &mut read.$field, reading);)*
                read
            }

            fn nothing() -> $name {
                $name::default()
            }
        }
    };
}

pub(crate) use readable;

/// Reads one word of several, each with what it stands for.
pub fn word<T: Copy>(value: Value<'_>, words: &[(&str, T)], reading: &mut Reading) -> Option<T> {
    let text = value.as_str();
    let known = words.iter().find(|(word, _)| Some(*word) == text);
    if known.is_none() {
        let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        reading.expected(&format!("one of {}", listed(&all)), value);
    }
    known.map(|(_, meaning)| *meaning)
}

impl Read for String {
    fn read(value: Value<'_>, reading: &mut Reading) -> String {
        match value.as_str() {
            Some(text) => text.to_owned(),
            None => {
                reading.expected("text", value);
                String::new()
            }
        }
    }

    fn nothing() -> String {
        String::new()
    }
}

impl Read for bool {
    fn read(value: Value<'_>, reading: &mut Reading) -> bool {
        match value.entry() {
            Entry::Bool(read) => read,
            _ => {
                reading.expected("true or false", value);
                false
            }
        }
    }

    fn nothing() -> bool {
        false
    }
}

/// Whole numbers of each width.
macro_rules! whole {
    ($($type:ty: $what:literal),*) => {$(
        impl Read for $type {
            fn read(value: Value<'_>, reading: &mut Reading) -> $type {
                let number = if let Entry::Int(number) = value.entry() { <$type>::try_from(number).ok() } else { None };
                number.unwrap_or_else(|| {
                    reading.expected($what, value);
                    0
                })
            }

            fn nothing() -> $type {
                0
            }
        }
    )*};
}

whole!(u8: "a whole number from 0 to 255", u16: "a whole number from 0 to 65535", u32: "a whole number from 0 to 4294967295", u64: "a whole number from 0",
    i32: "a whole number of 32 bits", i64: "a whole number of 64 bits");

impl Read for f64 {
    fn read(value: Value<'_>, reading: &mut Reading) -> f64 {
        match value.entry() {
            Entry::Int(number) => number as f64,
            Entry::Float(number) => number,
            _ => {
                reading.expected("a number", value);
                0.0
            }
        }
    }

    fn nothing() -> f64 {
        0.0
    }
}

impl<T: Read> Read for Option<T> {
    const MAY_LACK: bool = true;

    fn read(value: Value<'_>, reading: &mut Reading) -> Option<T> {
        Some(T::read(value, reading))
    }

    fn nothing() -> Option<T> {
        None
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: Value<'_>, reading: &mut Reading) -> Vec<T> {
        let mut items = Vec::new();
        if !matches!(value.entry(), Entry::List(_)) {
            reading.expected("a list", value);
        }
        for (index, item) in value.items().enumerate() {
            items.push(T::read(item, reading));
            if reading.is_over() {
                reading.within(&index.to_string());
                break;
            }
        }
        items
    }

    fn nothing() -> Vec<T> {
        Vec::new()
    }
}

impl<T: Read> Read for Box<T> {
    fn read(value: Value<'_>, reading: &mut Reading) -> Box<T> {
        Box::new(T::read(value, reading))
    }

    fn nothing() -> Box<T> {
        Box::new(T::nothing())
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

impl Json {
    /// A value as JSON text.
    pub fn of(value: Value<'_>) -> Json {
        let mut text = String::new();
        write(value, &mut text);
        Json(text)
    }
}

impl Read for Json {
    fn read(value: Value<'_>, _: &mut Reading) -> Json {
        Json::of(value)
    }

    fn nothing() -> Json {
        Json::default()
    }
}

/// Writes a value as JSON. A tape has at most [`crate::tape::MAX_DEPTH`] levels.
fn write(value: Value<'_>, out: &mut String) {
    match value.entry() {
        Entry::Null | Entry::Odd(_) => out.push_str("null"),
        Entry::Bool(read) => out.push_str(if read { "true" } else { "false" }),
        Entry::Int(number) => out.push_str(&number.to_string()),
        Entry::Float(number) => out.push_str(&number_text(number)),
        Entry::Text(text) => push_quoted(text, out),
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
                push_quoted(name, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

/// The name on the wire of a field: a letter behind a dash below is a capital.
fn camel(field: &str) -> String {
    let mut name = String::with_capacity(field.len());
    let mut capital = false;
    for character in bare(field).chars() {
        match character {
            '_' => capital = true,
            _ if std::mem::take(&mut capital) => name.push(character.to_ascii_uppercase()),
            _ => name.push(character),
        }
    }
    name
}

/// A field without what lets a keyword be its name.
fn bare(field: &str) -> &str {
    field.strip_prefix("r#").unwrap_or(field)
}

/// Whether a name on the wire is that of a field, without making it.
fn is_camel_of(field: &str, name: &str) -> bool {
    let mut wire = name.bytes();
    let mut capital = false;
    for byte in bare(field).bytes() {
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
        Entry::Float(number) => format!("`{}`", number_text(number)),
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
    use crate::tape::{Layout, Names, Recorder, record_json};

    static LAYOUT: Layout<11> = Layout::new(&["clusterName"]);
    static NAMES: Names = LAYOUT.names();

    crate::form::readable! {
        only
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Pier {
            pub cluster_name: Option<String>,
            pub r#type: String,
            pub lengths: Vec<u32>,
        }
    }

    fn pier(json: &str) -> Result<Pier, Misread> {
        let mut recorder = Recorder::new(&NAMES);
        let text = record_json(&mut recorder, json.as_bytes()).unwrap();
        read(recorder.tape(text).root())
    }

    #[test]
    fn members_are_read_by_their_names_on_the_wire() {
        let whole = Pier { cluster_name: Some("a".into()), r#type: "b".into(), lengths: vec![1, 2] };
        assert_eq!(pier(r#"{"clusterName": "x", "type": "b", "lengths": [1, 2.0], "clusterName": "a"}"#), Ok(whole));
        assert_eq!(pier(r#"{"clusterName": null}"#), Ok(Pier::default()));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let check = |json: &str, path: &str, message: &str| {
            assert_eq!(pier(json), Err(Misread { path: path.into(), message: message.into() }));
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
            assert_eq!(Json::of(recorder.tape(text).root()), Json(kept.to_owned()));
        };
        check(
            r#"{ "b": [1, null, 0.5, "é\n"], "a": null, "clusterName": 1, "clusterName": {} }"#,
            r#"{"b":[1,null,0.5,"é\n"],"clusterName":{}}"#,
        );
    }
}
