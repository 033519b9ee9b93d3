//! Numbers by numbers, in order: what is to come, and all that is looked up by a number. A list
//! of short lists is a tenth of the code of the library's map, and no slower at this size.

use crate::stored::{Loader, Stored};

/// How long a short list may be.
const MOST: usize = 256;

/// Pairs of a key and a value, by key.
///
/// **Invariant:** the short lists are in order, so is each in itself, and none is empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers(Vec<Vec<(u128, u128)>>);

impl Numbers {
    /// The pair with the least key.
    pub fn first(&self) -> Option<(u128, u128)> {
        self.0.first()?.first().copied()
    }

    /// The value of a key.
    pub fn get(&self, key: u128) -> Option<u128> {
        let (number, place) = self.find(key);
        self.0.get(number)?.get(place.ok()?).map(|(_, value)| *value)
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: u128, value: u128) {
        let (number, place) = self.find(key);
        let Some(list) = self.0.get_mut(number) else { return self.0.push(vec![(key, value)]) };
        match place {
            Ok(place) => {
                if let Some(pair) = list.get_mut(place) {
                    pair.1 = value;
                }
            }
            Err(place) => list.insert(place, (key, value)),
        }
        if list.len() > MOST {
            let behind = list.split_off(MOST / 2);
            self.0.insert(number + 1, behind);
        }
    }

    /// Takes a key out, and its value.
    pub fn remove(&mut self, key: u128) -> Option<u128> {
        let (number, place) = self.find(key);
        let list = self.0.get_mut(number)?;
        let (_, value) = list.remove(place.ok()?);
        if list.is_empty() {
            self.0.remove(number);
        }
        Some(value)
    }

    /// The short list that has a key or would have it, and the place in it.
    #[inline(never)]
    fn find(&self, key: u128) -> (usize, Result<usize, usize>) {
        let before = self.0.partition_point(|list| list.first().is_some_and(|(first, _)| *first <= key));
        let number = before.saturating_sub(1);
        let list = self.0.get(number).map_or(&[][..], Vec::as_slice);
        (number, list.binary_search_by_key(&key, |(known, _)| *known))
    }
}

impl Stored for Numbers {
    /// As one list.
    fn store(&self, out: &mut Vec<u8>) {
        self.0.concat().store(out);
    }

    fn load(from: &mut Loader<'_>) -> Numbers {
        let mut numbers = Numbers::default();
        for (key, value) in Vec::load(from) {
            numbers.insert(key, value);
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stored::{load, store};
    use std::collections::BTreeMap;

    #[test]
    fn numbers_are_what_a_map_has() {
        let (mut numbers, mut map) = (Numbers::default(), BTreeMap::new());
        let mut state = 1_u32;
        for turn in 0..20_000_u32 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let key = u128::from(state >> 20);
            if turn % 5 < 3 && turn < 15_000 {
                numbers.insert(key, u128::from(turn));
                map.insert(key, u128::from(turn));
            } else {
                assert_eq!(numbers.remove(key), map.remove(&key));
            }
            assert_eq!(numbers.get(key), map.get(&key).copied());
            assert_eq!(numbers.first(), map.first_key_value().map(|(key, value)| (*key, *value)));
        }
        let stored = store(&map.into_iter().collect::<Vec<_>>());
        assert_eq!(store(&numbers), stored);
        assert_eq!(store(&load::<Numbers>(&stored).unwrap()), stored);
    }
}
