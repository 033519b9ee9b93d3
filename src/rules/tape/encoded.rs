//! What `pkg/tape.js` writes. It counts text as JavaScript does, in UTF-16 units;
//! for text that is all ASCII these are bytes, and the tape can be read as it is.

use super::{RawEntry, kind};

/// Turns starts and lengths from UTF-16 units into bytes. The texts of the entries
/// stand in `text` one after another. `false` if they do not: a bug of the walker.
pub fn align(entries: &mut [RawEntry], text: &str) -> bool {
    let mut start = 0;
    let mut skip = false;
    for [first, second] in entries {
        if std::mem::take(&mut skip) {
            continue;
        }
        match *first & 15 {
            kind::INTEGER | kind::DOUBLE => skip = true,
            kind::TEXT | kind::OTHER_NAME => {
                let mark = *first >> 4 & kind::MARK;
                let units = *first >> 4 & !kind::MARK;
                let Some(len) = text.get(start..).and_then(|rest| bytes_of(rest, units)) else { return false };
                *first = *first & 15 | (len as u32 | mark) << 4;
                *second = start as u32;
                start += len;
            }
            _ => {}
        }
    }
    start == text.len()
}

/// How many bytes of `text` make up `units` UTF-16 units.
fn bytes_of(text: &str, units: u32) -> Option<usize> {
    let mut left = units as usize;
    for (index, character) in text.char_indices() {
        if left == 0 {
            return Some(index);
        }
        left = left.checked_sub(character.len_utf16())?;
    }
    (left == 0).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::super::{Layout, Names, Tape};
    use super::*;

    static LAYOUT: Layout<0> = Layout::new(&[]);
    static NAMES: Names = LAYOUT.names();

    #[test]
    fn texts_are_cut_by_utf_16_units() {
        let text = "é🚢b";
        let mut entries = [[8 | 2 << 4, 3], [6 | 3 << 4, 0], [6 | 1 << 4, 3]];
        assert!(align(&mut entries, text));
        let tape = Tape::of_entries(&entries, text, &NAMES);
        let items: Vec<_> = tape.root().items().filter_map(|item| item.as_str()).collect();
        assert_eq!(items, ["é🚢", "b"]);
    }

    #[test]
    fn texts_that_do_not_fit_are_refused() {
        for (units, text) in [(2, "a"), (1, "🚢"), (1, "ab")] {
            assert!(!align(&mut [[6 | units << 4, 0]], text), "{units} {text:?}");
        }
    }

    #[test]
    fn halves_of_numbers_are_not_taken_for_entries() {
        let mut entries = [[8 | 1 << 4, 3], [5, 0], [6 | 99 << 4, 7]];
        let before = entries;
        assert!(align(&mut entries, ""));
        assert_eq!(entries, before);
    }
}
