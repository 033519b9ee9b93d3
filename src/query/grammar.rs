//! The grammar. It never looks back: a function either leaves the text as it was, or it
//! decides what stands there, and then every failure is final and has a message.

use super::Node;
use super::comparison::{Argument, Comparison, Field, Operator, Test};
use super::pattern::{self, Pattern};
use super::reader::Reader;
use super::shown::{found, listed};

/// How deep parentheses may nest. A bound on recursion; the service's is not known.
const MAX_DEPTH: usize = 64;

/// Reads a whole expression.
pub(super) fn expression(text: &str) -> Result<Node, Failure> {
    let mut reader = Reader::new(text);
    reader.space();
    let node = disjunction(&mut reader, 0)?;
    if reader.is_done() { Ok(node) } else { expected(&reader, "`and`, `or` or the end") }
}

/// What is wrong, and how many bytes stand before it.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) message: String,
    pub(super) at: usize,
}

type Parsed<T> = Result<T, Failure>;

fn disjunction(reader: &mut Reader<'_>, depth: usize) -> Parsed<Node> {
    let mut nodes = vec![conjunction(reader, depth)?];
    while connective(reader, "||", "or") {
        nodes.push(conjunction(reader, depth)?);
    }
    Ok(Node::Any(nodes))
}

fn conjunction(reader: &mut Reader<'_>, depth: usize) -> Parsed<Node> {
    let mut nodes = vec![negation(reader, depth)?];
    while connective(reader, "&&", "and") {
        nodes.push(negation(reader, depth)?);
    }
    Ok(Node::All(nodes))
}

fn negation(reader: &mut Reader<'_>, depth: usize) -> Parsed<Node> {
    let mut negated = false;
    while connective(reader, "!", "not") {
        negated = !negated;
    }
    let opening = reader.at;
    let node = if token(reader, "(") {
        parenthesised(reader, opening, depth + 1)?
    } else {
        Node::Comparison(comparison(reader)?)
    };
    Ok(if negated { Node::Not(Box::new(node)) } else { node })
}

fn parenthesised(reader: &mut Reader<'_>, opening: usize, depth: usize) -> Parsed<Node> {
    if depth > MAX_DEPTH {
        return fail(opening, format!("parentheses nest more than {MAX_DEPTH} deep"));
    }
    let node = disjunction(reader, depth)?;
    if token(reader, ")") { Ok(node) } else { expected(reader, "`and`, `or` or `)`") }
}

fn comparison(reader: &mut Reader<'_>) -> Parsed<Comparison> {
    let (at, rest) = (reader.at, reader.rest());
    let subject = reader.take_while(is_subject);
    reader.space();
    let Some(field) = Field::named(subject) else {
        let found = found(if subject.is_empty() { rest } else { subject });
        if subject.starts_with(Field::ATTRIBUTE) {
            let message = format!(r"expected `attribute:` and a name of letters, digits and - _ . / \, found {found}");
            return fail(at, message);
        }
        return fail(at, format!("expected {}, `not` or `(`, found {found}", Field::all()));
    };
    let operator = operator(reader, &field, subject)?;
    let test = test(reader, &field, operator)?;
    Ok(Comparison::new(field, test))
}

fn operator(reader: &mut Reader<'_>, field: &Field, subject: &str) -> Parsed<Operator> {
    let (at, rest) = (reader.at, reader.rest());
    let text = spelling(reader);
    reader.space();
    match Operator::named(text) {
        Some(operator) if field.operators().contains(&operator) => Ok(operator),
        _ => {
            let operators = listed(field.operators());
            let (subject, found) = (found(subject), found(if text.is_empty() { rest } else { text }));
            fail(at, format!("expected {operators} after {subject}, found {found}"))
        }
    }
}

/// What may be an operator: a word, perhaps with `!` before it, or up to two symbols.
fn spelling<'t>(reader: &mut Reader<'t>) -> &'t str {
    let word = reader.take_while(is_word);
    if !word.is_empty() {
        return word;
    }
    let rest = reader.rest();
    let negated = rest.strip_prefix('!').map_or(0, |rest| Reader::new(rest).take_while(is_word).len());
    if negated > 0 {
        return reader.take_bytes(1 + negated);
    }
    let symbols = Reader::new(rest).take_while(|character| matches!(character, '=' | '!' | '<' | '>' | '~')).len();
    reader.take_bytes(symbols.min(2))
}

fn test(reader: &mut Reader<'_>, field: &Field, operator: Operator) -> Parsed<Test> {
    Ok(match operator {
        Operator::Exists => Test::Exists,
        Operator::NotExists => Test::NotExists,
        Operator::In => Test::In(list(reader)?),
        Operator::NotIn => Test::NotIn(list(reader)?),
        Operator::Matches => Test::Matches(pattern(reader)?),
        Operator::NotMatches => Test::NotMatches(pattern(reader)?),
        Operator::Order(order) => Test::Order(order, argument(reader, field)?),
    })
}

fn argument(reader: &mut Reader<'_>, field: &Field) -> Parsed<Argument> {
    let (at, rest) = (reader.at, reader.rest());
    let text = value(reader)?;
    match field.argument(text) {
        Ok(argument) => Ok(argument),
        Err(wanted) => {
            let found = found(if text.is_empty() { rest } else { text });
            fail(at, format!("expected {wanted}, found {found}"))
        }
    }
}

fn list(reader: &mut Reader<'_>) -> Parsed<Vec<String>> {
    if !token(reader, "[") {
        return expected(reader, "`[` and a list of values");
    }
    let mut values = vec![value(reader)?.to_owned()];
    while token(reader, ",") {
        values.push(value(reader)?.to_owned());
    }
    if token(reader, "]") { Ok(values) } else { expected(reader, "`,` or `]`") }
}

fn value<'t>(reader: &mut Reader<'t>) -> Parsed<&'t str> {
    let text = match quoted(reader)? {
        Some(text) => text,
        None => match reader.take_while(is_bare) {
            "" => return expected(reader, "a value"),
            text => text,
        },
    };
    reader.space();
    Ok(text)
}

fn pattern(reader: &mut Reader<'_>) -> Parsed<Pattern> {
    let (start, rest) = (reader.at, reader.rest());
    let (text, at) = match quoted(reader)? {
        Some(text) => (text, start + 1),
        None => (reader.take_bytes(pattern::end(rest)), start),
    };
    reader.space();
    if text.is_empty() {
        return fail(start, format!("expected a regular expression, found {}", found(rest)));
    }
    Pattern::new(text).or_else(|refusal| fail(at + refusal.at, refusal.message))
}

/// A text in quotes of either kind, if one is next. Nothing is escaped in it: no value has
/// a quote (row `attribute-value`), and a backslash is a character of values and of patterns.
fn quoted<'t>(reader: &mut Reader<'t>) -> Parsed<Option<&'t str>> {
    let at = reader.at;
    let Some(quote @ ('\'' | '"')) = reader.peek() else { return Ok(None) };
    reader.take_bytes(1);
    match reader.rest().find(quote) {
        Some(length) => {
            let text = reader.take_bytes(length);
            reader.take_bytes(1);
            Ok(Some(text))
        }
        None => fail(at, format!("expected a closing `{quote}`")),
    }
}

/// Takes a connective, as a symbol or as a whole word.
fn connective(reader: &mut Reader<'_>, symbol: &str, word: &str) -> bool {
    let at = reader.at;
    if token(reader, symbol) {
        return true;
    }
    let found = reader.take_while(is_word) == word;
    if found {
        reader.space();
    } else {
        reader.at = at;
    }
    found
}

/// Whitespace belongs to what stands before it.
fn token(reader: &mut Reader<'_>, text: &str) -> bool {
    let found = reader.eat(text);
    if found {
        reader.space();
    }
    found
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
    !character.is_whitespace() && !br#"()[],'"&|!=<>~"#.iter().any(|one| char::from(*one) == character)
}

fn expected<T>(reader: &Reader<'_>, wanted: &str) -> Parsed<T> {
    fail(reader.at, format!("expected {wanted}, found {}", found(reader.rest())))
}

fn fail<T>(at: usize, message: String) -> Parsed<T> {
    Err(Failure { message, at })
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
