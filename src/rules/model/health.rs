//! The health of a container instance (rows `health-…`).

/// The status of one check, and of the instance as a whole. From best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HealthState {
    /// Every check passes.
    Ok,
    /// A check is being set up.
    Initializing,
    /// A check cannot say.
    InsufficientData,
    /// A check fails.
    Impaired,
}

/// The words on the wire.
pub const HEALTH_STATES: [(&str, HealthState); 4] = [
    ("OK", HealthState::Ok),
    ("INITIALIZING", HealthState::Initializing),
    ("INSUFFICIENT_DATA", HealthState::InsufficientData),
    ("IMPAIRED", HealthState::Impaired),
];

impl HealthState {
    /// The state of this word; an unknown word says nothing, so there is no data (assumption 43).
    pub fn from_word(word: &str) -> HealthState {
        let known = HEALTH_STATES.iter().find(|(name, _)| *name == word);
        known.map_or(HealthState::InsufficientData, |(_, state)| *state)
    }

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        HEALTH_STATES.iter().find(|(_, state)| *state == self).map_or("INSUFFICIENT_DATA", |(name, _)| *name)
    }

    /// The overall status: the worst of all checks; none at all are no data (assumption 12).
    /// The type of a check plays no part, so types that are new to us count like any other.
    ///
    /// ```
    /// use ecs_drydock_rules::model::health::HealthState;
    ///
    /// let checks = [HealthState::Ok, HealthState::Initializing];
    /// assert_eq!(HealthState::roll_up(checks), HealthState::Initializing);
    /// ```
    pub fn roll_up(checks: impl IntoIterator<Item = HealthState>) -> HealthState {
        checks.into_iter().max().unwrap_or(HealthState::InsufficientData)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worst_check_decides() {
        let check = |words: &[&str], overall: &str| {
            let rolled = HealthState::roll_up(words.iter().map(|word| HealthState::from_word(word)));
            assert_eq!(rolled.word(), overall, "{words:?}");
        };
        check(&[], "INSUFFICIENT_DATA");
        check(&["OK"], "OK");
        check(&["OK", "INITIALIZING"], "INITIALIZING");
        check(&["INITIALIZING", "INSUFFICIENT_DATA", "OK"], "INSUFFICIENT_DATA");
        check(&["INSUFFICIENT_DATA", "IMPAIRED", "INITIALIZING"], "IMPAIRED");
        check(&["OK", "FROM_THE_FUTURE"], "INSUFFICIENT_DATA");
    }
}
