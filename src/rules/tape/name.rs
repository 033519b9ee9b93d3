//! Names of members that are known beforehand are numbers on the tape, so that
//! finding a member compares numbers and not text.

/// The number of a known name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameId(u16);

impl NameId {
    /// The number itself, below [`SLOTS`].
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// A table of known names, laid out when the crate is compiled: a name stands where its
/// bytes say, or in the next place that is free. Its number is its place, so that beside
/// the names themselves nothing needs to be kept.
#[derive(Debug)]
pub struct Names {
    /// No name where a place is free.
    table: [&'static str; SLOTS],
}

/// How many places there are.
const SLOTS: usize = 1024;
/// More names would not leave enough places free for a search to end soon.
const MOST: usize = SLOTS / 2;

impl Names {
    /// Lays out the names, none of which is empty. Does not compile for too many.
    #[expect(clippy::indexing_slicing, clippy::panic, reason = "evaluated by the compiler: a fault does not build")]
    pub const fn new(names: &[&'static str]) -> Names {
        if names.len() > MOST {
            panic!("too many names");
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
        Names { table }
    }

    /// The number of a name that is in the table. Does not compile for any other.
    #[expect(clippy::indexing_slicing, clippy::panic, reason = "evaluated by the compiler: a fault does not build")]
    pub const fn id(&self, name: &str) -> NameId {
        let mut slot = slot_of(name.as_bytes());
        while !same(self.table[slot].as_bytes(), name.as_bytes()) {
            if self.table[slot].is_empty() {
                panic!("a name that the table lacks");
            }
            slot = (slot + 1) % SLOTS;
        }
        NameId(slot as u16)
    }

    /// The number of a name, if it is known. Always inlined, as it is called for each name.
    #[inline(always)]
    pub fn find(&self, name: &str) -> Option<NameId> {
        let ends = digest(name.as_bytes());
        let mut slot = slot_of(name.as_bytes());
        loop {
            let known = *self.table.get(slot)?;
            if known.is_empty() {
                return None;
            }
            // Most names differ in their length or their ends, and short ones are no more than these.
            if known.len() == name.len() && digest(known.as_bytes()) == ends && (name.len() <= 8 || known == name) {
                return Some(NameId(slot as u16));
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// The name of a number.
    pub fn text(&self, id: NameId) -> &'static str {
        self.table.get(usize::from(id.0)).copied().unwrap_or_default()
    }

    /// The known name of this number.
    pub(super) fn at(&self, number: u32) -> Option<NameId> {
        let id = NameId(u16::try_from(number).ok()?);
        (!self.text(id).is_empty()).then_some(id)
    }

    /// All names, each at its number; no name where a number is not in use.
    pub const fn table(&self) -> &[&'static str] {
        &self.table
    }
}

/// All bytes of a name of up to eight bytes, as far as its length tells the rest; the
/// first and the last four of a longer one.
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
const fn slot_of(name: &[u8]) -> usize {
    let mixed = (digest(name) ^ (name.len() as u64) << 40).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 54) as usize % SLOTS
}

#[expect(clippy::indexing_slicing, reason = "the lengths are equal")]
const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut index = 0;
    while a.len() == b.len() && index < a.len() {
        if a[index] != b[index] {
            return false;
        }
        index += 1;
    }
    a.len() == b.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    static TABLE: &[&str] = &["a", "ab", "abc", "abcd", "abcde", "abcdabcd", "abcdefabcd", "abcdxxabcd", "status"];
    static NAMES: Names = Names::new(TABLE);

    #[test]
    fn every_name_is_found_and_no_other() {
        for name in TABLE {
            assert_eq!(NAMES.find(name), Some(NAMES.id(name)), "{name}");
            assert_eq!(NAMES.text(NAMES.id(name)), *name);
        }
        assert_eq!(NAMES.table().iter().filter(|name| !name.is_empty()).count(), TABLE.len());
        // The same first and last four bytes, other lengths, and other bytes between.
        for name in
            ["", "b", "ba", "abcdbcd", "abcdeabcd", "abcdyyabcd", "abcd\0\0\0\0", "ab\0", "a\0\0", "\0", "statuatus"]
        {
            assert_eq!(NAMES.find(name), None, "{name:?}");
        }
    }
}
