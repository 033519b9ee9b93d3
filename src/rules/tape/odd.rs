//! JavaScript values that have no form in JSON. Each is judged by a rule of its
//! own instead of being dropped or turned into something else on the way.

/// What kind of JavaScript value stands where JSON has no form for it.
///
/// The numbers are the ones that the walker in `pkg/tape.js` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Odd {
    /// An object or list that contains itself.
    Cyclic = 0,
    /// A `Date`.
    Date = 1,
    /// A `BigInt` outside 64 bits.
    BigInt = 2,
    /// A `Map`.
    Map = 3,
    /// A `Set`.
    Set = 4,
    /// `undefined` as an item of a list, or as the request itself.
    Undefined = 5,
    /// `NaN`.
    NotANumber = 6,
    /// `Infinity` or `-Infinity`.
    Infinite = 7,
    /// A function.
    Function = 8,
    /// A symbol.
    Symbol = 9,
    /// Text with half of a surrogate pair, which UTF-8 cannot carry.
    LoneSurrogate = 10,
    /// A member whose getter, or a proxy whose trap, threw.
    Threw = 11,
    /// A `String`, `Number`, `Boolean` or `BigInt` object.
    Boxed = 12,
    /// An `ArrayBuffer` or a view of one.
    Binary = 13,
    /// Another object that is no plain structure: a promise, a regular expression, …
    Exotic = 14,
    /// A structure or list below the deepest level allowed.
    TooDeep = 15,
}

/// Every kind, in the order of its number.
pub(crate) const ODD_KINDS: [Odd; 16] = [
    Odd::Cyclic,
    Odd::Date,
    Odd::BigInt,
    Odd::Map,
    Odd::Set,
    Odd::Undefined,
    Odd::NotANumber,
    Odd::Infinite,
    Odd::Function,
    Odd::Symbol,
    Odd::LoneSurrogate,
    Odd::Threw,
    Odd::Boxed,
    Odd::Binary,
    Odd::Exotic,
    Odd::TooDeep,
];

impl Odd {
    /// The kind with this number, if there is one.
    pub fn from_number(number: u32) -> Option<Odd> {
        ODD_KINDS.get(number as usize).copied()
    }

    /// What it is, for the person who gave it.
    pub fn words(self) -> &'static str {
        match self {
            Odd::Cyclic => "an object within itself",
            Odd::Date => "a Date",
            Odd::BigInt => "a BigInt of more than 64 bits",
            Odd::Map => "a Map",
            Odd::Set => "a Set",
            Odd::Undefined => "undefined",
            Odd::NotANumber => "NaN",
            Odd::Infinite => "an infinite number",
            Odd::Function => "a function",
            Odd::Symbol => "a symbol",
            Odd::LoneSurrogate => "text with half a surrogate pair",
            Odd::Threw => "a getter that threw",
            Odd::Boxed => "an object around a primitive",
            Odd::Binary => "binary data",
            Odd::Exotic => "an object that is no plain one",
            Odd::TooDeep => "a value too deep",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_positions() {
        for (number, kind) in ODD_KINDS.iter().enumerate() {
            assert_eq!(*kind as usize, number);
        }
    }
}
