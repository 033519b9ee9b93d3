//! The one representation of a request: a flat list of entries in the order of
//! the document, written by the JSON parser or by the walker over JavaScript
//! values, and read by the rules and by the typed requests.
//!
//! An entry is two words. The low four bits of the first say what it is, its other
//! bits and the second word carry numbers:
//!
//! | kind | number in the first word | second word |
//! |---|---|---|
//! | 0 null, 1 false, 2 true | | |
//! | 3 small integer | | the integer, 32 bits |
//! | 4 integer, 5 double | | ; an entry with its 64 bits follows, low half first |
//! | 6 text, 7 text whose escapes were resolved | length | start |
//! | 8 list, 9 structure | how many items or members | position past its last entry |
//! | 10 known name | its [`NameId`]; bit 27: a later member of the name replaces this one | |
//! | 11 other name, 12 other name whose escapes were resolved | length; bit 27: had half a surrogate pair | start |
//! | 13 odd JavaScript value | its [`Odd`] number | |
//!
//! After a name comes its value. There are at most [`MAX_DEPTH`] levels,
//! [`MAX_ENTRIES`] entries and [`MAX_TEXT_BYTES`] of text, so nothing that is read
//! from a tape can recurse or grow beyond that.

#[cfg(test)]
mod differential;
mod encoded;
mod json;
mod name;
mod number;
mod odd;
mod read;
mod recorder;

pub use encoded::align;
pub(crate) use json::end_of;
pub use json::{JsonError, JsonProblem, characters, record_json};
pub use name::{Layout, NameId, Names, bytes_of};
pub use number::number_text;
pub use odd::Odd;
pub use read::{MemberName, MemberValue, Members, Value};
pub(crate) use recorder::is_whole;
pub use recorder::{Recorder, RecordingLimit};

/// How deep a request may nest (assumption 54). The deepest real one has seven levels.
pub const MAX_DEPTH: u32 = 64;
/// How many entries a tape may hold: names, values, lists and structures together (assumption 54).
pub const MAX_ENTRIES: u32 = 1_000_000;
/// How many bytes of text a request may have (assumption 54).
pub const MAX_TEXT_BYTES: u32 = 4 * 1024 * 1024;

/// One entry as it stands on the tape.
pub type RawEntry = [u32; 2];

mod kind {
    pub const NULL: u32 = 0;
    pub const FALSE: u32 = 1;
    pub const TRUE: u32 = 2;
    pub const SMALL: u32 = 3;
    pub const INTEGER: u32 = 4;
    pub const DOUBLE: u32 = 5;
    pub const TEXT: u32 = 6;
    pub const RESOLVED_TEXT: u32 = 7;
    pub const LIST: u32 = 8;
    pub const STRUCTURE: u32 = 9;
    pub const NAME: u32 = 10;
    pub const OTHER_NAME: u32 = 11;
    pub const RESOLVED_NAME: u32 = 12;
    pub const ODD: u32 = 13;
    /// The mark on a name, in the number of its first word.
    pub const MARK: u32 = 1 << 27;
}

/// What stands at one position of a tape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry<'t> {
    /// JSON `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction that fits 64 bits.
    Int(i64),
    /// Any other number; always finite.
    Float(f64),
    /// Text.
    Text(&'t str),
    /// A list of so many items.
    List(u32),
    /// A structure of so many members, replaced ones included.
    Structure(u32),
    /// A JavaScript value that has no form in JSON.
    Odd(Odd),
}

/// A recorded request: entries, and the texts they point into.
#[derive(Clone, Copy, Debug)]
pub struct Tape<'t> {
    entries: &'t [RawEntry],
    input: &'t str,
    /// Texts that do not stand in the input as they are.
    resolved: &'t str,
    names: &'static Names,
}

impl<'t> Tape<'t> {
    /// A tape that the JavaScript walker wrote; see [`align`] for text that is not all ASCII.
    #[inline]
    pub fn of_entries(entries: &'t [RawEntry], text: &'t str, names: &'static Names) -> Tape<'t> {
        Tape { entries, input: text, resolved: "", names }
    }

    /// The value that the tape records.
    #[inline]
    pub fn root(&'t self) -> Value<'t> {
        Value::new(self, 0)
    }

    /// The entry at a position; null past the end, which a reader never reaches.
    #[inline]
    fn raw(&self, position: u32) -> RawEntry {
        self.entries.get(position as usize).copied().unwrap_or([kind::NULL, 0])
    }

    #[inline]
    fn entry(&self, position: u32) -> Entry<'t> {
        let [first, second] = self.raw(position);
        let number = first >> 4;
        match first & 15 {
            kind::FALSE => Entry::Bool(false),
            kind::TRUE => Entry::Bool(true),
            kind::SMALL => Entry::Int(i64::from(second.cast_signed())),
            kind::INTEGER => Entry::Int(self.bits(position + 1).cast_signed()),
            kind::DOUBLE => Entry::Float(f64::from_bits(self.bits(position + 1))),
            kind::TEXT => Entry::Text(text(self.input, second, number)),
            kind::RESOLVED_TEXT => Entry::Text(text(self.resolved, second, number)),
            kind::LIST => Entry::List(number),
            kind::STRUCTURE => Entry::Structure(number),
            kind::ODD => Odd::from_number(number).map_or(Entry::Null, Entry::Odd),
            _ => Entry::Null,
        }
    }

    #[inline]
    fn bits(&self, position: u32) -> u64 {
        let [low, high] = self.raw(position);
        u64::from(low) | u64::from(high) << 32
    }

    /// The position after the value at `position`.
    #[inline]
    fn after(&self, position: u32) -> u32 {
        let [first, second] = self.raw(position);
        match first & 15 {
            kind::LIST | kind::STRUCTURE => second.max(position + 1),
            kind::INTEGER | kind::DOUBLE => position + 2,
            _ => position + 1,
        }
    }
}

#[inline]
fn text(from: &str, start: u32, len: u32) -> &str {
    from.get(start as usize..start.saturating_add(len) as usize).unwrap_or_default()
}
