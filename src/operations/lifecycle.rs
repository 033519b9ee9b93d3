//! The beginning and the end of a task, whoever wants it: an operation, a service, a host that goes.

use crate::world::{
    ArnFormat, ClusterKey, DefinitionKey, Due, InstanceKey, NetworkMode, ServiceKey, StopCode, TargetState, Task,
    TaskHealth, TaskKey, TaskStatus, Times, World,
};

/// A task as it is when it is placed (row `stop-ladder`).
pub fn new_task(world: &World, cluster: ClusterKey, definition: DefinitionKey, instance: InstanceKey) -> Task {
    let network = world.definition(definition).map(|definition| definition.network);
    let provisioned = network == Some(NetworkMode::Awsvpc);
    Task {
        key: TaskKey::NEW,
        id: 0,
        cluster,
        format: arn_format(world, "taskLongArnFormat"),
        instance,
        definition,
        service: None,
        deployment: 0,
        given: None,
        status: if provisioned { TaskStatus::Provisioning } else { TaskStatus::Pending },
        wanted: true,
        version: 0,
        times: Times::default(),
        stop_code: None,
        stopped_reason: None,
        health: TaskHealth::Unknown,
        target: TargetState::None,
        exit_code: None,
        protected_until_ms: 0,
        gpus: Vec::new(),
    }
}

/// How the ARN of something new is written, by the setting that decides it (row `arn-which`).
pub(super) fn arn_format(world: &World, setting: &str) -> ArnFormat {
    let enabled = world.settings().effective("", setting) == "enabled";
    if enabled { ArnFormat::Long } else { ArnFormat::Short }
}

/// A task begins: the agent, or EC2 for its interface, has something to do.
pub fn start(world: &mut World, task: Task) -> TaskKey {
    let timings = &world.options().timings;
    let wait_ms = if task.status == TaskStatus::Provisioning { timings.eni_attach_ms } else { timings.task_ack_ms };
    let key = world.start_task(task);
    world.schedule(Due::Task(key), wait_ms);
    key
}

/// A task is to stop: it leaves its target groups first, where it is in some, and then the agent
/// stops its containers (row `stop-ladder`).
pub fn stop(world: &mut World, key: TaskKey, code: StopCode, reason: &str) {
    let Some(task) = world.task(key).filter(|task| task.wanted) else { return };
    let (now_ms, ack_ms, service) = (world.now_ms(), world.options().timings.task_ack_ms, task.service);
    let balanced = task.target != TargetState::None && task.status >= TaskStatus::Activating;
    for due in [Due::Task(key), Due::Check(key), Due::Target(key), Due::Exit(key)] {
        world.cancel(due);
    }
    world.change_task(key, |task| {
        task.wanted = false;
        task.stop_code = Some(code);
        task.stopped_reason = Some(reason.to_owned());
        task.times.stopping_ms = now_ms;
        if balanced {
            (task.status, task.target) = (TaskStatus::Deactivating, TargetState::Draining);
        }
    });
    if balanced {
        world.schedule(Due::Target(key), deregistration_delay_ms(world, service));
    } else {
        world.schedule(Due::Task(key), ack_ms);
    }
}

/// How long connections to a task of a service drain: as long as its slowest target group has it.
fn deregistration_delay_ms(world: &World, service: Option<ServiceKey>) -> u64 {
    let groups = world.target_groups_of(service);
    groups.iter().map(|group| group.deregistration_delay_ms).max().unwrap_or_default()
}

/// The containers of a task are gone, or nobody will ever hear of them: it is STOPPED, or its
/// interface is still to be taken away.
pub fn end(world: &mut World, key: TaskKey, code: StopCode, reason: &str, exit_code: Option<i32>) {
    let Some(task) = world.task(key).filter(|task| task.status != TaskStatus::Stopped) else { return };
    let (now_ms, detach_ms) = (world.now_ms(), world.options().timings.eni_detach_ms);
    let network = world.definition(task.definition).map(|definition| definition.network);
    let attached = network == Some(NetworkMode::Awsvpc) && task.status != TaskStatus::Deprovisioning;
    let by_itself = code == StopCode::EssentialContainerExited || code == StopCode::TaskFailedToStart;
    let lingers = attached && by_itself;
    for due in [Due::Task(key), Due::Check(key), Due::Target(key), Due::Exit(key)] {
        world.cancel(due);
    }
    world.change_task(key, |task| {
        task.wanted = false;
        // What a host took with it was killed, whatever was to become of it (assumption 86).
        if task.stop_code.is_none() || (code == StopCode::TerminationNotice && task.times.execution_stopped_ms == 0) {
            (task.stop_code, task.stopped_reason) = (Some(code), Some(reason.to_owned()));
            task.exit_code = exit_code.or(task.exit_code);
        }
        task.target = TargetState::None;
        task.exit_code = task.exit_code.or(exit_code);
        let times = &mut task.times;
        for at_ms in [&mut times.stopping_ms, &mut times.execution_stopped_ms] {
            if *at_ms == 0 {
                *at_ms = now_ms;
            }
        }
        task.status = if lingers { TaskStatus::Deprovisioning } else { TaskStatus::Stopped };
        if !lingers {
            task.times.stopped_ms = now_ms;
        }
    });
    if lingers {
        world.schedule(Due::Task(key), detach_ms);
    }
}

/// All tasks of an instance end at once, as the service does not wait for the host any more.
pub fn end_all(world: &mut World, instance: InstanceKey, code: StopCode, reason: &str) {
    let tasks = world.instance(instance).map(|known| known.tasks.clone()).unwrap_or_default();
    for task in tasks {
        end(world, task, code, reason, None);
    }
}
