//! What the tasks on an instance hold of it.
//!
//! **Invariant:** the claims of an instance are the sums over its tasks that are not STOPPED
//! (rows `resource-released`, `resource-remaining…`); a port or GPU is held by one of them.

use super::container_instance::InstanceKey;
use super::resource::{Amount, Attribute, Resource};
use super::task::Task;
use super::task_definition::{Demand, Port};
use super::{World, resource};
use crate::model::instance_type::INSTANCE_TYPES;
use crate::stored::stored;

/// What is held of an instance, and by how many tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// CPU units.
    pub cpu: u32,
    /// Memory.
    pub memory_mib: u32,
    /// Static ports.
    pub ports: Vec<Port>,
    /// The numbers of the GPUs that are in use.
    pub gpus: Vec<u8>,
    /// Network interfaces.
    pub enis: u32,
    /// `runningTasksCount`.
    pub running: u32,
    /// `pendingTasksCount`.
    pub pending: u32,
}

stored!(struct Claims { cpu, memory_mib, ports, gpus, enis, running, pending });

/// What an instance has for tasks in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// CPU units.
    pub cpu: i64,
    /// Memory.
    pub memory_mib: i64,
    /// Ports that are reserved since the registration.
    pub ports: Vec<Port>,
    /// How many GPUs.
    pub gpus: u32,
    /// How many tasks may have an interface of their own; no limit is known of a type that the table lacks.
    pub enis: Option<u32>,
}

stored!(struct Room { cpu, memory_mib, ports, gpus, enis });

impl Claims {
    /// What a task holds is added.
    pub fn hold(&mut self, demand: &Demand, gpus: &[u8]) {
        self.cpu = self.cpu.saturating_add(demand.cpu);
        self.memory_mib = self.memory_mib.saturating_add(demand.memory_mib);
        self.ports.extend_from_slice(&demand.ports);
        self.gpus.extend_from_slice(gpus);
        self.enis += u32::from(demand.eni);
    }

    fn count(&mut self, more: (u32, u32), less: (u32, u32)) {
        self.running = (self.running + more.0).saturating_sub(less.0);
        self.pending = (self.pending + more.1).saturating_sub(less.1);
    }
}

impl Room {
    /// The room of an instance with these resources and attributes.
    pub(super) fn of(resources: &[Resource], attributes: &[Attribute], instance_type: Option<&str>) -> Room {
        let mut room = Room::default();
        for resource in resources {
            match (resource.name.as_str(), &resource.amount) {
                ("CPU", Amount::Integer(amount)) => room.cpu = i64::from(*amount),
                ("MEMORY", Amount::Integer(amount)) => room.memory_mib = i64::from(*amount),
                ("GPU", Amount::StringSet(ids)) => room.gpus = ids.len() as u32,
                ("PORTS" | "PORTS_UDP", Amount::StringSet(ports)) => {
                    let udp = resource.name == "PORTS_UDP";
                    for port in ports {
                        if let Ok(number) = port.parse() {
                            room.ports.push(Port::new(number, udp));
                        }
                    }
                }
                _ => {}
            }
        }
        let trunk = attributes.iter().any(|attribute| attribute.name == resource::TRUNK_ATTRIBUTE);
        let known = INSTANCE_TYPES.iter().find(|known| Some(known.name) == instance_type);
        room.enis = known.map(|known| known.task_enis_trunked.filter(|_| trunk).unwrap_or(known.task_enis));
        room
    }
}

impl World {
    /// A task takes what it needs of its instance, and counts there; an event reports it (assumption 77).
    pub(super) fn claim(&mut self, task: &Task, demand: &Demand) {
        let counts = self.counts(task);
        let Some(known) = self.instances.get_mut(task.instance.0 as usize) else { return };
        known.tasks.push(task.key);
        self.change(task.instance, |shown| {
            shown.claims.hold(demand, &task.gpus);
            shown.claims.count(counts, (0, 0));
        });
    }

    /// What a task held until now is free again, and it counts no more.
    pub(super) fn release(&mut self, task: &Task, demand: &Demand) {
        let counts = self.counts(task);
        let Some(known) = self.instances.get_mut(task.instance.0 as usize) else { return };
        if let Ok(place) = known.tasks.binary_search(&task.key) {
            known.tasks.remove(place);
        }
        self.change(task.instance, |shown| {
            let claims = &mut shown.claims;
            claims.cpu = claims.cpu.saturating_sub(demand.cpu);
            claims.memory_mib = claims.memory_mib.saturating_sub(demand.memory_mib);
            claims.ports.retain(|port| !demand.ports.contains(port));
            claims.gpus.retain(|gpu| !task.gpus.contains(gpu));
            claims.enis = claims.enis.saturating_sub(u32::from(demand.eni));
            claims.count((0, 0), counts);
        });
    }

    /// A task counts otherwise than it did.
    pub(super) fn recount(&mut self, instance: InstanceKey, before: (u32, u32), after: (u32, u32)) {
        if before != after {
            self.amend(instance, |shown| shown.claims.count(after, before));
        }
    }

    /// Counts all tasks anew, as it is taken otherwise what counts.
    pub(super) fn recount_all(&mut self) {
        for place in 0..self.instances.len() {
            let Some(instance) = self.instances.get(place) else { continue };
            let counts = self.tasks_of(instance).map(|task| self.counts(task));
            let (running, pending) = counts.fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
            let key = instance.key;
            self.amend(key, |shown| (shown.claims.running, shown.claims.pending) = (running, pending));
        }
    }

    /// What a task adds to `runningTasksCount` and `pendingTasksCount` (assumption 32).
    pub(super) fn counts(&self, task: &Task) -> (u32, u32) {
        let literally = self.choice(32) > 0;
        (u32::from(task.counts_as_running(literally)), u32::from(task.counts_as_pending(literally)))
    }

    /// GPUs of an instance that nobody uses, by their numbers.
    pub(super) fn free_gpus(&self, instance: InstanceKey, count: u32) -> Vec<u8> {
        let Some(known) = self.instance(instance) else { return Vec::new() };
        let mut free = Vec::new();
        for gpu in 0..u8::try_from(known.room.gpus).unwrap_or(u8::MAX) {
            if free.len() < count as usize && !known.shown.claims.gpus.contains(&gpu) {
                free.push(gpu);
            }
        }
        free
    }

    /// Sets what an instance has in all, from what it registered.
    pub(super) fn measure(&mut self, key: InstanceKey) {
        let Some(known) = self.instance(key) else { return };
        let (resources, attributes) = (self.resources(known.shown.registered), self.attributes(known.shown.attributes));
        let room = Room::of(resources, attributes, known.instance_type.as_deref());
        if let Some(known) = self.instances.get_mut(key.0 as usize) {
            known.room = room;
        }
    }
}
