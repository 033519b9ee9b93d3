//! Events as EventBridge delivers them (rows `event-…`).

use super::instance::{Place, attachments, attributes, checks, remaining, resources, versions};
use super::task::{short_time, task};
use crate::json::Writer;
use crate::world::{Body, ContainerInstance, Health, Record, ServiceEvent, ServiceKey, Shown, World, iso8601, uuid};

/// An event of the log.
pub(super) fn write(json: &mut Writer, world: &World, record: &Record) {
    json.open();
    json.text("version", "0");
    json.text("id", &uuid(record.id));
    json.text("detail-type", record.body.detail_type());
    json.text("source", "aws.ecs");
    json.text("account", &world.options().account_id);
    json.text("time", &whole_seconds(record.time_ms));
    json.text("region", &world.options().region);
    json.texts("resources", &[subject(world, &record.body)]);
    json.structure("detail");
    match &record.body {
        Body::InstanceState { instance, shown } => {
            if let Some(instance) = world.instance(*instance) {
                state(json, world, instance, shown);
            }
        }
        Body::InstanceHealth { instance, health } => {
            if let Some(instance) = world.instance(*instance) {
                health_detail(json, world, instance, health, record.time_ms);
            }
        }
        Body::Task { task: shown } => {
            task(json, world, shown, Place::Event);
            json.text("updatedAt", &short_time(record.time_ms));
        }
        Body::Service { service, event } => service_detail(json, world, *service, event, record.time_ms),
    }
    json.close();
    json.close();
}

/// The ARN of what an event is about.
fn subject(world: &World, body: &Body) -> String {
    match body {
        Body::InstanceState { instance, .. } | Body::InstanceHealth { instance, .. } => {
            world.instance(*instance).map(|instance| world.instance_arn(instance)).unwrap_or_default()
        }
        Body::Task { task } => world.task_arn(task),
        Body::Service { service, .. } => {
            world.service(*service).map(|service| world.service_arn(service)).unwrap_or_default()
        }
    }
}

/// The words by which events are chosen.
pub const KINDS: [&str; 5] = [
    "containerInstanceStateChange",
    "containerInstanceHealthChange",
    "taskStateChange",
    "serviceAction",
    "deploymentStateChange",
];

/// The word by which events are chosen: the detail type in camel case without `ECS`.
pub fn kind_of(body: &Body) -> &'static str {
    match body {
        Body::InstanceState { .. } => KINDS[0],
        Body::InstanceHealth { .. } => KINDS[1],
        Body::Task { .. } => KINDS[2],
        Body::Service { event, .. } if event.deployment == 0 => KINDS[3],
        Body::Service { .. } => KINDS[4],
    }
}

/// An action of a service, or a change of a deployment (rows `event-service…`, `event-deployment`).
fn service_detail(json: &mut Writer, world: &World, key: ServiceKey, event: &ServiceEvent, then_ms: u64) {
    let Some(service) = world.service(key) else { return };
    json.text("eventType", event_type(&event.name));
    json.text("eventName", &event.name);
    json.text("clusterArn", &world.cluster_arn(world.cluster(service.cluster).map_or("", |cluster| &cluster.name)));
    if event.deployment > 0 {
        let name = format!("ecs-svc/{:019}", event.deployment);
        let reason = match event.name.as_str() {
            "SERVICE_DEPLOYMENT_COMPLETED" => format!("ECS deployment {name} completed."),
            "SERVICE_DEPLOYMENT_FAILED" => "ECS deployment circuit breaker: task failed to start.".to_owned(),
            _ => format!("ECS deployment {name} in progress."),
        };
        json.text("deploymentId", &name);
        json.text("updatedAt", &short_time(then_ms));
        json.text("reason", &reason);
        return;
    }
    if let Some(instance) = event.instance.and_then(|key| world.instance(key)) {
        json.texts("containerInstanceArns", &[world.instance_arn(instance)]);
    }
    json.some_text("reason", event.reason.as_deref());
    json.text("createdAt", &short_time(then_ms));
}

fn event_type(name: &str) -> &'static str {
    match name {
        "SERVICE_TASK_START_IMPAIRED" => "WARN",
        "SERVICE_TASK_PLACEMENT_FAILURE"
        | "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED"
        | "SERVICE_DEPLOYMENT_FAILED" => "ERROR",
        _ => "INFO",
    }
}

fn state(json: &mut Writer, world: &World, instance: &ContainerInstance, shown: &Shown) {
    json.truth("agentConnected", shown.agent_connected);
    json.some_text("agentUpdateStatus", shown.agent_update.map(|status| status.word()));
    attachments(json, &shown.attachments, Place::Event);
    attributes(json, world, shown.attributes);
    arns(json, world, instance);
    json.some_text("ec2InstanceId", instance.ec2_instance_id.as_deref());
    json.whole("pendingTasksCount", u64::from(shown.claims.pending));
    json.text("registeredAt", &iso8601(instance.registered_ms));
    resources(json, "registeredResources", world, shown.registered, Place::Event);
    remaining(json, world, shown, Place::Event);
    json.whole("runningTasksCount", u64::from(shown.claims.running));
    json.text("status", shown.status.word());
    json.some_text("statusReason", shown.status_reason.as_deref());
    json.text("updatedAt", &iso8601(shown.updated_ms));
    json.whole("version", shown.version);
    versions(json, world, shown.version_info);
}

fn health_detail(json: &mut Writer, world: &World, instance: &ContainerInstance, health: &Health, then_ms: u64) {
    arns(json, world, instance);
    json.text_or_null("capacityProviderName", None);
    json.text_or_null("ec2InstanceId", instance.ec2_instance_id.as_deref());
    json.text("overallStatus", health.overall().word());
    checks(json, world, health, then_ms);
}

fn arns(json: &mut Writer, world: &World, instance: &ContainerInstance) {
    let cluster = world.cluster(instance.cluster).map_or("", |cluster| &cluster.name);
    json.text("clusterArn", &world.cluster_arn(cluster));
    json.text("containerInstanceArn", &world.instance_arn(instance));
}

/// The time of an envelope has no fraction, as in the samples.
fn whole_seconds(ms: u64) -> String {
    let mut text = iso8601(ms);
    text.truncate(text.len().saturating_sub(".000Z".len()));
    text.push('Z');
    text
}
