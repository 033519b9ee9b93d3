//! What the checks of an instance say (rows `health-…`).

use crate::command::CheckType;
use crate::model::health::HealthState;
use crate::model::version::Version;
use crate::world::{Check, Due, HostKey, InstanceKey, InstanceStatus, World, iso8601};

/// The agent connected: AGENT_CONNECTIVITY is well, and heartbeats come. One that is too
/// old reports nothing (assumption 12).
pub(super) fn connected(world: &mut World, key: InstanceKey, version: Option<Version>, was_connected: bool) {
    let (now_ms, timings) = (world.now_ms(), world.options().timings.clone());
    let reports = version.is_none_or(|version| version >= Version::HEALTH);
    world.change_health(key, |health| {
        if was_connected {
            health.end(now_ms, timings.heartbeat_ms);
        }
        if !reports {
            health.runtime = None;
            health.connectivity = None;
            return;
        }
        health.runtime.get_or_insert_with(|| Check::initial(now_ms));
        if timings.connectivity_ms > 0 {
            say(health.connectivity.get_or_insert_with(|| Check::initial(now_ms)), HealthState::Ok, None, now_ms);
        }
        health.begin(now_ms);
    });
}

/// Waits for the heartbeat that tells of the runtime, if it has something new to tell.
pub(super) fn expect(world: &mut World, host: HostKey, key: InstanceKey, runtime_ok: bool) {
    let Some(instance) = world.instance(key) else { return };
    let told = instance.health.runtime.as_ref().map(|check| check.status);
    let next_ms = instance.health.next_beat_ms(world.now_ms(), world.options().timings.heartbeat_ms);
    match next_ms {
        Some(next_ms) if told.is_some_and(|told| told != status(runtime_ok)) => {
            world.schedule(Due::Heartbeat(host), next_ms - world.now_ms());
        }
        _ => world.cancel(Due::Heartbeat(host)),
    }
}

/// A heartbeat: the agent asks the container runtime, and one answer decides (row `health-check`).
pub(super) fn beat(world: &mut World, host: HostKey) {
    let Some(known) = world.host(host) else { return };
    let (Some(key), runtime_ok, now_ms) = (known.instance, known.runtime_ok, world.now_ms()) else { return };
    world.change_health(key, |health| {
        if let Some(runtime) = &mut health.runtime {
            runtime.status = status(runtime_ok);
            runtime.changed_ms = now_ms;
        }
    });
}

/// The container runtime stops or begins to answer; the next heartbeat tells.
pub(super) fn set_runtime(world: &mut World, host: HostKey, runtime_ok: bool) {
    world.change_host(host, |host| host.runtime_ok = runtime_ok);
    let Some(key) = world.host(host).filter(|host| host.agent.connected).and_then(|host| host.instance) else {
        return;
    };
    expect(world, host, key, runtime_ok);
}

/// A check of another type says something.
pub(super) fn say_of(world: &mut World, host: HostKey, kind: CheckType, status: HealthState, reason: Option<String>) {
    let now_ms = world.now_ms();
    let Some(key) = world.host(host).and_then(|host| host.instance) else { return };
    world.change_health(key, |health| {
        let place = health.others.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
            health.others.push((kind, Check::initial(now_ms)));
            health.others.len() - 1
        });
        if let Some((_, check)) = health.others.get_mut(place) {
            say(check, status, reason, now_ms);
        }
    });
}

/// The agent has been away for too long (row `health-connectivity`).
pub(super) fn missed(world: &mut World, key: InstanceKey) {
    let now_ms = world.now_ms();
    let Some(instance) = world.instance(key) else { return };
    let here = matches!(instance.shown.status, InstanceStatus::Active | InstanceStatus::Draining);
    let Some(since_ms) = instance.disconnected_ms.filter(|_| here) else { return };
    let reason = format!("Agent disconnected since {}", iso8601(since_ms));
    world.change_health(key, |health| {
        if let Some(check) = &mut health.connectivity {
            say(check, HealthState::Impaired, Some(reason), now_ms);
        }
    });
}

fn say(check: &mut Check, status: HealthState, reason: Option<String>, now_ms: u64) {
    if check.status != status {
        *check = Check { status, changed_ms: now_ms, updated_ms: now_ms, reason };
    }
}

fn status(runtime_ok: bool) -> HealthState {
    if runtime_ok { HealthState::Ok } else { HealthState::Impaired }
}
