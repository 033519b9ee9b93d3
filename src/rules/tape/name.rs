//! Names of members that are known beforehand are numbers on the tape, so that
//! finding a member compares numbers and not text.

use std::ops::Range;

/// The number of a known name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameId(u16);

impl NameId {
    /// The number itself, below 1024.
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// How many places there are for names.
const SLOTS: usize = 1024;
/// More names would not leave enough places free for a search to end soon.
const MOST: usize = SLOTS / 2;

/// How many places have their lengths in one word, and the sum of these in one byte.
const ROW: usize = 8;

/// Known names, laid out when the crate is compiled: a name stands where its bytes say, or
/// in the next place that is free. Its number is its place, so that beside the names, one
/// after another, only how long each is needs to be kept, and where each row of them begins.
#[derive(Debug)]
pub struct Layout<const BYTES: usize> {
    text: [u8; BYTES],
    rows: [Row; SLOTS / ROW],
}

/// The names of some places in a row.
#[derive(Clone, Copy, Debug)]
struct Row {
    /// Where the first begins.
    start: u16,
    /// How many bytes each has, the first in the lowest byte; none where a place is free.
    lengths: [u8; ROW],
}

/// How many bytes names have together.
#[expect(clippy::indexing_slicing, reason = "the positions are below the length")]
pub const fn bytes_of(names: &[&str]) -> usize {
    let (mut bytes, mut position) = (0, 0);
    while position < names.len() {
        bytes += names[position].len();
        position += 1;
    }
    bytes
}

impl<const BYTES: usize> Layout<BYTES> {
    /// Lays out names of so many bytes, none of which is empty. Does not compile for too many.
    #[expect(clippy::indexing_slicing, clippy::panic, reason = "evaluated by the compiler: a fault does not build")]
    pub const fn new(names: &[&str]) -> Layout<BYTES> {
        if names.len() > MOST || bytes_of(names) != BYTES {
            panic!("too many names, or not of so many bytes");
        }
        let mut table = [""; SLOTS];
        let mut position = 0;
        while position < names.len() {
            let mut slot = slot_of(names[position].as_bytes());
            while !table[slot].is_empty() {
                slot = (slot + 1) % SLOTS;
            }
            table[slot] = names[position];
            position += 1;
        }
        let mut layout = Layout { text: [0; BYTES], rows: [Row { start: 0, lengths: [0; ROW] }; SLOTS / ROW] };
        let (mut slot, mut end) = (0, 0);
        while slot < SLOTS {
            let row = &mut layout.rows[slot / ROW];
            if slot % ROW == 0 {
                row.start = end as u16;
            }
            let name = table[slot].as_bytes();
            let mut index = 0;
            while index < name.len() {
                layout.text[end] = name[index];
                (index, end) = (index + 1, end + 1);
            }
            row.lengths[slot % ROW] = name.len() as u8;
            if end - row.start as usize > u8::MAX as usize {
                panic!("a row of names longer than a byte counts");
            }
            slot += 1;
        }
        layout
    }

    /// The names of a layout.
    #[expect(clippy::panic, reason = "the bytes are those of texts")]
    pub const fn names(&'static self) -> Names {
        match str::from_utf8(&self.text) {
            Ok(text) => Names { text, rows: &self.rows },
            Err(_) => panic!("not UTF-8"),
        }
    }
}

/// A table of known names.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    text: &'static str,
    rows: &'static [Row; SLOTS / ROW],
}

impl Names {
    /// The number of a name that is in the table. Does not compile for any other.
    #[expect(clippy::indexing_slicing, clippy::panic, reason = "evaluated by the compiler: a fault does not build")]
    pub const fn id(&self, name: &str) -> NameId {
        let mut slot = slot_of(name.as_bytes());
        loop {
            let place = self.rows[slot / ROW].place(slot % ROW);
            if place.start == place.end {
                panic!("a name that the table lacks");
            }
            if same(self.text.as_bytes(), place.start, place.end, name.as_bytes()) {
                return NameId(slot as u16);
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// The number of a name, if it is known. Always inlined, as it is called for each name.
    #[inline(always)]
    pub fn find(&self, name: &str) -> Option<NameId> {
        let ends = digest(name.as_bytes());
        let mut slot = slot_of(name.as_bytes());
        loop {
            let known = self.text.as_bytes().get(self.place(slot)?)?;
            if known.is_empty() {
                return None;
            }
            // Most names differ in their length or their ends, and short ones are no more than these.
            if known.len() == name.len() && digest(known) == ends && (name.len() <= 8 || known == name.as_bytes()) {
                return Some(NameId(slot as u16));
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    #[inline(always)]
    fn place(&self, slot: usize) -> Option<Range<usize>> {
        self.rows.get(slot / ROW).map(|row| row.place(slot % ROW))
    }

    /// The name of a number.
    pub fn text(&self, id: NameId) -> &'static str {
        self.place(id.0.into()).and_then(|place| self.text.get(place)).unwrap_or_default()
    }

    /// The known name of this number.
    pub(super) fn at(&self, number: u32) -> Option<NameId> {
        let id = NameId(u16::try_from(number).ok()?);
        self.place(id.0.into()).filter(|place| !place.is_empty()).map(|_| id)
    }

    /// All names, each at its number; no name where a number is not in use.
    pub fn table(&self) -> impl Iterator<Item = &'static str> {
        (0..SLOTS as u16).map(|number| self.text(NameId(number)))
    }
}

impl Row {
    /// Where the name at a place of the row is.
    #[inline(always)]
    const fn place(&self, place: usize) -> Range<usize> {
        let lengths = u64::from_le_bytes(self.lengths);
        let length = lengths >> (8 * place) & 0xff;
        // Multiplied so, the highest byte has the sum of all bytes, here of those before the place.
        let before = (lengths & ((1 << (8 * place)) - 1)).wrapping_mul(0x0101_0101_0101_0101) >> 56;
        let start = self.start as usize + before as usize;
        start..start + length as usize
    }
}

/// All bytes of a name of up to eight bytes, as far as its length tells the rest; the
/// first and the last four of a longer one.
#[inline]
const fn digest(name: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (name.first_chunk::<4>(), name.last_chunk::<4>()) {
        return u32::from_le_bytes(*first) as u64 | (u32::from_le_bytes(*last) as u64) << 32;
    }
    match *name {
        [a, b, c] => u32::from_le_bytes([a, b, c, 0]) as u64,
        [a, b] => u32::from_le_bytes([a, b, 0, 0]) as u64,
        [a] => a as u64,
        _ => 0,
    }
}

/// Where to look for a name first.
#[inline]
const fn slot_of(name: &[u8]) -> usize {
    let mixed = (digest(name) ^ (name.len() as u64) << 40).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 54) as usize % SLOTS
}

/// Whether a part of a text is a name.
#[expect(clippy::indexing_slicing, reason = "the lengths are equal")]
const fn same(text: &[u8], start: usize, end: usize, name: &[u8]) -> bool {
    let mut index = 0;
    while end - start == name.len() && index < name.len() {
        if text[start + index] != name[index] {
            return false;
        }
        index += 1;
    }
    end - start == name.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    static TABLE: &[&str] = &["a", "ab", "abc", "abcd", "abcde", "abcdabcd", "abcdefabcd", "abcdxxabcd", "status"];
    static LAYOUT: Layout<{ bytes_of(TABLE) }> = Layout::new(TABLE);
    static NAMES: Names = LAYOUT.names();

    #[test]
    fn every_name_is_found_and_no_other() {
        for name in TABLE {
            assert_eq!(NAMES.find(name), Some(NAMES.id(name)), "{name}");
            assert_eq!(NAMES.text(NAMES.id(name)), *name);
        }
        assert_eq!(NAMES.table().filter(|name| !name.is_empty()).count(), TABLE.len());
        // The same first and last four bytes, other lengths, and other bytes between.
        for name in
            ["", "b", "ba", "abcdbcd", "abcdeabcd", "abcdyyabcd", "abcd\0\0\0\0", "ab\0", "a\0\0", "\0", "statuatus"]
        {
            assert_eq!(NAMES.find(name), None, "{name:?}");
        }
    }
}
