//! Hosts as their owner sees them. This is ours, not the service's.

use crate::json::Writer;
use crate::world::{Due, HostKey, Process, World};

/// A host as it is now.
pub(super) fn write(json: &mut Writer, world: &World, key: HostKey) {
    let Some(host) = world.host(key) else { return };
    let instance = host.instance.and_then(|key| world.instance(key));
    json.open();
    json.some_text("id", host.id.as_deref());
    json.text("state", host.state.word());
    json.some_text("instanceType", host.instance_type.as_deref());
    json.some_text("availabilityZone", known(&host.availability_zone));
    json.some_text("amiId", known(&host.ami_id));
    if let Some(instance) = instance {
        json.text("containerInstanceArn", &world.instance_arn(instance));
    }
    json.truth("launched", host.launched);
    json.truth("runtimeOk", host.runtime_ok);
    if !host.orphans.is_empty() {
        json.texts("orphans", &host.orphans);
    }
    json.structure("agent");
    let (process, exit_reason) = match &host.agent.process {
        Process::Off => ("off", None),
        Process::Running => ("running", None),
        Process::Hung => ("hung", None),
        Process::Exited(reason) => ("exited", Some(reason.as_str())),
    };
    json.text("process", process);
    json.some_text("exitReason", exit_reason);
    json.text("version", &host.agent.version);
    json.truth("connected", host.agent.connected);
    json.some_text("updateRefusal", host.agent.update.as_ref().and_then(|update| update.refusal.as_deref()));
    json.close();
    if let Some(at_ms) = world.due_at_ms(Due::Interruption(key)) {
        json.whole("interruptionAt", at_ms);
    }
    json.close();
}

/// Nothing is known of a host that registered without an identity document.
fn known(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
