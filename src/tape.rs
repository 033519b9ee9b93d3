//! The one representation of a request: a flat list of entries in the order of
//! the document, written by the JSON parser or by the walker over JavaScript
//! values, and read by the rules and by the typed requests.
//!
//! Invariants, kept by [`Recorder`]:
//! - an `Array` or `Object` entry carries the position just past its last entry,
//!   so a reader can step over it;
//! - an object is a sequence of `Key`, value pairs; a key that a later one of the
//!   same name replaces is marked `shadowed`;
//! - at most [`MAX_DEPTH`] levels, [`MAX_ENTRIES`] entries, [`MAX_TEXT_BYTES`] of
//!   text. Nothing that is read from a tape can recurse or grow beyond that.

mod encoded;
mod json;
mod odd;
mod read;
mod recorder;

pub use encoded::{EncodingError, record_encoded};
pub(crate) use json::end_of;
pub use json::{JsonError, JsonProblem, record_json};
pub use odd::Odd;
pub use read::{Value, from_value};
pub use recorder::{Recorder, RecordingLimit};

/// How deep a request may nest (assumption 54). The deepest real one has seven levels.
pub const MAX_DEPTH: u32 = 64;
/// How many entries a tape may hold: keys, values, lists and structures together (assumption 54).
pub const MAX_ENTRIES: u32 = 1_000_000;
/// How many bytes of text a request may have (assumption 54).
pub const MAX_TEXT_BYTES: u32 = 4 * 1024 * 1024;

/// A piece of text on the tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    start: u32,
    len: u32,
    /// Whether the text stands in the input itself or, having had escapes, in the side buffer.
    unescaped: bool,
}

/// One entry of a tape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry {
    /// JSON `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction that fits 64 bits.
    Int(i64),
    /// Any other number; always finite.
    Float(f64),
    /// Text.
    String(Span),
    /// A list: how many items, and the position past its last entry.
    Array {
        /// How many items.
        count: u32,
        /// The position past the last entry of the list.
        end: u32,
    },
    /// A structure: how many members, and the position past its last entry.
    Object {
        /// How many members, shadowed ones included.
        count: u32,
        /// The position past the last entry of the structure.
        end: u32,
    },
    /// The name of a member; its value follows.
    Key {
        /// The name.
        name: Span,
        /// Whether a later member of the same name replaces this one.
        shadowed: bool,
    },
    /// A JavaScript value that has no form in JSON.
    Odd(Odd),
}

/// A recorded request: entries, and the texts they point into.
#[derive(Clone, Copy, Debug)]
pub struct Tape<'t> {
    entries: &'t [Entry],
    input: &'t str,
    unescaped: &'t str,
}

impl<'t> Tape<'t> {
    /// The value that the tape records.
    pub fn root(self) -> Value<'t> {
        Value::new(self, 0)
    }

    /// The entry at a position; `Null` past the end, which a reader never reaches.
    fn entry(self, position: u32) -> Entry {
        self.entries.get(position as usize).copied().unwrap_or(Entry::Null)
    }

    /// The text of a span.
    fn text(self, span: Span) -> &'t str {
        let from = if span.unescaped { self.unescaped } else { self.input };
        let start = span.start as usize;
        from.get(start..start.saturating_add(span.len as usize)).unwrap_or_default()
    }

    /// The position after the value at `position`.
    fn after(self, position: u32) -> u32 {
        match self.entry(position) {
            Entry::Array { end, .. } | Entry::Object { end, .. } => end,
            _ => position.saturating_add(1),
        }
    }
}
