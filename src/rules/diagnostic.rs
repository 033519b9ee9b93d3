//! One problem with a request, and how its facts are known.

use serde::{Serialize, Serializer};

/// Whether the service refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The service refuses the request.
    Error,
    /// The service accepts the request and does something the sender may not expect.
    Warning,
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

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.mark())
    }
}

/// One problem with a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Where: an RFC 6901 pointer into the request; empty for the request itself.
    pub path: String,
    /// The id of the rule.
    pub rule: &'static str,
    /// Whether the service refuses.
    pub severity: Severity,
    /// The exception that answers; none for warnings and for what no client can send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<&'static str>,
    /// The service's own words where they are recorded, otherwise ours.
    pub message: String,
    /// The way out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'static str>,
    /// How the rule is known.
    pub evidence: Evidence,
    /// The assumption's id, where the evidence is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assumption: Option<u16>,
    /// The row of `docs/ecs-behaviour.md` that the rule rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'static str>,
    /// Whether this is the one problem that the service would answer with.
    #[serde(skip_serializing_if = "is_false")]
    pub first: bool,
    /// For text that could not be read: the line, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// For text that could not be read: the column in characters, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

impl Diagnostic {
    /// Whether the service refuses the request for this.
    pub fn refuses(&self) -> bool {
        self.severity == Severity::Error
    }
}

fn is_false(value: &bool) -> bool {
    !value
}
