//! A look at a service that has one task on every host (rows `drain-daemon…`).

use super::bounds;
use super::replica::{MORE, steady};
use super::verdict::{sickness, verdict};
use super::{Cause, Decisions, Fit, Refusal, Start, Turn, Wish, Word, definition_of};
use crate::world::{ContainerInstance, InstanceStatus, Rollout, Service, Task, TaskStatus, World};

pub(super) fn look(world: &World, service: &Service) -> Decisions {
    let mut decisions = Decisions::of(service, world.now_ms());
    let Some(definition) = definition_of(service).and_then(|key| world.definition(key)) else { return decisions };
    let wish = Wish::of_service(service, definition);
    let mut fit = Fit::new(world, &wish);
    // By their hosts, and on each in the order of creation.
    let mut tasks: Vec<&Task> = Vec::new();
    for task in world.tasks_by(&service.tasks) {
        tasks.insert(tasks.partition_point(|known| known.instance <= task.instance), task);
    }
    let hosts = world.instances_of(service.cluster);
    let eligible: Vec<&ContainerInstance> = hosts.filter(|host| is_eligible(&mut fit, host)).collect();
    let desired = u32::try_from(eligible.len()).unwrap_or(u32::MAX);
    decisions.desired_count = desired;

    let wanted: Vec<&Task> = tasks.iter().copied().filter(|task| task.wanted).collect();
    let is_healthy = |task: &&&Task| verdict(world, service, task).healthy;
    let healthy = u32::try_from(wanted.iter().filter(is_healthy).count()).unwrap_or(u32::MAX);
    let floor = bounds::floor(desired, service.minimum_healthy_percent);
    let look = &mut decisions.memory.look;
    (look.healthy, look.floor) = (healthy, floor);
    look.live = u32::try_from(service.tasks.len()).unwrap_or(u32::MAX);
    look.ceiling = look.live.saturating_add(desired);

    let mut calm = stop(world, service, &mut decisions, &wanted, &eligible, healthy.saturating_sub(floor));
    calm &= start(world, service, &mut decisions, &tasks, &eligible, &mut fit);
    if calm && healthy == desired && decisions.stops.is_empty() && decisions.starts.is_empty() {
        if let Some(primary) = service.deployments.first()
            && primary.rollout == Rollout::InProgress
        {
            decisions.after.push(Word::Say(format!("(deployment {}) deployment completed.", primary.name())));
            decisions.turn = Turn::Completes;
        }
        steady(&mut decisions, world.now_ms());
    } else if !decisions.stops.is_empty() || !decisions.starts.is_empty() {
        decisions.memory.steady = false;
    }
    decisions
}

/// Whether a host is to have a task: it is ACTIVE, and its attributes are as they must be.
fn is_eligible(fit: &mut Fit<'_>, host: &ContainerInstance) -> bool {
    let fits = !matches!(fit.constraints(host), Some(Refusal::Attribute(_) | Refusal::MemberOf(_)));
    host.shown.status == InstanceStatus::Active && fits
}

/// Stops what is not to stay. Whether nothing is left to stop.
fn stop(
    world: &World,
    service: &Service,
    decisions: &mut Decisions,
    wanted: &[&Task],
    eligible: &[&ContainerInstance],
    mut may_stop: u32,
) -> bool {
    let primary = service.deployments.first().map_or(0, |deployment| deployment.id);
    let mut calm = true;
    for task in wanted {
        let verdict = verdict(world, service, task);
        for at_ms in verdict.healthy_at_ms.into_iter().chain(verdict.sick_at_ms) {
            decisions.again(at_ms);
        }
        let host = world.instance(task.instance);
        let active = host.filter(|host| host.shown.status == InstanceStatus::Active);
        let stays = active.is_some_and(|host| eligible.binary_search_by_key(&host.key, |known| known.key).is_ok());
        if active.is_none() {
            // In a drain daemons go last, and their floor does not bind (assumptions 37, 38).
            if host.is_some_and(|host| waits_for_others(world, host)) {
                calm = false;
            } else {
                decisions.stop(task.key, Cause::Drain);
            }
        } else if !stays {
            decisions.stop(task.key, Cause::Constraint);
            let violated = "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED";
            decisions.after.push(Word::Tell(violated, None, Some(task.instance)));
        } else if verdict.sick {
            decisions.stop(task.key, sickness(task));
        } else if task.deployment != primary {
            if task.is_protected(world.now_ms()) || (verdict.healthy && may_stop == 0) {
                calm = false;
                if task.is_protected(world.now_ms()) {
                    decisions.again(task.protected_until_ms);
                }
            } else {
                may_stop -= u32::from(verdict.healthy);
                decisions.memory.look.stopped_healthy += u32::from(verdict.healthy);
                decisions.stop(task.key, Cause::Scaling);
            }
        }
    }
    calm
}

/// Whether a host that drains still has tasks which its daemons outlive (assumptions 37 and 82).
pub fn waits_for_others(world: &World, host: &ContainerInstance) -> bool {
    let standalone_too = world.choice(37) == 0;
    let until_stopped = world.choice(82) == 0;
    world.tasks_of(host).any(|task| {
        let counts = match task.service.and_then(|key| world.service(key)) {
            Some(service) => !service.daemon,
            None => standalone_too,
        };
        counts && (until_stopped || (task.wanted && task.status <= TaskStatus::Running))
    })
}

/// Starts a task on every host that has none. Whether each has one.
fn start(
    world: &World,
    service: &Service,
    decisions: &mut Decisions,
    tasks: &[&Task],
    eligible: &[&ContainerInstance],
    fit: &mut Fit<'_>,
) -> bool {
    let mut calm = true;
    let draining = world.cluster(service.cluster).is_some_and(|cluster| cluster.count(InstanceStatus::Draining) > 0);
    for host in eligible {
        if tasks.binary_search_by_key(&host.key, |task| task.instance).is_ok() {
            continue;
        }
        calm = false;
        // The fault of 2020 (assumption 83).
        if draining && world.choice(83) > 0 {
            continue;
        }
        match fit.refusal(host) {
            None => decisions.starts.push(Start { instance: host.key, moves: false }),
            Some(refusal) => unplaced(world, decisions, host, &refusal),
        }
    }
    decisions.memory.look.started = u32::try_from(decisions.starts.len()).unwrap_or(u32::MAX);
    if decisions.memory.unplaced_since_ms > 0 && calm {
        decisions.memory.unplaced_since_ms = 0;
    }
    calm
}

fn unplaced(world: &World, decisions: &mut Decisions, host: &ContainerInstance, refusal: &Refusal) {
    let now_ms = world.now_ms();
    if decisions.memory.unplaced_since_ms == 0 {
        decisions.memory.unplaced_since_ms = now_ms;
    }
    decisions.again(now_ms);
    let text = format!(
        "was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance {:032x}) {} {MORE}",
        host.id,
        refusal.closest()
    );
    if decisions.say_seldom(refusal.reason(), text, now_ms) {
        let reason = Some(refusal.reason().to_owned());
        decisions.after.push(Word::Tell("SERVICE_TASK_PLACEMENT_FAILURE", reason, Some(host.key)));
    }
}
