//! Lists that many instances have alike, kept once: an event that quotes thirty
//! attributes costs a number.

use crate::stored::{self, Stored, store, stored};

use super::numbers::Numbers;

/// Names one list of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SetId(u32);

stored!(struct SetId(0));

/// Lists of one kind.
#[derive(Clone, Debug)]
pub(super) struct Sets<T> {
    slots: Vec<Option<T>>,
    index: Index,
}

stored!(struct Sets<T> { slots, index });

impl<T> Default for Sets<T> {
    fn default() -> Sets<T> {
        let index = Index { free: Vec::new(), numbers: Numbers::default(), full_at: FIRST_SWEEP };
        Sets { slots: Vec::new(), index }
    }
}

/// Which slots have what: all about lists that does not depend on what they are lists of.
#[derive(Clone, Debug)]
struct Index {
    /// The numbers of slots that are free.
    free: Vec<u32>,
    /// The slots by a digest of each list: two with the same one are compared, and kept twice if they differ.
    numbers: Numbers,
    /// How many lists there may be before somebody should look which are still in use.
    full_at: u32,
}

stored!(struct Index { free, numbers, full_at });

impl Index {
    /// A list is in a slot no more; of two lists with one digest the later is known.
    #[inline(never)]
    fn forget(&mut self, number: u32, digest: u128) {
        self.free.push(number);
        if self.numbers.get(digest) == Some(u128::from(number)) {
            self.numbers.remove(digest);
        }
    }

    /// A number for a list of a digest: that of a free slot, or the next.
    #[inline(never)]
    fn number(&mut self, digest: u128, slots: usize) -> u32 {
        let number = self.free.pop().unwrap_or_else(|| u32::try_from(slots).unwrap_or(u32::MAX));
        self.numbers.insert(digest, u128::from(number));
        number
    }
}

/// Which of so many slots are used.
#[inline(never)]
fn marks(slots: usize, used: &[SetId]) -> Vec<bool> {
    let mut marks = vec![false; slots];
    for id in used {
        if let Some(mark) = marks.get_mut(id.0 as usize) {
            *mark = true;
        }
    }
    marks
}

const FIRST_SWEEP: u32 = 4096;

impl<T: Stored + PartialEq> Sets<T> {
    pub fn get(&self, id: SetId) -> Option<&T> {
        self.slots.get(id.0 as usize)?.as_ref()
    }

    /// The number of a list, which is kept if it is new.
    pub fn keep(&mut self, list: T) -> SetId {
        let digest = digest(&list);
        if let Some(known) = self.index.numbers.get(digest).map(|number| SetId(number as u32))
            && self.get(known) == Some(&list)
        {
            return known;
        }
        let number = self.index.number(digest, self.slots.len());
        match self.slots.get_mut(number as usize) {
            Some(slot) => *slot = Some(list),
            None => self.slots.push(Some(list)),
        }
        SetId(number)
    }

    /// Whether it is time for a [`Sets::sweep`].
    pub fn is_full(&self) -> bool {
        self.slots.len() - self.index.free.len() >= self.index.full_at as usize
    }

    /// Forgets all lists but these.
    pub fn sweep(&mut self, used: &[SetId]) {
        let mut kept = 0_u32;
        for ((number, used), slot) in (0_u32..).zip(marks(self.slots.len(), used)).zip(&mut self.slots) {
            if used {
                kept += 1;
            } else if let Some(list) = slot.take() {
                self.index.forget(number, digest(&list));
            }
        }
        self.index.full_at = kept.saturating_mul(2).max(FIRST_SWEEP);
    }
}

/// Of the bytes that a list is stored as: they are the same everywhere, while what `Hash`
/// feeds to a hasher has lengths as wide as the machine's.
fn digest(list: &impl Stored) -> u128 {
    stored::digest(&store(list), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_lists_are_kept_once_and_swept_ones_make_room() {
        let mut sets = Sets::default();
        let a = sets.keep(vec!["a".to_owned()]);
        let b = sets.keep(vec!["b".to_owned()]);
        assert_eq!(sets.keep(vec!["a".to_owned()]), a);
        sets.sweep(&[b]);
        assert_eq!(sets.get(a), None);
        assert_eq!(sets.keep(vec!["c".to_owned()]), a);
        assert_eq!(sets.get(b), Some(&vec!["b".to_owned()]));
    }
}
