//! The grammar. It never looks back: a parser either leaves the text as it was, or it
//! decides what stands there, and then every failure is final and has a message.

use winnow::ascii::multispace0;
use winnow::combinator::{alt, opt, repeat, separated, terminated};
use winnow::error::{ErrMode, ParserError};
use winnow::prelude::*;
use winnow::token::{one_of, take_till, take_while};

use super::Node;
use super::comparison::{Argument, Comparison, Field, Operator, Test};
use super::pattern::{self, Pattern};

/// How deep parentheses may nest. A bound on recursion; the service's is not known.
const MAX_DEPTH: usize = 64;

/// How much of the text a message repeats.
const SHOWN_CHARACTERS: usize = 40;

/// Reads a whole expression.
pub(super) fn expression(text: &str) -> Result<Node, Failure> {
    let mut input = text;
    match whole(&mut input) {
        Ok(node) => Ok(node),
        Err(ErrMode::Cut(failure) | ErrMode::Backtrack(failure)) => Err(failure),
        Err(ErrMode::Incomplete(_)) => Err(Failure::from_input(&input)),
    }
}

/// What is wrong, and how many bytes are left from there on.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) remaining: usize,
}

impl ParserError<&str> for Failure {
    type Inner = Failure;

    fn from_input(input: &&str) -> Failure {
        Failure { message: String::new(), remaining: input.len() }
    }

    fn into_inner(self) -> Result<Failure, Failure> {
        Ok(self)
    }
}

type Parsed<T> = ModalResult<T, Failure>;

fn whole(input: &mut &str) -> Parsed<Node> {
    multispace0.parse_next(input)?;
    let node = disjunction(input, 0)?;
    if input.is_empty() { Ok(node) } else { expected(input, "`and`, `or` or the end") }
}

fn disjunction(input: &mut &str, depth: usize) -> Parsed<Node> {
    separated(1.., |input: &mut _| conjunction(input, depth), connective("||", "or")).map(Node::Any).parse_next(input)
}

fn conjunction(input: &mut &str, depth: usize) -> Parsed<Node> {
    separated(1.., |input: &mut _| negation(input, depth), connective("&&", "and")).map(Node::All).parse_next(input)
}

fn negation(input: &mut &str, depth: usize) -> Parsed<Node> {
    let negations: usize = repeat(0.., connective("!", "not")).parse_next(input)?;
    let node = if let Some(opening) = opt(token("(")).parse_next(input)? {
        parenthesised(input, opening, depth + 1)?
    } else {
        Node::Comparison(comparison(input)?)
    };
    Ok(if negations % 2 == 1 { Node::Not(Box::new(node)) } else { node })
}

fn parenthesised(input: &mut &str, opening: &str, depth: usize) -> Parsed<Node> {
    if depth > MAX_DEPTH {
        let message = format!("parentheses nest more than {MAX_DEPTH} deep");
        return fail(input.len() + opening.len(), message);
    }
    let node = disjunction(input, depth)?;
    if opt(token(")")).parse_next(input)?.is_some() { Ok(node) } else { expected(input, "`and`, `or` or `)`") }
}

fn comparison(input: &mut &str) -> Parsed<Comparison> {
    let start = *input;
    let subject = lexeme(take_while(0.., is_subject)).parse_next(input)?;
    let Some(field) = Field::named(subject) else {
        let found = found(if subject.is_empty() { start } else { subject });
        if subject.starts_with(Field::ATTRIBUTE) {
            let message = format!(r"expected `attribute:` and a name of letters, digits and - _ . / \, found {found}");
            return fail(start.len(), message);
        }
        let message = format!("expected {}, `not` or `(`, found {found}", Field::all());
        return fail(start.len(), message);
    };
    let operator = operator(input, &field, subject)?;
    let test = test(input, &field, operator)?;
    Ok(Comparison::new(field, test))
}

fn operator(input: &mut &str, field: &Field, subject: &str) -> Parsed<Operator> {
    let start = *input;
    let word = take_while(1.., is_word);
    let negated_word = ('!', take_while(1.., is_word)).take();
    let symbol = take_while(1..=2, ['=', '!', '<', '>', '~']);
    let text = opt(lexeme(alt((word, negated_word, symbol)))).parse_next(input)?;
    match text.and_then(Operator::named) {
        Some(operator) if field.operators().contains(&operator) => Ok(operator),
        _ => {
            let operators = listed(field.operators().iter().map(|operator| operator.symbol()));
            let (subject, found) = (found(subject), found(text.unwrap_or(start)));
            fail(start.len(), format!("expected {operators} after {subject}, found {found}"))
        }
    }
}

fn test(input: &mut &str, field: &Field, operator: Operator) -> Parsed<Test> {
    Ok(match operator {
        Operator::Exists => Test::Exists,
        Operator::NotExists => Test::NotExists,
        Operator::In => Test::In(list(input)?),
        Operator::NotIn => Test::NotIn(list(input)?),
        Operator::Matches => Test::Matches(pattern(input)?),
        Operator::NotMatches => Test::NotMatches(pattern(input)?),
        Operator::Order(order) => Test::Order(order, argument(input, field)?),
    })
}

fn argument(input: &mut &str, field: &Field) -> Parsed<Argument> {
    let start = *input;
    let text = value(input)?;
    match field.argument(text) {
        Ok(argument) => Ok(argument),
        Err(wanted) => {
            let found = found(if text.is_empty() { start } else { text });
            fail(start.len(), format!("expected {wanted}, found {found}"))
        }
    }
}

fn list(input: &mut &str) -> Parsed<Vec<String>> {
    if opt(token("[")).parse_next(input)?.is_none() {
        return expected(input, "`[` and a list of values");
    }
    let values = separated(1.., value.map(str::to_owned), token(",")).parse_next(input)?;
    if opt(token("]")).parse_next(input)?.is_some() { Ok(values) } else { expected(input, "`,` or `]`") }
}

fn value<'i>(input: &mut &'i str) -> Parsed<&'i str> {
    match opt(lexeme(alt((quoted, take_while(1.., is_bare))))).parse_next(input)? {
        Some(text) => Ok(text),
        None => expected(input, "a value"),
    }
}

fn pattern(input: &mut &str) -> Parsed<Pattern> {
    let start = *input;
    let (text, remaining) = match opt(quoted).parse_next(input)? {
        Some(text) => (text, start.len() - 1),
        None => {
            let (text, rest) = start.split_at_checked(pattern::end(start)).unwrap_or((start, ""));
            *input = rest;
            (text, start.len())
        }
    };
    multispace0.parse_next(input)?;
    if text.is_empty() {
        return expected(start, "a regular expression");
    }
    Pattern::new(text).or_else(|refusal| fail(remaining - refusal.at, refusal.message))
}

/// A text in quotes of either kind. Nothing is escaped in it: no value has a quote
/// (row `attribute-value`), and a backslash is a character of values and of patterns.
fn quoted<'i>(input: &mut &'i str) -> Parsed<&'i str> {
    let start = *input;
    let quote = one_of(['\'', '"']).parse_next(input)?;
    let text = take_till(0.., quote).parse_next(input)?;
    if opt(quote).parse_next(input)?.is_some() {
        Ok(text)
    } else {
        fail(start.len(), format!("expected a closing `{quote}`"))
    }
}

fn connective<'i>(symbol: &'static str, word: &'static str) -> impl Parser<&'i str, &'i str, ErrMode<Failure>> {
    lexeme(alt((symbol, take_while(1.., is_word).verify(move |text: &str| text == word))))
}

fn token<'i>(text: &'static str) -> impl Parser<&'i str, &'i str, ErrMode<Failure>> {
    lexeme(text)
}

/// Whitespace belongs to what stands before it.
fn lexeme<'i>(
    parser: impl Parser<&'i str, &'i str, ErrMode<Failure>>,
) -> impl Parser<&'i str, &'i str, ErrMode<Failure>> {
    terminated(parser, multispace0)
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

fn is_subject(character: char) -> bool {
    is_word(character) || matches!(character, ':' | '-' | '.' | '/' | '\\')
}

/// Whether a value outside quotes may have this character: everything but what has a
/// meaning in the grammar.
fn is_bare(character: char) -> bool {
    !character.is_whitespace() && !r#"()[],'"&|!=<>~"#.contains(character)
}

fn expected<T>(rest: &str, wanted: &str) -> Parsed<T> {
    fail(rest.len(), format!("expected {wanted}, found {}", found(rest)))
}

fn fail<T>(remaining: usize, message: String) -> Parsed<T> {
    Err(ErrMode::Cut(Failure { message, remaining }))
}

/// The first word of a text for a message.
fn found(text: &str) -> String {
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
fn listed<'a>(mut words: impl DoubleEndedIterator<Item = &'a str>) -> String {
    let last = words.next_back().unwrap_or_default();
    let others: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    format!("{} or `{last}`", others.join(", "))
}

#[cfg(test)]
mod tests {
    use crate::query::parse;

    fn check(text: &str, position: usize, message: &str) {
        let error = parse(text).unwrap_err();
        assert_eq!((error.message.as_str(), error.position), (message, position), "{text}");
    }

    const SUBJECTS: &str = "`agentConnected`, `agentVersion`, `attribute:<name>`, `ec2InstanceId`, `registeredAt`, \
                            `runningTasksCount`, `task:group`, `not` or `(`";
    const OPERATORS: &str = "`==`, `!=`, `>`, `>=`, `<`, `<=`, `exists`, `!exists`, `in`, `!in`, `=~` or `!~`";

    #[test]
    fn subjects() {
        check("", 0, &format!("expected {SUBJECTS}, found the end"));
        check("  ", 2, &format!("expected {SUBJECTS}, found the end"));
        check("agentconnected == true", 0, &format!("expected {SUBJECTS}, found `agentconnected`"));
        check("not (a", 5, &format!("expected {SUBJECTS}, found `a`"));
        check("()", 1, &format!("expected {SUBJECTS}, found `)`"));
        check("task:group == x and", 19, &format!("expected {SUBJECTS}, found the end"));
        check("task:group == x and or", 20, &format!("expected {SUBJECTS}, found `or`"));
        check("\u{a0}", 0, &format!("expected {SUBJECTS}, found U+00A0"));
        check("\0 a", 0, &format!("expected {SUBJECTS}, found `\\u{{0}}`"));
        check("ü:group == x", 0, &format!("expected {SUBJECTS}, found `ü:group`"));
        let long = "a".repeat(41);
        check(&long, 0, &format!("expected {SUBJECTS}, found `{}…`", "a".repeat(40)));
        let name = r"expected `attribute:` and a name of letters, digits and - _ . / \, found";
        check("attribute: == x", 0, &format!("{name} `attribute:`"));
        check("attribute:a:b == x", 0, &format!("{name} `attribute:a:b`"));
    }

    #[test]
    fn operators() {
        check("attribute:a", 11, &format!("expected {OPERATORS} after `attribute:a`, found the end"));
        check("attribute:a = x", 12, &format!("expected {OPERATORS} after `attribute:a`, found `=`"));
        check("attribute:a EQUALS x", 12, &format!("expected {OPERATORS} after `attribute:a`, found `EQUALS`"));
        check("attribute:a is x", 12, &format!("expected {OPERATORS} after `attribute:a`, found `is`"));
        check("attribute:a !inside x", 12, &format!("expected {OPERATORS} after `attribute:a`, found `!inside`"));
    }

    #[test]
    fn operators_belong_to_subjects() {
        let text = "expected `==`, `!=`, `in`, `!in`, `=~` or `!~` after";
        check("agentConnected exists", 15, &format!("{text} `agentConnected`, found `exists`"));
        check("ec2InstanceId > i-1", 14, &format!("{text} `ec2InstanceId`, found `>`"));
        let order = "expected `==`, `!=`, `>`, `>=`, `<` or `<=` after";
        check("agentVersion in [1.0.0]", 13, &format!("{order} `agentVersion`, found `in`"));
        check("registeredAt =~ 2018.*", 13, &format!("{order} `registeredAt`, found `=~`"));
        check("runningTasksCount !exists", 18, &format!("{order} `runningTasksCount`, found `!exists`"));
    }

    #[test]
    fn arguments() {
        check("attribute:a ==", 14, "expected a value, found the end");
        check("attribute:a == (b)", 15, "expected a value, found `(b)`");
        check("attribute:a == 'b", 15, "expected a closing `'`");
        check("attribute:a == \"b'", 15, "expected a closing `\"`");
        check("attribute:a in b", 15, "expected `[` and a list of values, found `b`");
        check("attribute:a in []", 16, "expected a value, found `]`");
        check("attribute:a in [b,]", 18, "expected a value, found `]`");
        check("attribute:a in [b c]", 18, "expected `,` or `]`, found `c]`");
        check("attribute:a in [b", 17, "expected `,` or `]`, found the end");
        check("attribute:a =~", 14, "expected a regular expression, found the end");
        check("attribute:a =~ )", 15, "expected a regular expression, found `)`");
        check("attribute:a =~ ''", 15, "expected a regular expression, found `''`");
        check("attribute:a =~ 'é' and attribute:a =~ 'é(?=b)'", 40, {
            "lookahead, `(?=`, in a regular expression is not supported here"
        });
        check("agentVersion > latest", 15, "expected a version such as `1.14.5`, found `latest`");
        check("runningTasksCount > 1.5", 20, "expected a whole number, found `1.5`");
        check("runningTasksCount > ''", 20, "expected a whole number, found `''`");
        let date = "expected a date such as `2018-06-18` or `2018-06-18T22:28:28Z`, found";
        check("registeredAt > yesterday", 15, &format!("{date} `yesterday`"));
        check("registeredAt > 2018-02-30", 15, &format!("{date} `2018-02-30`"));
    }

    #[test]
    fn connectives() {
        check("task:group == a b", 16, "expected `and`, `or` or the end, found `b`");
        check("task:group == a)", 15, "expected `and`, `or` or the end, found `)`");
        check("task:group == a & task:group == b", 16, "expected `and`, `or` or the end, found `&`");
        check("(task:group == a", 16, "expected `and`, `or` or `)`, found the end");
        check("(task:group == a AND task:group == b)", 17, "expected `and`, `or` or `)`, found `AND`");
    }

    #[test]
    fn bounds() {
        let nested = |depth: usize| format!("{}task:group == a{}", "(".repeat(depth), ")".repeat(depth));
        assert!(parse(&nested(64)).is_ok());
        check(&nested(65), 64, "parentheses nest more than 64 deep");
        check(&"(".repeat(2_000), 64, "parentheses nest more than 64 deep");
        assert!(parse(&format!("{}task:group == a", "!".repeat(1_985))).is_ok());
        let long = |characters: usize| format!("task:group == {}", "ü".repeat(characters - 14));
        assert!(parse(&long(2_000)).is_ok());
        check(&long(2_001), 2_000, "the expression has 2001 characters, at most 2000 are allowed");
    }

    /// No text panics: of good expressions, every prefix, every cut and every splice is tried.
    #[test]
    fn any_text_has_an_answer() {
        let seeds = [
            r#"not(attribute:a/b =~ (p[2,3]|g\.[^]4]).* || task:group in ['é x', "y",z])"#,
            "agentVersion<1.14.5&&registeredAt>=2018-06-18T22:28:28+00:00 or !runningTasksCount==1",
            "ec2InstanceId !~ 'i-(?<a>x{2,3}?)+' and agentConnected not_in [true, false]",
        ];
        let parts = [
            "(", ")", "[", "]", "'", "\"", "!", "=", "~", "&&", "|", ",", "\\", "?", "{", "é", "\0", " in ", "not",
            "😀",
        ];
        let mut accepted = 0;
        let mut answer = |text: &str| match parse(text) {
            Ok(_) => accepted += 1,
            Err(error) => {
                assert!(!error.message.is_empty(), "{text}");
                assert!(error.position <= text.chars().count(), "{text}");
            }
        };
        for seed in seeds {
            let boundaries: Vec<usize> = seed.char_indices().map(|(at, _)| at).collect();
            for &at in &boundaries {
                let (before, after) = seed.split_at(at);
                answer(before);
                answer(after);
                answer(&format!("{before}{}", after.chars().skip(1).collect::<String>()));
                for part in parts {
                    answer(&format!("{before}{part}{after}"));
                    answer(&format!("{before}{part}{}", after.chars().skip(1).collect::<String>()));
                }
            }
        }
        assert!(accepted > 100, "{accepted}");
    }
}
