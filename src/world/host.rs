//! Hosts: EC2 instances and the agents on them. What happens to them is decided
//! in [`crate::fleet`].

use super::container_instance::InstanceKey;
use super::resource::Attribute;
use super::{HOST, Tag, World, name_number};
use crate::command::NackReason;
use crate::stored::stored;

/// Names a host, by the order of launch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostKey(pub(super) u32);

stored!(struct HostKey(0));

/// How EC2 has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostState {
    /// It boots.
    Pending,
    /// It runs.
    Running,
    /// It is being stopped.
    Stopping,
    /// It is stopped, and may be started again.
    Stopped,
    /// It is being terminated.
    ShuttingDown,
    /// It is no more.
    Terminated,
}

stored!(enum HostState {
    0 => Pending, 1 => Running, 2 => Stopping, 3 => Stopped, 4 => ShuttingDown, 5 => Terminated,
});

impl HostState {
    /// The word that EC2 has for it.
    pub const fn word(self) -> &'static str {
        match self {
            HostState::Pending => "pending",
            HostState::Running => "running",
            HostState::Stopping => "stopping",
            HostState::Stopped => "stopped",
            HostState::ShuttingDown => "shutting-down",
            HostState::Terminated => "terminated",
        }
    }
}

/// A host.
#[derive(Clone, Debug)]
pub struct Host {
    /// Its number.
    pub key: HostKey,
    /// Its EC2 ID; none for a registration without an identity document.
    pub id: Option<String>,
    /// Whether it was launched here, rather than registered from outside.
    pub launched: bool,
    /// How EC2 has it.
    pub state: HostState,
    /// Its EC2 type.
    pub instance_type: Option<String>,
    /// Its Availability Zone.
    pub availability_zone: String,
    /// Its machine image.
    pub ami_id: String,
    /// The cluster that its agent is configured with.
    pub cluster: Option<String>,
    /// ECS_INSTANCE_ATTRIBUTES.
    pub attributes: Vec<Attribute>,
    /// ECS_CONTAINER_INSTANCE_TAGS.
    pub tags: Vec<Tag>,
    /// ECS_RESERVED_MEMORY.
    pub reserved_memory_mib: u32,
    /// ECS_UPDATES_ENABLED.
    pub updates_enabled: bool,
    /// ECS_ENABLE_SPOT_INSTANCE_DRAINING.
    pub spot_draining: bool,
    /// The version of Docker.
    pub docker_version: String,
    /// Whether the container runtime answers.
    pub runtime_ok: bool,
    /// The container instance that it is registered as, if it is.
    pub instance: Option<InstanceKey>,
    /// The ARNs of tasks that ECS gave up while their containers went on.
    pub orphans: Vec<String>,
    /// Its agent.
    pub agent: Agent,
}

stored!(struct Host {
    key, id, launched, state, instance_type, availability_zone, ami_id, cluster, attributes, tags,
    reserved_memory_mib, updates_enabled, spot_draining, docker_version, runtime_ok, instance, orphans, agent,
});

/// An agent.
#[derive(Clone, Debug)]
pub struct Agent {
    /// Its process.
    pub process: Process,
    /// Its version.
    pub version: String,
    /// Whether its connection to the service stands.
    pub connected: bool,
    /// Whether the service does not notice when it goes.
    pub unnoticed: bool,
    /// How long it waits before it tries to register again; 0 before the first failure.
    pub retry_ms: u64,
    /// How long it has waited in all since the first failure.
    pub retried_ms: u64,
    /// The update that it works on.
    pub update: Option<Update>,
    /// Why it refuses the next update.
    pub nack: Option<NackReason>,
    /// Whether the new agent does not start after the next update.
    pub start_failure: bool,
    /// How often its connection still breaks, for how long, and how long it holds.
    pub flap: (u32, u64, u64),
}

stored!(struct Agent { process, version, connected, unnoticed, retry_ms, retried_ms, update, nack, start_failure, flap });

/// The process of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Process {
    /// It does not run.
    Off,
    /// It runs.
    Running,
    /// It runs and does nothing.
    Hung,
    /// It ended by itself, and says why.
    Exited(String),
}

stored!(enum Process { 0 => Off, 1 => Running, 2 => Hung, 3 => Exited(reason) });

/// An update that an agent works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// The version to be.
    pub version: String,
    /// Why the agent refused, in its own words.
    pub refusal: Option<String>,
}

stored!(struct Update { version, refusal });

impl World {
    /// A host.
    pub fn host(&self, key: HostKey) -> Option<&Host> {
        self.hosts.get(key.0 as usize)
    }

    /// All hosts, in the order of launch.
    pub fn hosts(&self) -> &[Host] {
        &self.hosts
    }

    /// The host with an EC2 ID.
    pub fn host_of_ec2_id(&self, id: &str) -> Option<HostKey> {
        self.names.get(name_number(HOST, id)).map(|key| HostKey(key as u32))
    }

    /// Adds a host; its `key` is set here.
    pub fn add_host(&mut self, host: Host) -> HostKey {
        let key = HostKey(u32::try_from(self.hosts.len()).unwrap_or(u32::MAX));
        if let Some(id) = &host.id {
            self.names.insert(name_number(HOST, id), u128::from(key.0));
        }
        self.hosts.push(Host { key, ..host });
        key
    }

    /// Changes a host.
    pub fn change_host(&mut self, key: HostKey, change: impl FnOnce(&mut Host)) {
        if let Some(host) = self.hosts.get_mut(key.0 as usize) {
            change(host);
        }
    }
}

impl HostKey {
    /// The key that [`World::add_host`] will replace.
    pub const NEW: HostKey = HostKey(u32::MAX);
}
