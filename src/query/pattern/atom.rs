//! The parts of a pattern without parts of their own: characters, escapes and classes.

use super::class;
use super::compile::{Compiler, DOT_ALL, EMPTY, IGNORE_CASE, MULTI_LINE, Part, RANGE, Read, STATE};
use super::program::{Look, Range, Step};

const OPEN_CLASS: &str = "non-empty character class has no closing bracket";
const BAD_NUMBER: &str = "got invalid hexadecimal number";

/// What an escape stands for.
enum Escape {
    Character(char),
    Class(Vec<Range>),
    Look(Look),
}

impl Compiler<'_> {
    /// A part without parts of its own.
    pub(super) fn primitive(&mut self) -> Read<Part> {
        let multi_line = self.flags & MULTI_LINE != 0;
        let escape = match self.reader.take() {
            Some('\\') => self.escape()?,
            Some('.') if self.flags & DOT_ALL != 0 => Escape::Class(class::ANY.to_vec()),
            Some('.') => Escape::Class(class::ANY_BUT_LINE_FEED.to_vec()),
            Some('^') => Escape::Look(if multi_line { Look::LineStart } else { Look::Start }),
            Some('$') => Escape::Look(if multi_line { Look::LineEnd } else { Look::End }),
            character => Escape::Character(character.unwrap_or_default()),
        };
        match escape {
            Escape::Class(set) => Ok(self.write_class(&set)),
            Escape::Look(look) => {
                self.push(Step::Look(look));
                Ok(EMPTY)
            }
            Escape::Character(character) => {
                if self.flags & IGNORE_CASE != 0 && character.is_ascii_alphabetic() {
                    let mut set = vec![(character.into(), character.into())];
                    class::fold(&mut set);
                    return Ok(self.write_class(&set));
                }
                self.push(Step::Character(character));
                Ok(Part { cost: STATE, height: 0, empty: false })
            }
        }
    }

    fn write_class(&mut self, set: &[Range]) -> Part {
        let from = self.program.ranges.len();
        self.program.ranges.extend_from_slice(set);
        self.push(Step::Class(from, self.program.ranges.len()));
        Part { cost: STATE + RANGE * set.len() as u64, height: 0, empty: false }
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Read<Escape> {
        let Some(character) = self.reader.take() else { return Err("nothing follows the last backslash") };
        Ok(match character {
            'd' => Escape::Class(class::DIGITS.to_vec()),
            'D' => Escape::Class(class::negated(class::DIGITS)),
            's' => Escape::Class(class::SPACE.to_vec()),
            'S' => Escape::Class(class::negated(class::SPACE)),
            'w' => Escape::Class(class::WORD.to_vec()),
            'W' => Escape::Class(class::negated(class::WORD)),
            'b' => Escape::Look(Look::WordBoundary),
            'B' => Escape::Look(Look::NoWordBoundary),
            'A' => Escape::Look(Look::Start),
            'z' => Escape::Look(Look::End),
            'a' => Escape::Character('\x07'),
            'f' => Escape::Character('\x0c'),
            'n' => Escape::Character('\n'),
            'r' => Escape::Character('\r'),
            't' => Escape::Character('\t'),
            'x' => Escape::Character(self.code(2)?),
            'u' => Escape::Character(self.code(4)?),
            _ if character.is_ascii_alphanumeric() || !character.is_ascii() => {
                return Err("unrecognized escape sequence");
            }
            _ => Escape::Character(character),
        })
    }

    /// A character by its hexadecimal number: of so many digits, or between braces.
    fn code(&mut self, digits: usize) -> Read<char> {
        let braces = self.reader.eat("{");
        let text = if braces {
            self.reader.take_while(|character| character.is_ascii_hexdigit())
        } else {
            self.reader.take_bytes(digits)
        };
        let whole = if braces { self.reader.eat("}") } else { text.len() == digits };
        // What reads numbers would take a sign as well.
        if !whole || text.starts_with('+') {
            return Err(BAD_NUMBER);
        }
        u32::from_str_radix(text, 16).ok().and_then(char::from_u32).ok_or(BAD_NUMBER)
    }

    pub(super) fn class(&mut self) -> Read<Part> {
        let mut set = Vec::new();
        self.reader.take_bytes(1);
        let negated = self.reader.eat("^");
        while self.reader.eat("-") {
            class::add(&mut set, '-'.into(), '-'.into());
        }
        // A class is never empty: a bracket that closes is a character at its start.
        if set.is_empty() && self.reader.eat("]") {
            class::add(&mut set, ']'.into(), ']'.into());
        }
        while !self.reader.eat("]") {
            self.class_item(&mut set)?;
        }
        // First the cases, then the negation: `(?i)[^x]` is neither x nor X.
        if self.flags & IGNORE_CASE != 0 {
            class::fold(&mut set);
        }
        let set = if negated { class::negated(&set) } else { set };
        Ok(self.write_class(&set))
    }

    /// A character, an escape or a range.
    fn class_item(&mut self, set: &mut Vec<Range>) -> Read<()> {
        let rest = self.reader.rest();
        if rest.starts_with("--") {
            return Err("character class difference is not supported");
        }
        if rest.starts_with("~~") {
            return Err("character class symmetric difference is not supported");
        }
        let first = self.class_character(set)?;
        let rest = self.reader.rest();
        if !rest.starts_with('-') || rest.starts_with("-]") || rest.starts_with("--") {
            if let Some(first) = first {
                class::add(set, first, first);
            }
            return Ok(());
        }
        self.reader.take_bytes(1);
        match (first, self.class_character(set)?) {
            (Some(first), Some(last)) if first <= last => {
                class::add(set, first, last);
                Ok(())
            }
            (Some(_), Some(_)) => Err("invalid range in character class"),
            _ => Err("character class ranges must start and end with a single character"),
        }
    }

    /// The next character of a class; or nothing, if it was several that are now in the set.
    fn class_character(&mut self, set: &mut Vec<Range>) -> Read<Option<u32>> {
        match self.reader.take() {
            None => Err(OPEN_CLASS),
            Some('\\') => match self.escape()? {
                Escape::Character(character) => Ok(Some(character.into())),
                Escape::Class(ranges) => {
                    class::add_all(set, &ranges);
                    Ok(None)
                }
                Escape::Look(_) => Err("invalid escape sequence in character class"),
            },
            Some(character) => Ok(Some(character.into())),
        }
    }
}
