//! Random numbers: one stream a concern, so that a draw more in one place does
//! not shift the others.

use rand_pcg::Pcg32;
use rand_pcg::rand_core::Rng;
use serde::{Deserialize, Serialize};

/// What is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// How long hosts take to boot.
    Fleet,
    /// What goes wrong, and for how long.
    Faults,
    /// How events arrive.
    Delivery,
    /// How late reads are.
    Reads,
}

/// All streams.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Streams {
    ids: Pcg32,
    fleet: Pcg32,
    faults: Pcg32,
    delivery: Pcg32,
    reads: Pcg32,
}

impl Streams {
    pub fn new(seed: u64) -> Streams {
        let stream = |number| Pcg32::new(seed, number);
        Streams { ids: stream(1), fleet: stream(2), faults: stream(3), delivery: stream(4), reads: stream(5) }
    }

    /// A number from a closed range. Only integers are at work, so it is the same everywhere.
    pub fn draw(&mut self, stream: Stream, least: u64, most: u64) -> u64 {
        let generator = match stream {
            Stream::Fleet => &mut self.fleet,
            Stream::Faults => &mut self.faults,
            Stream::Delivery => &mut self.delivery,
            Stream::Reads => &mut self.reads,
        };
        let width = u128::from(most.saturating_sub(least)) + 1;
        let scaled = (u128::from(generator.next_u64()) * width) >> 64;
        least.saturating_add(scaled as u64)
    }

    /// The bits of an identifier.
    pub fn id(&mut self) -> u128 {
        u128::from(self.ids.next_u64()) << 64 | u128::from(self.ids.next_u64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_stay_in_their_range_and_reach_both_ends() {
        let mut streams = Streams::new(7);
        let draws: Vec<u64> = (0..1000).map(|_| streams.draw(Stream::Faults, 3, 6)).collect();
        assert_eq!((draws.iter().min(), draws.iter().max()), (Some(&3), Some(&6)));
        assert_eq!(streams.draw(Stream::Faults, 9, 9), 9);
        let _ = streams.draw(Stream::Faults, 0, u64::MAX);
    }

    #[test]
    fn one_stream_does_not_shift_another() {
        let (mut a, mut b) = (Streams::new(1), Streams::new(1));
        a.draw(Stream::Faults, 0, 9);
        assert_eq!(a.draw(Stream::Fleet, 0, 1000), b.draw(Stream::Fleet, 0, 1000));
        assert_eq!(a.id(), b.id());
    }
}
