//! Events as EventBridge delivers them (rows `event-…`).

use super::instance::{Place, attachments, attributes, checks, resources, versions};
use crate::json::Writer;
use crate::world::{Body, ContainerInstance, Health, Record, Shown, World, iso8601, uuid};

/// An event of the log.
pub(super) fn write(json: &mut Writer, world: &World, record: &Record) {
    let Some(instance) = world.instance(record.body.instance()) else { return };
    json.open();
    json.text("version", "0");
    json.text("id", &uuid(record.id));
    json.text("detail-type", record.body.detail_type());
    json.text("source", "aws.ecs");
    json.text("account", &world.options().account_id);
    json.text("time", &whole_seconds(record.time_ms));
    json.text("region", &world.options().region);
    json.texts("resources", &[world.instance_arn(instance)]);
    json.structure("detail");
    match &record.body {
        Body::InstanceState { shown, .. } => state(json, world, instance, shown),
        Body::InstanceHealth { health, .. } => health_detail(json, world, instance, health, record.time_ms),
    }
    json.close();
    json.close();
}

/// The words by which events are chosen.
pub const KINDS: [&str; 2] = ["containerInstanceStateChange", "containerInstanceHealthChange"];

/// The word by which events are chosen: the detail type in camel case without `ECS`.
pub fn kind_of(body: &Body) -> &'static str {
    match body {
        Body::InstanceState { .. } => KINDS[0],
        Body::InstanceHealth { .. } => KINDS[1],
    }
}

fn state(json: &mut Writer, world: &World, instance: &ContainerInstance, shown: &Shown) {
    json.truth("agentConnected", shown.agent_connected);
    json.some_text("agentUpdateStatus", shown.agent_update.map(|status| status.word()));
    attachments(json, &shown.attachments, Place::Event);
    attributes(json, world, shown.attributes);
    arns(json, world, instance);
    json.some_text("ec2InstanceId", instance.ec2_instance_id.as_deref());
    json.whole("pendingTasksCount", 0);
    json.text("registeredAt", &iso8601(instance.registered_ms));
    resources(json, "registeredResources", world, shown.registered, Place::Event);
    resources(json, "remainingResources", world, shown.registered, Place::Event);
    json.whole("runningTasksCount", 0);
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
