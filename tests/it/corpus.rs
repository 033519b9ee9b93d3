//! The cases that Rust and JavaScript share: `tests/cases/*.json`.

use std::collections::BTreeMap;
use std::fs;

use ecs_drydock::catalogue;
use ecs_drydock::validate::{Validator, find_operation};
use serde_json::{Value, json};

pub struct Case {
    file: String,
    name: String,
    rule: Option<String>,
    /// The row of the fact sheet that it shows, if it shows one.
    pub row: Option<String>,
    pub operation: String,
    pub text: String,
    pub expected: Value,
}

pub fn cases() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for case in file["cases"].as_array().unwrap() {
            let text = |key: &str| case[key].as_str().map(str::to_owned);
            cases.push(Case {
                file: path.file_name().unwrap().to_string_lossy().into_owned(),
                name: text("name").unwrap(),
                rule: text("rule"),
                row: text("row"),
                operation: text("operation").unwrap(),
                text: text("json").unwrap_or_else(|| expand(&case["request"], None).to_string()),
                expected: expand(&case["diagnostics"], None),
            });
        }
    }
    cases
}

/// Spells out what a case abbreviates: `{"$repeat": [text, times]}` a text repeated,
/// `{"$times": [item, count]}` a list of that many items in which `$i` is the index,
/// `{"$concat": [text, …]}` texts joined, `{"$lists": [list, …]}` lists joined.
pub fn expand(value: &Value, index: Option<usize>) -> Value {
    let expanded =
        |items: &Value| -> Vec<Value> { items.as_array().unwrap().iter().map(|item| expand(item, index)).collect() };
    match value {
        Value::Object(members) if members.contains_key("$repeat") => {
            let parts = expanded(&members["$repeat"]);
            json!(parts[0].as_str().unwrap().repeat(parts[1].as_u64().unwrap() as usize))
        }
        Value::Object(members) if members.contains_key("$concat") => {
            json!(expanded(&members["$concat"]).iter().map(|part| part.as_str().unwrap()).collect::<String>())
        }
        Value::Object(members) if members.contains_key("$lists") => Value::Array(
            expanded(&members["$lists"]).iter().flat_map(|list| list.as_array().unwrap().clone()).collect(),
        ),
        Value::Object(members) if members.contains_key("$times") => {
            let count = members["$times"][1].as_u64().unwrap() as usize;
            Value::Array((0..count).map(|index| expand(&members["$times"][0], Some(index))).collect())
        }
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), expand(value, index))).collect())
        }
        Value::Array(_) => Value::Array(expanded(value)),
        Value::String(text) => match index {
            Some(index) => json!(text.replace("$i", &index.to_string())),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

/// Compares what the expectation names; an exception and `first` always. What differs, if anything does.
fn check(case: &Case) -> Option<String> {
    let operation = find_operation(&case.operation).unwrap();
    let found = serde_json::to_value(Validator::new().json(operation, case.text.as_bytes())).unwrap();
    let (found, expected) = (found.as_array().unwrap(), case.expected.as_array().unwrap());
    let place = format!("{}: {}", case.file, case.name);
    if found.len() != expected.len() {
        return Some(format!("{place}: {} diagnostics instead of {}: {found:#?}", found.len(), expected.len()));
    }
    for (found, expected) in found.iter().zip(expected) {
        for key in expected.as_object().unwrap().keys().map(String::as_str).chain(["exception", "first"]) {
            if found.get(key) != expected.get(key) {
                return Some(format!("{place}: {key} is {:?} instead of {:?}", found.get(key), expected.get(key)));
            }
        }
    }
    None
}

#[test]
fn cases_hold() {
    let wrong: Vec<String> = cases().iter().filter_map(check).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rules that no JSON text can break, each with the test that covers it.
const COVERED_ELSEWHERE: [(&str, &str); 2] =
    [("value-", "tests/js/values.test.js"), ("json-encoding", "tests/it/hostile.rs")];

#[test]
fn every_rule_has_a_refused_and_an_accepted_case() {
    let mut covered: BTreeMap<String, (bool, bool)> = BTreeMap::new();
    for case in cases() {
        for found in case.expected.as_array().unwrap() {
            covered.entry(found["rule"].as_str().unwrap().to_owned()).or_default().0 = true;
        }
        if let Some(rule) = &case.rule {
            let broken = case.expected.as_array().unwrap().iter().any(|found| found["rule"] == rule.as_str());
            covered.entry(rule.clone()).or_default().1 |= !broken;
        }
    }
    let mut missing = Vec::new();
    for rule in catalogue::rules(None) {
        if COVERED_ELSEWHERE.iter().any(|(prefix, _)| rule.id.starts_with(prefix)) {
            continue;
        }
        match covered.get(rule.id) {
            Some((true, true)) => {}
            Some((refused, accepted)) => missing.push(format!("{}: refused {refused}, accepted {accepted}", rule.id)),
            None => missing.push(format!("{}: no case", rule.id)),
        }
    }
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "{missing:#?}");
}
