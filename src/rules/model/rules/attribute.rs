//! Attributes of container instances.

use super::STATIC;
use crate::diagnostic::{Evidence, Severity};
use crate::model::charset::Charset;
use crate::model::names::id;
use crate::model::readers::for_readers;
use crate::model::rule::{Check, Rule};

/// The name prefixes that are the service's own, in any letter case (assumption 23).
pub const RESERVED_PREFIXES: [&str; 2] = ["ecs.", "com.amazonaws."];

/// How long a name is.
pub static NAME_LENGTH: Rule = NAME_LENGTH_RULE;
const NAME_LENGTH_RULE: Rule = Rule {
    id: "attribute-name-length",
    sentence: for_readers("an attribute name has 1 to 128 characters"),
    check: Check::Length { min: 1, max: 128 },
    message: "the attribute name has {count} characters, 1 to 128 are allowed",
    source: "attribute-name",
    ..STATIC
};

/// What a name is made of.
pub static NAME_CHARSET: Rule = NAME_CHARSET_RULE;
const NAME_CHARSET_RULE: Rule = Rule {
    id: "attribute-name-charset",
    sentence: for_readers(r"an attribute name is made of letters, digits and - _ . / \"),
    check: Check::Charset(Charset::AttributeName),
    message: "the attribute name {shown} has the character {other}",
    help: Some(r"use letters, digits and - _ . / \"),
    source: "attribute-name",
    ..STATIC
};

/// How long a value is.
pub static VALUE_LENGTH: Rule = VALUE_LENGTH_RULE;
const VALUE_LENGTH_RULE: Rule = Rule {
    id: "attribute-value-length",
    sentence: for_readers("an attribute value has 1 to 128 characters"),
    check: Check::Length { min: 1, max: 128 },
    message: "the attribute value has {count} characters, 1 to 128 are allowed",
    help: Some("leave the value out for an attribute that has none"),
    source: "attribute-value",
    ..STATIC
};

/// What a value is made of.
pub static VALUE_CHARSET: Rule = VALUE_CHARSET_RULE;
const VALUE_CHARSET_RULE: Rule = Rule {
    id: "attribute-value-charset",
    sentence: for_readers(r"an attribute value is made of letters, digits, spaces and - _ . @ / \ :"),
    check: Check::Charset(Charset::AttributeValue),
    message: "the attribute value {shown} has the character {other}",
    help: Some(r"use letters, digits, spaces and - _ . @ / \ :"),
    source: "attribute-value",
    ..STATIC
};

/// No space around a value.
pub static VALUE_SPACE: Rule = VALUE_SPACE_RULE;
const VALUE_SPACE_RULE: Rule = Rule {
    id: "attribute-value-space",
    sentence: for_readers("an attribute value has no space at either end"),
    check: Check::NoSpaceAtEnds,
    message: "the attribute value {shown} begins or ends with a space",
    help: Some("remove the space"),
    source: "attribute-value",
    ..STATIC
};

/// What the same faults come to at registration: the attribute vanishes without a word.
const DROPPED: Rule = Rule {
    severity: Severity::Warning,
    exception: None,
    help: Some(
        "the registration succeeds without this attribute; compare the attributes in the response, as the agent does",
    ),
    evidence: Evidence::Recorded,
    source: "attribute-dropped",
    ..STATIC
};

/// [`NAME_LENGTH`] at registration.
pub static NAME_LENGTH_DROPPED: Rule = Rule {
    id: "attribute-name-length-dropped",
    sentence: for_readers("at registration an attribute whose name has not 1 to 128 characters is dropped silently"),
    check: NAME_LENGTH_RULE.check,
    message: "the service drops this attribute silently: its name has {count} characters, 1 to 128 are allowed",
    ..DROPPED
};

/// [`NAME_CHARSET`] at registration.
pub static NAME_CHARSET_DROPPED: Rule = Rule {
    id: "attribute-name-charset-dropped",
    sentence: for_readers(
        r"at registration an attribute whose name has other characters than letters, digits and - _ . / \ is dropped silently",
    ),
    check: NAME_CHARSET_RULE.check,
    message: "the service drops this attribute silently: its name {shown} has the character {other}",
    ..DROPPED
};

/// [`VALUE_LENGTH`] at registration.
pub static VALUE_LENGTH_DROPPED: Rule = Rule {
    id: "attribute-value-length-dropped",
    sentence: for_readers("at registration an attribute whose value has not 1 to 128 characters is dropped silently"),
    check: VALUE_LENGTH_RULE.check,
    message: "the service drops this attribute silently: its value has {count} characters, 1 to 128 are allowed",
    ..DROPPED
};

/// [`VALUE_CHARSET`] at registration.
pub static VALUE_CHARSET_DROPPED: Rule = Rule {
    id: "attribute-value-charset-dropped",
    sentence: for_readers(
        r"at registration an attribute whose value has other characters than letters, digits, spaces and - _ . @ / \ : is dropped silently",
    ),
    check: VALUE_CHARSET_RULE.check,
    message: "the service drops this attribute silently: its value {shown} has the character {other}",
    ..DROPPED
};

/// [`VALUE_SPACE`] at registration.
pub static VALUE_SPACE_DROPPED: Rule = Rule {
    id: "attribute-value-space-dropped",
    sentence: for_readers("at registration an attribute whose value has a space at either end is dropped silently"),
    check: VALUE_SPACE_RULE.check,
    message: "the service drops this attribute silently: its value {shown} begins or ends with a space",
    ..DROPPED
};

/// Custom attributes at registration.
pub static CUSTOM_COUNT: Rule = Rule {
    id: "attribute-custom-count",
    sentence: for_readers("a container instance has at most 10 attributes besides the service's own"),
    check: Check::CustomAttributes { max: 10 },
    severity: Severity::Warning,
    exception: None,
    message: "{count} custom attributes, a container instance can have at most 10",
    help: Some("names that begin with ecs. or com.amazonaws. do not count"),
    evidence: Evidence::Assumed(52),
    source: "attribute-limit",
    ..STATIC
};

/// No name twice at registration.
pub static NAME_UNIQUE: Rule = Rule {
    id: "attribute-unique",
    sentence: for_readers("no two attributes have the same name: of several, one is kept"),
    check: Check::Unique(id("name")),
    severity: Severity::Warning,
    exception: None,
    message: "the attribute {shown} is already at index {other}: the service keeps one of them",
    help: Some("keep one attribute for each name"),
    evidence: Evidence::Assumed(57),
    source: "assumption-57",
    ..STATIC
};

/// Names that are the service's own.
pub static NAME_RESERVED: Rule = Rule {
    id: "attribute-reserved",
    sentence: for_readers("an attribute that is put or deleted by hand has no name of the service's own"),
    check: Check::NotPrefixed(&RESERVED_PREFIXES),
    message: "the attribute name {shown} begins with a prefix that is reserved",
    help: Some("choose a name that begins with neither ecs. nor com.amazonaws."),
    evidence: Evidence::Assumed(23),
    source: "attribute-reserved",
    ..STATIC
};

/// Something to put or delete.
pub static LIST_EMPTY: Rule = Rule {
    id: "attributes-empty",
    sentence: for_readers("a request that puts or deletes attributes names at least one"),
    check: Check::Items { min: 1, max: u32::MAX },
    message: "attributes can not be empty",
    evidence: Evidence::Emulator,
    source: "attribute-put-empty",
    ..STATIC
};

/// How many at once.
pub static LIST_COUNT: Rule = Rule {
    id: "attributes-count",
    sentence: for_readers("one request puts or deletes at most 10 attributes"),
    check: Check::Items { min: 0, max: 10 },
    message: "{count} attributes, one request can have at most 10",
    help: Some("send them in several requests"),
    source: "quota-list-sizes",
    ..STATIC
};

/// A deletion goes by name.
pub static DELETE_VALUE: Rule = Rule {
    id: "attribute-delete-value",
    sentence: for_readers("an attribute is deleted by its name; a value is not looked at"),
    check: Check::NotLookedAt,
    severity: Severity::Warning,
    exception: None,
    message: "a value is not looked at: the attribute is deleted whatever its value",
    help: Some("leave the value out"),
    source: "attribute-delete",
    ..STATIC
};

/// The only type of target.
pub static TARGET_TYPE: Rule = Rule {
    id: "target-type",
    sentence: for_readers("the only type of target is container-instance"),
    check: Check::OneOf(&["container-instance"]),
    message: "targetType must be container-instance",
    evidence: Evidence::Emulator,
    source: "msg-target-type",
    ..STATIC
};

/// What an attribute is put on.
pub static TARGET_REQUIRED: Rule = Rule {
    id: "target-required",
    sentence: for_readers("an attribute that is put or deleted names its target"),
    check: Check::Required,
    message: "an attribute that is put or deleted must have a targetId",
    help: Some("targetId is the ARN of a container instance, or its ID together with targetType"),
    evidence: Evidence::Assumed(49),
    source: "attribute-target",
    ..STATIC
};

/// A short target needs its type.
pub static TARGET_NEEDS_TYPE: Rule = Rule {
    id: "target-needs-type",
    sentence: for_readers("a target that is named by its short ID comes with targetType"),
    check: Check::TargetNeedsType,
    message: "{shown} is a short ID, so targetType is required",
    help: Some("add targetType container-instance, or use the full ARN"),
    source: "attribute-target",
    ..STATIC
};

/// Listing by value needs a name.
pub static LIST_VALUE_NEEDS_NAME: Rule = Rule {
    id: "attribute-value-needs-name",
    sentence: for_readers("attributes are listed by value only together with a name"),
    check: Check::Needs { member: id("attributeValue"), other: id("attributeName") },
    message: "attributeValue needs attributeName",
    source: "attribute-list",
    ..STATIC
};
