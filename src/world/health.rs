//! The health of an instance as its checks tell it.

use crate::command::CheckType;
use crate::model::health::HealthState;
use crate::stored::stored;

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What it says.
    pub status: HealthState,
    /// `lastStatusChange`.
    pub changed_ms: u64,
    /// `lastUpdated`, as far as no heartbeat came since.
    pub updated_ms: u64,
    /// `statusReason`.
    pub reason: Option<String>,
}

stored!(struct Check { status, changed_ms, updated_ms, reason });

impl Check {
    /// A check that has not run.
    pub const fn initial(now_ms: u64) -> Check {
        Check { status: HealthState::Initializing, changed_ms: now_ms, updated_ms: now_ms, reason: None }
    }
}

/// The checks of one instance. An agent older than 1.57.0 reports none (assumption 12).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// CONTAINER_RUNTIME.
    pub runtime: Option<Check>,
    /// AGENT_CONNECTIVITY.
    pub connectivity: Option<Check>,
    /// Checks of other types, which somebody else speaks for.
    pub others: Vec<(CheckType, Check)>,
    /// When the connection began whose heartbeats report the runtime.
    pub(super) beating_since_ms: Option<u64>,
    /// When the runtime was checked last in an earlier connection.
    pub(super) checked_ms: u64,
}

stored!(struct Health { runtime, connectivity, others, beating_since_ms, checked_ms });

/// How the types are called.
const TYPES: [&str; 2] = ["CONTAINER_RUNTIME", "AGENT_CONNECTIVITY"];

impl Health {
    /// Its checks, each with its type and `lastUpdated`.
    pub fn checks(&self, now_ms: u64, heartbeat_ms: u64) -> Vec<(&'static str, &Check, u64)> {
        let [runtime, connectivity] = TYPES;
        let mut checks = Vec::new();
        if let Some(check) = &self.runtime {
            checks.push((runtime, check, self.updated_ms(now_ms, heartbeat_ms)));
        }
        if let Some(check) = &self.connectivity {
            checks.push((connectivity, check, check.updated_ms));
        }
        for (kind, check) in &self.others {
            checks.push((kind.word(), check, check.updated_ms));
        }
        checks
    }

    /// `overallStatus`.
    pub fn overall(&self) -> HealthState {
        HealthState::roll_up(self.told())
    }

    /// When the next heartbeat comes, if the agent is connected.
    pub fn next_beat_ms(&self, now_ms: u64, heartbeat_ms: u64) -> Option<u64> {
        let since_ms = self.beating_since_ms?;
        Some(since_ms + (self.beats(now_ms, heartbeat_ms) + 1) * heartbeat_ms)
    }

    /// The agent connected: heartbeats come from now on.
    pub fn begin(&mut self, now_ms: u64) {
        if self.runtime.as_ref().is_some_and(|check| check.status == HealthState::Initializing) {
            self.checked_ms = now_ms;
        }
        self.beating_since_ms = Some(now_ms);
    }

    /// The agent disconnected: what was reported last stays.
    pub fn end(&mut self, now_ms: u64, heartbeat_ms: u64) {
        let updated_ms = self.updated_ms(now_ms, heartbeat_ms);
        if let Some(since_ms) = self.beating_since_ms
            && self.beats(now_ms, heartbeat_ms) > 0
        {
            self.checked_ms = since_ms + self.beats(now_ms, heartbeat_ms) * heartbeat_ms;
        }
        self.beating_since_ms = None;
        if let Some(runtime) = &mut self.runtime {
            runtime.updated_ms = updated_ms;
        }
    }

    /// What the checks say, without their times.
    pub(super) fn told(&self) -> Vec<HealthState> {
        self.checks(0, 1).iter().map(|(_, check, _)| check.status).collect()
    }

    /// How many heartbeats came in this connection.
    fn beats(&self, now_ms: u64, heartbeat_ms: u64) -> u64 {
        self.beating_since_ms.map_or(0, |since_ms| now_ms.saturating_sub(since_ms) / heartbeat_ms.max(1))
    }

    /// `lastUpdated` of the runtime: the agent sends the time of the check before
    /// (row `health-last-updated`). It is worked out when somebody asks, so that
    /// heartbeats which change nothing cost nothing.
    fn updated_ms(&self, now_ms: u64, heartbeat_ms: u64) -> u64 {
        let frozen_ms = self.runtime.as_ref().map_or(0, |check| check.updated_ms);
        match (self.beats(now_ms, heartbeat_ms), self.beating_since_ms) {
            (0, _) | (_, None) => frozen_ms,
            (1, _) => self.checked_ms,
            (beats, Some(since_ms)) => since_ms + (beats - 1) * heartbeat_ms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_updated_is_the_check_before() {
        let mut health = Health { runtime: Some(Check::initial(1000)), ..Health::default() };
        health.begin(2000);
        let check = |health: &Health, now_ms: u64, updated_ms: u64| {
            assert_eq!(health.updated_ms(now_ms, 30), updated_ms, "at {now_ms}");
        };
        check(&health, 2029, 1000);
        check(&health, 2030, 2000);
        check(&health, 2060, 2030);
        check(&health, 2099, 2060);
        assert_eq!(health.next_beat_ms(2099, 30), Some(2120));
        health.runtime.as_mut().unwrap().status = HealthState::Ok;
        health.end(2099, 30);
        check(&health, 5000, 2060);
        assert_eq!(health.next_beat_ms(5000, 30), None);
        health.begin(6000);
        check(&health, 6010, 2060);
        check(&health, 6030, 2090);
        check(&health, 6060, 6030);
    }
}
