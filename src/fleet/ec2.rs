//! EC2: hosts are launched, stopped, started and terminated.

use super::agent::{self, Loss};
use super::{health, registration, task};
use crate::command::{HostAction, Launch};
use crate::operations;
use crate::request::UpdateContainerInstancesState;
use crate::world::{
    Agent, Attribute, Due, Host, HostKey, HostState, InstanceKey, InstanceStatus, Process, Stream, Tag, World,
};

/// Launches hosts. Each boots, and its agent registers it.
pub fn launch(world: &mut World, launch: &Launch) -> Vec<HostKey> {
    let usual = ["a", "b", "c"].map(|letter| format!("{}{letter}", world.options().region));
    let zones = if launch.availability_zones.is_empty() { &usual[..] } else { &launch.availability_zones };
    let mut hosts: Vec<HostKey> = Vec::new();
    for number in 0..launch.count as usize {
        let zone = zones.get(number % zones.len().max(1)).map_or("", String::as_str);
        hosts.push(launch_one(world, launch, zone));
    }
    for host in &hosts {
        boot(world, *host);
    }
    hosts
}

fn launch_one(world: &mut World, launch: &Launch, zone: &str) -> HostKey {
    let id = format!("i-{:017x}", world.draw_id() >> 60);
    let version = launch.agent_version.clone().unwrap_or_else(|| world.options().latest_agent_version.clone());
    let (mut attributes, mut tags) = (Vec::new(), Vec::new());
    for own in &launch.attributes {
        attributes.push(Attribute { name: own.name.clone(), value: own.value.clone() });
    }
    for own in &launch.tags {
        tags.push(Tag { key: own.key.clone(), value: own.value.clone() });
    }
    world.add_host(Host {
        key: HostKey::NEW,
        id: Some(id),
        launched: true,
        state: HostState::Pending,
        instance_type: Some(launch.instance_type.clone()),
        availability_zone: zone.to_owned(),
        ami_id: launch.ami_id.clone(),
        cluster: launch.cluster.clone(),
        attributes,
        tags,
        reserved_memory_mib: launch.reserved_memory_mib,
        updates_enabled: launch.updates_enabled,
        spot_draining: launch.spot_draining,
        docker_version: launch.docker_version.clone(),
        runtime_ok: true,
        instance: None,
        orphans: Vec::new(),
        agent: Agent {
            process: Process::Off,
            version,
            connected: false,
            unnoticed: false,
            retry_ms: 0,
            retried_ms: 0,
            update: None,
            nack: None,
            start_failure: false,
            flap: (0, 0, 0),
        },
    })
}

/// Something is done to a host.
pub fn act(world: &mut World, host: HostKey, action: HostAction) {
    match action {
        HostAction::Terminate => terminate(world, host),
        HostAction::Stop => stop(world, host),
        HostAction::Start => start(world, host),
        HostAction::Reboot => reboot(world, host),
        HostAction::SpotInterruption => interrupt(world, host),
        HostAction::StopAgent => agent::lose(world, host, Process::Off, Loss::Closed),
        HostAction::StartAgent => {
            if world.host(host).is_some_and(|host| host.agent.process != Process::Running) {
                registration::forget_failure(world, host);
                agent::start(world, host);
            }
        }
    }
}

/// EC2 terminates a host. If its agent is connected the service deregisters it in time;
/// if not, the instance stays as it is (rows `status-terminate-…`).
pub(super) fn terminate(world: &mut World, host: HostKey) {
    let Some(known) = world.host(host) else { return };
    if matches!(known.state, HostState::ShuttingDown | HostState::Terminated) {
        return;
    }
    let (state, instance) = (known.state, known.instance.and_then(|key| world.instance(key)));
    let missed = instance.filter(|instance| {
        let unfinished =
            matches!(instance.shown.status, InstanceStatus::Registering | InstanceStatus::RegistrationFailed);
        unfinished || (instance.shown.agent_connected && state == HostState::Running)
    });
    if let Some(key) = missed.map(|instance| instance.key) {
        world.schedule(Due::Reap(key), world.options().timings.reap_ms);
    }
    go_down(world, host, HostState::ShuttingDown, Loss::Closed);
}

/// EC2 stops a host. Its instance stays, and loses its agent (row `status-stop`).
fn stop(world: &mut World, host: HostKey) {
    let up = |host: &&Host| matches!(host.state, HostState::Pending | HostState::Running);
    if world.host(host).filter(up).is_some() {
        go_down(world, host, HostState::Stopping, Loss::Silent);
    }
}

fn go_down(world: &mut World, host: HostKey, state: HostState, loss: Loss) {
    let was_stopped = world.host(host).is_some_and(|host| host.state == HostState::Stopped);
    agent::lose(world, host, Process::Off, loss);
    for due in [Due::Boot(host), Due::Recover(host), Due::Restart(host), Due::Interruption(host)] {
        world.cancel(due);
    }
    world.change_host(host, |host| {
        host.state = state;
        host.orphans.clear();
    });
    let wait_ms = if was_stopped { 0 } else { world.options().timings.ec2_stop_ms };
    world.schedule(Due::Ec2(host), wait_ms);
}

/// EC2 has stopped or terminated the host.
pub(super) fn settle(world: &mut World, host: HostKey) {
    world.change_host(host, |host| {
        host.state = match host.state {
            HostState::Stopping => HostState::Stopped,
            HostState::ShuttingDown => HostState::Terminated,
            other => other,
        };
    });
}

/// EC2 starts a stopped host again (row `status-start`).
pub(super) fn start(world: &mut World, host: HostKey) {
    if world.host(host).is_some_and(|host| matches!(host.state, HostState::Stopped | HostState::Stopping)) {
        world.cancel(Due::Ec2(host));
        world.change_host(host, |host| host.state = HostState::Pending);
        health::set_runtime(world, host, true);
        task::lose_containers(world, host);
        boot(world, host);
    }
}

/// A host boots anew; to EC2 it runs all the while.
fn reboot(world: &mut World, host: HostKey) {
    if world.host(host).is_some_and(|host| host.state == HostState::Running) {
        agent::lose(world, host, Process::Off, Loss::Closed);
        world.cancel(Due::Recover(host));
        health::set_runtime(world, host, true);
        task::lose_containers(world, host);
        boot(world, host);
    }
}

fn boot(world: &mut World, host: HostKey) {
    let (boot_ms, spread_ms) = (world.options().timings.boot_ms, world.options().timings.boot_spread_ms);
    let longer_ms = world.draw(Stream::Fleet, 0, spread_ms);
    world.schedule(Due::Boot(host), boot_ms + longer_ms);
}

/// EC2 gives notice of a Spot interruption: the agent drains the instance if it is
/// configured to (row `status-spot`), and after two minutes the host is terminated.
fn interrupt(world: &mut World, host: HostKey) {
    let Some(known) = world.host(host).filter(|host| host.state == HostState::Running) else { return };
    let key = known.instance.filter(|_| known.spot_draining && known.agent.connected);
    world.schedule(Due::Interruption(host), world.options().timings.spot_notice_ms);
    let Some(instance) = key.and_then(|key| world.instance(key)) else { return };
    let request = UpdateContainerInstancesState {
        cluster: world.cluster(instance.cluster).map(|cluster| cluster.name.clone()),
        container_instances: vec![world.instance_arn(instance)],
        status: "DRAINING".to_owned(),
    };
    // An agent that is turned away does not try again: the two minutes are short.
    if operations::admit(world, "UpdateContainerInstancesState").is_ok() {
        let _ = operations::update_state(world, &request);
    }
}

/// The service deregisters an instance whose host was terminated.
pub(super) fn reap(world: &mut World, key: InstanceKey) {
    let Some(instance) = world.instance(key) else { return };
    match instance.shown.status {
        InstanceStatus::Inactive | InstanceStatus::Deregistering => {}
        InstanceStatus::RegistrationFailed => {
            task::end_with_host(world, key, "terminated");
            world.change(key, |shown| shown.status = InstanceStatus::Inactive);
            world.schedule(Due::Forget(key), world.options().timings.inactive_ms);
        }
        _ => {
            task::end_with_host(world, key, "terminated");
            operations::leave(world, key);
        }
    }
}
