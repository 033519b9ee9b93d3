//! What hosts make of tasks: the steps down their ladder (row `stop-ladder`), their health, and
//! their targets.
//!
//! An agent that does not run takes no step and reports none: the task stays as it was, until the
//! agent is back (row `hang-agent`).

use crate::command::{Health, Pull, Target, Workload};
use crate::operations;
use crate::text::id_bits;
use crate::world::{
    Due, HostKey, HostState, InstanceKey, NetworkMode, Process, ServiceKey, StopCode, TargetState, Task, TaskHealth,
    TaskKey, TaskStatus, World,
};

/// The next step of a task.
pub(super) fn step(world: &mut World, key: TaskKey) {
    let Some(task) = world.task(key) else { return };
    let timings = world.options().timings.clone();
    match (task.status, task.wanted) {
        (TaskStatus::Provisioning, true) => {
            world.change_task(key, |task| task.status = TaskStatus::Pending);
            world.schedule(Due::Task(key), timings.task_ack_ms);
        }
        (TaskStatus::Activating, true) => run(world, key),
        (TaskStatus::Provisioning, false) => leave_network(world, key),
        (TaskStatus::Deprovisioning, _) => stopped(world, key),
        _ if !is_attended(world, task) => {}
        (TaskStatus::Pending, true) => prepare(world, key),
        (TaskStatus::Pending, false) => leave_network(world, key),
        (TaskStatus::Running | TaskStatus::Activating | TaskStatus::Deactivating, false) => {
            let (stop_ms, exit_code) = stop_time(world, task);
            world.change_task(key, |task| {
                task.status = TaskStatus::Stopping;
                task.exit_code = Some(exit_code);
            });
            world.schedule(Due::Task(key), stop_ms);
        }
        (TaskStatus::Stopping, _) => leave_network(world, key),
        (TaskStatus::Running | TaskStatus::Deactivating | TaskStatus::Stopped, _) => {}
    }
}

/// Whether an agent runs on the task's host that acts and reports.
fn is_attended(world: &World, task: &Task) -> bool {
    let host = world.instance(task.instance).and_then(|instance| world.host(instance.host));
    host.is_some_and(|host| {
        host.instance == Some(task.instance)
            && host.state == HostState::Running
            && host.agent.process == Process::Running
    })
}

fn workload(world: &World, task: &Task) -> Workload {
    world.definition(task.definition).map(|definition| world.workload(&definition.family)).unwrap_or_default()
}

/// The agent pulls the images, and starts the containers then.
fn prepare(world: &mut World, key: TaskKey) {
    let Some(task) = world.task(key) else { return };
    let (now_ms, timings, workload) = (world.now_ms(), world.options().timings.clone(), workload(world, task));
    let pull = workload.pull.unwrap_or(Pull::Succeeds);
    if task.times.pull_started_ms == 0 {
        if world.choice(87) > 0 && waits_for_room(world, task) {
            return world.schedule(Due::Task(key), timings.task_ack_ms.max(1_000));
        }
        world.change_task(key, |task| task.times.pull_started_ms = now_ms);
        if pull != Pull::Hangs {
            world.schedule(Due::Task(key), workload.pull_ms.unwrap_or(timings.pull_ms));
        }
    } else if task.times.pull_stopped_ms == 0 {
        match pull {
            Pull::Hangs => {}
            Pull::Fails => {
                let definition = world.definition(task.definition);
                let image = definition.and_then(|definition| definition.containers.first());
                let image = image.map_or("", |container| container.image.as_str());
                let reason = format!("CannotPullContainerError: failed to resolve ref {image}: not found");
                operations::end(world, key, StopCode::TaskFailedToStart, &reason, None);
            }
            Pull::Succeeds => {
                world.change_task(key, |task| task.times.pull_stopped_ms = now_ms);
                world.schedule(Due::Task(key), workload.start_ms.unwrap_or(timings.start_ms));
            }
        }
    } else if is_balanced(world, task) {
        world.change_task(key, |task| {
            (task.status, task.target) = (TaskStatus::Activating, TargetState::Initial);
        });
        say_targets(world, key, "registered");
        world.schedule(Due::Task(key), timings.target_register_ms);
    } else {
        run(world, key);
    }
}

/// Whether another task of the host was told to stop before this one came, and has not (assumption 87).
fn waits_for_room(world: &World, task: &Task) -> bool {
    world.tasks_on(task.instance).any(|other| !other.wanted && other.times.stopping_ms <= task.times.created_ms)
}

fn is_balanced(world: &World, task: &Task) -> bool {
    !world.balancers_of(task.service).is_empty()
}

fn run(world: &mut World, key: TaskKey) {
    let now_ms = world.now_ms();
    world.change_task(key, |task| {
        task.status = TaskStatus::Running;
        task.times.started_ms = now_ms;
    });
    let Some(task) = world.task(key) else { return };
    let workload = workload(world, task);
    let (target, exit_ms) = (task.target, workload.exit_after_ms.filter(|exit_ms| *exit_ms > 0));
    expect_check(world, key, &workload);
    if let Some(exit_ms) = exit_ms {
        world.schedule(Due::Exit(key), exit_ms);
    }
    if target == TargetState::Initial {
        let after_ms = world.task(key).map_or(0, |task| healthy_after_ms(world, task));
        world.schedule(Due::Target(key), after_ms);
    }
}

/// When the health checks of a task's containers have something to say.
fn expect_check(world: &mut World, key: TaskKey, workload: &Workload) {
    let Some(definition) = world.task(key).and_then(|task| world.definition(task.definition)) else { return };
    let mut longest_ms = None;
    for container in definition.containers.iter().filter(|container| container.essential) {
        let wait_ms = container.health_check.map(|check| match workload.health {
            Some(Health::Unhealthy) => check.start_period_ms + check.interval_ms * u64::from(check.retries),
            _ => check.interval_ms,
        });
        longest_ms = longest_ms.max(wait_ms);
    }
    if let Some(wait_ms) = longest_ms {
        world.schedule(Due::Check(key), wait_ms);
    }
}

/// The health checks of a task's containers say what its workload has them say.
pub(super) fn check(world: &mut World, key: TaskKey) {
    let Some(task) = world.task(key).filter(|task| is_attended(world, task)) else { return };
    let health = match workload(world, task).health {
        Some(Health::Unhealthy) => TaskHealth::Unhealthy,
        _ => TaskHealth::Healthy,
    };
    if task.wanted && task.status == TaskStatus::Running {
        world.change_task(key, |task| task.health = health);
    }
}

fn healthy_after_ms(world: &World, task: &Task) -> u64 {
    world.target_groups_of(task.service).iter().map(|group| group.healthy_after_ms).max().unwrap_or_default()
}

/// The targets of a task are found healthy, or not; or the connections to them have drained.
pub(super) fn target(world: &mut World, key: TaskKey) {
    let Some(task) = world.task(key) else { return };
    let (healthy, target) = (world.target_groups_of(task.service).iter().all(|group| group.healthy), task.target);
    match target {
        TargetState::Draining => {
            let ack_ms = world.options().timings.task_ack_ms;
            world.change_task(key, |task| task.target = TargetState::None);
            world.schedule(Due::Task(key), ack_ms);
        }
        TargetState::None => {}
        _ => world.change_task(key, |task| {
            task.target = if healthy { TargetState::Healthy } else { TargetState::Unhealthy };
        }),
    }
}

/// How long the containers of a task take to end once they are asked to, and how: each is killed
/// after its stop timeout (row `stop-ladder`).
fn stop_time(world: &World, task: &Task) -> (u64, i32) {
    let timings = &world.options().timings;
    let asked_ms = workload(world, task).stop_ms.unwrap_or(timings.stop_ms);
    let timeouts =
        world.containers_of(task).iter().map(|container| container.stop_timeout_ms.unwrap_or(timings.stop_timeout_ms));
    let timeout_ms = timeouts.max().unwrap_or_default();
    if asked_ms > timeout_ms { (timeout_ms, 137) } else { (asked_ms, 0) }
}

/// The containers are gone; the interface goes, where there is one.
fn leave_network(world: &mut World, key: TaskKey) {
    let Some(task) = world.task(key) else { return };
    let (now_ms, detach_ms) = (world.now_ms(), world.options().timings.eni_detach_ms);
    let network = world.definition(task.definition).map(|definition| definition.network);
    if network != Some(NetworkMode::Awsvpc) {
        return stopped(world, key);
    }
    world.change_task(key, |task| {
        task.status = TaskStatus::Deprovisioning;
        task.times.execution_stopped_ms = now_ms;
    });
    world.schedule(Due::Task(key), detach_ms);
}

fn stopped(world: &mut World, key: TaskKey) {
    let now_ms = world.now_ms();
    world.change_task(key, |task| {
        task.status = TaskStatus::Stopped;
        task.target = TargetState::None;
        task.times.stopped_ms = now_ms;
        if task.times.execution_stopped_ms == 0 {
            task.times.execution_stopped_ms = now_ms;
        }
    });
}

/// The containers of a task end by themselves; nobody hears of it while the agent is away.
pub(super) fn exit(world: &mut World, key: TaskKey) {
    let Some(task) = world.task(key) else { return };
    let code = task.exit_code.or(workload(world, task).exit_code).unwrap_or(1);
    if task.status < TaskStatus::Activating || task.status == TaskStatus::Stopped {
        return;
    }
    if is_attended(world, task) {
        let reason = "Essential container in task exited";
        operations::end(world, key, StopCode::EssentialContainerExited, reason, Some(code));
    } else {
        world.change_task(key, |task| task.exit_code = Some(code));
    }
}

/// An essential container of a task ends now, if it has begun and has not ended.
pub(super) fn make_exit(world: &mut World, text: &str, exit_code: i32) {
    let has_containers = |status| TaskStatus::Activating <= status && status <= TaskStatus::Stopping;
    let task = find_task(world, text).and_then(|key| world.task(key)).filter(|task| has_containers(task.status));
    let Some(key) = task.map(|task| task.key) else { return };
    world.change_task(key, |task| task.exit_code = Some(exit_code));
    world.schedule(Due::Exit(key), 0);
}

/// The task that a text names: its ID or ARN.
pub fn find_task(world: &World, text: &str) -> Option<TaskKey> {
    world.task_of_id(id_bits(text.rsplit('/').next()?)?).map(|task| task.key)
}

/// An agent that is back goes on where it was.
pub(super) fn resume(world: &mut World, instance: InstanceKey) {
    let ack_ms = world.options().timings.task_ack_ms;
    let tasks = world.instance(instance).map(|instance| instance.tasks.clone()).unwrap_or_default();
    for key in tasks {
        let Some(task) = world.task(key) else { continue };
        let checks = task.wanted && task.status == TaskStatus::Running;
        let drains = task.target == TargetState::Draining;
        if task.wanted && task.exit_code.is_some() {
            world.schedule(Due::Exit(key), ack_ms);
            continue;
        }
        if checks && world.due_at_ms(Due::Check(key)).is_none() {
            let workload = workload(world, task);
            expect_check(world, key, &workload);
        }
        if !drains && world.due_at_ms(Due::Task(key)).is_none() {
            world.schedule(Due::Task(key), ack_ms);
        }
    }
}

/// A host that boots anew has none of its containers any more: the agent tells of it when it is back.
pub(super) fn lose_containers(world: &mut World, host: HostKey) {
    world.change_host(host, |host| host.orphans.clear());
    let Some(instance) = world.host(host).and_then(|host| host.instance) else { return };
    let tasks = world.tasks_on(instance).keys(&|task| task.status >= TaskStatus::Activating);
    for key in tasks {
        world.change_task(key, |task| task.exit_code = task.exit_code.or(Some(137)));
    }
}

/// The containers of a family do something else from now on; those that run, too.
pub fn set_workload(world: &mut World, workload: &Workload) {
    world.set_workload(workload);
    if workload.health.is_none() && workload.pull.is_none() {
        return;
    }
    let tasks = world.tasks().keys(&|task| {
        let definition = world.definition(task.definition);
        task.wanted && definition.is_some_and(|definition| definition.family == workload.family)
    });
    let whole = world.workload(&workload.family);
    for key in tasks {
        let status = world.task(key).map(|task| task.status);
        if status == Some(TaskStatus::Running) && workload.health.is_some() {
            expect_check(world, key, &whole);
        }
        // A pull that hung goes on, or fails.
        let pulls = status == Some(TaskStatus::Pending) && world.due_at_ms(Due::Task(key)).is_none();
        if pulls && workload.pull.is_some_and(|pull| pull != Pull::Hangs) {
            let pull_ms = whole.pull_ms.unwrap_or(world.options().timings.pull_ms);
            world.schedule(Due::Task(key), pull_ms);
        }
    }
}

/// A target group, or the targets of one task in it, are otherwise from now on.
pub fn set_target(world: &mut World, target: &Target) {
    let healthy = target.health.map(|health| health == Health::Healthy);
    let task = target.task.as_deref().and_then(|text| find_task(world, text));
    if target.task.is_none()
        && let Some(group) = world.target_group_mut(&target.target_group)
    {
        group.healthy = healthy.unwrap_or(group.healthy);
        group.deregistration_delay_ms = target.deregistration_delay_ms.unwrap_or(group.deregistration_delay_ms);
        group.healthy_after_ms = target.healthy_after_ms.unwrap_or(group.healthy_after_ms);
    }
    let Some(healthy) = healthy else { return };
    let is_meant = |known: &Task| {
        matches!(known.target, TargetState::Healthy | TargetState::Unhealthy)
            && task.is_none_or(|task| task == known.key)
            && world.target_groups_of(known.service).iter().any(|group| group.arn == target.target_group)
    };
    let state = if healthy { TargetState::Healthy } else { TargetState::Unhealthy };
    let tasks = world.tasks().keys(&is_meant);
    for key in tasks {
        world.change_task(key, |task| task.target = state);
    }
}

/// A service says that targets were registered with, or taken out of, its target groups.
pub fn say_targets(world: &mut World, key: TaskKey, verb: &str) {
    let Some(service) = world.task(key).and_then(|task| task.service) else { return };
    for balancer in world.balancers_of(Some(service)).to_vec() {
        count_up(world, service, verb, &balancer.target_group);
    }
}

/// What happens at one moment is said once, with the number of targets.
fn count_up(world: &mut World, service: ServiceKey, verb: &str, group: &str) {
    let now_ms = world.now_ms();
    let tail = format!(" targets in (target-group {group})");
    let before =
        world.service(service).and_then(|service| service.messages.first()).filter(|last| last.at_ms == now_ms);
    let count =
        before.and_then(|last| last.text.strip_prefix(verb)?.strip_suffix(tail.as_str())?.trim().parse::<u32>().ok());
    match count {
        Some(count) => world.change_service(service, |service| {
            if let Some(last) = service.messages.first_mut() {
                last.text = format!("{verb} {}{tail}", count + 1);
            }
        }),
        None => world.say(service, format!("{verb} 1{tail}")),
    }
}

/// The tasks of a host that EC2 stopped or terminated are STOPPED, whatever they were doing
/// (row `status-stop`, assumption 86).
pub(super) fn end_with_host(world: &mut World, instance: InstanceKey, word: &str) {
    let id = world.instance(instance).and_then(|instance| instance.ec2_instance_id.clone()).unwrap_or_default();
    let reason = format!("Host EC2 (instance {id}) {word}.");
    let tasks = world.instance(instance).map(|instance| instance.tasks.clone()).unwrap_or_default();
    for key in tasks {
        operations::end(world, key, StopCode::TerminationNotice, &reason, Some(137));
    }
}
