//! Rules on one list.

use super::fill::Fill;
use super::report::{Path, Report};
use crate::model::names::{NAMES, id};
use crate::model::rule::{Check, Rule};
use crate::model::rules::attribute::RESERVED_PREFIXES;
use crate::tape::{MAX_ENTRIES, NameId, Value};

/// Applies a rule to a list; checks of other values are passed over.
pub(super) fn judge(report: &mut Report, path: &Path<'_>, rule: &'static Rule, list: Value<'_>, count: u32) {
    match rule.check {
        Check::Items { min, max } if count < min || count > max => {
            report.found(rule, path, &Fill::count(count as usize));
        }
        Check::Unique(member) => unique(report, path, rule, list, member),
        Check::CustomAttributes { max } => {
            let custom =
                |item: Value<'_>| item.member(const { id("name") }).and_then(Value::as_str).is_some_and(is_custom);
            let count = if count > max { list.items().filter(|item| custom(*item)).count() } else { 0 };
            if count > max as usize {
                report.found(rule, path, &Fill::count(count));
            }
        }
        _ => {}
    }
}

fn is_custom(name: &str) -> bool {
    !RESERVED_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Finds items whose member has the same text as that of an item before.
///
/// Sorting numbers that carry a hash and an index brings equal texts together. Where
/// different texts share a hash they are sorted themselves, so that no choice of
/// texts makes this slower than sorting them.
fn unique(report: &mut Report, path: &Path<'_>, rule: &'static Rule, list: Value<'_>, member: NameId) {
    let mut texts: Vec<&str> = Vec::new();
    let mut keys: Vec<u64> = Vec::new();
    let mut indices: Vec<u32> = Vec::new();
    for (index, item) in list.items().enumerate() {
        if let Some(text) = item.member(member).and_then(Value::as_str) {
            keys.push(hash(text) << INDEX_BITS | texts.len() as u64);
            texts.push(text);
            indices.push(index as u32);
        }
    }
    keys.sort_unstable();
    let mut twice: Vec<(u32, u32, &str)> = Vec::new();
    for same_hash in keys.chunk_by(|a, b| a >> INDEX_BITS == b >> INDEX_BITS) {
        if same_hash.len() > 1 {
            let place = |key: &u64| (key & ((1 << INDEX_BITS) - 1)) as usize;
            let mut run: Vec<(&str, u32)> =
                same_hash.iter().filter_map(|key| Some((*texts.get(place(key))?, *indices.get(place(key))?))).collect();
            run.sort_unstable();
            for same_text in run.chunk_by(|a, b| a.0 == b.0) {
                let mut same_text = same_text.iter();
                if let Some((text, first)) = same_text.next() {
                    twice.extend(same_text.map(|(_, index)| (*index, *first, *text)));
                }
            }
        }
    }
    twice.sort_unstable();
    for (index, before, text) in twice {
        let (item, before) = (path.item(index), before.to_string());
        report.found(rule, &item.named(NAMES.text(member), 0), &Fill { other: &before, ..Fill::text(text) });
    }
}

/// Enough for the index of any entry on a tape.
const INDEX_BITS: u32 = MAX_ENTRIES.ilog2() + 1;

/// FNV-1a over eight bytes at a time.
fn hash(text: &str) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ text.len() as u64;
    for word in words {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(PRIME);
    }
    for byte in rest {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
    }
    hash
}
