//! Everything recovers: once nothing disturbs any more, every agent whose host runs is
//! connected and well within a time that follows from the options.

use ecs_drydock::model::health::HealthState;
use ecs_drydock::model::instance_type::{Architecture, INSTANCE_TYPES};
use ecs_drydock::model::version::Version;
use ecs_drydock::world::{Due, Host, HostState, InstanceStatus, Process, World};

use super::draw::{LONGEST_BREAK_MS, LONGEST_FAULT_MS, MOST_FLAPS};

/// The longest pause of an agent before it tries again to register.
const LONGEST_RETRY_MS: u64 = 192_000;

/// When everything has recovered at the latest, if nothing is done any more.
pub fn bound_ms(world: &World) -> u64 {
    let (options, ordered) = (world.options(), world.ordered());
    let timings = &options.timings;
    let last_fault_ms = match options.faults.for_ms {
        0 => world.now_ms(),
        for_ms => options.start_time + for_ms,
    };
    let last_command_ms = world.put_offs().map(|(at_ms, _)| at_ms).max().unwrap_or_default();
    let disturbed_ms = world.now_ms().max(last_fault_ms).max(last_command_ms);
    // Each request that was ordered to fail may fail one and the same agent, and agents take
    // one another's tokens where requests are throttled.
    let refusals =
        u64::from(ordered.throttled) + u64::from(ordered.server_exceptions) + 3 + world.put_offs().count() as u64 * 4;
    let fault_ms = LONGEST_FAULT_MS.max(options.faults.longest_ms) + (MOST_FLAPS + 1) * 2 * LONGEST_BREAK_MS;
    let host_ms = timings.spot_notice_ms + timings.ec2_stop_ms + timings.boot_ms + timings.boot_spread_ms;
    let agent_ms = refusals * LONGEST_RETRY_MS + timings.connect_ms + timings.silence_ms + timings.close_ms;
    let trunk_ms = timings.trunk_attach_ms + timings.trunk_detach_ms + timings.reap_ms;
    let update_ms = timings.update_accept_ms + timings.update_download_ms + timings.update_perform_ms;
    let return_ms = timings.update_restart_ms + timings.connect_ms + 2 * timings.heartbeat_ms;
    disturbed_ms + fault_ms + host_ms + agent_ms + trunk_ms + update_ms + return_ms + options.delivery.late_ms
}

/// Which faults were caused for ever: nobody recovers from those.
#[derive(Clone, Copy)]
pub struct ForEver {
    pub agent_loss: bool,
    pub runtime_impaired: bool,
}

impl ForEver {
    /// As the commands have it, given as JSON.
    pub fn of(commands: &[String]) -> ForEver {
        let any = |kind: &str| {
            let kind = format!(r#""type":"{kind}""#);
            commands.iter().any(|command| command.contains(&kind) && command.contains(r#""durationMs":null"#))
        };
        ForEver { agent_loss: any("agentLoss"), runtime_impaired: any("runtimeImpaired") }
    }
}

/// Looks whether everything has recovered.
pub fn look(world: &World, for_ever: ForEver) {
    for host in world.hosts() {
        assert!(host.runtime_ok || for_ever.runtime_impaired, "the runtime of {:?} does not recover", host.key);
        assert!(host.agent.process != Process::Hung || for_ever.agent_loss, "the agent of {:?} hangs", host.key);
        let waits = [Due::Boot(host.key), Due::Register(host.key), Due::Connect(host.key), Due::Heartbeat(host.key)];
        let waits = waits.into_iter().chain([Due::Update(host.key), Due::Recover(host.key), Due::Flap(host.key)]);
        for due in waits {
            assert_eq!(world.due_at_ms(due), None, "{due:?} has not happened");
        }
        let settled = matches!(host.state, HostState::Running | HostState::Stopped | HostState::Terminated);
        assert!(settled, "{:?} is still {:?}", host.key, host.state);
        if host.state == HostState::Running && host.agent.process == Process::Running {
            agent(world, host);
        }
    }
    for instance in world.instances() {
        let between = matches!(instance.shown.status, InstanceStatus::Registering | InstanceStatus::Deregistering);
        assert!(!between, "{:?} is still {:?}", instance.key, instance.shown.status);
        let Some(host) = world.host(instance.host).filter(|_| instance.shown.agent_connected) else { continue };
        let own = host.instance == Some(instance.key);
        // An agent that nobody misses seems connected for as long as its fault lasts, even if its host goes.
        assert!(own, "{:?} seems connected and is no host any more", instance.key);
        let stays = host.agent.connected || host.agent.unnoticed;
        assert!(stays, "{:?} seems connected: {:?}, {:?}", instance.key, host.state, host.agent.process);
    }
}

/// An agent that runs is connected, and its checks are well unless somebody said otherwise for ever.
fn agent(world: &World, host: &Host) {
    let instance = host.instance.and_then(|key| world.instance(key));
    assert!(instance.is_some(), "{:?} runs an agent that has not registered", host.key);
    let Some(instance) = instance else { return };
    if !matches!(instance.shown.status, InstanceStatus::Active | InstanceStatus::Draining) {
        return;
    }
    assert!(host.agent.connected && instance.shown.agent_connected, "{:?} is not connected", host.key);
    let versions = world.version_info(instance.shown.version_info);
    let shown = versions.and_then(|versions| versions.agent_version.clone());
    assert_eq!(shown.as_ref(), Some(&host.agent.version), "{:?} shows another version", host.key);
    let under_way = instance.shown.agent_update.is_some_and(|update| update.is_under_way());
    let arm64 = INSTANCE_TYPES
        .iter()
        .any(|kind| host.instance_type.as_deref() == Some(kind.name) && kind.architecture == Architecture::Arm64);
    // On arm64 an update that was accepted stays PENDING for ever (assumption 18).
    assert!(!under_way || arm64, "{:?} still updates: {:?}", host.key, instance.shown.agent_update);
    let health = &instance.health;
    if Version::read(&host.agent.version).is_some_and(|version| version < Version::HEALTH) {
        assert!(health.runtime.is_none() && health.connectivity.is_none(), "{:?} is too old for health", host.key);
        return;
    }
    let runtime = if host.runtime_ok { HealthState::Ok } else { HealthState::Impaired };
    let told = health.runtime.as_ref().map(|check| check.status);
    assert_eq!(told, Some(runtime), "the runtime of {:?}", host.key);
    let connectivity = health.connectivity.as_ref().map(|check| check.status);
    assert_eq!(
        connectivity,
        (world.options().timings.connectivity_ms > 0).then_some(HealthState::Ok),
        "{:?}",
        host.key
    );
    if health.others.is_empty() {
        assert_eq!(health.overall(), runtime, "the health of {:?}", host.key);
    }
}
