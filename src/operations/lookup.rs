//! Finds what a request names.

use super::{Failure, ServiceException};
use crate::model::arn::{self, Arn, ResourceType};
use crate::model::exception::Exception;
use crate::text::id_bits;
use crate::world::{ArnFormat, Cluster, ClusterStatus, ContainerInstance, Service, Tag, Task, TaskDefinition, World};

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
    let id = named_in(world, cluster, identifier)?;
    let instance = world.instance_of_id(bits(id)?)?;
    let format = if id.len() == 32 { ArnFormat::Long } else { ArnFormat::Short };
    let there = instance.cluster == cluster.key && instance.remembered && instance.format == format;
    there.then_some(instance)
}

/// The task of a cluster that an ID or ARN names, as long as it can be described.
pub(super) fn task<'w>(world: &'w World, cluster: &Cluster, identifier: &str) -> Option<&'w Task> {
    let task = world.task_of_id(bits(named_in(world, cluster, identifier)?)?)?;
    (task.cluster == cluster.key).then_some(task)
}

/// The service of a cluster that a name or ARN names, as long as it can be described.
pub(super) fn service<'w>(world: &'w World, cluster: &Cluster, identifier: &str) -> Option<&'w Service> {
    let name = named_in(world, cluster, identifier)?;
    world.service_of_name(cluster.key, name).filter(|service| service.remembered)
}

/// The name or ID of a resource of a cluster, out of its ARN where it is one.
fn named_in<'a>(world: &World, cluster: &Cluster, identifier: &'a str) -> Option<&'a str> {
    if !arn::is_arn(identifier) {
        return Some(identifier);
    }
    let mut parts = own_arn(world, identifier)?.resource_parts();
    match (parts.next()?, parts.next()) {
        (named, Some(id)) => (named == cluster.name).then_some(id),
        (id, None) => Some(id),
    }
}

/// The task definition that a family, a family with a revision, or an ARN names; the latest
/// ACTIVE one where no revision is given.
pub(super) fn definition<'w>(world: &'w World, identifier: &str) -> Option<&'w TaskDefinition> {
    let name = match arn::is_arn(identifier) {
        true => own_arn(world, identifier)?.resource.strip_prefix("task-definition/")?,
        false => identifier,
    };
    let Some((family, revision)) = name.split_once(':') else { return world.latest_definition(name) };
    let place = revision.parse::<usize>().ok()?.checked_sub(1)?;
    world.definition(*world.family(family)?.revisions.get(place)?)
}

/// The task definition that a task or service is to be of; `inactive` is the exception of one
/// that was deregistered, which differs by operation (row `msg-definition-inactive`).
pub(super) fn active_definition<'w>(
    world: &'w World,
    identifier: &str,
    inactive: Exception,
) -> Result<&'w TaskDefinition, ServiceException> {
    let missing = || ServiceException::new(Exception::ClientException, "TaskDefinition not found.");
    let found = definition(world, identifier).ok_or_else(missing)?;
    let gone = || ServiceException::new(inactive, "TaskDefinition is inactive");
    Some(found).filter(|found| found.active).ok_or_else(gone)
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
    missing_of("container-instance", world, cluster, identifier)
}

/// The same for a resource of any type.
pub(super) fn missing_of(kind: &str, world: &World, cluster: &Cluster, identifier: &str) -> Failure {
    let arn = if arn::is_arn(identifier) {
        identifier.to_owned()
    } else {
        let between = if world.choice(40) == 0 { String::new() } else { format!("{}/", cluster.name) };
        world.arn(&format!("{kind}/{between}{identifier}"))
    };
    Failure { arn, reason: "MISSING" }
}

/// Whether `include` asks for something.
pub(super) fn asks(include: &Option<Vec<String>>, word: &str) -> bool {
    include.as_deref().unwrap_or_default().iter().any(|known| known == word)
}

/// Something that writes tags.
type WriteTags = Box<dyn FnOnce(&mut World, Vec<Tag>)>;

/// A resource that takes tags.
pub(super) enum Taggable<'w> {
    Cluster(&'w Cluster),
    Instance(&'w ContainerInstance),
    Task(&'w Task),
    Service(&'w Service),
    Definition(&'w TaskDefinition),
}

impl Taggable<'_> {
    pub fn tags(&self) -> &[Tag] {
        match self {
            Taggable::Cluster(cluster) => &cluster.tags,
            Taggable::Instance(instance) => &instance.tags,
            Taggable::Task(task) => task.given.as_deref().map_or(&[], |given| &given.tags),
            Taggable::Service(service) => &service.tags,
            Taggable::Definition(definition) => &definition.tags,
        }
    }

    /// Writes other tags in place of those that are there.
    pub fn write(self) -> WriteTags {
        match self {
            Taggable::Cluster(&Cluster { key, .. }) => Box::new(move |world, tags| world.tag_cluster(key, tags)),
            Taggable::Instance(&ContainerInstance { key, .. }) => {
                Box::new(move |world, tags| world.tag_instance(key, tags))
            }
            Taggable::Task(&Task { key, .. }) => Box::new(move |world, tags| world.tag_task(key, tags)),
            Taggable::Service(&Service { key, .. }) => {
                Box::new(move |world, tags| world.change_service(key, |service| service.tags = tags))
            }
            Taggable::Definition(&TaskDefinition { key, .. }) => {
                Box::new(move |world, tags| world.tag_definition(key, tags))
            }
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
    if kind == "task-definition" {
        return definition(world, text).map(Taggable::Definition).ok_or_else(not_found);
    }
    let there = ["container-instance", "task", "service"].contains(&kind);
    let cluster = if there { cluster(world, Some(first))? } else { return Err(not_found()) };
    let found = match kind {
        "task" => task(world, cluster, text).map(Taggable::Task),
        "service" => service(world, cluster, text).map(Taggable::Service),
        _ => instance(world, cluster, text).map(Taggable::Instance),
    };
    found.ok_or_else(not_found)
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
    let dashes: &[usize] = if id.len() == 36 { &[8, 13, 18, 23] } else { &[] };
    let mut characters = id.bytes().enumerate();
    let fits = characters.all(|(index, byte)| match byte {
        b'-' => dashes.contains(&index),
        _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
    });
    if fits { id_bits(id) } else { None }
}
