//! Sets of characters, as ranges in order that do not touch.

use super::program::Range;

/// The highest code point.
const LAST: u32 = char::MAX as u32;

/// How far a small letter is from its capital.
const CASE: u32 = 32;

pub(super) const DIGITS: &[Range] = &[(0x30, 0x39)];
pub(super) const SPACE: &[Range] = &[(0x09, 0x0d), (0x20, 0x20)];
pub(super) const WORD: &[Range] = &[(0x30, 0x39), (0x41, 0x5a), (0x5f, 0x5f), (0x61, 0x7a)];
pub(super) const ANY: &[Range] = &[(0, LAST)];
pub(super) const ANY_BUT_LINE_FEED: &[Range] = &[(0, 0x09), (0x0b, LAST)];

/// Adds a range to a set: it swallows those that it touches.
pub(super) fn add(set: &mut Vec<Range>, mut first: u32, mut last: u32) {
    let mut at = 0;
    while let Some(&(start, end)) = set.get(at) {
        if end + 1 < first {
            at += 1;
        } else if start <= last + 1 {
            first = first.min(start);
            last = last.max(end);
            set.remove(at);
        } else {
            break;
        }
    }
    set.insert(at, (first, last));
}

pub(super) fn add_all(set: &mut Vec<Range>, ranges: &[Range]) {
    for &(first, last) in ranges {
        add(set, first, last);
    }
}

/// The characters that are not in the set.
pub(super) fn negated(set: &[Range]) -> Vec<Range> {
    let mut others = Vec::new();
    let mut next = 0;
    for &(first, last) in set {
        if next < first {
            others.push((next, first - 1));
        }
        next = last + 1;
    }
    if next <= LAST {
        others.push((next, LAST));
    }
    others
}

/// Adds each ASCII letter of the set in the other case, as Java does without `(?u)`.
pub(super) fn fold(set: &mut Vec<Range>) {
    for (first, last) in set.clone() {
        let (from, to) = (first.max(0x41), last.min(0x5a));
        if from <= to {
            add(set, from + CASE, to + CASE);
        }
        let (from, to) = (first.max(0x61), last.min(0x7a));
        if from <= to {
            add(set, from - CASE, to - CASE);
        }
    }
}
