//! `DescribeClusters`.

use super::{Answer, Failure, lookup};
use crate::model::arn;
use crate::request::DescribeClusters;
use crate::world::World;

/// Describes clusters, deleted ones too; without any, `default`.
pub(super) fn describe(world: &World, request: &DescribeClusters) -> Answer {
    let default = ["default".to_owned()];
    let asked = request.clusters.as_deref().filter(|asked| !asked.is_empty()).unwrap_or(&default);
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for identifier in asked {
        match lookup::cluster_of(world, identifier) {
            Some(cluster) if found.contains(&cluster.key) => {}
            Some(cluster) => found.push(cluster.key),
            None => {
                let arn = if arn::is_arn(identifier) { identifier.clone() } else { world.cluster_arn(identifier) };
                failures.push(Failure { arn, reason: "MISSING" });
            }
        }
    }
    Answer::Clusters { found, failures, include: request.include.clone().unwrap_or_default() }
}
