//! Walks over tasks and container instances by their keys. Each is one type with a step of its
//! own, as a chain of adapters would be compiled anew for everybody who goes along it.

use std::slice::Iter;

use super::{
    ClusterKey, Container, ContainerInstance, InstanceKey, LoadBalancer, ServiceKey, TargetGroup, Task, TaskKey, World,
};

/// The tasks of a list, or all, as long as they can be described.
#[derive(Clone, Debug)]
pub enum Tasks<'w> {
    /// Those that have these keys.
    Of(&'w World, Iter<'w, TaskKey>),
    /// All, in the order of creation.
    All(Iter<'w, Option<Box<Task>>>),
}

impl<'w> Iterator for Tasks<'w> {
    type Item = &'w Task;

    #[inline(never)]
    fn next(&mut self) -> Option<&'w Task> {
        loop {
            let task = match self {
                Tasks::Of(world, keys) => world.task(*keys.next()?),
                Tasks::All(tasks) => tasks.next()?.as_deref(),
            };
            if task.is_some() {
                return task;
            }
        }
    }
}

impl Tasks<'_> {
    /// The keys of those for which something holds, for whoever goes on to change them.
    #[inline(never)]
    pub fn keys(self, holds: &dyn Fn(&Task) -> bool) -> Vec<TaskKey> {
        let mut keys = Vec::new();
        for task in self {
            if holds(task) {
                keys.push(task.key);
            }
        }
        keys
    }
}

/// The instances of a list.
#[derive(Clone, Debug)]
pub struct Instances<'w> {
    world: &'w World,
    keys: Iter<'w, InstanceKey>,
}

impl<'w> Iterator for Instances<'w> {
    type Item = &'w ContainerInstance;

    #[inline(never)]
    fn next(&mut self) -> Option<&'w ContainerInstance> {
        self.world.instance(*self.keys.next()?)
    }
}

impl World {
    /// The tasks that have these keys.
    pub fn tasks_by<'w>(&'w self, keys: &'w [TaskKey]) -> Tasks<'w> {
        Tasks::Of(self, keys.iter())
    }

    /// The tasks of an instance that are not STOPPED.
    pub fn tasks_of<'w>(&'w self, instance: &'w ContainerInstance) -> Tasks<'w> {
        self.tasks_by(&instance.tasks)
    }

    /// The same of the instance with a key.
    pub fn tasks_on(&self, key: InstanceKey) -> Tasks<'_> {
        self.tasks_by(self.instance(key).map_or(&[], |instance| &instance.tasks))
    }

    /// All tasks that can be described, in the order of creation.
    pub fn tasks(&self) -> Tasks<'_> {
        Tasks::All(self.tasks.iter())
    }

    /// The same behind one of them, by its number.
    pub fn tasks_after(&self, number: u32) -> Tasks<'_> {
        Tasks::All(self.tasks.get(number as usize + 1..).unwrap_or_default().iter())
    }

    /// The instances that have these keys.
    pub fn instances_by<'w>(&'w self, keys: &'w [InstanceKey]) -> Instances<'w> {
        Instances { world: self, keys: keys.iter() }
    }

    /// The instances of a cluster that are not INACTIVE, in the order of registration.
    pub fn instances_of(&self, cluster: ClusterKey) -> Instances<'_> {
        self.instances_by(self.cluster(cluster).map_or(&[], |cluster| &cluster.instances))
    }

    /// The load balancers of a service, if there is one.
    pub fn balancers_of(&self, service: Option<ServiceKey>) -> &[LoadBalancer] {
        service.and_then(|key| self.service(key)).map_or(&[], |service| &service.load_balancers)
    }

    /// The target groups of a service that are known.
    pub fn target_groups_of(&self, service: Option<ServiceKey>) -> Vec<&TargetGroup> {
        let mut groups = Vec::new();
        for balancer in self.balancers_of(service) {
            groups.extend(self.target_group(&balancer.target_group));
        }
        groups
    }

    /// The containers of a task, as its definition has them.
    pub fn containers_of(&self, task: &Task) -> &[Container] {
        self.definition(task.definition).map_or(&[], |definition| &definition.containers)
    }
}
