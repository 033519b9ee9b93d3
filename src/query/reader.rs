//! A text and how far it is read. The grammar, the dates and the regular expressions are
//! read by hand: a library of parser combinators takes 3 KB more of the 200 KB that the
//! compressed module may have.

/// Reads a text from its start to its end. A failed attempt goes back to where it began.
pub(super) struct Reader<'t> {
    text: &'t str,
    /// The byte that is next; always at the border of a character.
    pub(super) at: usize,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t str) -> Reader<'t> {
        Reader { text, at: 0 }
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) const fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn take(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// Takes the next bytes, or all that are left.
    pub(super) fn take_bytes(&mut self, bytes: usize) -> &'t str {
        let rest = self.rest();
        let taken = rest.get(..bytes).unwrap_or(rest);
        self.at += taken.len();
        taken
    }

    /// Takes characters for as long as they fit, perhaps none.
    pub(super) fn take_while(&mut self, fits: fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        self.take_bytes(rest.find(|character| !fits(character)).unwrap_or(rest.len()))
    }

    /// Takes this text if it is next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    pub(super) fn space(&mut self) {
        self.take_while(|character| matches!(character, ' ' | '\t' | '\r' | '\n'));
    }

    pub(super) fn digits(&mut self) -> &'t str {
        self.take_while(|character| character.is_ascii_digit())
    }
}
