//! Small things about texts. Each is one function for all its callers, where the library's
//! would be compiled for every kind of list, or bring a searcher that is made for long texts.

/// Whether a text has a part in it.
///
/// ```
/// use ecs_drydock::text::holds;
///
/// assert!(holds("attribute:ecs.availability-zone", "zone"));
/// assert!(!holds("zone", "zones"));
/// ```
pub fn holds(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len().max(1)).any(|window| window == part.as_bytes())
}

/// The bits of an ID of 32 hexadecimal digits, be there dashes between them or not.
pub fn id_bits(id: &str) -> Option<u128> {
    let (mut bits, mut count) = (0, 0);
    for digit in id.chars().filter(|digit| *digit != '-') {
        bits = bits << 4 | u128::from(digit.to_digit(16)?);
        count += 1;
    }
    (count == 32).then_some(bits)
}

/// Words with commas between them.
pub fn listed(words: &[&str]) -> String {
    let mut text = String::new();
    words.iter().for_each(|word| list(&mut text, ", ", word));
    text
}

/// Puts one more piece behind others, with something between.
pub fn list(out: &mut String, between: &str, piece: &str) {
    if !out.is_empty() {
        out.push_str(between);
    }
    out.push_str(piece);
}
