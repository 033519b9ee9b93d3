//! `RegisterTaskDefinition`.

use super::{Answer, tag_resource};
use crate::json::Writer;
use crate::model::rule::Size;
use crate::model::task_size::amount;
use crate::request::{self, ContainerDefinition, RegisterTaskDefinition, Sent};
use crate::text::holds;
use crate::world::{
    Attribute, Container, DefinitionKey, Demand, HealthCheck, NetworkMode, Port, TaskDefinition, World,
};

/// Registers the next revision of a family.
pub(super) fn register(world: &mut World, request: &RegisterTaskDefinition) -> Answer {
    let network = NetworkMode::from_word(request.network_mode.as_deref().unwrap_or("bridge"));
    let mut constraints = Vec::new();
    for constraint in request.placement_constraints.as_deref().unwrap_or_default() {
        if let Some(expression) = &constraint.expression {
            constraints.push(expression.clone());
        }
    }
    let definition = TaskDefinition {
        key: DefinitionKey::NEW,
        family: request.family.clone(),
        revision: 0,
        active: true,
        registered_ms: 0,
        deregistered_ms: None,
        sent: sent(request),
        cpu: request.cpu.clone(),
        memory: request.memory.clone(),
        tags: tag_resource::given(&request.tags),
        containers: request.container_definitions.iter().map(|sent| container(&sent.read)).collect(),
        demand: demand(request, network),
        network,
        constraints,
        requires: requires(request, network),
    };
    Answer::TaskDefinition { key: world.register_definition(definition), tags: true }
}

fn container(sent: &ContainerDefinition) -> Container {
    let seconds = |seconds: i32| u64::try_from(seconds).unwrap_or_default().saturating_mul(1000);
    let check = |check: &request::HealthCheck| HealthCheck {
        interval_ms: check.interval.map_or(30_000, seconds),
        retries: u32::try_from(check.retries.unwrap_or(3)).unwrap_or(1),
        start_period_ms: check.start_period.map_or(0, seconds),
    };
    let mut ports = Vec::new();
    for mapping in sent.port_mappings.as_deref().unwrap_or_default() {
        if let Some(port) = mapping.container_port.and_then(|port| u32::try_from(port).ok()) {
            ports.push(port);
        }
    }
    Container {
        name: sent.name.clone().unwrap_or_default(),
        image: sent.image.clone().unwrap_or_default(),
        cpu: whole(sent.cpu),
        memory_mib: sent.memory.and_then(|mib| u32::try_from(mib).ok()),
        memory_reservation_mib: sent.memory_reservation.and_then(|mib| u32::try_from(mib).ok()),
        essential: sent.essential.unwrap_or(true),
        stop_timeout_ms: sent.stop_timeout.map(seconds),
        health_check: sent.health_check.as_ref().map(check),
        ports,
    }
}

fn whole(number: Option<i32>) -> u32 {
    number.and_then(|number| u32::try_from(number).ok()).unwrap_or_default()
}

/// What a task takes of its host: what the task as a whole says or else the sum over its
/// containers, of which the reservation counts before the limit (row `resource-demand`).
fn demand(request: &RegisterTaskDefinition, network: NetworkMode) -> Demand {
    let own = network == NetworkMode::Awsvpc;
    let (mut cpu, mut memory_mib, mut gpus) = (0_u32, 0_u32, 0_u32);
    let mut ports: Vec<Port> = Vec::new();
    for Sent { read: container, .. } in &request.container_definitions {
        cpu = cpu.saturating_add(whole(container.cpu));
        memory_mib = memory_mib.saturating_add(whole(container.memory_reservation.or(container.memory)));
        for requirement in container.resource_requirements.as_deref().unwrap_or_default() {
            let count = requirement.value.as_deref().filter(|_| requirement.r#type == "GPU");
            gpus = gpus.saturating_add(count.and_then(|count| count.parse().ok()).unwrap_or_default());
        }
        for mapping in container.port_mappings.as_deref().unwrap_or_default() {
            let copied = mapping.container_port.filter(|_| network == NetworkMode::Host);
            let number = mapping.host_port.or(copied).filter(|_| !own);
            let number = number.and_then(|port| u16::try_from(port).ok()).filter(|port| *port > 0);
            let port = number.map(|number| Port::new(number, mapping.protocol.as_deref() == Some("udp")));
            ports.extend(port.filter(|port| !ports.contains(port)));
        }
    }
    Demand {
        cpu: task_size(Size::Cpu, request.cpu.as_deref(), cpu),
        memory_mib: task_size(Size::Memory, request.memory.as_deref(), memory_mib),
        ports,
        eni: own,
        gpus,
    }
}

/// A size of the task as a whole, which the rules have looked at, or what its containers come to.
pub(super) fn task_size(size: Size, text: Option<&str>, sum: u32) -> u32 {
    let told = text.and_then(|text| amount(size, text));
    told.map_or(sum, |amount| u32::try_from(amount).unwrap_or(u32::MAX))
}

/// What the agent of a host must be capable of (row `requires-attributes`).
fn requires(request: &RegisterTaskDefinition, network: NetworkMode) -> Vec<Attribute> {
    const OLD: &str = "com.amazonaws.ecs.capability.";
    const NEW: &str = "ecs.capability.";
    let mut required: Vec<Attribute> = Vec::new();
    let mut need = |prefix: &str, name: &str| {
        let name = format!("{prefix}{name}");
        if !required.iter().any(|known| known.name == name) {
            required.push(Attribute { name, value: None });
        }
    };
    for container in request.container_definitions.iter().map(|sent| &sent.read) {
        if let Some(log) = &container.log_configuration {
            need(OLD, &format!("logging-driver.{}", log.log_driver));
            need(OLD, "docker-remote-api.1.18");
            if log.log_driver == "awslogs" {
                need(OLD, "docker-remote-api.1.19");
                if request.execution_role_arn.is_some() {
                    need(NEW, "execution-role-awslogs");
                }
            }
        }
        if container.image.as_deref().is_some_and(|image| holds(image, ".dkr.ecr.")) {
            need(OLD, "ecr-auth");
            if request.execution_role_arn.is_some() {
                need(NEW, "execution-role-ecr-pull");
            }
        }
        if container.memory_reservation.is_some() {
            need(OLD, "docker-remote-api.1.21");
        }
        if container.health_check.is_some() {
            need(NEW, "container-health-check");
            need(OLD, "docker-remote-api.1.24");
        }
        if container.privileged == Some(true) {
            need(OLD, "privileged-container");
        }
    }
    if request.task_role_arn.is_some() {
        need(OLD, "task-iam-role");
        if network == NetworkMode::Host {
            need(OLD, "task-iam-role-network-host");
        }
    }
    if network == NetworkMode::Awsvpc {
        need(NEW, "task-eni");
        need(OLD, "docker-remote-api.1.18");
    }
    required
}

/// What is shown as it was sent, with the members that the service adds to containers.
fn sent(request: &RegisterTaskDefinition) -> String {
    let mut json = Writer::default();
    json.open();
    json.list("containerDefinitions");
    for container in &request.container_definitions {
        json.json_item(&with_defaults(container));
    }
    json.close_list();
    for (name, text) in [
        ("taskRoleArn", &request.task_role_arn),
        ("executionRoleArn", &request.execution_role_arn),
        ("networkMode", &request.network_mode),
        ("pidMode", &request.pid_mode),
        ("ipcMode", &request.ipc_mode),
    ] {
        json.some_text(name, text.as_deref());
    }
    json.json("volumes", request.volumes.as_ref().map_or("[]", |json| json.0.as_str()));
    json.list("placementConstraints");
    for constraint in request.placement_constraints.as_deref().unwrap_or_default() {
        json.open();
        json.some_text("type", constraint.r#type.as_deref());
        json.some_text("expression", constraint.expression.as_deref());
        json.close();
    }
    json.close_list();
    for (name, value) in [
        ("proxyConfiguration", &request.proxy_configuration),
        ("inferenceAccelerators", &request.inference_accelerators),
        ("ephemeralStorage", &request.ephemeral_storage),
        ("runtimePlatform", &request.runtime_platform),
        ("trustedExecutionConfiguration", &request.trusted_execution_configuration),
    ] {
        if let Some(value) = value {
            json.json(name, &value.0);
        }
    }
    if let Some(words) = &request.requires_compatibilities {
        json.texts("requiresCompatibilities", words);
    }
    if let Some(enabled) = request.enable_fault_injection {
        json.truth("enableFaultInjection", enabled);
    }
    let mut text = json.finish();
    text.remove(0);
    text
}

/// A container as it was sent, with what the service adds where it was left out (row `definition-defaults`).
fn with_defaults(container: &Sent<ContainerDefinition>) -> String {
    let mut text = container.json.0.clone();
    text.pop();
    let read = &container.read;
    let mut add = |missing: bool, member: &str| {
        if missing {
            text.push_str(if text.len() > 1 { "," } else { "" });
            text.push_str(member);
        }
    };
    add(read.cpu.is_none(), r#""cpu":0"#);
    add(read.essential.is_none(), r#""essential":true"#);
    add(read.port_mappings.is_none(), r#""portMappings":[]"#);
    for name in ["environment", "mountPoints", "volumesFrom", "systemControls"] {
        let member = format!("\"{name}\":");
        add(!holds(&container.json.0, &member), &format!("{member}[]"));
    }
    text.push('}');
    text
}
