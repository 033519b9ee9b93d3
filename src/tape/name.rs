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
        let mut position = 0;
        while position < table.len() {
            let mut slot = hash(table[position].as_bytes());
            while index[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            index[slot] = position as u8 + 1;
            position += 1;
        }
        Names { table, index }
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
    pub fn find(&self, name: &str) -> Option<NameId> {
        let mut slot = hash(name.as_bytes());
        loop {
            let position = (*self.index.get(slot)?).checked_sub(1)?;
            if self.table.get(usize::from(position)) == Some(&name) {
                return Some(NameId(position));
            }
            slot = (slot + 1) % SLOTS;
        }
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

/// Length, first, middle and last byte tell the names apart well enough.
#[expect(clippy::indexing_slicing, reason = "the positions are below the length")]
const fn hash(name: &[u8]) -> usize {
    let len = name.len();
    if len == 0 {
        return 0;
    }
    let (first, middle, last) = (name[0] as usize, name[len / 2] as usize, name[len - 1] as usize);
    (len * 31 + first * 7 + middle * 131 + last * 17) % SLOTS
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
