//! The parser beside `serde_json`'s: both take the same texts, for the same values, and
//! refuse the others in the same words at the same place.

use serde_json::error::Category;

use super::json::end_of;
use super::{Entry, JsonProblem, Layout, MemberName, Names, Recorder, Value, record_json};

static LAYOUT: Layout<5> = Layout::new(&["a", "tags"]);
static NAMES: Names = LAYOUT.names();

/// A value of the tape as `serde_json` has it.
fn tree(value: Value<'_>) -> serde_json::Value {
    match value.entry() {
        Entry::Null | Entry::Odd(_) => serde_json::Value::Null,
        Entry::Bool(value) => value.into(),
        Entry::Int(value) => value.into(),
        Entry::Float(value) => value.into(),
        Entry::Text(text) => text.into(),
        Entry::List(_) => value.items().map(tree).collect(),
        Entry::Structure(_) => value
            .members()
            .map(|member| {
                let name = match member.name() {
                    MemberName::Known { id, .. } => NAMES.text(id),
                    MemberName::Other { text, .. } => text,
                };
                (name.to_owned(), tree(member.value))
            })
            .collect(),
    }
}

/// A tape does not tell 5 from 5.0.
fn whole(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Number(number) if !number.is_i64() => {
            let double = number.as_f64().unwrap();
            let integer = double.fract() == 0.0 && double.abs() < 9_223_372_036_854_775_808.0;
            if integer { (double as i64).into() } else { double.into() }
        }
        serde_json::Value::Array(items) => items.into_iter().map(whole).collect(),
        serde_json::Value::Object(members) => members.into_iter().map(|(name, value)| (name, whole(value))).collect(),
        other => other,
    }
}

fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap()
}

fn compare(text: &str) {
    let mut recorder = Recorder::new(&NAMES);
    let ours = record_json(&mut recorder, text.as_bytes());
    match (ours, serde_json::from_str::<serde_json::Value>(text)) {
        (Ok(input), Ok(theirs)) => assert_eq!(tree(recorder.tape(input).root()), whole(theirs), "{text:?}"),
        (Err(ours), Err(theirs)) => {
            assert_eq!(ours.problem, JsonProblem::Syntax, "{text:?}");
            let words = theirs.to_string();
            assert!(words.starts_with(&format!("{} at line ", ours.detail)), "{text:?}: {} but {words}", ours.detail);
            // It says where it had read to, in bytes.
            let before: usize = text.split_inclusive('\n').take(theirs.line() - 1).map(str::len).sum();
            let at = if theirs.classify() == Category::Eof {
                text.len()
            } else {
                (before + theirs.column()).saturating_sub(1)
            };
            let place = end_of(part(text, 0, text.floor_char_boundary(at)));
            // Where an exponent is too large it does not read to the end of it.
            if ours.detail != "number out of range" {
                assert_eq!((ours.line, ours.column), place, "{text:?}: {words}");
            }
        }
        (ours, theirs) => panic!("{text:?}: {ours:?} but {theirs:?}"),
    }
}

const TEXTS: &[&str] = &[
    r#"{"a": [1, -2.5e3, true, false, null, "x"], "tags": [{"key": "é🚢", "value": ""}], "b": {}}"#,
    r#"["\"\\\/\b\f\n\r\t\u0041\u00e9\uD83D\uDEa2", "a long text without any escape in it", "a long one with \" one"]"#,
    r#"[0, -0, 1.0, 10, 9223372036854775807, 9223372036854775808, -9223372036854775808, -9223372036854775809, 18446744073709551616]"#,
    r#"[0.1, 1e5, 1E+5, 1e-5, 123456789012345678901234567890, 0.000001, 1.7976931348623157e308, 5e-324, 0e99999999999, 1e-99999999999]"#,
    "[1e309]",
    "[1e99999999999]",
    "\"\\ud800\"",
    "\"\\ud800x\"",
    "\"\\ud800\\n\"",
    "\"\\ud800\\u0041\"",
    "\"\\udc00\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"a\tb\"",
    " \r\n\t{ \"a\" : [ ] , \"a\" : { } } ",
    "",
    "nul",
    "tru",
    "falsy",
    "[1,]",
    "{\"a\":1,}",
    "{,}",
    "[,]",
    "{\"a\" 1}",
    "{a: 1}",
    "[1 2]",
    "01",
    "-",
    "-a",
    "1.",
    "1.a",
    "1e",
    "1e+",
    "1ea",
    "\u{feff}{}",
    "{\"é\": \"\\q\"}",
];

#[test]
fn texts_of_every_kind() {
    TEXTS.iter().for_each(|text| compare(text));
}

#[test]
fn texts_cut_short_and_changed() {
    const BYTES: &[&str] =
        &["\"", "\\", "{", "}", "[", "]", ",", ":", "0", "9", "-", ".", "e", "u", "t", " ", "\n", "\u{1}", "é", ""];
    for text in TEXTS {
        for (at, character) in text.char_indices() {
            let before = part(text, 0, at);
            let (with, without) = (part(text, at, text.len()), part(text, at + character.len_utf8(), text.len()));
            compare(before);
            for other in BYTES {
                compare(&format!("{before}{other}{with}"));
                compare(&format!("{before}{other}{without}"));
            }
        }
    }
}
