//! Requests about attributes.

use super::{CLUSTER, CONTAINER_INSTANCE_ID, MAX_RESULTS, NEXT_TOKEN};
use crate::model::member::{Member, Operation, Value, list, member, string, structure};
use crate::model::readers::for_readers;
use crate::model::rules::{attribute, common, identifier};

/// The name of an attribute that is put by hand, or asked for.
pub const ATTRIBUTE_NAME: Value = string!([&attribute::NAME_LENGTH, &attribute::NAME_CHARSET]);

/// The value of an attribute that is put by hand, or asked for.
pub const ATTRIBUTE_VALUE: Value =
    string!([&attribute::VALUE_LENGTH, &attribute::VALUE_CHARSET, &attribute::VALUE_SPACE]);

pub(super) const TARGET_TYPE: Member =
    member!("targetType", "Always `container-instance`; needed with a short ID.", string!([&attribute::TARGET_TYPE]));

pub(super) const TARGET_ID: Member =
    member!("targetId", "The container instance, by its ARN or its ID.", CONTAINER_INSTANCE_ID);

const OWN_NAME: Value = string!([&attribute::NAME_LENGTH, &attribute::NAME_CHARSET, &attribute::NAME_RESERVED,]);

const NAME: Member = member!("name", "The name of the attribute.", OWN_NAME, required: &common::REQUIRED);

const PUT: Value = structure!(
    &[
        NAME,
        member!("value", "Its value, if it has one.", ATTRIBUTE_VALUE),
        TARGET_TYPE,
        TARGET_ID.required(&attribute::TARGET_REQUIRED),
    ],
    &[&attribute::TARGET_NEEDS_TYPE],
);

const DELETED: Value = structure!(
    &[
        NAME,
        member!("value", "Not looked at: an attribute is deleted by its name.", string!([&attribute::DELETE_VALUE])),
        TARGET_TYPE,
        TARGET_ID.required(&attribute::TARGET_REQUIRED),
    ],
    &[&attribute::TARGET_NEEDS_TYPE],
);

/// `DeleteAttributes`.
pub static DELETE_ATTRIBUTES: Operation = Operation {
    name: "DeleteAttributes",
    about: for_readers("Deletes up to 10 attributes of container instances."),
    request: structure!(
        &[
            CLUSTER,
            member!(
                "attributes",
                "The attributes, each by its name and target.",
                list!(&DELETED, &[&attribute::LIST_EMPTY, &attribute::LIST_COUNT]), required: &common::REQUIRED),
        ],
        &[&identifier::TARGETS_CLUSTER],
    ),
};

/// `ListAttributes`.
pub static LIST_ATTRIBUTES: Operation = Operation {
    name: "ListAttributes",
    about: for_readers("Lists attributes of a cluster's container instances."),
    request: structure!(
        &[
            CLUSTER,
            member!(
                "targetType",
                "Always `container-instance`.",
                string!([&attribute::TARGET_TYPE]), required: &common::REQUIRED),
            member!("attributeName", "List only attributes of this name.", ATTRIBUTE_NAME),
            member!("attributeValue", "List only attributes of this value; needs a name.", ATTRIBUTE_VALUE),
            NEXT_TOKEN,
            MAX_RESULTS,
        ],
        &[&attribute::LIST_VALUE_NEEDS_NAME],
    ),
};

/// `PutAttributes`.
pub static PUT_ATTRIBUTES: Operation = Operation {
    name: "PutAttributes",
    about: for_readers("Creates or replaces up to 10 attributes of container instances."),
    request: structure!(
        &[
            CLUSTER,
            member!(
                "attributes",
                "The attributes, each with its target.",
                list!(&PUT, &[&attribute::LIST_EMPTY, &attribute::LIST_COUNT]), required: &common::REQUIRED),
        ],
        &[&identifier::TARGETS_CLUSTER],
    ),
};
