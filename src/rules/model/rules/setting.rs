//! Account settings, cluster settings, capacity provider strategies.

use super::STATIC;
use crate::diagnostic::Evidence;
use crate::model::names::id;
use crate::model::readers::for_readers;
use crate::model::rule::{Check, Rule};

const ON_OFF: &str = "off,on";
const ENABLED: &str = "disabled,enabled";

/// The values that each account setting takes, with commas between them (row `op-account-settings`).
pub const SETTING_VALUES: [(&str, &str); 11] = [
    ("serviceLongArnFormat", ENABLED),
    ("taskLongArnFormat", ENABLED),
    ("containerInstanceLongArnFormat", ENABLED),
    ("awsvpcTrunking", ENABLED),
    ("containerInsights", "disabled,enabled,enhanced"),
    ("fargateFIPSMode", ENABLED),
    ("tagResourceAuthorization", ON_OFF),
    ("fargateTaskRetirementWaitPeriod", "0,14,7"),
    ("guardDutyActivate", ON_OFF),
    ("defaultLogDriverMode", "blocking,non-blocking"),
    ("fargateEventWindows", ENABLED),
];

/// The settings there are.
pub static SETTING_NAME: Rule = Rule {
    id: "setting-name",
    sentence: for_readers("an account setting is one of those that ECS has"),
    check: Check::OneOf(&[
        "serviceLongArnFormat",
        "taskLongArnFormat",
        "containerInstanceLongArnFormat",
        "awsvpcTrunking",
        "containerInsights",
        "fargateFIPSMode",
        "tagResourceAuthorization",
        "fargateTaskRetirementWaitPeriod",
        "guardDutyActivate",
        "defaultLogDriverMode",
        "fargateEventWindows",
    ]),
    message: "unknown should be one of [serviceLongArnFormat,taskLongArnFormat,containerInstanceLongArnFormat,awsvpcTrunking,containerInsights,fargateFIPSMode,tagResourceAuthorization,fargateTaskRetirementWaitPeriod,guardDutyActivate,defaultLogDriverMode,fargateEventWindows]",
    evidence: Evidence::Emulator,
    source: "op-account-settings",
    ..STATIC
};

/// The values that a setting takes.
pub static SETTING_VALUE: Rule = Rule {
    id: "setting-value",
    sentence: for_readers("an account setting takes only its own values"),
    check: Check::SettingValue,
    message: "value should be one of [{other}]",
    evidence: Evidence::Assumed(58),
    source: "assumption-58",
    ..STATIC
};

/// How many settings a page has.
pub static SETTING_PAGE_SIZE: Rule = Rule {
    id: "setting-page-size",
    sentence: for_readers("a page of account settings has 1 to 10 results"),
    check: Check::Range { min: 1, max: 10 },
    message: "maxResults must be from 1 to 10, got {shown}",
    source: "page-account-settings",
    ..STATIC
};

/// Listing by value needs a name.
pub static SETTING_VALUE_NEEDS_NAME: Rule = Rule {
    id: "setting-value-needs-name",
    sentence: for_readers("account settings are listed by value only together with a name"),
    check: Check::Needs { member: id("value"), other: id("name") },
    message: "value needs name",
    source: "op-account-settings",
    ..STATIC
};

/// The only cluster setting.
pub static CLUSTER_SETTING: Rule = Rule {
    id: "cluster-setting",
    sentence: for_readers("the only setting of a cluster is containerInsights"),
    check: Check::OneOf(&["containerInsights"]),
    message: "name should be one of [containerInsights]",
    source: "op-create-cluster",
    ..STATIC
};

/// What it takes.
pub static CLUSTER_SETTING_VALUE: Rule = Rule {
    id: "cluster-setting-value",
    sentence: for_readers("containerInsights is disabled, enabled or enhanced"),
    check: Check::OneOf(&["disabled", "enabled", "enhanced"]),
    message: "value should be one of [disabled,enabled,enhanced]",
    source: "op-create-cluster",
    ..STATIC
};

/// Where the output of execute-command goes.
pub static EXECUTE_COMMAND_LOGGING: Rule = Rule {
    id: "execute-command-logging",
    sentence: for_readers("execute-command logs to NONE, DEFAULT or OVERRIDE"),
    check: Check::OneOf(&["DEFAULT", "NONE", "OVERRIDE"]),
    message: "logging should be one of [DEFAULT,NONE,OVERRIDE]",
    source: "op-create-cluster",
    ..STATIC
};

/// A capacity provider's share.
pub static STRATEGY_WEIGHT: Rule = Rule {
    id: "strategy-weight",
    sentence: for_readers("the weight of a capacity provider is from 0 to 1,000"),
    check: Check::Range { min: 0, max: 1000 },
    message: "weight must be from 0 to 1000, got {shown}",
    source: "shape-strategy",
    ..STATIC
};

/// A capacity provider's least number of tasks.
pub static STRATEGY_BASE: Rule = Rule {
    id: "strategy-base",
    sentence: for_readers("the base of a capacity provider is from 0 to 100,000"),
    check: Check::Range { min: 0, max: 100_000 },
    message: "base must be from 0 to 100000, got {shown}",
    source: "shape-strategy",
    ..STATIC
};
