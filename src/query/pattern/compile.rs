//! Reads a pattern that `check` has let through and writes its steps. A quantifier copies
//! the steps before it, which no other step leads into; so there is no tree in between.

use super::program::{Program, Step};
use crate::query::reader::Reader;

/// How much a program may take, counted as `regex-lite` counts where a word has 64 bits:
/// which patterns are too large does not depend on the machine. It bounds the time of a
/// match as well, which is at most the number of steps times the length of the value.
const MAX_BYTES: u64 = 64 * 1024;
pub(super) const STATE: u64 = 32;
pub(super) const RANGE: u64 = 8;
/// A state that goes on in several ways, and each of these.
const WAY: u64 = 4;
const FORK: u64 = STATE + 2 * WAY;
/// What a group takes in the list of groups, even one that is taken no times; and what a
/// name takes besides its bytes.
const GROUP: u64 = 16;
const NAME: u64 = 4;
/// The match as a whole: it is a group between two anchors, and then there is its end.
const FRAME: u64 = 2 * STATE + 3 * STATE + GROUP;

/// How deep parts of a pattern may nest, and so how deep the calls here do.
const MAX_DEPTH: u32 = 49;

const TOO_LARGE: &str = "compiled regex exceeded size limit";
const TOO_DEEP: &str = "pattern has too much nesting";

/// The flags of a pattern: each is a bit.
pub(super) const IGNORE_CASE: u8 = 1;
pub(super) const MULTI_LINE: u8 = 2;
pub(super) const DOT_ALL: u8 = 4;

/// Why a pattern cannot be read.
pub(super) type Read<T> = Result<T, &'static str>;

pub(super) fn compile(pattern: &str) -> Read<Program> {
    let mut compiler =
        Compiler { reader: Reader::new(pattern), program: Program::default(), flags: 0, names: Vec::new(), groups: 0 };
    let whole = compiler.alternation(0)?;
    if !compiler.reader.is_done() {
        return Err("found closing ')' without matching '('");
    }
    if whole.height > MAX_DEPTH {
        return Err(TOO_DEEP);
    }
    bounded(whole.cost + compiler.groups + FRAME)?;
    Ok(compiler.program)
}

fn bounded(cost: u64) -> Read<u64> {
    if cost > MAX_BYTES { Err(TOO_LARGE) } else { Ok(cost) }
}

/// What is known of a part that was read, the last of the steps.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) cost: u64,
    /// How many parts nest in it.
    pub(super) height: u32,
    /// Whether it can match nothing at all; a loop around it costs more.
    pub(super) empty: bool,
}

/// A part that matches nothing but the empty text, and is no step.
pub(super) const EMPTY: Part = Part { cost: STATE, height: 0, empty: true };

pub(super) struct Compiler<'p> {
    pub(super) reader: Reader<'p>,
    pub(super) program: Program,
    pub(super) flags: u8,
    names: Vec<&'p str>,
    /// What the names of the groups take.
    groups: u64,
}

impl Compiler<'_> {
    fn length(&self) -> usize {
        self.program.steps.len()
    }

    pub(super) fn push(&mut self, step: Step) {
        self.program.steps.push(step);
    }

    fn alternation(&mut self, depth: u32) -> Read<Part> {
        if depth > MAX_DEPTH {
            return Err(TOO_DEEP);
        }
        let mut branch = self.length();
        let mut whole = self.sequence(depth)?;
        let mut jumps = Vec::new();
        while self.reader.eat("|") {
            let over = self.length() - branch + 2;
            self.program.steps.insert(branch, Step::Fork(over.cast_signed()));
            jumps.push(self.length());
            self.push(Step::Jump(0));
            branch = self.length();
            let next = self.sequence(depth)?;
            let ways = if jumps.len() == 1 { 2 * STATE + 2 * WAY } else { WAY };
            whole = Part {
                cost: bounded(whole.cost + next.cost + ways)?,
                height: whole.height.max(next.height),
                empty: whole.empty || next.empty,
            };
        }
        if !jumps.is_empty() {
            whole.height += 1;
        }
        let end = self.length();
        for at in jumps {
            if let Some(step) = self.program.steps.get_mut(at) {
                *step = Step::Jump((end - at).cast_signed());
            }
        }
        Ok(whole)
    }

    fn sequence(&mut self, depth: u32) -> Read<Part> {
        // Those before the last part, to which alone a quantifier belongs.
        let mut whole = Part { cost: 0, height: 0, empty: true };
        let mut count = 0;
        let mut last: Option<Part> = None;
        let mut start = self.length();
        while let Some(next) = self.reader.peek() {
            let part = match next {
                '|' | ')' => break,
                '?' | '*' | '+' | '{' => {
                    last = Some(self.repetition(start, last)?);
                    continue;
                }
                _ => {
                    let here = self.length();
                    let part = match next {
                        '(' => self.group(depth)?,
                        '[' => Some(self.class()?),
                        _ => Some(self.primitive()?),
                    };
                    // Flags alone are no part: a quantifier after them belongs to what is before.
                    let Some(part) = part else { continue };
                    start = here;
                    part
                }
            };
            if let Some(last) = last {
                whole.join(last)?;
                count += 1;
            }
            last = Some(part);
        }
        match last {
            None => Ok(EMPTY),
            Some(last) if count == 0 => Ok(last),
            Some(last) => {
                whole.join(last)?;
                whole.height += 1;
                Ok(whole)
            }
        }
    }

    fn repetition(&mut self, start: usize, part: Option<Part>) -> Read<Part> {
        let operator = self.reader.take_bytes(1);
        let Some(part) = part else {
            return Err(if operator == "{" {
                "counted repetition operator must be applied to a sub-expression"
            } else {
                "uncounted repetition operator must be applied to a sub-expression"
            });
        };
        let (least, most) = match operator {
            "?" => (0, Some(1)),
            "*" => (0, None),
            "+" => (1, None),
            _ => self.counts()?,
        };
        // Which way is preferred is no question of whole matches.
        self.reader.eat("?");
        let (times, more) = (u64::from(least), most.map(|most| u64::from(most) - u64::from(least)));
        let cost = match (times, more) {
            (0, Some(0)) => {
                self.program.steps.truncate(start);
                return Ok(EMPTY);
            }
            (1, Some(0)) => return Ok(part),
            (0, Some(1)) => part.cost + FORK + STATE,
            (0, None) if part.empty => part.cost + 2 * FORK + STATE,
            (0, None) => part.cost + FORK,
            (_, None) => times * part.cost + FORK,
            (_, Some(0)) => times * part.cost,
            (0, Some(more)) => 2 * STATE + more * (FORK + part.cost),
            (_, Some(more)) => times * part.cost + STATE + more * (FORK + part.cost),
        };
        let cost = bounded(cost)?;
        self.repeat(start, least, most);
        Ok(Part { cost, height: part.height + 1, empty: least == 0 || part.empty })
    }

    /// Writes the steps from `start` on as often as they are wanted.
    fn repeat(&mut self, start: usize, least: u32, most: Option<u32>) {
        let body = self.program.steps.split_off(start);
        let length = body.len().cast_signed();
        for _ in 0..least {
            self.program.steps.extend_from_slice(&body);
        }
        match most {
            None if least > 0 => self.push(Step::Fork(-length)),
            None => {
                self.push(Step::Fork(length + 2));
                self.program.steps.extend_from_slice(&body);
                self.push(Step::Jump(-length - 1));
            }
            Some(most) => {
                // Each way out leads to the end at once, not to the next way out.
                for left in (1..=most - least).rev() {
                    self.push(Step::Fork(isize::try_from(left).unwrap_or(0) * (length + 1)));
                    self.program.steps.extend_from_slice(&body);
                }
            }
        }
    }

    /// The numbers between braces. Spaces around them are let pass.
    fn counts(&mut self) -> Read<(u32, Option<u32>)> {
        let least = self.count()?;
        let mut most = Some(least);
        if self.reader.eat(",") {
            most = if self.reader.peek() == Some('}') { None } else { Some(self.count()?) };
        }
        if !self.reader.eat("}") {
            return Err("expected closing brace for counted repetition, but got something else");
        }
        if most.is_some_and(|most| least > most) {
            return Err("found counted repetition with a min bigger than its max");
        }
        Ok((least, most))
    }

    fn count(&mut self) -> Read<u32> {
        self.reader.take_while(char::is_whitespace);
        let digits = self.reader.digits();
        self.reader.take_while(char::is_whitespace);
        if digits.is_empty() {
            return Err("expected decimal number, but found no digits");
        }
        digits.parse().map_err(|_| "got invalid decimal number")
    }

    /// A group; or nothing, if it only sets flags for what follows it.
    fn group(&mut self, depth: u32) -> Read<Option<Part>> {
        let outside = self.flags;
        self.reader.take_bytes(1);
        let catches = if self.reader.eat("?<") {
            self.name()?;
            true
        } else if self.reader.eat("?") {
            if !self.flags()? {
                return Ok(None);
            }
            false
        } else {
            true
        };
        let mut part = self.alternation(depth + 1)?;
        if !self.reader.eat(")") {
            return Err("found open group without closing ')'");
        }
        self.flags = outside;
        if catches {
            self.groups += GROUP;
            part.cost = bounded(part.cost + 2 * STATE)?;
            part.height += 1;
        }
        Ok(Some(part))
    }

    /// Of the letters and digits of ASCII, and of what else the name of a group may have.
    fn name(&mut self) -> Read<()> {
        let name =
            self.reader.take_while(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '.'));
        if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
            return Err("invalid group name");
        }
        if !self.reader.eat(">") {
            return Err("invalid group name");
        }
        if self.names.contains(&name) {
            return Err("duplicate capture group name");
        }
        self.names.push(name);
        self.groups += NAME + name.len() as u64;
        Ok(())
    }

    /// Reads flags, and tells whether the group goes on after them.
    fn flags(&mut self) -> Read<bool> {
        let mut seen = 0;
        let (mut negated, mut dangling) = (false, false);
        loop {
            let flag = match self.reader.take() {
                Some(end @ (':' | ')')) => {
                    if dangling {
                        return Err("inline flags cannot end with negation directive");
                    }
                    if end == ')' && seen == 0 {
                        return Err("empty flag directive '(?)' is not allowed");
                    }
                    return Ok(end == ':');
                }
                Some('-') if negated => return Err("inline flag negation cannot be repeated"),
                Some('-') => {
                    (negated, dangling) = (true, true);
                    continue;
                }
                Some('i') => IGNORE_CASE,
                Some('m') => MULTI_LINE,
                Some('s') => DOT_ALL,
                _ => return Err("found open group without closing ')'"),
            };
            if seen & flag != 0 {
                return Err("duplicate inline flag is not allowed");
            }
            seen |= flag;
            dangling = false;
            self.flags = if negated { self.flags & !flag } else { self.flags | flag };
        }
    }
}

impl Part {
    fn join(&mut self, next: Part) -> Read<()> {
        self.cost = bounded(self.cost + next.cost)?;
        self.height = self.height.max(next.height);
        self.empty &= next.empty;
        Ok(())
    }
}
