//! Events as EventBridge delivers them (rows `event-…`).

use serde::Serialize;

use super::instance::{
    AttachmentView, AttributeView, CheckEvent, Place, ResourceView, VersionView, attachments, attributes, checks,
    resources, versions,
};
use crate::model::health::HealthState;
use crate::world::{
    AgentUpdateStatus, Body, ContainerInstance, Health, InstanceStatus, Record, Shown, World, iso8601, uuid,
};

/// The envelope.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct EventView<'v> {
    version: &'static str,
    id: String,
    detail_type: &'static str,
    source: &'static str,
    account: &'v str,
    time: String,
    region: &'v str,
    resources: [String; 1],
    detail: Detail<'v>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Detail<'v> {
    State(Box<StateDetail<'v>>),
    Health(HealthDetail<'v>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StateDetail<'v> {
    agent_connected: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_update_status: Option<AgentUpdateStatus>,
    attachments: Vec<AttachmentView<'v>>,
    attributes: Vec<AttributeView<'v>>,
    cluster_arn: String,
    container_instance_arn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ec2_instance_id: Option<&'v str>,
    pending_tasks_count: u32,
    registered_at: String,
    registered_resources: Vec<ResourceView<'v>>,
    remaining_resources: Vec<ResourceView<'v>>,
    running_tasks_count: u32,
    status: InstanceStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_reason: Option<&'v str>,
    updated_at: String,
    version: u64,
    version_info: VersionView<'v>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HealthDetail<'v> {
    cluster_arn: String,
    container_instance_arn: String,
    capacity_provider_name: Option<&'v str>,
    ec2_instance_id: Option<&'v str>,
    overall_status: HealthState,
    health_checks: Vec<CheckEvent<'v>>,
}

/// An event of the log.
pub(super) fn view<'v>(world: &'v World, record: &'v Record) -> Option<EventView<'v>> {
    let instance = world.instance(record.body.instance())?;
    let detail = match &record.body {
        Body::InstanceState { shown, .. } => Detail::State(Box::new(state(world, instance, shown))),
        Body::InstanceHealth { health, .. } => Detail::Health(health_detail(world, instance, health, record.time_ms)),
    };
    Some(EventView {
        version: "0",
        id: uuid(record.id),
        detail_type: record.body.detail_type(),
        source: "aws.ecs",
        account: &world.options().account_id,
        time: whole_seconds(record.time_ms),
        region: &world.options().region,
        resources: [world.instance_arn(instance)],
        detail,
    })
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

fn state<'v>(world: &'v World, instance: &'v ContainerInstance, shown: &'v Shown) -> StateDetail<'v> {
    StateDetail {
        agent_connected: shown.agent_connected,
        agent_update_status: shown.agent_update,
        attachments: attachments(&shown.attachments, Place::Event),
        attributes: attributes(world, shown.attributes),
        cluster_arn: cluster_arn(world, instance),
        container_instance_arn: world.instance_arn(instance),
        ec2_instance_id: instance.ec2_instance_id.as_deref(),
        pending_tasks_count: 0,
        registered_at: iso8601(instance.registered_ms),
        registered_resources: resources(world, shown.registered, Place::Event),
        remaining_resources: resources(world, shown.registered, Place::Event),
        running_tasks_count: 0,
        status: shown.status,
        status_reason: shown.status_reason.as_deref(),
        updated_at: iso8601(shown.updated_ms),
        version: shown.version,
        version_info: versions(world, shown.version_info),
    }
}

fn health_detail<'v>(
    world: &'v World,
    instance: &'v ContainerInstance,
    health: &'v Health,
    then_ms: u64,
) -> HealthDetail<'v> {
    HealthDetail {
        cluster_arn: cluster_arn(world, instance),
        container_instance_arn: world.instance_arn(instance),
        capacity_provider_name: None,
        ec2_instance_id: instance.ec2_instance_id.as_deref(),
        overall_status: health.overall(),
        health_checks: checks(world, health, then_ms),
    }
}

fn cluster_arn(world: &World, instance: &ContainerInstance) -> String {
    world.cluster_arn(world.cluster(instance.cluster).map_or("", |cluster| &cluster.name))
}

/// The time of an envelope has no fraction, as in the samples.
fn whole_seconds(ms: u64) -> String {
    iso8601(ms).replace(&format!(".{:03}Z", ms % 1000), "Z")
}
