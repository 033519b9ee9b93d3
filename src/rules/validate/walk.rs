//! Walks a request along its shape.

use super::fill::Fill;
use super::report::{Path, Report};
use super::{list, relation, resource, text};
use crate::diagnostic::Diagnostic;
use crate::model::member::{Member, Shape, Value as Place};
use crate::model::names::NAMES;
use crate::model::rule::Check;
use crate::model::rules::common;
use crate::tape::{Entry, MemberName, MemberValue, Odd, Value, is_whole};

/// Judges a value that stands at a place.
#[inline]
pub(super) fn walk<'r>(report: &'r mut Report, place: &'static Place, value: Value<'_>) -> &'r [Diagnostic] {
    report.clear();
    judge(report, &Path::ROOT, place, value);
    report.finish()
}

#[inline]
fn judge(report: &mut Report, path: &Path<'_>, place: &'static Place, value: Value<'_>) {
    match &place.shape {
        Shape::String if is_plain(place, value) => {}
        Shape::String if let Some(text) = value.as_str() => text::judge(report, path, place, text),
        Shape::Structure(members) if value.is_structure() => structure(report, path, place, members, value),
        _ => other(report, path, place, value),
    }
}

/// Whether a value is a text that one look tells to be good.
#[inline]
fn is_plain(place: &'static Place, value: Value<'_>) -> bool {
    value.text_bytes().is_some_and(|bytes| place.plain.has(bytes))
}

/// Values that are neither texts nor structures where these belong.
#[inline]
fn other(report: &mut Report, path: &Path<'_>, place: &'static Place, value: Value<'_>) {
    match (&place.shape, value.entry()) {
        (Shape::List(item), Entry::List(count)) => {
            for rule in place.rules {
                list::judge(report, path, rule, value, count);
            }
            items(report, path, item, value);
        }
        (Shape::Integer | Shape::Long, Entry::Int(number)) => whole(report, path, place, number, value),
        (Shape::Integer | Shape::Long, Entry::Float(number)) if is_whole(number) => {
            report.found(&common::NUMBER_SIZE, path, &Fill { other: bits_of(&place.shape), ..Fill::entry(value) });
        }
        (Shape::Words(words), Entry::Text(text)) => {
            if !has_word(words, text) {
                report.found(&common::WORD, path, &Fill { other: words, ..Fill::text(text) });
            }
        }
        (Shape::Map(of), Entry::Structure(_)) => entries(report, path, of, value),
        (Shape::Boolean, Entry::Bool(_)) | (Shape::Double | Shape::Timestamp, Entry::Int(_) | Entry::Float(_)) => {}
        // Every client sends a date as the number of its seconds.
        (Shape::Timestamp, Entry::Odd(Odd::Date)) => {}
        (_, Entry::Odd(odd)) => unsendable(report, path, odd),
        (shape, _) => {
            report.found(&common::TYPE, path, &Fill { other: expected(shape), ..Fill::entry(value) });
            sweep(report, path, value);
        }
    }
}

#[inline]
fn structure(
    report: &mut Report,
    path: &Path<'_>,
    place: &'static Place,
    members: &'static [Member],
    value: Value<'_>,
) {
    let mut given: u64 = 0;
    let mut next = 0;
    for sent in value.members() {
        // Members mostly come in the order of the shape, and each once.
        let (rank, member) = match members.get(next) {
            Some(member) if sent.is(member.id) => (next, member),
            _ => match members.iter().enumerate().find(|(_, member)| sent.is(member.id)) {
                Some(found) => found,
                None => {
                    unusual(report, path, members, sent);
                    continue;
                }
            },
        };
        next = rank + 1;
        // Most members are plain texts, and these need no path.
        if is_plain(member.value, sent.value) {
            given |= 1 << (rank % 64);
            continue;
        }
        let path = path.named(member.name(), rank as u32, sent.value.position());
        if !sent.value.is_null() {
            given |= 1 << (rank % 64);
            judge(report, &path, member.value, sent.value);
        } else if let Some(rule) = member.null {
            report.found(rule, &path, &Fill::default());
        } else if member.required.is_none() {
            report.found(&common::NULL_MEMBER, &path, &Fill::default());
        }
    }
    for (rank, member) in members.iter().enumerate() {
        if let Some(rule) = member.required
            && given & (1 << (rank % 64)) == 0
        {
            report.found(rule, &path.member(member.id, members, value), &Fill::text(member.name()));
        }
    }
    for rule in place.rules {
        relation::judge(report, path, rule, members, value);
    }
    if !place.rules.is_empty() {
        resource::judge(report, path, place.rules, members, value);
    }
}

/// A member that is replaced by a later one, or that the shape lacks.
#[cold]
fn unusual(report: &mut Report, path: &Path<'_>, members: &'static [Member], sent: MemberValue<'_>) {
    let name = name_text(sent.name());
    let path = path.sent(name, members, sent.value);
    if matches!(sent.name(), MemberName::Known { replaced: true, .. }) && path.is_in_shape() {
        report.found(&common::DUPLICATE_MEMBER, &path, &Fill::text(name));
        return;
    }
    if matches!(sent.name(), MemberName::Other { broken: true, .. }) {
        unsendable(report, &path, Odd::LoneSurrogate);
    } else {
        report.found(&common::UNKNOWN_MEMBER, &path, &Fill::text(name));
    }
    sweep(report, &path, sent.value);
}

#[inline]
fn items(report: &mut Report, path: &Path<'_>, item: &'static Place, list: Value<'_>) {
    for (index, value) in list.items().enumerate() {
        let path = path.item(index as u32, value);
        if value.is_null() {
            report.found(&common::NULL_ITEM, &path, &Fill::default());
        } else {
            judge(report, &path, item, value);
        }
    }
}

/// Whether a text is one of the words between commas.
#[inline(never)]
pub(super) fn has_word(words: &str, text: &str) -> bool {
    words.as_bytes().split(|byte| *byte == b',').any(|word| word == text.as_bytes())
}

/// The entries of a map, whose names are nobody's but the sender's. Compiled with its caller:
/// here it would have a judge of its own.
#[inline]
fn entries(report: &mut Report, path: &Path<'_>, of: &'static Place, map: Value<'_>) {
    for (index, entry) in map.members().enumerate() {
        let name = name_text(entry.name());
        let path = path.named(name, index as u32, entry.value.position());
        match entry.name() {
            MemberName::Known { replaced: true, .. } => {
                report.found(&common::DUPLICATE_MEMBER, &path, &Fill::text(name));
            }
            MemberName::Other { broken: true, .. } => unsendable(report, &path, Odd::LoneSurrogate),
            _ if entry.value.is_null() => report.found(&common::NULL_MEMBER, &path, &Fill::default()),
            _ => judge(report, &path, of, entry.value),
        }
    }
}

#[inline]
fn whole(report: &mut Report, path: &Path<'_>, place: &'static Place, number: i64, value: Value<'_>) {
    if matches!(place.shape, Shape::Integer) && i32::try_from(number).is_err() {
        report.found(&common::NUMBER_SIZE, path, &Fill { other: bits_of(&place.shape), ..Fill::entry(value) });
        return;
    }
    for rule in place.rules {
        if let Check::Range { min, max } = rule.check
            && !(min..=max).contains(&number)
        {
            report.found(rule, path, &Fill::entry(value));
        }
    }
}

/// Looks for values that cannot be sent where the shape has nothing to say.
fn sweep(report: &mut Report, path: &Path<'_>, value: Value<'_>) {
    match value.entry() {
        Entry::Odd(odd) => unsendable(report, path, odd),
        Entry::List(_) => {
            for (index, item) in value.items().enumerate() {
                sweep(report, &path.item(index as u32, item), item);
            }
        }
        Entry::Structure(_) => {
            for member in value.members() {
                let path = path.named(name_text(member.name()), u32::MAX, member.value.position());
                sweep(report, &path, member.value);
            }
        }
        _ => {}
    }
}

fn unsendable(report: &mut Report, path: &Path<'_>, odd: Odd) {
    if let Some(rule) = common::ODD_VALUES.get(odd as usize) {
        report.found(rule, path, &Fill::default());
    }
}

fn name_text(name: MemberName<'_>) -> &str {
    match name {
        MemberName::Known { id, .. } => NAMES.text(id),
        MemberName::Other { text, .. } => text,
    }
}

fn bits_of(shape: &Shape) -> &'static str {
    if matches!(shape, Shape::Long) { "the 64 bits of a long" } else { "the 32 bits of an integer" }
}

fn expected(shape: &Shape) -> &'static str {
    match shape {
        Shape::String | Shape::Words(_) => "text",
        Shape::Boolean => "true or false",
        Shape::Integer | Shape::Long => "a whole number",
        Shape::Double => "a number",
        Shape::Timestamp => "a number of seconds",
        Shape::List(_) => "a list",
        Shape::Map(_) | Shape::Structure(_) => "a structure",
    }
}
