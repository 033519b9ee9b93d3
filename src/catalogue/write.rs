//! The catalogue and the tables as JSON text. What is absent is left out.

use super::{CheckEntry, MemberEntry, OperationEntry, RuleEntry, operations, rules};
use crate::diagnostic::Evidence;
use crate::json::Writer;
use crate::model::assumption::ASSUMPTIONS;
use crate::model::instance_type::INSTANCE_TYPES;
use crate::model::lifecycle::{Machine, Verdict, transition, transitions};

/// All there is, as `pkg/catalogue.js` reads it: `rules` has each rule once, and `places`
/// for each operation the number of a rule and a path, in the order of the service's
/// model; `verdicts` of a machine has them by the state before, which is empty where
/// nothing exists yet, and by the state after.
pub fn to_json() -> String {
    let mut json = Writer::default();
    json.open();
    write_rules(&mut json);
    json.list("operations");
    for entry in operations() {
        json.open();
        operation(&mut json, &entry);
        json.close();
    }
    json.close_list();
    assumptions(&mut json);
    instance_types(&mut json);
    json.structure("machines");
    for (_, each) in Machine::ALL {
        machine(&mut json, each);
    }
    json.close();
    json.close();
    json.finish()
}

/// The same rule stands at many places: it is written once, and its number at each.
fn write_rules(json: &mut Writer) {
    let mut distinct: Vec<RuleEntry> = Vec::new();
    let mut places: Vec<(&str, Vec<(u64, String)>)> = Vec::new();
    for entry in rules(None) {
        let (operation, path) = (entry.operation, entry.path.clone());
        let bare = RuleEntry { operation: "", path: String::new(), ..entry };
        let number = distinct.iter().position(|known| *known == bare).unwrap_or_else(|| {
            distinct.push(bare);
            distinct.len() - 1
        });
        if places.last().is_none_or(|(last, _)| *last != operation) {
            places.push((operation, Vec::new()));
        }
        places.last_mut().into_iter().for_each(|(_, list)| list.push((number as u64, path.clone())));
    }
    json.list("rules");
    for entry in &distinct {
        json.open();
        rule(json, entry);
        json.close();
    }
    json.close_list();
    json.structure("places");
    for (operation, list) in &places {
        json.list(operation);
        for (number, path) in list {
            json.open_list();
            json.whole_item(*number);
            json.text_item(path);
            json.close_list();
        }
        json.close_list();
    }
    json.close();
}

fn operation(json: &mut Writer, operation: &OperationEntry) {
    json.text("name", operation.name);
    json.text("about", operation.about);
    members(json, &operation.members);
}

fn assumptions(json: &mut Writer) {
    json.list("assumptions");
    for assumption in &ASSUMPTIONS {
        json.open();
        json.whole("id", assumption.id.into());
        json.text("question", assumption.question.text());
        json.text("default", assumption.default.text());
        json.texts("alternatives", assumption.alternatives);
        json.close();
    }
    json.close_list();
}

fn instance_types(json: &mut Writer) {
    json.list("instanceTypes");
    for kind in &INSTANCE_TYPES {
        json.open();
        json.text("name", kind.name);
        json.whole("vcpu", kind.vcpu.into());
        json.whole("memoryMib", kind.memory_mib.into());
        json.text("architecture", kind.architecture.word());
        json.whole("taskEnis", kind.task_enis.into());
        json.some_whole("taskEnisTrunked", kind.task_enis_trunked.map(Into::into));
        json.whole("gpus", kind.gpus.into());
        json.close();
    }
    json.close_list();
}

fn machine(json: &mut Writer, machine: Machine) {
    json.structure(machine.name());
    json.texts("states", machine.states());
    json.list("transitions");
    for row in transitions(machine) {
        json.open();
        json.text("machine", machine.name());
        json.some_text("from", row.from);
        json.text("to", row.to);
        verdict(json, &row.verdict);
        json.close();
    }
    json.close_list();
    json.structure("verdicts");
    let before = machine.states().iter().map(|state| Some(*state));
    for from in std::iter::once(None).chain(before) {
        json.structure(from.unwrap_or_default());
        for to in machine.states() {
            if let Some(found) = transition(machine, from, to) {
                json.structure(to);
                verdict(json, &found);
                json.close();
            }
        }
        json.close();
    }
    json.close();
    json.close();
}

fn rule(json: &mut Writer, rule: &RuleEntry) {
    json.text("id", rule.id);
    json.text("sentence", rule.sentence);
    json.text("severity", rule.severity.word());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_is_left_out_and_numbers_are_whole() {
        let text = to_json();
        assert!(text.contains(r#""check":{"kind":"range","min":1,"max":100}"#), "{text}");
        assert!(!text.contains("null,") && !text.contains("null}"), "{text}");
    }

    #[test]
    fn every_rule_stands_at_its_places() {
        let catalogue: serde_json::Value = serde_json::from_str(&to_json()).unwrap();
        let mut expected = rules(None).into_iter();
        for (operation, places) in catalogue["places"].as_object().unwrap() {
            for place in places.as_array().unwrap() {
                let number = usize::try_from(place[0].as_u64().unwrap()).unwrap();
                let entry = expected.next().unwrap();
                assert_eq!(catalogue["rules"][number]["id"], entry.id);
                assert_eq!((operation.as_str(), place[1].as_str().unwrap()), (entry.operation, entry.path.as_str()));
            }
        }
        assert_eq!(expected.next(), None);
    }
}
