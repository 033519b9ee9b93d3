//! `CreateCluster`.

use super::{Answer, tag_resource};
use crate::form::Json;
use crate::request::CreateCluster;
use crate::world::{Cluster, ClusterKey, ClusterStatus, World};

/// Creates a cluster; one that is there already is answered as it is (row `op-create-cluster`).
pub(super) fn create(world: &mut World, request: &CreateCluster) -> Answer {
    let name = request.cluster_name.as_deref().filter(|name| !name.is_empty()).unwrap_or("default");
    if let Some(known) = world.cluster_of_name(name).filter(|known| known.status == ClusterStatus::Active) {
        return Answer::Cluster(known.key);
    }
    let mut cluster = Cluster::new(ClusterKey::NEW, name);
    cluster.tags = tag_resource::given(&request.tags);
    cluster.configuration = json(&request.configuration);
    cluster.service_connect_defaults = json(&request.service_connect_defaults);
    cluster.capacity_providers = request.capacity_providers.clone().unwrap_or_default();
    cluster.default_capacity_provider_strategy = json(&request.default_capacity_provider_strategy);
    if let Some(value) =
        request.settings.as_deref().unwrap_or_default().iter().find_map(|setting| setting.value.clone())
    {
        cluster.container_insights = value;
    }
    Answer::Cluster(world.create_cluster(cluster))
}

fn json(member: &Option<Json>) -> Option<String> {
    member.as_ref().map(|json| json.0.clone())
}
