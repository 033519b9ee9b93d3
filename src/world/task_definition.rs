//! Task definitions: families, and in each the revisions that were registered.
//!
//! **Invariant:** a revision never changes but in its status and tags; revision n of a
//! family stands at place n - 1 of it.

use super::{Attribute, FAMILY, Tag, World, name_number};
use crate::stored::stored;

/// Names a task definition, by the order of registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DefinitionKey(pub(super) u32);

stored!(struct DefinitionKey(0));

impl DefinitionKey {
    /// The key that [`World::register_definition`] will replace.
    pub const NEW: DefinitionKey = DefinitionKey(u32::MAX);

    /// The number, for the token of a page.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// A family of task definitions.
#[derive(Clone, Debug)]
pub struct Family {
    /// Its name.
    pub name: String,
    /// Its revisions, the first one first.
    pub revisions: Vec<DefinitionKey>,
}

stored!(struct Family { name, revisions });

/// How the containers of a task reach the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkMode {
    /// Through Docker's bridge.
    Bridge,
    /// As the host does.
    Host,
    /// Through an interface of the task's own.
    Awsvpc,
    /// Not at all.
    None,
}

stored!(enum NetworkMode { 0 => Bridge, 1 => Host, 2 => Awsvpc, 3 => None });

impl NetworkMode {
    /// The mode of a word.
    pub fn from_word(word: &str) -> NetworkMode {
        match word {
            "host" => NetworkMode::Host,
            "awsvpc" => NetworkMode::Awsvpc,
            "none" => NetworkMode::None,
            _ => NetworkMode::Bridge,
        }
    }
}

/// A port of a host: its number, and above the 16 bits of that 1 for UDP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Port(u32);

stored!(struct Port(0));

impl Port {
    /// A port by its number and protocol.
    pub fn new(number: u16, udp: bool) -> Port {
        Port(u32::from(number) | u32::from(udp) << 16)
    }

    /// Its number.
    pub fn number(self) -> u32 {
        self.0 & 0xffff
    }

    /// Whether it is one of UDP.
    pub fn is_udp(self) -> bool {
        self.0 > 0xffff
    }
}

/// What a task takes of its host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// CPU units.
    pub cpu: u32,
    /// Memory.
    pub memory_mib: u32,
    /// Static ports of the host.
    pub ports: Vec<Port>,
    /// Whether it takes a network interface.
    pub eni: bool,
    /// GPUs.
    pub gpus: u32,
}

stored!(struct Demand { cpu, memory_mib, ports, eni, gpus });

/// A container of a task definition, as far as a simulation acts on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// Its name.
    pub name: String,
    /// Its image.
    pub image: String,
    /// `cpu`.
    pub cpu: u32,
    /// `memory`.
    pub memory_mib: Option<u32>,
    /// `memoryReservation`.
    pub memory_reservation_mib: Option<u32>,
    /// Whether its end is the task's.
    pub essential: bool,
    /// `stopTimeout`; the agent's own unless given.
    pub stop_timeout_ms: Option<u64>,
    /// How its health is checked, if it is.
    pub health_check: Option<HealthCheck>,
    /// The ports of the container.
    pub ports: Vec<u32>,
}

stored!(struct Container { name, image, cpu, memory_mib, memory_reservation_mib, essential, stop_timeout_ms, health_check, ports });

/// How the health of a container is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HealthCheck {
    /// Between two checks.
    pub interval_ms: u64,
    /// How many in a row fail before the container is UNHEALTHY.
    pub retries: u32,
    /// How long failures at the beginning do not count.
    pub start_period_ms: u64,
}

stored!(struct HealthCheck { interval_ms, retries, start_period_ms });

/// A task definition.
#[derive(Clone, Debug)]
pub struct TaskDefinition {
    /// Its number.
    pub key: DefinitionKey,
    /// Its family.
    pub family: String,
    /// Its revision.
    pub revision: u32,
    /// Whether it is ACTIVE, or INACTIVE.
    pub active: bool,
    /// `registeredAt`.
    pub registered_ms: u64,
    /// `deregisteredAt`.
    pub deregistered_ms: Option<u64>,
    /// Members that are shown as they were sent: each with its name, with commas between.
    pub sent: String,
    /// `cpu` of the task, as it was sent.
    pub cpu: Option<String>,
    /// `memory` of the task, as it was sent.
    pub memory: Option<String>,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Its containers.
    pub containers: Vec<Container>,
    /// What a task takes of its host.
    pub demand: Demand,
    /// `networkMode`.
    pub network: NetworkMode,
    /// The expressions of its placement constraints.
    pub constraints: Vec<String>,
    /// `requiresAttributes`.
    pub requires: Vec<Attribute>,
}

stored!(struct TaskDefinition {
    key, family, revision, active, registered_ms, deregistered_ms, sent, cpu, memory, tags, containers, demand,
    network, constraints, requires,
});

impl TaskDefinition {
    /// Whether the health of a task is checked by its containers (row `drain-healthy`).
    pub fn has_health_check(&self) -> bool {
        self.containers.iter().any(|container| container.essential && container.health_check.is_some())
    }
}

impl World {
    /// A task definition.
    pub fn definition(&self, key: DefinitionKey) -> Option<&TaskDefinition> {
        self.definitions.get(key.0 as usize)
    }

    /// The family of a name.
    pub fn family(&self, name: &str) -> Option<&Family> {
        self.families.get(self.names.get(name_number(FAMILY, name))? as usize)
    }

    /// All families, in the order of their first revision.
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// The latest ACTIVE revision of a family.
    pub fn latest_definition(&self, family: &str) -> Option<&TaskDefinition> {
        let revisions = self.family(family)?.revisions.iter().rev();
        revisions.filter_map(|key| self.definition(*key)).find(|definition| definition.active)
    }

    /// Registers the next revision of a family; `key`, `revision` and `registered_ms` are set here.
    pub fn register_definition(&mut self, definition: TaskDefinition) -> DefinitionKey {
        let key = DefinitionKey(u32::try_from(self.definitions.len()).unwrap_or(u32::MAX));
        let number = name_number(FAMILY, &definition.family);
        let place = match self.names.get(number) {
            Some(place) => place as usize,
            None => {
                self.names.insert(number, self.families.len() as u128);
                self.families.push(Family { name: definition.family.clone(), revisions: Vec::new() });
                self.families.len() - 1
            }
        };
        let mut revision = 1;
        if let Some(family) = self.families.get_mut(place) {
            family.revisions.push(key);
            revision = u32::try_from(family.revisions.len()).unwrap_or(u32::MAX);
        }
        self.definitions.push(TaskDefinition { key, revision, registered_ms: self.now_ms, ..definition });
        key
    }

    /// A task definition becomes INACTIVE.
    pub fn deregister_definition(&mut self, key: DefinitionKey) {
        let now_ms = self.now_ms;
        if let Some(definition) = self.definitions.get_mut(key.0 as usize)
            && definition.active
        {
            (definition.active, definition.deregistered_ms) = (false, Some(now_ms));
        }
    }

    /// Sets the tags of a task definition.
    pub fn tag_definition(&mut self, key: DefinitionKey, tags: Vec<Tag>) {
        if let Some(definition) = self.definitions.get_mut(key.0 as usize) {
            definition.tags = tags;
        }
    }

    /// The ARN of a task definition.
    pub fn definition_arn(&self, definition: &TaskDefinition) -> String {
        self.arn(&format!("task-definition/{}:{}", definition.family, definition.revision))
    }
}
