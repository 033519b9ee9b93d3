//! Hosts as their owner sees them. This is ours, not the service's.

use serde::Serialize;

use crate::world::{Due, HostKey, HostState, Process, World};

/// A host.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct HostView<'v> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'v str>,
    state: HostState,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_type: Option<&'v str>,
    availability_zone: &'v str,
    ami_id: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_instance_arn: Option<String>,
    launched: bool,
    runtime_ok: bool,
    agent: AgentView<'v>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interruption_at: Option<u64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AgentView<'v> {
    process: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit_reason: Option<&'v str>,
    version: &'v str,
    connected: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_refusal: Option<&'v str>,
}

/// A host as it is now.
pub(super) fn view(world: &World, key: HostKey) -> Option<HostView<'_>> {
    let host = world.host(key)?;
    let instance = host.instance.and_then(|key| world.instance(key));
    let (process, exit_reason) = match &host.agent.process {
        Process::Off => ("off", None),
        Process::Running => ("running", None),
        Process::Hung => ("hung", None),
        Process::Exited(reason) => ("exited", Some(reason.as_str())),
    };
    Some(HostView {
        id: host.id.as_deref(),
        state: host.state,
        instance_type: host.instance_type.as_deref(),
        availability_zone: &host.availability_zone,
        ami_id: &host.ami_id,
        container_instance_arn: instance.map(|instance| world.instance_arn(instance)),
        launched: host.launched,
        runtime_ok: host.runtime_ok,
        agent: AgentView {
            process,
            exit_reason,
            version: &host.agent.version,
            connected: host.agent.connected,
            update_refusal: host.agent.update.as_ref().and_then(|update| update.refusal.as_deref()),
        },
        interruption_at: world.due_at_ms(Due::Interruption(key)),
    })
}
