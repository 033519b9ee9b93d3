//! Services.

use super::STATIC;
use crate::diagnostic::Evidence;
use crate::model::names::id;
use crate::model::readers::for_readers;
use crate::model::rule::{Check, Rule};

const EMPTY_RULE: Rule = Rule {
    id: "services-empty",
    sentence: for_readers("a request for a list of services names at least one"),
    check: Check::Items { min: 1, max: u32::MAX },
    message: "Services cannot be empty.",
    evidence: Evidence::Assumed(107),
    source: "assumption-107",
    ..STATIC
};
/// An empty list.
pub static SERVICES_EMPTY: Rule = EMPTY_RULE;
/// No list at all.
pub static SERVICES_REQUIRED: Rule = Rule { check: Check::Required, ..EMPTY_RULE };

/// How many services are described at once.
pub static SERVICES_10: Rule = Rule {
    id: "services-10",
    sentence: for_readers("one request describes at most 10 services"),
    check: Check::Items { min: 0, max: 10 },
    message: "service names can have at most 10 items.",
    help: Some("send the services in groups of ten"),
    evidence: Evidence::Recorded,
    source: "msg-service-names-10",
    ..STATIC
};

/// How many tasks a service keeps running.
pub static DESIRED_COUNT: Rule = Rule {
    id: "desired-count-negative",
    sentence: for_readers("a service's desiredCount is not negative"),
    check: Check::Range { min: 0, max: i64::MAX },
    message: "Task count can not be lesser than 0",
    evidence: Evidence::Assumed(108),
    source: "msg-desired-count",
    ..STATIC
};

/// A service of replicas says how many.
pub static DESIRED_COUNT_REQUIRED: Rule = Rule {
    id: "desired-count-required",
    sentence: for_readers("a new service that is not of daemons has a desiredCount"),
    check: Check::Where {
        other: id("schedulingStrategy"),
        word: "REPLICA",
        by_default: true,
        member: id("desiredCount"),
        given: true,
    },
    message: "desiredCount is required for the scheduling strategy REPLICA",
    source: "op-create-service",
    ..STATIC
};

/// A service knows what to run.
pub static TASK_DEFINITION_REQUIRED: Rule = Rule {
    id: "service-task-definition",
    sentence: for_readers("a new service has a task definition, unless its deployment controller is EXTERNAL"),
    check: Check::ServiceTaskDefinition,
    message: "taskDefinition is required for the deployment controllers ECS and CODE_DEPLOY",
    source: "op-create-service",
    ..STATIC
};

const DAEMON: Rule = Rule { evidence: Evidence::Recorded, ..STATIC };

/// A daemon runs once on every host.
pub static DAEMON_COUNT: Rule = Rule {
    id: "daemon-desired-count",
    sentence: for_readers("a service of daemons has no desiredCount"),
    check: Check::Where {
        other: id("schedulingStrategy"),
        word: "DAEMON",
        by_default: false,
        member: id("desiredCount"),
        given: false,
    },
    message: "The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again",
    source: "msg-daemon-count",
    ..DAEMON
};

/// And so nobody chooses among hosts.
pub static DAEMON_STRATEGY: Rule = Rule {
    id: "daemon-placement-strategy",
    sentence: for_readers("a service of daemons has no placement strategy"),
    check: Check::Where {
        other: id("schedulingStrategy"),
        word: "DAEMON",
        by_default: false,
        member: id("placementStrategy"),
        given: false,
    },
    message: "The daemon scheduling strategy does not support placement strategies. Remove the placement strategy and try again",
    source: "msg-daemon-strategy",
    ..DAEMON
};

/// A daemon is stopped before the next one starts.
pub static DAEMON_100: Rule = Rule {
    id: "daemon-maximum",
    sentence: for_readers("the maximumPercent of a service of daemons is at most 100"),
    check: Check::DaemonHundred,
    message: "The daemon scheduling strategy does not support values above 100 for maximumPercent on a deployment configuration. Change the maximumPercent value to 100, and try again",
    source: "msg-daemon-100",
    ..DAEMON
};

const BOTH_RULE: Rule = Rule {
    id: "both-100",
    sentence: for_readers(
        "a deployment may stop a task or start one: maximumPercent and minimumHealthyPercent are not both 100",
    ),
    check: Check::BothHundred { by_default: false },
    message: "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.",
    evidence: Evidence::Recorded,
    source: "msg-both-100",
    ..STATIC
};
/// Both are given.
pub static BOTH_100: Rule = BOTH_RULE;
/// One is so because it was left out.
pub static BOTH_100_BY_DEFAULT: Rule = Rule {
    check: Check::BothHundred { by_default: true },
    evidence: Evidence::Assumed(109),
    source: "assumption-109",
    ..BOTH_RULE
};
