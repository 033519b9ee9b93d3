//! State as bytes, for snapshots and digests, and back. The format is the plainest there
//! is: numbers at their full width, low byte first; a count before what is counted; the
//! number of a variant before what it holds.
//!
//! Reading never stops half-way: bytes that are not what was written read as zeros and
//! nothings, and are known to be broken at the end. So no step has a failure to carry on,
//! which is most of the code of a reader.

use std::collections::VecDeque;

use xxhash_rust::xxh64::xxh64;

use crate::model::health::HealthState;

/// What can be stored.
pub trait Stored: Sized {
    /// Writes it behind what is there.
    fn store(&self, out: &mut Vec<u8>);

    /// Reads what was written; anything from broken bytes.
    fn load(from: &mut Loader<'_>) -> Self;
}

/// Bytes that are being read.
#[derive(Debug)]
pub struct Loader<'b> {
    rest: &'b [u8],
    broken: bool,
}

impl<'b> Loader<'b> {
    /// The bytes are not what was written.
    #[cold]
    pub fn fail(&mut self) {
        self.broken = true;
        self.rest = &[];
    }

    /// The number of a variant.
    pub fn number(&mut self) -> u8 {
        u8::load(self)
    }

    fn take<const N: usize>(&mut self) -> [u8; N] {
        match self.rest.split_first_chunk() {
            Some((taken, rest)) => {
                self.rest = rest;
                *taken
            }
            None => {
                self.fail();
                [0; N]
            }
        }
    }

    fn bytes(&mut self, count: u32) -> &'b [u8] {
        match self.rest.split_at_checked(count as usize) {
            Some((taken, rest)) => {
                self.rest = rest;
                taken
            }
            None => {
                self.fail();
                &[]
            }
        }
    }
}

/// Something as bytes.
pub fn store(value: &impl Stored) -> Vec<u8> {
    let mut out = Vec::new();
    value.store(&mut out);
    out
}

/// Something once more. For what is large and seldom copied: its own `clone` would be as
/// much code again.
pub fn copy<T: Stored>(value: &T) -> T {
    T::load(&mut Loader { rest: &store(value), broken: false })
}

/// Something from all of these bytes, if they are what was written.
pub fn load<T: Stored>(bytes: &[u8]) -> Option<T> {
    let mut from = Loader { rest: bytes, broken: false };
    let value = T::load(&mut from);
    (!from.broken && from.rest.is_empty()).then_some(value)
}

/// A digest of bytes. All are made by this one function, and of two short ones, as the long
/// ones of the family bring more code and a table of their own.
pub fn digest(bytes: &[u8], seed: u64) -> u128 {
    u128::from(xxh64(bytes, seed)) << 64 | u128::from(xxh64(bytes, !seed))
}

/// Stores a structure by its members in this order, or an enumeration by the number of its
/// variant, of which 0 must be one, and what that holds.
macro_rules! stored {
    (struct $type:ident(0)) => {
        impl $crate::stored::Stored for $type {
            fn store(&self, out: &mut Vec<u8>) {
                $crate::stored::Stored::store(&self.0, out);
            }

            fn load(from: &mut $crate::stored::Loader<'_>) -> $type {
                $type($crate::stored::Stored::load(from))
            }
        }
    };
    (struct $type:ident $(<$of:ident>)? { $($member:ident),* $(,)? }) => {
        impl $(<$of: $crate::stored::Stored>)? $crate::stored::Stored for $type $(<$of>)? {
            fn store(&self, out: &mut Vec<u8>) {
                let $type { $($member),* } = self;
                $($crate::stored::Stored::store($member, out);)*
            }

            fn load(from: &mut $crate::stored::Loader<'_>) -> Self {
                $type { $($member: $crate::stored::Stored::load(from)),* }
            }
        }
    };
    (enum $type:ident {
        $($number:literal => $variant:ident $(($($inner:ident),*))? $({ $($member:ident),* })?),* $(,)?
    }) => {
        impl $crate::stored::Stored for $type {
            fn store(&self, out: &mut Vec<u8>) {
                match self {
                    $($type::$variant $(($($inner),*))? $({ $($member),* })? => {
                        out.push($number);
                        $($($crate::stored::Stored::store($inner, out);)*)?
                        $($($crate::stored::Stored::store($member, out);)*)?
                    })*
                }
            }

            fn load(from: &mut $crate::stored::Loader<'_>) -> $type {
                match from.number() {
                    $($number => {
                        $($(let $inner = $crate::stored::Stored::load(from);)*)?
                        $($(let $member = $crate::stored::Stored::load(from);)*)?
                        $type::$variant $(($($inner),*))? $({ $($member),* })?
                    })*
                    _ => {
                        from.fail();
                        $type::load(from)
                    }
                }
            }
        }
    };
}

pub(crate) use stored;

stored!(enum HealthState { 0 => Ok, 1 => Initializing, 2 => InsufficientData, 3 => Impaired });

/// Numbers of each width.
macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl Stored for $type {
            fn store(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn load(from: &mut Loader<'_>) -> $type {
                <$type>::from_le_bytes(from.take())
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, u128, i32, i64);

impl Stored for bool {
    fn store(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn load(from: &mut Loader<'_>) -> bool {
        let number = from.number();
        if number > 1 {
            from.fail();
        }
        number == 1
    }
}

impl Stored for String {
    fn store(&self, out: &mut Vec<u8>) {
        count(self.len(), out);
        out.extend_from_slice(self.as_bytes());
    }

    fn load(from: &mut Loader<'_>) -> String {
        let count = u32::load(from);
        match str::from_utf8(from.bytes(count)) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                from.fail();
                String::new()
            }
        }
    }
}

impl<T: Stored> Stored for Option<T> {
    fn store(&self, out: &mut Vec<u8>) {
        self.is_some().store(out);
        if let Some(value) = self {
            value.store(out);
        }
    }

    fn load(from: &mut Loader<'_>) -> Option<T> {
        bool::load(from).then(|| T::load(from))
    }
}

impl<T: Stored> Stored for Box<T> {
    fn store(&self, out: &mut Vec<u8>) {
        T::store(self, out);
    }

    fn load(from: &mut Loader<'_>) -> Box<T> {
        Box::new(T::load(from))
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn store(&self, out: &mut Vec<u8>) {
        count(self.len(), out);
        for item in self {
            item.store(out);
        }
    }

    /// Room is made as the items come, whatever the count says.
    fn load(from: &mut Loader<'_>) -> Vec<T> {
        let mut list = Vec::new();
        for _ in 0..u32::load(from) {
            if from.broken {
                break;
            }
            list.push(T::load(from));
        }
        list
    }
}

impl<T: Stored> Stored for VecDeque<T> {
    fn store(&self, out: &mut Vec<u8>) {
        count(self.len(), out);
        for item in self {
            item.store(out);
        }
    }

    fn load(from: &mut Loader<'_>) -> VecDeque<T> {
        Vec::load(from).into()
    }
}

impl<T: Stored, const N: usize> Stored for [T; N] {
    fn store(&self, out: &mut Vec<u8>) {
        for item in self {
            item.store(out);
        }
    }

    fn load(from: &mut Loader<'_>) -> [T; N] {
        std::array::from_fn(|_| T::load(from))
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn store(&self, out: &mut Vec<u8>) {
        self.0.store(out);
        self.1.store(out);
    }

    fn load(from: &mut Loader<'_>) -> (A, B) {
        (A::load(from), B::load(from))
    }
}

impl<A: Stored, B: Stored, C: Stored> Stored for (A, B, C) {
    fn store(&self, out: &mut Vec<u8>) {
        self.0.store(out);
        self.1.store(out);
        self.2.store(out);
    }

    fn load(from: &mut Loader<'_>) -> (A, B, C) {
        (A::load(from), B::load(from), C::load(from))
    }
}

/// Nothing here is ever as many as 32 bits count.
fn count(count: usize, out: &mut Vec<u8>) {
    u32::try_from(count).unwrap_or(u32::MAX).store(out);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Cargo {
        Nothing,
        Crates(u32, String),
        Tank { full: bool, of: Option<Box<Cargo>> },
    }

    stored!(enum Cargo { 0 => Nothing, 1 => Crates(count, of), 2 => Tank { full, of } });

    #[test]
    fn what_is_stored_is_read_again() {
        let inner = Cargo::Tank { full: true, of: Some(Box::new(Cargo::Nothing)) };
        let all = vec![Cargo::Nothing, Cargo::Crates(7, "é".to_owned()), inner];
        let bytes = store(&all);
        assert_eq!(bytes, [3, 0, 0, 0, 0, 1, 7, 0, 0, 0, 2, 0, 0, 0, 0xc3, 0xa9, 2, 1, 1, 0]);
        assert_eq!(load::<Vec<Cargo>>(&bytes), Some(all));
    }

    #[test]
    fn anything_else_is_broken() {
        for bytes in [&[3][..], &[0, 0], &[1, 1, 0, 0, 0, 1, 0, 0, 0, 0xff], &[2, 2, 0], &[2, 0, 9]] {
            assert_eq!(load::<Cargo>(bytes), None, "{bytes:?}");
        }
        assert_eq!(load::<Vec<u64>>(&[0xff; 11]), None);
    }
}
