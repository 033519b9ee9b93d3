//! `DeleteCluster`.

use super::{Answer, ServiceException, lookup};
use crate::model::exception::Exception;
use crate::request::DeleteCluster;
use crate::world::World;

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
    world.delete_cluster(key);
    Ok(Answer::Cluster(key))
}
