//! The writing side of the tape.

use super::{Entry, MAX_DEPTH, MAX_ENTRIES, Odd, Span, Tape};

/// Objects of up to this many members are searched pairwise for a name that
/// comes twice; above it, sorting is faster.
const PAIRWISE_LIMIT: usize = 12;

/// A limit that a request broke while it was being recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordingLimit {
    /// More than [`MAX_DEPTH`] levels.
    Depth,
    /// More than [`MAX_ENTRIES`] entries.
    Entries,
}

/// An open list or structure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    position: u32,
}

/// Records one request after another into the same buffers.
#[derive(Debug, Default)]
pub struct Recorder {
    entries: Vec<Entry>,
    unescaped: String,
    /// Names of the object being closed; kept to spare the allocation.
    names: Vec<(u32, Span)>,
    depth: u32,
}

impl Recorder {
    /// Empty buffers.
    pub const fn new() -> Recorder {
        Recorder { entries: Vec::new(), unescaped: String::new(), names: Vec::new(), depth: 0 }
    }

    /// What was recorded, to be read beside the input it was recorded from.
    pub fn tape<'t>(&'t self, input: &'t str) -> Tape<'t> {
        Tape { entries: &self.entries, input, unescaped: &self.unescaped }
    }

    /// Records a lone text: the whole of `input`.
    pub fn record_text(&mut self, input: &str) {
        self.clear();
        self.entries.push(Entry::String(Span { start: 0, len: to_u32(input.len()), unescaped: false }));
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.unescaped.clear();
        self.depth = 0;
    }

    pub(super) fn null(&mut self) -> Result<(), RecordingLimit> {
        self.push(Entry::Null)
    }

    pub(super) fn bool(&mut self, value: bool) -> Result<(), RecordingLimit> {
        self.push(Entry::Bool(value))
    }

    pub(super) fn int(&mut self, value: i64) -> Result<(), RecordingLimit> {
        self.push(Entry::Int(value))
    }

    /// Records a finite number, as an `Int` if it has no fraction and fits 64 bits:
    /// JavaScript does not tell 5 from 5.0, so neither may a rule.
    pub(super) fn float(&mut self, value: f64) -> Result<(), RecordingLimit> {
        const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
        let whole = value.fract().abs() < f64::MIN_POSITIVE;
        if whole && (-TWO_TO_63..TWO_TO_63).contains(&value) {
            self.push(Entry::Int(value as i64))
        } else {
            self.push(Entry::Float(value))
        }
    }

    pub(super) fn string(&mut self, span: Span) -> Result<(), RecordingLimit> {
        self.push(Entry::String(span))
    }

    pub(super) fn key(&mut self, name: Span) -> Result<(), RecordingLimit> {
        self.push(Entry::Key { name, shadowed: false })
    }

    pub(super) fn odd(&mut self, odd: Odd) -> Result<(), RecordingLimit> {
        self.push(Entry::Odd(odd))
    }

    /// Begins a list or structure; its entry is completed by a `close_…`.
    pub(super) fn open(&mut self) -> Result<Open, RecordingLimit> {
        if self.depth >= MAX_DEPTH {
            return Err(RecordingLimit::Depth);
        }
        self.depth += 1;
        let position = to_u32(self.entries.len());
        self.push(Entry::Null)?;
        Ok(Open { position })
    }

    pub(super) fn close_array(&mut self, open: Open, count: u32) {
        let end = to_u32(self.entries.len());
        self.complete(open, Entry::Array { count, end });
    }

    pub(super) fn close_object(&mut self, input: &str, open: Open, count: u32) {
        if count > 1 {
            self.shadow(input, open);
        }
        let end = to_u32(self.entries.len());
        self.complete(open, Entry::Object { count, end });
    }

    /// Keeps text that is not in the input as it stands: its escapes are resolved.
    pub(super) fn keep(&mut self, text: &str) -> Span {
        let start = to_u32(self.unescaped.len());
        self.unescaped.push_str(text);
        Span { start, len: to_u32(text.len()), unescaped: true }
    }

    fn complete(&mut self, open: Open, entry: Entry) {
        self.depth = self.depth.saturating_sub(1);
        if let Some(place) = self.entries.get_mut(open.position as usize) {
            *place = entry;
        }
    }

    fn push(&mut self, entry: Entry) -> Result<(), RecordingLimit> {
        if self.entries.len() >= MAX_ENTRIES as usize {
            return Err(RecordingLimit::Entries);
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Marks every member of the object being closed whose name comes again later.
    fn shadow(&mut self, input: &str, open: Open) {
        let mut names = std::mem::take(&mut self.names);
        names.clear();
        let tape = self.tape(input);
        let end = to_u32(self.entries.len());
        let mut position = open.position.saturating_add(1);
        while position < end {
            if let Entry::Key { name, .. } = tape.entry(position) {
                names.push((position, name));
            }
            position = tape.after(position.saturating_add(1));
        }
        let shadowed = earlier_of_equal(tape, &mut names);
        for position in shadowed {
            if let Some(Entry::Key { shadowed, .. }) = self.entries.get_mut(position as usize) {
                *shadowed = true;
            }
        }
        self.names = names;
    }
}

/// The positions of all names that stand again further on. Reorders `names`.
fn earlier_of_equal(tape: Tape<'_>, names: &mut [(u32, Span)]) -> Vec<u32> {
    let mut earlier = Vec::new();
    if names.len() <= PAIRWISE_LIMIT {
        for (index, (position, name)) in names.iter().enumerate() {
            let mut later = names.iter().skip(index + 1);
            if later.any(|(_, other)| same(tape, *name, *other)) {
                earlier.push(*position);
            }
        }
    } else {
        names.sort_unstable_by_key(|(position, name)| (tape.text(*name), *position));
        for pair in names.windows(2) {
            if let [(position, name), (_, next)] = pair
                && same(tape, *name, *next)
            {
                earlier.push(*position);
            }
        }
    }
    earlier
}

fn same(tape: Tape<'_>, a: Span, b: Span) -> bool {
    a.len == b.len && tape.text(a) == tape.text(b)
}

/// Sizes here are bounded by [`MAX_ENTRIES`] and [`super::MAX_TEXT_BYTES`], far below `u32::MAX`.
pub(super) fn to_u32(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
