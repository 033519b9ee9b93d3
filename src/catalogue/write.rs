//! The catalogue and the tables as JSON text. What is absent is left out.

use super::{CheckEntry, MemberEntry, RuleEntry, operations, rules};
use crate::diagnostic::{Evidence, Severity};
use crate::json::Writer;
use crate::model::assumption::ASSUMPTIONS;
use crate::model::instance_type::INSTANCE_TYPES;
use crate::model::lifecycle::{Machine, Verdict, transitions};
use crate::model::member::Operation;

/// The rules of an operation, or of all, as a JSON list.
pub fn rules_json(operation: Option<&Operation>) -> String {
    list(rules(operation), |json, entry| rule(json, &entry))
}

/// The operations as a JSON list.
pub fn operations_json() -> String {
    list(operations(), |json, operation| {
        json.text("name", operation.name);
        json.text("about", operation.about);
        members(json, &operation.members);
    })
}

/// The assumptions as a JSON list.
pub fn assumptions_json() -> String {
    list(ASSUMPTIONS.iter(), |json, assumption| {
        json.whole("id", assumption.id.into());
        json.text("question", assumption.question);
        json.text("default", assumption.default);
        json.texts("alternatives", assumption.alternatives);
    })
}

/// The instance types as a JSON list.
pub fn instance_types_json() -> String {
    list(INSTANCE_TYPES.iter(), |json, kind| {
        json.text("name", kind.name);
        json.whole("vcpu", kind.vcpu.into());
        json.whole("memoryMib", kind.memory_mib.into());
        json.text("architecture", kind.architecture.word());
        json.whole("taskEnis", kind.task_enis.into());
        json.some_whole("taskEnisTrunked", kind.task_enis_trunked.map(Into::into));
        json.whole("gpus", kind.gpus.into());
    })
}

/// The rows of a machine as a JSON list.
pub fn transitions_json(machine: Machine) -> String {
    list(transitions(machine), |json, row| {
        json.text("machine", machine.name());
        json.some_text("from", row.from);
        json.text("to", row.to);
        verdict(json, &row.verdict);
    })
}

/// What is known of a move, as JSON.
pub fn verdict_json(of: &Verdict) -> String {
    let mut json = Writer::default();
    json.open();
    verdict(&mut json, of);
    json.close();
    json.finish()
}

/// A list of structures, each with the members that `write` gives it.
fn list<T>(items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Writer, T)) -> String {
    let mut json = Writer::default();
    json.open_list();
    for item in items {
        json.open();
        write(&mut json, item);
        json.close();
    }
    json.close_list();
    json.finish()
}

fn rule(json: &mut Writer, rule: &RuleEntry) {
    json.text("id", rule.id);
    json.text("operation", rule.operation);
    json.text("path", &rule.path);
    json.text("sentence", rule.sentence);
    json.text("severity", severity(rule.severity));
    json.some_text("exception", rule.exception);
    json.some_text("help", rule.help);
    evidence(json, rule.evidence);
    json.text("source", rule.source);
    json.structure("check");
    check(json, &rule.check);
    json.close();
}

fn check(json: &mut Writer, check: &CheckEntry) {
    let mut kind = |kind: &str| json.text("kind", kind);
    match check {
        CheckEntry::Type { r#type } => {
            kind("type");
            json.text("type", r#type);
        }
        CheckEntry::Required => kind("required"),
        CheckEntry::Length { min, max } => {
            kind("length");
            json.whole("min", (*min).into());
            json.whole("max", (*max).into());
        }
        CheckEntry::Charset { pattern } => {
            kind("charset");
            json.text("pattern", pattern);
        }
        CheckEntry::OneOf { values } => {
            kind("oneOf");
            json.texts("values", values);
        }
        CheckEntry::Items { min, max } => {
            kind("items");
            json.whole("min", (*min).into());
            json.some_whole("max", max.map(Into::into));
        }
        CheckEntry::Range { min, max } => {
            kind("range");
            json.integer("min", *min);
            if let Some(max) = max {
                json.integer("max", *max);
            }
        }
        CheckEntry::Other => kind("other"),
    }
}

fn members(json: &mut Writer, members: &[MemberEntry]) {
    json.list("members");
    for entry in members {
        json.open();
        member(json, entry);
        json.close();
    }
    json.close_list();
}

fn member(json: &mut Writer, entry: &MemberEntry) {
    json.text("name", entry.name);
    json.text("path", &entry.path);
    json.text("type", entry.r#type);
    json.truth("required", entry.required);
    json.text("about", entry.about);
    if let Some(item) = &entry.item {
        json.structure("item");
        member(json, item);
        json.close();
    }
    if let Some(inner) = &entry.members {
        members(json, inner);
    }
}

fn verdict(json: &mut Writer, verdict: &Verdict) {
    json.truth("legal", verdict.legal);
    json.texts("triggers", &verdict.triggers);
    json.text("reason", &verdict.reason);
    json.some_text("exception", verdict.exception);
    evidence(json, verdict.evidence);
    json.some_text("source", verdict.source);
}

fn evidence(json: &mut Writer, evidence: Evidence) {
    json.text("evidence", evidence.mark());
    json.some_whole("assumption", evidence.assumption().map(Into::into));
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::find_operation;

    #[test]
    fn what_is_absent_is_left_out_and_numbers_are_whole() {
        let rules = rules_json(find_operation("ListClusters"));
        assert!(rules.contains(r#""check":{"kind":"range","min":1,"max":100}"#), "{rules}");
        for text in [rules, operations_json(), assumptions_json(), instance_types_json()] {
            assert!(serde_json::from_str::<serde_json::Value>(&text).unwrap().is_array());
            assert!(!text.contains("null,") && !text.contains("null}"), "{text}");
        }
        for (name, machine) in Machine::ALL {
            assert!(transitions_json(machine).starts_with(&format!(r#"[{{"machine":"{name}","#)));
        }
    }
}
