//! Judges a request: the tape against the model. All problems at once, in the
//! order of the request: each where its value begins, what is missing where the
//! structure begins that lacks it.

mod definition;
mod field;
mod fill;
mod list;
mod relation;
mod report;
mod resource;
mod text;
mod walk;

use crate::diagnostic::Diagnostic;
use crate::model::member::{Operation, Value as Place};
use crate::model::names::NAMES;
use crate::model::operations;
use crate::model::rule::Rule;
use crate::model::rules::common;
use crate::tape::{self, JsonError, JsonProblem, Recorder, Tape};

pub use field::Field;

use report::Report;

/// The operation of this name, if its requests have rules here.
pub fn find_operation(name: &str) -> Option<&'static Operation> {
    operations::operation(name)
}

/// The operation whose name is nearest to this one, for the words of an error.
#[cold]
pub fn nearest_operation(name: &str) -> Option<&'static str> {
    let distance = |known: &str| edit_distance(name.as_bytes(), known.as_bytes());
    let nearest = operations::OPERATIONS.iter().map(|known| (distance(known.name), known.name)).min()?;
    (nearest.0 <= name.len().max(6) / 3).then_some(nearest.1)
}

/// Judges one request after another, keeping its buffers.
#[derive(Debug)]
pub struct Validator {
    recorder: Recorder,
    report: Report,
}

impl Default for Validator {
    fn default() -> Validator {
        Validator::new()
    }
}

impl Validator {
    /// Empty buffers.
    pub const fn new() -> Validator {
        Validator { recorder: Recorder::new(&NAMES), report: Report::new() }
    }

    /// Judges a request given as JSON text.
    #[inline]
    pub fn json(&mut self, operation: &'static Operation, json: &[u8]) -> &[Diagnostic] {
        match tape::record_json(&mut self.recorder, json) {
            Ok(text) => self.walk(&operation.request, text),
            Err(error) => self.unreadable(&error),
        }
    }

    /// Judges a value that is on a tape already.
    #[inline]
    pub fn tape(&mut self, place: &'static Place, tape: Tape<'_>) -> &[Diagnostic] {
        walk::walk(&mut self.report, place, tape.root())
    }

    /// Judges one text, as a field of a form holds it.
    #[inline]
    pub fn field(&mut self, field: Field, text: &str) -> &[Diagnostic] {
        self.recorder.record_text(text);
        self.walk(field.place(), text)
    }

    /// The diagnostics of the last request judged.
    pub fn last(&self) -> &[Diagnostic] {
        self.report.diagnostics()
    }

    /// Refuses a request by one rule that stands for the whole of it.
    pub fn refuse(&mut self, rule: &'static Rule) -> &[Diagnostic] {
        self.report.clear();
        self.report.syntax(rule, "", None);
        self.report.finish()
    }

    /// Refuses text that is not well-formed UTF-16, `upto` being what comes before the fault.
    pub fn refuse_encoding(&mut self, upto: &str) -> &[Diagnostic] {
        let (line, column) = tape::end_of(upto);
        self.unreadable(&JsonError { problem: JsonProblem::Encoding, detail: String::new(), line, column })
    }

    #[inline]
    fn walk(&mut self, place: &'static Place, text: &str) -> &[Diagnostic] {
        walk::walk(&mut self.report, place, self.recorder.tape(text).root())
    }

    fn unreadable(&mut self, error: &JsonError) -> &[Diagnostic] {
        let rule = match error.problem {
            JsonProblem::Syntax => &common::JSON_SYNTAX,
            JsonProblem::Encoding => &common::JSON_ENCODING,
            JsonProblem::TooDeep => &common::REQUEST_DEPTH,
            JsonProblem::TooLarge => &common::REQUEST_SIZE,
        };
        self.report.clear();
        self.report.syntax(rule, &error.detail, Some((error.line, error.column)));
        self.report.finish()
    }
}

/// How many letters must be changed, added or removed to make one word of the other, in
/// whatever case they are. The names of operations are ASCII.
#[cold]
fn edit_distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().take(128).enumerate() {
        let (mut diagonal, mut left) = (i, i + 1);
        for (to, above) in b.iter().zip(row.iter_mut().skip(1)) {
            left = (diagonal + usize::from(!from.eq_ignore_ascii_case(to))).min(*above + 1).min(left + 1);
            diagonal = std::mem::replace(above, left);
        }
    }
    row.last().copied().unwrap_or_default()
}
