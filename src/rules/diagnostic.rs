//! One problem with a request, and how its facts are known.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// Whether the service refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The service refuses the request.
    Error,
    /// The service accepts the request and does something the sender may not expect.
    Warning,
}

impl Severity {
    /// The word as users read it.
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// How a fact about the service is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Seen coming from the real service, an exception with its words.
    Recorded,
    /// Stated by AWS.
    Documented,
    /// Read in the source of the container agent.
    Agent,
    /// Only another emulator claims it.
    Emulator,
    /// Unknown; the assumption of this id says what is done about it.
    Assumed(u16),
}

impl Evidence {
    /// The mark as users read it.
    pub const fn mark(self) -> &'static str {
        match self {
            Evidence::Recorded => "recorded",
            Evidence::Documented => "documented",
            Evidence::Agent => "agent",
            Evidence::Emulator => "emulator",
            Evidence::Assumed(_) => "assumed",
        }
    }

    /// The id of the assumption, if it is one.
    pub const fn assumption(self) -> Option<u16> {
        match self {
            Evidence::Assumed(id) => Some(id),
            _ => None,
        }
    }
}

/// One problem with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where: an RFC 6901 pointer into the request; empty for the request itself.
    pub path: String,
    /// The id of the rule.
    pub rule: &'static str,
    /// Whether the service refuses.
    pub severity: Severity,
    /// The exception that answers; none for warnings and for what no client can send.
    pub exception: Option<&'static str>,
    /// The service's own words where they are recorded, otherwise ours.
    pub message: String,
    /// The way out.
    pub help: Option<&'static str>,
    /// How the rule is known.
    pub evidence: Evidence,
    /// The assumption's id, where the evidence is one.
    pub assumption: Option<u16>,
    /// The row of `docs/ecs-behaviour.md` that the rule rests on.
    pub source: Option<&'static str>,
    /// Whether this is the one problem that the service would answer with.
    pub first: bool,
    /// For text that could not be read: the line, counted from 1.
    pub line: Option<u32>,
    /// For text that could not be read: the column in characters, counted from 1.
    pub column: Option<u32>,
}

impl Diagnostic {
    /// Whether the service refuses the request for this.
    pub fn refuses(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// As a map, by hand: of a derived structure JavaScript's bindings keep the names of all
/// members in a table, whose code has a price in the size of the module.
impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        put(&mut map, "path", Some(self.path.as_str()))?;
        put(&mut map, "rule", Some(self.rule))?;
        put(&mut map, "severity", Some(self.severity.word()))?;
        put(&mut map, "exception", self.exception)?;
        put(&mut map, "message", Some(self.message.as_str()))?;
        put(&mut map, "help", self.help)?;
        put(&mut map, "evidence", Some(self.evidence.mark()))?;
        put(&mut map, "assumption", self.assumption.as_ref())?;
        put(&mut map, "source", self.source)?;
        put(&mut map, "first", self.first.then_some(&true))?;
        put(&mut map, "line", self.line.as_ref())?;
        put(&mut map, "column", self.column.as_ref())?;
        map.end()
    }
}

/// What is absent is left out.
fn put<M: SerializeMap, T: Serialize + ?Sized>(map: &mut M, name: &str, value: Option<&T>) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(name, value))
}
