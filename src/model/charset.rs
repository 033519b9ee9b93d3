//! The character sets of names and tags.

/// A set of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// Letters, digits, `-`, `_`, `/`, `\`, `.` (row `attribute-name`).
    AttributeName,
    /// The same with `@`, `:` and the space (row `attribute-value`).
    AttributeValue,
    /// `[\p{L}\p{Z}\p{N}_.:/=+\-@]` (row `shape-tag-key`).
    Tag,
    /// The base64 alphabet with line breaks, as the instance metadata service gives a signature.
    Base64,
}

impl Charset {
    /// A regular expression for the whole text, in JavaScript's syntax with the `u` flag.
    pub const fn pattern(self) -> &'static str {
        match self {
            Charset::AttributeName => r"^[A-Za-z0-9_\-.\/\\]*$",
            Charset::AttributeValue => r"^[A-Za-z0-9_\-.@\/\\: ]*$",
            Charset::Tag => r"^[\p{L}\p{Z}\p{N}_.:\/=+\-@]*$",
            Charset::Base64 => r"^[A-Za-z0-9+\/=\s]*$",
        }
    }

    /// The bit of this set in [`ASCII`].
    pub(crate) const fn bit(self) -> u8 {
        match self {
            Charset::AttributeName => 1,
            Charset::AttributeValue => 2,
            Charset::Tag => 4,
            Charset::Base64 => 8,
        }
    }
}

/// For each byte, the sets that the ASCII character belongs to; none for the bytes of other characters.
pub(crate) static ASCII: [u8; 256] = ascii();

const fn ascii() -> [u8; 256] {
    let mut table = [0; 256];
    set(&mut table, 1 | 2 | 4 | 8, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    set(&mut table, 1, br"-_/\.");
    set(&mut table, 2, br"-_.@/\: ");
    set(&mut table, 4, b" _.:/=+-@");
    set(&mut table, 8, b"+/= \t\r\n");
    table
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: an index out of range does not build")]
const fn set(table: &mut [u8; 256], bits: u8, characters: &[u8]) {
    let mut index = 0;
    while index < characters.len() {
        table[characters[index] as usize] |= bits;
        index += 1;
    }
}
