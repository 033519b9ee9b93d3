//! Random numbers: one stream a concern, so that a draw more in one place does
//! not shift the others.

use rand_pcg::Pcg32;
use rand_pcg::rand_core::Rng;

use crate::stored::{Loader, Stored};

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
    /// Where tasks are placed at random.
    Placement,
}

/// The number of the stream of identifiers; those of the others come after it.
const IDS: u64 = 1;

/// All streams.
#[derive(Clone, Debug)]
pub(super) struct Streams {
    seed: u64,
    ids: Generator,
    fleet: Generator,
    faults: Generator,
    delivery: Generator,
    reads: Generator,
    placement: Generator,
}

/// Draws of the placement stream, taken out to be drawn from while the world is only read.
#[derive(Clone, Debug)]
pub struct Draws(Generator);

impl Draws {
    /// A number from 0 up to below another one.
    pub fn draw(&mut self, below: u64) -> u64 {
        self.0.below(below)
    }
}

/// A generator, and how often it was drawn from: with that it can be made anew.
#[derive(Clone, Debug)]
struct Generator {
    pcg: Pcg32,
    draws: u64,
}

impl Generator {
    fn new(seed: u64, stream: u64, draws: u64) -> Generator {
        let mut pcg = Pcg32::new(seed, stream);
        // A draw takes two steps of 32 bits.
        pcg.advance(draws.wrapping_mul(2));
        Generator { pcg, draws }
    }

    fn draw(&mut self) -> u64 {
        self.draws += 1;
        self.pcg.next_u64()
    }

    /// Only integers are at work, so it is the same everywhere.
    fn below(&mut self, below: u64) -> u64 {
        ((u128::from(self.draw()) * u128::from(below)) >> 64) as u64
    }
}

impl Streams {
    pub fn new(seed: u64) -> Streams {
        Streams::after(seed, [0; 6])
    }

    /// The streams after so many draws from each.
    fn after(seed: u64, draws: [u64; 6]) -> Streams {
        let mut stream = IDS;
        let [ids, fleet, faults, delivery, reads, placement] = draws.map(|draws| {
            let generator = Generator::new(seed, stream, draws);
            stream += 1;
            generator
        });
        Streams { seed, ids, fleet, faults, delivery, reads, placement }
    }

    /// A number from a closed range. Only integers are at work, so it is the same everywhere.
    pub fn draw(&mut self, stream: Stream, least: u64, most: u64) -> u64 {
        let generator = match stream {
            Stream::Fleet => &mut self.fleet,
            Stream::Faults => &mut self.faults,
            Stream::Delivery => &mut self.delivery,
            Stream::Reads => &mut self.reads,
            Stream::Placement => &mut self.placement,
        };
        let width = u128::from(most.saturating_sub(least)) + 1;
        let scaled = (u128::from(generator.draw()) * width) >> 64;
        least.saturating_add(scaled as u64)
    }

    /// The draws of the placement stream.
    pub fn placement(&self) -> Draws {
        Draws(self.placement.clone())
    }

    /// Goes on where those draws are.
    pub fn put_placement(&mut self, draws: Draws) {
        self.placement = draws.0;
    }

    /// The bits of an identifier.
    pub fn id(&mut self) -> u128 {
        u128::from(self.ids.draw()) << 64 | u128::from(self.ids.draw())
    }
}

impl Stored for Streams {
    fn store(&self, out: &mut Vec<u8>) {
        let all = [&self.ids, &self.fleet, &self.faults, &self.delivery, &self.reads, &self.placement];
        self.seed.store(out);
        all.map(|generator| generator.draws).store(out);
    }

    fn load(from: &mut Loader<'_>) -> Streams {
        let seed = u64::load(from);
        Streams::after(seed, Stored::load(from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stored::{load, store};

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

    #[test]
    fn streams_that_were_stored_go_on_where_they_were() {
        let mut streams = Streams::new(7);
        streams.id();
        streams.draw(Stream::Reads, 0, 9);
        let mut again: Streams = load(&store(&streams)).unwrap();
        assert_eq!(again.id(), streams.id());
        for stream in [Stream::Fleet, Stream::Faults, Stream::Delivery, Stream::Reads, Stream::Placement] {
            assert_eq!(again.draw(stream, 0, u64::MAX), streams.draw(stream, 0, u64::MAX));
        }
    }
}
