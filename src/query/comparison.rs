//! One comparison: a subject, an operator and its argument.

use std::cmp::Ordering;

use super::Subject;
use super::pattern::Pattern;
use super::value::{Version, compare_texts, instant};

/// What is looked at (row `query-subjects`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    AgentConnected,
    AgentVersion,
    Attribute(String),
    Ec2InstanceId,
    RegisteredAt,
    RunningTasksCount,
    TaskGroup,
}

impl Field {
    /// What stands before the name of an attribute.
    pub(super) const ATTRIBUTE: &str = "attribute:";

    /// The subject of this name.
    pub(super) fn named(text: &str) -> Option<Field> {
        Some(match text {
            "agentConnected" => Field::AgentConnected,
            "agentVersion" => Field::AgentVersion,
            "ec2InstanceId" => Field::Ec2InstanceId,
            "registeredAt" => Field::RegisteredAt,
            "runningTasksCount" => Field::RunningTasksCount,
            "task:group" => Field::TaskGroup,
            _ => {
                let name = text.strip_prefix(Field::ATTRIBUTE)?;
                if name.is_empty() || name.contains(':') {
                    return None;
                }
                Field::Attribute(name.to_owned())
            }
        })
    }

    /// All of them, for a message.
    pub(super) const fn all() -> &'static str {
        "`agentConnected`, `agentVersion`, `attribute:<name>`, `ec2InstanceId`, `registeredAt`, \
         `runningTasksCount`, `task:group`"
    }

    /// The operators that it takes (row `query-subject-operators`).
    pub(super) fn operators(&self) -> &'static [Operator] {
        match self {
            Field::AgentConnected | Field::Ec2InstanceId => &TEXT_OPERATORS,
            Field::AgentVersion | Field::RegisteredAt | Field::RunningTasksCount => &ORDER_OPERATORS,
            Field::Attribute(_) | Field::TaskGroup => &ALL_OPERATORS,
        }
    }

    /// What it is compared with; otherwise what belongs there.
    pub(super) fn argument(&self, text: &str) -> Result<Argument, &'static str> {
        match self {
            Field::AgentVersion => Version::read(text).map(Argument::Version).ok_or("a version such as `1.14.5`"),
            Field::RegisteredAt => {
                instant(text).map(Argument::Number).ok_or("a date such as `2018-06-18` or `2018-06-18T22:28:28Z`")
            }
            Field::RunningTasksCount => text.parse().map(Argument::Number).map_err(|_| "a whole number"),
            Field::AgentConnected | Field::Attribute(_) | Field::Ec2InstanceId | Field::TaskGroup => {
                Ok(Argument::Text(text.to_owned()))
            }
        }
    }
}

/// An operator (row `query-operators`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Order(Order),
    Exists,
    NotExists,
    In,
    NotIn,
    Matches,
    NotMatches,
}

impl Operator {
    /// The operator that is written so, as a symbol or a word.
    pub(super) fn named(text: &str) -> Option<Operator> {
        ALL_OPERATORS.into_iter().find(|operator| text == operator.symbol() || text == operator.word())
    }

    pub(super) const fn symbol(self) -> &'static str {
        self.spellings().0
    }

    const fn word(self) -> &'static str {
        self.spellings().1
    }

    const fn spellings(self) -> (&'static str, &'static str) {
        match self {
            Operator::Order(Order::Equals) => ("==", "equals"),
            Operator::Order(Order::NotEquals) => ("!=", "not_equals"),
            Operator::Order(Order::GreaterThan) => (">", "greater_than"),
            Operator::Order(Order::GreaterThanEqual) => (">=", "greater_than_equal"),
            Operator::Order(Order::LessThan) => ("<", "less_than"),
            Operator::Order(Order::LessThanEqual) => ("<=", "less_than_equal"),
            Operator::Exists => ("exists", "exists"),
            Operator::NotExists => ("!exists", "not_exists"),
            Operator::In => ("in", "in"),
            Operator::NotIn => ("!in", "not_in"),
            Operator::Matches => ("=~", "matches"),
            Operator::NotMatches => ("!~", "not_matches"),
        }
    }
}

/// The operators that put two values in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Equals,
    NotEquals,
    GreaterThan,
    GreaterThanEqual,
    LessThan,
    LessThanEqual,
}

impl Order {
    /// Whether the operator holds of what was found; `None`: the two cannot be compared.
    fn admits(self, found: Option<Ordering>) -> bool {
        match self {
            Order::Equals => found == Some(Ordering::Equal),
            Order::NotEquals => found != Some(Ordering::Equal),
            Order::GreaterThan => found.is_some_and(Ordering::is_gt),
            Order::GreaterThanEqual => found.is_some_and(Ordering::is_ge),
            Order::LessThan => found.is_some_and(Ordering::is_lt),
            Order::LessThanEqual => found.is_some_and(Ordering::is_le),
        }
    }

    /// Equality is that of strings (row `query-string-equality`): `1` is not `1.0`.
    const fn is_equality(self) -> bool {
        matches!(self, Order::Equals | Order::NotEquals)
    }
}

const ALL_OPERATORS: [Operator; 12] = [
    Operator::Order(Order::Equals),
    Operator::Order(Order::NotEquals),
    Operator::Order(Order::GreaterThan),
    Operator::Order(Order::GreaterThanEqual),
    Operator::Order(Order::LessThan),
    Operator::Order(Order::LessThanEqual),
    Operator::Exists,
    Operator::NotExists,
    Operator::In,
    Operator::NotIn,
    Operator::Matches,
    Operator::NotMatches,
];

const ORDER_OPERATORS: [Operator; 6] = [
    Operator::Order(Order::Equals),
    Operator::Order(Order::NotEquals),
    Operator::Order(Order::GreaterThan),
    Operator::Order(Order::GreaterThanEqual),
    Operator::Order(Order::LessThan),
    Operator::Order(Order::LessThanEqual),
];

const TEXT_OPERATORS: [Operator; 6] = [
    Operator::Order(Order::Equals),
    Operator::Order(Order::NotEquals),
    Operator::In,
    Operator::NotIn,
    Operator::Matches,
    Operator::NotMatches,
];

/// An operator with its argument.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Order(Order, Argument),
    Exists,
    NotExists,
    In(Vec<String>),
    NotIn(Vec<String>),
    Matches(Pattern),
    NotMatches(Pattern),
}

/// What a subject is compared with: counts and times are numbers.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    Text(String),
    Version(Version),
    Number(i64),
}

/// What a container instance has.
#[derive(Clone, Copy, Debug)]
enum Seen<'s> {
    /// An attribute without a value: equal to nothing, in no list, matched by no pattern.
    Nothing,
    Text(&'s str),
    Number(i64),
}

impl Test {
    fn holds(&self, seen: Seen<'_>) -> bool {
        match self {
            Test::Order(order, argument) => order.admits(argument.order(seen, order.is_equality())),
            Test::Exists => true,
            Test::NotExists => false,
            Test::In(values) => is_in(seen, values),
            Test::NotIn(values) => !is_in(seen, values),
            Test::Matches(pattern) => is_matched(seen, pattern),
            Test::NotMatches(pattern) => !is_matched(seen, pattern),
        }
    }
}

fn is_in(seen: Seen<'_>, values: &[String]) -> bool {
    matches!(seen, Seen::Text(text) if values.iter().any(|value| value == text))
}

fn is_matched(seen: Seen<'_>, pattern: &Pattern) -> bool {
    matches!(seen, Seen::Text(text) if pattern.matches(text))
}

impl Argument {
    /// How what was seen stands to the argument; `None` if the two cannot be compared.
    fn order(&self, seen: Seen<'_>, as_strings: bool) -> Option<Ordering> {
        match (seen, self) {
            (Seen::Text(text), Argument::Text(argument)) if as_strings => Some(text.cmp(argument)),
            (Seen::Text(text), Argument::Text(argument)) => Some(compare_texts(text, argument)),
            (Seen::Text(text), Argument::Version(argument)) => Some(Version::read(text)?.cmp(argument)),
            (Seen::Number(number), Argument::Number(argument)) => Some(number.cmp(argument)),
            _ => None,
        }
    }
}

/// A subject with the test that it must pass.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    field: Field,
    test: Test,
}

impl Comparison {
    pub(super) fn new(field: Field, test: Test) -> Comparison {
        Comparison { field, test }
    }

    pub(super) fn field(&self) -> &Field {
        &self.field
    }

    pub(super) fn holds(&self, subject: &dyn Subject) -> bool {
        match &self.field {
            Field::AgentConnected => {
                self.test.holds(Seen::Text(if subject.agent_connected() { "true" } else { "false" }))
            }
            Field::AgentVersion => self.holds_if_there(subject.agent_version().map(Seen::Text)),
            Field::Attribute(name) => {
                self.holds_if_there(subject.attribute(name).map(|value| value.map_or(Seen::Nothing, Seen::Text)))
            }
            Field::Ec2InstanceId => self.holds_if_there(subject.ec2_instance_id().map(Seen::Text)),
            Field::RegisteredAt => {
                self.test.holds(Seen::Number(i64::try_from(subject.registered_at_ms()).unwrap_or(i64::MAX)))
            }
            Field::RunningTasksCount => self.test.holds(Seen::Number(subject.running_tasks_count())),
            Field::TaskGroup => match self.test {
                Test::NotExists => !subject.any_task_group(&mut |_| true),
                _ => subject.any_task_group(&mut |group| self.test.holds(Seen::Text(group))),
            },
        }
    }

    /// What is not there passes no test but that, not even `!=` (row `query-missing`).
    fn holds_if_there(&self, seen: Option<Seen<'_>>) -> bool {
        seen.map_or(matches!(self.test, Test::NotExists), |seen| self.test.holds(seen))
    }
}
