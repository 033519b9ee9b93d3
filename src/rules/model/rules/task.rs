//! Tasks.

use super::STATIC;
use crate::diagnostic::{Evidence, Severity};
use crate::model::charset::Charset;
use crate::model::names::id;
use crate::model::readers::for_readers;
use crate::model::rule::{Check, Rule};

const EMPTY_RULE: Rule = Rule {
    id: "tasks-empty",
    sentence: for_readers("a request for a list of tasks names at least one"),
    check: Check::Items { min: 1, max: u32::MAX },
    message: "Tasks cannot be empty.",
    evidence: Evidence::Recorded,
    source: "msg-tasks-empty",
    ..STATIC
};
/// An empty list.
pub static TASKS_EMPTY: Rule = EMPTY_RULE;
/// No list at all.
pub static TASKS_REQUIRED: Rule = Rule { check: Check::Required, ..EMPTY_RULE };

/// How many tasks are described at once.
pub static TASKS_100: Rule = TASKS_100_RULE;
/// Of how many the protection is read at once.
pub static PROTECTED_100: Rule = Rule { evidence: Evidence::Documented, ..TASKS_100_RULE };
const TASKS_100_RULE: Rule = Rule {
    id: "tasks-100",
    sentence: for_readers("one request describes at most 100 tasks, or reads the protection of as many"),
    check: Check::Items { min: 0, max: 100 },
    message: "taskIds can have at most 100 items.",
    help: Some("send the tasks in groups of a hundred"),
    evidence: Evidence::Recorded,
    source: "msg-task-ids-100",
    ..STATIC
};

/// How many are protected at once.
pub static PROTECTED_10: Rule = Rule {
    id: "tasks-10",
    sentence: for_readers("one request protects at most 10 tasks"),
    check: Check::Items { min: 0, max: 10 },
    message: "taskIds can have at most 10 items.",
    help: Some("send the tasks in groups of ten"),
    source: "op-task-protection",
    ..STATIC
};

/// Groups that are the service's own.
pub static GROUP: Rule = Rule {
    id: "group-namespace",
    sentence: for_readers("the group of a task that is started by hand does not begin with service:"),
    check: Check::NotPrefixed(&["service:"]),
    message: "Invalid namespace for group.",
    evidence: Evidence::Recorded,
    source: "msg-group-namespace",
    ..STATIC
};

const STARTED_BY_LENGTH: Rule = Rule {
    id: "started-by-length",
    sentence: for_readers("startedBy has at most 128 characters in RunTask and 36 in StartTask"),
    message: "startedBy longer than {most}.",
    source: "msg-started-by-length",
    ..STATIC
};
/// Who starts a task on hosts that are chosen for it.
pub static STARTED_BY_128: Rule = Rule { check: Check::Length { min: 0, max: 128 }, ..STARTED_BY_LENGTH };
/// Who starts one on these hosts.
pub static STARTED_BY_36: Rule =
    Rule { check: Check::Length { min: 0, max: 36 }, evidence: Evidence::Recorded, ..STARTED_BY_LENGTH };

/// What that is made of.
pub static STARTED_BY_CHARACTERS: Rule = Rule {
    id: "started-by-characters",
    sentence: for_readers("startedBy is made of letters, digits and - / _"),
    check: Check::Charset(Charset::StartedBy),
    message: "startedBy {shown} has the character {other}",
    source: "op-started-by",
    ..STATIC
};

const TOKEN_LENGTH: Rule = Rule {
    id: "client-token-length",
    sentence: for_readers("a clientToken has at most 64 characters in RunTask and 36 in CreateService"),
    message: "the clientToken has {count} characters, at most {most} are allowed",
    source: "op-client-token",
    ..STATIC
};
/// The token of RunTask.
pub static TOKEN_64: Rule = Rule { check: Check::Length { min: 0, max: 64 }, ..TOKEN_LENGTH };
/// The token of CreateService.
pub static TOKEN_36: Rule = Rule { check: Check::Length { min: 0, max: 36 }, ..TOKEN_LENGTH };

/// What a token is made of.
pub static TOKEN_CHARACTERS: Rule = Rule {
    id: "client-token-characters",
    sentence: for_readers("a clientToken is made of ASCII characters from 33 to 126"),
    check: Check::Charset(Charset::Printable),
    message: "the clientToken {shown} has the character {other}",
    source: "op-client-token",
    ..STATIC
};

const ALONE: Rule = Rule {
    id: "list-tasks-alone",
    sentence: for_readers(
        "tasks are listed by startedBy with no other filter, and by serviceName with neither containerInstance nor family",
    ),
    evidence: Evidence::Recorded,
    source: "msg-list-tasks-alone",
    ..STATIC
};
/// Tasks of one who started them.
pub static BY_STARTER: Rule = Rule {
    check: Check::Alone {
        member: id("startedBy"),
        others: &[
            id("containerInstance"),
            id("family"),
            id("serviceName"),
            id("desiredStatus"),
            id("launchType"),
            id("daemonName"),
        ],
    },
    message: "cannot specify startedBy with other arguments",
    ..ALONE
};
/// Tasks of one service.
pub static BY_SERVICE: Rule = Rule {
    check: Check::Alone { member: id("serviceName"), others: &[id("containerInstance"), id("family")] },
    message: "cannot specify serviceName with other arguments",
    ..ALONE
};

const CUT: Rule = Rule {
    severity: Severity::Warning,
    exception: None,
    message: "{name} has {count} characters, an agent sends at most {most}",
    evidence: Evidence::Agent,
    source: "op-submit",
    ..STATIC
};
/// How long a reason is.
pub static REASON: Rule = Rule {
    id: "submit-reason-length",
    sentence: for_readers("agents cut the reason of a change to 1,024 characters"),
    check: Check::Length { min: 0, max: 1024 },
    ..CUT
};
/// How long the ID of a container is.
pub static RUNTIME_ID: Rule = Rule {
    id: "submit-runtime-id-length",
    sentence: for_readers("agents cut the runtime ID of a container to 255 characters"),
    check: Check::Length { min: 0, max: 255 },
    ..CUT
};
