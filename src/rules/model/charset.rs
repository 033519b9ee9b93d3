//! The character sets of names and tags.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod lanes;

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
    /// Letters, digits, `-`, `/`, `_` (row `op-started-by`).
    StartedBy,
    /// The characters from 33 to 126 (row `op-client-token`).
    Printable,
    /// Letters, digits, `-`, `_`, `:`, `.`, `/`, `#`, `@` (row `msg-image-characters`).
    Image,
}

impl Charset {
    /// A regular expression for the whole text, in JavaScript's syntax with the `u` flag.
    pub const fn pattern(self) -> &'static str {
        match self {
            Charset::AttributeName => r"^[A-Za-z0-9_\-.\/\\]*$",
            Charset::AttributeValue => r"^[A-Za-z0-9_\-.@\/\\: ]*$",
            Charset::Tag => r"^[\p{L}\p{Z}\p{N}_.:\/=+\-@]*$",
            Charset::Base64 => r"^[A-Za-z0-9+\/=\s]*$",
            Charset::StartedBy => r"^[A-Za-z0-9\-\/_]*$",
            Charset::Printable => "^[!-~]*$",
            Charset::Image => r"^[A-Za-z0-9\-_:.\/#@]*$",
        }
    }

    /// The bit of this set in [`ASCII`].
    pub(crate) const fn bit(self) -> u8 {
        match self {
            Charset::AttributeName => 1,
            Charset::AttributeValue => 2,
            Charset::Tag => 4,
            Charset::Base64 => 8,
            Charset::StartedBy => 16,
            Charset::Printable => 32,
            Charset::Image => 64,
        }
    }
}

/// Whether all bytes are ASCII characters of a set, given by its bit.
#[inline]
pub(crate) fn all_ascii_within(bit: u8, bytes: &[u8]) -> bool {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    if let Some(within) = lanes::all_within(bit, bytes) {
        return within;
    }
    // No early way out: nearly every text is good, and without it the loop has no branches.
    let (fours, rest) = bytes.as_chunks::<4>();
    let good = fours.iter().fold(bit, |good, [a, b, c, d]| good & sets(*a) & sets(*b) & sets(*c) & sets(*d));
    rest.iter().fold(good, |good, byte| good & sets(*byte)) != 0
}

/// The sets that an ASCII character belongs to; none for the bytes of other characters.
#[inline]
pub(crate) fn sets(byte: u8) -> u8 {
    ASCII.get(usize::from(byte)).copied().unwrap_or_default()
}

/// For each byte, the sets that the ASCII character belongs to; none for the bytes of other characters.
static ASCII: [u8; 256] = ascii();

const fn ascii() -> [u8; 256] {
    let mut table = [0; 256];
    set(&mut table, 127, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    set(&mut table, 1, br"-_/\.");
    set(&mut table, 2, br"-_.@/\: ");
    set(&mut table, 4, b" _.:/=+-@");
    set(&mut table, 8, b"+/= \t\r\n");
    set(&mut table, 16, b"-/_");
    set(&mut table, 32, br##"!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"##);
    set(&mut table, 64, b"-_:./#@");
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
