//! The CPU and memory of a task, which requests give as text (row `op-task-size`).

use super::rule::Size;

/// The CPU units that a task can have.
const CPU: std::ops::RangeInclusive<u64> = 128..=196_608;

/// The CPU units or the MiB that a text tells: `1024`, `1 vCPU`, `.25 vcpu`, `0.5GB`;
/// rounded down.
#[cold]
pub fn amount(size: Size, text: &str) -> Option<u64> {
    let unit: &[u8] = match size {
        Size::Cpu => b"vcpu",
        Size::Memory => b"gb",
    };
    // The digits, and by how much they are too large for those after the point.
    let (mut number, mut scale, mut digits, mut point) = (0_u64, 1_u64, 0, false);
    let mut rest = text.as_bytes().trim_ascii();
    while let [first, after @ ..] = rest {
        match first {
            b'0'..=b'9' if digits < 15 => {
                digits += 1;
                number = number * 10 + u64::from(first - b'0');
                scale *= if point { 10 } else { 1 };
            }
            b'.' if !point => point = true,
            _ => break,
        }
        rest = after;
    }
    match rest.trim_ascii_start() {
        _ if digits == 0 => None,
        [] => (!point).then_some(number),
        word => word.eq_ignore_ascii_case(unit).then(|| number * 1024 / scale),
    }
}

/// Whether a text tells a size that a task can have.
pub(crate) fn is_possible(size: Size, text: &str) -> bool {
    amount(size, text).is_some_and(|amount| size == Size::Memory || CPU.contains(&amount))
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
            "1234567890123456",
            "\u{e9}b",
            "99999999999999999999 GB",
        ] {
            assert_eq!(amount(Size::Memory, text), None, "{text}");
        }
        assert!(is_possible(Size::Cpu, "128") && !is_possible(Size::Cpu, "127") && !is_possible(Size::Cpu, "196609"));
    }
}
