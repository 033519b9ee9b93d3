//! Names of members that are known beforehand are numbers on the tape, so that
//! finding a member compares numbers and not text.

/// The number of a known name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameId(u8);

impl NameId {
    /// The number itself, below 128.
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// A table of known names, with an index that is made when the crate is compiled.
#[derive(Debug)]
pub struct Names {
    table: &'static [&'static str],
    /// For each hash the position in `table` plus one; 0 is free.
    index: [u8; SLOTS],
    /// For each name in `table` its digest.
    digests: [u64; MOST],
}

const SLOTS: usize = 512;
/// More names would neither fit a bit mask of 128 nor keep the index sparse.
const MOST: usize = 128;

impl Names {
    /// Makes the index. Does not compile for too many names.
    #[expect(clippy::indexing_slicing, clippy::panic, reason = "evaluated by the compiler: a fault does not build")]
    pub const fn new(table: &'static [&'static str]) -> Names {
        if table.len() > MOST {
            panic!("too many names");
        }
        let mut index = [0; SLOTS];
        let mut digests = [0; MOST];
        let mut position = 0;
        while position < table.len() {
            digests[position] = digest(table[position].as_bytes());
            let mut slot = slot_of(digests[position], table[position].len());
            while index[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            index[slot] = position as u8 + 1;
            position += 1;
        }
        Names { table, index, digests }
    }

    /// The number of a name that is in the table. Does not compile for any other.
    #[expect(clippy::indexing_slicing, clippy::panic, reason = "evaluated by the compiler: a fault does not build")]
    pub const fn id(&self, name: &str) -> NameId {
        let mut position = 0;
        while position < self.table.len() {
            if same(self.table[position].as_bytes(), name.as_bytes()) {
                return NameId(position as u8);
            }
            position += 1;
        }
        panic!("a name that the table lacks");
    }

    /// The number of a name, if it is known.
    #[inline]
    pub fn find(&self, name: &str) -> Option<NameId> {
        let digest = digest(name.as_bytes());
        let mut slot = slot_of(digest, name.len());
        loop {
            let position = (*self.index.get(slot)?).checked_sub(1)?;
            let place = usize::from(position);
            if self.digests.get(place) == Some(&digest) && self.is_at(place, name) {
                return Some(NameId(position));
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// Whether a name whose digest is that of the name at a place is that name.
    #[inline]
    fn is_at(&self, place: usize, name: &str) -> bool {
        let known = self.table.get(place).copied().unwrap_or_default();
        known.len() == name.len() && (name.len() <= 8 || known == name)
    }

    /// The name of a number.
    pub fn text(&self, id: NameId) -> &'static str {
        self.table.get(usize::from(id.0)).copied().unwrap_or_default()
    }

    /// The known name at this position of the table.
    pub(super) fn at(&self, position: u32) -> Option<NameId> {
        let id = NameId(u8::try_from(position).ok()?);
        self.table.get(usize::from(id.0)).map(|_| id)
    }

    /// All names, each at its number.
    pub const fn table(&self) -> &'static [&'static str] {
        self.table
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
const fn slot_of(digest: u64, len: usize) -> usize {
    let mixed = (digest ^ (len as u64) << 40).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 55) as usize % SLOTS
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

    static TABLE: &[&str] = &["a", "ab", "abc", "abcd", "abcde", "abcdabcd", "abcdefabcd", "abcdxxabcd", "status", ""];
    static NAMES: Names = Names::new(TABLE);

    #[test]
    fn every_name_is_found_and_no_other() {
        for (number, name) in TABLE.iter().enumerate() {
            assert_eq!(NAMES.find(name).map(|id| usize::from(id.number())), Some(number), "{name}");
        }
        // The same first and last four bytes, other lengths, and other bytes between.
        for name in
            ["b", "ba", "abcdbcd", "abcdeabcd", "abcdyyabcd", "abcd\0\0\0\0", "ab\0", "a\0\0", "\0", "statuatus"]
        {
            assert_eq!(NAMES.find(name), None, "{name:?}");
        }
    }
}
