//! Holds the engine to `regex-lite`, on patterns and texts that are made from numbers.

use regex_lite::{Regex, RegexBuilder};

use super::compile::compile;
use super::{Pattern, check};

/// Where the two differ: a pattern and a text, what is found here, and there. `None`: the
/// pattern is refused.
const DIFFERENCES: [(&str, &str, Option<bool>, Option<bool>); 7] = [
    // Names are of ASCII, as in Java. A bracket in one would hide where the group ends.
    ("(?<é>a)", "a", None, Some(true)),
    ("(?<n[>a)", "a", None, Some(true)),
    // Without regard to case, an escaped letter is still one character.
    (r"(?i)[\x61-\x7a]", "B", Some(true), None),
    // Of a range with letters of both cases, both are folded, as in Java.
    ("(?i)[Z-a]", "z", Some(true), Some(false)),
    ("(?i)[^0-b]", "z", Some(false), Some(true)),
    // What is too large is refused where it stands, even if it is then taken no times.
    ("(?:.{9999}){0}", "", None, Some(true)),
    ("(?:(?:(?:.{99}){99}){0})", "", None, Some(true)),
];

/// How many patterns of each kind are tried.
const PATTERNS: usize = 10_000;

fn theirs(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&format!(r"\A(?:{pattern})\z")).size_limit(64 * 1024).build().ok()
}

/// Compares the two, and tells whether the pattern was taken, and how many texts matched.
fn compare(pattern: &str, texts: &[String]) -> Option<usize> {
    if check(pattern).is_err() {
        return None;
    }
    let (ours, theirs) = (Pattern::new(pattern), theirs(pattern));
    assert_eq!(ours.is_ok(), theirs.is_some(), "{pattern:?}: {ours:?}");
    let (ours, theirs) = ours.ok().zip(theirs)?;
    let mut matched = 0;
    for text in texts {
        assert_eq!(ours.matches(text), theirs.is_match(text), "{pattern:?} {text:?}");
        matched += usize::from(ours.matches(text));
    }
    Some(matched)
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        *from.get(self.below(from.len())).unwrap()
    }

    fn text(&mut self) -> String {
        const CHARACTERS: [&str; 16] =
            ["a", "a", "b", "b", "c", "z", "A", "B", "Z", "0", "9", "_", " ", "\n", "-", "é"];
        (0..self.below(7)).map(|_| self.pick(&CHARACTERS)).collect()
    }

    /// A pattern that can be read, with a text that it may well match.
    fn pattern(&mut self, depth: usize) -> (String, String) {
        match self.below(if depth == 0 { 3 } else { 10 }) {
            0..=2 => self.atom(),
            3 | 4 => {
                let (first, second) = (self.pattern(depth - 1), self.pattern(depth - 1));
                (first.0 + &second.0, first.1 + &second.1)
            }
            5 => {
                let (first, second) = (self.pattern(depth - 1), self.pattern(depth - 1));
                let text = if self.below(2) == 0 { first.1 } else { second.1 };
                (format!("(?:{}|{})", first.0, second.0), text)
            }
            6 | 7 => {
                let (pattern, text) = self.pattern(depth - 1);
                const QUANTIFIERS: [(&str, usize); 14] = [
                    ("?", 0),
                    ("?", 1),
                    ("*", 0),
                    ("*", 3),
                    ("+", 1),
                    ("+?", 2),
                    ("*?", 1),
                    ("??", 1),
                    ("{2}", 2),
                    ("{0}", 0),
                    ("{1}", 1),
                    ("{2,}", 3),
                    ("{0,3}?", 2),
                    ("{ 1 ,3 }", 2),
                ];
                let (quantifier, times) = self.pick(&QUANTIFIERS);
                (format!("(?:{pattern}){quantifier}"), text.repeat(times))
            }
            8 => {
                let (pattern, text) = self.pattern(depth - 1);
                (format!("({pattern})"), text)
            }
            _ => {
                let (pattern, text) = self.pattern(depth - 1);
                let flags = self.pick(&["(?i:", "(?s:", "(?-i:", "(?m:", "(?im-s:", "(?:(?i)", "(?:(?s-m)"]);
                let text = if self.below(2) == 0 { text.to_uppercase() } else { text };
                (format!("{flags}{pattern})"), text)
            }
        }
    }

    fn atom(&mut self) -> (String, String) {
        const ATOMS: [(&str, &str); 50] = [
            ("a", "a"),
            ("b", "b"),
            ("Z", "Z"),
            ("é", "é"),
            ("ab", "ab"),
            ("", ""),
            (".", "a"),
            (".", "\n"),
            ("^", ""),
            ("$", ""),
            (r"\b", ""),
            (r"\B", ""),
            (r"\A", ""),
            (r"\z", ""),
            (r"\d", "7"),
            (r"\D", "x"),
            (r"\s", " "),
            (r"\S", "é"),
            (r"\w", "_"),
            (r"\W", "-"),
            (r"\n", "\n"),
            (r"\t", "\t"),
            (r"\a", "\x07"),
            (r"\x41", "A"),
            (r"\u0062", "b"),
            (r"\x{e9}", "é"),
            (r"\-", "-"),
            (r"\.", "."),
            ("[a]", "a"),
            ("[^a]", "b"),
            ("[a-c]", "b"),
            ("[^a-cB]", "z"),
            ("[]a]", "]"),
            ("[^]a]", "b"),
            ("[-a]", "-"),
            ("[a-]", "-"),
            ("[--a]", "a"),
            (r"[\d_]", "0"),
            (r"[^\d]", "a"),
            (r"[\D]", "a"),
            (r"[\s\S]", "a"),
            (r"[^\s\S]", "a"),
            (r"[\w-]", "-"),
            (r"[\w.é]", "é"),
            ("[ -~]", "b"),
            (r"[\n-\r]", "\n"),
            ("[A-C0-9]", "B"),
            (r"[\]\[]", "["),
            ("[x-zb-da-b]", "c"),
            (r"[^\x00-\x{10ffff}]", "a"),
        ];
        let (pattern, text) = self.pick(&ATOMS);
        (pattern.to_owned(), text.to_owned())
    }

    /// Anything, mostly what cannot be read.
    fn soup(&mut self) -> String {
        const PIECES: [&str; 64] = [
            "a",
            "b",
            "Z",
            "0",
            "é",
            "_",
            " ",
            "\n",
            ".",
            "^",
            "$",
            "|",
            "|",
            "(",
            "(",
            ")",
            ")",
            "(?:",
            "(?s)",
            "(?m-s:",
            "(?<n>",
            "(?<m.1>",
            "(?<1>",
            "(?-",
            "(?",
            "(?s",
            "(?ss)",
            "(?-s-m)",
            "(?)",
            "*",
            "+",
            "?",
            "?",
            "{",
            "}",
            "{2}",
            "{0}",
            "{,3}",
            "{3,1}",
            "{ 2, 3}",
            "{2,}",
            "{99999999999}",
            "[",
            "[^",
            "]",
            "]",
            "-",
            "-",
            "~",
            "&",
            "\\",
            r"\d",
            r"\W",
            r"\b",
            r"\x4",
            r"\x41",
            r"\x{41",
            r"\x{}",
            r"\x{110000}",
            r"\ud800",
            r"\u0041",
            r"\]",
            r"\y",
            r"\-",
        ];
        (0..1 + self.below(8)).map(|_| self.pick(&PIECES)).collect()
    }
}

#[test]
fn the_two_agree_on_patterns_that_can_be_read() {
    let mut numbers = Numbers(1);
    let (mut taken, mut matched, mut tried) = (0, 0, 0);
    for _ in 0..PATTERNS {
        let (pattern, text) = numbers.pattern(5);
        let texts = [text.clone(), text + "a", numbers.text(), numbers.text(), String::new()];
        if let Some(found) = compare(&pattern, &texts) {
            taken += 1;
            matched += found;
            tried += texts.len();
        }
    }
    assert!(taken > PATTERNS * 9 / 10, "{taken}");
    assert!(matched > tried / 4 && matched < tried * 3 / 4, "{matched} of {tried}");
}

#[test]
fn the_two_agree_on_what_cannot_be_read() {
    let mut numbers = Numbers(2);
    let (mut taken, mut checked) = (0, 0);
    for _ in 0..PATTERNS {
        let pattern = numbers.soup();
        checked += usize::from(check(&pattern).is_ok());
        let texts = [numbers.text(), numbers.text(), "a".to_owned(), String::new()];
        taken += usize::from(compare(&pattern, &texts).is_some());
    }
    assert!(checked > PATTERNS / 4, "{checked}");
    assert!(taken > PATTERNS / 20 && taken < checked / 2, "{taken} of {checked}");
}

/// The largest number for which a pattern is taken.
fn largest(taken: &dyn Fn(usize) -> bool) -> usize {
    let (mut good, mut bad) = (0, 70_000);
    while good + 1 < bad {
        let middle = (good + bad) / 2;
        if taken(middle) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    good
}

#[test]
fn the_two_agree_on_sizes() {
    for pattern in [
        "a{N}",
        ".{N}",
        "(?s:.){N}",
        r"\w{N}",
        "(?i:a){N}",
        "(a){N}",
        "(?<name>a){N}",
        "(?:ab){N}",
        "(?:a|b){N}",
        "(?:a|b|c|){N}",
        "(?:a*){N}",
        "(?:(?:a*)*){N}",
        "(?:(?:|a)+){N}",
        "(?:a?){N}",
        "(?:a{2,5}){N}",
        "(?:){N}",
        "(?:a{0,3}){N}",
        "(?:a{3,}){N}",
        "a{N,}",
        "a{0,N}",
        "a{3,N}",
        r"\b{N}",
        "^{N}",
        "(?:a{0}){N}",
        "(?:(a)|b){0,N}",
        "(?:a*?b+?){N,}",
        "[^a]{N}",
        r"[^\x00-\x{10ffff}]{N}",
        "(a)(b)(?<c>c).{N}",
        "(?:(?:(?:a{3}){3}|b){3})+{N}",
    ] {
        let with = |number: usize| pattern.replace('N', &number.to_string());
        let here = largest(&|number| compile(&with(number)).is_ok());
        assert_eq!(here, largest(&|number| theirs(&with(number)).is_some()), "{pattern}");
    }
}

#[test]
fn the_two_agree_on_nesting() {
    for (before, after) in [
        ("(", ")"),
        ("(?:", ")"),
        ("(a", ")"),
        ("(?:a|", ")"),
        ("(?:a", "b)"),
        ("(?:", ")*"),
        ("(?:a|b(", ")+)"),
        ("", "(?i)*"),
    ] {
        for depth in 0..60 {
            let pattern = format!("{}x{}", before.repeat(depth), after.repeat(depth));
            assert_eq!(compile(&pattern).is_ok(), theirs(&pattern).is_some(), "{pattern}");
        }
    }
}

#[test]
fn where_the_two_differ() {
    for (pattern, text, here, there) in DIFFERENCES {
        assert_eq!(Pattern::new(pattern).ok().map(|pattern| pattern.matches(text)), here, "{pattern}");
        assert_eq!(theirs(pattern).map(|pattern| pattern.is_match(text)), there, "{pattern}, there");
    }
}
