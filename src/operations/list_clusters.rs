//! `ListClusters`.

use super::{Answer, ServiceException, page};
use crate::request::ListClusters;
use crate::world::{ClusterStatus, World};

/// Lists the clusters that are there, in the order of their creation.
pub(super) fn list(world: &World, request: &ListClusters) -> Result<Answer, ServiceException> {
    let after = page::after(request.next_token.as_deref())?;
    let mut page = page::Page::new(request.max_results, 100);
    let mut arns = Vec::new();
    for cluster in world.clusters().iter().filter(|cluster| cluster.status == ClusterStatus::Active) {
        let number = u64::from(cluster.key.number());
        if after.is_none_or(|after| number > after) {
            if !page.takes(number) {
                break;
            }
            arns.push(world.cluster_arn(&cluster.name));
        }
    }
    Ok(Answer::Arns { member: "clusterArns", arns, next_token: page.next_token() })
}
