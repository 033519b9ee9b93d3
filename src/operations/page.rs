//! Lists in pages. A token says what the page before ended with; it means nothing
//! to anybody else.

use super::ServiceException;
use crate::model::exception::Exception;

/// The token of a page that begins behind a number.
pub(super) fn token(number: u64) -> String {
    format!("{:016x}{:08x}", number ^ MASK, check(number))
}

/// The number behind which a page begins; none for the first page.
pub(super) fn after(token: Option<&str>) -> Result<Option<u64>, ServiceException> {
    let Some(text) = token.filter(|text| !text.is_empty()) else { return Ok(None) };
    let cut = text.split_at_checked(16).filter(|_| text.len() == 24);
    let number = cut.and_then(|(number, sum)| {
        let number = u64::from_str_radix(number, 16).ok()? ^ MASK;
        (u32::from_str_radix(sum, 16).ok()? == check(number)).then_some(number)
    });
    number.map(Some).ok_or_else(|| {
        let shown: String = text.chars().take(80).collect();
        let message = format!("nextToken `{shown}` is not the token of a page");
        ServiceException::new(Exception::InvalidParameterException, message)
    })
}

/// How many a page has: as many as asked for, 100 unless something is asked for.
pub(super) fn size(max_results: Option<i32>, default: usize) -> usize {
    max_results.and_then(|most| usize::try_from(most).ok()).unwrap_or(default)
}

/// Cuts a page off what is left: the page, and whether something follows.
pub(super) fn cut<T>(rest: impl Iterator<Item = T>, size: usize) -> (Vec<T>, bool) {
    let mut page: Vec<T> = rest.take(size.saturating_add(1)).collect();
    let more = page.len() > size;
    page.truncate(size);
    (page, more)
}

/// Makes tokens look like what they are: nothing to be read.
const MASK: u64 = 0x6563_732d_7061_6765;

fn check(number: u64) -> u32 {
    let mixed = (number ^ MASK).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_lead_back_to_their_number_and_others_nowhere() {
        for number in [0, 1, 99, u64::MAX] {
            assert_eq!(after(Some(&token(number))), Ok(Some(number)));
        }
        assert_eq!(after(None), Ok(None));
        for text in
            ["x", "0000000000000000", "é".repeat(12).as_str(), "000000000000000000000000", "+00000000000000000000000"]
        {
            assert!(after(Some(text)).is_err(), "{text}");
        }
    }
}
