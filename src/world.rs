//! The whole state: clusters, container instances, hosts, settings; the clock,
//! the queue of what is to come, the random streams and the log of events.
//!
//! **Invariant:** nothing outside changes a part of the world but by the methods
//! of [`World`]. They keep together what belongs together: a change that a
//! state-change event reports raises `version` and writes that event, and nothing
//! else does; counts and lists of a cluster follow the status of its instances.

mod claim;
mod clock;
mod cluster;
mod container_instance;
mod health;
mod host;
mod log;
mod numbers;
mod queue;
mod registry;
mod resource;
mod service;
mod set;
mod settings;
mod stream;
mod subject;
mod target;
mod task;
mod task_definition;
mod walk;

use crate::command::Workload;
use crate::command::options::Options;
use crate::stored::{copy, digest, store, stored};

pub use claim::{Claims, Room};
pub use clock::{iso8601, seconds};
pub use cluster::{Cluster, ClusterKey, ClusterStatus, Tag};
pub use container_instance::{
    AgentUpdateStatus, ArnFormat, Attachment, AttachmentStatus, ContainerInstance, InstanceKey, InstanceStatus,
    NewInstance, Shown, VersionInfo,
};
pub use health::{Check, Health};
pub use host::{Agent, Host, HostKey, HostState, Process, Update};
pub use log::{Body, Log, Record, ServiceEvent};
pub use queue::Due;
pub use registry::uuid;
pub use resource::{Amount, Attribute, Resource, TRUNK_ATTRIBUTE, is_custom};
pub use service::{Deployment, LoadBalancer, Look, Memory, Message, Rollout, Rule, Service, ServiceKey, ServiceStatus};
pub use set::SetId;
pub use settings::Settings;
pub use stream::{Draws, Stream};
pub use target::TargetGroup;
pub use task::{Given, StopCode, TargetState, Task, TaskHealth, TaskKey, TaskStatus, Times};
pub use task_definition::{Container, DefinitionKey, Demand, Family, HealthCheck, NetworkMode, Port, TaskDefinition};

pub use walk::{Instances, Tasks};

use log::Delivered;
use numbers::Numbers;
use queue::Queue;
use set::Sets;
use stream::Streams;

/// All state of one simulation.
#[derive(Debug)]
pub struct World {
    options: Options,
    now_ms: u64,
    queue: Queue,
    streams: Streams,
    log: Log,
    pending: Delivered,
    settings: Settings,
    clusters: Vec<Cluster>,
    instances: Vec<ContainerInstance>,
    instance_ids: Numbers,
    hosts: Vec<Host>,
    families: Vec<Family>,
    definitions: Vec<TaskDefinition>,
    services: Vec<Service>,
    /// By the number of the key; those that were forgotten leave a gap.
    tasks: Vec<Option<Box<Task>>>,
    task_ids: Numbers,
    target_groups: Vec<TargetGroup>,
    /// What the containers of each family do.
    workloads: Vec<Workload>,
    /// The keys of clusters, hosts, families and services by [`name_number`] of their names and EC2 IDs.
    names: Numbers,
    attributes: Sets<Vec<Attribute>>,
    resources: Sets<Vec<Resource>>,
    versions: Sets<VersionInfo>,
    /// Commands whose time has not come, as JSON.
    later: Vec<(u64, String)>,
    /// How many commands were ever put off.
    later_count: u64,
    /// For each bucket of the throttle table the thousandths of tokens that are gone, and when that was so.
    buckets: Vec<(u64, u64)>,
    /// How many of the next requests are throttled, meet a fault, or fail to get a trunk interface.
    ordered: Ordered,
}

stored!(struct World {
    options, now_ms, queue, streams, log, pending, settings, clusters, instances, instance_ids, hosts,
    families, definitions, services, tasks, task_ids, target_groups, workloads, names,
    attributes, resources, versions, later, later_count, buckets, ordered,
});

/// Faults that wait for the next one to meet them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ordered {
    /// Requests that are throttled.
    pub throttled: u32,
    /// Requests that meet a fault of the service.
    pub server_exceptions: u32,
    /// Instances whose trunk interface fails.
    pub trunk_failures: u32,
    /// What `statusReason` says of it.
    pub trunk_reason: Option<String>,
}

stored!(struct Ordered { throttled, server_exceptions, trunk_failures, trunk_reason });

impl World {
    /// An empty world. The options make sense: [`Options::problem`] found nothing.
    pub fn new(options: Options) -> World {
        let mut world = World {
            now_ms: options.start_time,
            queue: Queue::default(),
            streams: Streams::new(options.seed),
            log: Log::new(options.event_capacity),
            pending: Delivered::default(),
            settings: Settings::default(),
            clusters: Vec::new(),
            instances: Vec::new(),
            instance_ids: Numbers::default(),
            hosts: Vec::new(),
            families: Vec::new(),
            definitions: Vec::new(),
            services: Vec::new(),
            tasks: Vec::new(),
            task_ids: Numbers::default(),
            target_groups: Vec::new(),
            workloads: Vec::new(),
            names: Numbers::default(),
            attributes: Sets::default(),
            resources: Sets::default(),
            versions: Sets::default(),
            later: Vec::new(),
            later_count: 0,
            buckets: Vec::new(),
            ordered: Ordered::default(),
            options,
        };
        for group in copy(&world.options.target_groups) {
            if let Some(known) = world.target_group_mut(&group.arn) {
                known.deregistration_delay_ms = group.deregistration_delay_ms.unwrap_or(known.deregistration_delay_ms);
                known.healthy_after_ms = group.healthy_after_ms.unwrap_or(known.healthy_after_ms);
            }
        }
        for workload in copy(&world.options.workloads) {
            world.set_workload(&workload);
        }
        world
    }

    /// What the containers of a family do.
    pub fn workload(&self, family: &str) -> Workload {
        let known = self.workloads.iter().find(|workload| workload.family == family);
        known.cloned().unwrap_or_default()
    }

    /// The containers of a family do something else from now on, as far as it says so.
    pub fn set_workload(&mut self, workload: &Workload) {
        match self.workloads.iter_mut().find(|known| known.family == workload.family) {
            Some(known) => known.take_over(workload),
            None => self.workloads.push(workload.clone()),
        }
    }

    /// The ARN of a resource of this account and Region.
    pub fn arn(&self, resource: &str) -> String {
        let options = &self.options;
        format!("arn:{}:ecs:{}:{}:{resource}", options.partition(), options.region, options.account_id)
    }

    /// What the simulation started from, and what was assumed since.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The time.
    pub fn now_ms(&self) -> u64 {
        self.now_ms
    }

    /// Which answer is taken for an assumption: 0 for the default.
    pub fn choice(&self, assumption: u16) -> u8 {
        self.options.assumptions.get(assumption)
    }

    /// Takes another answer for an assumption.
    pub fn assume(&mut self, assumption: u16, choice: u8) {
        self.options.assumptions.set(assumption, choice);
        if assumption == 32 {
            self.recount_all();
        }
    }

    /// A number from a closed range, from the stream of one concern.
    pub fn draw(&mut self, stream: Stream, least: u64, most: u64) -> u64 {
        self.streams.draw(stream, least, most)
    }

    /// A number of 128 random bits for an identifier.
    pub fn draw_id(&mut self) -> u128 {
        self.streams.id()
    }

    /// The draws for placement, while the world is only read.
    pub fn placement_draws(&self) -> Draws {
        self.streams.placement()
    }

    /// Goes on where those draws are.
    pub fn put_placement_draws(&mut self, draws: Draws) {
        self.streams.put_placement(draws);
    }

    /// When something is due next.
    pub fn next_due_ms(&self) -> Option<u64> {
        self.queue.next_ms()
    }

    /// Moves the clock to what is due next, if it is due by then, and takes it off the queue.
    pub fn take_due(&mut self, by_ms: u64) -> Option<Due> {
        let (at_ms, due) = self.queue.take(by_ms)?;
        self.now_ms = self.now_ms.max(at_ms);
        Some(due)
    }

    /// Moves the clock on. Nothing is due before that.
    pub fn pass(&mut self, to_ms: u64) {
        self.now_ms = self.now_ms.max(to_ms);
    }

    /// Puts something on the queue, or moves it to this time if it is there already.
    pub fn schedule(&mut self, due: Due, after_ms: u64) {
        self.queue.schedule(due, self.now_ms.saturating_add(after_ms));
    }

    /// Takes something off the queue.
    pub fn cancel(&mut self, due: Due) {
        self.queue.cancel(due);
    }

    /// When this is due, if it is on the queue.
    pub fn due_at_ms(&self, due: Due) -> Option<u64> {
        self.queue.at_ms(due)
    }

    /// Puts a command off, given as JSON.
    pub fn put_off(&mut self, command: String, after_ms: u64) {
        self.later_count += 1;
        self.later.push((self.later_count, command));
        self.schedule(Due::Command(self.later_count), after_ms);
    }

    /// A command whose time has come.
    pub fn take_put_off(&mut self, number: u64) -> Option<String> {
        let place = self.later.iter().position(|(known, _)| *known == number)?;
        Some(self.later.remove(place).1)
    }

    /// The commands whose time has not come, each with it.
    pub fn put_offs(&self) -> impl Iterator<Item = (u64, &str)> {
        self.later.iter().filter_map(|(number, command)| {
            self.queue.at_ms(Due::Command(*number)).map(|at_ms| (at_ms, command.as_str()))
        })
    }

    /// The account settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Sets an account setting for a principal, or for everybody without one; `None` removes it.
    pub fn set_setting(&mut self, principal: Option<&str>, name: &str, value: Option<&str>) {
        self.settings.set(principal, name, value);
    }

    /// The events that arrived.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Faults that wait for the next one to meet them.
    pub fn ordered(&self) -> &Ordered {
        &self.ordered
    }

    /// Orders faults, or uses them up.
    pub fn order(&mut self, change: impl FnOnce(&mut Ordered)) {
        change(&mut self.ordered);
    }

    /// Takes a token out of a bucket; false if there is none.
    pub fn take_token(&mut self, bucket: usize, burst: u64, refill_per_second: u64) -> bool {
        let full = burst.saturating_mul(1000);
        if self.buckets.len() <= bucket {
            self.buckets.resize(bucket + 1, (0, self.now_ms));
        }
        let Some(state) = self.buckets.get_mut(bucket) else { return false };
        let (gone, at_ms) = *state;
        let back = self.now_ms.saturating_sub(at_ms).saturating_mul(refill_per_second);
        let gone = gone.saturating_sub(back);
        if gone.saturating_add(1000) > full {
            return false;
        }
        *state = (gone + 1000, self.now_ms);
        true
    }

    /// Whether things still go wrong by themselves.
    pub fn faults_go_on(&self) -> bool {
        let for_ms = self.options.faults.for_ms;
        for_ms == 0 || self.now_ms < self.options.start_time.saturating_add(for_ms)
    }

    /// The contents of an attribute set.
    pub fn attributes(&self, id: SetId) -> &[Attribute] {
        self.attributes.get(id).map_or(&[], Vec::as_slice)
    }

    /// The contents of a set of resources.
    pub fn resources(&self, id: SetId) -> &[Resource] {
        self.resources.get(id).map_or(&[], Vec::as_slice)
    }

    /// The versions of an agent and of Docker.
    pub fn version_info(&self, id: SetId) -> Option<&VersionInfo> {
        self.versions.get(id)
    }

    /// A digest of everything: two simulations with the same one answer alike for ever.
    pub fn digest(&self) -> String {
        format!("{:032x}", digest(&store(self), 0))
    }
}

const CLUSTER: u8 = 1;
const HOST: u8 = 2;
const FAMILY: u8 = 3;
const SERVICE: u8 = 4;

/// A name as a number to look it up by: no two that anybody will give are the same.
fn name_number(kind: u8, name: &str) -> u128 {
    digest(name.as_bytes(), u64::from(kind))
}
