//! A look at a service that has so many tasks in all: it replaces, scales and evens out, each
//! within its bounds.
//!
//! **Invariant:** healthy tasks that are told to stop leave at least the floor of healthy ones,
//! and tasks that are started make live ones at most the ceiling (assumption 33).

use super::bounds::Bounds;
use super::place::{Candidates, Leavers};
use super::rebalance;
use super::verdict::{Verdict, is_leaving, sickness, verdict};
use super::{Cause, Decisions, Fit, Refusal, Start, Turn, Wish, Word, definition_of};
use crate::world::{ContainerInstance, Rollout, Service, Task, TaskKey, World};

/// How many tasks a service starts in a minute at most (row `quota-launch-rate`).
const MOST_STARTS_A_MINUTE: u32 = 500;

/// The tasks of a service that are meant to run, by what is to become of them.
#[derive(Default)]
struct Sorted<'w> {
    /// To stay where they are.
    good: Vec<&'w Task>,
    /// How many of these are healthy.
    good_healthy: u32,
    /// Not running yet, where they are not to stay.
    early: Vec<&'w Task>,
    /// Running and healthy, where they are not to stay.
    leaving_healthy: Vec<&'w Task>,
    /// Running and not known to be healthy, where they are not to stay.
    leaving_young: Vec<&'w Task>,
    /// Found unhealthy, wherever they are.
    sick: Vec<&'w Task>,
    /// How many are held where they are by their protection.
    protected: u32,
    /// Whether one of an older deployment is among them.
    older: bool,
    /// How many are meant to stop and have not.
    stopping: u32,
    /// When time alone makes something of this otherwise.
    again_ms: Option<u64>,
}

pub(super) fn look(world: &World, service: &Service, draw: &mut dyn FnMut(u64) -> u64) -> Decisions {
    let mut decisions = Decisions::of(service, world.now_ms());
    let bounds = Bounds::of(world, service);
    let look = &mut decisions.memory.look;
    (look.healthy, look.floor, look.live, look.ceiling) = (bounds.healthy, bounds.floor, bounds.live, bounds.ceiling);
    pause(world, service, &mut decisions);
    let sorted = sort(world, service);
    sorted.again_ms.into_iter().for_each(|at_ms| decisions.again(at_ms));
    decisions.recovered = sorted.good_healthy > decisions.memory.well;
    decisions.memory.well = sorted.good_healthy;
    if give_up(service, &mut decisions) {
        return decisions;
    }
    rebalance::begin(world, service, &mut decisions, sorted.is_calm(service), bounds.may_start());
    let mut healthy = bounds.healthy;
    stop_early(&sorted, &mut decisions);
    let started = start(world, service, &mut decisions, &sorted, bounds, draw);
    stop_sick(world, &sorted, &mut decisions, started);
    stop_leaving(world, service, &sorted, &mut decisions, bounds, &mut healthy);
    scale_in(world, service, &sorted, &mut decisions, bounds, &mut healthy);
    decisions.memory.look.stopped_healthy = bounds.healthy - healthy;
    decisions.memory.look.started = u32::try_from(decisions.starts.len()).unwrap_or(u32::MAX);
    bound(world, service, &sorted, &mut decisions, bounds);
    conclude(world, service, &sorted, &mut decisions);
    decisions
}

/// A service whose tasks fail to start pauses, longer each time (assumption 36).
fn pause(world: &World, service: &Service, decisions: &mut Decisions) {
    let memory = &mut decisions.memory;
    if std::mem::take(&mut memory.failed) {
        memory.failures = memory.failures.saturating_add(1);
        let timings = &world.options().timings;
        let doubled = timings.failure_pause_ms.saturating_mul(1 << (memory.failures - 1).min(20));
        memory.paused_until_ms = world.now_ms() + doubled.min(timings.failure_pause_most_ms);
        let text = format!("is unable to consistently start tasks successfully. {MORE}");
        if decisions.say_seldom("impaired", text, world.now_ms()) {
            decisions.after.push(Word::Tell("SERVICE_TASK_START_IMPAIRED", None, None));
        }
    }
    let until_ms = decisions.memory.paused_until_ms;
    if until_ms > world.now_ms() && service.desired_count > 0 {
        decisions.again(until_ms);
    }
}

/// What the service adds to messages about what went wrong.
pub(super) const MORE: &str =
    "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

fn sort<'w>(world: &'w World, service: &'w Service) -> Sorted<'w> {
    let mut sorted = Sorted::default();
    let primary = service.deployments.first().map_or(0, |deployment| deployment.id);
    for task in world.tasks_by(&service.tasks) {
        if !task.wanted {
            sorted.stopping += 1;
            continue;
        }
        let Verdict { healthy, healthy_at_ms, sick, sick_at_ms } = verdict(world, service, task);
        let mut again = |at_ms: Option<u64>| {
            sorted.again_ms = sorted.again_ms.into_iter().chain(at_ms).min();
        };
        again(healthy_at_ms.into_iter().chain(sick_at_ms).min());
        let (older, drained) = (task.deployment != primary, is_leaving(world, task));
        let holds = task.is_protected(world.now_ms()) && (older || world.choice(31) == 0);
        if holds && !sick && (older || drained) && !task.status.is_early() {
            again(Some(task.protected_until_ms));
        }
        sorted.older |= older;
        if sick {
            sorted.sick.push(task);
        } else if !older && !drained {
            sorted.good.push(task);
            sorted.good_healthy += u32::from(healthy);
        } else if task.status.is_early() {
            sorted.early.push(task);
        } else if holds {
            sorted.protected += 1;
        } else if healthy {
            sorted.leaving_healthy.push(task);
        } else {
            sorted.leaving_young.push(task);
        }
    }
    sorted
}

/// Where a service stands: what a look goes by, for whoever wants to know why nothing happens.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Its bounds.
    pub bounds: Bounds,
    /// Tasks that are to stay where they are.
    pub good: u32,
    /// How many of these are healthy.
    pub good_healthy: u32,
    /// Tasks that were found unhealthy.
    pub sick: u32,
    /// How many are meant to stop and have not.
    pub stopping: u32,
    /// How many more there are to be.
    pub missing: u32,
    /// When time alone makes something of this otherwise.
    pub again_ms: Option<u64>,
}

impl Standing {
    /// Where a service stands now.
    pub fn of(world: &World, service: &Service) -> Standing {
        let sorted = sort(world, service);
        let good = Sorted::count(&sorted.good);
        Standing {
            bounds: Bounds::of(world, service),
            good,
            good_healthy: sorted.good_healthy,
            sick: Sorted::count(&sorted.sick),
            stopping: sorted.stopping,
            missing: service.desired_count.saturating_sub(good),
            again_ms: sorted.again_ms,
        }
    }
}

impl Sorted<'_> {
    fn count(tasks: &[&Task]) -> u32 {
        u32::try_from(tasks.len()).unwrap_or(u32::MAX)
    }

    /// How many run where they are not to stay.
    fn leaving(&self) -> u32 {
        Sorted::count(&self.leaving_healthy) + Sorted::count(&self.leaving_young) + self.protected
    }

    /// Whether all are where they are to stay, well, and as many as desired.
    fn is_calm(&self, service: &Service) -> bool {
        let good = Sorted::count(&self.good);
        self.leaving() == 0
            && self.early.is_empty()
            && self.sick.is_empty()
            && good == service.desired_count
            && self.good_healthy == good
    }
}

/// A deployment whose tasks keep failing is given up, where the circuit breaker is on (row `breaker`).
fn give_up(service: &Service, decisions: &mut Decisions) -> bool {
    let (Some(rolls_back), Some(primary)) = (service.circuit_breaker, service.deployments.first()) else {
        return false;
    };
    let threshold = service.desired_count.div_ceil(2).clamp(3, 200);
    if primary.rollout != Rollout::InProgress || primary.failed_tasks < threshold {
        return false;
    }
    let before = service.deployments.iter().position(|deployment| deployment.rollout == Rollout::Completed);
    let before = before.filter(|_| rolls_back);
    let text = format!("(deployment {}) deployment failed: tasks failed to start.", primary.name());
    decisions.after.push(Word::Say(text));
    if let Some(place) = before.and_then(|place| service.deployments.get(place)) {
        decisions.after.push(Word::Say(format!("rolling back to deployment {}.", place.name())));
    }
    decisions.turn = Turn::Fails(before);
    true
}

/// What does not run yet and is not to stay stops at once (row `drain-pending`).
fn stop_early(sorted: &Sorted<'_>, decisions: &mut Decisions) {
    for task in &sorted.early {
        decisions.stop(task.key, Cause::Drain);
    }
}

/// Starts what is missing: how many.
fn start(
    world: &World,
    service: &Service,
    decisions: &mut Decisions,
    sorted: &Sorted<'_>,
    bounds: Bounds,
    draw: &mut dyn FnMut(u64) -> u64,
) -> u32 {
    let good = Sorted::count(&sorted.good);
    let wanted = service.desired_count.saturating_add(decisions.memory.moving);
    let failed = service.deployments.first().is_some_and(|deployment| deployment.rollout == Rollout::Failed);
    let missing = wanted.saturating_sub(good);
    if missing == 0 {
        decisions.memory.unplaced_since_ms = 0;
    }
    let count = missing.min(bounds.may_start());
    if count == 0 || failed || decisions.memory.paused_until_ms > world.now_ms() {
        return 0;
    }
    let Some(definition) = definition_of(service).and_then(|key| world.definition(key)) else { return 0 };
    let wish = Wish::of_service(service, definition);
    let mut count = within_rate(world, decisions, count);
    if wish.is_shifting() && count > 1 {
        count = 1;
        decisions.again(world.now_ms());
    }
    let mut candidates = Candidates::of_service(world, service, &wish);
    let (mut started, moving) = (0, decisions.memory.moving.saturating_sub(good.saturating_sub(service.desired_count)));
    while started < count {
        // Those that are to even out zones come last, and only where that helps.
        let moves = moving > 0 && missing - started <= moving;
        let below = moves.then(|| rebalance::share(world, service));
        match candidates.choose(below, draw) {
            Some(instance) => decisions.starts.push(Start { instance, moves }),
            None if moves => {
                rebalance::fail(world, decisions);
                break;
            }
            None => {
                unplaced(world, service, &wish, decisions);
                break;
            }
        }
        started += 1;
    }
    if started == count {
        decisions.memory.unplaced_since_ms = 0;
    }
    decisions.memory.started_in_minute.1 += started;
    started
}

/// No more than the service may start in this minute (row `quota-launch-rate`).
fn within_rate(world: &World, decisions: &mut Decisions, count: u32) -> u32 {
    let minute = world.now_ms() / 60_000;
    let (last, started) = &mut decisions.memory.started_in_minute;
    if *last != minute {
        (*last, *started) = (minute, 0);
    }
    let left = MOST_STARTS_A_MINUTE.saturating_sub(*started);
    if left < count {
        decisions.again((minute + 1) * 60_000);
    }
    count.min(left)
}

/// A task found no place: it is tried again at the next look (assumption 35).
fn unplaced(world: &World, service: &Service, wish: &Wish, decisions: &mut Decisions) {
    let now_ms = world.now_ms();
    if decisions.memory.unplaced_since_ms == 0 {
        decisions.memory.unplaced_since_ms = now_ms;
    }
    decisions.again(now_ms);
    // What the tasks that start now leave of the hosts is known at the next look.
    if !decisions.starts.is_empty() {
        return;
    }
    let mut fit = Fit::new(world, wish);
    let mut closest: Option<(Refusal, &ContainerInstance)> = None;
    for instance in world.instances_of(service.cluster) {
        if let Some(refusal) = fit.refusal(instance)
            && !matches!(refusal, Refusal::Status(_))
            && closest.as_ref().is_none_or(|(known, _)| refusal.distance() < known.distance())
        {
            closest = Some((refusal, instance));
        }
    }
    let start = "was unable to place a task because no container instance met all of its requirements.";
    let (topic, text, reason, place) = match closest {
        Some((refusal, instance)) => {
            let text = format!(
                "{start} The closest matching (container-instance {:032x}) {} {MORE}",
                instance.id,
                refusal.closest()
            );
            (refusal.reason(), text, refusal.reason().to_owned(), Some(instance.key))
        }
        None => {
            let reason = "No Container Instances were found in your cluster.";
            ("nowhere", format!("{start} Reason: {reason} {MORE}"), reason.to_owned(), None)
        }
    };
    if decisions.say_seldom(topic, text, now_ms) {
        decisions.after.push(Word::Tell("SERVICE_TASK_PLACEMENT_FAILURE", Some(reason), place));
    }
}

/// Unhealthy tasks stop as others take their place; where none can start, one by one to make
/// room (row `drain-unhealthy`).
fn stop_sick(world: &World, sorted: &Sorted<'_>, decisions: &mut Decisions, started: u32) {
    let one_by_one = u32::from(started == 0 && sorted.stopping == 0);
    let count = started.min(Sorted::count(&sorted.sick));
    decisions.replaced = count;
    for task in sorted.sick.iter().take(count.max(one_by_one) as usize) {
        decisions.stop(task.key, sickness(task));
    }
    if Sorted::count(&sorted.sick) > count.max(one_by_one) {
        decisions.again(world.now_ms());
    }
}

/// What runs where it is not to stay stops within the bounds (row `drain-running`): first what
/// does not count as healthy anyway.
fn stop_leaving(
    world: &World,
    service: &Service,
    sorted: &Sorted<'_>,
    decisions: &mut Decisions,
    bounds: Bounds,
    healthy: &mut u32,
) {
    let cause = |task: TaskKey| {
        let drained = world.task(task).is_some_and(|task| is_leaving(world, task));
        if drained { Cause::Drain } else { Cause::Scaling }
    };
    if bounds.healthy >= bounds.floor {
        for task in &sorted.leaving_young {
            decisions.stop(task.key, cause(task.key));
        }
    }
    if sorted.leaving_healthy.is_empty() {
        return;
    }
    let staying = [&sorted.good[..], &sorted.leaving_healthy];
    let mut leavers = Leavers::new(world, service, &staying, &sorted.leaving_healthy);
    while *healthy > bounds.floor
        && let Some(task) = leavers.next()
    {
        decisions.stop(task, cause(task));
        *healthy -= 1;
    }
}

/// Tasks that are more than desired stop: first what does not count as healthy.
fn scale_in(
    world: &World,
    service: &Service,
    sorted: &Sorted<'_>,
    decisions: &mut Decisions,
    bounds: Bounds,
    healthy: &mut u32,
) {
    let good = Sorted::count(&sorted.good);
    let moving = decisions.memory.moving;
    if moving > 0 && good >= service.desired_count + moving && sorted.good_healthy == good {
        decisions.memory.moving = 0;
    }
    let surplus = good.saturating_sub(service.desired_count + decisions.memory.moving) as usize;
    if surplus == 0 {
        return;
    }
    let cause = if moving > 0 { Cause::Rebalance } else { Cause::Scaling };
    let (mut well, mut unwell): (Vec<&Task>, Vec<&Task>) = (Vec::new(), Vec::new());
    for task in &sorted.good {
        if !task.is_protected(world.now_ms()) {
            let healthy = verdict(world, service, task).healthy;
            if healthy { &mut well } else { &mut unwell }.push(task);
        }
    }
    let mut stopped = 0;
    for task in unwell.iter().take(surplus) {
        decisions.stop(task.key, cause);
        stopped += 1;
    }
    let mut leavers = Leavers::new(world, service, &[&sorted.good], &well);
    while stopped < surplus
        && *healthy > bounds.floor
        && let Some(task) = leavers.next()
    {
        decisions.stop(task, cause);
        *healthy -= 1;
        stopped += 1;
    }
    let protected = sorted.good.iter().filter(|task| task.is_protected(world.now_ms()));
    let ends_ms = protected.clone().map(|task| task.protected_until_ms).min();
    if let Some(ends_ms) = ends_ms.filter(|_| stopped < surplus && *healthy > bounds.floor) {
        let task_set = service.deployments.first().map(|deployment| deployment.name()).unwrap_or_default();
        let text = format!(
            "was unable to reach steady state because (taskSet {task_set}) was unable to scale in due to (reason {} tasks under protection)",
            protected.count()
        );
        decisions.say_seldom("protected", text, world.now_ms());
        decisions.again(ends_ms);
    }
}

/// Notices when the bounds allow neither what is to stop nor what is to start (row `drain-deadlock`).
fn bound(world: &World, service: &Service, sorted: &Sorted<'_>, decisions: &mut Decisions, bounds: Bounds) {
    let moves = sorted.stopping > 0 || sorted.good_healthy < Sorted::count(&sorted.good);
    let waits = !sorted.leaving_healthy.is_empty() || !sorted.leaving_young.is_empty();
    let idle = decisions.stops.is_empty() && decisions.starts.is_empty();
    let missing = service.desired_count > Sorted::count(&sorted.good);
    if !(waits && idle && !moves && missing && bounds.may_start() == 0) {
        decisions.memory.bound_since_ms = 0;
        return;
    }
    let now_ms = world.now_ms();
    if decisions.memory.bound_since_ms == 0 {
        decisions.memory.bound_since_ms = now_ms;
    }
    // What is said in a drain without a deployment is not known (assumption 79).
    if sorted.older || world.choice(79) > 0 {
        let text = "was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";
        decisions.say_seldom("bound", text.to_owned(), now_ms);
        // It was always some seconds more that passed (row `event-service-steady`).
        decisions.again(now_ms + super::SIX_HOURS_MS + 1);
    }
}

/// Tells of a deployment that is done and of a steady state.
fn conclude(world: &World, service: &Service, sorted: &Sorted<'_>, decisions: &mut Decisions) {
    let now_ms = world.now_ms();
    if !decisions.starts.is_empty() || !decisions.stops.is_empty() {
        decisions.memory.steady = false;
        decisions.memory.uneven_since_ms = 0;
    }
    let stopped = |task: &Task| decisions.stops.iter().any(|stop| stop.task == task.key);
    let good = sorted.good.iter().filter(|task| !stopped(task)).count() as u64;
    let left = [&sorted.leaving_healthy, &sorted.leaving_young, &sorted.early, &sorted.sick];
    let calm = sorted.protected == 0
        && decisions.memory.moving == 0
        && good == u64::from(service.desired_count)
        && sorted.good_healthy == Sorted::count(&sorted.good)
        && decisions.starts.is_empty()
        && left.iter().all(|tasks| tasks.iter().all(|task| stopped(task)));
    if !calm {
        return;
    }
    if let Some(primary) = service.deployments.first()
        && primary.rollout == Rollout::InProgress
    {
        decisions.after.push(Word::Say(format!("(deployment {}) deployment completed.", primary.name())));
        decisions.turn = Turn::Completes;
    }
    steady(decisions, now_ms);
}

/// Tells of a steady state: when it is reached, and again every six hours (row `event-service-steady`).
pub(super) fn steady(decisions: &mut Decisions, now_ms: u64) {
    if !decisions.memory.steady {
        decisions.memory.told.retain(|(topic, _)| topic != "steady");
    }
    if decisions.say_seldom("steady", "has reached a steady state.".to_owned(), now_ms) {
        decisions.after.push(Word::Tell("SERVICE_STEADY_STATE", None, None));
    }
    decisions.memory.steady = true;
    // It was always some seconds more that passed (row `event-service-steady`).
    decisions.again(now_ms + super::SIX_HOURS_MS + 1);
}
