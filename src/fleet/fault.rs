//! What goes wrong: by command, or by itself at a rate.

use super::agent::{self, Loss};
use super::{ec2, find, health, task};
use crate::command::{Fault, HostAction, NackReason};
use crate::world::{Due, HostKey, HostState, Process, Stream, World};

/// How often it is drawn what goes wrong by itself.
const TICK_MS: u64 = 60_000;
/// How many ticks an hour has.
const TICKS_AN_HOUR: u64 = 60;

/// The hosts of a fault are known: [`Fault::host`] names them.
pub fn cause(world: &mut World, fault: &Fault) {
    let host = fault.host().and_then(|text| find(world, text));
    match fault {
        Fault::Throttling { times } => {
            world.order(|ordered| ordered.throttled = ordered.throttled.saturating_add(*times))
        }
        Fault::ServerException { times } => world.order(|ordered| {
            ordered.server_exceptions = ordered.server_exceptions.saturating_add(*times);
        }),
        Fault::TrunkFailure { times, reason } => world.order(|ordered| {
            ordered.trunk_failures = ordered.trunk_failures.saturating_add(*times);
            ordered.trunk_reason.clone_from(reason);
        }),
        Fault::TaskExit { task, exit_code } => task::make_exit(world, task, *exit_code),
        _ => {
            if let Some(host) = host {
                cause_on(world, host, fault);
            }
        }
    }
}

fn cause_on(world: &mut World, host: HostKey, fault: &Fault) {
    match fault {
        Fault::AgentLoss { duration_ms, unnoticed, .. } => {
            if world.host(host).is_some_and(|host| host.agent.process == Process::Running) {
                let loss = if *unnoticed { Loss::Unnoticed } else { Loss::Silent };
                agent::lose(world, host, Process::Hung, loss);
                until(world, Due::Recover(host), *duration_ms);
            }
        }
        Fault::Flap { times, down_ms, up_ms, .. } => {
            world.change_host(host, |host| host.agent.flap = (*times, *down_ms, *up_ms));
            world.schedule(Due::Flap(host), 0);
        }
        Fault::RuntimeImpaired { duration_ms, .. } => {
            health::set_runtime(world, host, false);
            until(world, Due::RuntimeRecovers(host), *duration_ms);
        }
        Fault::HealthCheck { check, status, reason, .. } => {
            health::say_of(world, host, *check, *status, reason.clone())
        }
        Fault::UpdateNack { reason, .. } => world.change_host(host, |host| host.agent.nack = Some(*reason)),
        Fault::UpdateStartFailure { .. } => world.change_host(host, |host| host.agent.start_failure = true),
        Fault::LostState { .. } => lose_state(world, host),
        Fault::TaskExit { .. }
        | Fault::Throttling { .. }
        | Fault::ServerException { .. }
        | Fault::TrunkFailure { .. } => {}
    }
}

/// The agent forgets what it had stored, and starts anew: it registers once more (row `register-duplicates`).
fn lose_state(world: &mut World, host: HostKey) {
    let Some(known) = world.host(host).filter(|host| host.launched) else { return };
    let (old, up) = (known.instance, known.state == HostState::Running);
    agent::lose(world, host, Process::Off, Loss::Closed);
    world.cancel(Due::Disconnect(host));
    world.cancel(Due::Recover(host));
    if let Some(old) = old {
        world.end_connection(old);
    }
    world.change_host(host, |host| host.instance = None);
    if up {
        agent::start(world, host);
    }
}

fn until(world: &mut World, due: Due, duration_ms: Option<u64>) {
    match duration_ms {
        Some(duration_ms) => world.schedule(due, duration_ms),
        None => world.cancel(due),
    }
}

/// Faults that come by themselves begin to, if there are any.
pub fn begin_faults(world: &mut World) {
    if KINDS.iter().any(|kind| (kind.rate)(world) > 0) {
        world.schedule(Due::Faults, TICK_MS);
    }
}

/// A kind of fault that comes by itself.
struct Kind {
    rate: fn(&World) -> u32,
    cause: fn(&mut World, HostKey, u64),
}

const KINDS: [Kind; 10] = [
    Kind {
        rate: |world| world.options().faults.agent_loss,
        cause: |world, host, duration_ms| loss(world, host, duration_ms, Loss::Silent),
    },
    Kind {
        rate: |world| world.options().faults.unnoticed_agent_loss,
        cause: |world, host, duration_ms| loss(world, host, duration_ms, Loss::Unnoticed),
    },
    Kind {
        rate: |world| world.options().faults.flap,
        cause: |world, host, duration_ms| {
            world.change_host(host, |host| host.agent.flap = (2, duration_ms / 4, duration_ms / 4));
            world.schedule(Due::Flap(host), 0);
        },
    },
    Kind {
        rate: |world| world.options().faults.runtime_impaired,
        cause: |world, host, duration_ms| {
            health::set_runtime(world, host, false);
            world.schedule(Due::RuntimeRecovers(host), duration_ms);
        },
    },
    Kind {
        rate: |world| world.options().faults.host_stop,
        cause: |world, host, duration_ms| {
            ec2::act(world, host, HostAction::Stop);
            world.schedule(Due::Restart(host), duration_ms);
        },
    },
    Kind {
        rate: |world| world.options().faults.host_reboot,
        cause: |world, host, _| ec2::act(world, host, HostAction::Reboot),
    },
    Kind {
        rate: |world| world.options().faults.host_terminate,
        cause: |world, host, _| ec2::act(world, host, HostAction::Terminate),
    },
    Kind { rate: |world| world.options().faults.lost_state, cause: |world, host, _| lose_state(world, host) },
    Kind {
        rate: |world| world.options().faults.update_nack,
        cause: |world, host, _| world.change_host(host, |host| host.agent.nack = Some(NackReason::UnableToDownload)),
    },
    Kind {
        rate: |world| world.options().faults.trunk_failure,
        cause: |world, _, _| world.order(|ordered| ordered.trunk_failures = ordered.trunk_failures.saturating_add(1)),
    },
];

fn loss(world: &mut World, host: HostKey, duration_ms: u64, loss: Loss) {
    if world.host(host).is_some_and(|host| host.agent.process == Process::Running) {
        agent::lose(world, host, Process::Hung, loss);
        world.schedule(Due::Recover(host), duration_ms);
    }
}

/// Draws what goes wrong by itself in this minute: as many faults of each kind as its rate
/// makes of the hosts that run, the fraction left to chance, each on a host drawn.
pub(super) fn draw(world: &mut World) {
    if !world.faults_go_on() {
        return;
    }
    world.schedule(Due::Faults, TICK_MS);
    let mut running: Vec<HostKey> = Vec::new();
    for host in world.hosts() {
        if host.state == HostState::Running {
            running.push(host.key);
        }
    }
    let Some(last) = (running.len() as u64).checked_sub(1) else { return };
    let (shortest_ms, longest_ms) = (world.options().faults.shortest_ms, world.options().faults.longest_ms);
    for kind in &KINDS {
        let expected = u64::from((kind.rate)(world)) * (last + 1);
        let whole = 1000 * TICKS_AN_HOUR;
        let count = expected / whole + u64::from(world.draw(Stream::Faults, 1, whole) <= expected % whole);
        for _ in 0..count.min(last + 1) {
            let drawn = world.draw(Stream::Faults, 0, last);
            let duration_ms = world.draw(Stream::Faults, shortest_ms, longest_ms);
            if let Some(host) = usize::try_from(drawn).ok().and_then(|index| running.get(index)) {
                (kind.cause)(world, *host, duration_ms);
            }
        }
    }
}
