//! What messages show: what was found in the text, and what belongs there.

use super::comparison::Operator;

/// How much of the text a message repeats.
const SHOWN_CHARACTERS: usize = 40;

/// The first word of a text for a message.
pub(super) fn found(text: &str) -> String {
    match text.chars().next() {
        None => return "the end".to_owned(),
        Some(first) if first.is_whitespace() => return format!("U+{:04X}", u32::from(first)),
        Some(_) => {}
    }
    let mut shown = String::from('`');
    for (index, character) in text.chars().take_while(|character| !character.is_whitespace()).enumerate() {
        if index == SHOWN_CHARACTERS {
            shown.push('…');
            break;
        }
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown.push('`');
    shown
}

/// `a`, `b` or `c`.
pub(super) fn listed(operators: &[Operator]) -> String {
    let mut shown = String::new();
    for (index, operator) in operators.iter().enumerate() {
        if index > 0 {
            shown.push_str(if index + 1 < operators.len() { ", " } else { " or " });
        }
        shown.push('`');
        shown.push_str(operator.symbol());
        shown.push('`');
    }
    shown
}
