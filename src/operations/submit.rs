//! What agents report: `SubmitTaskStateChange` and `SubmitContainerStateChange`. A simulated
//! agent needs neither; they are for one from outside.

use super::{Answer, ServiceException, lifecycle, lookup};
use crate::request::{SubmitContainerStateChange, SubmitTaskStateChange};
use crate::world::{StopCode, TaskKey, TaskStatus, World};

/// A task runs, or has ended: what it held is free then (row `op-submit`).
pub(super) fn task(world: &mut World, request: &SubmitTaskStateChange) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let named = request.task.as_deref().and_then(|task| lookup::task(world, cluster, task));
    let Some(key) = named.map(|task| task.key) else { return Ok(Answer::Acknowledgment) };
    let exit_code = request.containers.as_deref().unwrap_or_default().iter().find_map(|container| container.exit_code);
    match request.status.as_deref() {
        Some("RUNNING") => begin(world, key),
        Some("STOPPED") => stopped(world, key, request.reason.as_deref(), exit_code),
        _ => {}
    }
    Ok(Answer::Acknowledgment)
}

/// A container has ended: if the task cannot be without it, the task has.
pub(super) fn container(world: &mut World, request: &SubmitContainerStateChange) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let named = request.task.as_deref().and_then(|task| lookup::task(world, cluster, task));
    let Some(task) = named.filter(|_| request.status.as_deref() == Some("STOPPED")) else {
        return Ok(Answer::Acknowledgment);
    };
    let essential = world.containers_of(task).iter().any(|container| {
        container.essential && request.container_name.as_deref().is_none_or(|name| name == container.name)
    });
    let key = task.key;
    if essential {
        stopped(world, key, None, request.exit_code);
    }
    Ok(Answer::Acknowledgment)
}

fn begin(world: &mut World, key: TaskKey) {
    let now_ms = world.now_ms();
    world.change_task(key, |task| {
        if task.wanted && matches!(task.status, TaskStatus::Pending | TaskStatus::Activating) {
            task.status = TaskStatus::Running;
            task.times.started_ms = now_ms;
        }
    });
}

fn stopped(world: &mut World, key: TaskKey, reason: Option<&str>, exit_code: Option<i32>) {
    let Some(task) = world.task(key) else { return };
    let started = task.times.started_ms > 0;
    let (code, usual) = match started {
        true => (StopCode::EssentialContainerExited, "Essential container in task exited"),
        false => (StopCode::TaskFailedToStart, "Task failed to start"),
    };
    lifecycle::end(world, key, code, reason.filter(|reason| !reason.is_empty()).unwrap_or(usual), exit_code);
}
