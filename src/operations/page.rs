//! Lists in pages. A token says what the page before ended with; it means nothing
//! to anybody else.

use super::ServiceException;
use crate::model::exception::Exception;

/// The token of a page that begins behind a number.
fn token(number: u64) -> String {
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

/// A page as it is filled: whoever lists goes through all that there is, and asks before each entry.
pub(super) struct Page {
    left: usize,
    last: Option<u64>,
    more: bool,
}

impl Page {
    /// A page of as many as asked for, or of so many unless something is asked for.
    pub fn new(max_results: Option<i32>, default: usize) -> Page {
        let left = max_results.and_then(|most| usize::try_from(most).ok()).unwrap_or(default);
        Page { left, last: None, more: false }
    }

    /// Whether the next entry, by its number, still stands on this page. If not, nothing behind it does.
    pub fn takes(&mut self, number: u64) -> bool {
        if self.left == 0 {
            self.more = true;
            return false;
        }
        self.left -= 1;
        self.last = Some(number);
        true
    }

    /// The token of the next page, if there is one.
    pub fn next_token(&self) -> Option<String> {
        self.last.filter(|_| self.more).map(token)
    }
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
