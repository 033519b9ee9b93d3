//! `RegisterContainerInstance`.

use super::{Caller, ServiceException, lookup, tag_resource};
use crate::command::from_json;
use crate::model::exception::Exception;
use crate::model::instance_type::INSTANCE_TYPES;
use crate::request::{self, RegisterContainerInstance};
use crate::validate::Field;
use crate::world::{
    Agent, Amount, ArnFormat, Attachment, AttachmentStatus, Attribute, ContainerInstance, Due, Host, HostKey,
    HostState, InstanceKey, InstanceStatus, NewInstance, Process, Resource, Tag, VersionInfo, World,
};

/// How many instances a cluster has at most (row `quota-cluster`).
const MOST_INSTANCES: usize = 5_000;

/// Registers an instance, anew or again. `host`: the host whose agent asks; without one the
/// request comes from outside, and its host is made from the identity document.
pub fn register(
    world: &mut World,
    caller: Caller<'_>,
    host: Option<HostKey>,
    request: &RegisterContainerInstance,
) -> Result<InstanceKey, ServiceException> {
    let cluster =
        lookup::cluster(world, request.cluster.as_deref()).map_err(|refusal| match refusal.message.as_str() {
            // Row `msg-cluster-not-found`: this operation alone says so as a ClientException.
            "Cluster not found." => ServiceException { exception: Exception::ClientException, ..refusal },
            _ => refusal,
        })?;
    let document =
        Document::read(world, request.instance_identity_document.as_deref().filter(|text| !text.is_empty()))?;
    let long = world.settings().effective(caller.principal, "containerInstanceLongArnFormat") == "enabled";
    if !long && request.tags.as_deref().is_some_and(|tags| !tags.is_empty()) {
        let message = "Long arn format must be enabled for tagging.";
        return Err(ServiceException::new(Exception::InvalidParameterException, message));
    }
    if let Some(arn) = &request.container_instance_arn {
        let known = lookup::instance(world, cluster, arn);
        let instance =
            known.map_or_else(|| Err(not_registered(arn)), |instance| can_return(instance, &document, arn))?;
        let key = instance.key;
        register_again(world, key, &document, request);
        return Ok(key);
    }
    if cluster.instance_count() >= MOST_INSTANCES {
        let message = format!("a cluster has at most {MOST_INSTANCES} container instances");
        return Err(ServiceException::new(Exception::LimitExceededException, message));
    }
    let cluster = cluster.key;
    let host = host.unwrap_or_else(|| host_of(world, &document, request));
    let attributes = first_attributes(&document, request);
    let trunk = wants_trunk(world, caller, &document, &attributes);
    let attachments = if trunk { vec![precreated(world)] } else { Vec::new() };
    let key = world.register(NewInstance {
        cluster,
        host,
        format: if long { ArnFormat::Long } else { ArnFormat::Short },
        status: if trunk { InstanceStatus::Registering } else { InstanceStatus::Active },
        ec2_instance_id: document.instance_id.clone(),
        instance_type: document.instance_type.clone(),
        version_info: request.version_info.as_ref().map(VersionInfo::from).unwrap_or_default(),
        attributes,
        resources: resources(request),
        attachments,
        tags: tag_resource::given(&request.tags),
    });
    if trunk {
        world.schedule(Due::Trunk(key), world.options().timings.trunk_attach_ms / 2);
    }
    take_over(world, host, key);
    Ok(key)
}

crate::form::readable! {
    foreign
    /// What is read of an EC2 instance identity document. Its signature is not checked: that
    /// takes AWS's key (assumption 56).
    #[derive(Debug, Default)]
    pub struct Document {
        pub instance_id: Option<String>,
        pub instance_type: Option<String>,
        pub availability_zone: Option<String>,
        pub architecture: Option<String>,
        pub image_id: Option<String>,
    }
}

impl Document {
    fn read(world: &World, text: Option<&str>) -> Result<Document, ServiceException> {
        let Some(text) = text else { return Ok(Document::default()) };
        from_json(text).map_err(|_| {
            let exception =
                if world.choice(56) == 0 { Exception::ClientException } else { Exception::InvalidParameterException };
            ServiceException::new(exception, "The identity document and identity document signature were not valid")
        })
    }

    /// The attributes that the service adds (row `register-added`).
    fn attributes(&self) -> [(&'static str, &Option<String>); 4] {
        [
            ("ecs.ami-id", &self.image_id),
            ("ecs.availability-zone", &self.availability_zone),
            ("ecs.instance-type", &self.instance_type),
            ("ecs.cpu-architecture", &self.architecture),
        ]
    }
}

fn not_registered(arn: &str) -> ServiceException {
    let message = format!("Referenced container instance {} not registered.", lookup::short_id(arn));
    ServiceException::new(Exception::ClientException, message)
}

/// Whether an instance may register again: not once it left, nor as another type of host.
fn can_return<'w>(
    instance: &'w ContainerInstance,
    document: &Document,
    arn: &str,
) -> Result<&'w ContainerInstance, ServiceException> {
    if matches!(instance.shown.status, InstanceStatus::Inactive | InstanceStatus::Deregistering) {
        let message = format!("Container instance {} is inactive.", lookup::short_id(arn));
        return Err(ServiceException::new(Exception::ClientException, message));
    }
    if let (Some(before), Some(now)) = (&instance.instance_type, &document.instance_type)
        && before != now
    {
        let message = format!("Container instance type changes are not supported. It was {before}, it is {now}.");
        return Err(ServiceException::new(Exception::ClientException, message));
    }
    Ok(instance)
}

/// Registers a known instance again: what it has to give and what its agent can do are
/// taken over; its own attributes, its status and the time of its registration stay
/// (rows `register-again`, `status-start`, assumptions 16 and 17); tags are added.
fn register_again(world: &mut World, key: InstanceKey, document: &Document, request: &RegisterContainerInstance) {
    let Some(instance) = world.instance(key) else { return };
    let stays = |attribute: &&Attribute| attribute.is_custom() || attribute.name == crate::world::TRUNK_ATTRIBUTE;
    let kept: Vec<Attribute> = world.attributes(instance.shown.attributes).iter().filter(stays).cloned().collect();
    let tags = tag_resource::merged(&instance.tags, request.tags.as_deref().unwrap_or_default());
    let host = instance.host;
    let mut attributes = first_attributes(document, request);
    attributes.retain(|attribute| !attribute.is_custom() && attribute.name != crate::world::TRUNK_ATTRIBUTE);
    attributes.extend(kept);
    world.set_attributes(key, attributes);
    if request.total_resources.is_some() || request.platform_devices.is_some() {
        world.set_resources(key, resources(request));
    }
    world.tag_instance(key, tags);
    take_over(world, host, key);
}

/// The attributes of a first registration: those of the service's making first. A bad one
/// vanishes silently (row `attribute-dropped`); of two with one name the last is kept (assumption 57).
fn first_attributes(document: &Document, request: &RegisterContainerInstance) -> Vec<Attribute> {
    let good = |attribute: &&request::Attribute| {
        Field::AttributeName.accepts(&attribute.name)
            && attribute.value.as_deref().is_none_or(|value| Field::AttributeValue.accepts(value))
    };
    let mut attributes: Vec<Attribute> = Vec::new();
    let mut put = |name: &str, value: Option<&str>| {
        let value = value.map(str::to_owned);
        match attributes.iter_mut().find(|known| known.name == name) {
            Some(known) => known.value = value,
            None => attributes.push(Attribute { name: name.to_owned(), value }),
        }
    };
    for sent in request.attributes.as_deref().unwrap_or_default().iter().filter(good) {
        put(&sent.name, sent.value.as_deref());
    }
    for (name, value) in document.attributes() {
        if value.is_some() {
            put(name, value.as_deref());
        }
    }
    if !attributes.iter().any(|attribute| attribute.name == "ecs.os-type") {
        attributes.push(Attribute::new("ecs.os-type", "linux"));
    }
    attributes
}

/// What the instance has to give, in the service's order (row `resource-order`).
fn resources(request: &RegisterContainerInstance) -> Vec<Resource> {
    const ORDER: [&str; 4] = ["CPU", "MEMORY", "PORTS", "PORTS_UDP"];
    let total = request.total_resources.as_deref().unwrap_or_default();
    let mut resources: Vec<Resource> = total.iter().map(Resource::from).collect();
    let mut ids: Vec<String> = Vec::new();
    for device in request.platform_devices.as_deref().unwrap_or_default() {
        if device.r#type == "GPU" {
            ids.push(device.id.clone());
        }
    }
    if !ids.is_empty() && !resources.iter().any(|resource| resource.name == "GPU") {
        resources.push(Resource { name: "GPU".to_owned(), amount: Amount::StringSet(ids) });
    }
    let rank = |resource: &Resource| ORDER.iter().position(|name| *name == resource.name).unwrap_or(ORDER.len());
    let mut ordered: Vec<Resource> = Vec::with_capacity(resources.len());
    for resource in resources {
        let place = ordered.partition_point(|before| rank(before) <= rank(&resource));
        ordered.insert(place, resource);
    }
    ordered
}

/// Whether a trunk interface is made first (row `status-register-trunk`).
fn wants_trunk(world: &World, caller: Caller<'_>, document: &Document, attributes: &[Attribute]) -> bool {
    let supported = INSTANCE_TYPES
        .iter()
        .any(|known| document.instance_type.as_deref() == Some(known.name) && known.task_enis_trunked.is_some());
    supported
        && attributes.iter().any(|attribute| attribute.name == "ecs.capability.task-eni-trunking")
        && world.settings().effective(caller.principal, "awsvpcTrunking") == "enabled"
}

fn precreated(world: &mut World) -> Attachment {
    let id = world.draw_id();
    Attachment { id, status: AttachmentStatus::Precreated, details: Vec::new() }
}

/// The host that a request from outside speaks for: the one of that EC2 ID, or a new one.
fn host_of(world: &mut World, document: &Document, request: &RegisterContainerInstance) -> HostKey {
    if let Some(known) = document.instance_id.as_deref().and_then(|id| world.host_of_ec2_id(id)) {
        return known;
    }
    let versions = request.version_info.clone();
    let latest = world.options().latest_agent_version.clone();
    world.add_host(Host {
        orphans: Vec::new(),
        key: HostKey::NEW,
        id: document.instance_id.clone(),
        launched: false,
        state: HostState::Running,
        instance_type: document.instance_type.clone(),
        availability_zone: document.availability_zone.clone().unwrap_or_default(),
        ami_id: document.image_id.clone().unwrap_or_default(),
        cluster: request.cluster.clone(),
        attributes: Vec::new(),
        tags: Vec::new(),
        reserved_memory_mib: 0,
        updates_enabled: true,
        spot_draining: false,
        docker_version: "25.0.14".to_owned(),
        runtime_ok: true,
        instance: None,
        agent: Agent {
            process: if world.options().agents { Process::Running } else { Process::Off },
            version: versions.and_then(|versions| versions.agent_version).unwrap_or(latest),
            connected: false,
            unnoticed: false,
            retry_ms: 0,
            retried_ms: 0,
            update: None,
            nack: None,
            start_failure: false,
            flap: (0, 0, 0),
        },
    })
}

/// A host is this instance from now on. One that it was before loses its agent, and
/// nobody deregisters it (row `register-duplicates`). The agent connects soon.
fn take_over(world: &mut World, host: HostKey, key: InstanceKey) {
    let Some(before) = world.host(host) else { return };
    let (instance, running) = (before.instance, before.agent.process == Process::Running);
    world.change_host(host, |host| {
        host.instance = Some(key);
        host.agent.connected = false;
    });
    if let Some(old) = instance.filter(|old| *old != key) {
        world.end_connection(old);
    }
    if running {
        world.schedule(Due::Connect(host), world.options().timings.connect_ms);
    }
}

impl From<&request::Tag> for Tag {
    fn from(tag: &request::Tag) -> Tag {
        Tag { key: tag.key.clone(), value: tag.value.clone().unwrap_or_default() }
    }
}

impl From<&request::VersionInfo> for VersionInfo {
    fn from(versions: &request::VersionInfo) -> VersionInfo {
        let request::VersionInfo { agent_version, agent_hash, docker_version } = versions.clone();
        VersionInfo { agent_version, agent_hash, docker_version }
    }
}

impl From<&request::Resource> for Resource {
    /// The value that the type asks for; validation found it there.
    fn from(resource: &request::Resource) -> Resource {
        let amount = match resource.r#type.as_str() {
            "LONG" => Amount::Long(resource.long_value.unwrap_or_default()),
            "DOUBLE" => Amount::Double(resource.double_value.unwrap_or_default().to_bits()),
            "STRINGSET" => Amount::StringSet(resource.string_set_value.clone().unwrap_or_default()),
            _ => Amount::Integer(resource.integer_value.unwrap_or_default()),
        };
        Resource { name: resource.name.clone(), amount }
    }
}
