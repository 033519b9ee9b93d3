//! What containers and the targets of load balancers do: the parts of the outside that a
//! drain depends on.

use crate::stored::stored;

crate::form::readable! {
    only besides "kind"
    /// What the containers of a family of task definitions do. What is left out stays as it
    /// was; before anything was said it is as the timings have it, and all goes well.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Workload {
        /// The family.
        pub family: String,
        /// What becomes of pulling their images.
        pub pull: Option<Pull>,
        /// How long that takes.
        pub pull_ms: Option<u64>,
        /// From the pull to their start.
        pub start_ms: Option<u64>,
        /// How long they take to end once they are asked to; they are killed after their stop timeout.
        pub stop_ms: Option<u64>,
        /// What their health checks say, where they have some.
        pub health: Option<Health>,
        /// How long after their start they end by themselves; 0 for never.
        pub exit_after_ms: Option<u64>,
        /// The exit code of that.
        pub exit_code: Option<i32>,
        /// How long from now all this begins; at once if absent.
        pub after_ms: u64,
    }
}

stored!(struct Workload {
    family, pull, pull_ms, start_ms, stop_ms, health, exit_after_ms, exit_code, after_ms,
});

impl Workload {
    /// Says what another one says, and otherwise what it said itself.
    pub fn take_over(&mut self, other: &Workload) {
        self.pull = other.pull.or(self.pull);
        self.pull_ms = other.pull_ms.or(self.pull_ms);
        self.start_ms = other.start_ms.or(self.start_ms);
        self.stop_ms = other.stop_ms.or(self.stop_ms);
        self.health = other.health.or(self.health);
        self.exit_after_ms = other.exit_after_ms.or(self.exit_after_ms);
        self.exit_code = other.exit_code.or(self.exit_code);
    }
}

/// What becomes of pulling images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pull {
    /// They come.
    Succeeds,
    /// The registry refuses: the task fails to start.
    Fails,
    /// It takes for ever.
    Hangs,
}

stored!(enum Pull { 0 => Succeeds, 1 => Fails, 2 => Hangs });

/// What a health check says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// That it is well.
    Healthy,
    /// That it is not.
    Unhealthy,
}

stored!(enum Health { 0 => Healthy, 1 => Unhealthy });

crate::form::readable! {
    only besides "kind"
    /// How a target group is from now on, or the targets of one task in it.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Target {
        /// The ARN of the target group.
        pub target_group: String,
        /// The task whose targets are meant: its ID or ARN; those of all tasks unless given.
        pub task: Option<String>,
        /// What the health checks of the target group say.
        pub health: Option<Health>,
        /// How long connections drain when a target is taken out.
        pub deregistration_delay_ms: Option<u64>,
        /// How long a target takes to be found healthy.
        pub healthy_after_ms: Option<u64>,
        /// How long from now all this begins; at once if absent.
        pub after_ms: u64,
    }
}

crate::form::readable! {
    only
    /// A target group that a simulation starts with.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct TargetGroupOptions {
        /// Its ARN.
        pub arn: String,
        /// How long connections drain when a target is taken out; as the timings have it unless given.
        pub deregistration_delay_ms: Option<u64>,
        /// How long a target takes to be found healthy; as the timings have it unless given.
        pub healthy_after_ms: Option<u64>,
    }
}

stored!(struct TargetGroupOptions { arn, deregistration_delay_ms, healthy_after_ms });
