//! Tasks: what runs, or is to run, on container instances.
//!
//! **Invariants:** a task that is not STOPPED stands in the list of its instance and, if it
//! is of a service, in that of the service; what it takes of the instance is held just as
//! long. The two counts of an instance are those of its list. A task moves along the rows of
//! the lifecycle `task` only, and each move raises `version` and sends an event.

use super::cluster::{ClusterKey, Tag};
use super::container_instance::{ArnFormat, InstanceKey, InstanceStatus};
use super::log::Body;
use super::service::ServiceKey;
use super::task_definition::{DefinitionKey, Demand};
use super::{Due, World, uuid};
use crate::stored::stored;

/// Names a task, by the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskKey(pub(super) u32);

stored!(struct TaskKey(0));

impl TaskKey {
    /// The key that [`World::start_task`] will replace.
    pub const NEW: TaskKey = TaskKey(u32::MAX);

    /// The number, for the token of a page.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// The `lastStatus` of a task, in the order of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskStatus {
    /// Its network interface is being made.
    Provisioning,
    /// Its images are pulled and its containers made.
    Pending,
    /// It is being registered with its load balancer.
    Activating,
    /// It runs.
    Running,
    /// It is being taken out of its load balancer.
    Deactivating,
    /// Its containers are being stopped.
    Stopping,
    /// Its network interface is being taken away.
    Deprovisioning,
    /// It is no more.
    Stopped,
}

stored!(enum TaskStatus {
    0 => Provisioning, 1 => Pending, 2 => Activating, 3 => Running, 4 => Deactivating, 5 => Stopping,
    6 => Deprovisioning, 7 => Stopped,
});

impl TaskStatus {
    /// The word on the wire, and in the lifecycle.
    pub const fn word(self) -> &'static str {
        match self {
            TaskStatus::Provisioning => "PROVISIONING",
            TaskStatus::Pending => "PENDING",
            TaskStatus::Activating => "ACTIVATING",
            TaskStatus::Running => "RUNNING",
            TaskStatus::Deactivating => "DEACTIVATING",
            TaskStatus::Stopping => "STOPPING",
            TaskStatus::Deprovisioning => "DEPROVISIONING",
            TaskStatus::Stopped => "STOPPED",
        }
    }

    /// Whether its containers do not run yet.
    pub const fn is_early(self) -> bool {
        matches!(self, TaskStatus::Provisioning | TaskStatus::Pending | TaskStatus::Activating)
    }
}

/// Why a task was stopped, as programs read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopCode {
    /// It never ran.
    TaskFailedToStart,
    /// A container that it cannot be without ended.
    EssentialContainerExited,
    /// Somebody asked for it.
    UserInitiated,
    /// Its service did.
    ServiceSchedulerInitiated,
    /// Its host went.
    TerminationNotice,
}

stored!(enum StopCode {
    0 => TaskFailedToStart, 1 => EssentialContainerExited, 2 => UserInitiated, 3 => ServiceSchedulerInitiated,
    4 => TerminationNotice,
});

impl StopCode {
    /// The word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            StopCode::TaskFailedToStart => "TaskFailedToStart",
            StopCode::EssentialContainerExited => "EssentialContainerExited",
            StopCode::UserInitiated => "UserInitiated",
            StopCode::ServiceSchedulerInitiated => "ServiceSchedulerInitiated",
            StopCode::TerminationNotice => "TerminationNotice",
        }
    }
}

/// What the health checks of a task's containers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskHealth {
    /// There are none, or they have not run.
    Unknown,
    /// All say that it is well.
    Healthy,
    /// One says that it is not.
    Unhealthy,
}

stored!(enum TaskHealth { 0 => Unknown, 1 => Healthy, 2 => Unhealthy });

impl TaskHealth {
    /// The word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            TaskHealth::Unknown => "UNKNOWN",
            TaskHealth::Healthy => "HEALTHY",
            TaskHealth::Unhealthy => "UNHEALTHY",
        }
    }
}

/// How a task stands with the target groups of its service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetState {
    /// It is not registered.
    None,
    /// It is registered and not found healthy yet.
    Initial,
    /// Its targets are healthy.
    Healthy,
    /// One of its targets is not.
    Unhealthy,
    /// Its targets are being taken out: connections drain.
    Draining,
}

stored!(enum TargetState { 0 => None, 1 => Initial, 2 => Healthy, 3 => Unhealthy, 4 => Draining });

/// A task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number.
    pub key: TaskKey,
    /// Its identifier.
    pub id: u128,
    /// Its cluster.
    pub cluster: ClusterKey,
    /// How its ARN is written.
    pub format: ArnFormat,
    /// Where it was placed.
    pub instance: InstanceKey,
    /// What it is an instance of.
    pub definition: DefinitionKey,
    /// The service that it is of.
    pub service: Option<ServiceKey>,
    /// The deployment that it is of, by its number; 0 for none.
    pub deployment: u64,
    /// What was said of it when it was started by hand.
    pub given: Option<Box<Given>>,
    /// `lastStatus`.
    pub status: TaskStatus,
    /// Whether `desiredStatus` is RUNNING.
    pub wanted: bool,
    /// `version`: raised with each event.
    pub version: u64,
    /// When things happened to it.
    pub times: Times,
    /// `stopCode`.
    pub stop_code: Option<StopCode>,
    /// `stoppedReason`.
    pub stopped_reason: Option<String>,
    /// `healthStatus`.
    pub health: TaskHealth,
    /// How it stands with its target groups.
    pub target: TargetState,
    /// How its containers ended.
    pub exit_code: Option<i32>,
    /// Until when it is protected; 0 if it is not.
    pub protected_until_ms: u64,
    /// The numbers of the GPUs that it holds, among those of its instance.
    pub gpus: Vec<u8>,
}

stored!(struct Task {
    key, id, cluster, format, instance, definition, service, deployment, given, status, wanted, version, times,
    stop_code, stopped_reason, health, target, exit_code, protected_until_ms, gpus,
});

/// What was said of a task when it was started by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// `group`.
    pub group: Option<String>,
    /// `startedBy`.
    pub started_by: Option<String>,
    /// `overrides` as JSON.
    pub overrides: Option<String>,
    /// What it takes of its host, if that is not what its definition says.
    pub demand: Option<Demand>,
    /// Its tags.
    pub tags: Vec<Tag>,
}

stored!(struct Given { group, started_by, overrides, demand, tags });

/// When things happened to a task; 0 for what has not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// `createdAt`.
    pub created_ms: u64,
    /// `pullStartedAt`.
    pub pull_started_ms: u64,
    /// `pullStoppedAt`.
    pub pull_stopped_ms: u64,
    /// `startedAt`.
    pub started_ms: u64,
    /// `stoppingAt`.
    pub stopping_ms: u64,
    /// `executionStoppedAt`.
    pub execution_stopped_ms: u64,
    /// `stoppedAt`.
    pub stopped_ms: u64,
}

stored!(struct Times {
    created_ms, pull_started_ms, pull_stopped_ms, started_ms, stopping_ms, execution_stopped_ms, stopped_ms,
});

impl Task {
    /// Whether it counts under `runningTasksCount`, with the answer taken for assumption 32.
    pub fn counts_as_running(&self, literally: bool) -> bool {
        let runs = self.status == TaskStatus::Running;
        self.wanted && (runs || literally)
    }

    /// Whether it counts under `pendingTasksCount`.
    pub fn counts_as_pending(&self, literally: bool) -> bool {
        if literally { self.status == TaskStatus::Pending } else { self.wanted && self.status.is_early() }
    }

    /// Whether it may not be stopped for the good of its service.
    pub fn is_protected(&self, now_ms: u64) -> bool {
        now_ms < self.protected_until_ms
    }
}

impl World {
    /// A task, as long as it can be described.
    pub fn task(&self, key: TaskKey) -> Option<&Task> {
        self.tasks.get(key.0 as usize)?.as_deref()
    }

    /// The task with an identifier.
    pub fn task_of_id(&self, id: u128) -> Option<&Task> {
        self.task(TaskKey(self.task_ids.get(id)? as u32))
    }

    /// What a task takes of its host.
    pub fn demand_of(&self, task: &Task) -> Demand {
        match task.given.as_deref().and_then(|given| given.demand.clone()) {
            Some(demand) => demand,
            None => self.definition(task.definition).map(|definition| definition.demand.clone()).unwrap_or_default(),
        }
    }

    /// The `group` of a task.
    pub fn group_of(&self, task: &Task) -> String {
        if let Some(service) = task.service.and_then(|key| self.service(key)) {
            return format!("service:{}", service.name);
        }
        match task.given.as_deref().and_then(|given| given.group.clone()) {
            Some(group) => group,
            None => {
                let family = self.definition(task.definition).map_or("", |definition| &definition.family);
                format!("family:{family}")
            }
        }
    }

    /// The ARN of a task.
    pub fn task_arn(&self, task: &Task) -> String {
        match (task.format, self.cluster(task.cluster)) {
            (ArnFormat::Long, Some(cluster)) => self.arn(&format!("task/{}/{:032x}", cluster.name, task.id)),
            _ => self.arn(&format!("task/{}", uuid(task.id))),
        }
    }

    /// Starts a task on an instance that has room for it; `key`, `id` and `created_ms` are set here.
    pub fn start_task(&mut self, task: Task) -> TaskKey {
        let key = TaskKey(u32::try_from(self.tasks.len()).unwrap_or(u32::MAX));
        let id = self.draw_id();
        let mut task = Task { key, id, ..task };
        task.times.created_ms = self.now_ms;
        self.task_ids.insert(id, u128::from(key.0));
        let (instance, service, demand) = (task.instance, task.service, self.demand_of(&task));
        task.gpus = self.free_gpus(instance, demand.gpus);
        if let Some(service) = service.and_then(|key| self.services.get_mut(key.0 as usize)) {
            service.tasks.push(key);
        }
        self.task_count_change(task.cluster, 1);
        self.claim(&task, &demand);
        self.tasks.push(Some(Box::new(task)));
        self.report_task(key);
        key
    }

    /// Changes a task. If something differs then, `version` is raised and the event sent; lists,
    /// counts and what it holds follow.
    pub fn change_task(&mut self, key: TaskKey, change: impl FnOnce(&mut Task)) {
        // All that does not depend on what is changed is in the two functions around it.
        if let Some(mut after) = self.copy_of_task(key) {
            change(&mut after);
            self.show_task(key, after);
        }
    }

    #[inline(never)]
    fn copy_of_task(&self, key: TaskKey) -> Option<Box<Task>> {
        self.tasks.get(key.0 as usize)?.clone()
    }

    #[inline(never)]
    fn show_task(&mut self, key: TaskKey, after: Box<Task>) {
        let Some(Some(place)) = self.tasks.get_mut(key.0 as usize) else { return };
        if *place == after {
            return;
        }
        let before = std::mem::replace(place, after);
        let Some(after) = self.task(key) else { return };
        let (status, wanted, service) = (after.status, after.wanted, after.service);
        let told = (before.status, before.wanted, before.health) != (status, wanted, after.health)
            || before.stopped_reason != after.stopped_reason;
        let stopped = status == TaskStatus::Stopped && before.status != TaskStatus::Stopped;
        if stopped {
            let demand = self.demand_of(&before);
            self.task_count_change(before.cluster, -1);
            self.release(&before, &demand);
            if let Some(service) = service.and_then(|key| self.services.get_mut(key.0 as usize))
                && let Ok(place) = service.tasks.binary_search(&key)
            {
                service.tasks.remove(place);
            }
            for due in [Due::Task(key), Due::Check(key), Due::Target(key), Due::Exit(key)] {
                self.cancel(due);
            }
            let forget_ms = self.options.timings.stopped_task_ms;
            self.schedule(Due::ForgetTask(key), forget_ms);
        } else if (before.status, before.wanted) != (status, wanted) {
            let (was, is) = (self.counts(&before), self.task(key).map_or((0, 0), |task| self.counts(task)));
            self.recount(before.instance, was, is);
        }
        if told {
            self.report_task(key);
        }
        if before.status != status {
            self.note_fate(key, before.instance);
        }
        if let Some(service) = service {
            self.wake(service);
        }
    }

    /// What a new status of a task means to its service, and to those whose daemons wait for it
    /// on a host that drains.
    fn note_fate(&mut self, key: TaskKey, instance: InstanceKey) {
        let Some(task) = self.task(key) else { return };
        let (service, deployment, status) = (task.service, task.deployment, task.status);
        let failed = status == TaskStatus::Stopped && task.stop_code == Some(StopCode::TaskFailedToStart);
        let ended = failed || task.stop_code == Some(StopCode::EssentialContainerExited);
        if let Some(service) = service.and_then(|key| self.services.get_mut(key.0 as usize)) {
            if status == TaskStatus::Running {
                (service.memory.failures, service.memory.paused_until_ms) = (0, 0);
            }
            service.memory.failed |= failed;
            let own = service.deployments.iter_mut().find(|known| known.id == deployment);
            if let Some(own) = own.filter(|_| ended && status == TaskStatus::Stopped) {
                own.failed_tasks += 1;
            }
        }
        let drains = self.instance(instance).is_some_and(|known| known.shown.status == InstanceStatus::Draining);
        if !drains {
            return;
        }
        let of_daemons = self
            .tasks_on(instance)
            .keys(&|task| task.service.and_then(|key| self.service(key)).is_some_and(|service| service.daemon));
        for key in of_daemons {
            if let Some(daemon) = self.task(key).and_then(|task| task.service) {
                self.wake(daemon);
            }
        }
    }

    /// A task of a deployment turned out to be unwell.
    pub fn note_failure(&mut self, key: TaskKey) {
        let Some((service, deployment)) = self.task(key).and_then(|task| Some((task.service?, task.deployment))) else {
            return;
        };
        self.change_service(service, |service| {
            if let Some(own) = service.deployments.iter_mut().find(|known| known.id == deployment) {
                own.failed_tasks += 1;
            }
        });
    }

    /// Forgets a task that stopped: it cannot be described any more.
    pub fn forget_task(&mut self, key: TaskKey) {
        if let Some(place) = self.tasks.get_mut(key.0 as usize)
            && let Some(task) = place.take()
        {
            self.task_ids.remove(task.id);
        }
    }

    /// Sets the tags of a task.
    pub fn tag_task(&mut self, key: TaskKey, tags: Vec<Tag>) {
        if let Some(task) = self.tasks.get_mut(key.0 as usize).and_then(Option::as_deref_mut) {
            task.given.get_or_insert_default().tags = tags;
        }
    }

    /// Raises the version and sends the event.
    fn report_task(&mut self, key: TaskKey) {
        let Some(task) = self.tasks.get_mut(key.0 as usize).and_then(Option::as_deref_mut) else { return };
        task.version += 1;
        let shown = Box::new(task.clone());
        self.emit(Body::Task { task: shown });
    }

    fn task_count_change(&mut self, cluster: ClusterKey, by: i32) {
        if let Some(cluster) = self.clusters.get_mut(cluster.0 as usize) {
            cluster.tasks = cluster.tasks.saturating_add_signed(by);
        }
    }
}
