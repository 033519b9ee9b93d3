//! Writes JSON piece by piece. What is written out often is written with this, rather
//! than by derived code, of which every type and every list would have its own.

use crate::tape::number_text;

/// JSON text as it grows. Commas come by themselves: between two pieces that stand in
/// the same list or structure.
///
/// ```
/// use ecs_drydock::json::Writer;
///
/// let mut json = Writer::default();
/// json.open();
/// json.text("name", "a \"b\"");
/// json.list("numbers");
/// json.whole_item(1);
/// json.whole_item(2);
/// json.close_list();
/// json.close();
/// assert_eq!(json.finish(), r#"{"name":"a \"b\"","numbers":[1,2]}"#);
/// ```
#[derive(Debug, Default)]
pub struct Writer {
    written: String,
}

impl Writer {
    /// The text.
    pub fn finish(self) -> String {
        self.written
    }

    /// Begins a structure: the whole, or an item.
    pub fn open(&mut self) {
        self.separate();
        self.written.push('{');
    }

    /// Ends a structure.
    pub fn close(&mut self) {
        self.written.push('}');
    }

    /// Begins a list: the whole, or an item.
    pub fn open_list(&mut self) {
        self.separate();
        self.written.push('[');
    }

    /// Ends a list.
    pub fn close_list(&mut self) {
        self.written.push(']');
    }

    /// Begins a member that is a structure.
    pub fn structure(&mut self, name: &str) {
        self.name(name);
        self.written.push('{');
    }

    /// Begins a member that is a list.
    pub fn list(&mut self, name: &str) {
        self.name(name);
        self.written.push('[');
    }

    /// A member that is text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        self.quote(text);
    }

    /// A member that is text, if there is any.
    pub fn some_text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// A member that is text, or null.
    pub fn text_or_null(&mut self, name: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(name, text),
            None => self.json(name, "null"),
        }
    }

    /// A member that is a list of texts.
    pub fn texts(&mut self, name: &str, texts: &[impl AsRef<str>]) {
        self.list(name);
        for text in texts {
            self.text_item(text.as_ref());
        }
        self.close_list();
    }

    /// An item that is text.
    pub fn text_item(&mut self, text: &str) {
        self.separate();
        self.quote(text);
    }

    /// A member that is a whole number.
    pub fn whole(&mut self, name: &str, number: u64) {
        self.name(name);
        self.written.push_str(&number.to_string());
    }

    /// A member that is a whole number, if there is any.
    pub fn some_whole(&mut self, name: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.whole(name, number);
        }
    }

    /// An item that is a whole number.
    pub fn whole_item(&mut self, number: u64) {
        self.separate();
        self.written.push_str(&number.to_string());
    }

    /// A member that is a whole number of either sign.
    pub fn integer(&mut self, name: &str, number: i64) {
        self.name(name);
        self.written.push_str(&number.to_string());
    }

    /// A member that is a finite number with a fraction, be it 0.
    pub fn double(&mut self, name: &str, number: f64) {
        self.name(name);
        self.written.push_str(&number_text(number));
    }

    /// A member that is true or false.
    pub fn truth(&mut self, name: &str, truth: bool) {
        self.name(name);
        self.written.push_str(if truth { "true" } else { "false" });
    }

    /// An item that is JSON text already.
    pub fn json_item(&mut self, json: &str) {
        self.separate();
        self.written.push_str(json);
    }

    /// Members that are JSON text already: each with its name, with commas between.
    pub fn pieces(&mut self, members: &str) {
        if !members.is_empty() {
            self.separate();
            self.written.push_str(members);
        }
    }

    /// A member that is JSON text already.
    pub fn json(&mut self, name: &str, json: &str) {
        self.name(name);
        self.written.push_str(json);
    }

    /// Names are ours, and letters only.
    #[inline(never)]
    fn name(&mut self, name: &str) {
        self.separate();
        self.written.push('"');
        self.written.push_str(name);
        self.written.push_str("\":");
    }

    fn quote(&mut self, text: &str) {
        push_quoted(text, &mut self.written);
    }

    fn separate(&mut self) {
        if !matches!(self.written.as_bytes().last(), None | Some(b'{' | b'[')) {
            self.written.push(',');
        }
    }
}

/// Writes text as JSON has it, between quotation marks.
#[inline(never)]
pub fn push_quoted(text: &str, out: &mut String) {
    out.push('"');
    if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        for character in text.chars() {
            push_escaped(character, out);
        }
    } else {
        out.push_str(text);
    }
    out.push('"');
}

fn push_escaped(character: char, out: &mut String) {
    let short = match character {
        '"' | '\\' => character,
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\0'..' ' => 'u',
        _ => return out.push(character),
    };
    out.push('\\');
    out.push(short);
    if short == 'u' {
        out.push_str("00");
        out.extend(
            [u32::from(character) >> 4, u32::from(character) & 15]
                .map(|digit| char::from_digit(digit, 16).unwrap_or('0')),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_what_was_written() {
        for text in ["", "{", "[", "a\nb", "\u{1}\u{7f}é🚢\\\"/", "\0\u{8}\t\n\u{b}\u{c}\r\u{1f}"] {
            let mut json = Writer::default();
            json.open_list();
            for _ in 0..2 {
                json.open();
                json.text("a", text);
                json.texts("b", &[text.to_owned(), text.to_owned()]);
                json.close();
            }
            json.close_list();
            let item = serde_json::json!({ "a": text, "b": [text, text] });
            assert_eq!(json.finish(), serde_json::json!([item, item]).to_string());
        }
    }

    #[test]
    fn numbers_are_as_answers_have_them() {
        let mut json = Writer::default();
        json.open();
        json.double("a", 0.0);
        json.double("b", 1_767_225_633.587);
        json.whole("c", u64::MAX);
        json.integer("d", i64::MIN);
        json.truth("e", false);
        json.json("f", "{}");
        json.structure("g");
        json.close();
        json.close();
        let text =
            r#"{"a":0.0,"b":1767225633.587,"c":18446744073709551615,"d":-9223372036854775808,"e":false,"f":{},"g":{}}"#;
        assert_eq!(json.finish(), text);
    }
}
