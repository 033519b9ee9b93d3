//! What an instance has to give, and its attributes.

use crate::stored::stored;

/// An attribute of an instance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its value, if it has one.
    pub value: Option<String>,
}

stored!(struct Attribute { name, value });

impl Attribute {
    /// An attribute with a value.
    pub fn new(name: &str, value: &str) -> Attribute {
        Attribute { name: name.to_owned(), value: Some(value.to_owned()) }
    }

    /// Whether it is the user's own: not of a prefix that is the service's (row `attribute-limit`).
    pub fn is_custom(&self) -> bool {
        is_custom(&self.name)
    }
}

/// Whether a name is the user's own.
pub fn is_custom(name: &str) -> bool {
    !["ecs.", "com.amazonaws."].iter().any(|prefix| name.starts_with(prefix))
}

/// The attribute of an instance whose tasks share a trunk interface (row `status-trunk-attached`).
pub const TRUNK_ATTRIBUTE: &str = "ecs.awsvpc-trunk-id";

/// A resource of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// CPU, MEMORY, PORTS, PORTS_UDP, GPU, or a name of the user's own.
    pub name: String,
    /// How much.
    pub amount: Amount,
}

stored!(struct Resource { name, amount });

/// How much there is of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// `integerValue`.
    Integer(i32),
    /// `longValue`.
    Long(i64),
    /// The bits of `doubleValue`.
    Double(u64),
    /// `stringSetValue`.
    StringSet(Vec<String>),
}

stored!(enum Amount { 0 => Integer(amount), 1 => Long(amount), 2 => Double(amount), 3 => StringSet(amount) });

impl Amount {
    /// The `type` on the wire.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Amount::Integer(_) => "INTEGER",
            Amount::Long(_) => "LONG",
            Amount::Double(_) => "DOUBLE",
            Amount::StringSet(_) => "STRINGSET",
        }
    }
}
