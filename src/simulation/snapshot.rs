//! Snapshots: the whole state as bytes.

use super::Simulation;
use crate::stored::{Stored, digest, load, store};
use crate::world::World;

/// Raised when a digest changes: the same commands lead to something else since then.
pub const BEHAVIOUR_VERSION: u32 = 3;

/// What a snapshot begins with.
const MAGIC: &[u8; 8] = b"drydock\0";

/// Why bytes are not a snapshot to go on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotProblem {
    /// They are none, or damaged.
    Damaged,
    /// They are from a version that behaves otherwise.
    Version(u32),
}

impl Simulation {
    /// The whole state as bytes: a magic word, the behaviour version, a checksum, how many
    /// commands led there, and the world.
    pub fn snapshot(&self) -> Vec<u8> {
        let mut body = store(&self.sequence);
        self.world.store(&mut body);
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&BEHAVIOUR_VERSION.to_le_bytes());
        bytes.extend_from_slice(&checksum(&body));
        bytes.extend_from_slice(&body);
        bytes
    }

    /// A simulation that goes on from a snapshot. Its journal begins there.
    pub fn restore(bytes: &[u8]) -> Result<Simulation, SnapshotProblem> {
        let damaged = SnapshotProblem::Damaged;
        let bytes = bytes.strip_prefix(MAGIC).ok_or(damaged.clone())?;
        let (version, bytes) = bytes.split_first_chunk().ok_or(damaged.clone())?;
        let version = u32::from_le_bytes(*version);
        if version != BEHAVIOUR_VERSION {
            return Err(SnapshotProblem::Version(version));
        }
        let (sum, body) = bytes.split_first_chunk().ok_or(damaged.clone())?;
        if *sum != checksum(body) {
            return Err(damaged);
        }
        let (sequence, world): (u64, World) = load(body).ok_or(damaged)?;
        Ok(Simulation::of_world(world, sequence))
    }
}

fn checksum(body: &[u8]) -> [u8; 8] {
    (digest(body, 0) as u64).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_tampered_with_is_refused_or_read() {
        let mut simulation = Simulation::new(crate::command::options::Options::default()).unwrap();
        simulation.apply_json(r#"{"kind": "launch"}"#).unwrap();
        simulation.advance(60_000).unwrap();
        let bytes = simulation.snapshot();
        let (head, body) = bytes.split_at(MAGIC.len() + 4);
        let body = &body[8..];
        let restore = |body: &[u8]| {
            let sealed = [head, &checksum(body), body].concat();
            Simulation::restore(&sealed).map(|simulation| simulation.snapshot())
        };
        assert_eq!(restore(body), Ok(bytes.clone()));
        for place in (0..body.len()).step_by(3) {
            assert_eq!(restore(&body[..place]).err(), Some(SnapshotProblem::Damaged));
            for wrong in [1, 0xff] {
                let mut body = body.to_vec();
                body[place] = wrong;
                let _ = restore(&body);
            }
        }
    }
}
