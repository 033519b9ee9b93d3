//! A container instance in answers and in events. They differ: numbers and times are
//! written otherwise, and the members are not the same (rows `protocol-…`, `event-…`).

use crate::json::Writer;
use crate::world::{Amount, Attachment, Health, Resource, SetId, Shown, World, iso8601, seconds, uuid};

/// Where something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In an answer.
    Answer,
    /// In an event.
    Event,
}

/// The resources of a set.
pub(super) fn resources(json: &mut Writer, name: &str, world: &World, id: SetId, place: Place) {
    json.list(name);
    for known in world.resources(id) {
        resource(json, known, place);
    }
    json.close_list();
}

/// What is left of the resources of an instance (rows `resource-remaining…`): ports list what is
/// in use, and GPUs what is free (assumption 20).
pub(super) fn remaining(json: &mut Writer, world: &World, shown: &Shown, place: Place) {
    let claims = &shown.claims;
    json.list("remainingResources");
    for known in world.resources(shown.registered) {
        let mut left = known.clone();
        let ports = |udp: bool| claims.ports.iter().filter(move |port| port.is_udp() == udp);
        match (left.name.as_str(), &mut left.amount) {
            ("CPU", Amount::Integer(amount)) => *amount = less(*amount, claims.cpu),
            ("MEMORY", Amount::Integer(amount)) => *amount = less(*amount, claims.memory_mib),
            ("PORTS", Amount::StringSet(values)) => values.extend(ports(false).map(|port| port.number().to_string())),
            ("PORTS_UDP", Amount::StringSet(values)) => {
                values.extend(ports(true).map(|port| port.number().to_string()));
            }
            ("GPU", Amount::StringSet(values)) => {
                let in_use = world.choice(20) > 0;
                let mut number = 0;
                values.retain(|_| {
                    let used = claims.gpus.contains(&number);
                    number += 1;
                    used == in_use
                });
            }
            _ => {}
        }
        resource(json, &left, place);
    }
    json.close_list();
}

fn less(amount: i32, claimed: u32) -> i32 {
    i32::try_from(i64::from(amount) - i64::from(claimed)).unwrap_or(i32::MIN)
}

/// A resource: an answer has all three numbers, an event the one that counts (row `protocol-resource-numbers`).
fn resource(json: &mut Writer, resource: &Resource, place: Place) {
    json.open();
    json.text("name", &resource.name);
    json.text("type", resource.amount.type_name());
    let (mut double, mut long, mut integer) = (0.0, 0, 0);
    match &resource.amount {
        Amount::Integer(amount) => integer = *amount,
        Amount::Long(amount) => long = *amount,
        Amount::Double(bits) => double = f64::from_bits(*bits),
        Amount::StringSet(_) => {}
    }
    let all = place == Place::Answer;
    if all || matches!(resource.amount, Amount::Double(_)) {
        json.double("doubleValue", double);
    }
    if all || matches!(resource.amount, Amount::Long(_)) {
        json.integer("longValue", long);
    }
    if all || matches!(resource.amount, Amount::Integer(_)) {
        json.integer("integerValue", i64::from(integer));
    }
    if let Amount::StringSet(values) = &resource.amount {
        json.texts("stringSetValue", values);
    }
    json.close();
}

/// The attributes of a set: without their target (row `instance-attributes`).
pub(super) fn attributes(json: &mut Writer, world: &World, id: SetId) {
    json.list("attributes");
    for attribute in world.attributes(id) {
        json.open();
        json.text("name", &attribute.name);
        json.some_text("value", attribute.value.as_deref());
        json.close();
    }
    json.close_list();
}

/// `versionInfo`; empty until the agent connects (row `register-content`).
pub(super) fn versions(json: &mut Writer, world: &World, id: SetId) {
    json.structure("versionInfo");
    if let Some(versions) = world.version_info(id) {
        json.some_text("agentVersion", versions.agent_version.as_deref());
        json.some_text("agentHash", versions.agent_hash.as_deref());
        json.some_text("dockerVersion", versions.docker_version.as_deref());
    }
    json.close();
}

/// The attachments of an instance: their type has another name in events (row `instance-attachments`).
pub(super) fn attachments(json: &mut Writer, attachments: &[Attachment], place: Place) {
    json.list("attachments");
    for attachment in attachments {
        json.open();
        json.text("id", &uuid(attachment.id));
        json.text("type", if place == Place::Answer { "ElasticNetworkInterface" } else { "eni" });
        json.text("status", attachment.status.word());
        json.list("details");
        for (name, value) in &attachment.details {
            json.open();
            json.text("name", name);
            json.text("value", value);
            json.close();
        }
        json.close_list();
        json.close();
    }
    json.close_list();
}

/// `healthStatus` of an answer: the health of an instance now.
pub(super) fn health(json: &mut Writer, world: &World, health: &Health) {
    json.structure("healthStatus");
    json.text("overallStatus", health.overall().word());
    json.list("details");
    for (kind, check, updated_ms) in health.checks(world.now_ms(), world.options().timings.heartbeat_ms) {
        json.open();
        json.text("type", kind);
        json.text("status", check.status.word());
        json.double("lastUpdated", seconds(updated_ms));
        json.double("lastStatusChange", seconds(check.changed_ms));
        json.some_text("statusReason", check.reason.as_deref());
        json.close();
    }
    json.close_list();
    json.close();
}

/// The checks of an event, as they were then: under `healthChecks`, with times as text and
/// an explicit null (row `health-event`).
pub(super) fn checks(json: &mut Writer, world: &World, health: &Health, then_ms: u64) {
    json.list("healthChecks");
    for (kind, check, updated_ms) in health.checks(then_ms, world.options().timings.heartbeat_ms) {
        json.open();
        json.text("type", kind);
        json.text("status", check.status.word());
        json.text("lastStatusChange", &iso8601(check.changed_ms));
        json.text("lastUpdated", &iso8601(updated_ms));
        json.text_or_null("statusReason", check.reason.as_deref());
        json.close();
    }
    json.close_list();
}
