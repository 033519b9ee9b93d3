//! `DescribeContainerInstances`.

use super::{Answer, ServiceException, lookup};
use crate::request::DescribeContainerInstances;
use crate::world::World;

/// Describes instances; one that stands twice in the list once (assumption 8).
pub(super) fn describe(world: &World, request: &DescribeContainerInstances) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for identifier in &request.container_instances {
        let instance = lookup::instance(world, cluster, identifier);
        match instance.filter(|instance| instance.read(world.now_ms()).is_some()) {
            Some(instance) if found.contains(&instance.key) => {}
            Some(instance) => found.push(instance.key),
            None => failures.push(lookup::missing(world, cluster, identifier)),
        }
    }
    let include = request.include.clone().unwrap_or_default();
    Ok(Answer::ContainerInstances { found, failures, read: true, include })
}
