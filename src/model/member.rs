//! The shape of a request.

use super::rule::Rule;
use crate::tape::NameId;

// Macros rather than functions: what a literal borrows lives as long as the
// constant it stands in, what an argument borrows does not.

/// A member: name, sentence, value; then the rule that demands it, or that refuses `null`.
macro_rules! member {
    ($name:expr, $about:expr, $value:expr) => {
        Member {
            name: $name,
            id: const { $crate::model::names::id($name) },
            about: $about,
            required: None,
            null: None,
            value: $value,
        }
    };
    ($name:expr, $about:expr, $value:expr, required: $rule:expr) => {
        Member {
            name: $name,
            id: const { $crate::model::names::id($name) },
            about: $about,
            required: Some($rule),
            null: None,
            value: $value,
        }
    };
    ($name:expr, $about:expr, $value:expr, null: $rule:expr) => {
        Member {
            name: $name,
            id: const { $crate::model::names::id($name) },
            about: $about,
            required: None,
            null: Some($rule),
            value: $value,
        }
    };
}

/// Text under rules.
macro_rules! string {
    ([$($rule:expr),* $(,)?]) => {
        Value { shape: $crate::model::member::Shape::String, rules: &[$($rule),*] }
    };
}

/// A whole number of 32 bits under rules.
macro_rules! integer {
    ([$($rule:expr),* $(,)?]) => {
        Value { shape: $crate::model::member::Shape::Integer, rules: &[$($rule),*] }
    };
}

/// A list of one shape under rules.
macro_rules! list {
    ($item:expr, $rules:expr $(,)?) => {
        Value { shape: $crate::model::member::Shape::List($item), rules: $rules }
    };
}

/// Members under rules.
macro_rules! structure {
    ($members:expr, $rules:expr $(,)?) => {
        Value { shape: $crate::model::member::Shape::Structure($members), rules: $rules }
    };
}

pub(crate) use {integer, list, member, string, structure};

/// One operation of the service.
#[derive(Debug)]
pub struct Operation {
    /// As AWS spells it.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub about: &'static str,
    /// Its request: always a structure.
    pub request: Value,
}

/// One member of a structure.
#[derive(Debug)]
pub struct Member {
    /// As AWS spells it.
    pub name: &'static str,
    /// The number of the name on the tape.
    pub id: NameId,
    /// One sentence for a person who fills it in.
    pub about: &'static str,
    /// The rule that demands it, if one does.
    pub required: Option<&'static Rule>,
    /// The rule that refuses an explicit `null`; elsewhere `null` counts as absent (assumption 44).
    pub null: Option<&'static Rule>,
    /// What it holds.
    pub value: Value,
}

/// What stands at one place: its shape and the rules it is held to.
#[derive(Debug)]
pub struct Value {
    /// The shape.
    pub shape: Shape,
    /// In the order in which they are applied.
    pub rules: &'static [&'static Rule],
}

/// The shapes of the service's model.
#[derive(Debug)]
pub enum Shape {
    /// Text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// Any number.
    Double,
    /// A list of one shape.
    List(&'static Value),
    /// Named members, in the order of the service's model.
    Structure(&'static [Member]),
}

impl Shape {
    /// The word that users read.
    pub const fn name(&self) -> &'static str {
        match self {
            Shape::String => "string",
            Shape::Boolean => "boolean",
            Shape::Integer => "integer",
            Shape::Long => "long",
            Shape::Double => "double",
            Shape::List(_) => "list",
            Shape::Structure(_) => "structure",
        }
    }
}

impl Member {
    /// The same member, demanded by a rule.
    pub const fn required(self, rule: &'static Rule) -> Member {
        Member { required: Some(rule), ..self }
    }
}

impl Value {
    /// Text that only its type is judged of.
    pub const TEXT: Value = string!([]);
    /// `true` or `false`.
    pub const BOOLEAN: Value = Value { shape: Shape::Boolean, rules: &[] };
    /// A whole number of 64 bits.
    pub const LONG: Value = Value { shape: Shape::Long, rules: &[] };
    /// Any number.
    pub const DOUBLE: Value = Value { shape: Shape::Double, rules: &[] };
}
