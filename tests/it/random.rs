//! Random input that follows from a seed, and the settings of a test run.

/// Splitmix64: as small as a generator can be, and the same everywhere.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Whether something of this chance, in a hundred, happens.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// A time of any order of magnitude: nothing at all, the limit, or something between.
    pub fn milliseconds(&mut self, most: u64) -> u64 {
        let limits = [0, 1, most / 1000, most / 100, most / 10, most];
        let limit = limits[self.below(limits.len())];
        if self.chance(20) { limit } else { self.next() % (limit + 1) }
    }
}

/// A setting of the environment, for seeds and their number.
pub fn setting(name: &str, default: u64) -> u64 {
    given(name).unwrap_or(default)
}

/// The same, if it is set.
pub fn given(name: &str) -> Option<u64> {
    #[expect(clippy::disallowed_methods, reason = "the settings of a test run")]
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok())
}
