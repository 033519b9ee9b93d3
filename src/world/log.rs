//! The log of events. An event is kept as what it is about; its text is made when it is read.

use crate::stored::{Stored, digest, store, stored};
use std::collections::VecDeque;

use super::container_instance::{InstanceKey, Shown};
use super::health::Health;
use super::service::ServiceKey;
use super::task::Task;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its place among all that arrived, from 1.
    pub sequence: u64,
    /// The bits of its UUID.
    pub id: u128,
    /// When it came about.
    pub time_ms: u64,
    /// What it is about.
    pub body: Body,
}

stored!(struct Record { sequence, id, time_ms, body });

/// What an event is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// ECS Container Instance State Change.
    InstanceState {
        /// The instance.
        instance: InstanceKey,
        /// What it was like then.
        shown: Box<Shown>,
    },
    /// ECS Container Instance Health Change.
    InstanceHealth {
        /// The instance.
        instance: InstanceKey,
        /// Its health then.
        health: Box<Health>,
    },
    /// ECS Task State Change.
    Task {
        /// The task as it was then.
        task: Box<Task>,
    },
    /// ECS Service Action, or ECS Deployment State Change.
    Service {
        /// The service.
        service: ServiceKey,
        /// What happened.
        event: Box<ServiceEvent>,
    },
}

stored!(enum Body {
    0 => InstanceState { instance, shown }, 1 => InstanceHealth { instance, health }, 2 => Task { task },
    3 => Service { service, event },
});

/// What happened to a service (rows `event-service…`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceEvent {
    /// `eventName`.
    pub name: String,
    /// The number of the deployment that it is about; 0 if it is about the service.
    pub deployment: u64,
    /// `reason`.
    pub reason: Option<String>,
    /// The instance of `containerInstanceArns`.
    pub instance: Option<InstanceKey>,
}

stored!(struct ServiceEvent { name, deployment, reason, instance });

impl Body {
    /// The `detail-type`.
    pub fn detail_type(&self) -> &'static str {
        match self {
            Body::InstanceState { .. } => "ECS Container Instance State Change",
            Body::InstanceHealth { .. } => "ECS Container Instance Health Change",
            Body::Task { .. } => "ECS Task State Change",
            Body::Service { event, .. } if event.deployment == 0 => "ECS Service Action",
            Body::Service { .. } => "ECS Deployment State Change",
        }
    }

    /// The instance that it is about, if it is about one, or about a task on one.
    pub fn instance(&self) -> Option<InstanceKey> {
        match self {
            Body::InstanceState { instance, .. } | Body::InstanceHealth { instance, .. } => Some(*instance),
            Body::Task { task } => Some(task.instance),
            Body::Service { .. } => None,
        }
    }
}

/// The events that arrived last.
#[derive(Clone, Debug)]
pub struct Log {
    capacity: u32,
    records: VecDeque<Record>,
    /// How many ever arrived.
    count: u64,
    /// A digest over all of them.
    chain: u128,
}

stored!(struct Log { capacity, records, count, chain });

impl Log {
    pub(super) fn new(capacity: u32) -> Log {
        Log { capacity, records: VecDeque::new(), count: 0, chain: 0 }
    }

    /// How many ever arrived: the cursor behind the last one.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// A digest over all that ever arrived.
    pub fn digest(&self) -> u128 {
        self.chain
    }

    /// How many behind a cursor are not kept any more.
    pub fn dropped(&self, after: u64) -> u64 {
        self.first().saturating_sub(after)
    }

    /// Those behind a cursor.
    pub fn after(&self, after: u64) -> impl Iterator<Item = &Record> {
        let skipped = after.saturating_sub(self.first());
        self.records.iter().skip(usize::try_from(skipped).unwrap_or(usize::MAX))
    }

    /// The cursor before the first that is kept.
    fn first(&self) -> u64 {
        self.count - self.records.len() as u64
    }

    pub(super) fn arrive(&mut self, mut record: Record) {
        self.count += 1;
        record.sequence = self.count;
        let mut bytes = store(&self.chain);
        record.store(&mut bytes);
        self.chain = digest(&bytes, 0);
        if self.records.len() >= self.capacity as usize {
            self.records.pop_front();
        }
        self.records.push_back(record);
    }
}

/// Events on their way.
#[derive(Clone, Debug, Default)]
pub(super) struct Delivered {
    /// By number: the numbers rise.
    pub records: Vec<(u64, Record)>,
    pub count: u64,
}

stored!(struct Delivered { records, count });
