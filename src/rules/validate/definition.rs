//! Rules on what a task definition or a service says in several places.

use super::fill::Fill;
use super::report::{Path, Report};
use crate::model::member::Member;
use crate::model::names::id;
use crate::model::rule::{Check, Rule, Size};
use crate::model::task_size::amount;
use crate::tape::{Entry, NameId, Value};

/// Applies a rule to a structure; checks of other values are passed over. Structures that
/// have such rules are few, so nothing here is made for speed.
#[cold]
#[inline(never)]
pub(super) fn judge(
    report: &mut Report,
    path: &Path<'_>,
    rule: &'static Rule,
    members: &'static [Member],
    value: Value<'_>,
) {
    if let Some((member, fill)) = fault(rule, value) {
        report.found(rule, &path.member(member, members, value), &fill);
    }
    // What the task says, which is the same for each of its containers.
    let (mut most, mut mode) = (None, "");
    match rule.check {
        Check::ContainerMemory if at(value, const { id("memory") }).is_none() => {}
        Check::ContainerMemoryWithinTask => most = task_amount(value, const { id("memory") }, Size::Memory),
        Check::HostPorts(of) if text(value, const { id("networkMode") }) == Some(of) => mode = of,
        _ => return,
    }
    let path = path.member(const { id("containerDefinitions") }, members, value);
    for (index, container) in containers(value).enumerate() {
        container_in_task(report, &path.item(index as u32, container), rule, container, most, mode);
    }
}

/// The member of a structure at which it breaks a rule.
fn fault<'v>(rule: &Rule, value: Value<'v>) -> Option<(NameId, Fill<'v>)> {
    let (member, is_at_fault) = match rule.check {
        Check::StrategyField => {
            let (strategy, field) = (text(value, const { id("type") })?, text(value, const { id("field") })?);
            let fill = Fill { value: strategy, ..Fill::text(field) };
            return (!is_field(strategy, field)).then_some((const { id("field") }, fill));
        }
        Check::MemoryAboveReservation => {
            let reservation = const { id("memoryReservation") };
            let memory = whole(value, const { id("memory") })?;
            (reservation, whole(value, reservation)? > memory)
        }
        Check::ServiceTaskDefinition => {
            let definition = const { id("taskDefinition") };
            (definition, controller(value) != Some("EXTERNAL") && at(value, definition).is_none())
        }
        Check::DaemonHundred => {
            let maximum = percent(value, const { id("maximumPercent") })?;
            (const { id("deploymentConfiguration") }, is_daemon(value) && maximum > 100)
        }
        Check::BothHundred { by_default } => (const { id("deploymentConfiguration") }, both_hundred(value, by_default)),
        Check::ContainerCpuWithinTask => {
            let cpu = task_amount(value, const { id("cpu") }, Size::Cpu)?;
            let sum = containers(value)
                .filter_map(|container| whole(container, const { id("cpu") }))
                .fold(0, i64::saturating_add);
            (const { id("containerDefinitions") }, sum > cpu)
        }
        _ => return None,
    };
    is_at_fault.then_some((member, Fill::default()))
}

/// Whether some container of a list is essential, as one that does not say is.
pub(super) fn has_essential(containers: Value<'_>) -> bool {
    let says_no = |container: Value<'_>| {
        at(container, const { id("essential") }).is_some_and(|essential| essential.entry() == Entry::Bool(false))
    };
    containers.items().any(|container| !says_no(container))
}

/// One container against its task, which has so much memory and this network mode.
#[inline(never)]
fn container_in_task(
    report: &mut Report,
    path: &Path<'_>,
    rule: &'static Rule,
    container: Value<'_>,
    most: Option<i64>,
    mode: &str,
) {
    let fill = Fill::text(text(container, const { id("name") }).unwrap_or_default());
    match rule.check {
        Check::ContainerMemory => {
            let some = |member: NameId| at(container, member).is_some_and(|memory| memory.entry() != Entry::Int(0));
            let has_own = some(const { id("memory") }) || some(const { id("memoryReservation") });
            if !has_own && container.is_structure() {
                report.found(rule, path, &fill);
            }
        }
        Check::ContainerMemoryWithinTask => {
            let memory = at(container, const { id("memory") });
            if let (Some(memory), Some(most)) = (memory, most)
                && matches!(memory.entry(), Entry::Int(memory) if memory > most)
            {
                report.found(rule, &path.named("memory", u32::MAX, memory.position()), &fill);
            }
        }
        Check::HostPorts(_) => {
            let Some(mappings) = at(container, const { id("portMappings") }) else { return };
            let path = path.named("portMappings", u32::MAX, mappings.position());
            for (index, mapping) in mappings.items().enumerate() {
                let Some(host) = at(mapping, const { id("hostPort") }) else { continue };
                let port = whole(mapping, const { id("containerPort") });
                if port.is_some_and(|port| matches!(host.entry(), Entry::Int(host) if host != port)) {
                    let path = path.item(index as u32, mapping);
                    report.found(rule, &path.named("hostPort", u32::MAX, host.position()), &Fill::text(mode));
                }
            }
        }
        _ => {}
    }
}

/// A member, looked for in one place and not in each that wants one.
#[inline(never)]
fn at(value: Value<'_>, member: NameId) -> Option<Value<'_>> {
    value.member(member)
}

#[inline(never)]
fn text(value: Value<'_>, member: NameId) -> Option<&str> {
    at(value, member)?.as_str()
}

#[inline(never)]
fn whole(value: Value<'_>, member: NameId) -> Option<i64> {
    match at(value, member)?.entry() {
        Entry::Int(number) => Some(number),
        _ => None,
    }
}

fn containers(definition: Value<'_>) -> impl Iterator<Item = Value<'_>> {
    at(definition, const { id("containerDefinitions") }).into_iter().flat_map(Value::items)
}

/// The CPU or memory of a whole task, which is text.
#[inline(never)]
fn task_amount(definition: Value<'_>, member: NameId, size: Size) -> Option<i64> {
    i64::try_from(amount(size, text(definition, member)?)?).ok()
}

/// A number of the deployment configuration.
#[inline(never)]
fn percent(service: Value<'_>, member: NameId) -> Option<i64> {
    whole(at(service, const { id("deploymentConfiguration") })?, member)
}

fn is_daemon(service: Value<'_>) -> bool {
    text(service, const { id("schedulingStrategy") }) == Some("DAEMON")
}

/// Who replaces the tasks of a service, if that is said.
fn controller(service: Value<'_>) -> Option<&str> {
    text(at(service, const { id("deploymentController") })?, const { id("type") })
}

/// Whether a deployment has no room, by what is given or else by default. The percentages
/// are those of a rolling deployment by ECS, and mean something else in any other.
#[inline(never)]
fn both_hundred(service: Value<'_>, by_default: bool) -> bool {
    let configuration = at(service, const { id("deploymentConfiguration") });
    let strategy = configuration.and_then(|of| text(of, const { id("strategy") }));
    let rolling = strategy.is_none_or(|word| word == "ROLLING") && controller(service).is_none_or(|word| word == "ECS");
    let most = percent(service, const { id("maximumPercent") });
    let least = percent(service, const { id("minimumHealthyPercent") });
    // What is left out is 200 and 100, for daemons 100 and 0.
    let (most, least) = match (most, least, by_default) {
        (Some(_), Some(_), false) => (most, least),
        (Some(_), None, true) if !is_daemon(service) => (most, Some(100)),
        (None, Some(_), true) if is_daemon(service) => (Some(100), least),
        _ => return false,
    };
    rolling && most == Some(100) && least == Some(100)
}

/// Whether a strategy can go by a field. One without a word of its own, or that is missing,
/// is left to the rules on these.
#[inline(never)]
fn is_field(strategy: &str, field: &str) -> bool {
    let is = |word: &str| field.eq_ignore_ascii_case(word);
    match strategy {
        "spread" => {
            is("host") || is("instanceId") || field.strip_prefix("attribute:").is_some_and(|name| !name.is_empty())
        }
        "binpack" => is("cpu") || is("memory"),
        // The service shows such a strategy with an empty field.
        "random" => field.is_empty(),
        _ => true,
    }
}
