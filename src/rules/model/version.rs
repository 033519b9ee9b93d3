//! Versions of the agent.

/// The numbers of a version: `1.105.1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version([u32; 3]);

impl Version {
    /// The first agent that reports health (row `health-agent-version`).
    pub const HEALTH: Version = Version([1, 57, 0]);

    /// The first agent that knows trunk interfaces (row `status-register-trunk`).
    pub const TRUNK: Version = Version([1, 28, 1]);

    /// Reads three numbers with dots; `None` for any other text, as a build of one's own has it.
    #[cold]
    pub fn read(text: &str) -> Option<Version> {
        let mut parts = text.split('.').map(|part| part.parse().ok());
        let version = Version([parts.next()??, parts.next()??, parts.next()??]);
        parts.next().is_none().then_some(version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_their_numbers() {
        assert!(Version::read("1.105.1") > Version::read("1.57.0"));
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.x", "v1.2.3", "1.-2.3"] {
            assert_eq!(Version::read(text), None, "{text}");
        }
    }
}
