//! Agents: they start, connect, break off and come back.

use super::{health, task, update};
use crate::model::version::Version;
use crate::world::{
    AgentUpdateStatus, Due, HostKey, HostState, InstanceKey, InstanceStatus, Process, VersionInfo, World,
};

/// The host has booted: EC2 has it running, and its agent starts.
pub(super) fn boot(world: &mut World, host: HostKey) {
    world.change_host(host, |host| {
        if host.state == HostState::Pending {
            host.state = HostState::Running;
        }
    });
    start(world, host);
}

/// The process of the agent starts. One that was launched here registers; what it had
/// stored tells whether anew or again. One from outside takes up its connection.
pub(super) fn start(world: &mut World, host: HostKey) {
    let Some(known) = world.host(host).filter(|host| host.state == HostState::Running) else { return };
    let (launched, registered) = (known.launched, known.instance.is_some());
    world.change_host(host, |host| {
        host.agent.process = Process::Running;
        host.agent.unnoticed = false;
        (host.agent.retry_ms, host.agent.retried_ms) = (0, 0);
    });
    if launched {
        world.schedule(Due::Register(host), 0);
    } else if registered {
        world.schedule(Due::Connect(host), world.options().timings.connect_ms);
    }
}

/// The agent connects, and says what it is (row `register-content`).
pub(super) fn connect(world: &mut World, host: HostKey) {
    let Some(known) = world.host(host) else { return };
    let Some(key) = known.instance.filter(|_| can_connect(world, host)) else { return };
    finish_update(world, host, key);
    let Some(known) = world.host(host) else { return };
    let (version, docker, runtime_ok) = (known.agent.version.clone(), known.docker_version.clone(), known.runtime_ok);
    let was_connected = world.instance(key).is_some_and(|instance| instance.shown.agent_connected);
    let versions = VersionInfo {
        agent_hash: Some(hash_of(&version)),
        docker_version: Some(format!("DockerVersion: {docker}")),
        agent_version: Some(version.clone()),
    };
    world.change_host(host, |host| host.agent.connected = true);
    world.cancel(Due::Disconnect(host));
    world.cancel(Due::Connectivity(key));
    world.connect(key, versions);
    health::connected(world, key, Version::read(&version), was_connected);
    health::expect(world, host, key, runtime_ok);
    update::resume(world, host, key);
    task::resume(world, key);
}

/// A connection needs a host and a process that run, and an instance that is still wanted:
/// to a deregistered one the service says no, for good (row `status-inactive-final`).
fn can_connect(world: &World, host: HostKey) -> bool {
    let Some(host) = world.host(host) else { return false };
    let wanted = host.instance.and_then(|key| world.instance(key)).is_some_and(|instance| {
        !matches!(instance.shown.status, InstanceStatus::Inactive | InstanceStatus::Deregistering)
    });
    wanted && host.state == HostState::Running && host.agent.process == Process::Running && !host.agent.connected
}

/// An agent that restarted for an update comes back as the new version, or as the old
/// one if the new did not start (row `update-updating`).
fn finish_update(world: &mut World, host: HostKey, key: InstanceKey) {
    let status = world.instance(key).and_then(|instance| instance.shown.agent_update);
    if status != Some(AgentUpdateStatus::Updating) {
        return;
    }
    let mut outcome = AgentUpdateStatus::Updated;
    world.change_host(host, |host| match (&mut host.agent.update, host.agent.start_failure) {
        (Some(update), false) => host.agent.version.clone_from(&update.version),
        (update, _) => {
            outcome = AgentUpdateStatus::Failed;
            host.agent.start_failure = false;
            if let Some(update) = update {
                update.refusal = Some("the new version did not start".to_owned());
            }
        }
    });
    world.set_agent_update(key, outcome);
}

/// How the connection of an agent ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// The host closes it.
    Closed,
    /// Nobody closes it: the service has to miss the agent.
    Silent,
    /// The service misses nothing.
    Unnoticed,
}

/// The agent is gone: its process is what is given, and the service notices in time.
pub(super) fn lose(world: &mut World, host: HostKey, process: Process, loss: Loss) {
    let Some(known) = world.host(host) else { return };
    let (instance, was_connected) = (known.instance, known.agent.connected);
    world.change_host(host, |host| {
        host.agent.process = process;
        host.agent.connected = false;
        host.agent.unnoticed = loss == Loss::Unnoticed;
    });
    for due in [Due::Connect(host), Due::Register(host), Due::Update(host), Due::Heartbeat(host), Due::Flap(host)] {
        world.cancel(due);
    }
    let Some(key) = instance else { return };
    let (now_ms, timings) = (world.now_ms(), world.options().timings.clone());
    if was_connected {
        // No heartbeat comes any more, noticed or not.
        world.change_health(key, |health| health.end(now_ms, timings.heartbeat_ms));
    }
    let notice_ms = match loss {
        Loss::Closed => timings.close_ms,
        Loss::Silent => timings.silence_ms,
        Loss::Unnoticed => return world.cancel(Due::Disconnect(host)),
    };
    // What counts is what the service believes: it may have missed an earlier loss, or have
    // registered the agent again that has not connected since. What is about to be noticed still is.
    let believed = world.instance(key).is_some_and(|instance| instance.shown.agent_connected);
    if believed && world.due_at_ms(Due::Disconnect(host)).is_none() {
        world.schedule(Due::Disconnect(host), notice_ms);
    }
}

/// The service notices that the agent is gone (row `status-stop`).
pub(super) fn noticed(world: &mut World, host: HostKey) {
    let Some((key, state)) = world.host(host).and_then(|host| Some((host.instance?, host.state))) else { return };
    world.end_connection(key);
    if matches!(state, HostState::Stopping | HostState::Stopped) {
        task::end_with_host(world, key, "stopped");
    }
}

/// A hung agent is started anew.
pub(super) fn recover(world: &mut World, host: HostKey) {
    if world.host(host).is_some_and(|host| host.agent.process == Process::Hung) {
        noticed(world, host);
        world.cancel(Due::Disconnect(host));
        start(world, host);
    }
}

/// The next break or return of a connection that flaps.
pub(super) fn flap(world: &mut World, host: HostKey) {
    let Some(known) = world.host(host) else { return };
    let (times, down_ms, up_ms) = known.agent.flap;
    if known.agent.process != Process::Running || times == 0 {
        return;
    }
    if !known.agent.connected {
        connect(world, host);
        world.change_host(host, |host| host.agent.flap.0 -= 1);
        if times > 1 {
            world.schedule(Due::Flap(host), up_ms);
        }
        return;
    }
    lose(world, host, Process::Running, Loss::Closed);
    world.cancel(Due::Disconnect(host));
    noticed(world, host);
    world.schedule(Due::Flap(host), down_ms);
}

/// The connection of a deregistered instance ends. Its agent tries again each hour, and
/// is refused each time, so it does not here.
pub(super) fn dropped(world: &mut World, key: InstanceKey) {
    world.end_connection(key);
    let Some(host) = world.instance(key).map(|instance| instance.host) else { return };
    if world.host(host).is_some_and(|host| host.instance == Some(key)) {
        world.change_host(host, |host| host.agent.connected = false);
        for due in [Due::Connect(host), Due::Disconnect(host), Due::Heartbeat(host), Due::Update(host)] {
            world.cancel(due);
        }
    }
}

/// The commit that a version was built from, as far as a simulation has one: eight
/// hexadecimal digits that follow from the version (row `instance-version-info`).
fn hash_of(version: &str) -> String {
    let hash = version.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}
