//! Requests about tags.

use crate::model::member::{Member, Operation, Value, list, member, string, structure};
use crate::model::readers::for_readers;
use crate::model::rules::{common, identifier, tag};

/// The key of a tag.
pub const TAG_KEY: Value = string!([&tag::TAG_KEY_LENGTH, &tag::TAG_KEY_CHARSET, &tag::TAG_KEY_RESERVED]);

/// The value of a tag.
pub const TAG_VALUE: Value = string!([&tag::TAG_VALUE_LENGTH, &tag::TAG_VALUE_CHARSET, &tag::TAG_VALUE_RESERVED]);

const TAG: Value = structure!(
    &[
        member!("key", "The key, unique on its resource.", TAG_KEY, required: &tag::TAG_KEY_REQUIRED),
        member!("value", "The value; it may be empty.", TAG_VALUE, null: &tag::TAG_VALUE_NULL),
    ],
    &[],
);

/// A list of tags.
pub const TAGS: Value = list!(&TAG, &[&tag::TAG_COUNT, &tag::TAG_UNIQUE]);

const RESOURCE_ARN: Member = member!(
    "resourceArn",
    "The resource, by its ARN in the long format.",
    string!([
        &identifier::ARN_FORM_ALWAYS,
        &tag::TAGGABLE_TYPE,
        &identifier::TAGGABLE_ARN_PARTS,
        &identifier::TAGGABLE_ARN_FILLED,
        &identifier::TAGGABLE_ARN_NAME,
        &tag::TAGGABLE_LONG,
    ]), required: &common::REQUIRED);

/// `ListTagsForResource`.
pub static LIST_TAGS_FOR_RESOURCE: Operation = Operation {
    name: "ListTagsForResource",
    about: for_readers("Lists the tags of a resource."),
    request: structure!(&[RESOURCE_ARN], &[]),
};

/// `TagResource`.
pub static TAG_RESOURCE: Operation = Operation {
    name: "TagResource",
    about: for_readers("Adds tags to a resource; a tag with the same key is replaced."),
    request: structure!(&[RESOURCE_ARN, member!("tags", "The tags to add.", TAGS, required: &common::REQUIRED)], &[],),
};

/// `UntagResource`.
pub static UNTAG_RESOURCE: Operation = Operation {
    name: "UntagResource",
    about: for_readers("Removes tags from a resource by their keys."),
    request: structure!(
        &[
            RESOURCE_ARN,
            member!("tagKeys", "The keys of the tags to remove.", list!(&TAG_KEY, &[]), required: &common::REQUIRED),
        ],
        &[],
    ),
};
