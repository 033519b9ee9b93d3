//! Rules on one list.

use super::fill::Fill;
use super::report::{Path, Report};
use crate::model::rule::{Check, Rule};
use crate::model::rules::attribute::RESERVED_PREFIXES;
use crate::tape::Value;

/// Applies a rule to a list; checks of other values are passed over.
pub(super) fn judge(report: &mut Report, path: &Path<'_>, rule: &'static Rule, list: Value<'_>, count: u32) {
    match rule.check {
        Check::Items { min, max } if count < min || count > max => {
            report.found(rule, path, &Fill::count(count as usize));
        }
        Check::Unique(member) => unique(report, path, rule, list, member),
        Check::CustomAttributes { max } => {
            let custom = |item: Value<'_>| item.member("name").and_then(Value::as_str).is_some_and(is_custom);
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
/// The texts are sorted by a hash, and by themselves where hashes meet, so that no
/// choice of texts makes this slower than sorting them.
fn unique(report: &mut Report, path: &Path<'_>, rule: &'static Rule, list: Value<'_>, member: &'static str) {
    let mut texts: Vec<(u64, &str, u32)> = list
        .items()
        .enumerate()
        .filter_map(|(index, item)| {
            let text = item.member(member).and_then(Value::as_str)?;
            Some((hash(text), text, index as u32))
        })
        .collect();
    texts.sort_unstable();
    let mut twice: Vec<(u32, u32, &str)> = Vec::new();
    let mut first = None;
    for (hash, text, index) in texts {
        match first {
            Some((same_hash, same_text, before)) if same_hash == hash && same_text == text => {
                twice.push((index, before, text));
            }
            _ => first = Some((hash, text, index)),
        }
    }
    twice.sort_unstable();
    for (index, before, text) in twice {
        let (item, before) = (path.item(index), before.to_string());
        report.found(rule, &item.named(member, 0), &Fill { other: &before, ..Fill::text(text) });
    }
}

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
