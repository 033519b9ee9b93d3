//! The CPU and memory of a task, which requests give as text (row `op-task-size`).

use super::rule::Size;

/// The CPU units that a task can have.
const CPU: std::ops::RangeInclusive<u64> = 128..=196_608;

/// The CPU units or the MiB that a text tells: `1024`, `1 vCPU`, `.25 vcpu`, `0.5GB`.
pub fn amount(size: Size, text: &str) -> Option<u64> {
    let unit = match size {
        Size::Cpu => "vcpu",
        Size::Memory => "gb",
    };
    let text = text.trim_ascii();
    let start = text.len().checked_sub(unit.len()).filter(|start| text.is_char_boundary(*start));
    match start.and_then(|start| text.split_at_checked(start)) {
        Some((number, word)) if word.eq_ignore_ascii_case(unit) => in_1024ths(number.trim_ascii()),
        _ => text.parse().ok(),
    }
}

/// Whether a text tells a size that a task can have.
pub(crate) fn is_possible(size: Size, text: &str) -> bool {
    amount(size, text).is_some_and(|amount| size == Size::Memory || CPU.contains(&amount))
}

/// A decimal number times 1024, rounded down.
fn in_1024ths(number: &str) -> Option<u64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole: u64 = if whole.is_empty() && !fraction.is_empty() { 0 } else { whole.parse().ok()? };
    let part = match fraction.len() {
        0 => 0,
        digits @ 1..=9 => fraction.parse::<u32>().ok().map(u64::from)? * 1024 / 10_u64.pow(digits as u32),
        _ => return None,
    };
    whole.checked_mul(1024)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_in_both_units() {
        for (text, units) in
            [("1024", 1024), ("1 vCPU", 1024), (".25 vcpu", 256), ("0.5vCPU", 512), ("2.000 vCPU", 2048)]
        {
            assert_eq!(amount(Size::Cpu, text), Some(units), "{text}");
        }
        for (text, mib) in [("512", 512), ("1GB", 1024), ("0.5 gb", 512), (" 3 GB ", 3072)] {
            assert_eq!(amount(Size::Memory, text), Some(mib), "{text}");
        }
        for text in [
            "",
            "GB",
            ".",
            ". GB",
            "1.GB x",
            "-1",
            "1.5",
            "one",
            "1 vCPU",
            "0.1234567890 GB",
            "\u{e9}b",
            "99999999999999999999 GB",
        ] {
            assert_eq!(amount(Size::Memory, text), None, "{text}");
        }
        assert!(is_possible(Size::Cpu, "128") && !is_possible(Size::Cpu, "127") && !is_possible(Size::Cpu, "196609"));
    }
}
