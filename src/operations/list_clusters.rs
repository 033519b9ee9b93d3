//! `ListClusters`.

use super::{Answer, ServiceException, page};
use crate::request::ListClusters;
use crate::world::{ClusterStatus, World};

/// Lists the clusters that are there, in the order of their creation.
pub(super) fn list(world: &World, request: &ListClusters) -> Result<Answer, ServiceException> {
    let after = page::after(request.next_token.as_deref())?;
    let clusters = world.clusters().iter().filter(|cluster| cluster.status == ClusterStatus::Active);
    let rest = clusters.filter(|cluster| after.is_none_or(|after| u64::from(cluster.key.number()) > after));
    let (page, more) = page::cut(rest, page::size(request.max_results, 100));
    let next_token = page.last().filter(|_| more).map(|last| page::token(u64::from(last.key.number())));
    let arns = page.into_iter().map(|cluster| world.cluster_arn(&cluster.name));
    Ok(Answer::Arns { member: "clusterArns", arns: arns.collect(), next_token })
}
