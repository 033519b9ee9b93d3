//! Rules on one resource of a registration.

use std::cell::LazyCell;

use super::fill::Fill;
use super::report::{Path, Report};
use crate::model::member::Member;
use crate::model::names::{NAMES, id};
use crate::model::rule::{Check, Rule};
use crate::model::rules::resource::{KNOWN_TYPES, PORT_RESOURCES, VALUE_MEMBERS};
use crate::tape::{Entry, NameId, Value};

/// Applies rules to a resource; checks of other values are passed over.
#[inline]
pub(super) fn judge(
    report: &mut Report,
    path: &Path<'_>,
    rules: &'static [&'static Rule],
    members: &'static [Member],
    value: Value<'_>,
) {
    // Several rules ask for the same, and most structures are no resources.
    let kind = LazyCell::new(|| kind_of(value));
    let ports = LazyCell::new(|| ports_of(value));
    for rule in rules {
        match rule.check {
            Check::ResourceValue | Check::ResourceOtherValue | Check::ResourceNotNegative => {
                if let Some((kind, member)) = *kind {
                    amount(report, path, rule, members, value, kind, member);
                }
            }
            Check::ResourceKnownType => known_type(report, path, rule, members, value, *kind),
            Check::ResourcePorts => {
                let Some(ports) = *ports else { continue };
                let path = path.member(const { id("stringSetValue") }, members, value);
                for (index, item) in ports.items().enumerate() {
                    if let Some(port) = item.as_str().filter(|port| !is_port(port)) {
                        report.found(rule, &path.item(index as u32, item), &Fill::text(port));
                    }
                }
            }
            Check::ResourcePortCount { max } => {
                if let Some(ports) = *ports
                    && let Entry::List(count) = ports.entry()
                    && count > max
                {
                    let path = path.member(const { id("stringSetValue") }, members, value);
                    report.found(rule, &path, &Fill::count(count as usize));
                }
            }
            _ => {}
        }
    }
}

/// Judges the value of a resource of this kind, which stands in this member.
fn amount(
    report: &mut Report,
    path: &Path<'_>,
    rule: &'static Rule,
    members: &'static [Member],
    resource: Value<'_>,
    kind: &'static str,
    member: NameId,
) {
    let place = |member: NameId| path.member(member, members, resource);
    let value = resource.member(member);
    let fill = Fill { other: NAMES.text(member), ..Fill::text(kind) };
    match (rule.check, value) {
        (Check::ResourceValue, None) => report.found(rule, &place(member), &fill),
        (Check::ResourceNotNegative, Some(amount)) if is_negative(amount) => {
            report.found(rule, &place(member), &Fill::entry(amount));
        }
        (Check::ResourceOtherValue, _) => {
            for (_, other) in VALUE_MEMBERS.iter().filter(|(_, other)| *other != member) {
                if resource.member(*other).is_some_and(says_something) {
                    report.found(rule, &place(*other), &fill);
                }
            }
        }
        _ => {}
    }
}

/// The type of a resource and the member that carries its value.
/// A resource that the service knows has the type that it knows it by.
fn known_type(
    report: &mut Report,
    path: &Path<'_>,
    rule: &'static Rule,
    members: &'static [Member],
    value: Value<'_>,
    kind: Option<(&'static str, NameId)>,
) {
    let name = value.member(const { id("name") }).and_then(Value::as_str);
    let known = KNOWN_TYPES.iter().find(|(known, _)| Some(*known) == name);
    if let (Some((name, right)), Some((kind, _))) = (known, kind)
        && kind != *right
    {
        let fill = Fill { other: right, ..Fill::text(name) };
        report.found(rule, &path.member(const { id("type") }, members, value), &fill);
    }
}

fn kind_of(resource: Value<'_>) -> Option<(&'static str, NameId)> {
    let kind = resource.member(const { id("type") })?.as_str()?;
    VALUE_MEMBERS.iter().find(|(known, _)| *known == kind).copied()
}

fn ports_of(resource: Value<'_>) -> Option<Value<'_>> {
    let name = resource.member(const { id("name") })?.as_str()?;
    if PORT_RESOURCES.contains(&name) { resource.member(const { id("stringSetValue") }) } else { None }
}

/// The service's own answers carry zeros in the members that do not count, and are often sent back.
fn says_something(value: Value<'_>) -> bool {
    match value.entry() {
        Entry::Int(number) => number != 0,
        Entry::List(count) => count > 0,
        _ => true,
    }
}

fn is_negative(amount: Value<'_>) -> bool {
    match amount.entry() {
        Entry::Int(number) => number < 0,
        Entry::Float(number) => number < 0.0,
        _ => false,
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}
