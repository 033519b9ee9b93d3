//! The operations whose requests have rules here, each with every member that
//! the service's model gives it (botocore 1.44.5), in that model's order.

mod account_setting;
mod attribute;
mod cluster;
mod container;
mod container_instance;
mod deployment;
mod placement;
mod service;
mod service_network;
mod tag;
mod task;
mod task_definition;
mod volume;

use super::member::{Member, Operation, Value, integer, list, member, string};
use super::rules::{common, identifier};

/// All of them, by name.
pub static OPERATIONS: [&Operation; 40] = [
    &cluster::CREATE_CLUSTER,
    &service::CREATE_SERVICE,
    &account_setting::DELETE_ACCOUNT_SETTING,
    &attribute::DELETE_ATTRIBUTES,
    &cluster::DELETE_CLUSTER,
    &service::DELETE_SERVICE,
    &container_instance::DEREGISTER_CONTAINER_INSTANCE,
    &task_definition::DEREGISTER_TASK_DEFINITION,
    &cluster::DESCRIBE_CLUSTERS,
    &container_instance::DESCRIBE_CONTAINER_INSTANCES,
    &service::DESCRIBE_SERVICES,
    &task_definition::DESCRIBE_TASK_DEFINITION,
    &task::DESCRIBE_TASKS,
    &container_instance::DISCOVER_POLL_ENDPOINT,
    &task::GET_TASK_PROTECTION,
    &account_setting::LIST_ACCOUNT_SETTINGS,
    &attribute::LIST_ATTRIBUTES,
    &cluster::LIST_CLUSTERS,
    &container_instance::LIST_CONTAINER_INSTANCES,
    &service::LIST_SERVICES,
    &tag::LIST_TAGS_FOR_RESOURCE,
    &task_definition::LIST_TASK_DEFINITION_FAMILIES,
    &task_definition::LIST_TASK_DEFINITIONS,
    &task::LIST_TASKS,
    &account_setting::PUT_ACCOUNT_SETTING,
    &account_setting::PUT_ACCOUNT_SETTING_DEFAULT,
    &attribute::PUT_ATTRIBUTES,
    &container_instance::REGISTER_CONTAINER_INSTANCE,
    &task_definition::REGISTER_TASK_DEFINITION,
    &task::RUN_TASK,
    &task::START_TASK,
    &task::STOP_TASK,
    &task::SUBMIT_CONTAINER_STATE_CHANGE,
    &task::SUBMIT_TASK_STATE_CHANGE,
    &tag::TAG_RESOURCE,
    &tag::UNTAG_RESOURCE,
    &container_instance::UPDATE_CONTAINER_AGENT,
    &container_instance::UPDATE_CONTAINER_INSTANCES_STATE,
    &service::UPDATE_SERVICE,
    &task::UPDATE_TASK_PROTECTION,
];

/// The operation of this name.
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name).copied()
}

pub use attribute::{ATTRIBUTE_NAME, ATTRIBUTE_VALUE};
pub use tag::{TAG_KEY, TAG_VALUE, TAGS};

/// A cluster by its name or ARN.
pub const CLUSTER_ID: Value = string!([
    &identifier::CLUSTER_EMPTY,
    &identifier::CLUSTER_PATTERN,
    &identifier::CLUSTER_ARN_PARTS,
    &identifier::CLUSTER_ARN_FILLED,
    &identifier::CLUSTER_ARN_NAME,
    &identifier::CLUSTER_ARN_TYPE,
    &identifier::ARN_FORM,
]);

/// A container instance by its short ID or ARN, as an item of a list or on its own in a form.
pub const CONTAINER_INSTANCE_ID: Value = string!([
    &identifier::INSTANCE_ARN_PARTS,
    &identifier::INSTANCE_ARN_FILLED,
    &identifier::INSTANCE_ARN_NAME,
    &identifier::INSTANCE_ARN_TYPE,
    &identifier::ARN_FORM,
    &identifier::INSTANCE_ID,
]);

const CLUSTER: Member =
    member!("cluster", "The cluster, by its name or ARN; without it, the cluster `default`.", CLUSTER_ID);

const INCLUDE_TAGS: Member = member!(
    "include",
    "What to describe besides: tags are left out unless asked for.",
    list!(&Value::words("TAGS"), &[])
);

const NEXT_TOKEN: Member =
    member!("nextToken", "The token from the page before; it means nothing to anybody but the service.", Value::TEXT);

const MAX_RESULTS: Member =
    member!("maxResults", "How many results a page has at most.", integer!([&common::PAGE_SIZE]));
