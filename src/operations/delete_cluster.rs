//! `DeleteCluster`.

use super::{Answer, ServiceException, lookup};
use crate::model::exception::Exception;
use crate::request::DeleteCluster;
use crate::world::{Service, ServiceStatus, World};

/// Deletes a cluster that has no container instances (row `op-delete-cluster`).
pub(super) fn delete(world: &mut World, request: &DeleteCluster) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, Some(&request.cluster))?;
    if cluster.registered_count() > 0 {
        return Err(ServiceException::new(
            Exception::ClusterContainsContainerInstancesException,
            "The Cluster cannot be deleted while Container Instances are active or draining.",
        ));
    }
    let key = cluster.key;
    let live = |service: &&Service| service.cluster == key && service.status != ServiceStatus::Inactive;
    if world.services().iter().any(|service| live(&service)) {
        return Err(ServiceException::new(
            Exception::ClusterContainsServicesException,
            "The Cluster cannot be deleted while Services are active.",
        ));
    }
    if cluster.tasks > 0 {
        return Err(ServiceException::new(
            Exception::ClusterContainsTasksException,
            "The Cluster cannot be deleted while Tasks are active.",
        ));
    }
    world.delete_cluster(key);
    Ok(Answer::Cluster(key))
}
