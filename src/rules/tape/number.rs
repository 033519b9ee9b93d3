//! Numbers with a fraction, from text and to text: the double nearest to a decimal, and
//! the shortest decimal that is nearest to a double. Both are exact, as JavaScript is.
//!
//! Written by hand for the size of the module: the usual ways have tables of powers that
//! cannot be compressed, here large numbers are multiplied out. Requests have few numbers
//! with a fraction, and those of people are told by one division. Tests hold both to what
//! Rust and `serde_json` say.

use std::cmp::Ordering;

/// No double lies between two of its neighbours' midpoints with more digits than this.
const MOST_DIGITS: usize = 770;

/// A decimal: its digits, and the power of ten that they are multiplied by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimal<'d> {
    /// The digits before the point.
    pub whole: &'d [u8],
    /// The digits behind it.
    pub fraction: &'d [u8],
    /// The exponent as written.
    pub exponent: i64,
}

impl Decimal<'_> {
    /// The nearest double; infinity beyond the largest.
    pub fn nearest(self) -> f64 {
        let digits = || self.whole.iter().chain(self.fraction).map(|digit| u32::from(digit - b'0'));
        let leading = digits().take_while(|digit| *digit == 0).count();
        let count = self.whole.len() + self.fraction.len() - leading;
        // The exponent is a few digits long, or so large that saturating it changes nothing.
        let exponent = self.exponent.saturating_sub(self.fraction.len() as i64);
        let significant = digits().skip(leading);
        if count <= 15 && (-22..=22).contains(&exponent) {
            // Both are whole numbers that doubles hold, and one operation rounds once.
            let number = significant.fold(0.0, |number, digit| number * 10.0 + f64::from(digit));
            let power = (0..exponent.unsigned_abs()).fold(1.0, |power, _| power * 10.0);
            return if exponent < 0 { number / power } else { number * power };
        }
        let magnitude = exponent.saturating_add(count as i64);
        if count == 0 || magnitude < -330 {
            return 0.0;
        }
        if magnitude > 310 {
            return f64::INFINITY;
        }
        let mut above = Large::default();
        for digit in significant.clone().take(MOST_DIGITS) {
            above.multiply(10, digit);
        }
        // Whatever else there is is not nothing: that is all that can matter of it.
        let mut exponent = exponent as i32;
        if count > MOST_DIGITS {
            above.multiply(10, u32::from(significant.skip(MOST_DIGITS).any(|digit| digit != 0)));
            exponent += (count - MOST_DIGITS - 1) as i32;
        }
        let mut below = Large::of(1);
        let scaled = if exponent < 0 { &mut below } else { &mut above };
        scaled.multiply_by_ten(exponent.unsigned_abs());
        if above.0.is_empty() { 0.0 } else { quotient(above, below) }
    }
}

/// The double nearest to the quotient of two numbers, the even one of two that are as near.
fn quotient(mut above: Large, mut below: Large) -> f64 {
    // The quotient is brought between 1 and 2, and what it was is `2^power` times that.
    let mut power = above.bits() as i32 - below.bits() as i32;
    if power < 0 { &mut above } else { &mut below }.shift(power.unsigned_abs());
    if above.compare(&below) == Ordering::Less {
        power -= 1;
        above.shift(1);
    }
    let mut bits = 0_u64;
    for _ in 0..64 {
        bits <<= 1;
        if above.compare(&below) != Ordering::Less {
            above.subtract(&below);
            bits |= 1;
        }
        above.shift(1);
    }
    // What is left over counts only where the bits are halfway between two doubles.
    bits |= u64::from(!above.0.is_empty());
    // Below the smallest exponent, fewer bits are kept.
    let dropped = 11 + (-1022 - power).max(0);
    if dropped > 64 {
        return 0.0;
    }
    let half = 1 << (dropped - 1);
    let kept = bits.checked_shr(dropped as u32).unwrap_or(0);
    let rest = bits & (half | (half - 1));
    let up = rest > half || (rest == half && kept & 1 == 1);
    let exponent = (power + 1022).max(0) as u64;
    if exponent > 2045 {
        return f64::INFINITY;
    }
    // The highest bit of what is kept is not stored, but counts one in the exponent.
    f64::from_bits((exponent << 52) + kept + u64::from(up))
}

/// A finite number as JSON has it: the shortest text that is nearest to it.
pub fn number_text(number: f64) -> String {
    let mut text = String::new();
    if number.is_sign_negative() {
        text.push('-');
    }
    let (digits, point) = shortest(number.abs());
    let count = digits.len() as i32;
    let zeros = |text: &mut String, count: i32| (0..count).for_each(|_| text.push('0'));
    if (count..=16).contains(&point) {
        text.push_str(&digits);
        zeros(&mut text, point - count);
        text.push_str(".0");
    } else if (1..=16).contains(&point) {
        text.push_str(digits.get(..point as usize).unwrap_or_default());
        text.push('.');
        text.push_str(digits.get(point as usize..).unwrap_or_default());
    } else if (-4..=0).contains(&point) {
        text.push_str("0.");
        zeros(&mut text, -point);
        text.push_str(&digits);
    } else {
        text.push_str(digits.get(..1).unwrap_or_default());
        if count > 1 {
            text.push('.');
            text.push_str(digits.get(1..).unwrap_or_default());
        }
        text.push_str(if point > 0 { "e+" } else { "e-" });
        text.push_str(&(point - 1).unsigned_abs().to_string());
    }
    text
}

/// The shortest digits that are nearest to a number and to no other, and how many of them
/// stand before the point: the free-format algorithm of Steele, White, Burger and Dybvig.
fn shortest(number: f64) -> (String, i32) {
    let bits = number.to_bits();
    if bits == 0 {
        return ("0".to_owned(), 1);
    }
    let (stored, fraction) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
    let (mantissa, power) = if stored == 0 { (fraction, -1074) } else { (fraction | 1 << 52, stored - 1075) };
    // Below a power of two the next double is half as far.
    let uneven = fraction == 0 && stored > 1;
    // The number and half the way to either neighbour, over a common divisor.
    let mut above = Large::of(mantissa);
    let mut below = Large::of(1);
    above.shift(1 + u32::from(uneven));
    below.shift(1 + u32::from(uneven));
    let (mut down, mut up) = (Large::of(1), Large::of(1));
    up.shift(u32::from(uneven));
    if power < 0 {
        below.shift(power.unsigned_abs());
    } else {
        for large in [&mut above, &mut down, &mut up] {
            large.shift(power.unsigned_abs());
        }
    }
    // The neighbours' midpoints are nearest to this number if it is even.
    let even = mantissa & 1 == 0;
    let reaches = |sum: Ordering| sum == Ordering::Greater || (even && sum == Ordering::Equal);
    let too_high = |above: &Large, up: &Large, below: &Large| reaches(above.plus(up).compare(below));
    // About log10, at most one too low.
    let mut point = ((f64::from(64 - mantissa.leading_zeros() as i32 - 1 + power) * std::f64::consts::LOG10_2) - 1e-10)
        .ceil() as i32;
    if point < 0 {
        for large in [&mut above, &mut down, &mut up] {
            large.multiply_by_ten(point.unsigned_abs());
        }
    } else {
        below.multiply_by_ten(point.unsigned_abs());
    }
    if too_high(&above, &up, &below) {
        point += 1;
    } else {
        for large in [&mut above, &mut down, &mut up] {
            large.multiply(10, 0);
        }
    }
    let mut digits = String::new();
    loop {
        let mut digit = b'0';
        while above.compare(&below) != Ordering::Less {
            above.subtract(&below);
            digit += 1;
        }
        let low = reaches(down.compare(&above));
        let high = too_high(&above, &up, &below);
        if low || high {
            let nearer = above.plus(&above).compare(&below);
            let round_up =
                high && (!low || nearer == Ordering::Greater || (nearer == Ordering::Equal && digit & 1 == 1));
            digits.push(char::from(digit + u8::from(round_up)));
            return (digits, point);
        }
        digits.push(char::from(digit));
        for large in [&mut above, &mut down, &mut up] {
            large.multiply(10, 0);
        }
    }
}

/// A whole number of any size: digits of 32 bits, the lowest first, none of them leading zeros.
#[derive(Clone, Debug, Default)]
struct Large(Vec<u32>);

impl Large {
    fn of(number: u64) -> Large {
        let mut large = Large(vec![number as u32, (number >> 32) as u32]);
        large.trim();
        large
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn bits(&self) -> usize {
        self.0.last().map_or(0, |last| self.0.len() * 32 - last.leading_zeros() as usize)
    }

    fn multiply(&mut self, by: u32, plus: u32) {
        let mut carry = u64::from(plus);
        for digit in &mut self.0 {
            carry += u64::from(*digit) * u64::from(by);
            *digit = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    fn multiply_by_ten(&mut self, times: u32) {
        (0..times).for_each(|_| self.multiply(10, 0));
    }

    fn shift(&mut self, bits: u32) {
        self.multiply(1 << (bits % 32), 0);
        if !self.0.is_empty() {
            let digits = std::mem::replace(&mut self.0, vec![0; bits as usize / 32]);
            self.0.extend_from_slice(&digits);
        }
    }

    fn compare(&self, other: &Large) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    fn plus(&self, other: &Large) -> Large {
        let mut sum = Vec::new();
        let mut carry = 0;
        for index in 0..self.0.len().max(other.0.len()) {
            let digit = |large: &Large| u64::from(large.0.get(index).copied().unwrap_or(0));
            carry += digit(self) + digit(other);
            sum.push(carry as u32);
            carry >>= 32;
        }
        if carry > 0 {
            sum.push(carry as u32);
        }
        Large(sum)
    }

    /// Takes away a number that is not larger.
    fn subtract(&mut self, other: &Large) {
        let mut borrow = 0;
        for (index, digit) in self.0.iter_mut().enumerate() {
            let taken = i64::from(*digit) - i64::from(other.0.get(index).copied().unwrap_or(0)) + borrow;
            *digit = taken as u32;
            borrow = taken >> 32;
        }
        self.trim();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(text: &str) -> f64 {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent = exponent.parse().unwrap();
        Decimal { whole: whole.as_bytes(), fraction: fraction.as_bytes(), exponent }.nearest()
    }

    /// The same numbers each time: xorshift.
    fn numbers() -> impl Iterator<Item = u64> {
        std::iter::successors(Some(0x9e37_79b9_7f4a_7c15_u64), |last| {
            let mut next = last ^ (last << 13);
            next ^= next >> 7;
            Some(next ^ (next << 17))
        })
    }

    fn doubles() -> impl Iterator<Item = f64> {
        let edges = [
            0.0,
            5e-324,
            2.225_073_858_507_201e-308,
            f64::MIN_POSITIVE,
            1.0,
            0.1,
            1e16,
            1e17,
            1e21,
            1e22,
            1e23,
            9_007_199_254_740_993.0,
        ];
        let halves = (-1074..1024).map(|power| 2.0_f64.powi(power));
        let random = numbers().take(5_000).map(f64::from_bits).filter(|number| number.is_finite());
        let short = numbers().take(5_000).map(|number| (number >> 40) as f64 / 1000.0);
        edges.into_iter().chain([f64::MAX, 1e-5, 1e-4, 12345e-7, 9.5e-7]).chain(halves).chain(random).chain(short)
    }

    #[test]
    fn a_number_is_written_as_serde_json_does() {
        for number in doubles() {
            assert_eq!(number_text(number), serde_json::to_string(&number).unwrap());
        }
        assert_eq!(number_text(-0.0), "-0.0");
    }

    #[test]
    fn a_text_is_the_number_that_rust_says() {
        let check = |text: &str| assert_eq!(nearest(text).to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
        for number in doubles().map(f64::abs) {
            check(&format!("{number:e}"));
            check(&format!("{number:.3e}"));
            // One digit more or less than the midpoint to the next double.
            let next = f64::from_bits(number.to_bits() + 1);
            if next.is_finite() && number > 1e-290 && number < 1e290 {
                let middle = format!("{:.40e}", number);
                check(&middle);
            }
        }
        for text in [
            "1e309",
            "1e-400",
            "0e999999999999",
            "00.000e5",
            "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
        ] {
            check(text);
        }
    }

    /// The midpoints of doubles, exactly, and the least above and below.
    #[test]
    fn halfway_the_even_one_is_nearest() {
        for bits in numbers().take(300).map(|number| number >> 1).chain(0..40).chain([0x7fef_ffff_ffff_fffe]) {
            let (low, high) = (f64::from_bits(bits), f64::from_bits(bits + 1));
            if !high.is_finite() {
                continue;
            }
            // Exactly in the middle: as a fraction of powers of two it has at most 1075 digits behind the point.
            let power = ((bits >> 52) as i32).max(1) - 1076;
            let mantissa = if bits >> 52 == 0 { bits } else { bits & ((1 << 52) - 1) | 1 << 52 };
            let mut middle = Large::of(mantissa * 2 + 1);
            if power > 0 {
                middle.shift(power.unsigned_abs());
            } else {
                (0..-power).for_each(|_| middle.multiply(5, 0));
            }
            let mut digits = Vec::new();
            while !middle.0.is_empty() {
                let mut rest = 0_u64;
                for digit in middle.0.iter_mut().rev() {
                    rest = rest << 32 | u64::from(*digit);
                    *digit = (rest / 10) as u32;
                    rest %= 10;
                }
                middle.trim();
                digits.push(char::from(b'0' + rest as u8));
            }
            let text: String = digits.iter().rev().collect();
            let exponent = power.min(0);
            let even = if bits & 1 == 0 { low } else { high };
            assert_eq!(nearest(&format!("{text}e{exponent}")).to_bits(), even.to_bits(), "{low}");
            assert_eq!(nearest(&format!("{text}.{}1e{exponent}", "0".repeat(800))).to_bits(), high.to_bits(), "{low}");
        }
    }
}
