//! Conditions to wait for, as plain data.

use crate::form::{Read, Reading, Structure};
use crate::tape::Value;
use crate::text::listed;

/// Something that holds or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All of these hold.
    All(Vec<Condition>),
    /// One of these holds.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// A container instance is as wanted.
    ContainerInstance(InstanceCondition),
    /// So many container instances of a cluster are as wanted.
    ContainerInstances(CountCondition),
    /// A host is as wanted.
    Host(HostCondition),
    /// So many tasks are as wanted.
    Tasks(TaskCondition),
    /// A service is as wanted.
    Service(ServiceCondition),
    /// An event arrives, from now on.
    Event(EventCondition),
}

impl Read for Condition {
    fn read(value: Value<'_>, reading: &mut Reading) -> Condition {
        let mut entries = Structure::of(value, reading).entries();
        let (Some((word, inner)), None) = (entries.next(), entries.next()) else { return refused(reading) };
        let condition = match word {
            "all" => Condition::All(Read::read(inner, reading)),
            "any" => Condition::Any(Read::read(inner, reading)),
            "not" => Condition::Not(Read::read(inner, reading)),
            "containerInstance" => Condition::ContainerInstance(Read::read(inner, reading)),
            "containerInstances" => Condition::ContainerInstances(Read::read(inner, reading)),
            "host" => Condition::Host(Read::read(inner, reading)),
            "tasks" => Condition::Tasks(Read::read(inner, reading)),
            "service" => Condition::Service(Read::read(inner, reading)),
            "event" => Condition::Event(Read::read(inner, reading)),
            _ => return refused(reading),
        };
        if reading.is_over() {
            reading.within(word);
        }
        condition
    }

    fn nothing() -> Condition {
        Condition::All(Vec::new())
    }
}

fn refused(reading: &mut Reading) -> Condition {
    reading.refuse(&format!("expected one member: {}", listed(&WORDS)));
    Condition::nothing()
}

const WORDS: [&str; 9] =
    ["all", "any", "not", "containerInstance", "containerInstances", "host", "tasks", "service", "event"];

crate::form::readable! {
    only
    /// How one instance is wanted. What is left out may be anything.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct InstanceCondition {
        /// Its ID or ARN, or the EC2 ID of its host.
            pub id: Option<String>,
        /// `status`.
            pub status: Option<String>,
        /// `agentConnected`.
            pub agent_connected: Option<bool>,
        /// `agentUpdateStatus`.
            pub agent_update_status: Option<String>,
        /// `overallStatus` of its health.
            pub health: Option<String>,
    }
}

crate::form::readable! {
    only
    /// How many instances are wanted.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct CountCondition {
        /// The cluster's name; `default` unless given.
            pub cluster: Option<String>,
        /// How each of them is wanted; its `id` is not looked at.
            pub are: InstanceCondition,
        /// How many there are at least.
            pub at_least: Option<u32>,
        /// How many there are at most.
            pub at_most: Option<u32>,
    }
}

crate::form::readable! {
    only
    /// How a host is wanted.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct HostCondition {
        /// The host: its EC2 ID, or the ID or ARN of its container instance.
        pub id: String,
        /// Its state: `pending`, `running`, `stopping`, `stopped`, `shutting-down`, `terminated`.
            pub state: Option<String>,
        /// Whether it is registered.
            pub registered: Option<bool>,
    }
}

crate::form::readable! {
    only
    /// How many tasks are wanted. Without `lastStatus` those count that are not STOPPED: a host
    /// has none at last when it is drained.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct TaskCondition {
        /// The cluster's name; `default` unless given.
        pub cluster: Option<String>,
        /// The host: its EC2 ID, or the ID or ARN of its container instance; any unless given.
        pub host: Option<String>,
        /// The service's name; any unless given, and tasks of none.
        pub service: Option<String>,
        /// `lastStatus`.
        pub last_status: Option<String>,
        /// `desiredStatus`.
        pub desired_status: Option<String>,
        /// How many there are at least.
        pub at_least: Option<u32>,
        /// How many there are at most.
        pub at_most: Option<u32>,
    }
}

crate::form::readable! {
    only
    /// How a service is wanted.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ServiceCondition {
        /// Its name.
        pub name: String,
        /// The cluster's name; `default` unless given.
        pub cluster: Option<String>,
        /// Whether it told of a steady state, and did nothing since.
        pub steady: Option<bool>,
        /// `status`.
        pub status: Option<String>,
    }
}

crate::form::readable! {
    only
    /// Which event is wanted.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct EventCondition {
        /// `containerInstanceStateChange`, `containerInstanceHealthChange`, `taskStateChange`,
        /// `serviceAction` or `deploymentStateChange`.
            pub r#type: Option<String>,
        /// The ID or ARN of a container instance, or the EC2 ID of its host.
            pub container_instance: Option<String>,
    }
}
