//! The messages of the fact sheet, word for word.

use std::fs;

use ecs_drydock::validate::{Validator, find_operation};

use crate::corpus::cases;

/// Messages that no request alone can bring about, each with the reason. The rest has a case.
const NOT_FROM_A_REQUEST: [(&str, &str); 29] = [
    ("msg-cluster-not-found", "whether a cluster exists is state"),
    ("msg-cluster-inactive", "whether a cluster was deleted is state"),
    ("msg-cluster-has-instances", "what a cluster has is state"),
    ("msg-cluster-has-services", "what a cluster has is state"),
    ("msg-no-instances", "what a cluster has is state"),
    ("msg-instance-not-found", "whether an instance exists is state"),
    ("msg-instance-not-registered", "whether an instance exists is state"),
    ("msg-instance-inactive", "the status of an instance is state"),
    ("msg-instance-type-changed", "the type of an instance is state"),
    ("msg-running-tasks", "running tasks are state"),
    ("msg-failures-missing", "whether an instance exists is state"),
    ("msg-target-not-found", "whether a target exists is state"),
    ("msg-long-arn-register", "an account setting is state"),
    ("msg-definition-inactive", "whether a task definition was deregistered is state"),
    ("msg-definition-missing", "whether a task definition exists is state"),
    ("msg-definition-unknown", "whether a task definition exists is state"),
    ("msg-task-unknown", "whether a task exists is state"),
    ("msg-service-exists", "whether a service exists is state"),
    ("msg-service-unknown", "whether a service exists is state"),
    ("msg-service-inactive", "the status of a service is state"),
    ("msg-service-scaled", "what a service has is state"),
    ("msg-balancer-container", "what a task definition has is state"),
    ("msg-network-configuration", "the mode of a task definition is state"),
    ("msg-failures-run", "what room hosts have is state"),
    ("msg-no-update", "the version of an agent is state"),
    ("msg-update-in-progress", "an update of an agent is state"),
    ("msg-missing-version", "the version of an agent is state, and the message is not known"),
    ("msg-attribute-invalid", "the service says nothing"),
    ("msg-unknown-operation", "the name of an operation is not in its request"),
];

/// The recorded words are older than a value that the model has now, so ours have one word more.
const HAS_GROWN: (&str, &str, &str) =
    ("msg-clusters-include-enum", "[ATTACHMENTS,SETTINGS,", "[ATTACHMENTS,CONFIGURATIONS,SETTINGS,");

/// Each row with a message: its id, the message, and what the sheet says about it.
fn messages() -> Vec<(String, String, String)> {
    let sheet = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ecs-behaviour.md")).unwrap();
    let row = |line: &str| {
        let (id, rest) = line.strip_prefix("| `msg-")?.split_once("` | ")?;
        let message = rest.strip_prefix('`').and_then(|rest| rest.split_once('`')).map_or("", |(message, _)| message);
        Some((format!("msg-{id}"), message.to_owned(), rest.to_owned()))
    };
    sheet.lines().filter_map(row).collect()
}

/// Whether a text is a message in which `<…>` stands for anything.
pub fn fits(text: &str, message: &str) -> bool {
    let mut rest = text;
    for (index, piece) in message.split('<').enumerate() {
        let fixed = if index == 0 { piece } else { piece.split_once('>').unwrap().1 };
        let Some(at) = (if index == 0 { rest.starts_with(fixed).then_some(0) } else { rest.find(fixed) }) else {
            return false;
        };
        rest = rest.get(at + fixed.len()..).unwrap_or_default();
    }
    rest.is_empty() || message.ends_with('>')
}

#[test]
fn every_message_has_a_case_that_brings_it_about() {
    let cases = cases();
    let mut seen = 0;
    for (row, message, about) in messages() {
        if NOT_FROM_A_REQUEST.iter().any(|(known, _)| *known == row) {
            continue;
        }
        let message = if row == HAS_GROWN.0 { message.replace(HAS_GROWN.1, HAS_GROWN.2) } else { message };
        assert!(!message.is_empty(), "{row} has no message and stands not among those without");
        let shown = cases.iter().find(|case| {
            let operation = find_operation(&case.operation).unwrap();
            let found = Validator::new().json(operation, case.text.as_bytes()).to_vec();
            let of_row = case.row.as_ref() == Some(&row);
            found.iter().filter(|found| of_row || found.source == Some(&row)).any(|found| {
                // The sheet names the exception, except where it is not known or an emulator's.
                let named = found.exception.is_some_and(|exception| about.contains(exception));
                fits(&found.message, &message) && (named || !about.contains("Exception"))
            })
        });
        assert!(shown.is_some(), "no case shows the row {row}: none has the message {message:?} with its exception");
        seen += 1;
    }
    assert!(seen >= 15, "only {seen} messages were looked at");
}

#[test]
fn the_rows_without_a_case_exist() {
    let rows = messages();
    for (row, reason) in NOT_FROM_A_REQUEST {
        assert!(rows.iter().any(|(known, ..)| known == row), "{row} ({reason}) is no row of the fact sheet");
    }
}

#[test]
fn messages_fit_or_do_not() {
    assert!(fits("Cluster must match x, but was a b", "Cluster must match x, but was <value>"));
    assert!(fits("is for cluster a. Your cluster is b", "is for cluster <A>. Your cluster is <B>"));
    assert!(!fits("Cluster must match y, but was a b", "Cluster must match x, but was <value>"));
    assert!(!fits("instanceIds can have at most 10 items", "instanceIds can have at most 10 items."));
    assert!(!fits("instanceIds can have at most 10 items..", "instanceIds can have at most 10 items."));
}
