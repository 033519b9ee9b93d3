//! Availability Zone rebalancing (rows `rebalance-…`): a service in a steady state whose zones
//! are uneven starts tasks in the emptier ones and then stops as many in the fuller ones.

use super::{Decisions, Fit, Wish, Word, definition_of};
use crate::text::{holds, list};
use crate::world::{Service, World};

/// Whether a service can be rebalanced (row `rebalance-eligible`).
pub fn is_eligible(service: &Service) -> bool {
    let first = service.strategy.first();
    let zones = first.is_none_or(|rule| rule.kind == "spread" && rule.of == "attribute:ecs.availability-zone");
    let free = service.constraints.iter().all(|rule| !holds(&rule.of, "ecs.availability-zone"));
    zones && free && !service.daemon && service.maximum_percent > 100
}

/// The zones that have hosts for the service, and how many of its tasks are in each, in the order
/// of the hosts.
fn zones(world: &World, service: &Service) -> Vec<(String, u32)> {
    let Some(definition) = definition_of(service).and_then(|key| world.definition(key)) else { return Vec::new() };
    let wish = Wish { distinct: false, ..Wish::of_service(service, definition) };
    let mut fit = Fit::new(world, &wish);
    let mut zones: Vec<(String, u32)> = Vec::new();
    for instance in world.instances_of(service.cluster) {
        if fit.standing(instance).is_none()
            && let Some(host) = world.host(instance.host)
            && !zones.iter().any(|(zone, _)| *zone == host.availability_zone)
        {
            zones.push((host.availability_zone.clone(), 0));
        }
    }
    for task in world.tasks_by(&service.tasks).filter(|task| task.wanted) {
        let zone = world.zone_of(task.instance);
        if let Some((_, count)) = zones.iter_mut().find(|(known, _)| known == zone) {
            *count += 1;
        }
    }
    zones
}

/// How many tasks a zone has before it is no emptier one: an even share, rounded down, or up
/// where all zones have that.
pub(super) fn share(world: &World, service: &Service) -> u32 {
    let zones = zones(world, service);
    let count = u32::try_from(zones.len()).unwrap_or(u32::MAX).max(1);
    let least = service.desired_count / count;
    if zones.iter().any(|(_, tasks)| *tasks < least) { least } else { service.desired_count.div_ceil(count) }
}

/// How many tasks have to move for no zone to have two more than another.
fn uneven(zones: &[(String, u32)], desired: u32) -> u32 {
    let count = u32::try_from(zones.len()).unwrap_or(u32::MAX);
    if count < 2 {
        return 0;
    }
    let (least, most) = (desired / count, desired.div_ceil(count));
    let (mut missing, mut surplus) = (0, 0);
    for (_, tasks) in zones {
        missing += least.saturating_sub(*tasks);
        surplus += tasks.saturating_sub(most);
    }
    missing.max(surplus)
}

/// Begins to move tasks once zones have been uneven for a while in a steady state (assumption 80).
pub(super) fn begin(world: &World, service: &Service, decisions: &mut Decisions, calm: bool, may_start: u32) {
    if !service.rebalancing || !is_eligible(service) || decisions.memory.moving > 0 || !calm {
        return;
    }
    let (now_ms, zones) = (world.now_ms(), zones(world, service));
    let moving = uneven(&zones, service.desired_count).min(may_start);
    if moving == 0 {
        if std::mem::take(&mut decisions.memory.rebalancing) {
            decisions.after.push(Word::Say(format!("is AZ balanced with {}.", words(&zones))));
            decisions.after.push(Word::Tell("SERVICE_REBALANCING_COMPLETED", None, None));
        }
        decisions.memory.uneven_since_ms = 0;
        return;
    }
    let memory = &mut decisions.memory;
    if memory.uneven_since_ms == 0 {
        memory.uneven_since_ms = now_ms;
    }
    let at_ms = memory.uneven_since_ms + world.options().timings.rebalance_ms;
    if now_ms < at_ms {
        return decisions.again(at_ms);
    }
    memory.moving = moving;
    if !std::mem::replace(&mut memory.rebalancing, true) {
        let text = format!("is not AZ balanced with {}. AZ Rebalancing in progress.", words(&zones));
        decisions.before.push(Word::Say(text));
        decisions.before.push(Word::Tell("SERVICE_REBALANCING_STARTED", None, None));
    }
}

/// No host of an emptier zone can take a task: it is left as it is, and tried again later.
pub(super) fn fail(world: &World, decisions: &mut Decisions) {
    decisions.memory.moving = 0;
    decisions.memory.uneven_since_ms = world.now_ms();
    decisions.again(world.now_ms() + world.options().timings.rebalance_ms);
    let text = "stopped AZ Rebalancing.".to_owned();
    if decisions.say_seldom("rebalancing", text, world.now_ms()) {
        decisions.after.push(Word::Tell("SERVICE_REBALANCING_STOPPED", None, None));
    }
}

/// The zones as the service lists them (row `rebalance-events`).
fn words(zones: &[(String, u32)]) -> String {
    let mut words = String::new();
    for (zone, tasks) in zones {
        list(&mut words, ", ", &format!("{tasks} tasks in {zone}"));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_move_as_make_zones_even() {
        let check = |tasks: &[u32], moving: u32| {
            let zones: Vec<(String, u32)> = tasks.iter().map(|count| (String::new(), *count)).collect();
            assert_eq!(uneven(&zones, tasks.iter().sum()), moving, "{tasks:?}");
        };
        check(&[3, 1, 1], 1);
        check(&[2, 2, 1], 0);
        check(&[6, 0, 0], 4);
        check(&[4, 0], 2);
        check(&[5], 0);
    }
}
