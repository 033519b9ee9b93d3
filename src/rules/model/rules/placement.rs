//! Where tasks go.

use super::STATIC;
use crate::diagnostic::Evidence;
use crate::model::names::id;
use crate::model::readers::for_readers;
use crate::model::rule::{Check, Rule};

/// How long an expression is.
pub static EXPRESSION_LENGTH: Rule = Rule {
    id: "expression-length",
    sentence: for_readers("an expression of a placement constraint has at most 2,000 characters"),
    check: Check::Length { min: 0, max: 2000 },
    message: "the expression has {count} characters, at most 2000 are allowed",
    source: "query-length",
    ..STATIC
};

/// Constraints that say it all.
pub static DISTINCT_EXPRESSION: Rule = Rule {
    id: "distinct-expression",
    sentence: for_readers("a placement constraint distinctInstance has no expression, not even an empty one"),
    check: Check::Where {
        other: id("type"),
        word: "distinctInstance",
        by_default: false,
        member: id("expression"),
        given: false,
    },
    message: "distinctInstance expression should not be specified.",
    evidence: Evidence::Recorded,
    source: "msg-distinct-expression",
    ..STATIC
};

const UNSAID: Rule = Rule { evidence: Evidence::Assumed(106), source: "assumption-106", ..STATIC };

/// Constraints that say nothing without an expression.
pub static MEMBER_EXPRESSION: Rule = Rule {
    id: "member-expression",
    sentence: for_readers("a placement constraint memberOf has an expression"),
    check: Check::Where {
        other: id("type"),
        word: "memberOf",
        by_default: false,
        member: id("expression"),
        given: true,
    },
    message: "memberOf needs an expression",
    ..UNSAID
};

/// Tasks are spread over something.
pub static SPREAD_FIELD: Rule = Rule {
    check: Check::Where { other: id("type"), word: "spread", by_default: false, member: id("field"), given: true },
    ..FIELD_MISSING
};
/// Tasks are packed by something.
pub static BINPACK_FIELD: Rule = Rule {
    check: Check::Where { other: id("type"), word: "binpack", by_default: false, member: id("field"), given: true },
    ..FIELD_MISSING
};
const FIELD_MISSING: Rule = Rule {
    id: "strategy-field-missing",
    sentence: for_readers("the placement strategies spread and binpack have a field"),
    message: "spread and binpack need a field",
    ..UNSAID
};

/// What they are spread over or packed by.
pub static FIELD: Rule = Rule {
    id: "strategy-field",
    sentence: for_readers(
        "tasks are spread over host, instanceId or an attribute, and packed by cpu or memory; random has no field",
    ),
    check: Check::StrategyField,
    message: "{shown} is no field of the strategy {value}",
    help: Some("for spread: host, instanceId, or attribute:… such as attribute:ecs.availability-zone"),
    source: "op-strategy-field",
    ..STATIC
};

/// Who decides on what hosts tasks go.
pub static ONE_WAY: Rule = Rule {
    id: "launch-type-or-strategy",
    sentence: for_readers("a request has a launch type or a capacity provider strategy, not both"),
    check: Check::Alone { member: id("launchType"), others: &[id("capacityProviderStrategy")] },
    message: "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    evidence: Evidence::Recorded,
    source: "msg-launch-type-strategy",
    ..STATIC
};
