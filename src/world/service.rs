//! Services: how many tasks there are to be, and what became of that.
//!
//! **Invariant:** `tasks` are those of the service that are not STOPPED, in the order of
//! creation; the first deployment is the primary one, and a task belongs to one of the list or
//! to one that is past.

use super::cluster::{ClusterKey, Tag};
use super::container_instance::{ArnFormat, InstanceKey};
use super::log::{Body, ServiceEvent};
use super::task::TaskKey;
use super::task_definition::DefinitionKey;
use super::{Due, SERVICE, World, name_number};
use crate::stored::stored;

/// Names a service, by the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServiceKey(pub(super) u32);

stored!(struct ServiceKey(0));

impl ServiceKey {
    /// The key that [`World::create_service`] will replace.
    pub const NEW: ServiceKey = ServiceKey(u32::MAX);

    /// The number, for the token of a page.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// Whether a service is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceStatus {
    /// It is.
    Active,
    /// It is being deleted: its tasks stop.
    Draining,
    /// It is gone.
    Inactive,
}

stored!(enum ServiceStatus { 0 => Active, 1 => Draining, 2 => Inactive });

impl ServiceStatus {
    /// The word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            ServiceStatus::Active => "ACTIVE",
            ServiceStatus::Draining => "DRAINING",
            ServiceStatus::Inactive => "INACTIVE",
        }
    }
}

/// Where tasks may be placed, or by what a place is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `memberOf`, `distinctInstance`; `spread`, `binpack`, `random`.
    pub kind: String,
    /// The expression or the field.
    pub of: String,
}

stored!(struct Rule { kind, of });

/// Where the tasks of a service are registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadBalancer {
    /// The ARN of the target group.
    pub target_group: String,
    /// The container.
    pub container: String,
    /// Its port.
    pub port: u32,
}

stored!(struct LoadBalancer { target_group, container, port });

/// How far a deployment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rollout {
    /// Its tasks take the place of others.
    InProgress,
    /// All tasks are its own.
    Completed,
    /// Its tasks kept failing, and it was given up.
    Failed,
}

stored!(enum Rollout { 0 => InProgress, 1 => Completed, 2 => Failed });

impl Rollout {
    /// The word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Rollout::InProgress => "IN_PROGRESS",
            Rollout::Completed => "COMPLETED",
            Rollout::Failed => "FAILED",
        }
    }
}

/// A deployment: one task definition that the tasks of a service are, or are to be, of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// The number behind `ecs-svc/`.
    pub id: u64,
    /// What its tasks are instances of.
    pub definition: DefinitionKey,
    /// `createdAt`.
    pub created_ms: u64,
    /// `updatedAt`.
    pub updated_ms: u64,
    /// `failedTasks`.
    pub failed_tasks: u32,
    /// `rolloutState`.
    pub rollout: Rollout,
}

stored!(struct Deployment { id, definition, created_ms, updated_ms, failed_tasks, rollout });

impl Deployment {
    /// How it is called.
    pub fn name(&self) -> String {
        format!("ecs-svc/{:019}", self.id)
    }
}

/// An entry of `events`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The bits of its UUID.
    pub id: u128,
    /// `createdAt`.
    pub at_ms: u64,
    /// `message`, without the service's name before it: see [`World::say`].
    pub text: String,
}

stored!(struct Message { id, at_ms, text });

/// What the scheduler remembers of a service from one look to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Whether it told of a steady state, and nothing happened since.
    pub steady: bool,
    /// How many of its tasks that are to stay were healthy.
    pub well: u32,
    /// Whether a task failed to start since the last look.
    pub failed: bool,
    /// How many looks in a row met such tasks.
    pub failures: u32,
    /// Until when no task is started because of that.
    pub paused_until_ms: u64,
    /// The minute in which it started tasks last, by its number, and how many.
    pub started_in_minute: (u64, u32),
    /// Since when it cannot place a task that it wants to; 0 if it can.
    pub unplaced_since_ms: u64,
    /// Since when the bounds allow neither a stop nor a start that is wanted; 0 if they do.
    pub bound_since_ms: u64,
    /// Since when its zones are uneven; 0 if they are even.
    pub uneven_since_ms: u64,
    /// How many tasks more than desired it has while it moves some to other zones.
    pub moving: u32,
    /// Whether it told that it is being rebalanced.
    pub rebalancing: bool,
    /// When each message that is not to come again soon was told last.
    pub told: Vec<(String, u64)>,
    /// The figures of its last look.
    pub look: Look,
}

stored!(struct Memory {
    steady, well, failed, failures, paused_until_ms, started_in_minute, unplaced_since_ms, bound_since_ms, uneven_since_ms, moving,
    rebalancing, told, look,
});

/// The figures of a look, as they were when it was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at_ms: u64,
    /// Tasks that count as healthy.
    pub healthy: u32,
    /// The least of them there are to be.
    pub floor: u32,
    /// Tasks that are not STOPPED.
    pub live: u32,
    /// The most of them there may be.
    pub ceiling: u32,
    /// Healthy tasks that were told to stop, but for those of daemons in a drain.
    pub stopped_healthy: u32,
    /// Tasks that were started.
    pub started: u32,
}

stored!(struct Look { at_ms, healthy, floor, live, ceiling, stopped_healthy, started });

/// A service.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its number.
    pub key: ServiceKey,
    /// Its cluster.
    pub cluster: ClusterKey,
    /// Its name.
    pub name: String,
    /// How its ARN is written.
    pub format: ArnFormat,
    /// Whether it is there.
    pub status: ServiceStatus,
    /// Whether it has one task on every host, rather than so many in all.
    pub daemon: bool,
    /// `desiredCount`; of a daemon service what the scheduler found last.
    pub desired_count: u32,
    /// `minimumHealthyPercent`.
    pub minimum_healthy_percent: u32,
    /// `maximumPercent`.
    pub maximum_percent: u32,
    /// Whether the circuit breaker is on, and whether it rolls back.
    pub circuit_breaker: Option<bool>,
    /// `loadBalancers`.
    pub load_balancers: Vec<LoadBalancer>,
    /// `healthCheckGracePeriodSeconds`.
    pub grace_period_ms: Option<u64>,
    /// `placementConstraints`.
    pub constraints: Vec<Rule>,
    /// `placementStrategy`.
    pub strategy: Vec<Rule>,
    /// `availabilityZoneRebalancing`: whether it is ENABLED.
    pub rebalancing: bool,
    /// `networkConfiguration` as JSON.
    pub network_configuration: Option<String>,
    /// `propagateTags`.
    pub propagate_tags: Option<String>,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// `createdAt`.
    pub created_ms: u64,
    /// Its deployments, the primary one first.
    pub deployments: Vec<Deployment>,
    /// What it told, the last first.
    pub messages: Vec<Message>,
    /// Its tasks that are not STOPPED.
    pub tasks: Vec<TaskKey>,
    /// What the scheduler remembers.
    pub memory: Memory,
    /// Whether it can be described; an INACTIVE one for about an hour.
    pub remembered: bool,
}

stored!(struct Service {
    key, cluster, name, format, status, daemon, desired_count, minimum_healthy_percent, maximum_percent,
    circuit_breaker, load_balancers, grace_period_ms, constraints, strategy, rebalancing, network_configuration,
    propagate_tags, tags, created_ms, deployments, messages, tasks, memory, remembered,
});

/// How many messages a service keeps (row `event-service-messages`).
const MOST_MESSAGES: usize = 100;

impl World {
    /// A service.
    pub fn service(&self, key: ServiceKey) -> Option<&Service> {
        self.services.get(key.0 as usize)
    }

    /// All services ever, in the order of creation.
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// The service of a name that a cluster had last, deleted or not.
    pub fn service_of_name(&self, cluster: ClusterKey, name: &str) -> Option<&Service> {
        self.service(ServiceKey(self.names.get(service_number(cluster, name))? as u32))
    }

    /// The ARN of a service.
    pub fn service_arn(&self, service: &Service) -> String {
        match (service.format, self.cluster(service.cluster)) {
            (ArnFormat::Long, Some(cluster)) => self.arn(&format!("service/{}/{}", cluster.name, service.name)),
            _ => self.arn(&format!("service/{}", service.name)),
        }
    }

    /// Creates a service; `key`, `created_ms` and its first deployment are set here.
    pub fn create_service(&mut self, service: Service, definition: DefinitionKey) -> ServiceKey {
        let key = ServiceKey(u32::try_from(self.services.len()).unwrap_or(u32::MAX));
        self.names.insert(service_number(service.cluster, &service.name), u128::from(key.0));
        self.services.push(Service { key, created_ms: self.now_ms, ..service });
        self.begin_deployment(key, definition);
        key
    }

    /// Changes what was said of a service, or what the scheduler remembers of it.
    pub fn change_service(&mut self, key: ServiceKey, change: impl FnOnce(&mut Service)) {
        if let Some(service) = self.services.get_mut(key.0 as usize) {
            change(service);
        }
    }

    /// Begins a deployment: it is the primary one from now on.
    pub fn begin_deployment(&mut self, key: ServiceKey, definition: DefinitionKey) {
        // Nineteen digits, the first of which is not 0 (row `arn-deployment`).
        const LEAST: u64 = 1_000_000_000_000_000_000;
        let id = LEAST + remainder(self.draw_id(), 8 * LEAST);
        let now_ms = self.now_ms;
        let deployment = Deployment {
            id,
            definition,
            created_ms: now_ms,
            updated_ms: now_ms,
            failed_tasks: 0,
            rollout: Rollout::InProgress,
        };
        self.change_service(key, |service| {
            service.deployments.insert(0, deployment);
            (service.memory.failures, service.memory.paused_until_ms, service.memory.moving) = (0, 0, 0);
        });
        self.tell_deployment(key, 0, "SERVICE_DEPLOYMENT_IN_PROGRESS");
        self.wake(key);
    }

    /// Changes how far a deployment is, and sends the event of it.
    pub fn end_deployment(&mut self, key: ServiceKey, place: usize, rollout: Rollout) {
        let now_ms = self.now_ms;
        self.change_service(key, |service| {
            if let Some(deployment) = service.deployments.get_mut(place) {
                (deployment.rollout, deployment.updated_ms) = (rollout, now_ms);
            }
        });
        let name =
            if rollout == Rollout::Failed { "SERVICE_DEPLOYMENT_FAILED" } else { "SERVICE_DEPLOYMENT_COMPLETED" };
        self.tell_deployment(key, place, name);
    }

    /// A deployment from before is the primary one again, and begins anew (row `breaker`).
    pub fn return_to_deployment(&mut self, key: ServiceKey, place: usize) {
        let now_ms = self.now_ms;
        self.change_service(key, |service| {
            if place < service.deployments.len() {
                let mut back = service.deployments.remove(place);
                (back.rollout, back.updated_ms, back.failed_tasks) = (Rollout::InProgress, now_ms, 0);
                service.deployments.insert(0, back);
            }
            (service.memory.failures, service.memory.paused_until_ms) = (0, 0);
        });
        self.wake(key);
    }

    fn tell_deployment(&mut self, key: ServiceKey, place: usize, name: &'static str) {
        let Some(deployment) = self.service(key).and_then(|service| service.deployments.get(place)) else { return };
        let deployment = deployment.id;
        let event = ServiceEvent { name: name.to_owned(), deployment, reason: None, instance: None };
        self.emit(Body::Service { service: key, event: Box::new(event) });
    }

    /// A service says something, in the service's words (rows `event-service…`): what follows
    /// its name in parentheses, or within them if it begins with a comma.
    pub fn say(&mut self, key: ServiceKey, text: String) {
        let message = Message { id: self.draw_id(), at_ms: self.now_ms, text };
        self.change_service(key, |service| {
            service.messages.truncate(MOST_MESSAGES - 1);
            service.messages.insert(0, message);
        });
    }

    /// Sends the event of something that a service does.
    pub fn tell(&mut self, key: ServiceKey, name: &str, reason: Option<&str>, instance: Option<InstanceKey>) {
        let event = ServiceEvent { name: name.to_owned(), deployment: 0, reason: reason.map(str::to_owned), instance };
        self.emit(Body::Service { service: key, event: Box::new(event) });
    }

    /// The scheduler looks at a service when it looks next (assumption 24).
    pub fn wake(&mut self, key: ServiceKey) {
        self.wake_after(key, self.now_ms);
    }

    /// The scheduler looks at a service when it looks next, at that moment at the earliest, or
    /// earlier if it is to anyway.
    pub fn wake_after(&mut self, key: ServiceKey, at_ms: u64) {
        let (start_ms, tick_ms) = (self.options.start_time, self.options.timings.scheduler_tick_ms.max(1));
        // What has happened already is seen by the next look, not by the one of this moment.
        let passed_ms = at_ms.max(self.now_ms + 1).saturating_sub(start_ms);
        let next_ms = passed_ms.div_ceil(tick_ms) * tick_ms + start_ms;
        if self.due_at_ms(Due::Service(key)).is_none_or(|known_ms| known_ms > next_ms) {
            self.schedule(Due::Service(key), next_ms.saturating_sub(self.now_ms));
        }
    }

    /// Forgets an INACTIVE service: it cannot be described any more.
    pub fn forget_service(&mut self, key: ServiceKey) {
        self.change_service(key, |service| service.remembered = service.status != ServiceStatus::Inactive);
    }
}

/// What is left of a number divided by one below 2^63. Bit by bit, since the division of
/// numbers of 128 bits would be a kilobyte in the module, for this place alone.
fn remainder(number: u128, divisor: u64) -> u64 {
    (0..128).rev().fold(0, |rest, bit| (rest << 1 | ((number >> bit) as u64 & 1)) % divisor)
}

fn service_number(cluster: ClusterKey, name: &str) -> u128 {
    name_number(SERVICE, &format!("{}/{name}", cluster.0))
}
