//! What the scheduler thinks of one task of a service.

use super::Cause;
use crate::world::{InstanceStatus, Service, TargetState, Task, TaskHealth, TaskStatus, World};

/// What the scheduler thinks of a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it counts as healthy (row `drain-healthy`).
    pub healthy: bool,
    /// When it will, if only time has to pass.
    pub healthy_at_ms: Option<u64>,
    /// Whether a check says that it is not well, and the grace period is over.
    pub sick: bool,
    /// When the grace period is over, if a check says so within it.
    pub sick_at_ms: Option<u64>,
}

/// Judges a task of a service.
pub fn verdict(world: &World, service: &Service, task: &Task) -> Verdict {
    let mut verdict = Verdict::default();
    if task.status != TaskStatus::Running {
        return verdict;
    }
    let checked = world.definition(task.definition).is_some_and(|definition| definition.has_health_check());
    let balanced = !service.load_balancers.is_empty();
    let unwell = task.health == TaskHealth::Unhealthy || task.target == TargetState::Unhealthy;
    if unwell {
        let graced_ms = task.times.started_ms.saturating_add(service.grace_period_ms.unwrap_or_default());
        verdict.sick = world.now_ms() >= graced_ms;
        verdict.sick_at_ms = (!verdict.sick).then_some(graced_ms);
    } else if checked || balanced {
        let contained = !checked || task.health == TaskHealth::Healthy;
        verdict.healthy = contained && (!balanced || task.target == TargetState::Healthy);
    } else {
        let wait_ms = if world.choice(26) == 0 { world.options().timings.healthy_ms } else { 0 };
        let at_ms = task.times.started_ms.saturating_add(wait_ms);
        verdict.healthy = world.now_ms() >= at_ms;
        verdict.healthy_at_ms = (!verdict.healthy).then_some(at_ms);
    }
    verdict
}

/// Whether a task is where no task of its service is to stay: its host is not ACTIVE.
pub fn is_leaving(world: &World, task: &Task) -> bool {
    world.instance(task.instance).is_none_or(|instance| instance.shown.status != InstanceStatus::Active)
}

/// Which check a task that is not well fails.
pub(super) fn sickness(task: &Task) -> Cause {
    if task.health == TaskHealth::Unhealthy { Cause::ContainerHealth } else { Cause::TargetHealth }
}
