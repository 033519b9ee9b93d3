//! Rules that hold for every request: JSON, types, members.

use super::STATIC;
use crate::diagnostic::{Evidence, Severity};
use crate::model::exception::Exception;
use crate::model::readers::for_readers;
use crate::model::rule::{Check, Rule, Stage};

const SERIALIZATION: Rule = Rule {
    stage: Stage::Types,
    exception: Some(Exception::SerializationException),
    source: "protocol-types",
    ..STATIC
};

/// The text is JSON.
pub static JSON_SYNTAX: Rule = Rule {
    id: "json-syntax",
    sentence: for_readers("the request is JSON text"),
    stage: Stage::Syntax,
    message: "not JSON: {other}",
    source: "protocol-json",
    ..SERIALIZATION
};

/// The text is UTF-8.
pub static JSON_ENCODING: Rule = Rule {
    id: "json-encoding",
    sentence: for_readers("the request is UTF-8 text"),
    stage: Stage::Syntax,
    message: "not UTF-8 text",
    help: Some("save the file as UTF-8 without broken characters"),
    source: "protocol-json",
    ..SERIALIZATION
};

/// The request is not too deep.
pub static REQUEST_DEPTH: Rule = Rule {
    id: "request-depth",
    sentence: for_readers("the request nests at most 64 levels deep"),
    stage: Stage::Syntax,
    message: "nested more than 64 levels deep",
    help: Some("no request of ECS nests deeper than ten levels"),
    evidence: Evidence::Assumed(54),
    source: "assumption-54",
    ..SERIALIZATION
};

/// The request is not too large.
pub static REQUEST_SIZE: Rule = Rule {
    id: "request-size",
    sentence: for_readers("the request has at most 4 MiB of text and 1,000,000 values"),
    stage: Stage::Syntax,
    message: "larger than 4 MiB of text or 1,000,000 values",
    help: Some("split the request"),
    evidence: Evidence::Assumed(54),
    source: "assumption-54",
    ..SERIALIZATION
};

/// A value has the type of its member.
pub static TYPE: Rule = Rule {
    id: "type",
    sentence: for_readers("a value has the JSON type of its member; the service converts none"),
    check: Check::Type,
    message: "expected {other}, got {shown}",
    ..SERIALIZATION
};

/// A whole number fits its member's bits.
pub static NUMBER_SIZE: Rule = Rule {
    id: "number-size",
    sentence: for_readers("a whole number fits the 32 bits of an integer or the 64 bits of a long"),
    message: "{shown} does not fit {other}",
    evidence: Evidence::Assumed(51),
    source: "assumption-51",
    ..SERIALIZATION
};

/// A list has no null items.
pub static NULL_ITEM: Rule = Rule {
    id: "null-item",
    sentence: for_readers("an item of a list is not null"),
    message: "an item of a list must not be null",
    help: Some("leave the item out"),
    evidence: Evidence::Assumed(45),
    source: "assumption-45",
    ..SERIALIZATION
};

/// Members that the service's model does not have.
pub static UNKNOWN_MEMBER: Rule = Rule {
    id: "unknown-member",
    sentence: for_readers(
        "a member that the operation does not have is ignored by the service, and refused by the SDKs and the CLI",
    ),
    severity: Severity::Warning,
    exception: None,
    message: "{shown} is no member of this structure: the service ignores it",
    help: Some("check the spelling: names are case-sensitive and begin with a small letter"),
    evidence: Evidence::Assumed(42),
    source: "assumption-42",
    ..STATIC
};

/// Members given as null.
pub static NULL_MEMBER: Rule = Rule {
    id: "null-member",
    sentence: for_readers("a member that is null counts as absent"),
    severity: Severity::Warning,
    exception: None,
    message: "null counts as absent",
    help: Some("leave the member out: the SDKs for Python refuse null"),
    evidence: Evidence::Assumed(44),
    source: "assumption-44",
    ..STATIC
};

/// Members given twice.
pub static DUPLICATE_MEMBER: Rule = Rule {
    id: "duplicate-member",
    sentence: for_readers("of a member that stands twice in a structure the last one counts"),
    severity: Severity::Warning,
    exception: None,
    message: "{shown} stands again further on: only the last one counts",
    help: Some("remove all but one"),
    evidence: Evidence::Assumed(50),
    source: "assumption-50",
    ..STATIC
};

/// Members that the service's model demands.
pub static REQUIRED: Rule = Rule {
    id: "required",
    sentence: for_readers("a member that the service's model marks as required is there"),
    check: Check::Required,
    message: "{shown} is required",
    source: "protocol-required",
    ..STATIC
};

/// Words of an enumeration.
pub static WORD: Rule = Rule {
    id: "word",
    sentence: for_readers("a word is one of those that the service's model lists for its member"),
    message: "{name} should be one of [{other}]",
    evidence: Evidence::Assumed(101),
    source: "assumption-101",
    ..STATIC
};

/// The bounds of a number.
pub const RANGE: Rule = Rule {
    id: "range",
    sentence: for_readers("a number is within the bounds that are documented for its member"),
    message: "{name} must be from {least} to {most}, got {shown}",
    source: "shape-limits",
    ..STATIC
};

/// The lower bound of a number that has no upper one.
pub const LEAST: Rule = Rule {
    id: "least",
    sentence: for_readers("a number is not below the least that is documented for its member"),
    message: "{name} must be at least {least}, got {shown}",
    source: "shape-limits",
    ..STATIC
};

/// How many items a list has.
pub const ITEMS: Rule = Rule {
    id: "items",
    sentence: for_readers("a list has as many items as are documented for its member"),
    message: "{name} has {count} items, {least} to {most} are allowed",
    source: "shape-limits",
    ..STATIC
};

/// Amounts that are not below zero.
pub static NOT_NEGATIVE: Rule = Rule {
    id: "not-negative",
    sentence: for_readers("an amount, a percentage or a time is not negative"),
    check: Check::Range { min: 0, max: i64::MAX },
    message: "{name} must not be negative, got {shown}",
    evidence: Evidence::Assumed(104),
    source: "assumption-104",
    ..STATIC
};

/// The name of a metric.
pub static METRIC_NAME: Rule = Rule {
    id: "metric-name",
    sentence: for_readers("the name of a metric has 1 to 255 characters"),
    check: Check::Length { min: 1, max: 255 },
    message: "the name of a metric has {count} characters, {least} to {most} are allowed",
    source: "shape-limits",
    ..STATIC
};

/// The page size of a list.
pub static PAGE_SIZE: Rule = Rule {
    id: "page-size",
    sentence: for_readers("a page has 1 to 100 results"),
    check: Check::Range { min: 1, max: 100 },
    message: "maxResults must be from 1 to 100, got {shown}",
    source: "page-max-results",
    ..STATIC
};

/// More problems than anybody reads.
pub static MORE_PROBLEMS: Rule = Rule {
    id: "more-problems",
    sentence: for_readers("at most 1,000 problems of one request are listed"),
    severity: Severity::Warning,
    exception: None,
    message: "{count} more problems are not listed",
    evidence: Evidence::Assumed(54),
    source: "assumption-54",
    ..STATIC
};

const UNSENDABLE: Rule = Rule { stage: Stage::Unsendable, exception: None, source: "protocol-json", ..STATIC };

/// One rule for each [`crate::tape::Odd`], in the order of its numbers.
pub static ODD_VALUES: [Rule; 16] = [
    Rule {
        id: "value-cyclic",
        sentence: for_readers("no object contains itself"),
        message: "this object contains itself, so it has no end as JSON",
        help: Some("send a copy without the reference back"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-date",
        sentence: for_readers("no member of these requests is a Date"),
        message: "a `Date` is none of the values that this request takes",
        help: Some("pass text: date.toISOString()"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-bigint",
        sentence: for_readers("a BigInt fits 64 bits"),
        message: "this `BigInt` does not fit 64 bits",
        ..UNSENDABLE
    },
    Rule {
        id: "value-map",
        sentence: for_readers("a structure is a plain object, not a Map"),
        message: "a `Map` is sent as an empty structure",
        help: Some("pass Object.fromEntries(map)"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-set",
        sentence: for_readers("a list is an array, not a Set"),
        message: "a `Set` is sent as an empty structure",
        help: Some("pass [...set]"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-undefined",
        sentence: for_readers("neither the request nor an item of a list is undefined"),
        message: "`undefined` has no form in JSON",
        help: Some("leave the item out; a request without members is {}"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-nan",
        sentence: for_readers("no number is NaN"),
        message: "`NaN` has no form in JSON",
        help: Some("check the calculation it comes from"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-infinite",
        sentence: for_readers("no number is infinite"),
        message: "an infinite number has no form in JSON",
        help: Some("check the calculation it comes from"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-function",
        sentence: for_readers("no value is a function"),
        message: "a function has no form in JSON",
        help: Some("call it and pass its result"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-symbol",
        sentence: for_readers("no value is a symbol"),
        message: "a symbol has no form in JSON",
        help: Some("pass text"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-lone-surrogate",
        sentence: for_readers("text has no half of a surrogate pair"),
        message: "half of a surrogate pair cannot be sent as UTF-8",
        help: Some("cut text between characters, not inside one; text.toWellFormed() replaces the halves"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-threw",
        sentence: for_readers("every member can be read"),
        message: "reading this member threw an error",
        help: Some("pass a plain copy of the object"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-boxed",
        sentence: for_readers("text, numbers and booleans are primitive values, not objects around them"),
        message: "an object around a primitive value is sent as a structure",
        help: Some("pass value.valueOf()"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-binary",
        sentence: for_readers("no member of these requests is binary data"),
        message: "binary data is none of the values that this request takes",
        help: Some("pass text"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-exotic",
        sentence: for_readers("a structure is a plain object"),
        message: "this object is no plain structure: promises, regular expressions, errors and the like cannot be sent",
        help: Some("await a promise; pass text or a plain object"),
        ..UNSENDABLE
    },
    Rule {
        id: "value-depth",
        sentence: for_readers("a JavaScript value nests at most 64 levels deep"),
        message: "nested more than 64 levels deep",
        help: Some("no request of ECS nests deeper than ten levels"),
        evidence: Evidence::Assumed(54),
        source: "assumption-54",
        ..UNSENDABLE
    },
];
