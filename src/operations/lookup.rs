//! Finds what a request names.

use super::{Failure, ServiceException};
use crate::model::arn::{self, Arn, ResourceType};
use crate::model::exception::Exception;
use crate::world::{ArnFormat, Cluster, ClusterStatus, ContainerInstance, Tag, World};

/// The cluster that a request names, or `default`, if it is there.
pub(super) fn cluster<'w>(world: &'w World, identifier: Option<&str>) -> Result<&'w Cluster, ServiceException> {
    match cluster_of(world, identifier.unwrap_or_default()) {
        Some(cluster) if cluster.status == ClusterStatus::Active => Ok(cluster),
        Some(_) => {
            let message = "The referenced cluster was inactive.";
            Err(ServiceException::new(Exception::ClusterNotFoundException, message))
        }
        None => Err(ServiceException::new(Exception::ClusterNotFoundException, "Cluster not found.")),
    }
}

/// The cluster of a name or ARN, deleted or not; of an empty one `default` (assumption 46).
pub(super) fn cluster_of<'w>(world: &'w World, identifier: &str) -> Option<&'w Cluster> {
    match identifier {
        "" => world.cluster_of_name("default"),
        text if arn::is_arn(text) => {
            let arn = own_arn(world, text)?;
            world.cluster_of_name(arn.resource.strip_prefix("cluster/")?)
        }
        name => world.cluster_of_name(name),
    }
}

/// The instance of a cluster that an ID or ARN names, as long as it can be described.
pub(super) fn instance<'w>(world: &'w World, cluster: &Cluster, identifier: &str) -> Option<&'w ContainerInstance> {
    let id = if arn::is_arn(identifier) {
        let arn = own_arn(world, identifier)?;
        let mut parts = arn.resource_parts();
        match (parts.next()?, parts.next()) {
            (named, Some(id)) if named == cluster.name => id,
            (_, Some(_)) => return None,
            (id, None) => id,
        }
    } else {
        identifier
    };
    let instance = world.instance_of_id(bits(id)?)?;
    let format = if id.len() == 32 { ArnFormat::Long } else { ArnFormat::Short };
    let there = instance.cluster == cluster.key && instance.remembered && instance.format == format;
    there.then_some(instance)
}

/// The same, or the exception of the operations that take one instance (assumption 3).
pub(super) fn one_instance<'w>(
    world: &'w World,
    cluster: &Cluster,
    identifier: &str,
) -> Result<&'w ContainerInstance, ServiceException> {
    instance(world, cluster, identifier).ok_or_else(|| {
        let message = format!("Referenced container instance {} not found.", short_id(identifier));
        ServiceException::new(Exception::ClientException, message)
    })
}

/// What is left of an identifier without the rest of its ARN.
pub(super) fn short_id(identifier: &str) -> &str {
    identifier.rsplit('/').next().unwrap_or(identifier)
}

/// The failure of an instance that is not there (row `msg-failures-missing`, assumption 40).
pub(super) fn missing(world: &World, cluster: &Cluster, identifier: &str) -> Failure {
    let arn = if arn::is_arn(identifier) {
        identifier.to_owned()
    } else {
        let options = world.options();
        let between = if world.choice(40) == 0 { String::new() } else { format!("{}/", cluster.name) };
        let (partition, region, account) = (options.partition(), &options.region, &options.account_id);
        format!("arn:{partition}:ecs:{region}:{account}:container-instance/{between}{identifier}")
    };
    Failure { arn, reason: "MISSING" }
}

/// A resource that takes tags.
pub(super) enum Taggable<'w> {
    Cluster(&'w Cluster),
    Instance(&'w ContainerInstance),
}

impl Taggable<'_> {
    pub fn tags(&self) -> &[Tag] {
        match self {
            Taggable::Cluster(cluster) => &cluster.tags,
            Taggable::Instance(instance) => &instance.tags,
        }
    }

    /// Writes other tags in place of those that are there.
    pub fn write(self) -> impl FnOnce(&mut World, Vec<Tag>) + use<> {
        let (cluster, instance) = match self {
            Taggable::Cluster(cluster) => (Some(cluster.key), None),
            Taggable::Instance(instance) => (None, Some(instance.key)),
        };
        move |world, tags| match (cluster, instance) {
            (Some(key), _) => world.tag_cluster(key, tags),
            (_, Some(key)) => world.tag_instance(key, tags),
            _ => {}
        }
    }
}

/// The resource of an ARN in the long format; `missing` is the exception where there is none (assumption 63).
pub(super) fn taggable<'w>(world: &'w World, text: &str, missing: Exception) -> Result<Taggable<'w>, ServiceException> {
    let not_found = || ServiceException::new(missing, "The specified resource wasn't found.");
    let arn = own_arn(world, text).ok_or_else(not_found)?;
    let mut parts = arn.resource_parts();
    let (kind, first) = (arn.resource_type(), parts.next().unwrap_or_default());
    if kind == ResourceType::Cluster.name() {
        return cluster(world, Some(first)).map(Taggable::Cluster);
    }
    if kind != ResourceType::ContainerInstance.name() {
        return Err(not_found());
    }
    let cluster = cluster(world, Some(first))?;
    instance(world, cluster, text).map(Taggable::Instance).ok_or_else(not_found)
}

/// An ARN of this account and Region; any other names nothing here (assumption 10).
fn own_arn<'a>(world: &World, text: &'a str) -> Option<Arn<'a>> {
    let options = world.options();
    Arn::cut(text).filter(|arn| {
        arn.partition == options.partition() && arn.region == options.region && arn.account == options.account_id
    })
}

/// The bits of an ID: 32 hexadecimal digits, or a UUID. In capitals it names nothing (assumption 9).
fn bits(id: &str) -> Option<u128> {
    let digits: String = if id.len() == 36 {
        let dashes = [8, 13, 18, 23];
        let in_place = id.char_indices().all(|(index, character)| (character == '-') == dashes.contains(&index));
        in_place.then(|| id.replace('-', ""))?
    } else {
        id.to_owned()
    };
    let lower = digits.len() == 32 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    lower.then(|| u128::from_str_radix(&digits, 16).ok()).flatten()
}
