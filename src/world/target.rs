//! Target groups of load balancers, as far as a drain needs them.

use super::World;
use crate::stored::stored;

/// A target group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetGroup {
    /// Its ARN.
    pub arn: String,
    /// How long connections drain when a target is taken out.
    pub deregistration_delay_ms: u64,
    /// How long a target takes to be found healthy.
    pub healthy_after_ms: u64,
    /// Whether its targets are found healthy at all.
    pub healthy: bool,
}

stored!(struct TargetGroup { arn, deregistration_delay_ms, healthy_after_ms, healthy });

impl World {
    /// All target groups.
    pub fn target_groups(&self) -> &[TargetGroup] {
        &self.target_groups
    }

    /// The target group of an ARN.
    pub fn target_group(&self, arn: &str) -> Option<&TargetGroup> {
        self.target_groups.iter().find(|group| group.arn == arn)
    }

    /// A target group to be changed. One that was not known is there from now on, with the defaults
    /// of Elastic Load Balancing.
    #[inline(never)]
    pub fn target_group_mut(&mut self, arn: &str) -> Option<&mut TargetGroup> {
        if self.target_group(arn).is_none() {
            let timings = &self.options.timings;
            self.target_groups.push(TargetGroup {
                arn: arn.to_owned(),
                deregistration_delay_ms: timings.deregistration_delay_ms,
                healthy_after_ms: timings.target_healthy_ms,
                healthy: true,
            });
        }
        self.target_groups.iter_mut().find(|group| group.arn == arn)
    }
}
