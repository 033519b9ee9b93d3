//! `StopTask`, `DescribeTasks`, `ListTasks`, and the protection of tasks.

use super::{Answer, Failure, Protection, ServiceException, lifecycle, lookup, page};
use crate::model::arn;
use crate::model::exception::Exception;
use crate::request::{DescribeTasks, GetTaskProtection, ListTasks, StopTask, UpdateTaskProtection};
use crate::world::{StopCode, Task, TaskKey, TaskStatus, World};

/// Stops a task; one that is stopping or STOPPED is answered as it is (row `op-stop-task`).
pub(super) fn stop(world: &mut World, request: &StopTask) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let key = find(lookup::task(world, cluster, &request.task))?;
    let reason = request.reason.as_deref().unwrap_or("Task stopped by user");
    lifecycle::stop(world, key, StopCode::UserInitiated, reason);
    Ok(Answer::Task(key))
}

/// Row `msg-task-unknown`.
fn find(task: Option<&Task>) -> Result<TaskKey, ServiceException> {
    let missing = || ServiceException::new(Exception::InvalidParameterException, "The referenced task was not found.");
    task.map(|task| task.key).ok_or_else(missing)
}

/// Describes tasks; one that stands twice in the list once (assumption 8).
pub(super) fn describe(world: &World, request: &DescribeTasks) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for identifier in &request.tasks {
        match lookup::task(world, cluster, identifier) {
            Some(task) if found.contains(&task.key) => {}
            Some(task) => found.push(task.key),
            None => failures.push(lookup::missing_of("task", world, cluster, identifier)),
        }
    }
    let tags = lookup::asks(&request.include, "TAGS");
    Ok(Answer::Tasks { found, failures, tags })
}

/// Lists tasks in the order of their creation: those that are meant to run unless asked
/// otherwise, so that one which is stopping is not among them (rows `stop-list`, `op-list-tasks`).
pub(super) fn list(world: &World, request: &ListTasks) -> Result<Answer, ServiceException> {
    let after = page::after(request.next_token.as_deref())?;
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let instance = match request.container_instance.as_deref() {
        Some(identifier) => Some(lookup::one_instance(world, cluster, identifier)?.key),
        None => None,
    };
    let service = match request.service_name.as_deref() {
        Some(name) => {
            let missing = || ServiceException::new(Exception::ServiceNotFoundException, "Service not found.");
            Some(lookup::service(world, cluster, name).ok_or_else(missing)?.key)
        }
        None => None,
    };
    let desired = request.desired_status.as_deref().unwrap_or("RUNNING");
    let none = desired == "PENDING"
        || request.daemon_name.is_some()
        || request.launch_type.as_deref().is_some_and(|launch_type| launch_type != "EC2");
    let is_listed = |task: &Task| {
        let family = || world.definition(task.definition).map(|definition| definition.family.as_str());
        task.cluster == cluster.key
            && task.wanted == (desired == "RUNNING")
            && instance.is_none_or(|instance| task.instance == instance)
            && service.is_none_or(|service| task.service == Some(service))
            && request.family.as_deref().is_none_or(|wanted| family() == Some(wanted))
            && request.started_by.as_deref().is_none_or(|wanted| started_by(task).as_deref() == Some(wanted))
    };
    let behind = match after.and_then(|after| u32::try_from(after).ok()) {
        Some(after) => world.tasks_after(after),
        None => world.tasks(),
    };
    let mut page = page::Page::new(request.max_results, 100);
    let mut arns = Vec::new();
    for task in behind {
        if !none && is_listed(task) {
            if !page.takes(u64::from(task.key.number())) {
                break;
            }
            arns.push(world.task_arn(task));
        }
    }
    Ok(Answer::Arns { member: "taskArns", arns, next_token: page.next_token() })
}

/// `startedBy`: of a service's task its deployment (row `arn-deployment`).
pub fn started_by(task: &Task) -> Option<String> {
    match task.service {
        Some(_) => Some(format!("ecs-svc/{:019}", task.deployment)),
        None => task.given.as_deref().and_then(|given| given.started_by.clone()),
    }
}

/// How long a protection lasts unless it is said (row `protection-scope`).
const USUAL_MINUTES: i32 = 120;

/// Protects tasks of services from being stopped for the good of their service, or lets go of them.
pub(super) fn protect(world: &mut World, request: &UpdateTaskProtection) -> Result<Answer, ServiceException> {
    let (tasks, failures) = protectable(world, &request.cluster, &request.tasks)?;
    let minutes = u64::try_from(request.expires_in_minutes.unwrap_or(USUAL_MINUTES)).unwrap_or_default();
    let until_ms = match request.protection_enabled {
        true => world.now_ms().saturating_add(minutes.saturating_mul(60_000)),
        false => 0,
    };
    for key in &tasks {
        world.change_task(*key, |task| task.protected_until_ms = until_ms);
    }
    Ok(Answer::Protection { protected: shown(world, &tasks), failures })
}

/// Tells which tasks are protected, and until when.
pub(super) fn protection(world: &World, request: &GetTaskProtection) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, Some(&request.cluster))?;
    let Some(tasks) = request.tasks.as_ref().filter(|tasks| !tasks.is_empty()) else {
        let is_protected = |task: &Task| task.service.is_some() && task.is_protected(world.now_ms());
        let own = world.tasks().keys(&|task| task.cluster == cluster.key && is_protected(task));
        return Ok(Answer::Protection { protected: shown(world, &own), failures: Vec::new() });
    };
    let (tasks, failures) = protectable(world, &request.cluster, tasks)?;
    Ok(Answer::Protection { protected: shown(world, &tasks), failures })
}

/// Tasks that can be protected: those of services that have not stopped (row `protection-scope`).
fn protectable(
    world: &World,
    cluster: &str,
    tasks: &[String],
) -> Result<(Vec<TaskKey>, Vec<Failure>), ServiceException> {
    let cluster = lookup::cluster(world, Some(cluster))?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for identifier in tasks {
        let task = lookup::task(world, cluster, identifier);
        match task.filter(|task| task.status != TaskStatus::Stopped) {
            Some(task) if task.service.is_none() => {
                failures.push(Failure { arn: world.task_arn(task), reason: "TASK_NOT_VALID" });
            }
            Some(task) if found.contains(&task.key) => {}
            Some(task) => found.push(task.key),
            None if arn::is_arn(identifier) => {
                failures.push(Failure { arn: identifier.clone(), reason: "MISSING" });
            }
            None => failures.push(lookup::missing_of("task", world, cluster, identifier)),
        }
    }
    Ok((found, failures))
}

fn shown(world: &World, tasks: &[TaskKey]) -> Vec<Protection> {
    let tasks = world.tasks_by(tasks);
    let mut shown = Vec::new();
    for task in tasks {
        let until_ms = Some(task.protected_until_ms).filter(|until_ms| world.now_ms() < *until_ms);
        shown.push(Protection { arn: world.task_arn(task), until_ms });
    }
    shown
}
