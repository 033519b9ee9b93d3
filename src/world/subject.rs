//! What the cluster query language asks an instance.

use super::{ContainerInstance, Shown, World};
use crate::query::Subject;

/// An instance as the subject of an expression.
struct InstanceSubject<'w> {
    world: &'w World,
    instance: &'w ContainerInstance,
    shown: &'w Shown,
}

impl World {
    /// An instance as the subject of an expression, as a read shows it.
    pub fn subject<'w>(&'w self, instance: &'w ContainerInstance, shown: &'w Shown) -> impl Subject + 'w {
        InstanceSubject { world: self, instance, shown }
    }
}

impl Subject for InstanceSubject<'_> {
    fn agent_connected(&self) -> bool {
        self.shown.agent_connected
    }

    fn agent_version(&self) -> Option<&str> {
        self.world.version_info(self.shown.version_info)?.agent_version.as_deref()
    }

    fn attribute(&self, name: &str) -> Option<Option<&str>> {
        let attributes = self.world.attributes(self.shown.attributes);
        attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value.as_deref())
    }

    fn ec2_instance_id(&self) -> Option<&str> {
        self.instance.ec2_instance_id.as_deref()
    }

    fn registered_at_ms(&self) -> u64 {
        self.instance.registered_ms
    }

    fn running_tasks_count(&self) -> i64 {
        i64::from(self.shown.claims.running)
    }

    fn any_task_group(&self, holds: &mut dyn FnMut(&str) -> bool) -> bool {
        let mut tasks = self.world.tasks_of(self.instance).filter(|task| task.wanted);
        tasks.any(|task| holds(&self.world.group_of(task)))
    }
}
