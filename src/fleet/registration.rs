//! How an agent registers its host: with what the real agent sends (rows `register-…`).

use crate::json::Writer;
use crate::model::exception::Exception;
use crate::model::instance_type::{Architecture, INSTANCE_TYPES, InstanceType};
use crate::model::version::Version;
use crate::operations::{self, Caller, ServiceException};
use crate::request::{self, CreateCluster, PlatformDevice, Refused, RegisterContainerInstance, Request, Resource};
use crate::validate::{Validator, find_operation};
use crate::world::{Due, Host, HostKey, HostState, InstanceKey, Process, Tag, World, iso8601, uuid};

/// What every agent of this time can do (row `register-capabilities`). Most have no value.
const CAPABILITIES: [(&str, Option<&str>); 38] = [
    ("com.amazonaws.ecs.capability.privileged-container", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.17", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.18", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.19", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.20", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.21", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.22", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.23", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.24", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.25", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.28", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.29", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.30", None),
    ("com.amazonaws.ecs.capability.docker-remote-api.1.32", None),
    ("com.amazonaws.ecs.capability.logging-driver.json-file", None),
    ("com.amazonaws.ecs.capability.logging-driver.none", None),
    ("com.amazonaws.ecs.capability.logging-driver.awslogs", None),
    ("com.amazonaws.ecs.capability.ecr-auth", None),
    ("com.amazonaws.ecs.capability.task-iam-role", None),
    ("com.amazonaws.ecs.capability.task-iam-role-network-host", None),
    ("ecs.capability.docker-plugin.local", None),
    ("ecs.capability.task-eni", None),
    ("ecs.capability.task-eni-block-instance-metadata", None),
    ("ecs.capability.task-eni-trunking", None),
    ("ecs.capability.cni-plugin-version", Some("2024.09.0")),
    ("ecs.capability.branch-cni-plugin-version", Some("2024.09.0")),
    ("ecs.capability.task-cpu-mem-limit", None),
    ("ecs.capability.execution-role-ecr-pull", None),
    ("ecs.capability.execution-role-awslogs", None),
    ("ecs.capability.container-health-check", None),
    ("ecs.capability.container-ordering", None),
    ("ecs.capability.full-sync", None),
    ("ecs.capability.secrets.ssm.environment-variables", None),
    ("ecs.capability.secrets.asm.environment-variables", None),
    ("ecs.capability.efs", None),
    ("ecs.capability.efsAuth", None),
    ("ecs.capability.env-files.s3", None),
    ("ecs.capability.container-restart-policy", None),
];

/// Host ports that the agent keeps for itself and the host (row `resource-ports`).
const RESERVED_PORTS: [&str; 5] = ["22", "2376", "2375", "51678", "51679"];

/// The shortest and the longest pause before another try (row `register-retry`).
const RETRY_MS: (u64, u64) = (3_000, 192_000);

/// How long it waits in all before it gives up (row `register-retry`).
const LONGEST_RETRY_MS: u64 = 3_600_000;

/// The agent registers its host. What it had stored tells whether anew or again.
pub(super) fn register(world: &mut World, host: HostKey) {
    let runs = |host: &&Host| host.state == HostState::Running && host.agent.process == Process::Running;
    let Some(known) = world.host(host).filter(runs) else { return };
    let request = request(world, known);
    match try_register(world, host, &request) {
        Ok(key) => finish(world, host, key, &request),
        Err(refusal) => refused(world, host, &refusal),
    }
}

/// The agent may register again, although it gave up.
pub(super) fn forget_failure(world: &mut World, host: HostKey) {
    world.change_host(host, |host| {
        if matches!(host.agent.process, Process::Exited(_)) {
            host.agent.process = Process::Off;
        }
    });
}

/// One try. Without a cluster in its configuration the agent makes `default` if it is not
/// there (row `register-content`).
fn try_register(
    world: &mut World,
    host: HostKey,
    request: &RegisterContainerInstance,
) -> Result<InstanceKey, ServiceException> {
    let principal = role(world);
    let caller = Caller { principal: &principal };
    operations::admit(world, "RegisterContainerInstance")?;
    if request.tags.is_some() {
        judge_tags(world.host(host).map_or(&[], |host| host.tags.as_slice()))?;
    }
    let unset = world.host(host).is_some_and(|host| host.cluster.is_none());
    let first = operations::register(world, caller, Some(host), request);
    match first {
        Err(refusal) if unset && refusal.message == "Cluster not found." => {
            operations::admit(world, "CreateCluster")?;
            operations::perform(world, caller, &Request::CreateCluster(CreateCluster::default()))?;
            operations::register(world, caller, Some(host), request)
        }
        other => other,
    }
}

/// What the service says to the tags of a configuration. Nobody looked at them before;
/// all else that an agent sends is well-formed, or vanishes (row `attribute-dropped`).
fn judge_tags(tags: &[Tag]) -> Result<(), ServiceException> {
    let Some(operation) = find_operation("RegisterContainerInstance") else { return Ok(()) };
    let mut sent = Writer::default();
    sent.open();
    sent.list("tags");
    for tag in tags {
        sent.open();
        sent.text("key", &tag.key);
        sent.text("value", &tag.value);
        sent.close();
    }
    sent.close_list();
    sent.close();
    match request::read(&mut Validator::new(), operation, sent.finish().as_bytes(), &[]) {
        Err(Refused::By { exception, message, .. }) => Err(ServiceException::new(exception, message)),
        _ => Ok(()),
    }
}

/// The agent compares what it sent with the answer, and gives up if an attribute is missing (row `register-compare`).
fn finish(world: &mut World, host: HostKey, key: InstanceKey, request: &RegisterContainerInstance) {
    let Some(instance) = world.instance(key) else { return };
    let there = world.attributes(instance.shown.attributes);
    let mut sent = request.attributes.as_deref().unwrap_or_default().iter();
    let missing =
        sent.find(|sent| !there.iter().any(|attribute| attribute.name == sent.name && attribute.value == sent.value));
    let words = missing.map(|missing| format!("Attribute validation failed: {}", missing.name));
    if let Some(words) = words {
        give_up(world, host, words);
    }
}

/// Some refusals are worth another try later; others end the agent (row `register-retry`).
fn refused(world: &mut World, host: HostKey, refusal: &ServiceException) {
    let passing = [Exception::ThrottlingException, Exception::ServerException, Exception::LimitExceededException];
    let (least, most) = RETRY_MS;
    let Some(agent) = world.host(host).map(|host| &host.agent) else { return };
    let wait_ms = (agent.retry_ms * 2).clamp(least, most);
    let retried_ms = agent.retried_ms + wait_ms;
    if !passing.contains(&refusal.exception) || retried_ms > LONGEST_RETRY_MS {
        return give_up(world, host, format!("{}: {}", refusal.exception.name(), refusal.message));
    }
    world.change_host(host, |host| (host.agent.retry_ms, host.agent.retried_ms) = (wait_ms, retried_ms));
    world.schedule(Due::Register(host), wait_ms);
}

fn give_up(world: &mut World, host: HostKey, words: String) {
    super::agent::lose(world, host, Process::Exited(words), super::agent::Loss::Closed);
}

/// The role of the hosts, whose account settings count.
fn role(world: &World) -> String {
    let options = world.options();
    format!("arn:{}:iam::{}:role/ecsInstanceRole", options.partition(), options.account_id)
}

fn request(world: &World, host: &Host) -> RegisterContainerInstance {
    let arn = host.instance.and_then(|key| world.instance(key)).map(|instance| world.instance_arn(instance));
    let kind = INSTANCE_TYPES.iter().find(|known| host.instance_type.as_deref() == Some(known.name));
    let again = arn.is_some();
    RegisterContainerInstance {
        cluster: Some(host.cluster.clone().unwrap_or_else(|| "default".to_owned())),
        instance_identity_document: identity_document(world, host, kind),
        instance_identity_document_signature: Some("c2lnbmVk".to_owned()),
        total_resources: Some(resources(host, kind)),
        version_info: None,
        container_instance_arn: arn,
        attributes: Some(attributes(host, kind, again)),
        platform_devices: Some(gpus(host, kind)),
        tags: (!again && !host.tags.is_empty()).then(|| sent_tags(&host.tags)),
        client_token: Some(uuid(u128::from(world.now_ms()) << 32 | u128::from(host.agent.retry_ms))),
    }
}

fn identity_document(world: &World, host: &Host, kind: Option<&InstanceType>) -> Option<String> {
    let options = world.options();
    let mut json = Writer::default();
    json.open();
    json.text("accountId", &options.account_id);
    json.text("architecture", kind.map_or(Architecture::X86_64, |kind| kind.architecture).word());
    json.text("availabilityZone", &host.availability_zone);
    json.text("imageId", &host.ami_id);
    json.text("instanceId", host.id.as_deref()?);
    json.text("instanceType", host.instance_type.as_deref()?);
    json.text("pendingTime", &iso8601(options.start_time));
    json.text("region", &options.region);
    json.text("version", "2017-09-30");
    json.close();
    Some(json.finish())
}

fn resources(host: &Host, kind: Option<&InstanceType>) -> Vec<Resource> {
    let (vcpu, memory_mib) = kind.map_or((2, 8192), |kind| (kind.vcpu, kind.kernel_memory_mib()));
    let integer = |name: &str, amount: u32| Resource {
        integer_value: Some(i32::try_from(amount).unwrap_or(i32::MAX)),
        ..empty(name, "INTEGER")
    };
    let set = |name: &str, ports: &[&str]| {
        let mut values = Vec::new();
        for port in ports {
            values.push((*port).to_owned());
        }
        Resource { string_set_value: Some(values), ..empty(name, "STRINGSET") }
    };
    vec![
        integer("CPU", vcpu * 1024),
        integer("MEMORY", memory_mib.saturating_sub(host.reserved_memory_mib)),
        set("PORTS", &RESERVED_PORTS),
        set("PORTS_UDP", &[]),
    ]
}

fn empty(name: &str, kind: &str) -> Resource {
    Resource {
        name: name.to_owned(),
        r#type: kind.to_owned(),
        double_value: None,
        long_value: None,
        integer_value: None,
        string_set_value: None,
    }
}

/// What the agent can do, and on the first registration what its configuration says.
fn attributes(host: &Host, kind: Option<&InstanceType>, again: bool) -> Vec<request::Attribute> {
    let sent = |name: &str, value: Option<&str>| request::Attribute {
        name: name.to_owned(),
        value: value.map(str::to_owned),
        target_type: None,
        target_id: None,
    };
    let mut attributes = Vec::new();
    for own in host.attributes.iter().filter(|_| !again) {
        attributes.push(sent(&own.name, own.value.as_deref()));
    }
    let old = Version::read(&host.agent.version).is_some_and(|version| version < Version::TRUNK);
    let trunked = kind.is_some_and(|kind| kind.task_enis_trunked.is_some()) && !old;
    let able = |name: &str| trunked || name != "ecs.capability.task-eni-trunking";
    for (name, value) in CAPABILITIES.iter().filter(|(name, _)| able(name)) {
        attributes.push(sent(name, *value));
    }
    let zone = host.availability_zone.chars().next_back().unwrap_or('a');
    let subnet = format!("subnet-0d00dc5dec5d0c00{zone}");
    for (name, value) in [
        ("ecs.os-type", "linux"),
        ("ecs.os-family", "LINUX"),
        ("ecs.vpc-id", "vpc-0d00dc5dec5d0c000"),
        ("ecs.subnet-id", subnet.as_str()),
    ] {
        attributes.push(sent(name, Some(value)));
    }
    attributes
}

fn gpus(host: &Host, kind: Option<&InstanceType>) -> Vec<PlatformDevice> {
    let count = kind.map_or(0, |kind| kind.gpus);
    let id = host.id.as_deref().unwrap_or_default();
    let mut devices = Vec::new();
    for index in 0..count {
        devices.push(PlatformDevice { id: format!("GPU-{id}-{index}"), r#type: "GPU".to_owned() });
    }
    devices
}

fn sent_tags(tags: &[Tag]) -> Vec<request::Tag> {
    let mut sent = Vec::new();
    for tag in tags {
        sent.push(request::Tag { key: tag.key.clone(), value: Some(tag.value.clone()) });
    }
    sent
}
