//! Collects what the rules find, with the place of each.

use super::fill::Fill;
use crate::diagnostic::Diagnostic;
use crate::model::member::Member;
use crate::model::names::NAMES;
use crate::model::rule::{Check, Rule, Stage};
use crate::model::rules::common;
use crate::tape::{NameId, Value};

/// Nobody reads more; a hostile request may have a million problems.
const MAX_LISTED: usize = 1000;

/// A place in a request. It lives on the stack beside the walk and is spelled out only when a problem is found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    segment: Segment<'p>,
    /// Where the place stands in its parent's shape: the service takes members in the order of its model.
    rank: u32,
    /// Where the value stands on the tape, and so in the request; of a missing one, where its structure stands.
    position: u32,
}

#[derive(Clone, Copy, Debug)]
enum Segment<'p> {
    Root,
    Name(&'p str),
    Index(u32),
}

/// The numbers of a check that has two.
fn bounds(check: Check) -> [usize; 2] {
    match check {
        // No such bound is below zero or beyond 32 bits.
        Check::Range { min, max } => [min as usize, max as usize],
        Check::Length { min, max } | Check::Items { min, max } => [min as usize, max as usize],
        _ => [0; 2],
    }
}

impl<'p> Path<'p> {
    /// The request itself.
    pub const ROOT: Path<'static> = Path { parent: None, segment: Segment::Root, rank: 0, position: 0 };

    /// A member of a structure of this shape, which may lack it.
    pub fn member(&'p self, id: NameId, members: &[Member], structure: Value<'_>) -> Path<'p> {
        self.named(NAMES.text(id), rank_in(members, |member| member.id == id), structure.position_of(id))
    }

    /// A member that the shape may or may not have.
    pub fn sent(&'p self, name: &'p str, members: &[Member], value: Value<'_>) -> Path<'p> {
        self.named(name, rank_in(members, |member| member.name() == name), value.position())
    }

    /// A member whose place in the shape and in the request is known.
    #[inline]
    pub fn named(&'p self, name: &'p str, rank: u32, position: u32) -> Path<'p> {
        Path { parent: Some(self), segment: Segment::Name(name), rank, position }
    }

    /// Whether the shape of its parent has this member.
    pub fn is_in_shape(&self) -> bool {
        self.rank != u32::MAX
    }

    /// An item of a list.
    #[inline]
    pub fn item(&'p self, index: u32, value: Value<'_>) -> Path<'p> {
        Path { parent: Some(self), segment: Segment::Index(index), rank: index, position: value.position() }
    }

    /// RFC 6901: `~` and `/` in a name are written `~0` and `~1`.
    fn pointer(&self) -> String {
        let mut pointer = self.parent.map(Path::pointer).unwrap_or_default();
        match self.segment {
            Segment::Root => {}
            Segment::Name(name) => {
                pointer.push('/');
                for character in name.chars() {
                    match character {
                        '~' => pointer.push_str("~0"),
                        '/' => pointer.push_str("~1"),
                        _ => pointer.push(character),
                    }
                }
            }
            Segment::Index(index) => {
                pointer.push('/');
                pointer.push_str(&index.to_string());
            }
        }
        pointer
    }

    /// The name of the member, or of the list that has the item.
    fn name(&self) -> &'p str {
        match (self.segment, self.parent) {
            (Segment::Name(name), _) => name,
            (Segment::Index(_), Some(list)) => list.name(),
            _ => "",
        }
    }

    fn ranks(&self) -> Vec<u32> {
        let mut ranks = self.parent.map(Path::ranks).unwrap_or_default();
        ranks.push(self.rank);
        ranks
    }
}

fn rank_in(members: &[Member], is_it: impl Fn(&Member) -> bool) -> u32 {
    members.iter().position(is_it).and_then(|index| u32::try_from(index).ok()).unwrap_or(u32::MAX)
}

/// When the service would get to a problem.
type Turn = (Stage, Vec<u32>);

/// The problems of one request, in its order: each where its value begins, what is
/// missing where the structure begins that lacks it; at one place as they were found.
#[derive(Debug, Default)]
pub(super) struct Report {
    diagnostics: Vec<Diagnostic>,
    /// The position of each.
    positions: Vec<u32>,
    /// How many there were beyond the listed ones.
    unlisted: usize,
    /// The index and turn of the problem that the service would answer with.
    first: Option<(usize, Turn)>,
    /// Whether some value cannot be sent at all, so that there is no answer.
    unsendable: bool,
}

impl Report {
    pub const fn new() -> Report {
        Report { diagnostics: Vec::new(), positions: Vec::new(), unlisted: 0, first: None, unsendable: false }
    }

    #[inline]
    pub fn clear(&mut self) {
        self.diagnostics.clear();
        self.positions.clear();
        self.unlisted = 0;
        self.first = None;
        self.unsendable = false;
    }

    /// A rule is broken at a place.
    #[cold]
    pub fn found(&mut self, rule: &'static Rule, path: &Path<'_>, fill: &Fill<'_>) {
        self.unsendable |= rule.stage == Stage::Unsendable;
        let turn = rule.exception.map(|_| (rule.stage, path.ranks()));
        let sooner = turn.filter(|turn| self.first.as_ref().is_none_or(|(_, first)| turn < first));
        if self.diagnostics.len() >= MAX_LISTED {
            self.unlisted += 1;
            if sooner.is_none() {
                return;
            }
            // What the service would answer with is always listed, in place of the last one.
            self.diagnostics.pop();
            self.positions.pop();
        }
        // Most are found in order; those that take several values together are not.
        let index = self.positions.partition_point(|position| *position <= path.position);
        match (sooner, &mut self.first) {
            (Some(turn), _) => self.first = Some((index, turn)),
            (None, Some((first, _))) if index <= *first => *first += 1,
            _ => {}
        }
        self.positions.insert(index, path.position);
        self.diagnostics.insert(index, diagnostic(rule, path, fill));
    }

    /// The request as a whole cannot be read.
    #[cold]
    pub fn syntax(&mut self, rule: &'static Rule, detail: &str, place: Option<(u32, u32)>) {
        self.found(rule, &Path::ROOT, &Fill { other: detail, ..Fill::default() });
        if let (Some((line, column)), Some(last)) = (place, self.diagnostics.last_mut()) {
            last.line = Some(line);
            last.column = Some(column);
        }
    }

    /// Marks the one that the service would answer with.
    #[inline]
    pub fn finish(&mut self) -> &[Diagnostic] {
        if let (Some((index, _)), false) = (&self.first, self.unsendable)
            && let Some(first) = self.diagnostics.get_mut(*index)
        {
            first.first = true;
        }
        if self.unlisted > 0 {
            let fill = Fill::count(self.unlisted);
            self.diagnostics.push(diagnostic(&common::MORE_PROBLEMS, &Path::ROOT, &fill));
        }
        &self.diagnostics
    }

    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

fn diagnostic(rule: &'static Rule, path: &Path<'_>, fill: &Fill<'_>) -> Diagnostic {
    let fill = Fill { name: path.name(), bounds: bounds(rule.check), ..fill.clone() };
    Diagnostic {
        path: path.pointer(),
        rule: rule.id,
        severity: rule.severity,
        exception: rule.exception.map(|exception| exception.name()),
        message: fill.message(rule.message),
        help: rule.help,
        evidence: rule.evidence,
        assumption: rule.evidence.assumption(),
        source: Some(rule.source),
        first: false,
        line: None,
        column: None,
    }
}
