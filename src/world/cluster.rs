//! Clusters.

use super::container_instance::{InstanceKey, InstanceStatus};
use crate::stored::stored;

/// Names a cluster, by the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClusterKey(pub(super) u32);

stored!(struct ClusterKey(0));

impl ClusterKey {
    /// The key that [`super::World::create_cluster`] will replace.
    pub const NEW: ClusterKey = ClusterKey(u32::MAX);

    /// The number, for the token of a page.
    pub fn number(self) -> u32 {
        self.0
    }
}

/// Whether a cluster is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterStatus {
    /// It is.
    Active,
    /// It was deleted.
    Inactive,
}

stored!(enum ClusterStatus { 0 => Active, 1 => Inactive });

impl ClusterStatus {
    /// The word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            ClusterStatus::Active => "ACTIVE",
            ClusterStatus::Inactive => "INACTIVE",
        }
    }
}

/// A tag of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
}

stored!(struct Tag { key, value });

/// A cluster.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Its number.
    pub key: ClusterKey,
    /// Its name.
    pub name: String,
    /// Whether it is there.
    pub status: ClusterStatus,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// The value of `containerInsights`.
    pub container_insights: String,
    /// `configuration` as JSON.
    pub configuration: Option<String>,
    /// `serviceConnectDefaults` as JSON.
    pub service_connect_defaults: Option<String>,
    /// Names of capacity providers.
    pub capacity_providers: Vec<String>,
    /// `defaultCapacityProviderStrategy` as JSON.
    pub default_capacity_provider_strategy: Option<String>,
    /// Its container instances that are not INACTIVE, in the order of registration.
    pub(super) instances: Vec<InstanceKey>,
    /// How many of them have each status.
    pub(super) counts: [u32; InstanceStatus::ALL.len()],
    /// How many tasks that are not STOPPED it has.
    pub tasks: u32,
}

stored!(struct Cluster {
    key, name, status, tags, container_insights, configuration, service_connect_defaults, capacity_providers,
    default_capacity_provider_strategy, instances, counts, tasks,
});

impl Cluster {
    /// A cluster as it is if nothing else is asked for.
    pub fn new(key: ClusterKey, name: &str) -> Cluster {
        Cluster {
            key,
            name: name.to_owned(),
            status: ClusterStatus::Active,
            tags: Vec::new(),
            container_insights: "disabled".to_owned(),
            configuration: None,
            service_connect_defaults: None,
            capacity_providers: Vec::new(),
            default_capacity_provider_strategy: None,
            instances: Vec::new(),
            counts: [0; InstanceStatus::ALL.len()],
            tasks: 0,
        }
    }

    /// Its container instances that are not INACTIVE, in the order of registration.
    pub fn instances(&self) -> &[InstanceKey] {
        &self.instances
    }

    /// How many these are.
    pub fn instance_count(&self) -> usize {
        self.instances.len()
    }

    /// The same after one of them.
    pub fn instances_after(&self, key: InstanceKey) -> &[InstanceKey] {
        let place = self.instances.partition_point(|known| *known <= key);
        self.instances.get(place..).unwrap_or_default()
    }

    /// How many of its instances have a status.
    pub fn count(&self, status: InstanceStatus) -> u32 {
        self.counts.get(status as usize).copied().unwrap_or_default()
    }

    /// `registeredContainerInstancesCount` (row `list-registered-count`).
    pub fn registered_count(&self) -> u32 {
        self.count(InstanceStatus::Active) + self.count(InstanceStatus::Draining)
    }

    pub(super) fn count_mut(&mut self, status: InstanceStatus) -> Option<&mut u32> {
        self.counts.get_mut(status as usize)
    }
}
