//! Sixteen characters at once, where WebAssembly has the instructions.
//!
//! The low half of a byte chooses one of sixteen masks, the high half one bit: the
//! byte is in the set if the mask has the bit. There are eight rows of ASCII and eight
//! bits, so this is exact, and bytes beyond ASCII have no bit.

use core::arch::wasm32::{i8x16_all_true, u8x16_shr, u8x16_splat, u8x16_swizzle, u64x2, v128, v128_and};

use super::ASCII;

/// The bit of each row of ASCII; none for the bytes of other characters.
const ROWS: v128 = u64x2(0x8040_2010_0804_0201, 0);

/// The masks of the sets, each at the position of its bit.
static MASKS: [[u64; 2]; 7] = [masks(1), masks(2), masks(4), masks(8), masks(16), masks(32), masks(64)];

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler: an index out of range does not build")]
const fn masks(bit: u8) -> [u64; 2] {
    let mut halves = [0; 2];
    let mut byte = 0;
    while byte < 128 {
        if ASCII[byte] & bit != 0 {
            let (low, row) = (byte & 15, byte >> 4);
            halves[low / 8] |= 1 << (low % 8 * 8 + row);
        }
        byte += 1;
    }
    halves
}

/// Whether all bytes are in a set, given by its bit; `None` for texts of less than eight bytes.
#[inline]
pub(super) fn all_within(bit: u8, bytes: &[u8]) -> Option<bool> {
    let [low, high] = *MASKS.get(bit.trailing_zeros() as usize)?;
    let masks = u64x2(low, high);
    let within = |first: &[u8; 8], second: &[u8; 8]| {
        let bytes = u64x2(u64::from_le_bytes(*first), u64::from_le_bytes(*second));
        let mask = u8x16_swizzle(masks, v128_and(bytes, u8x16_splat(15)));
        i8x16_all_true(v128_and(mask, u8x16_swizzle(ROWS, u8x16_shr(bytes, 4))))
    };
    let (pairs, rest) = bytes.as_chunks::<16>();
    // The last bytes may overlap those before, and the first eight the last eight.
    let end = match (rest.len(), bytes.first_chunk(), bytes.last_chunk()) {
        (0, ..) => true,
        (1..=8, Some(_), Some(last)) => within(last, last),
        (_, Some(first), Some(last)) if pairs.is_empty() => within(first, last),
        _ => {
            let [first, last] = halves(bytes)?;
            within(first, last)
        }
    };
    Some(
        end && pairs.iter().all(|pair| match (pair.first_chunk(), pair.last_chunk()) {
            (Some(first), Some(second)) => within(first, second),
            _ => false,
        }),
    )
}

/// The last sixteen bytes.
#[inline]
fn halves(bytes: &[u8]) -> Option<[&[u8; 8]; 2]> {
    let last = bytes.last_chunk::<16>()?;
    Some([last.first_chunk()?, last.last_chunk()?])
}
