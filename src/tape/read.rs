//! The reading side of the tape: a cursor for the rules, and a serde
//! deserializer for the typed requests.

use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::{Entry, Tape};

/// One value on a tape.
#[derive(Clone, Copy, Debug)]
pub struct Value<'de> {
    tape: Tape<'de>,
    position: u32,
}

impl<'de> Value<'de> {
    pub(super) fn new(tape: Tape<'de>, position: u32) -> Value<'de> {
        Value { tape, position }
    }

    /// The entry that the value begins with.
    pub fn entry(self) -> Entry {
        self.tape.entry(self.position)
    }

    /// The text, if the value is one.
    pub fn as_str(self) -> Option<&'de str> {
        match self.entry() {
            Entry::String(span) => Some(self.tape.text(span)),
            _ => None,
        }
    }

    /// The items of a list; nothing for any other value.
    pub fn items(self) -> impl Iterator<Item = Value<'de>> {
        let (mut position, end) = match self.entry() {
            Entry::Array { end, .. } => (self.position + 1, end),
            _ => (0, 0),
        };
        std::iter::from_fn(move || {
            if position >= end {
                return None;
            }
            let item = Value { position, ..self };
            position = self.tape.after(position);
            Some(item)
        })
    }

    /// The members of a structure in the order of the document; nothing for any other value.
    pub fn members(self) -> Members<'de> {
        let (position, end) = match self.entry() {
            Entry::Object { end, .. } => (self.position + 1, end),
            _ => (0, 0),
        };
        Members { tape: self.tape, position, end }
    }

    /// The value of the member of this name that counts, `null` being no value.
    pub fn member(self, name: &str) -> Option<Value<'de>> {
        self.members()
            .find(|member| !member.shadowed && member.name == name)
            .map(|member| member.value)
            .filter(|value| value.entry() != Entry::Null)
    }
}

/// One member of a structure.
#[derive(Clone, Copy, Debug)]
pub struct MemberValue<'de> {
    /// Its name as sent.
    pub name: &'de str,
    /// Whether a later member of the same name replaces it.
    pub shadowed: bool,
    /// Its value.
    pub value: Value<'de>,
}

/// The members of a structure in the order of the document.
#[derive(Clone, Debug)]
pub struct Members<'de> {
    tape: Tape<'de>,
    position: u32,
    end: u32,
}

impl<'de> Iterator for Members<'de> {
    type Item = MemberValue<'de>;

    #[inline]
    fn next(&mut self) -> Option<MemberValue<'de>> {
        if self.position >= self.end {
            return None;
        }
        let Entry::Key { name, shadowed } = self.tape.entry(self.position) else {
            return None;
        };
        let value = Value { tape: self.tape, position: self.position + 1 };
        self.position = self.tape.after(value.position);
        Some(MemberValue { name: self.tape.text(name), shadowed, value })
    }
}

/// Reads a typed request. Meant for requests that [`crate::validate`] found no
/// error in: the message of a failure names no path.
///
/// ```
/// use ecs_drydock::tape::{Recorder, from_value, record_json};
///
/// let mut recorder = Recorder::new();
/// let text = record_json(&mut recorder, br#"["a", "b"]"#).unwrap();
/// let names: Vec<String> = from_value(recorder.tape(text).root()).unwrap();
/// assert_eq!(names, ["a", "b"]);
/// ```
pub fn from_value<'de, T: Deserialize<'de>>(value: Value<'de>) -> Result<T, Error> {
    T::deserialize(value)
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.entry() {
            Entry::Null => visitor.visit_unit(),
            Entry::Bool(value) => visitor.visit_bool(value),
            Entry::Int(value) => visitor.visit_i64(value),
            Entry::Float(value) => visitor.visit_f64(value),
            Entry::String(span) => visitor.visit_borrowed_str(self.tape.text(span)),
            Entry::Array { .. } => visitor.visit_seq(ReadItems(self.items())),
            Entry::Object { .. } => visitor.visit_map(ReadMembers { members: self.members(), value: None }),
            Entry::Key { .. } => Err(Error::custom("a name where a value belongs")),
            Entry::Odd(odd) => Err(Error::custom(format_args!("a JavaScript value without a JSON form: {odd:?}"))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.entry() {
            Entry::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.as_str() {
            Some(text) => visitor.visit_enum(UnitVariant(text)),
            None => Err(Error::custom("not the name of a value")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct ReadItems<I>(I);

impl<'de, I: Iterator<Item = Value<'de>>> SeqAccess<'de> for ReadItems<I> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }
}

struct ReadMembers<'de> {
    members: Members<'de>,
    value: Option<Value<'de>>,
}

impl<'de> MapAccess<'de> for ReadMembers<'de> {
    type Error = Error;

    /// Members that a later one replaces are left out, as are `null` ones (assumption 44).
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let mut counting =
            self.members.by_ref().filter(|member| !member.shadowed && member.value.entry() != Entry::Null);
        let Some(member) = counting.next() else {
            return Ok(None);
        };
        self.value = Some(member.value);
        seed.deserialize(BorrowedStrDeserializer::new(member.name)).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        let value = self.value.take().ok_or_else(|| Error::custom("a value was asked for before its name"))?;
        seed.deserialize(value)
    }
}

/// The name of a unit variant.
struct UnitVariant<'de>(&'de str);

impl<'de> EnumAccess<'de> for UnitVariant<'de> {
    type Error = Error;
    type Variant = UnitOnly;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, UnitOnly), Error> {
        Ok((seed.deserialize(BorrowedStrDeserializer::new(self.0))?, UnitOnly))
    }
}

struct UnitOnly;

impl<'de> VariantAccess<'de> for UnitOnly {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Error> {
        Err(Error::custom("only names are enumerated"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("only names are enumerated"))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(Error::custom("only names are enumerated"))
    }
}
