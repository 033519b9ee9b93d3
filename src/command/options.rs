//! What a simulation starts from. Everything has a default, and every number is
//! an integer.

use super::timings::Timings;
use super::{TargetGroupOptions, Workload};
use crate::form::{Read, Reading, Structure};
use crate::stored::stored;
use crate::tape::Value;

/// 2026-01-01T00:00:00Z.
pub const DEFAULT_START_MS: u64 = 1_767_225_600_000;

/// The last moment that a simulation can reach: the end of the year 9999.
pub const LAST_MS: u64 = 253_402_300_799_999;

crate::form::readable! {
    only
    /// What a simulation starts from.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Options {
        /// What every draw follows from.
        pub seed: u64,
        /// The first moment, in milliseconds since 1970.
        pub start_time: u64,
        /// The Region.
        pub region: String,
        /// The account.
        pub account_id: String,
        /// Whether every host that registers gets a simulated agent.
        pub agents: bool,
        /// The version that agents are updated to.
        pub latest_agent_version: String,
        /// The oldest version that can be updated.
        pub oldest_updatable_agent_version: String,
        /// How long things take.
        pub timings: Timings,
        /// Other answers to what is not known: the id of the assumption, and which alternative, from 1.
        pub assumptions: Choices,
        /// What goes wrong by itself.
        pub faults: FaultRates,
        /// Whether requests are throttled as AWS does.
        pub throttling: bool,
        /// Up to how long a read may show what was before; 0 for reads that are never late.
        pub read_lag_ms: u64,
        /// How events arrive.
        pub delivery: Delivery,
        /// Target groups that differ from what Elastic Load Balancing has by default.
        pub target_groups: Vec<TargetGroupOptions>,
        /// What the containers of some families do.
        pub workloads: Vec<Workload>,
        /// How many events are kept.
        pub event_capacity: u32,
    }
}

stored!(struct Options {
    seed, start_time, region, account_id, agents, latest_agent_version, oldest_updatable_agent_version, timings,
    assumptions, faults, throttling, read_lag_ms, delivery, target_groups, workloads,
    event_capacity,
});

impl Default for Options {
    fn default() -> Options {
        Options {
            seed: 1,
            start_time: DEFAULT_START_MS,
            region: "us-east-1".to_owned(),
            account_id: "123456789012".to_owned(),
            agents: true,
            latest_agent_version: "1.105.1".to_owned(),
            oldest_updatable_agent_version: "1.0.0".to_owned(),
            timings: Timings::default(),
            assumptions: Choices::default(),
            faults: FaultRates::default(),
            throttling: false,
            read_lag_ms: 0,
            delivery: Delivery::default(),
            target_groups: Vec::new(),
            workloads: Vec::new(),
            event_capacity: 10_000,
        }
    }
}

/// Answers to assumptions: the id of each, and which alternative, from 1. By id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices(pub Vec<(u16, u8)>);

stored!(struct Choices(0));

impl Choices {
    /// Which answer is taken: 0 for the default.
    pub fn get(&self, id: u16) -> u8 {
        self.0.iter().find(|(known, _)| *known == id).map_or(0, |(_, choice)| *choice)
    }

    /// Takes another answer.
    pub fn set(&mut self, id: u16, choice: u8) {
        self.0.retain(|(known, _)| *known != id);
        if choice > 0 {
            let place = self.0.partition_point(|(known, _)| *known < id);
            self.0.insert(place, (id, choice));
        }
    }
}

impl Read for Choices {
    fn read(value: Value<'_>, reading: &mut Reading) -> Choices {
        let mut choices = Choices::default();
        for (name, value) in Structure::of(value, reading).entries() {
            match name.parse() {
                Ok(id) => choices.set(id, u8::read(value, reading)),
                Err(_) => {
                    reading.refuse(&format!("`{name}` is not the id of an assumption"));
                    break;
                }
            }
            if reading.is_over() {
                reading.within(name);
                break;
            }
        }
        choices
    }

    fn nothing() -> Choices {
        Choices::default()
    }
}

crate::form::readable! {
    only
    /// What goes wrong by itself: the chance, in a thousandth, that a host suffers it within an hour.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct FaultRates {
        /// The agent hangs.
        pub agent_loss: u32,
        /// The agent hangs and still counts as connected.
        pub unnoticed_agent_loss: u32,
        /// The connection breaks and comes back.
        pub flap: u32,
        /// The container runtime stops answering.
        pub runtime_impaired: u32,
        /// EC2 stops the host; it is started again after a while.
        pub host_stop: u32,
        /// The host boots anew.
        pub host_reboot: u32,
        /// The host is terminated.
        pub host_terminate: u32,
        /// The agent loses its state and registers as new.
        pub lost_state: u32,
        /// The next update is refused.
        pub update_nack: u32,
        /// The next trunk interface fails.
        pub trunk_failure: u32,
        /// Of a thousand requests, how many meet a fault of the service.
        pub server_exception: u32,
        /// The least that a fault lasts.
        pub shortest_ms: u64,
        /// The most that a fault lasts.
        pub longest_ms: u64,
        /// How long after the start faults come; 0 for ever.
        pub for_ms: u64,
    }
}

stored!(struct FaultRates {
    agent_loss, unnoticed_agent_loss, flap, runtime_impaired, host_stop, host_reboot, host_terminate, lost_state,
    update_nack, trunk_failure, server_exception, shortest_ms, longest_ms, for_ms,
});

impl Default for FaultRates {
    fn default() -> FaultRates {
        FaultRates {
            agent_loss: 0,
            unnoticed_agent_loss: 0,
            flap: 0,
            runtime_impaired: 0,
            host_stop: 0,
            host_reboot: 0,
            host_terminate: 0,
            lost_state: 0,
            update_nack: 0,
            trunk_failure: 0,
            server_exception: 0,
            shortest_ms: 10_000,
            longest_ms: 600_000,
            for_ms: 0,
        }
    }
}

crate::form::readable! {
    only
    /// How events arrive: at least once, and not in order (row `event-delivery`).
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Delivery {
        /// Up to how late, drawn for each.
        pub late_ms: u64,
        /// Of a thousand, how many arrive twice.
        pub twice_per_mille: u32,
    }
}

stored!(struct Delivery { late_ms, twice_per_mille });

/// One thing wrong with the options: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionProblem {
    /// The member, with dots.
    pub member: &'static str,
    /// What is wrong with it, and the way out.
    pub message: String,
}

impl Options {
    /// What makes no sense, first of all.
    pub fn problem(&self) -> Option<OptionProblem> {
        let problem = |member, message: String| Some(OptionProblem { member, message });
        if self.start_time > LAST_MS {
            return problem("startTime", format!("`{}` is after the year 9999", self.start_time));
        }
        if self.account_id.len() != 12 || !self.account_id.bytes().all(|byte| byte.is_ascii_digit()) {
            return problem("accountId", format!("`{}` is not an account: twelve digits", self.account_id));
        }
        if !is_region(&self.region) {
            return problem("region", format!("`{}` is not a Region such as eu-west-1", self.region));
        }
        if self.event_capacity == 0 {
            return problem("eventCapacity", "at least one event must be kept".to_owned());
        }
        if self.timings.heartbeat_ms == 0 {
            return problem("timings.heartbeatMs", "heartbeats must be at least 1 ms apart".to_owned());
        }
        if self.faults.shortest_ms > self.faults.longest_ms {
            let (shortest, longest) = (self.faults.shortest_ms, self.faults.longest_ms);
            return problem("faults.shortestMs", format!("`{shortest}` is more than faults.longestMs, `{longest}`"));
        }
        let is_odd = |group: &TargetGroupOptions| {
            group.arn.is_empty() || group.deregistration_delay_ms.max(group.healthy_after_ms) > Some(MOST_MS)
        };
        if self.target_groups.iter().any(is_odd) {
            return problem("targetGroups", "each has its ARN, and delays of a year at most".to_owned());
        }
        if self.workloads.iter().any(|workload| workload.after_ms > 0) {
            return problem("workloads", "an option holds from the start: leave out afterMs".to_owned());
        }
        let others = [
            ("readLagMs", self.read_lag_ms),
            ("delivery.lateMs", self.delivery.late_ms),
            ("faults.longestMs", self.faults.longest_ms),
        ];
        let too_long = self.timings.all().chain(others).find(|(_, milliseconds)| *milliseconds > MOST_MS);
        too_long.and_then(|(member, milliseconds)| problem(member, format!("`{milliseconds}` is more than a year")))
    }

    /// The partition that the Region belongs to (row `arn-partitions`).
    pub fn partition(&self) -> &'static str {
        const PREFIXES: [(&str, &str); 7] = [
            ("cn-", "aws-cn"),
            ("us-gov-", "aws-us-gov"),
            ("us-isob-", "aws-iso-b"),
            ("us-isof-", "aws-iso-f"),
            ("eu-isoe-", "aws-iso-e"),
            ("us-iso-", "aws-iso"),
            ("eusc-", "aws-eusc"),
        ];
        PREFIXES.iter().find(|(prefix, _)| self.region.starts_with(prefix)).map_or("aws", |(_, name)| name)
    }
}

/// A year: times that are added up stay far from what 64 bits hold.
pub const MOST_MS: u64 = 366 * 24 * 3_600_000;

fn is_region(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text.split('-').count() >= 3
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_make_sense() {
        assert_eq!(Options::default().problem(), None);
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        let check = |change: fn(&mut Options), member: &str| {
            let mut options = Options::default();
            change(&mut options);
            assert_eq!(options.problem().unwrap().member, member);
        };
        check(|options| options.start_time = u64::MAX, "startTime");
        check(|options| options.account_id = "12".to_owned(), "accountId");
        check(|options| options.region = "Frankfurt".to_owned(), "region");
        check(|options| options.event_capacity = 0, "eventCapacity");
        check(|options| options.timings.boot_ms = u64::MAX, "timings.bootMs");
        check(|options| options.faults.shortest_ms = u64::MAX, "faults.shortestMs");
        check(|options| options.faults.longest_ms = u64::MAX, "faults.longestMs");
        check(|options| options.read_lag_ms = u64::MAX, "readLagMs");
        check(|options| options.delivery.late_ms = u64::MAX, "delivery.lateMs");
        check(|options| options.target_groups = vec![TargetGroupOptions::default()], "targetGroups");
    }

    #[test]
    fn partitions_follow_the_region() {
        let check = |region: &str, partition: &str| {
            let options = Options { region: region.to_owned(), ..Options::default() };
            assert_eq!(options.partition(), partition);
        };
        check("eu-west-1", "aws");
        check("cn-north-1", "aws-cn");
        check("us-gov-west-1", "aws-us-gov");
        check("us-iso-east-1", "aws-iso");
        check("us-isob-east-1", "aws-iso-b");
        check("eusc-de-east-1", "aws-eusc");
    }
}
