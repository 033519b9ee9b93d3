//! Regular expressions. The service takes those of `java.util.regex` (row
//! `query-regex`); the engine here has fewer, and some of its own. What the two
//! understand differently is refused by its name: no answer is better than a wrong one.
//!
//! The engine is our own because the smallest library, `regex-lite`, takes 19 KB more of the
//! 200 KB that the compressed module may have. The tests hold it to that library.

mod atom;
mod class;
mod compile;
#[cfg(test)]
mod differential;
mod program;

use super::reader::Reader;
use program::Program;

/// A regular expression that must match the whole value (assumption 41).
#[derive(Clone, Debug)]
pub(super) struct Pattern(Program);

/// Why a pattern is not taken, and at which of its bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) at: usize,
    pub(super) message: String,
}

impl Pattern {
    pub(super) fn new(text: &str) -> Result<Pattern, Refusal> {
        check(text)?;
        match compile::compile(text) {
            Ok(program) => Ok(Pattern(program)),
            Err(reason) => Err(Refusal { at: 0, message: format!("cannot read the regular expression: {reason}") }),
        }
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        self.0.matches(text)
    }
}

/// How many bytes at the start of a text are a pattern without quotes. It ends before
/// whitespace, `)`, `&&` or `||`, unless that stands in parentheses or brackets of its own.
pub(super) fn end(text: &str) -> usize {
    let mut depth = 0_usize;
    for piece in pieces(text) {
        match piece.text {
            _ if piece.in_class => {}
            "(" => depth += 1,
            ")" if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            ")" => return piece.at,
            "&" if piece.rest.starts_with("&&") => return piece.at,
            "|" if piece.rest.starts_with("||") => return piece.at,
            space if space.starts_with(char::is_whitespace) => return piece.at,
            _ => {}
        }
    }
    text.len()
}

/// What only one of the two has, or each with another meaning, by how it begins.
const ESCAPES: [(&str, &str); 31] = [
    (r"\Q", "quotation"),
    (r"\E", "quotation"),
    (r"\G", "the end of the previous match"),
    (r"\Z", "the end but for a line terminator"),
    (r"\p", "a character class by property"),
    (r"\P", "a character class by property"),
    (r"\k", "a backreference"),
    (r"\1", "a backreference"),
    (r"\2", "a backreference"),
    (r"\3", "a backreference"),
    (r"\4", "a backreference"),
    (r"\5", "a backreference"),
    (r"\6", "a backreference"),
    (r"\7", "a backreference"),
    (r"\8", "a backreference"),
    (r"\9", "a backreference"),
    (r"\0", "an octal escape"),
    (r"\c", "a control character"),
    (r"\e", "the escape character"),
    (r"\N", "a character by name"),
    (r"\X", "a grapheme cluster"),
    (r"\R", "a linebreak"),
    (r"\h", "horizontal whitespace"),
    (r"\H", "horizontal whitespace"),
    (r"\v", "vertical whitespace"),
    (r"\V", "vertical whitespace"),
    (r"\b{", "a boundary of another kind"),
    (r"\u{", "a code point in braces"),
    (r"\U", "a code point of eight digits"),
    (r"\<", "an escaped angle bracket"),
    (r"\>", "an escaped angle bracket"),
];

const GROUPS: [(&str, &str); 5] = [
    ("(?=", "lookahead"),
    ("(?!", "lookahead"),
    ("(?<=", "lookbehind"),
    ("(?<!", "lookbehind"),
    ("(?>", "an atomic group"),
];

/// What the piece before was, as far as it decides what a quantifier means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Opening,
    Count,
    Quantifier,
    LazyQuantifier,
    Other,
}

/// Refuses what the engine would read otherwise than the service does. What neither can
/// read is left to the engine, unless the parentheses around the pattern would hide it.
fn check(text: &str) -> Result<(), Refusal> {
    let mut depth = 0_usize;
    let mut before = Before::Other;
    for piece in pieces(text) {
        let named = if piece.rest.starts_with('\\') {
            ESCAPES.as_slice()
        } else if piece.in_class {
            &[]
        } else {
            GROUPS.as_slice()
        };
        for (start, name) in named {
            if piece.rest.starts_with(start) {
                return unsupported(piece, name, start);
            }
        }
        if piece.text == r"\" {
            return malformed(piece, "nothing follows the last backslash");
        }
        if piece.in_class {
            match piece.text {
                "[" | "[^" => return unsupported(piece, "a character class in a character class", "["),
                "&" if piece.rest.starts_with("&&") => {
                    return unsupported(piece, "an intersection of character classes", "&&");
                }
                _ => before = Before::Other,
            }
            continue;
        }
        before = match (piece.text, before) {
            ("(", _) => {
                depth += 1;
                check_flags(piece)?;
                Before::Opening
            }
            ("?", Before::Opening) => Before::Other,
            (")", _) if depth == 0 => return malformed(piece, "a closing parenthesis without an opening one"),
            (")", _) => {
                depth -= 1;
                Before::Other
            }
            ("?", Before::Quantifier) => Before::LazyQuantifier,
            ("+", Before::Quantifier) => return unsupported(piece, "a possessive quantifier", "+"),
            ("{", Before::Quantifier | Before::LazyQuantifier) => {
                return unsupported(piece, "a counted quantifier of a quantifier", "{");
            }
            ("*" | "+" | "?", Before::Quantifier | Before::LazyQuantifier) => {
                return malformed(piece, "a quantifier of a quantifier");
            }
            ("*" | "+" | "?", _) | ("}", Before::Count) => Before::Quantifier,
            ("{", _) | (_, Before::Count) => Before::Count,
            _ => Before::Other,
        };
    }
    Ok(())
}

/// Of the flags, those that both know and understand alike.
fn check_flags(piece: Piece<'_>) -> Result<(), Refusal> {
    let Some(rest) = piece.rest.strip_prefix("(?").filter(|rest| !rest.starts_with('<')) else {
        return Ok(());
    };
    let flags = rest.split([':', ')']).next().unwrap_or_default();
    match flags.chars().find(|flag| !matches!(flag, 'i' | 'm' | 's' | '-')) {
        Some(flag) => unsupported(piece, "a flag", flag.encode_utf8(&mut [0; 4])),
        None => Ok(()),
    }
}

fn unsupported(piece: Piece<'_>, name: &str, shown: &str) -> Result<(), Refusal> {
    Err(Refusal { at: piece.at, message: format!("{name}, `{shown}`, in a regular expression is not supported here") })
}

fn malformed(piece: Piece<'_>, reason: &str) -> Result<(), Refusal> {
    Err(Refusal { at: piece.at, message: format!("cannot read the regular expression: {reason}") })
}

/// A character of a pattern, or an escaped one with its backslash.
#[derive(Clone, Copy)]
struct Piece<'p> {
    at: usize,
    text: &'p str,
    /// The pattern from here on.
    rest: &'p str,
    /// Whether it stands between the brackets of a character class.
    in_class: bool,
}

/// Cuts a pattern into pieces.
fn pieces(pattern: &str) -> Pieces<'_> {
    Pieces { reader: Reader::new(pattern), classes: 0, class_begins: false }
}

struct Pieces<'p> {
    reader: Reader<'p>,
    classes: usize,
    /// A bracket that closes is a character where the class has just begun.
    class_begins: bool,
}

impl<'p> Iterator for Pieces<'p> {
    type Item = Piece<'p>;

    fn next(&mut self) -> Option<Piece<'p>> {
        let (at, rest) = (self.reader.at, self.reader.rest());
        let first = self.reader.take()?;
        if first == '\\' {
            self.reader.take();
        } else if first == '[' {
            self.reader.eat("^");
        }
        let text = rest.get(..self.reader.at - at)?;
        let piece = Piece { at, text, rest, in_class: self.classes > 0 };
        let opens = first == '[';
        if opens {
            self.classes += 1;
        } else if text == "]" && !self.class_begins {
            self.classes = self.classes.saturating_sub(1);
        }
        self.class_begins = opens;
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_the_whole_value() {
        fn check(pattern: &str, text: &str, expected: bool) {
            assert_eq!(Pattern::new(pattern).unwrap().matches(text), expected, "{pattern} {text}");
        }
        check("t2.*", "t2.micro", true);
        check("t2", "t2.micro", false);
        check("a|ab", "ab", true);
        check("a|ab", "xab", false);
        check("(?i)PROD", "prod", true);
        check("(?i:P)rod", "prod", true);
        check("(?<name>a+?)b{2,3}", "aabb", true);
        check(r"[^]a]\d+\.[\w-]*", "x12.a-b", true);
        check(r"\x61\u0062\x{63}", "abc", true);
        check("^a$", "a", true);
        check("(|a){3}", "aa", true);
        check("[(]?[?*+]", "(+", true);
    }

    #[test]
    fn what_the_engine_lacks_has_a_name() {
        fn check(pattern: &str, at: usize, name: &str) {
            let message = format!("{name}, in a regular expression is not supported here");
            assert_eq!(Pattern::new(pattern).unwrap_err(), Refusal { at, message }, "{pattern}");
        }
        check("a(?=b)", 1, "lookahead, `(?=`");
        check("a(?!b)", 1, "lookahead, `(?!`");
        check("(?<=a)b", 0, "lookbehind, `(?<=`");
        check("(?<!a)b", 0, "lookbehind, `(?<!`");
        check("(?>a)b", 0, "an atomic group, `(?>`");
        check("a*+", 2, "a possessive quantifier, `+`");
        check("a{1,2}+", 6, "a possessive quantifier, `+`");
        check("a*{2}", 2, "a counted quantifier of a quantifier, `{`");
        check("[a]?+", 4, "a possessive quantifier, `+`");
        check("[a-z&&[^b]]", 4, "an intersection of character classes, `&&`");
        check("[a[b]]", 2, "a character class in a character class, `[`");
        check("[[:alpha:]]", 1, "a character class in a character class, `[`");
        check("(?x)a b", 0, "a flag, `x`");
        check("(?U)a*", 0, "a flag, `U`");
        check("(?P<n>a)", 0, "a flag, `P`");
        check("(?i-d:a)", 0, "a flag, `d`");
        check(r"(a)\1", 3, r"a backreference, `\1`");
        check(r"[\p{L}]", 1, r"a character class by property, `\p`");
        check(r"\b{g}", 0, r"a boundary of another kind, `\b{`");
        for (start, name) in ESCAPES {
            check(start, 0, &format!("{name}, `{start}`"));
        }
    }

    #[test]
    fn bad_patterns() {
        fn check(pattern: &str, at: usize, reason: &str) {
            let message = format!("cannot read the regular expression: {reason}");
            assert_eq!(Pattern::new(pattern).unwrap_err(), Refusal { at, message }, "{pattern}");
        }
        check("a)(b", 1, "a closing parenthesis without an opening one");
        check(r"a\", 1, "nothing follows the last backslash");
        check("a**", 2, "a quantifier of a quantifier");
        check("a*?+", 3, "a quantifier of a quantifier");
        check("(a", 0, "found open group without closing ')'");
        check("[a", 0, "non-empty character class has no closing bracket");
        check("*a", 0, "uncounted repetition operator must be applied to a sub-expression");
        check("a{,3}", 0, "expected decimal number, but found no digits");
        check(r"\y", 0, "unrecognized escape sequence");
    }

    #[test]
    fn patterns_are_bounded() {
        for pattern in
            ["(.{500}){500}", "((a{0}){4294967295}){4294967295}", "(?:){4294967295}", "((((.?){99}){99}){99}){99}"]
        {
            assert!(Pattern::new(pattern).unwrap_err().message.ends_with("exceeded size limit"), "{pattern}");
        }
        assert!(Pattern::new(".{128}").unwrap().matches(&"a".repeat(128)));
        assert!(Pattern::new(&"(".repeat(500)).is_err());
    }

    #[test]
    fn a_pattern_without_quotes_ends_where_the_expression_goes_on() {
        fn check(text: &str, pattern: &str) {
            assert_eq!(text.get(..end(text)), Some(pattern), "{text}");
        }
        check("g2.* and x", "g2.*");
        check("a|b||c", "a|b");
        check("a&b&&c", "a&b");
        check("a) or b", "a");
        check("(a b|c && d).* e", "(a b|c && d).*");
        check("[ )]x)", "[ )]x");
        check("[^] )[ ]] y", "[^] )[ ]]");
        check(r"\(a\) b", r"\(a\)");
        check(r"a\ b c", r"a\ b");
        check("", "");
    }
}
