//! Tasks, task definitions and services in answers and events.

use super::instance::Place;
use crate::json::Writer;
use crate::operations::started_by;
use crate::stored::digest;
use crate::world::{
    Container, Deployment, InstanceKey, Message, NetworkMode, Rollout, Rule, Service, Tag, Task, TaskDefinition,
    TaskStatus, World, iso8601, seconds, uuid,
};

/// A task as it is shown: in an answer as it is, in an event as it was.
pub(super) fn task(json: &mut Writer, world: &World, task: &Task, place: Place) {
    let definition = world.definition(task.definition);
    let demand = world.demand_of(task);
    let arn = world.task_arn(task);
    interface(json, task, definition, place);
    json.list("attributes");
    let processor = cpu_architecture(world, task.instance);
    if let Some(processor) = processor {
        json.open();
        json.text("name", "ecs.cpu-architecture");
        json.text("value", processor);
        json.close();
    }
    json.close_list();
    json.text("availabilityZone", world.zone_of(task.instance));
    json.text("clusterArn", &world.cluster_arn(world.cluster(task.cluster).map_or("", |cluster| &cluster.name)));
    if task.times.pull_started_ms > 0 {
        json.text("connectivity", "CONNECTED");
        time(json, "connectivityAt", task.times.pull_started_ms, place);
    }
    if let Some(instance) = world.instance(task.instance) {
        json.text("containerInstanceArn", &world.instance_arn(instance));
    }
    json.list("containers");
    for (index, known) in containers(definition).iter().enumerate() {
        container(json, world, task, &arn, known, index);
    }
    json.close_list();
    let whole = |text: Option<&String>, number: u32| text.cloned().unwrap_or_else(|| number.to_string());
    json.text("cpu", &whole(definition.and_then(|known| known.cpu.as_ref()), demand.cpu));
    time(json, "createdAt", task.times.created_ms, place);
    json.text("desiredStatus", if task.wanted { "RUNNING" } else { "STOPPED" });
    json.truth("enableExecuteCommand", false);
    time(json, "executionStoppedAt", task.times.execution_stopped_ms, place);
    json.text("group", &world.group_of(task));
    json.text("healthStatus", task.health.word());
    json.text("lastStatus", task.status.word());
    json.text("launchType", "EC2");
    json.text("memory", &whole(definition.and_then(|known| known.memory.as_ref()), demand.memory_mib));
    overrides(json, task, definition);
    time(json, "pullStartedAt", task.times.pull_started_ms, place);
    time(json, "pullStoppedAt", task.times.pull_stopped_ms, place);
    time(json, "startedAt", task.times.started_ms, place);
    json.some_text("startedBy", started_by(task).as_deref());
    json.some_text("stopCode", task.stop_code.map(|code| code.word()));
    time(json, "stoppedAt", task.times.stopped_ms, place);
    json.some_text("stoppedReason", task.stopped_reason.as_deref());
    time(json, "stoppingAt", task.times.stopping_ms, place);
    json.text("taskArn", &arn);
    if let Some(definition) = definition {
        json.text("taskDefinitionArn", &world.definition_arn(definition));
    }
    json.whole("version", task.version);
}

/// A moment, if it has come; in events the zeros at the end of a fraction are left out (row `event-times`).
fn time(json: &mut Writer, name: &str, at_ms: u64, place: Place) {
    match (at_ms, place) {
        (0, _) => {}
        (_, Place::Answer) => json.double(name, seconds(at_ms)),
        (_, Place::Event) => json.text(name, &short_time(at_ms)),
    }
}

/// A moment as events of tasks have it.
pub(super) fn short_time(at_ms: u64) -> String {
    let text = iso8601(at_ms);
    let text = text.trim_end_matches('Z').trim_end_matches('0').trim_end_matches('.');
    format!("{text}Z")
}

fn cpu_architecture(world: &World, instance: InstanceKey) -> Option<&str> {
    let instance = world.instance(instance)?;
    let mut attributes = world.attributes(instance.shown.attributes).iter();
    attributes.find(|attribute| attribute.name == "ecs.cpu-architecture")?.value.as_deref()
}

/// The network interface of a task in the mode awsvpc.
fn interface(json: &mut Writer, task: &Task, definition: Option<&TaskDefinition>, place: Place) {
    json.list("attachments");
    if definition.is_some_and(|definition| definition.network == NetworkMode::Awsvpc) {
        let status = match task.status {
            TaskStatus::Provisioning => "PRECREATED",
            TaskStatus::Deprovisioning => "DETACHING",
            TaskStatus::Stopped => "DELETED",
            _ => "ATTACHED",
        };
        json.open();
        json.text("id", &uuid(digest(&task.id.to_le_bytes(), 1)));
        json.text("type", if place == Place::Answer { "ElasticNetworkInterface" } else { "eni" });
        json.text("status", status);
        json.list("details");
        json.close_list();
        json.close();
    }
    json.close_list();
}

fn container(json: &mut Writer, world: &World, task: &Task, arn: &str, container: &Container, index: usize) {
    let status = match task.status {
        TaskStatus::Provisioning | TaskStatus::Pending => "PENDING",
        TaskStatus::Deprovisioning | TaskStatus::Stopped => "STOPPED",
        _ => "RUNNING",
    };
    let id = digest(&task.id.to_le_bytes(), 2 + index as u64);
    json.open();
    let (_, path) = arn.split_once('/').unwrap_or_default();
    let path =
        if path.contains('/') { format!("container/{path}/{}", uuid(id)) } else { format!("container/{}", uuid(id)) };
    json.text("containerArn", &world.arn(&path));
    json.text("taskArn", arn);
    json.text("name", &container.name);
    json.text("image", &container.image);
    if task.times.started_ms > 0 {
        json.text("runtimeId", &format!("{:032x}{id:032x}", digest(&task.id.to_le_bytes(), 1)));
    }
    json.text("lastStatus", status);
    if status == "STOPPED"
        && let Some(code) = task.exit_code.filter(|_| task.times.started_ms > 0)
    {
        json.integer("exitCode", i64::from(code));
    }
    if status == "STOPPED" && task.times.started_ms == 0 {
        json.some_text("reason", task.stopped_reason.as_deref().filter(|reason| reason.starts_with("Cannot")));
    }
    json.list("networkInterfaces");
    json.close_list();
    let checked = container.health_check.is_some();
    json.text("healthStatus", if checked { task.health.word() } else { "UNKNOWN" });
    json.text("cpu", &container.cpu.to_string());
    for (name, mib) in [("memory", container.memory_mib), ("memoryReservation", container.memory_reservation_mib)] {
        json.some_text(name, mib.map(|mib| mib.to_string()).as_deref());
    }
    json.close();
}

fn containers(definition: Option<&TaskDefinition>) -> &[Container] {
    definition.map_or(&[], |definition| &definition.containers)
}

/// What was said otherwise than the definition has it; each container is named in any case.
fn overrides(json: &mut Writer, task: &Task, definition: Option<&TaskDefinition>) {
    if let Some(given) = task.given.as_deref().and_then(|given| given.overrides.as_deref()) {
        return json.json("overrides", given);
    }
    json.structure("overrides");
    json.list("containerOverrides");
    for known in containers(definition) {
        json.open();
        json.text("name", &known.name);
        json.close();
    }
    json.close_list();
    json.list("inferenceAcceleratorOverrides");
    json.close_list();
    json.close();
}

/// A task definition.
pub(super) fn definition(json: &mut Writer, world: &World, definition: &TaskDefinition) {
    json.text("taskDefinitionArn", &world.definition_arn(definition));
    json.pieces(&definition.sent);
    json.text("family", &definition.family);
    json.whole("revision", u64::from(definition.revision));
    json.text("status", if definition.active { "ACTIVE" } else { "INACTIVE" });
    if !definition.requires.is_empty() {
        json.list("requiresAttributes");
        for attribute in &definition.requires {
            json.open();
            json.text("name", &attribute.name);
            json.close();
        }
        json.close_list();
    }
    let compatible: &[&str] = match definition.network {
        NetworkMode::Awsvpc => &["EC2", "FARGATE"],
        NetworkMode::Host => &["EC2"],
        _ => &["EXTERNAL", "EC2"],
    };
    json.texts("compatibilities", compatible);
    json.some_text("cpu", definition.cpu.as_deref());
    json.some_text("memory", definition.memory.as_deref());
    json.double("registeredAt", seconds(definition.registered_ms));
    if let Some(at_ms) = definition.deregistered_ms {
        json.double("deregisteredAt", seconds(at_ms));
    }
    json.text("registeredBy", &format!("arn:{}:iam::{}:root", world.options().partition(), world.options().account_id));
}

/// How many tasks of a list run, and how many are to.
fn counts<'w>(world: &World, tasks: impl Iterator<Item = &'w Task>) -> (u64, u64) {
    let literally = world.choice(32) > 0;
    tasks.fold((0, 0), |(running, pending), task| {
        let runs = u64::from(task.counts_as_running(literally));
        (running + runs, pending + u64::from(task.counts_as_pending(literally)))
    })
}

/// A service.
pub(super) fn service(json: &mut Writer, world: &World, service: &Service) {
    let (running, pending) = counts(world, world.tasks_by(&service.tasks));
    json.text("serviceArn", &world.service_arn(service));
    json.text("serviceName", &service.name);
    json.text("clusterArn", &world.cluster_arn(world.cluster(service.cluster).map_or("", |cluster| &cluster.name)));
    json.list("loadBalancers");
    for balancer in &service.load_balancers {
        json.open();
        json.text("targetGroupArn", &balancer.target_group);
        json.text("containerName", &balancer.container);
        json.whole("containerPort", u64::from(balancer.port));
        json.close();
    }
    json.close_list();
    json.list("serviceRegistries");
    json.close_list();
    json.text("status", service.status.word());
    json.whole("desiredCount", u64::from(service.desired_count));
    json.whole("runningCount", running);
    json.whole("pendingCount", pending);
    json.text("launchType", "EC2");
    if let Some(primary) = service.deployments.first().and_then(|own| world.definition(own.definition)) {
        json.text("taskDefinition", &world.definition_arn(primary));
    }
    json.structure("deploymentConfiguration");
    json.structure("deploymentCircuitBreaker");
    json.truth("enable", service.circuit_breaker.is_some());
    json.truth("rollback", service.circuit_breaker == Some(true));
    json.close();
    json.whole("maximumPercent", u64::from(service.maximum_percent));
    json.whole("minimumHealthyPercent", u64::from(service.minimum_healthy_percent));
    json.close();
    json.list("deployments");
    for (place, own) in service.deployments.iter().enumerate() {
        deployment(json, world, service, own, place == 0);
    }
    json.close_list();
    json.list("events");
    for known in &service.messages {
        message(json, service, known);
    }
    json.close_list();
    json.double("createdAt", seconds(service.created_ms));
    rules(json, "placementConstraints", &service.constraints, "expression");
    rules(json, "placementStrategy", &service.strategy, "field");
    if let Some(network) = &service.network_configuration {
        json.json("networkConfiguration", network);
    }
    if let Some(grace_ms) = service.grace_period_ms {
        json.whole("healthCheckGracePeriodSeconds", grace_ms / 1000);
    }
    json.text("schedulingStrategy", if service.daemon { "DAEMON" } else { "REPLICA" });
    json.structure("deploymentController");
    json.text("type", "ECS");
    json.close();
    json.truth("enableECSManagedTags", false);
    json.text("propagateTags", service.propagate_tags.as_deref().unwrap_or("NONE"));
    json.truth("enableExecuteCommand", false);
    json.text("availabilityZoneRebalancing", if service.rebalancing { "ENABLED" } else { "DISABLED" });
}

/// A deployment; the primary one wants no task before the scheduler has looked (row `deployment-counts`).
fn deployment(json: &mut Writer, world: &World, service: &Service, own: &Deployment, primary: bool) {
    let tasks = world.tasks_by(&service.tasks).filter(|task| task.deployment == own.id);
    let wanted = tasks.clone().filter(|task| task.wanted).count() as u64;
    let (running, pending) = counts(world, tasks);
    let begun = service.memory.look.at_ms > own.created_ms;
    json.open();
    json.text("id", &own.name());
    json.text("status", if primary { "PRIMARY" } else { "ACTIVE" });
    if let Some(definition) = world.definition(own.definition) {
        json.text("taskDefinition", &world.definition_arn(definition));
    }
    let desired = match (primary, begun) {
        (true, true) => u64::from(service.desired_count),
        (true, false) => 0,
        (false, _) => wanted,
    };
    json.whole("desiredCount", desired);
    json.whole("pendingCount", pending);
    json.whole("runningCount", running);
    json.whole("failedTasks", u64::from(own.failed_tasks));
    json.double("createdAt", seconds(own.created_ms));
    json.double("updatedAt", seconds(own.updated_ms));
    json.text("launchType", "EC2");
    json.text("rolloutState", own.rollout.word());
    json.text("rolloutStateReason", &rollout_reason(own));
    json.close();
}

/// Why a deployment is as it is (row `deployment-reasons`).
pub(super) fn rollout_reason(deployment: &Deployment) -> String {
    match deployment.rollout {
        Rollout::InProgress => format!("ECS deployment {} in progress.", deployment.name()),
        Rollout::Completed => format!("ECS deployment {} completed.", deployment.name()),
        Rollout::Failed => "ECS deployment circuit breaker: tasks failed to start.".to_owned(),
    }
}

fn message(json: &mut Writer, service: &Service, message: &Message) {
    let end = if message.text.starts_with(',') { "" } else { ") " };
    json.open();
    json.text("id", &uuid(message.id));
    json.double("createdAt", seconds(message.at_ms));
    json.text("message", &format!("(service {}{end}{}", service.name, message.text));
    json.close();
}

fn rules(json: &mut Writer, name: &str, rules: &[Rule], of: &str) {
    json.list(name);
    for rule in rules {
        json.open();
        json.text("type", &rule.kind);
        json.some_text(of, Some(rule.of.as_str()).filter(|text| !text.is_empty()));
        json.close();
    }
    json.close_list();
}

/// Tags.
pub(super) fn tags(json: &mut Writer, tags: &[Tag]) {
    json.list("tags");
    for tag in tags {
        json.open();
        json.text("key", &tag.key);
        json.text("value", &tag.value);
        json.close();
    }
    json.close_list();
}
