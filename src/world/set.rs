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
    /// The numbers of slots that are free.
    free: Vec<u32>,
    /// A digest of each list: two with the same one are compared, and kept twice if they differ.
    index: Numbers,
    /// How many lists there may be before somebody should look which are still in use.
    full_at: u32,
}

stored!(struct Sets<T> { slots, free, index, full_at });

impl<T> Default for Sets<T> {
    fn default() -> Sets<T> {
        Sets { slots: Vec::new(), free: Vec::new(), index: Numbers::default(), full_at: FIRST_SWEEP }
    }
}

const FIRST_SWEEP: u32 = 4096;

impl<T: Stored + PartialEq> Sets<T> {
    pub fn get(&self, id: SetId) -> Option<&T> {
        self.slots.get(id.0 as usize)?.as_ref()
    }

    /// The number of a list, which is kept if it is new.
    pub fn keep(&mut self, list: T) -> SetId {
        let digest = digest(&list);
        if let Some(known) = self.index.get(digest).map(|number| SetId(number as u32))
            && self.get(known) == Some(&list)
        {
            return known;
        }
        let number = match self.free.pop() {
            Some(number) => number,
            None => {
                self.slots.push(None);
                u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
            }
        };
        if let Some(slot) = self.slots.get_mut(number as usize) {
            *slot = Some(list);
        }
        self.index.insert(digest, u128::from(number));
        SetId(number)
    }

    /// Whether it is time for a [`Sets::sweep`].
    pub fn is_full(&self) -> bool {
        self.slots.len() - self.free.len() >= self.full_at as usize
    }

    /// Forgets all lists but these.
    pub fn sweep(&mut self, used: &[SetId]) {
        let mut marks = vec![false; self.slots.len()];
        for id in used {
            if let Some(mark) = marks.get_mut(id.0 as usize) {
                *mark = true;
            }
        }
        let mut kept = 0_u32;
        for ((number, slot), used) in (0_u32..).zip(self.slots.iter_mut()).zip(marks) {
            if used {
                kept += 1;
            } else if let Some(list) = slot.take() {
                self.free.push(number);
                // Of two lists with one digest the index has the later.
                let digest = digest(&list);
                if self.index.get(digest) == Some(u128::from(number)) {
                    self.index.remove(digest);
                }
            }
        }
        self.full_at = kept.saturating_mul(2).max(FIRST_SWEEP);
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
