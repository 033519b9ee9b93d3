//! Clusters, container instances, tasks, services and task definitions: names, short IDs, ARNs.

use super::STATIC;
use crate::diagnostic::Evidence;
use crate::model::arn::{Named, ResourceType};
use crate::model::exception::Exception;
use crate::model::names::id;
use crate::model::readers::for_readers;
use crate::model::rule::{Check, Rule, Stage};

/// A cluster's name, where an ARN is not taken.
pub static CLUSTER_NAME: Rule = Rule {
    check: Check::Name { blank_elsewhere: false },
    evidence: Evidence::Assumed(47),
    source: "assumption-47",
    ..CLUSTER_PATTERN_RULE
};

/// An empty name, which is refused by the pattern, unless it is taken for `default`.
pub static CLUSTER_EMPTY: Rule = Rule {
    id: "cluster-empty",
    sentence: for_readers("a cluster is named, or the member is left out"),
    check: Check::NotBlank,
    evidence: Evidence::Assumed(46),
    source: "assumption-46",
    ..CLUSTER_PATTERN_RULE
};

/// A cluster's name, where an ARN is taken too.
pub static CLUSTER_PATTERN: Rule = CLUSTER_PATTERN_RULE;
const CLUSTER_PATTERN_RULE: Rule = Rule {
    id: "cluster-name",
    sentence: for_readers("a cluster's name has 1 to 255 letters, digits, - and _"),
    check: Check::NameOrArn { blank_elsewhere: true },
    message: r"Cluster must match ^[a-zA-Z0-9\-_]{1,255}$, but was {value}",
    evidence: Evidence::Recorded,
    source: "msg-cluster-pattern",
    ..STATIC
};

const PARTS: Rule = Rule {
    id: "identifier-separators",
    sentence: for_readers("an ARN has as many parts as its kind asks, and a short identifier has no slash"),
    message: "Invalid identifier: Unexpected number of separators",
    help: Some("give the name or ID alone, or one whole ARN; look for a line break or a blank in it"),
    evidence: Evidence::Recorded,
    source: "msg-separators",
    ..STATIC
};

const TYPE: Rule = Rule {
    id: "identifier-type",
    sentence: for_readers("an ARN names a resource of the type that the member asks for"),
    message: "Unsupported resource type: {other}",
    evidence: Evidence::Recorded,
    source: "msg-resource-type",
    ..STATIC
};

/// A text that begins like an ARN is one of ECS.
pub static ARN_FORM: Rule = ARN_FORM_RULE;
/// The text is an ARN of ECS: nothing else is taken.
pub static ARN_FORM_ALWAYS: Rule = Rule { check: Check::ArnForm { always: true }, ..ARN_FORM_RULE };
const ARN_FORM_RULE: Rule = Rule {
    id: "arn-form",
    sentence: for_readers("an ARN is one of ECS, with a partition of AWS and an account of 12 digits"),
    check: Check::ArnForm { always: false },
    message: "{shown} is not the ARN of an ECS resource",
    help: Some("an ARN looks like arn:aws:ecs:eu-west-1:123456789012:cluster/name"),
    evidence: Evidence::Assumed(55),
    source: "assumption-55",
    ..STATIC
};

const PARTS_FILLED: Rule = Rule { evidence: Evidence::Assumed(74), source: "assumption-74", ..PARTS };
const CLUSTER_IN_ARN: Rule = Rule { evidence: Evidence::Assumed(74), source: "assumption-74", ..CLUSTER_PATTERN_RULE };

const CLUSTER: Named = Named::One(ResourceType::Cluster);
const INSTANCE: Named = Named::One(ResourceType::ContainerInstance);
const SERVICE: Named = Named::One(ResourceType::Service);
const TASK: Named = Named::One(ResourceType::Task);
const DEFINITION: Named = Named::One(ResourceType::TaskDefinition);

/// The parts of a cluster's ARN.
pub static CLUSTER_ARN_PARTS: Rule = Rule { check: Check::ArnParts(CLUSTER), ..PARTS };
/// No empty one.
pub static CLUSTER_ARN_FILLED: Rule = Rule { check: Check::ArnPartsFilled(CLUSTER), ..PARTS_FILLED };
/// The name in a cluster's ARN.
pub static CLUSTER_ARN_NAME: Rule = Rule { check: Check::ArnCluster(CLUSTER), ..CLUSTER_IN_ARN };
/// The type in a cluster's ARN.
pub static CLUSTER_ARN_TYPE: Rule = Rule { check: Check::ArnType(CLUSTER), ..TYPE };
/// The parts of a container instance's ARN.
pub static INSTANCE_ARN_PARTS: Rule = Rule { check: Check::ArnParts(INSTANCE), ..PARTS };
/// No empty one.
pub static INSTANCE_ARN_FILLED: Rule = Rule { check: Check::ArnPartsFilled(INSTANCE), ..PARTS_FILLED };
/// The cluster in a container instance's ARN.
pub static INSTANCE_ARN_NAME: Rule = Rule { check: Check::ArnCluster(INSTANCE), ..CLUSTER_IN_ARN };
/// The type in a container instance's ARN.
pub static INSTANCE_ARN_TYPE: Rule = Rule { check: Check::ArnType(INSTANCE), ..TYPE };
/// The parts of a service's ARN.
pub static SERVICE_ARN_PARTS: Rule = Rule { check: Check::ArnParts(SERVICE), ..PARTS };
/// No empty one.
pub static SERVICE_ARN_FILLED: Rule = Rule { check: Check::ArnPartsFilled(SERVICE), ..PARTS_FILLED };
/// The cluster in a service's ARN.
pub static SERVICE_ARN_NAME: Rule = Rule { check: Check::ArnCluster(SERVICE), ..CLUSTER_IN_ARN };
/// The type in a service's ARN.
pub static SERVICE_ARN_TYPE: Rule = Rule { check: Check::ArnType(SERVICE), ..TYPE };
/// The parts of a task's ARN.
pub static TASK_ARN_PARTS: Rule = Rule { check: Check::ArnParts(TASK), ..PARTS };
/// No empty one.
pub static TASK_ARN_FILLED: Rule = Rule { check: Check::ArnPartsFilled(TASK), ..PARTS_FILLED };
/// The cluster in a task's ARN.
pub static TASK_ARN_NAME: Rule = Rule { check: Check::ArnCluster(TASK), ..CLUSTER_IN_ARN };
/// The type in a task's ARN.
pub static TASK_ARN_TYPE: Rule = Rule { check: Check::ArnType(TASK), ..TYPE };
/// The parts of a task definition's ARN.
pub static DEFINITION_ARN_PARTS: Rule = Rule { check: Check::ArnParts(DEFINITION), ..PARTS };
/// The type in a task definition's ARN.
pub static DEFINITION_ARN_TYPE: Rule = Rule { check: Check::ArnType(DEFINITION), ..TYPE };
/// The parts of the ARN of a resource that takes tags.
pub static TAGGABLE_ARN_PARTS: Rule = Rule { check: Check::ArnParts(Named::Taggable), ..PARTS };
/// No empty one.
pub static TAGGABLE_ARN_FILLED: Rule = Rule { check: Check::ArnPartsFilled(Named::Taggable), ..PARTS_FILLED };
/// The cluster in the ARN of a resource that takes tags.
pub static TAGGABLE_ARN_NAME: Rule = Rule { check: Check::ArnCluster(Named::Taggable), ..CLUSTER_IN_ARN };

const INSTANCE_ID_RULE: Rule = Rule {
    id: "instance-id-length",
    sentence: for_readers("a container instance's short ID has 32 or 36 characters"),
    check: Check::IdLength { of: ResourceType::ContainerInstance, blank_elsewhere: false },
    message: "instanceId length should be one of [32,36]",
    help: Some("the ID is the last part of the container instance's ARN, not the EC2 instance's i-…"),
    evidence: Evidence::Recorded,
    source: "msg-instance-id-length",
    ..STATIC
};

/// A short ID in a list.
pub static INSTANCE_ID: Rule = INSTANCE_ID_RULE;

/// A short ID in a member of its own.
pub static INSTANCE_ID_OR_BLANK: Rule =
    Rule { check: Check::IdLength { of: ResourceType::ContainerInstance, blank_elsewhere: true }, ..INSTANCE_ID_RULE };

/// A task's short ID.
pub static TASK_ID: Rule = Rule {
    id: "task-id-length",
    sentence: for_readers("a task's short ID has 32 or 36 characters"),
    check: Check::IdLength { of: ResourceType::Task, blank_elsewhere: false },
    message: "taskId length should be one of [32,36]",
    help: Some("the ID is the last part of the task's ARN"),
    evidence: Evidence::Recorded,
    source: "msg-task-id-length",
    ..STATIC
};

/// A service's name, where its ARN is taken too.
pub static SERVICE_NAME_OR_ARN: Rule = Rule { check: Check::NameOrArn { blank_elsewhere: false }, ..SERVICE_NAME_RULE };
/// The name of a new service.
pub static SERVICE_NAME: Rule = SERVICE_NAME_RULE;
const SERVICE_NAME_RULE: Rule = Rule {
    id: "service-name",
    sentence: for_readers("a service's name has 1 to 255 letters, digits, - and _"),
    check: Check::Name { blank_elsewhere: false },
    message: "{shown} is not the name of a service",
    help: Some("use 1 to 255 letters, digits, - and _"),
    source: "op-create-service",
    ..STATIC
};

/// How a task definition is named.
pub static TASK_DEFINITION: Rule = Rule {
    id: "task-definition-form",
    sentence: for_readers("a task definition is named by its family, as family:revision, or by its ARN"),
    check: Check::TaskDefinition,
    message: "{shown} names no task definition",
    help: Some("a family has 1 to 255 letters, digits, - and _; a revision is a number from 1"),
    evidence: Evidence::Assumed(103),
    source: "assumption-103",
    ..STATIC
};

/// Which revision is to be deregistered.
pub static TASK_DEFINITION_REVISION: Rule = Rule {
    id: "task-definition-revision",
    sentence: for_readers("a task definition is deregistered by its revision"),
    check: Check::TaskDefinitionRevision,
    message: "{shown} names no revision",
    help: Some("write family:revision, or the ARN with the revision"),
    source: "op-task-definition-revision",
    ..STATIC
};

const INSTANCE_BLANK_RULE: Rule = Rule {
    id: "instance-blank",
    sentence: for_readers("a request for one container instance names it"),
    check: Check::NotBlank,
    exception: Some(Exception::ClientException),
    message: "Container instance can not be blank.",
    evidence: Evidence::Emulator,
    source: "msg-instance-blank",
    ..STATIC
};

/// An empty text.
pub static INSTANCE_BLANK: Rule = INSTANCE_BLANK_RULE;
/// No text at all.
pub static INSTANCE_REQUIRED: Rule = Rule { check: Check::Required, ..INSTANCE_BLANK_RULE };

const INSTANCES_EMPTY_RULE: Rule = Rule {
    id: "instances-empty",
    sentence: for_readers("a request for a list of container instances names at least one"),
    check: Check::Items { min: 1, max: u32::MAX },
    exception: Some(Exception::ClientException),
    message: "Container Instances cannot be empty.",
    evidence: Evidence::Emulator,
    source: "msg-instances-empty",
    ..STATIC
};

/// An empty list.
pub static INSTANCES_EMPTY: Rule = INSTANCES_EMPTY_RULE;
/// No list at all.
pub static INSTANCES_REQUIRED: Rule = Rule { check: Check::Required, ..INSTANCES_EMPTY_RULE };

/// How many container instances change their state at once.
pub static INSTANCES_10: Rule = Rule {
    id: "instances-10",
    sentence: for_readers("one request changes the state of at most 10 container instances"),
    check: Check::Items { min: 0, max: 10 },
    message: "instanceIds can have at most 10 items.",
    help: Some("send the instances in groups of ten"),
    evidence: Evidence::Recorded,
    source: "msg-instance-ids-10",
    ..STATIC
};

/// On how many container instances a task is started at once.
pub static START_10: Rule = Rule {
    id: "start-10",
    sentence: for_readers("one request starts tasks on at most 10 container instances"),
    check: Check::Items { min: 0, max: 10 },
    message: "instanceIds can have at most 10 items.",
    help: Some("send the instances in groups of ten"),
    source: "quota-list-sizes",
    ..STATIC
};

/// How many container instances are described at once.
pub static INSTANCES_100: Rule = Rule {
    id: "instances-100",
    sentence: for_readers("one request describes at most 100 container instances"),
    check: Check::Items { min: 0, max: 100 },
    message: "instanceIds can have at most 100 items.",
    help: Some("send the instances in groups of a hundred"),
    evidence: Evidence::Recorded,
    source: "msg-instance-ids-100",
    ..STATIC
};

/// How many clusters are described at once.
pub static CLUSTERS_100: Rule = Rule {
    id: "clusters-100",
    sentence: for_readers("one request describes at most 100 clusters"),
    check: Check::Items { min: 0, max: 100 },
    message: "clusters can have at most 100 items.",
    help: Some("send the clusters in groups of a hundred"),
    evidence: Evidence::Documented,
    source: "quota-list-sizes",
    ..STATIC
};

const MISMATCH: Rule = Rule {
    id: "identifier-cluster",
    sentence: for_readers(
        "a long ARN names the same cluster as the request; a request without one means the cluster `default`",
    ),
    stage: Stage::Mismatch,
    message: "Invalid identifier: Identifier is for cluster {value}. Your cluster is {other}",
    help: Some("set cluster to the cluster in the ARN"),
    evidence: Evidence::Recorded,
    source: "msg-identifier-cluster",
    ..STATIC
};

/// `containerInstance` against `cluster`.
pub static INSTANCE_CLUSTER: Rule = Rule { check: Check::SameCluster { member: id("containerInstance") }, ..MISMATCH };
/// Each of `containerInstances` against `cluster`.
pub static INSTANCES_CLUSTER: Rule =
    Rule { check: Check::SameCluster { member: id("containerInstances") }, ..MISMATCH };
/// `containerInstanceArn` against `cluster`.
pub static INSTANCE_ARN_CLUSTER: Rule =
    Rule { check: Check::SameCluster { member: id("containerInstanceArn") }, ..MISMATCH };
/// `task` against `cluster`.
pub static TASK_CLUSTER: Rule = Rule { check: Check::SameCluster { member: id("task") }, ..MISMATCH };
/// Each of `tasks` against `cluster`.
pub static TASKS_CLUSTER: Rule = Rule { check: Check::SameCluster { member: id("tasks") }, ..MISMATCH };
/// `service` against `cluster`.
pub static SERVICE_CLUSTER: Rule = Rule { check: Check::SameCluster { member: id("service") }, ..MISMATCH };
/// Each of `services` against `cluster`.
pub static SERVICES_CLUSTER: Rule = Rule { check: Check::SameCluster { member: id("services") }, ..MISMATCH };
/// `serviceName` against `cluster`, where it may be an ARN.
pub static SERVICE_NAME_CLUSTER: Rule = Rule { check: Check::SameCluster { member: id("serviceName") }, ..MISMATCH };
/// The `targetId` of each attribute against `cluster`.
pub static TARGETS_CLUSTER: Rule = Rule { check: Check::SameClusterAsTargets, ..MISMATCH };

/// What a container instance can be set to.
pub static UPDATE_STATUS: Rule = Rule {
    id: "update-status",
    sentence: for_readers(
        "a container instance is set to ACTIVE or DRAINING; the service's model lists more words and refuses them",
    ),
    check: Check::OneOf(&["ACTIVE", "DRAINING"]),
    message: "Container instances status should be one of [ACTIVE,DRAINING]",
    evidence: Evidence::Recorded,
    source: "msg-status-enum",
    ..STATIC
};

/// What container instances can be listed by.
pub static LIST_STATUS: Rule = Rule {
    id: "list-status",
    sentence: for_readers("container instances are listed by a status other than INACTIVE"),
    check: Check::OneOf(&["ACTIVE", "DEREGISTERING", "DRAINING", "REGISTERING", "REGISTRATION_FAILED"]),
    message: "status should be one of [ACTIVE,DEREGISTERING,DRAINING,REGISTERING,REGISTRATION_FAILED]",
    help: Some("an INACTIVE instance is not listed; it can be described by its ID for about an hour"),
    source: "list-default",
    ..STATIC
};

/// What a description of a container instance can include.
pub static INSTANCE_INCLUDE: Rule = Rule {
    id: "instance-include",
    sentence: for_readers("a description of container instances can include CONTAINER_INSTANCE_HEALTH and TAGS"),
    check: Check::OneOf(&["CONTAINER_INSTANCE_HEALTH", "TAGS"]),
    message: "include should be one of [CONTAINER_INSTANCE_HEALTH,TAGS]",
    evidence: Evidence::Documented,
    source: "msg-include-enum",
    ..STATIC
};

/// What a description of a cluster can include.
pub static CLUSTER_INCLUDE: Rule = Rule {
    id: "cluster-include",
    sentence: for_readers(
        "a description of clusters can include ATTACHMENTS, CONFIGURATIONS, SETTINGS, STATISTICS and TAGS",
    ),
    check: Check::OneOf(&["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"]),
    message: "include should be one of [ATTACHMENTS,CONFIGURATIONS,SETTINGS,STATISTICS,TAGS]",
    evidence: Evidence::Documented,
    source: "msg-clusters-include-enum",
    ..STATIC
};

/// How long a filter is.
pub static FILTER_LENGTH: Rule = Rule {
    id: "filter-length",
    sentence: for_readers("a filter in the cluster query language has at most 2,000 characters"),
    check: Check::Length { min: 0, max: 2000 },
    message: "the filter has {count} characters, at most 2000 are allowed",
    source: "query-length",
    ..STATIC
};
