//! Where tasks go, and how they are reached there: what requests about tasks and about
//! services share.

use super::cluster::STRATEGY_ITEM;
use crate::model::member::{Member, Value, bare, items, list, member, string, structure};
use crate::model::rules::{identifier, placement};

/// A task definition by its family, its revision or its ARN.
pub(super) static TASK_DEFINITION_ID: Value = string!([
    &identifier::DEFINITION_ARN_PARTS,
    &identifier::DEFINITION_ARN_TYPE,
    &identifier::ARN_FORM,
    &identifier::TASK_DEFINITION,
]);

pub(super) const TASK_DEFINITION: Member = member!(
    "taskDefinition",
    "The task definition: family:revision, its ARN, or a family for its latest active revision.",
    TASK_DEFINITION_ID
);

pub(super) const LAUNCH_TYPE: Value = Value::words("EC2,EXTERNAL,FARGATE,MANAGED_INSTANCES");

pub(super) const PROPAGATE_TAGS: Value = Value::words("NONE,SERVICE,TASK_DEFINITION");

pub(super) static EXPRESSION: Value = string!([&placement::EXPRESSION_LENGTH]);

static CONSTRAINT: Value = structure!(
    &[
        member!(
            "type",
            "distinctInstance puts each task on a host of its own; memberOf needs an expression.",
            Value::words("distinctInstance,memberOf")
        ),
        member!("expression", "Which hosts, in the cluster query language.", EXPRESSION),
    ],
    &[&placement::DISTINCT_EXPRESSION, &placement::MEMBER_EXPRESSION],
);

pub(super) static CONSTRAINTS: Value = list!(&CONSTRAINT, &[items!(0, 10)]);

static STRATEGY: Value = structure!(
    &[
        member!("type", "random, spread over a field, or binpack by one.", Value::words("binpack,random,spread")),
        member!("field", "For spread: host, instanceId or attribute:…; for binpack: cpu or memory.", Value::TEXT),
    ],
    &[&placement::SPREAD_FIELD, &placement::BINPACK_FIELD, &placement::FIELD],
);

pub(super) static STRATEGIES: Value = list!(&STRATEGY, &[items!(0, 5)]);

pub(super) static PROVIDERS: Value = list!(&STRATEGY_ITEM, &[]);

static AWSVPC_CONFIGURATION: Value = bare!(
    "subnets" required => Value::TEXTS,
    "securityGroups" => Value::TEXTS,
    "assignPublicIp" => Value::words("DISABLED,ENABLED"),
);

pub(super) static NETWORK_CONFIGURATION: Value = bare!(
    "awsvpcConfiguration" => AWSVPC_CONFIGURATION,
);

pub(super) const PLACEMENT_CONSTRAINTS: Member = member!(
    "placementConstraints",
    "What every host must satisfy, at most 10 together with those of the task definition.",
    CONSTRAINTS
);

pub(super) const PLACEMENT_STRATEGY: Member =
    member!("placementStrategy", "By what a host is chosen among those that fit, at most 5.", STRATEGIES);

pub(super) const NETWORK: Member = member!(
    "networkConfiguration",
    "Subnets and security groups; for the network mode awsvpc, and no other.",
    NETWORK_CONFIGURATION
);
