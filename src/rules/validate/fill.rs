//! What a check has to say of a value, and how it goes into a rule's message.

use crate::tape::{Entry, Value, number_text};

/// A person recognises a value by its beginning.
const SHOWN_CHARACTERS: usize = 80;
/// The service quotes whole values; nobody needs more than this of one.
const VALUE_CHARACTERS: usize = 1000;

/// What fills the places of a message.
#[derive(Clone, Debug, Default)]
pub(super) struct Fill<'f> {
    /// `{value}`: text as sent.
    pub value: &'f str,
    /// `{shown}`: the value for a person.
    pub shown: Shown<'f>,
    /// `{count}`.
    pub count: usize,
    /// `{other}`.
    pub other: &'f str,
    /// `{name}`: the member that the problem is found at; the report knows it.
    pub name: &'f str,
    /// `{least}` and `{most}`: the numbers of the rule's check; the report knows them.
    pub bounds: [usize; 2],
}

/// A value as a person is shown it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Shown<'f> {
    #[default]
    Nothing,
    Text(&'f str),
    Entry(Value<'f>),
}

impl<'f> Fill<'f> {
    /// A text, both as sent and for a person.
    pub fn text(text: &'f str) -> Fill<'f> {
        Fill { value: text, shown: Shown::Text(text), ..Fill::default() }
    }

    /// Any value, for a person.
    pub fn entry(value: Value<'f>) -> Fill<'f> {
        Fill { shown: Shown::Entry(value), ..Fill::default() }
    }

    /// A number of things.
    pub fn count(count: usize) -> Fill<'f> {
        Fill { count, ..Fill::default() }
    }

    /// The message with its places filled.
    pub fn message(&self, template: &str) -> String {
        let mut message = String::with_capacity(template.len() + self.value.len().min(64));
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            message.push_str(before);
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            self.place(place, &mut message);
            rest = after;
        }
        message.push_str(rest);
        message
    }

    fn place(&self, place: &str, message: &mut String) {
        match place {
            "value" => push_cut(message, self.value, VALUE_CHARACTERS),
            "shown" => self.shown.push(message),
            "count" | "least" | "most" => {
                let [least, most] = self.bounds;
                let number = match place {
                    "count" => self.count,
                    "least" => least,
                    _ => most,
                };
                message.push_str(&number.to_string());
            }
            "other" => message.push_str(self.other),
            "name" => message.push_str(self.name),
            // The one message with braces of its own quotes a pattern: `{1,255}`.
            _ => {
                message.push('{');
                message.push_str(place);
                message.push('}');
            }
        }
    }
}

impl Shown<'_> {
    fn push(self, message: &mut String) {
        let value = match self {
            Shown::Nothing => return,
            Shown::Text(text) => return push_quoted(message, text),
            Shown::Entry(value) => value,
        };
        match value.entry() {
            Entry::Null => message.push_str("null"),
            Entry::Bool(value) => push_quoted(message, if value { "true" } else { "false" }),
            Entry::Int(number) => push_quoted(message, &number.to_string()),
            Entry::Float(number) => push_quoted(message, &number_text(number)),
            Entry::Text(text) => {
                message.push_str("the text ");
                push_quoted(message, text);
            }
            Entry::List(_) => message.push_str("a list"),
            Entry::Structure(_) => message.push_str("a structure"),
            Entry::Odd(_) => message.push_str("a value without a form in JSON"),
        }
    }
}

/// One character for a person: itself in backticks, and its number where it may not be seen.
pub(super) fn shown_character(character: char) -> String {
    if character.is_ascii_graphic() {
        format!("`{character}`")
    } else if character.is_control() || character.is_whitespace() {
        format!("U+{:04X}", u32::from(character))
    } else {
        format!("`{character}` (U+{:04X})", u32::from(character))
    }
}

fn push_quoted(message: &mut String, text: &str) {
    message.push('`');
    for character in text.chars().take(SHOWN_CHARACTERS) {
        if character.is_control() {
            message.extend(character.escape_default());
        } else {
            message.push(character);
        }
    }
    if text.chars().nth(SHOWN_CHARACTERS).is_some() {
        message.push('…');
    }
    message.push('`');
}

fn push_cut(message: &mut String, text: &str, characters: usize) {
    match text.char_indices().nth(characters) {
        Some((end, _)) => {
            message.push_str(text.get(..end).unwrap_or_default());
            message.push('…');
        }
        None => message.push_str(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_other_braces_kept() {
        let fill = Fill { count: 3, other: "x", ..Fill::text("a\nb") };
        assert_eq!(fill.message("{1,255} {value} {shown} {count} {other}"), "{1,255} a\nb `a\\nb` 3 x");
    }

    #[test]
    fn long_values_are_cut_between_characters() {
        let long = "🚢".repeat(2000);
        let message = Fill::text(&long).message("{shown}{value}");
        assert_eq!(message.chars().filter(|character| *character == '🚢').count(), 80 + 1000);
    }
}
