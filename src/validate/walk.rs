//! Walks a request along its shape.

use super::fill::Fill;
use super::report::{Path, Report};
use super::{list, relation, resource, text};
use crate::diagnostic::Diagnostic;
use crate::model::member::{Member, Shape, Value as Place};
use crate::model::rule::{Check, Rule};
use crate::model::rules::common;
use crate::tape::{Entry, Odd, Value};

/// Judges a value that stands at a place.
pub(super) fn walk<'r>(report: &'r mut Report, place: &'static Place, value: Value<'_>) -> &'r [Diagnostic] {
    report.clear();
    judge(report, &Path::ROOT, place, value);
    report.finish()
}

fn judge(report: &mut Report, path: &Path<'_>, place: &'static Place, value: Value<'_>) {
    match (&place.shape, value.entry()) {
        (Shape::String, Entry::String(_)) => {
            let text = value.as_str().unwrap_or_default();
            for rule in place.rules {
                text::judge(report, path, rule, text);
            }
        }
        (Shape::Structure(members), Entry::Object { .. }) => structure(report, path, place, members, value),
        (Shape::List(item), Entry::Array { count, .. }) => {
            for rule in place.rules {
                list::judge(report, path, rule, value, count);
            }
            items(report, path, item, value);
        }
        (Shape::Integer, Entry::Int(number)) => {
            if i32::try_from(number).is_err() {
                let fill = Fill { other: "the 32 bits of an integer", ..Fill::entry(value) };
                report.found(&common::NUMBER_SIZE, path, &fill);
            } else {
                range(report, path, place.rules, number, value);
            }
        }
        (Shape::Boolean, Entry::Bool(_)) | (Shape::Long, Entry::Int(_)) => {}
        (Shape::Double, Entry::Int(_) | Entry::Float(_)) => {}
        (Shape::Integer | Shape::Long, Entry::Float(number)) if is_whole(number) => {
            let bits =
                if matches!(place.shape, Shape::Long) { "the 64 bits of a long" } else { "the 32 bits of an integer" };
            report.found(&common::NUMBER_SIZE, path, &Fill { other: bits, ..Fill::entry(value) });
        }
        (_, Entry::Odd(odd)) => unsendable(report, path, odd),
        (shape, _) => {
            report.found(&common::TYPE, path, &Fill { other: expected(shape), ..Fill::entry(value) });
            sweep(report, path, value);
        }
    }
}

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
        let Some((rank, member)) = find(members, sent.name, next) else {
            let path = path.named(sent.name, u32::MAX);
            report.found(&common::UNKNOWN_MEMBER, &path, &Fill::text(sent.name));
            sweep(report, &path, sent.value);
            continue;
        };
        next = rank + 1;
        let path = path.named(member.name, rank as u32);
        if sent.shadowed {
            report.found(&common::DUPLICATE_MEMBER, &path, &Fill::text(sent.name));
        } else if sent.value.entry() != Entry::Null {
            given |= 1 << (rank % 64);
            judge(report, &path, &member.value, sent.value);
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
            report.found(rule, &path.named(member.name, rank as u32), &Fill::text(member.name));
        }
    }
    for rule in place.rules {
        relation::judge(report, path, rule, members, value);
        resource::judge(report, path, rule, members, value);
    }
}

/// Finds a member by its name, looking first where it stands if members come in the order of the shape.
fn find(members: &'static [Member], name: &str, next: usize) -> Option<(usize, &'static Member)> {
    let (before, from) = members.split_at(next.min(members.len()));
    let named = |(_, member): &(usize, &'static Member)| member.name == name;
    let mut ahead = from.iter().enumerate().map(|(index, member)| (index + before.len(), member));
    ahead.find(named).or_else(|| before.iter().enumerate().find(named))
}

fn items(report: &mut Report, path: &Path<'_>, item: &'static Place, list: Value<'_>) {
    for (index, value) in list.items().enumerate() {
        let path = path.item(index as u32);
        if value.entry() == Entry::Null {
            report.found(&common::NULL_ITEM, &path, &Fill::default());
        } else {
            judge(report, &path, item, value);
        }
    }
}

fn range(report: &mut Report, path: &Path<'_>, rules: &[&'static Rule], number: i64, value: Value<'_>) {
    for rule in rules {
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
        Entry::Array { .. } => {
            for (index, item) in value.items().enumerate() {
                sweep(report, &path.item(index as u32), item);
            }
        }
        Entry::Object { .. } => {
            for member in value.members() {
                sweep(report, &path.named(member.name, u32::MAX), member.value);
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

fn is_whole(number: f64) -> bool {
    number.fract().abs() < f64::MIN_POSITIVE
}

fn expected(shape: &Shape) -> &'static str {
    match shape {
        Shape::String => "text",
        Shape::Boolean => "true or false",
        Shape::Integer | Shape::Long => "a whole number",
        Shape::Double => "a number",
        Shape::List(_) => "a list",
        Shape::Structure(_) => "a structure",
    }
}
