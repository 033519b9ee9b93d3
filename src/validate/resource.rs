//! Rules on one resource of a registration.

use super::fill::Fill;
use super::report::{Path, Report};
use crate::model::member::Member;
use crate::model::names::id;
use crate::model::rule::{Check, Rule};
use crate::model::rules::resource::{PORT_RESOURCES, VALUE_MEMBERS};
use crate::tape::{Entry, Value};

/// Applies a rule to a resource; checks of other values are passed over.
pub(super) fn judge(
    report: &mut Report,
    path: &Path<'_>,
    rule: &'static Rule,
    members: &'static [Member],
    value: Value<'_>,
) {
    match rule.check {
        Check::ResourceValue => {
            if let Some((kind, member)) = kind_of(value)
                && value.member_named(member).is_none()
            {
                report.found(rule, &path.member(member, members), &Fill { other: member, ..Fill::text(kind) });
            }
        }
        Check::ResourceOtherValue => {
            let Some((kind, member)) = kind_of(value) else {
                return;
            };
            for (_, other) in VALUE_MEMBERS.iter().filter(|(_, other)| *other != member) {
                if value.member_named(other).is_some_and(says_something) {
                    report.found(rule, &path.member(other, members), &Fill { other: member, ..Fill::text(kind) });
                }
            }
        }
        Check::ResourceNotNegative => {
            let Some((_, member)) = kind_of(value) else {
                return;
            };
            if let Some(amount) = value.member_named(member).filter(|amount| is_negative(*amount)) {
                report.found(rule, &path.member(member, members), &Fill::entry(amount));
            }
        }
        Check::ResourcePorts => {
            let Some(ports) = ports_of(value) else { return };
            let path = path.member("stringSetValue", members);
            for (index, port) in ports.items().enumerate() {
                if let Some(port) = port.as_str().filter(|port| !is_port(port)) {
                    report.found(rule, &path.item(index as u32), &Fill::text(port));
                }
            }
        }
        Check::ResourcePortCount { max } => {
            if let Some(ports) = ports_of(value)
                && let Entry::List(count) = ports.entry()
                && count > max
            {
                report.found(rule, &path.member("stringSetValue", members), &Fill::count(count as usize));
            }
        }
        _ => {}
    }
}

/// The type of a resource and the member that carries its value.
fn kind_of(resource: Value<'_>) -> Option<(&'static str, &'static str)> {
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
