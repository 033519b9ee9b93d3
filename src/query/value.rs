//! Values that do not compare as text: numbers, versions and dates.

use std::cmp::Ordering;

use super::reader::Reader;

/// Puts two texts in order: as numbers where both are, otherwise character by character (assumption 41).
pub(super) fn compare_texts(left: &str, right: &str) -> Ordering {
    match (Decimal::read(left), Decimal::read(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => left.cmp(right),
    }
}

/// A number of any length, in its digits: exact, unlike a float.
#[derive(Debug, PartialEq, Eq)]
struct Decimal<'a> {
    negative: bool,
    /// Without zeros in front.
    whole: &'a str,
    /// Without zeros at the end.
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    fn read(text: &'a str) -> Option<Decimal<'a>> {
        let mut reader = Reader::new(text);
        let minus = reader.eat("-");
        if !minus {
            reader.eat("+");
        }
        let whole = reader.digits();
        let point = reader.eat(".");
        let fraction = if point { reader.digits() } else { "" };
        if whole.is_empty() || (point && fraction.is_empty()) || !reader.is_done() {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let zero = whole.is_empty() && fraction.is_empty();
        Some(Decimal { negative: minus && !zero, whole, fraction })
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let sizes =
            (self.whole.len(), self.whole, self.fraction).cmp(&(other.whole.len(), other.whole, other.fraction));
        match (self.negative, other.negative) {
            (false, false) => sizes,
            (true, true) => sizes.reverse(),
            (negative, _) => {
                if negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A dotted version, part by part. A part that is missing is zero, so there are no
/// zeros at the end: `1.14` is `1.14.0`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version(Vec<u64>);

impl Version {
    pub(super) fn read(text: &str) -> Option<Version> {
        let mut parts = Vec::new();
        for part in text.split('.') {
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            parts.push(part.parse().ok().filter(|_| digits)?);
        }
        while parts.last() == Some(&0) {
            parts.pop();
        }
        Some(Version(parts))
    }
}

/// Milliseconds since 1970 of a date in one of the formats of row `query-dates`. Without
/// a zone it is UTC, without a time the start of the day.
pub(super) fn instant(text: &str) -> Option<i64> {
    let mut reader = Reader::new(text);
    let (year, month, day) = (number(&mut reader, "", 4)?, number(&mut reader, "-", 2)?, number(&mut reader, "-", 2)?);
    let (mut hour, mut minute, mut second, mut offset) = (0, 0, 0, 0);
    if !reader.is_done() {
        hour = number(&mut reader, "T", 2)?;
        minute = number(&mut reader, ":", 2)?;
        second = number(&mut reader, ":", 2)?;
        if !reader.is_done() && !reader.eat("Z") {
            offset = offset_minutes(&mut reader)?;
        }
    }
    if !reader.is_done() {
        return None;
    }
    if !(1..=12).contains(&month) || !(1..=month_days(year, month)).contains(&day) {
        return None;
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let minutes = (days(year, month, day) * 24 + hour) * 60 + minute - offset;
    Some((minutes * 60 + second) * 1000)
}

/// At most 18 hours, as in `java.time.ZoneOffset`.
fn offset_minutes(reader: &mut Reader<'_>) -> Option<i64> {
    let sign = reader.take_bytes(1);
    let (hours, minutes) = (number(reader, "", 2)?, number(reader, ":", 2)?);
    let total = hours * 60 + minutes;
    if minutes > 59 || total > 18 * 60 {
        return None;
    }
    match sign {
        "+" => Some(total),
        "-" => Some(-total),
        _ => None,
    }
}

const fn month_days(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970. Years here begin in March, so that the leap day is the last one of
/// its year; from there on the months have 153 days in every five.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

/// A number of exactly so many digits, after what stands before it.
fn number(reader: &mut Reader<'_>, before: &str, digits: usize) -> Option<i64> {
    if !reader.eat(before) {
        return None;
    }
    let text = reader.take_bytes(digits);
    if text.len() != digits {
        return None;
    }
    let mut number = 0;
    for digit in text.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(digit - b'0');
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_compare_as_numbers_where_both_are() {
        fn check(left: &str, order: Ordering, right: &str) {
            assert_eq!(compare_texts(left, right), order, "{left} {right}");
            assert_eq!(compare_texts(right, left), order.reverse(), "{right} {left}");
        }
        use Ordering::{Equal, Less};
        check("2", Less, "10");
        check("2x", Less, "3");
        check("10", Less, "2x");
        check("007", Equal, "7");
        check("+7", Equal, "7.00");
        check("-0", Equal, "0.0");
        check("-10", Less, "-9.5");
        check("-1", Less, "0.5");
        check("0.45", Less, "0.5");
        check("0.4", Less, "0.45");
        check("99999999999999999999999998", Less, "99999999999999999999999999");
        check("9007199254740992.1", Less, "9007199254740992.2");
        check("1.", Less, "1.0");
    }

    #[test]
    fn versions_compare_part_by_part() {
        fn check(left: &str, right: &str, order: Option<Ordering>) {
            let found = Version::read(left).zip(Version::read(right)).map(|(left, right)| left.cmp(&right));
            assert_eq!(found, order, "{left} {right}");
        }
        check("1.9.0", "1.14.5", Some(Ordering::Less));
        check("1.14", "1.14.0", Some(Ordering::Equal));
        check("1.14.0.1", "1.14", Some(Ordering::Greater));
        check("2", "1.99.99", Some(Ordering::Greater));
        for bad in ["", ".", "1.", "v1", "1.+2", "1.-2", "1.2-rc1", "99999999999999999999"] {
            check(bad, "1", None);
        }
    }

    #[test]
    fn dates_are_instants() {
        fn check(text: &str, expected: Option<i64>) {
            assert_eq!(instant(text), expected, "{text}");
        }
        check("1970-01-01", Some(0));
        check("2018-06-18", Some(1_529_280_000_000));
        check("2018-06-18T22:28:28", Some(1_529_360_908_000));
        check("2018-06-18T22:28:28Z", Some(1_529_360_908_000));
        check("2018-06-18T22:28:28+00:00", Some(1_529_360_908_000));
        check("2018-06-19T00:28:28+02:00", Some(1_529_360_908_000));
        check("2018-06-18T16:58:28-05:30", Some(1_529_360_908_000));
        check("2000-02-29", Some(951_782_400_000));
        check("2000-03-01", Some(951_868_800_000));
        check("1969-12-31T23:59:59", Some(-1_000));
        check("0000-01-01", Some(-62_167_219_200_000));
        check("9999-12-31T23:59:59Z", Some(253_402_300_799_000));
        for bad in [
            "",
            "2018",
            "2018-6-18",
            "2018-00-01",
            "2018-13-01",
            "2018-06-31",
            "2018-02-29",
            "1900-02-29",
            "2018-06-00",
            "2018-06-18T",
            "2018-06-18T22:28",
            "2018-06-18T24:00:00",
            "2018-06-18T22:60:00",
            "2018-06-18T22:28:60",
            "2018-06-18T22:28:28.5Z",
            "2018-06-18 22:28:28",
            "2018-06-18Z",
            "2018-06-18T22:28:28+0000",
            "2018-06-18T22:28:28+18:01",
            "2018-06-18T22:28:28+01:60",
            "2018-06-18T22:28:28Z ",
            "02018-06-18",
        ] {
            check(bad, None);
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut expected = days(1890, 1, 1);
        for year in 1890..=2110 {
            for month in 1..=12 {
                for day in 1..=month_days(year, month) {
                    assert_eq!(days(year, month, day), expected, "{year}-{month}-{day}");
                    expected += 1;
                }
            }
        }
    }
}
