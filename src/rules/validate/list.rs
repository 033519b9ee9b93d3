//! Rules on one list.

use std::collections::BinaryHeap;

use super::definition;
use super::fill::Fill;
use super::report::{Path, Report};
use super::text::begins_with_one;
use crate::model::names::{NAMES, id};
use crate::model::rule::{Check, Rule};
use crate::model::rules::attribute::RESERVED_PREFIXES;
use crate::tape::{MAX_ENTRIES, NameId, Value};

/// Applies a rule to a list; checks of other values are passed over.
#[inline]
pub(super) fn judge(report: &mut Report, path: &Path<'_>, rule: &'static Rule, list: Value<'_>, count: u32) {
    match rule.check {
        Check::Items { min, max } if count < min || count > max => {
            report.found(rule, path, &Fill::count(count as usize));
        }
        Check::Unique(member) => unique(report, path, rule, list, count, member),
        Check::CustomAttributes { max } => {
            let custom =
                |item: Value<'_>| item.member(const { id("name") }).and_then(Value::as_str).is_some_and(is_custom);
            let count = if count > max { list.items().filter(|item| custom(*item)).count() } else { 0 };
            if count > max as usize {
                report.found(rule, path, &Fill::count(count));
            }
        }
        Check::EssentialContainer if count > 0 && !definition::has_essential(list) => {
            report.found(rule, path, &Fill::default());
        }
        _ => {}
    }
}

fn is_custom(name: &str) -> bool {
    !begins_with_one(name, &RESERVED_PREFIXES)
}

/// Finds items whose member has the same text as that of an item before.
#[inline]
fn unique(report: &mut Report, path: &Path<'_>, rule: &'static Rule, list: Value<'_>, count: u32, member: NameId) {
    if count <= FEW && !may_meet(list, member) {
        return;
    }
    let mut twice = same(list, count, member).into_iter().peekable();
    for (index, item) in (0..).zip(list.items()) {
        if let Some((_, text, before)) = twice.next_if(|(twice, ..)| *twice == u64::from(index)) {
            let (path, before) = (path.item(index, item), before.to_string());
            let path = path.named(NAMES.text(member), 0, item.position_of(member));
            report.found(rule, &path, &Fill { other: &before, ..Fill::text(text) });
        }
    }
}

/// Up to this many texts a bit for each hash tells most lists without a pair apart.
const FEW: u32 = 64;

/// Whether two of few texts might be the same: their hashes share a bit.
#[inline]
fn may_meet(list: Value<'_>, member: NameId) -> bool {
    let mut seen = [0_u64; 256];
    for text in list.items().filter_map(|item| item.member(member)?.text_bytes()) {
        let hash = hash(text) >> 50;
        let bit = 1 << (hash & 63);
        let Some(bits) = seen.get_mut((hash >> 6) as usize) else { return true };
        if *bits & bit != 0 {
            return true;
        }
        *bits |= bit;
    }
    false
}

/// Items with the text of an item before: index, text, index before.
///
/// Sorting numbers that carry a hash and an index brings equal texts together. Where
/// different texts share a hash they are sorted themselves, so that no choice of
/// texts makes this slower than sorting them. A heap sorts, and all is of one type: the
/// library's sorts are faster, but have ten times the code, for every type anew.
fn same(list: Value<'_>, count: u32, member: NameId) -> Vec<(u64, &str, u64)> {
    let mut texts: Vec<(u64, &str, u64)> = Vec::with_capacity(count as usize);
    for (index, item) in list.items().enumerate() {
        if let Some(text) = item.member(member).and_then(Value::as_str) {
            texts.push((hash(text.as_bytes()) >> INDEX_BITS << INDEX_BITS | index as u64, text, 0));
        }
    }
    let texts = sorted(texts);
    let mut twice: Vec<(u64, &str, u64)> = Vec::new();
    for same_hash in texts.chunk_by(|a, b| a.0 >> INDEX_BITS == b.0 >> INDEX_BITS).filter(|run| run.len() > 1) {
        let run = sorted(same_hash.iter().map(|(key, text, _)| (0, *text, index_in(*key))).collect());
        for same_text in run.chunk_by(|a, b| a.1 == b.1) {
            let mut same_text = same_text.iter();
            if let Some((_, text, first)) = same_text.next() {
                twice.extend(same_text.map(|(_, _, index)| (*index, *text, *first)));
            }
        }
    }
    sorted(twice)
}

#[inline(never)]
fn sorted(list: Vec<(u64, &str, u64)>) -> Vec<(u64, &str, u64)> {
    BinaryHeap::from(list).into_sorted_vec()
}

/// Enough for the index of any entry on a tape.
const INDEX_BITS: u32 = MAX_ENTRIES.ilog2() + 1;

fn index_in(key: u64) -> u64 {
    key & ((1 << INDEX_BITS) - 1)
}

/// From the length and the eight bytes at either end: all of most keys, and the part in
/// which the others differ. Its upper bits, which are the ones in use, depend on all of these.
#[inline]
fn hash(bytes: &[u8]) -> u64 {
    let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (0, bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))),
    };
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    ((first ^ bytes.len() as u64).wrapping_mul(MIX) ^ last).wrapping_mul(MIX)
}

#[cfg(test)]
mod tests {
    use crate::validate::{Validator, find_operation};

    /// The paths of the problems of tags with these keys.
    fn paths(keys: &[&str]) -> Vec<String> {
        let tags: Vec<String> = keys.iter().map(|key| format!("{{\"key\": \"{key}\"}}")).collect();
        let json = format!("{{\"tags\": [{}]}}", tags.join(", "));
        let operation = find_operation("RegisterContainerInstance").unwrap();
        Validator::new().json(operation, json.as_bytes()).iter().map(|found| found.path.clone()).collect()
    }

    #[test]
    fn keys_that_differ_only_in_the_middle_are_told_apart() {
        let keys = ["12345678a12345678", "12345678b12345678", "12345678c12345678"];
        assert!(paths(&keys).is_empty());
        assert_eq!(paths(&[keys[0], keys[1], keys[2], keys[1]]), ["/tags/3/key"]);
    }

    #[test]
    fn keys_of_every_length_are_told_apart() {
        let keys: Vec<String> = (1..=25).flat_map(|length| ["a", "b"].map(|letter| letter.repeat(length))).collect();
        let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        assert!(paths(&keys).is_empty());
        for index in 0..keys.len() - 1 {
            let last = keys.pop().unwrap();
            keys.push(keys[index]);
            assert_eq!(paths(&keys), ["/tags/49/key"], "{index}");
            keys.pop();
            keys.push(last);
        }
    }
}
