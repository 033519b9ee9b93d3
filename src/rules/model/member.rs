//! The shape of a request.

use super::charset;
use super::names::NAMES;
use super::readers::ForReaders;
use super::rule::{Check, Rule};
use crate::tape::NameId;

// Macros rather than functions: what a literal borrows lives as long as the
// constant it stands in, what an argument borrows does not.

/// A member: name, sentence, value; then the rule that demands it, or that refuses `null`.
macro_rules! member {
    ($name:expr, $about:expr, $value:expr) => {
        Member {
            id: const { $crate::model::names::id($name) },
            about: $crate::model::readers::for_readers($about),
            required: None,
            null: None,
            value: &$value,
        }
    };
    ($name:expr, $about:expr, $value:expr, required: $rule:expr) => {
        Member {
            id: const { $crate::model::names::id($name) },
            about: $crate::model::readers::for_readers($about),
            required: Some($rule),
            null: None,
            value: &$value,
        }
    };
    ($name:expr, $about:expr, $value:expr, null: $rule:expr) => {
        Member {
            id: const { $crate::model::names::id($name) },
            about: $crate::model::readers::for_readers($about),
            required: None,
            null: Some($rule),
            value: &$value,
        }
    };
}

/// The rule that demands a member, or none.
macro_rules! demand {
    () => {
        None
    };
    (required) => {
        Some(&$crate::model::rules::common::REQUIRED)
    };
}

/// A structure that nothing here acts upon: for each member its name, `required` if the
/// service's model demands it, and its value.
macro_rules! bare {
    ($($name:literal $($required:ident)? => $value:expr),* $(,)?) => {
        Value {
            shape: $crate::model::member::Shape::Structure(&[$($crate::model::member::Member {
                id: const { $crate::model::names::id($name) },
                about: $crate::model::readers::for_readers(""),
                required: $crate::model::member::demand!($($required)?),
                null: None,
                value: &$value,
            }),*]),
            rules: &[],
            plain: $crate::model::member::Plain::NONE,
        }
    };
}

/// A rule on the bounds of a number; a second one only where there is one.
macro_rules! range {
    ($least:expr) => {
        &$crate::model::rule::Rule {
            check: $crate::model::rule::Check::Range { min: $least, max: i64::MAX },
            ..$crate::model::rules::common::LEAST
        }
    };
    ($least:expr, $most:expr) => {
        &$crate::model::rule::Rule {
            check: $crate::model::rule::Check::Range { min: $least, max: $most },
            ..$crate::model::rules::common::RANGE
        }
    };
}

/// A rule on how many items a list has.
macro_rules! items {
    ($least:expr, $most:expr) => {
        &$crate::model::rule::Rule {
            check: $crate::model::rule::Check::Items { min: $least, max: $most },
            ..$crate::model::rules::common::ITEMS
        }
    };
}

/// Text under rules.
macro_rules! string {
    ([$($rule:expr),* $(,)?]) => {
        Value {
            shape: $crate::model::member::Shape::String,
            rules: &[$($rule),*],
            plain: const { $crate::model::member::Plain::of(&[$($rule),*]) },
        }
    };
}

/// A whole number of 32 bits under rules.
macro_rules! integer {
    ([$($rule:expr),* $(,)?]) => {
        Value {
            shape: $crate::model::member::Shape::Integer,
            rules: &[$($rule),*],
            plain: $crate::model::member::Plain::NONE,
        }
    };
}

/// A list of one shape under rules.
macro_rules! list {
    ($item:expr, $rules:expr $(,)?) => {
        Value {
            shape: $crate::model::member::Shape::List($item),
            rules: $rules,
            plain: $crate::model::member::Plain::NONE,
        }
    };
}

/// Members under rules.
macro_rules! structure {
    ($members:expr, $rules:expr $(,)?) => {
        Value {
            shape: $crate::model::member::Shape::Structure($members),
            rules: $rules,
            plain: $crate::model::member::Plain::NONE,
        }
    };
}

pub(crate) use {bare, demand, integer, items, list, member, range, string, structure};

/// One operation of the service.
#[derive(Debug)]
pub struct Operation {
    /// As AWS spells it.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub about: ForReaders,
    /// Its request: always a structure.
    pub request: Value,
}

/// One member of a structure.
#[derive(Debug)]
pub struct Member {
    /// The number of its name on the tape.
    pub id: NameId,
    /// One sentence for a person who fills it in.
    pub about: ForReaders,
    /// The rule that demands it, if one does.
    pub required: Option<&'static Rule>,
    /// The rule that refuses an explicit `null`; elsewhere `null` counts as absent (assumption 44).
    pub null: Option<&'static Rule>,
    /// What it holds, which other members may hold too.
    pub value: &'static Value,
}

/// What stands at one place: its shape and the rules it is held to.
#[derive(Debug)]
pub struct Value {
    /// The shape.
    pub shape: Shape,
    /// In the order in which they are applied.
    pub rules: &'static [&'static Rule],
    /// The texts that need not be held to each rule.
    pub plain: Plain,
}

/// Texts that keep every rule of their place beyond doubt: of a length and of ASCII
/// characters that all rules allow, and not beginning as a refused prefix does. One
/// look tells most texts so; any other text is held to each rule.
#[derive(Clone, Copy, Debug)]
pub struct Plain {
    /// The least bytes.
    least: u32,
    /// The most bytes; below the least where no text is plain.
    most: u32,
    /// The set that each character must belong to.
    set: u8,
    /// What the first character may not be, in either letter case: a bit for the low five
    /// bits of it, which a letter shares with its other case.
    starts: u32,
    /// Whether a space at either end is refused.
    no_space_at_ends: bool,
}

impl Plain {
    /// No text is plain.
    pub const NONE: Plain = Plain { least: 1, most: 0, set: 0, starts: 0, no_space_at_ends: false };

    /// What follows from rules; nothing where one looks at anything else.
    #[expect(clippy::indexing_slicing, reason = "the positions are below the lengths")]
    pub(crate) const fn of(rules: &[&Rule]) -> Plain {
        let mut plain = Plain { least: 0, most: u32::MAX, ..Plain::NONE };
        let mut index = 0;
        while index < rules.len() {
            match rules[index].check {
                // As many characters as bytes, since all are ASCII.
                Check::Length { min, max } => (plain.least, plain.most) = (min, max),
                Check::Charset(charset) if plain.set == 0 => plain.set = charset.bit(),
                Check::NotPrefixed(prefixes) => plain.starts |= starts_of(prefixes),
                Check::NoSpaceAtEnds => plain.no_space_at_ends = true,
                _ => return Plain::NONE,
            }
            index += 1;
        }
        if plain.set == 0 { Plain::NONE } else { plain }
    }

    /// Whether a text of these bytes is one of them. `false` says nothing. Always inlined:
    /// for most texts the call would take as long as half the look.
    #[inline(always)]
    pub(crate) fn has(&self, bytes: &[u8]) -> bool {
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
        bytes.len() >= self.least as usize
            && bytes.len() <= self.most as usize
            && self.starts >> (first & 31) & 1 == 0
            && !(self.no_space_at_ends && (*first == b' ' || *last == b' '))
            && charset::all_ascii_within(self.set, bytes)
    }
}

/// What no plain text begins with, as a bit for each first character.
#[expect(clippy::indexing_slicing, reason = "the positions are below the lengths")]
const fn starts_of(prefixes: &[&str]) -> u32 {
    let mut starts = 0;
    let mut index = 0;
    while index < prefixes.len() {
        starts |= 1 << (prefixes[index].as_bytes()[0] & 31);
        index += 1;
    }
    starts
}

/// The shapes of the service's model.
#[derive(Debug)]
pub enum Shape {
    /// Text.
    String,
    /// One of the words that the service's model lists: here in the service's order, by
    /// the alphabet, with commas between them.
    Words(&'static str),
    /// `true` or `false`.
    Boolean,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// Any number.
    Double,
    /// A time: a number of seconds since 1970.
    Timestamp,
    /// A list of one shape.
    List(&'static Value),
    /// Values of one shape under names that the sender chooses.
    Map(&'static Value),
    /// Named members, in the order of the service's model.
    Structure(&'static [Member]),
}

impl Shape {
    /// The word that users read.
    pub const fn name(&self) -> &'static str {
        match self {
            Shape::String | Shape::Words(_) => "string",
            Shape::Boolean => "boolean",
            Shape::Integer => "integer",
            Shape::Long => "long",
            Shape::Double => "double",
            Shape::Timestamp => "timestamp",
            Shape::List(_) => "list",
            Shape::Map(_) => "map",
            Shape::Structure(_) => "structure",
        }
    }
}

impl Member {
    /// As AWS spells it.
    pub fn name(&self) -> &'static str {
        NAMES.text(self.id)
    }

    /// The same member, demanded by a rule.
    pub const fn required(self, rule: &'static Rule) -> Member {
        Member { required: Some(rule), ..self }
    }
}

impl Value {
    /// Text that only its type is judged of.
    pub const TEXT: Value = string!([]);
    /// `true` or `false`.
    pub const BOOLEAN: Value = Value::only(Shape::Boolean);
    /// A whole number of 32 bits.
    pub const INTEGER: Value = Value::only(Shape::Integer);
    /// A whole number of 64 bits.
    pub const LONG: Value = Value::only(Shape::Long);
    /// Any number.
    pub const DOUBLE: Value = Value::only(Shape::Double);
    /// A time.
    pub const TIMESTAMP: Value = Value::only(Shape::Timestamp);
    /// Texts.
    pub const TEXTS: Value = Value::only(Shape::List(&Value::TEXT));
    /// Texts under names.
    pub const TEXT_MAP: Value = Value::only(Shape::Map(&Value::TEXT));

    /// What only its shape is judged of.
    pub const fn only(shape: Shape) -> Value {
        Value { shape, rules: &[], plain: Plain::NONE }
    }

    /// One of these words, which are in the service's order, with commas between them.
    pub const fn words(words: &'static str) -> Value {
        Value::only(Shape::Words(words))
    }
}
