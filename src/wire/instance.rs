//! A container instance in answers and in events. They differ: numbers and times are
//! written otherwise, and the members are not the same (rows `protocol-…`, `event-…`).

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::model::health::HealthState;
use crate::world::{
    Amount, Attachment, AttachmentStatus, Health, Resource, SetId, VersionInfo, World, iso8601, seconds, uuid,
};

/// Where something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In an answer.
    Answer,
    /// In an event.
    Event,
}

/// A resource: an answer has all three numbers, an event the one that counts (row `protocol-resource-numbers`).
pub(super) struct ResourceView<'r>(pub &'r Resource, pub Place);

impl Serialize for ResourceView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ResourceView(resource, place) = self;
        let mut view = serializer.serialize_struct("Resource", 6)?;
        view.serialize_field("name", &resource.name)?;
        view.serialize_field("type", resource.amount.type_name())?;
        let (mut double, mut long, mut integer) = (0.0, 0, 0);
        match &resource.amount {
            Amount::Integer(amount) => integer = *amount,
            Amount::Long(amount) => long = *amount,
            Amount::Double(bits) => double = f64::from_bits(*bits),
            Amount::StringSet(_) => {}
        }
        let all = *place == Place::Answer;
        if all || matches!(resource.amount, Amount::Double(_)) {
            view.serialize_field("doubleValue", &double)?;
        }
        if all || matches!(resource.amount, Amount::Long(_)) {
            view.serialize_field("longValue", &long)?;
        }
        if all || matches!(resource.amount, Amount::Integer(_)) {
            view.serialize_field("integerValue", &integer)?;
        }
        if let Amount::StringSet(values) = &resource.amount {
            view.serialize_field("stringSetValue", values)?;
        }
        view.end()
    }
}

/// The resources of a set.
pub(super) fn resources(world: &World, id: SetId, place: Place) -> Vec<ResourceView<'_>> {
    world.resources(id).iter().map(|resource| ResourceView(resource, place)).collect()
}

/// An attribute of an instance: without its target (row `instance-attributes`).
#[derive(Serialize)]
pub(super) struct AttributeView<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
}

/// The attributes of a set.
pub(super) fn attributes(world: &World, id: SetId) -> Vec<AttributeView<'_>> {
    world
        .attributes(id)
        .iter()
        .map(|attribute| AttributeView { name: &attribute.name, value: attribute.value.as_deref() })
        .collect()
}

/// `versionInfo`; empty until the agent connects (row `register-content`).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct VersionView<'v> {
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_version: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_hash: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    docker_version: Option<&'v str>,
}

/// The versions of an instance.
pub(super) fn versions(world: &World, id: SetId) -> VersionView<'_> {
    let versions = world.version_info(id);
    let of = |member: fn(&VersionInfo) -> &Option<String>| versions.and_then(|versions| member(versions).as_deref());
    VersionView {
        agent_version: of(|versions| &versions.agent_version),
        agent_hash: of(|versions| &versions.agent_hash),
        docker_version: of(|versions| &versions.docker_version),
    }
}

/// An attachment: its type has another name in events (row `instance-attachments`).
#[derive(Serialize)]
pub(super) struct AttachmentView<'a> {
    id: String,
    r#type: &'static str,
    status: AttachmentStatus,
    details: Vec<DetailView<'a>>,
}

#[derive(Serialize)]
struct DetailView<'a> {
    name: &'a str,
    value: &'a str,
}

/// The attachments of an instance.
pub(super) fn attachments(attachments: &[Attachment], place: Place) -> Vec<AttachmentView<'_>> {
    attachments
        .iter()
        .map(|attachment| AttachmentView {
            id: uuid(attachment.id),
            r#type: if place == Place::Answer { "ElasticNetworkInterface" } else { "eni" },
            status: attachment.status,
            details: attachment.details.iter().map(|(name, value)| DetailView { name, value }).collect(),
        })
        .collect()
}

/// `healthStatus` of an answer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct HealthView<'h> {
    overall_status: HealthState,
    details: Vec<CheckView<'h>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CheckView<'h> {
    r#type: &'static str,
    status: HealthState,
    #[serde(serialize_with = "seconds")]
    last_updated: u64,
    #[serde(serialize_with = "seconds")]
    last_status_change: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_reason: Option<&'h str>,
}

/// The health of an instance now.
pub(super) fn health<'h>(world: &World, health: &'h Health) -> HealthView<'h> {
    let checks = health.checks(world.now_ms(), world.options().timings.heartbeat_ms);
    let details = checks.map(|(r#type, check, last_updated)| CheckView {
        r#type,
        status: check.status,
        last_updated,
        last_status_change: check.changed_ms,
        status_reason: check.reason.as_deref(),
    });
    HealthView { overall_status: health.overall(), details: details.collect() }
}

/// A check in an event: under `healthChecks`, with times as text and an explicit null (row `health-event`).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CheckEvent<'h> {
    r#type: &'static str,
    status: HealthState,
    last_status_change: String,
    last_updated: String,
    status_reason: Option<&'h str>,
}

/// The checks of an event, as they were then.
pub(super) fn checks<'h>(world: &World, health: &'h Health, then_ms: u64) -> Vec<CheckEvent<'h>> {
    let checks = health.checks(then_ms, world.options().timings.heartbeat_ms);
    let event = checks.map(|(r#type, check, updated_ms)| CheckEvent {
        r#type,
        status: check.status,
        last_status_change: iso8601(check.changed_ms),
        last_updated: iso8601(updated_ms),
        status_reason: check.reason.as_deref(),
    });
    event.collect()
}
