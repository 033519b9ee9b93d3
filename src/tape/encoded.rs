//! A JavaScript value onto the tape. `pkg/tape.js` walks the value and writes
//! two things: words, and one text with all names and strings one after another.
//!
//! A word's low four bits say what it is, the others carry a number:
//!
//! | kind | number | followed by |
//! |---|---|---|
//! | 0 null, 1 false, 2 true | | |
//! | 3 whole number | 0 to 2^28 − 1 | |
//! | 4 number | | two words, the halves of an IEEE double, low first |
//! | 5 BigInt | | two words, the halves of an `i64`, low first |
//! | 6 string, 7 name | length in UTF-16 units | |
//! | 8 list begins, 9 structure begins | | |
//! | 10 list ends, 11 structure ends | how many items | |
//! | 12 odd value | its [`Odd`] number | |

use super::recorder::{Open, to_u32};
use super::{MAX_TEXT_BYTES, Odd, Recorder, RecordingLimit, Span};

/// Why words could not be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingError {
    /// The value is too deep or too large.
    Limit(RecordingLimit),
    /// The words or the text are not what the walker writes: a bug in the walker.
    Malformed,
}

impl From<RecordingLimit> for EncodingError {
    fn from(limit: RecordingLimit) -> EncodingError {
        EncodingError::Limit(limit)
    }
}

/// Records what the walker wrote.
pub fn record_encoded(recorder: &mut Recorder, words: &[u32], text: &str) -> Result<(), EncodingError> {
    recorder.clear();
    if text.len() > MAX_TEXT_BYTES as usize {
        return Err(EncodingError::Limit(RecordingLimit::Entries));
    }
    let mut reader = Reader { recorder, words: words.iter(), text, ascii: text.is_ascii(), start: 0, open: Vec::new() };
    while let Some(word) = reader.words.next() {
        reader.entry(*word)?;
    }
    if reader.open.is_empty() { Ok(()) } else { Err(EncodingError::Malformed) }
}

struct Reader<'r> {
    recorder: &'r mut Recorder,
    words: std::slice::Iter<'r, u32>,
    text: &'r str,
    ascii: bool,
    /// Where in the text the next string begins.
    start: usize,
    open: Vec<Open>,
}

impl Reader<'_> {
    fn entry(&mut self, word: u32) -> Result<(), EncodingError> {
        let number = word >> 4;
        match word & 0xF {
            0 => self.recorder.null()?,
            1 => self.recorder.bool(false)?,
            2 => self.recorder.bool(true)?,
            3 => self.recorder.int(i64::from(number))?,
            4 => {
                let bits = self.pair()?;
                self.recorder.float(f64::from_bits(bits))?;
            }
            5 => {
                let bits = self.pair()?;
                self.recorder.int(bits.cast_signed())?;
            }
            6 => {
                let span = self.span(number)?;
                self.recorder.string(span)?;
            }
            7 => {
                let span = self.span(number)?;
                self.recorder.key(span)?;
            }
            8 | 9 => {
                let open = self.recorder.open()?;
                self.open.push(open);
            }
            10 => {
                let open = self.open.pop().ok_or(EncodingError::Malformed)?;
                self.recorder.close_array(open, number);
            }
            11 => {
                let open = self.open.pop().ok_or(EncodingError::Malformed)?;
                self.recorder.close_object(self.text, open, number);
            }
            12 => {
                let odd = Odd::from_number(number).ok_or(EncodingError::Malformed)?;
                self.recorder.odd(odd)?;
            }
            _ => return Err(EncodingError::Malformed),
        }
        Ok(())
    }

    fn pair(&mut self) -> Result<u64, EncodingError> {
        match (self.words.next(), self.words.next()) {
            (Some(low), Some(high)) => Ok(u64::from(*low) | u64::from(*high) << 32),
            _ => Err(EncodingError::Malformed),
        }
    }

    /// The next `units` UTF-16 units of the text. In text that is all ASCII a unit is a byte.
    fn span(&mut self, units: u32) -> Result<Span, EncodingError> {
        let rest = self.text.get(self.start..).ok_or(EncodingError::Malformed)?;
        let len = if self.ascii { units as usize } else { bytes_of(rest, units)? };
        if len > rest.len() {
            return Err(EncodingError::Malformed);
        }
        let span = Span { start: to_u32(self.start), len: to_u32(len), unescaped: false };
        self.start += len;
        Ok(span)
    }
}

/// How many bytes of `text` make up `units` UTF-16 units.
fn bytes_of(text: &str, units: u32) -> Result<usize, EncodingError> {
    let mut left = units as usize;
    for (index, char) in text.char_indices() {
        if left == 0 {
            return Ok(index);
        }
        left = left.checked_sub(char.len_utf16()).ok_or(EncodingError::Malformed)?;
    }
    if left == 0 { Ok(text.len()) } else { Err(EncodingError::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tape::Entry;

    fn record(words: &[u32], text: &str) -> Result<Vec<Entry>, EncodingError> {
        let mut recorder = Recorder::new();
        record_encoded(&mut recorder, words, text)?;
        Ok(recorder.tape(text).entries.to_vec())
    }

    #[test]
    fn strings_are_cut_by_utf_16_units() {
        let mut recorder = Recorder::new();
        let text = "aé🚢b";
        record_encoded(&mut recorder, &[8, 6 | 3 << 4, 6 | 1 << 4, 10 | 2 << 4], "é🚢b").unwrap();
        let tape = recorder.tape("é🚢b");
        let items: Vec<_> = tape.root().items().map(|item| item.as_str().unwrap().to_owned()).collect();
        assert_eq!(items, ["é🚢", "b"], "from {text}");
    }

    #[test]
    fn malformed_words_are_refused() {
        for (words, text) in [
            (&[8][..], ""),
            (&[10], ""),
            (&[4, 1], ""),
            (&[6 | 2 << 4], "a"),
            (&[6 | 1 << 4], "🚢"),
            (&[12 | 99 << 4], ""),
            (&[15], ""),
        ] {
            assert_eq!(record(words, text), Err(EncodingError::Malformed), "{words:?} {text:?}");
        }
    }

    #[test]
    fn whole_doubles_become_integers() {
        let bits = 5.0_f64.to_bits();
        let words = [4, bits as u32, (bits >> 32) as u32];
        assert_eq!(record(&words, "").unwrap(), [Entry::Int(5)]);
    }
}
