//! The cluster query language (rows `query-…`): the `filter` of ListContainerInstances
//! and the expression of a `memberOf` constraint.
//!
//! ```text
//! disjunction = conjunction { ( "or" | "||" ) conjunction }
//! conjunction = negation { ( "and" | "&&" ) negation }
//! negation    = { "not" | "!" } ( "(" disjunction ")" | comparison )
//! comparison  = subject operator [ argument ]
//! ```

mod comparison;
mod grammar;
mod pattern;
mod reader;
mod shown;
mod value;

use std::collections::BTreeSet;
use std::fmt;

use comparison::{Comparison, Field};

use crate::tape::characters;

/// How many characters an expression may have (row `query-length`).
const MAX_CHARACTERS: usize = 2_000;

/// Reads an expression.
///
/// ```
/// use ecs_drydock::query::parse;
///
/// let expression = parse("attribute:stack == prod and runningTasksCount < 2").unwrap();
/// assert!(expression.attribute_names().contains("stack"));
///
/// let error = parse("attribute:stack = prod").unwrap_err();
/// assert_eq!(error.position, 16);
/// ```
pub fn parse(text: &str) -> Result<Expression, QueryError> {
    let count = characters(text);
    if count > MAX_CHARACTERS {
        let message = format!("the expression has {count} characters, at most {MAX_CHARACTERS} are allowed");
        return Err(QueryError { message, position: MAX_CHARACTERS });
    }
    match grammar::expression(text) {
        Ok(root) => Ok(Expression { source: text.to_owned(), root }),
        Err(failure) => {
            let before = text.get(..failure.at).unwrap_or(text);
            Err(QueryError { message: failure.message, position: characters(before) })
        }
    }
}

/// An expression that was read. Two are equal if their texts are.
#[derive(Clone, Debug)]
pub struct Expression {
    source: String,
    root: Node,
}

impl Expression {
    /// The text that it was read from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether a container instance belongs to the group that the expression defines.
    pub fn matches(&self, subject: &dyn Subject) -> bool {
        self.root.holds(subject)
    }

    /// The names of the attributes that it looks at.
    pub fn attribute_names(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.root.visit(&mut |comparison| {
            if let Field::Attribute(name) = comparison.field() {
                names.insert(name.as_str());
            }
        });
        names
    }

    /// Whether it looks at the tasks on the container instance.
    pub fn uses_task_group(&self) -> bool {
        let mut uses = false;
        self.root.visit(&mut |comparison| uses |= matches!(comparison.field(), Field::TaskGroup));
        uses
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Expression) -> bool {
        self.source == other.source
    }
}

impl Eq for Expression {}

/// What an expression asks of a container instance.
pub trait Subject {
    /// Whether its agent is connected.
    fn agent_connected(&self) -> bool;
    /// The version of its agent, once it is known.
    fn agent_version(&self) -> Option<&str>;
    /// The value of an attribute. `None`: there is no such attribute; `Some(None)`: it has no value.
    fn attribute(&self, name: &str) -> Option<Option<&str>>;
    /// The ID of its EC2 instance, if it is one.
    fn ec2_instance_id(&self) -> Option<&str>;
    /// When it was registered, in milliseconds since 1970.
    fn registered_at_ms(&self) -> u64;
    /// How many tasks run on it.
    fn running_tasks_count(&self) -> i64;
    /// Whether `holds` is true of the group of some task on it.
    fn any_task_group(&self, holds: &mut dyn FnMut(&str) -> bool) -> bool;
}

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// What is wrong and what belongs there; in our words, as the service's are not known.
    pub message: String,
    /// How many characters stand before the place.
    pub position: usize,
}

impl fmt::Display for QueryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for QueryError {}

/// A part of an expression. How deep they nest is bounded by the grammar.
#[derive(Clone, Debug)]
enum Node {
    Any(Vec<Node>),
    All(Vec<Node>),
    Not(Box<Node>),
    Comparison(Comparison),
}

impl Node {
    fn holds(&self, subject: &dyn Subject) -> bool {
        match self {
            Node::Any(nodes) => nodes.iter().any(|node| node.holds(subject)),
            Node::All(nodes) => nodes.iter().all(|node| node.holds(subject)),
            Node::Not(node) => !node.holds(subject),
            Node::Comparison(comparison) => comparison.holds(subject),
        }
    }

    fn visit<'n>(&'n self, see: &mut dyn FnMut(&'n Comparison)) {
        match self {
            Node::Any(nodes) | Node::All(nodes) => nodes.iter().for_each(|node| node.visit(see)),
            Node::Not(node) => node.visit(see),
            Node::Comparison(comparison) => see(comparison),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Instance {
        connected: bool,
        version: Option<&'static str>,
        ec2: Option<&'static str>,
        groups: &'static [&'static str],
    }

    const INSTANCE: Instance = Instance {
        connected: true,
        version: Some("1.86.0"),
        ec2: Some("i-abcd1234"),
        groups: &["service:production", "family:batch"],
    };

    /// Not on EC2, never connected, without tasks.
    const BARE: Instance = Instance { connected: false, version: None, ec2: None, groups: &[] };

    impl Subject for Instance {
        fn agent_connected(&self) -> bool {
            self.connected
        }

        fn agent_version(&self) -> Option<&str> {
            self.version
        }

        fn attribute(&self, name: &str) -> Option<Option<&str>> {
            Some(match name {
                "ecs.instance-type" => Some("g2.2xlarge"),
                "ecs.availability-zone" => Some("us-east-1a"),
                "stack" => Some("prod"),
                "team" => Some("blue sky"),
                "cores" => Some("16"),
                r"a/b\c_d-e" => Some("x"),
                "flag" => None,
                _ => return None,
            })
        }

        fn ec2_instance_id(&self) -> Option<&str> {
            self.ec2
        }

        fn registered_at_ms(&self) -> u64 {
            1_529_360_908_000
        }

        fn running_tasks_count(&self) -> i64 {
            2
        }

        fn any_task_group(&self, holds: &mut dyn FnMut(&str) -> bool) -> bool {
            self.groups.iter().any(|group| holds(group))
        }
    }

    /// Whether an expression holds of the instance, and of the bare one.
    fn check(text: &str, instance: bool, bare: bool) {
        let expression = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(expression.matches(&INSTANCE), instance, "{text}");
        assert_eq!(expression.matches(&BARE), bare, "{text}, of the bare instance");
    }

    #[test]
    fn examples_of_the_guide() {
        check("attribute:ecs.instance-type == t2.small", false, false);
        check("attribute:ecs.availability-zone in [us-east-1a, us-east-1b]", true, true);
        let g2 = "attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d";
        check(g2, true, true);
        check("task:group == service:production", true, false);
        check("not(task:group == database)", true, true);
        check("runningTasksCount == 1", false, false);
        check("agentVersion < 1.14.5", false, false);
        check("registeredAt < 2018-02-13", false, false);
        check("ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']", true, false);
        check("attribute:stack == prod", true, true);
        check("attribute:stack != prod", false, false);
        check("attribute:ecs.instance-type in [t2.small, t2.medium]", false, false);
    }

    #[test]
    fn operators_on_attributes() {
        check("attribute:stack == prod", true, true);
        check("attribute:stack equals 'prod'", true, true);
        check("attribute:stack==PROD", false, false);
        check(r#"attribute:team == "blue sky""#, true, true);
        check("attribute:stack not_equals test", true, true);
        check("attribute:cores > 9", true, true);
        check("attribute:cores == 16.0", false, false);
        check("attribute:cores greater_than_equal 16.0", true, true);
        check("attribute:cores < 9x", true, true);
        check("attribute:stack > apple", true, true);
        check("attribute:stack less_than_equal prod", true, true);
        check("attribute:stack less_than prod", false, false);
        check("attribute:stack in [test,prod]", true, true);
        check("attribute:team in [red, 'blue sky']", true, true);
        check("attribute:stack !in [test, prod]", false, false);
        check("attribute:stack not_in[test]", true, true);
        check("attribute:stack exists", true, true);
        check("attribute:stack!exists", false, false);
        check("attribute:stack not_exists", false, false);
        check(r"attribute:a/b\c_d-e == x", true, true);
    }

    #[test]
    fn patterns_match_whole_values() {
        check("attribute:stack =~ pro", false, false);
        check("attribute:stack matches pro.", true, true);
        check("attribute:stack !~ pro", true, true);
        check("attribute:stack not_matches p.*", false, false);
        check("attribute:team =~ 'blue s.*'", true, true);
        check("attribute:ecs.instance-type =~ (p[2,3]|g[2,4]|f[1]).*", true, true);
        check("(attribute:stack =~ p.*)and(attribute:stack =~ .*d)", true, true);
        check("attribute:stack =~ x||attribute:stack =~ p.*&&attribute:flag exists", true, true);
        check("attribute:stack =~ test|prod", true, true);
    }

    #[test]
    fn what_is_missing_passes_only_not_exists() {
        check("attribute:none == a", false, false);
        check("attribute:none != a", false, false);
        check("attribute:none !in [a]", false, false);
        check("attribute:none !~ a", false, false);
        check("attribute:none < a", false, false);
        check("attribute:none exists", false, false);
        check("attribute:none !exists", true, true);
        check("not attribute:none == a", true, true);
        check("agentVersion != 1.0.0", true, false);
        check("ec2InstanceId !in [i-1]", true, false);
    }

    #[test]
    fn an_attribute_without_a_value_equals_nothing() {
        check("attribute:flag exists", true, true);
        check("attribute:flag !exists", false, false);
        check("attribute:flag == ''", false, false);
        check("attribute:flag != a", true, true);
        check("attribute:flag !in [a]", true, true);
        check("attribute:flag =~ .*", false, false);
        check("attribute:flag !~ a", true, true);
        check("attribute:flag >= a", false, false);
    }

    #[test]
    fn fields_have_types_of_their_own() {
        check("agentConnected == true", true, false);
        check("agentConnected in [false]", false, true);
        check("agentConnected =~ 't.*'", true, false);
        check("agentVersion >= 1.9", true, false);
        check("agentVersion == '1.86'", true, false);
        check("ec2InstanceId =~ i-.*", true, false);
        check("runningTasksCount >= 02", true, true);
        check("runningTasksCount > -1", true, true);
        check("registeredAt == 2018-06-18T22:28:28", true, true);
        check("registeredAt >= 2018-06-19T00:28:28+02:00", true, true);
        check("registeredAt < 2018-06-19", true, true);
        check("registeredAt > 2018-06-18T22:28:28Z", false, false);
    }

    #[test]
    fn a_task_group_is_that_of_some_task() {
        check("task:group == family:batch", true, false);
        check("task:group != family:batch", true, false);
        check("task:group in [a, family:batch]", true, false);
        check("task:group =~ service:.*", true, false);
        check("task:group exists", true, false);
        check("task:group !exists", false, true);
    }

    #[test]
    fn not_binds_closest_then_and() {
        const TRUE: &str = "attribute:stack exists";
        const FALSE: &str = "attribute:none exists";
        let check = |text: &str, expected| {
            let text = text.replace('T', TRUE).replace('F', FALSE);
            check(&text, expected, expected);
        };
        check("T or T and F", true);
        check("(T or T) and F", false);
        check("F and F or T", true);
        check("not F and F", false);
        check("not(F and F)", true);
        check("! F && T || F", true);
        check("not not !!T", true);
        check("!not !T", false);
        check("((T))and(T)or(F)", true);
        check(" \n\t T\r\nand T ", true);
    }

    #[test]
    fn expressions_tell_what_they_look_at() {
        let text = "attribute:b == 1 and not(attribute:a exists or task:group == x) or attribute:b == 2";
        let expression = parse(text).unwrap();
        assert_eq!(expression.source(), text);
        assert_eq!(expression.attribute_names().into_iter().collect::<Vec<_>>(), ["a", "b"]);
        assert!(expression.uses_task_group());
        let other = parse("agentConnected == true").unwrap();
        assert!(other.attribute_names().is_empty() && !other.uses_task_group());
        assert_eq!(expression, expression.clone());
        assert_ne!(expression, other);
    }
}
