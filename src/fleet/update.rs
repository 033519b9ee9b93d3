//! Updates of agents, step by step (rows `update-…`).

use super::agent::{self, Loss};
use crate::command::NackReason;
use crate::model::instance_type::{Architecture, INSTANCE_TYPES};
use crate::world::{AgentUpdateStatus, Due, Host, HostKey, InstanceKey, Process, Update, World};

/// What comes after each state, how long the agent takes for it, and which refusals of the
/// agent turn up in it (row `update-nack`).
struct Step {
    from: AgentUpdateStatus,
    to: AgentUpdateStatus,
    refusals: &'static [NackReason],
}

const STEPS: [Step; 3] = [
    Step {
        from: AgentUpdateStatus::Pending,
        to: AgentUpdateStatus::Staging,
        refusals: &[NackReason::UpdatesDisabled, NackReason::InvalidUpdate],
    },
    Step {
        from: AgentUpdateStatus::Staging,
        to: AgentUpdateStatus::Staged,
        refusals: &[NackReason::UnableToDownload, NackReason::HashsumMismatch],
    },
    Step {
        from: AgentUpdateStatus::Staged,
        to: AgentUpdateStatus::Updating,
        refusals: &[NackReason::NotDownloaded, NackReason::NewUpdateArrived],
    },
];

/// How long an agent may take to download (row `update-nack`).
const MOST_DOWNLOAD_MS: u64 = 15 * 60_000;

/// The next step of an update. An agent that is away takes none (row `update-disconnected`).
pub(super) fn step(world: &mut World, host: HostKey) {
    let Some(known) = world.host(host).filter(|host| host.agent.connected) else { return };
    let Some(key) = known.instance else { return };
    let current = world.instance(key).and_then(|instance| instance.shown.agent_update);
    let Some(step) = STEPS.iter().find(|step| Some(step.from) == current) else { return };
    if !can_update(known) {
        return;
    }
    let disabled = (!known.updates_enabled).then_some(NackReason::UpdatesDisabled);
    let slow = step.from == AgentUpdateStatus::Staging && world.options().timings.update_download_ms > MOST_DOWNLOAD_MS;
    let slow = slow.then_some(NackReason::UnableToDownload);
    let refusal = disabled.or(known.agent.nack).filter(|reason| step.refusals.contains(reason)).or(slow);
    let version = world.options().latest_agent_version.clone();
    let words = refusal.map(|reason| words_of(reason).to_owned());
    world.change_host(host, |host| {
        if refusal.is_some() {
            host.agent.nack = None;
        }
        host.agent.update = Some(Update { version, refusal: words });
    });
    if refusal.is_some() {
        return world.set_agent_update(key, AgentUpdateStatus::Failed);
    }
    world.set_agent_update(key, step.to);
    if step.to == AgentUpdateStatus::Updating {
        agent::lose(world, host, Process::Running, Loss::Closed);
        world.schedule(Due::Connect(host), world.options().timings.update_restart_ms);
    } else {
        resume(world, host, key);
    }
}

/// Whether a host can be updated at all: not on arm64, where the update stays PENDING (assumption 18).
fn can_update(host: &Host) -> bool {
    let kind = INSTANCE_TYPES.iter().find(|known| host.instance_type.as_deref() == Some(known.name));
    kind.is_none_or(|kind| kind.architecture != Architecture::Arm64)
}

/// Goes on with an update where it stands.
pub(super) fn resume(world: &mut World, host: HostKey, key: InstanceKey) {
    let timings = &world.options().timings;
    let wait_ms = match world.instance(key).and_then(|instance| instance.shown.agent_update) {
        Some(AgentUpdateStatus::Pending) => timings.update_accept_ms,
        Some(AgentUpdateStatus::Staging) => timings.update_download_ms.min(MOST_DOWNLOAD_MS),
        Some(AgentUpdateStatus::Staged) => timings.update_perform_ms,
        _ => return,
    };
    world.schedule(Due::Update(host), wait_ms);
}

/// The agent's own words.
fn words_of(reason: NackReason) -> &'static str {
    match reason {
        NackReason::UpdatesDisabled => "Updates are disabled",
        NackReason::InvalidUpdate => "Invalid update: no location or signature",
        NackReason::UnableToDownload => "Unable to download: connection reset by peer",
        NackReason::HashsumMismatch => "Hashsum validation failed",
        NackReason::NotDownloaded => "Cannot perform update; update not downloaded",
        NackReason::NewUpdateArrived => "New update arrived: another request took its place",
    }
}
