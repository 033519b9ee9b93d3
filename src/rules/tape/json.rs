//! JSON text onto the tape. No value tree is built: text without escapes stays where it
//! is in the input.
//!
//! Written by hand: a parser that gives values of any type to any visitor takes five times
//! the room in the module. It refuses what `serde_json` does, at the same places and in the
//! same words; `differential.rs` holds it to that.

use super::number::Decimal;
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
#[inline]
pub fn record_json<'i>(recorder: &mut Recorder, input: &'i [u8]) -> Result<&'i str, JsonError> {
    recorder.clear();
    if input.len() > MAX_TEXT_BYTES as usize {
        return Err(JsonError { problem: JsonProblem::TooLarge, detail: String::new(), line: 1, column: 1 });
    }
    let text = std::str::from_utf8(input).map_err(|error| {
        let good = input.get(..error.valid_up_to()).unwrap_or_default();
        let (line, column) = end_of(std::str::from_utf8(good).unwrap_or_default());
        JsonError { problem: JsonProblem::Encoding, detail: String::new(), line, column }
    })?;
    let mut parser = Parser { recorder, input: text, bytes: text.as_bytes(), at: 0, fault: None };
    if parser.document().is_ok() {
        return Ok(text);
    }
    let Fault { problem, words, at } = parser.fault.unwrap_or_default();
    let (line, column) = end_of(text.get(..text.floor_char_boundary(at)).unwrap_or_default());
    Err(JsonError { problem, detail: words.to_owned(), line, column })
}

/// The line and column just past `text`, counted from 1, columns in characters.
pub(crate) fn end_of(text: &str) -> (u32, u32) {
    let line = text.matches('\n').count() + 1;
    let column = characters(text.rsplit('\n').next().unwrap_or_default()) + 1;
    (to_u32(line), to_u32(column))
}

/// How many characters a text has: all of its bytes but those that go on with one. The
/// library counts long texts faster, with far more code.
pub fn characters(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
}

/// What ended the parsing.
#[derive(Clone, Copy)]
struct Fault {
    problem: JsonProblem,
    words: &'static str,
    /// The byte that is wrong, or the end of the text.
    at: usize,
}

impl Default for Fault {
    fn default() -> Fault {
        Fault { problem: JsonProblem::Syntax, words: "", at: 0 }
    }
}

/// The parser has a fault, and stops.
struct Stop;

type Done<T = ()> = Result<T, Stop>;

const EOF_IN_LIST: &str = "EOF while parsing a list";
const EOF_IN_STRUCTURE: &str = "EOF while parsing an object";
const EOF_IN_TEXT: &str = "EOF while parsing a string";
const EOF_IN_VALUE: &str = "EOF while parsing a value";
const BAD_NUMBER: &str = "invalid number";

struct Parser<'p, 'i> {
    recorder: &'p mut Recorder,
    input: &'i str,
    bytes: &'i [u8],
    /// The next byte.
    at: usize,
    fault: Option<Fault>,
}

impl<'i> Parser<'_, 'i> {
    #[inline]
    fn document(&mut self) -> Done {
        self.value()?;
        match self.after_blanks() {
            None => Ok(()),
            Some(_) => self.stop("trailing characters"),
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn after_blanks(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                other => return other,
            }
        }
    }

    /// The next byte is wrong; or the text ends, where that is what the words say.
    #[cold]
    fn stop<T>(&mut self, words: &'static str) -> Done<T> {
        self.fault = Some(Fault { problem: JsonProblem::Syntax, words, at: self.at });
        Err(Stop)
    }

    /// The next byte is wrong, or there is none where one was needed.
    #[cold]
    fn stop_or_end<T>(&mut self, words: &'static str, at_end: &'static str) -> Done<T> {
        self.stop(if self.at < self.bytes.len() { words } else { at_end })
    }

    #[inline]
    fn kept<T>(&mut self, written: Result<T, RecordingLimit>) -> Done<T> {
        written.map_err(|limit| {
            let problem = match limit {
                RecordingLimit::Depth => JsonProblem::TooDeep,
                RecordingLimit::Entries => JsonProblem::TooLarge,
            };
            self.fault = Some(Fault { problem, words: "", at: self.at });
            Stop
        })
    }

    #[inline]
    fn value(&mut self) -> Done {
        match self.after_blanks() {
            Some(b'"') => {
                let span = self.text()?;
                let written = self.recorder.text(span);
                self.kept(written)
            }
            Some(b'{') => self.structure(),
            Some(b'[') => self.list(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => {
                self.word("true")?;
                let written = self.recorder.bool(true);
                self.kept(written)
            }
            Some(b'f') => {
                self.word("false")?;
                let written = self.recorder.bool(false);
                self.kept(written)
            }
            Some(b'n') => {
                self.word("null")?;
                let written = self.recorder.null();
                self.kept(written)
            }
            _ => self.stop_or_end("expected value", EOF_IN_VALUE),
        }
    }

    /// One of the three words, whose first letter stands there.
    fn word(&mut self, word: &str) -> Done {
        for expected in word.bytes() {
            if self.peek() != Some(expected) {
                return self.stop_or_end("expected ident", EOF_IN_VALUE);
            }
            self.at += 1;
        }
        Ok(())
    }

    #[inline]
    fn list(&mut self) -> Done {
        let opened = self.recorder.open();
        let open = self.kept(opened)?;
        self.at += 1;
        let mut count = 0;
        loop {
            match self.after_blanks() {
                Some(b']') => break,
                Some(_) if count == 0 => {}
                Some(b',') => {
                    self.at += 1;
                    if self.after_blanks() == Some(b']') {
                        return self.stop("trailing comma");
                    }
                }
                _ => return self.stop_or_end("expected `,` or `]`", EOF_IN_LIST),
            }
            self.value()?;
            count += 1;
        }
        self.at += 1;
        self.recorder.close_list(open, count);
        Ok(())
    }

    #[inline]
    fn structure(&mut self) -> Done {
        let opened = self.recorder.open();
        let mut open = self.kept(opened)?;
        self.at += 1;
        let mut count = 0;
        loop {
            let mut next = self.after_blanks();
            match next {
                Some(b'}') => break,
                Some(_) if count == 0 => {}
                Some(b',') => {
                    self.at += 1;
                    next = self.after_blanks();
                }
                _ => return self.stop_or_end("expected `,` or `}`", EOF_IN_STRUCTURE),
            }
            match next {
                Some(b'"') => self.name(&mut open)?,
                Some(b'}') => return self.stop("trailing comma"),
                _ => return self.stop_or_end("key must be a string", EOF_IN_VALUE),
            }
            if self.after_blanks() != Some(b':') {
                return self.stop_or_end("expected `:`", EOF_IN_STRUCTURE);
            }
            self.at += 1;
            self.value()?;
            count += 1;
        }
        self.at += 1;
        self.recorder.close_structure(open, count);
        Ok(())
    }

    #[inline]
    fn name(&mut self, open: &mut Open) -> Done {
        let span = self.text()?;
        let from = span.start as usize..(span.start + span.len) as usize;
        let written = if span.resolved {
            let name = self.recorder.resolved.get(from).unwrap_or_default().to_owned();
            self.recorder.name(open, &name, span)
        } else {
            self.recorder.name(open, self.input.get(from).unwrap_or_default(), span)
        };
        self.kept(written)
    }

    /// A text, whose quotation mark stands there.
    #[inline]
    fn text(&mut self) -> Done<Span> {
        self.at += 1;
        let start = self.at;
        self.skip_plain();
        if self.peek() != Some(b'"') {
            return self.resolve(start);
        }
        let span = Span { start: to_u32(start), len: to_u32(self.at - start), resolved: false };
        self.at += 1;
        Ok(span)
    }

    /// Goes on to the next byte that means something in a text: eight at a time, by the
    /// usual tricks of words as lanes of bytes, then one by one.
    #[inline]
    fn skip_plain(&mut self) {
        const ONES: u64 = u64::MAX / 255;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        for chunk in rest.as_chunks().0 {
            let bytes = u64::from_le_bytes(*chunk);
            let zero_in = |lanes: u64| lanes.wrapping_sub(ONES) & !lanes;
            let control = bytes.wrapping_sub(ONES * 0x20) & !bytes;
            let quote = zero_in(bytes ^ (ONES * u64::from(b'"')));
            let escape = zero_in(bytes ^ (ONES * u64::from(b'\\')));
            let found = (control | quote | escape) & (ONES << 7);
            if found != 0 {
                self.at += (found.trailing_zeros() / 8) as usize;
                return;
            }
            self.at += 8;
        }
        while self.peek().is_some_and(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
            self.at += 1;
        }
    }

    /// A text that is not plain to its end: it is copied, with its escapes resolved.
    #[cold]
    #[inline(never)]
    fn resolve(&mut self, mut start: usize) -> Done<Span> {
        let from = self.recorder.resolved.len();
        loop {
            self.recorder.resolved.push_str(self.input.get(start..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                _ => {
                    return self
                        .stop_or_end("control character (\\u0000-\\u001F) found while parsing a string", EOF_IN_TEXT);
                }
            }
            start = self.at;
            self.skip_plain();
        }
        self.at += 1;
        let len = self.recorder.resolved.len() - from;
        Ok(Span { start: to_u32(from), len: to_u32(len), resolved: true })
    }

    fn escape(&mut self) -> Done {
        self.at += 1;
        let character = match self.peek() {
            Some(same @ (b'"' | b'\\' | b'/')) => char::from(same),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return self.stop_or_end("invalid escape", EOF_IN_TEXT),
        };
        self.at += 1;
        self.recorder.resolved.push(character);
        Ok(())
    }

    /// One UTF-16 unit, or the two of a pair.
    fn unicode_escape(&mut self) -> Done {
        let mut number = self.hexadecimal()?;
        if number & 0xfc00 == 0xd800 {
            for expected in *b"\\u" {
                if self.peek() != Some(expected) {
                    return self.stop_or_end("unexpected end of hex escape", EOF_IN_TEXT);
                }
                self.at += 1;
            }
            self.at -= 1;
            let low = self.hexadecimal()?;
            number = if low & 0xfc00 == 0xdc00 { 0x1_0000 + ((number & 0x3ff) << 10 | low & 0x3ff) } else { 0xd800 };
        }
        match char::from_u32(number) {
            Some(character) => self.recorder.resolved.push(character),
            None => {
                self.at -= 1;
                return self.stop("lone leading surrogate in hex escape");
            }
        }
        Ok(())
    }

    /// The four digits after the `u` that stands there.
    fn hexadecimal(&mut self) -> Done<u32> {
        self.at += 1;
        let Some(digits) = self.bytes.get(self.at..self.at + 4) else {
            self.at = self.bytes.len();
            return self.stop(EOF_IN_TEXT);
        };
        let mut number = 0;
        for digit in digits {
            let Some(value) = char::from(*digit).to_digit(16) else {
                self.at += 3;
                return self.stop("invalid escape");
            };
            number = number << 4 | value;
        }
        self.at += 4;
        Ok(number)
    }

    #[inline]
    fn number(&mut self) -> Done {
        let negative = self.peek() == Some(b'-');
        if negative {
            self.at += 1;
        }
        let start = self.at;
        let whole = self.digits();
        match whole {
            [] => return self.stop_or_end(BAD_NUMBER, EOF_IN_VALUE),
            [b'0', _, ..] => {
                self.at = start + 1;
                return self.stop(BAD_NUMBER);
            }
            _ => {}
        }
        if !matches!(self.peek(), Some(b'.' | b'e' | b'E'))
            && let Some(integer) = integer(whole, negative)
        {
            let written = self.recorder.int(integer);
            return self.kept(written);
        }
        self.double(whole, negative)
    }

    /// A number with a fraction or an exponent, or one that 64 bits do not hold; `whole` was read.
    #[cold]
    #[inline(never)]
    fn double(&mut self, whole: &[u8], negative: bool) -> Done {
        let mut decimal = Decimal { whole, fraction: &[], exponent: 0 };
        if self.peek() == Some(b'.') {
            self.at += 1;
            decimal.fraction = self.digits();
            if decimal.fraction.is_empty() {
                return self.stop_or_end(BAD_NUMBER, EOF_IN_VALUE);
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            let sign = self.peek().filter(|byte| matches!(byte, b'+' | b'-'));
            self.at += usize::from(sign.is_some());
            let digits = self.digits();
            if digits.is_empty() {
                return self.stop_or_end(BAD_NUMBER, EOF_IN_VALUE);
            }
            let exponent = integer(digits, false).unwrap_or(i64::MAX);
            decimal.exponent = if sign == Some(b'-') { -exponent } else { exponent };
        }
        let number = decimal.nearest();
        if number.is_infinite() {
            self.at -= 1;
            return self.stop("number out of range");
        }
        let written = self.recorder.float(if negative { -number } else { number });
        self.kept(written)
    }

    /// The digits that stand there.
    #[inline]
    fn digits(&mut self) -> &'i [u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }
}

/// A whole number, if 64 bits hold it.
#[inline]
fn integer(digits: &[u8], negative: bool) -> Option<i64> {
    let magnitude =
        digits.iter().try_fold(0_u64, |number, digit| number.checked_mul(10)?.checked_add(u64::from(digit - b'0')))?;
    if negative { 0_i64.checked_sub_unsigned(magnitude) } else { i64::try_from(magnitude).ok() }
}
