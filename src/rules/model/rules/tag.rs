//! Tags.

use super::STATIC;
use crate::diagnostic::Evidence;
use crate::model::arn::Named;
use crate::model::charset::Charset;
use crate::model::names::id;
use crate::model::readers::for_readers;
use crate::model::rule::{Check, Rule};

/// How many tags.
pub static TAG_COUNT: Rule = Rule {
    id: "tag-count",
    sentence: for_readers("a resource has at most 50 tags"),
    check: Check::Items { min: 0, max: 50 },
    message: "{count} tags, at most 50 are allowed",
    source: "shape-tags",
    ..STATIC
};

/// No key twice.
pub static TAG_UNIQUE: Rule = Rule {
    id: "tag-unique",
    sentence: for_readers("no two tags have the same key; keys are case-sensitive"),
    check: Check::Unique(id("key")),
    message: "the tag key {shown} is already at index {other}",
    help: Some("keep one tag for each key"),
    evidence: Evidence::Assumed(27),
    source: "tag-duplicates",
    ..STATIC
};

/// A tag has a key.
pub static TAG_KEY_REQUIRED: Rule = Rule {
    id: "tag-key-required",
    sentence: for_readers("a tag has a key"),
    check: Check::Required,
    message: "a tag must have a key",
    evidence: Evidence::Assumed(49),
    source: "shape-tag-key",
    ..STATIC
};

/// How long a key is.
pub static TAG_KEY_LENGTH: Rule = Rule {
    id: "tag-key-length",
    sentence: for_readers("a tag key has 1 to 128 characters"),
    check: Check::Length { min: 1, max: 128 },
    message: "the tag key has {count} characters, 1 to 128 are allowed",
    source: "shape-tag-key",
    ..STATIC
};

/// What a key is made of.
pub static TAG_KEY_CHARSET: Rule = Rule {
    id: "tag-key-charset",
    sentence: for_readers("a tag key is made of letters, spaces and digits of any script, and _ . : / = + - @"),
    check: Check::Charset(Charset::Tag),
    message: "the tag key {shown} has the character {other}",
    help: Some("use letters, digits, spaces and _ . : / = + - @"),
    source: "shape-tag-key",
    ..STATIC
};

/// Keys that are the service's own.
pub static TAG_KEY_RESERVED: Rule = Rule {
    id: "tag-key-reserved",
    sentence: for_readers("a tag key does not begin with aws: in any letter case"),
    check: Check::NotPrefixed(&["aws:"]),
    message: "Tag key must not start with aws:",
    help: Some("tags that begin with aws: are made by AWS itself; leave them out"),
    evidence: Evidence::Recorded,
    source: "msg-tag-aws",
    ..STATIC
};

/// How long a value is.
pub static TAG_VALUE_LENGTH: Rule = Rule {
    id: "tag-value-length",
    sentence: for_readers("a tag value has at most 256 characters"),
    check: Check::Length { min: 0, max: 256 },
    message: "the tag value has {count} characters, at most 256 are allowed",
    source: "shape-tag-value",
    ..STATIC
};

/// What a value is made of.
pub static TAG_VALUE_CHARSET: Rule = Rule {
    id: "tag-value-charset",
    sentence: for_readers("a tag value is made of letters, spaces and digits of any script, and _ . : / = + - @"),
    check: Check::Charset(Charset::Tag),
    message: "the tag value {shown} has the character {other}",
    help: Some("use letters, digits, spaces and _ . : / = + - @"),
    source: "shape-tag-value",
    ..STATIC
};

/// Values that are the service's own.
pub static TAG_VALUE_RESERVED: Rule = Rule {
    id: "tag-value-reserved",
    sentence: for_readers("a tag value does not begin with aws: in any letter case"),
    check: Check::NotPrefixed(&["aws:"]),
    message: "the tag value {shown} begins with aws:",
    source: "tag-reserved",
    ..STATIC
};

/// A value may be empty, but not null.
pub static TAG_VALUE_NULL: Rule = Rule {
    id: "tag-value-null",
    sentence: for_readers("a tag value is not null"),
    message: "a tag value must not be null",
    help: Some("use the empty text \"\", or leave the value out"),
    source: "tag-limits",
    ..STATIC
};

/// The resource can have tags.
pub static TAGGABLE_TYPE: Rule = Rule {
    id: "taggable-type",
    sentence: for_readers(
        "tags go on capacity providers, clusters, container instances, services, tasks, task definitions and task sets",
    ),
    check: Check::ArnType(Named::Taggable),
    message: "Unsupported resource type: {other}",
    evidence: Evidence::Assumed(55),
    source: "tag-resources",
    ..STATIC
};

/// The resource's ARN has the long format.
pub static TAGGABLE_LONG: Rule = Rule {
    id: "taggable-long",
    sentence: for_readers(
        "tags go on a container instance, service or task by its long ARN, the one with the cluster in it",
    ),
    check: Check::ArnLong(Named::Taggable),
    message: "Long arn format must be used for tagging operations",
    help: Some("a resource made before its long ARN format was on must be made anew"),
    evidence: Evidence::Recorded,
    source: "msg-long-arn-tagging",
    ..STATIC
};
