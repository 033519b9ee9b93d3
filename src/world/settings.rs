//! Account settings: what is set for a principal, else for everybody, else what
//! the service has by itself.

use crate::stored::stored;

/// What the service has where nothing is set (rows `op-account-settings`, `arn-which`).
const DEFAULTS: [(&str, &str); 11] = [
    ("serviceLongArnFormat", "enabled"),
    ("taskLongArnFormat", "enabled"),
    ("containerInstanceLongArnFormat", "enabled"),
    ("awsvpcTrunking", "disabled"),
    ("containerInsights", "disabled"),
    ("fargateFIPSMode", "disabled"),
    ("tagResourceAuthorization", "on"),
    ("fargateTaskRetirementWaitPeriod", "7"),
    ("guardDutyActivate", "off"),
    ("defaultLogDriverMode", "non-blocking"),
    ("fargateEventWindows", "disabled"),
];

/// What was set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Principal, `None` for everybody; name; value.
    set: Vec<(Option<String>, String, String)>,
}

stored!(struct Settings { set });

impl Settings {
    /// What holds for a principal.
    pub fn effective(&self, principal: &str, name: &str) -> &str {
        self.own(Some(principal), name).or_else(|| self.own(None, name)).unwrap_or_else(|| default(name))
    }

    /// What was set for a principal itself, or for everybody.
    pub fn own(&self, principal: Option<&str>, name: &str) -> Option<&str> {
        let own = self.set.iter().find(|(whose, known, _)| whose.as_deref() == principal && known == name);
        own.map(|(.., value)| value.as_str())
    }

    pub(super) fn set(&mut self, principal: Option<&str>, name: &str, value: Option<&str>) {
        self.set.retain(|(whose, known, _)| whose.as_deref() != principal || known != name);
        if let Some(value) = value {
            let before = |(whose, known, _): &(Option<String>, String, String)| {
                (whose.as_deref(), known.as_str()) < (principal, name)
            };
            let place = self.set.partition_point(before);
            self.set.insert(place, (principal.map(str::to_owned), name.to_owned(), value.to_owned()));
        }
    }
}

fn default(name: &str) -> &'static str {
    DEFAULTS.iter().find(|(known, _)| *known == name).map_or("disabled", |(_, value)| value)
}
