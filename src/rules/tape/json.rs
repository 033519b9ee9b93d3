//! JSON text onto the tape, by `serde_json`'s parser. No value tree is built:
//! text without escapes stays where it is in the input.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::recorder::{Open, Span, to_u32};
use super::{MAX_TEXT_BYTES, Recorder, RecordingLimit};

/// What is wrong with a text that could not be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonProblem {
    /// Not JSON. The words are the parser's.
    Syntax,
    /// Not UTF-8.
    Encoding,
    /// More than [`super::MAX_DEPTH`] levels.
    TooDeep,
    /// More than [`super::MAX_ENTRIES`] entries or [`MAX_TEXT_BYTES`] of text.
    TooLarge,
}

/// Why and where a text could not be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// What is wrong.
    pub problem: JsonProblem,
    /// The parser's words for a syntax error; empty otherwise.
    pub detail: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
}

/// Records JSON text. On success the text is returned as `str`, to be given to
/// [`Recorder::tape`]; on failure the recorder holds nothing of use.
pub fn record_json<'i>(recorder: &mut Recorder, input: &'i [u8]) -> Result<&'i str, JsonError> {
    recorder.clear();
    if input.len() > MAX_TEXT_BYTES as usize {
        return Err(JsonError { problem: JsonProblem::TooLarge, detail: String::new(), line: 1, column: 1 });
    }
    let text = std::str::from_utf8(input).map_err(|error| {
        let good = input.get(..error.valid_up_to()).unwrap_or_default();
        let (line, column) = end_of(&String::from_utf8_lossy(good));
        JsonError { problem: JsonProblem::Encoding, detail: String::new(), line, column }
    })?;
    let limit = Cell::new(None);
    let mut parser = serde_json::Deserializer::from_str(text);
    let written = Seed { recorder, input: text, limit: &limit }.deserialize(&mut parser);
    written.and_then(|()| parser.end()).map_err(|error| json_error(text, &error, limit.get()))?;
    Ok(text)
}

/// The line and column just past `text`, counted from 1, columns in characters.
pub(crate) fn end_of(text: &str) -> (u32, u32) {
    let line = text.matches('\n').count() + 1;
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (to_u32(line), to_u32(column))
}

fn json_error(text: &str, error: &serde_json::Error, limit: Option<RecordingLimit>) -> JsonError {
    let problem = match limit {
        Some(RecordingLimit::Depth) => JsonProblem::TooDeep,
        Some(RecordingLimit::Entries) => JsonProblem::TooLarge,
        None => JsonProblem::Syntax,
    };
    let words = error.to_string();
    let place_words = format!(" at line {} column {}", error.line(), error.column());
    let detail = words.strip_suffix(&place_words).unwrap_or(&words);
    let (line, column) = place(text, error);
    JsonError { problem, detail: detail.to_owned(), line, column }
}

/// The parser names the line and column, in bytes, of the last byte it read. A person looks
/// for the character that is wrong, which that byte belongs to; where the text ends too
/// early, it is just past the end.
fn place(text: &str, error: &serde_json::Error) -> (u32, u32) {
    if error.is_eof() {
        return end_of(text);
    }
    let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let last_read = (line_start + error.column()).saturating_sub(1);
    end_of(text.get(..text.floor_char_boundary(last_read)).unwrap_or_default())
}

/// Writes the next value of the text.
struct Seed<'s, 'i> {
    recorder: &'s mut Recorder,
    input: &'i str,
    /// Set when a limit, not the text's form, ended the recording.
    limit: &'s Cell<Option<RecordingLimit>>,
}

impl Seed<'_, '_> {
    fn kept<E: Error, T>(&self, written: Result<T, RecordingLimit>) -> Result<T, E> {
        written.map_err(|limit| {
            self.limit.set(Some(limit));
            E::custom("limit")
        })
    }

    /// Where a text that the parser lent stands in the input.
    fn span(&self, text: &str) -> Span {
        let start = (text.as_ptr() as usize).wrapping_sub(self.input.as_ptr() as usize);
        Span { start: to_u32(start), len: to_u32(text.len()), resolved: false }
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        let written = self.recorder.null();
        self.kept(written)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        let written = self.recorder.bool(value);
        self.kept(written)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        let written = self.recorder.int(value);
        self.kept(written)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        let written = match i64::try_from(value) {
            Ok(value) => self.recorder.int(value),
            Err(_) => self.recorder.float(value as f64),
        };
        self.kept(written)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        let written = self.recorder.float(value);
        self.kept(written)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        let span = self.span(text);
        let written = self.recorder.text(span);
        self.kept(written)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let span = self.recorder.keep(text);
        let written = self.recorder.text(span);
        self.kept(written)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let opened = self.recorder.open();
        let open = self.kept(opened)?;
        let mut count = 0;
        while items.next_element_seed(Seed { recorder: &mut *self.recorder, ..self })?.is_some() {
            count += 1;
        }
        self.recorder.close_list(open, count);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let opened = self.recorder.open();
        let mut open = self.kept(opened)?;
        let mut count = 0;
        while members
            .next_key_seed(NameSeed { seed: Seed { recorder: &mut *self.recorder, ..self }, open: &mut open })?
            .is_some()
        {
            members.next_value_seed(Seed { recorder: &mut *self.recorder, ..self })?;
            count += 1;
        }
        self.recorder.close_structure(open, count);
        Ok(())
    }
}

/// Writes the next name of a structure.
struct NameSeed<'s, 'i> {
    seed: Seed<'s, 'i>,
    open: &'s mut Open,
}

impl<'de> DeserializeSeed<'de> for NameSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for NameSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a member's name")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        let span = self.seed.span(text);
        let written = self.seed.recorder.name(self.open, text, span);
        self.seed.kept(written)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let span = self.seed.recorder.keep(text);
        let written = self.seed.recorder.name(self.open, text, span);
        self.seed.kept(written)
    }
}
