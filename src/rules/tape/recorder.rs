//! Writes what the JSON parser reads onto a tape.

use super::{MAX_DEPTH, MAX_ENTRIES, NameId, Names, RawEntry, Tape, kind};

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
    position: usize,
    /// The known names so far, each a bit that some names share. Not one `u128`, which
    /// WebAssembly shifts by a call.
    names: [u64; 2],
    /// How many names of the structures around it may come again.
    again: usize,
}

/// A piece of text and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub start: u32,
    pub len: u32,
    /// Whether it stands among the texts whose escapes were resolved.
    pub resolved: bool,
}

/// Records one request after another into the same buffers.
#[derive(Debug)]
pub struct Recorder {
    entries: Vec<RawEntry>,
    /// The texts whose escapes were resolved, since they do not stand in the input as they are.
    pub(super) resolved: String,
    depth: u32,
    names: &'static Names,
    /// Names of the open structures that came again, or may have, innermost last: each with
    /// where it stood last, so that the structure is looked through but once for each name.
    again: Vec<(NameId, usize)>,
}

impl Recorder {
    /// Empty buffers, and the names to know.
    pub const fn new(names: &'static Names) -> Recorder {
        Recorder { entries: Vec::new(), resolved: String::new(), depth: 0, names, again: Vec::new() }
    }

    /// What was recorded, to be read beside the input it was recorded from.
    #[inline]
    pub fn tape<'t>(&'t self, input: &'t str) -> Tape<'t> {
        Tape { entries: &self.entries, input, resolved: &self.resolved, names: self.names }
    }

    /// Records a lone text: the whole of `input`.
    #[inline]
    pub fn record_text(&mut self, input: &str) {
        self.clear();
        self.entries.push([kind::TEXT | to_u32(input.len()) << 4, 0]);
    }

    #[inline]
    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.resolved.clear();
        self.again.clear();
        self.depth = 0;
    }

    #[inline]
    pub(super) fn null(&mut self) -> Result<(), RecordingLimit> {
        self.push([kind::NULL, 0])
    }

    #[inline]
    pub(super) fn bool(&mut self, value: bool) -> Result<(), RecordingLimit> {
        self.push([if value { kind::TRUE } else { kind::FALSE }, 0])
    }

    #[inline]
    pub(super) fn int(&mut self, value: i64) -> Result<(), RecordingLimit> {
        match i32::try_from(value) {
            Ok(small) => self.push([kind::SMALL, small.cast_unsigned()]),
            Err(_) => self.wide(kind::INTEGER, value.cast_unsigned()),
        }
    }

    /// Records a finite number, as an integer if it has no fraction and fits 64 bits:
    /// JavaScript does not tell 5 from 5.0, so neither may a rule.
    pub(super) fn float(&mut self, value: f64) -> Result<(), RecordingLimit> {
        const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
        if is_whole(value) && value.abs() < TWO_TO_63 {
            self.int(value as i64)
        } else {
            self.wide(kind::DOUBLE, value.to_bits())
        }
    }

    #[inline]
    pub(super) fn text(&mut self, span: Span) -> Result<(), RecordingLimit> {
        let kind = if span.resolved { kind::RESOLVED_TEXT } else { kind::TEXT };
        self.push([kind | span.len << 4, span.start])
    }

    /// Records a name in the structure that is open. Of a known name that stands there
    /// already the earlier one is marked as replaced.
    #[inline]
    pub(super) fn name(&mut self, open: &mut Open, name: &str, span: Span) -> Result<(), RecordingLimit> {
        let Some(id) = self.names.find(name) else {
            let kind = if span.resolved { kind::RESOLVED_NAME } else { kind::OTHER_NAME };
            return self.push([kind | span.len << 4, span.start]);
        };
        let bit = 1 << (id.number() & 63);
        let [low, high] = &mut open.names;
        let names = if id.number() & 64 == 0 { low } else { high };
        let perhaps_again = *names & bit != 0;
        *names |= bit;
        if perhaps_again {
            self.replace(open, id);
        }
        self.push([kind::NAME | u32::from(id.number()) << 4, 0])
    }

    /// Begins a list or structure; its entry is completed by a `close_…`.
    #[inline]
    pub(super) fn open(&mut self) -> Result<Open, RecordingLimit> {
        if self.depth >= MAX_DEPTH {
            return Err(RecordingLimit::Depth);
        }
        self.depth += 1;
        let position = self.entries.len();
        self.push([kind::NULL, 0])?;
        Ok(Open { position, names: [0; 2], again: self.again.len() })
    }

    #[inline]
    pub(super) fn close_list(&mut self, open: Open, count: u32) {
        self.close(open, kind::LIST | count << 4);
    }

    #[inline]
    pub(super) fn close_structure(&mut self, open: Open, count: u32) {
        self.close(open, kind::STRUCTURE | count << 4);
    }

    #[inline]
    fn close(&mut self, open: Open, first: u32) {
        self.depth = self.depth.saturating_sub(1);
        self.again.truncate(open.again);
        let end = to_u32(self.entries.len());
        if let Some(entry) = self.entries.get_mut(open.position) {
            *entry = [first, end];
        }
    }

    #[inline]
    fn wide(&mut self, kind: u32, bits: u64) -> Result<(), RecordingLimit> {
        self.push([kind, 0])?;
        self.push([bits as u32, (bits >> 32) as u32])
    }

    #[inline]
    fn push(&mut self, entry: RawEntry) -> Result<(), RecordingLimit> {
        if self.entries.len() >= MAX_ENTRIES as usize {
            return Err(RecordingLimit::Entries);
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Marks the names of the open structure that are this one, which comes again or shares
    /// its bit with another one.
    #[cold]
    fn replace(&mut self, open: &Open, id: NameId) {
        let here = self.entries.len();
        let mut known = self.again.iter_mut().skip(open.again);
        if let Some((_, last)) = known.find(|(known, _)| *known == id) {
            if let Some(entry) = self.entries.get_mut(*last) {
                entry[0] |= kind::MARK << 4;
            }
            *last = here;
            return;
        }
        self.again.push((id, here));
        let name = kind::NAME | u32::from(id.number()) << 4;
        let mut position = to_u32(open.position + 1);
        while (position as usize) < self.entries.len() {
            if let Some(entry) = self.entries.get_mut(position as usize)
                && entry[0] == name
            {
                entry[0] |= kind::MARK << 4;
            }
            let tape = Tape { entries: &self.entries, input: "", resolved: "", names: self.names };
            position = tape.after(position + 1);
        }
    }
}

/// Whether a number has no fraction: its fraction is zero, of either sign.
#[inline]
pub(crate) fn is_whole(number: f64) -> bool {
    number.fract().to_bits() << 1 == 0
}

/// Sizes here are bounded by [`MAX_ENTRIES`] and [`super::MAX_TEXT_BYTES`], far below 2^28.
#[inline]
pub(super) fn to_u32(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::{Layout, MemberName, record_json};
    use super::*;

    #[test]
    fn every_known_name_that_comes_again_is_marked() {
        let table: Vec<&str> = (0..300).map(|number| &*format!("name{number:03}").leak()).collect();
        let names = Box::leak(Box::new(Box::leak(Box::new(Layout::<2100>::new(&table))).names()));
        let mut recorder = Recorder::new(names);
        let known = names.table().filter(|name| !name.is_empty());
        let members: Vec<String> = known.map(|name| format!("\"{name}\": 1")).collect();
        for (number, member) in members.iter().enumerate() {
            // The same names inside the one that comes again are another structure's.
            let inner = format!("\"{}\": {{{}}}", names.text(names.find("name000").unwrap()), members.join(", "));
            let json = format!("{{{}, {member}, {inner}, {member}}}", members.join(", "));
            let text = record_json(&mut recorder, json.as_bytes()).unwrap();
            let zero = members.iter().position(|member| member.starts_with("\"name000")).unwrap();
            let count = members.len();
            for (index, member) in recorder.tape(text).root().members().enumerate() {
                let is_replaced = matches!(member.name(), MemberName::Known { replaced: true, .. });
                let is_same = [number, zero, count].contains(&index) || (index == count + 1 && number == zero);
                assert_eq!(is_replaced, is_same, "{number}: {index}");
            }
        }
    }
}
