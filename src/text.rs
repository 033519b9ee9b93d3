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

/// Puts one more piece behind others, with something between.
pub fn list(out: &mut String, between: &str, piece: &str) {
    if !out.is_empty() {
        out.push_str(between);
    }
    out.push_str(piece);
}
