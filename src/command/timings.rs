//! How long things take.

use crate::stored::stored;

crate::form::readable! {
    only
    /// How long things take, in milliseconds. What the fact sheet knows stands there;
    /// the rest is assumption 64.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Timings {
        /// From the launch or start of a host to the start of its agent.
        pub boot_ms: u64,
        /// Up to how much longer a host takes to boot, drawn for each.
        pub boot_spread_ms: u64,
        /// From the registration to the agent's connection.
        pub connect_ms: u64,
        /// Between two heartbeats, with which health is reported (row `health-trigger`).
        pub heartbeat_ms: u64,
        /// Until a silent agent counts as disconnected (row `status-stop`).
        pub silence_ms: u64,
        /// Until a connection that the host closed counts as disconnected.
        pub close_ms: u64,
        /// Until a terminated host whose agent was connected is deregistered (row `status-terminate-connected`).
        pub reap_ms: u64,
        /// From stopping, or from shutting down, until EC2 has done so.
        pub ec2_stop_ms: u64,
        /// Until a trunk interface is attached.
        pub trunk_attach_ms: u64,
        /// Until a trunk interface is taken away.
        pub trunk_detach_ms: u64,
        /// How long an INACTIVE instance can be described (assumption 28).
        pub inactive_ms: u64,
        /// Until AGENT_CONNECTIVITY of a disconnected agent is IMPAIRED (assumption 13); 0 for the API of 2021, without it.
        pub connectivity_ms: u64,
        /// From an agent update's acceptance to its staging.
        pub update_accept_ms: u64,
        /// How long the new agent is downloaded.
        pub update_download_ms: u64,
        /// From the download to its use.
        pub update_perform_ms: u64,
        /// How long the agent is away for its new version.
        pub update_restart_ms: u64,
        /// From the notice of a Spot interruption to the end (row `status-spot`).
        pub spot_notice_ms: u64,
        /// Between two looks of the scheduler at a service (assumption 24).
        pub scheduler_tick_ms: u64,
        /// Until the agent acts on what the service decided about a task.
        pub task_ack_ms: u64,
        /// Until the network interface of a task is attached.
        pub eni_attach_ms: u64,
        /// Until the network interface of a task is taken away.
        pub eni_detach_ms: u64,
        /// How long the images of a task are pulled.
        pub pull_ms: u64,
        /// From the pull to the start of the containers.
        pub start_ms: u64,
        /// How long a task is registered with its target groups.
        pub target_register_ms: u64,
        /// Until a target is found healthy: five checks, 30 seconds apart (row `target-defaults`).
        pub target_healthy_ms: u64,
        /// How long connections drain when a target is taken out (row `stop-ladder`).
        pub deregistration_delay_ms: u64,
        /// How long containers take to end once they are asked to.
        pub stop_ms: u64,
        /// ECS_CONTAINER_STOP_TIMEOUT: after that they are killed (row `stop-ladder`).
        pub stop_timeout_ms: u64,
        /// How long a task without health checks must run to count as healthy (row `drain-healthy`).
        pub healthy_ms: u64,
        /// How long a stopped task can be described (row `op-describe-tasks`).
        pub stopped_task_ms: u64,
        /// Until a service with uneven zones is rebalanced (assumption 80).
        pub rebalance_ms: u64,
        /// The first pause of a service whose tasks keep failing (assumption 36).
        pub failure_pause_ms: u64,
        /// The longest such pause (assumption 36).
        pub failure_pause_most_ms: u64,
    }
}

stored!(struct Timings {
    boot_ms, boot_spread_ms, connect_ms, heartbeat_ms, silence_ms, close_ms, reap_ms, ec2_stop_ms, trunk_attach_ms,
    trunk_detach_ms, inactive_ms, connectivity_ms, update_accept_ms, update_download_ms, update_perform_ms,
    update_restart_ms, spot_notice_ms, scheduler_tick_ms, task_ack_ms, eni_attach_ms, eni_detach_ms, pull_ms, start_ms, target_register_ms, target_healthy_ms, deregistration_delay_ms, stop_ms, stop_timeout_ms, healthy_ms, stopped_task_ms, rebalance_ms, failure_pause_ms, failure_pause_most_ms,
});

impl Default for Timings {
    fn default() -> Timings {
        Timings {
            boot_ms: 30_000,
            boot_spread_ms: 10_000,
            connect_ms: 2_000,
            heartbeat_ms: 30_000,
            silence_ms: 90_000,
            close_ms: 1_000,
            reap_ms: 600_000,
            ec2_stop_ms: 30_000,
            trunk_attach_ms: 20_000,
            trunk_detach_ms: 20_000,
            inactive_ms: 3_600_000,
            connectivity_ms: 300_000,
            update_accept_ms: 2_000,
            update_download_ms: 20_000,
            update_perform_ms: 2_000,
            update_restart_ms: 10_000,
            spot_notice_ms: 120_000,
            scheduler_tick_ms: 10_000,
            task_ack_ms: 1_000,
            eni_attach_ms: 10_000,
            eni_detach_ms: 10_000,
            pull_ms: 5_000,
            start_ms: 1_000,
            target_register_ms: 2_000,
            target_healthy_ms: 150_000,
            deregistration_delay_ms: 300_000,
            stop_ms: 2_000,
            stop_timeout_ms: 30_000,
            healthy_ms: 40_000,
            stopped_task_ms: 3_600_000,
            rebalance_ms: 60_000,
            failure_pause_ms: 60_000,
            failure_pause_most_ms: 1_620_000,
        }
    }
}

impl Timings {
    pub(super) fn all(&self) -> [(&'static str, u64); 33] {
        [
            ("timings.bootMs", self.boot_ms),
            ("timings.bootSpreadMs", self.boot_spread_ms),
            ("timings.connectMs", self.connect_ms),
            ("timings.heartbeatMs", self.heartbeat_ms),
            ("timings.silenceMs", self.silence_ms),
            ("timings.closeMs", self.close_ms),
            ("timings.reapMs", self.reap_ms),
            ("timings.ec2StopMs", self.ec2_stop_ms),
            ("timings.trunkAttachMs", self.trunk_attach_ms),
            ("timings.trunkDetachMs", self.trunk_detach_ms),
            ("timings.inactiveMs", self.inactive_ms),
            ("timings.connectivityMs", self.connectivity_ms),
            ("timings.updateAcceptMs", self.update_accept_ms),
            ("timings.updateDownloadMs", self.update_download_ms),
            ("timings.updatePerformMs", self.update_perform_ms),
            ("timings.updateRestartMs", self.update_restart_ms),
            ("timings.spotNoticeMs", self.spot_notice_ms),
            ("timings.schedulerTickMs", self.scheduler_tick_ms),
            ("timings.taskAckMs", self.task_ack_ms),
            ("timings.eniAttachMs", self.eni_attach_ms),
            ("timings.eniDetachMs", self.eni_detach_ms),
            ("timings.pullMs", self.pull_ms),
            ("timings.startMs", self.start_ms),
            ("timings.targetRegisterMs", self.target_register_ms),
            ("timings.targetHealthyMs", self.target_healthy_ms),
            ("timings.deregistrationDelayMs", self.deregistration_delay_ms),
            ("timings.stopMs", self.stop_ms),
            ("timings.stopTimeoutMs", self.stop_timeout_ms),
            ("timings.healthyMs", self.healthy_ms),
            ("timings.stoppedTaskMs", self.stopped_task_ms),
            ("timings.rebalanceMs", self.rebalance_ms),
            ("timings.failurePauseMs", self.failure_pause_ms),
            ("timings.failurePauseMostMs", self.failure_pause_most_ms),
        ]
    }
}
