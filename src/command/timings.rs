//! How long things take.

use crate::form::{Read, Reading, Structure};
use crate::stored::{Loader, Stored};
use crate::tape::Value;

/// Declares the timings: each with its member in the options, and its default. They are alike, so
/// all that is done with each of them is done in a loop.
macro_rules! timings {
    ($($(#[$meta:meta])* $name:ident $member:literal = $default:literal),* $(,)?) => {
        /// How long things take, in milliseconds. What the fact sheet knows stands there;
        /// the rest is assumption 64.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Timings { $($(#[$meta])* pub $name: u64),* }

        impl Default for Timings {
            #[inline(never)]
            fn default() -> Timings {
                Timings { $($name: $default),* }
            }
        }

        /// The members, with dots.
        const MEMBERS: [&str; COUNT] = [$($member),*];

        impl Timings {
            fn values(&self) -> [u64; COUNT] {
                [$(self.$name),*]
            }

            #[inline(never)]
            fn places(&mut self) -> [&mut u64; COUNT] {
                [$(&mut self.$name),*]
            }
        }
    };
}

const COUNT: usize = 33;

timings! {
    /// From the launch or start of a host to the start of its agent.
    boot_ms "timings.bootMs" = 30_000,
    /// Up to how much longer a host takes to boot, drawn for each.
    boot_spread_ms "timings.bootSpreadMs" = 10_000,
    /// From the registration to the agent's connection.
    connect_ms "timings.connectMs" = 2_000,
    /// Between two heartbeats, with which health is reported (row `health-trigger`).
    heartbeat_ms "timings.heartbeatMs" = 30_000,
    /// Until a silent agent counts as disconnected (row `status-stop`).
    silence_ms "timings.silenceMs" = 90_000,
    /// Until a connection that the host closed counts as disconnected.
    close_ms "timings.closeMs" = 1_000,
    /// Until a terminated host whose agent was connected is deregistered (row `status-terminate-connected`).
    reap_ms "timings.reapMs" = 600_000,
    /// From stopping, or from shutting down, until EC2 has done so.
    ec2_stop_ms "timings.ec2StopMs" = 30_000,
    /// Until a trunk interface is attached.
    trunk_attach_ms "timings.trunkAttachMs" = 20_000,
    /// Until a trunk interface is taken away.
    trunk_detach_ms "timings.trunkDetachMs" = 20_000,
    /// How long an INACTIVE instance can be described (assumption 28).
    inactive_ms "timings.inactiveMs" = 3_600_000,
    /// Until AGENT_CONNECTIVITY of a disconnected agent is IMPAIRED (assumption 13); 0 for the API of 2021, without it.
    connectivity_ms "timings.connectivityMs" = 300_000,
    /// From an agent update's acceptance to its staging.
    update_accept_ms "timings.updateAcceptMs" = 2_000,
    /// How long the new agent is downloaded.
    update_download_ms "timings.updateDownloadMs" = 20_000,
    /// From the download to its use.
    update_perform_ms "timings.updatePerformMs" = 2_000,
    /// How long the agent is away for its new version.
    update_restart_ms "timings.updateRestartMs" = 10_000,
    /// From the notice of a Spot interruption to the end (row `status-spot`).
    spot_notice_ms "timings.spotNoticeMs" = 120_000,
    /// Between two looks of the scheduler at a service (assumption 24).
    scheduler_tick_ms "timings.schedulerTickMs" = 10_000,
    /// Until the agent acts on what the service decided about a task.
    task_ack_ms "timings.taskAckMs" = 1_000,
    /// Until the network interface of a task is attached.
    eni_attach_ms "timings.eniAttachMs" = 10_000,
    /// Until the network interface of a task is taken away.
    eni_detach_ms "timings.eniDetachMs" = 10_000,
    /// How long the images of a task are pulled.
    pull_ms "timings.pullMs" = 5_000,
    /// From the pull to the start of the containers.
    start_ms "timings.startMs" = 1_000,
    /// How long a task is registered with its target groups.
    target_register_ms "timings.targetRegisterMs" = 2_000,
    /// Until a target is found healthy: five checks, 30 seconds apart (row `target-defaults`).
    target_healthy_ms "timings.targetHealthyMs" = 150_000,
    /// How long connections drain when a target is taken out (row `stop-ladder`).
    deregistration_delay_ms "timings.deregistrationDelayMs" = 300_000,
    /// How long containers take to end once they are asked to.
    stop_ms "timings.stopMs" = 2_000,
    /// ECS_CONTAINER_STOP_TIMEOUT: after that they are killed (row `stop-ladder`).
    stop_timeout_ms "timings.stopTimeoutMs" = 30_000,
    /// How long a task without health checks must run to count as healthy (row `drain-healthy`).
    healthy_ms "timings.healthyMs" = 40_000,
    /// How long a stopped task can be described (row `op-describe-tasks`).
    stopped_task_ms "timings.stoppedTaskMs" = 3_600_000,
    /// Until a service with uneven zones is rebalanced (assumption 80).
    rebalance_ms "timings.rebalanceMs" = 60_000,
    /// The first pause of a service whose tasks keep failing (assumption 36).
    failure_pause_ms "timings.failurePauseMs" = 60_000,
    /// The longest such pause (assumption 36).
    failure_pause_most_ms "timings.failurePauseMostMs" = 1_620_000,
}

impl Timings {
    /// All of them, each with its member.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, u64)> {
        MEMBERS.into_iter().zip(self.values())
    }
}

/// The name of a member within the timings.
fn bare(member: &'static str) -> &'static str {
    member.strip_prefix("timings.").unwrap_or(member)
}

impl Read for Timings {
    fn read(value: Value<'_>, reading: &mut Reading) -> Timings {
        let structure = Structure::of(value, reading);
        structure.only(&MEMBERS.map(bare), reading);
        let mut timings = Timings::default();
        for (member, place) in MEMBERS.into_iter().zip(timings.places()) {
            structure.fill(bare(member), place, reading);
        }
        timings
    }

    fn nothing() -> Timings {
        Timings::default()
    }
}

impl Stored for Timings {
    fn store(&self, out: &mut Vec<u8>) {
        self.values().store(out);
    }

    fn load(from: &mut Loader<'_>) -> Timings {
        let mut timings = Timings::default();
        for place in timings.places() {
            *place = u64::load(from);
        }
        timings
    }
}
