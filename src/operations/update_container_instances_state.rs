//! `UpdateContainerInstancesState`.

use super::{Answer, Failure, ServiceException, lookup};
use crate::model::exception::Exception;
use crate::request::UpdateContainerInstancesState;
use crate::world::{InstanceStatus, World};

/// Drains instances, or makes them active again. What is not found or cannot be changed
/// is a failure, and the others change (assumption 1); one that stands twice changes once.
pub fn update_state(world: &mut World, request: &UpdateContainerInstancesState) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let wanted = if request.status == "DRAINING" { InstanceStatus::Draining } else { InstanceStatus::Active };
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for identifier in &request.container_instances {
        let Some(instance) = lookup::instance(world, cluster, identifier) else {
            failures.push(lookup::missing(world, cluster, identifier));
            continue;
        };
        let settable = matches!(instance.shown.status, InstanceStatus::Active | InstanceStatus::Draining);
        if settable && !found.contains(&instance.key) {
            found.push(instance.key);
        } else if !settable && world.choice(1) == 0 {
            failures.push(Failure { arn: world.instance_arn(instance), reason: instance.shown.status.word() });
        } else if !settable {
            let (id, word) = (lookup::short_id(identifier), instance.shown.status.word());
            let message = format!("the container instance `{id}` is {word}: its state cannot be changed");
            return Err(ServiceException::new(Exception::InvalidParameterException, message));
        }
    }
    for key in &found {
        world.change(*key, |shown| shown.status = wanted);
    }
    Ok(Answer::ContainerInstances { found, failures, read: false, include: Vec::new() })
}
