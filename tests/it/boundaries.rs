//! Each limit at each of its places: the last value that passes, and the first that does not.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use ecs_drydock::catalogue::{self, CheckEntry, RuleEntry};
use ecs_drydock::validate::{Validator, find_operation};
use serde_json::{Value, json};

/// The maps in requests: an operation and a place for each.
static MAPS: LazyLock<BTreeSet<(&str, String)>> = LazyLock::new(|| {
    let is_map = |rule: &RuleEntry| rule.check == CheckEntry::Type { r#type: "map" };
    catalogue::rules(None).into_iter().filter(is_map).map(|rule| (rule.operation, rule.path)).collect()
});

/// A request that holds nothing but this value at this place; `*` is the first item of a
/// list, or what a map has under the name `0`.
fn request(operation: &'static str, path: &str, value: Value) -> Value {
    let Some((parent, name)) = path.rsplit_once('/') else { return value };
    let inner = match name {
        "*" if !MAPS.contains(&(operation, parent.to_owned())) => json!([value]),
        "*" => json!({ "0": value }),
        name => json!({ name: value }),
    };
    request(operation, parent, inner)
}

/// Whether the rule is broken at its place where that holds this value.
fn breaks(rule: &RuleEntry, value: Value) -> bool {
    let operation = find_operation(rule.operation).unwrap();
    let text = request(rule.operation, &rule.path, value).to_string();
    let place = rule.path.replace('*', "0");
    let found = Validator::new().json(operation, text.as_bytes()).to_vec();
    found.iter().any(|found| found.rule == rule.id && found.path == place)
}

#[track_caller]
fn passes_up_to(rule: &RuleEntry, good: Value, bad: Value) {
    assert!(!breaks(rule, good.clone()), "{} {} {} refuses {good}", rule.operation, rule.path, rule.id);
    assert!(breaks(rule, bad.clone()), "{} {} {} passes {bad}", rule.operation, rule.path, rule.id);
}

#[test]
fn limits_are_where_they_are_said_to_be() {
    let mut looked_at = 0;
    for rule in catalogue::rules(None) {
        looked_at += 1;
        match rule.check {
            CheckEntry::Length { min, max } => {
                // A letter of the astral planes counts once, in two UTF-16 units and four bytes.
                for letter in ["a", "é", "船", "𝔘"] {
                    let text = |count: u32| json!(letter.repeat(count as usize));
                    passes_up_to(&rule, text(max), text(max + 1));
                    if min > 0 {
                        passes_up_to(&rule, text(min), text(min - 1));
                    }
                }
            }
            CheckEntry::Items { min, max } => {
                let list = |count: u32| Value::Array((0..count).map(|index| json!(index.to_string())).collect());
                if let Some(max) = max {
                    passes_up_to(&rule, list(max), list(max + 1));
                }
                if min > 0 {
                    passes_up_to(&rule, list(min), list(min - 1));
                }
            }
            CheckEntry::Range { min, max } => {
                // What does not fit 32 bits is of another type, and told so.
                if let Some(max) = max.filter(|max| *max < i32::MAX.into()) {
                    passes_up_to(&rule, json!(max), json!(max + 1));
                }
                passes_up_to(&rule, json!(min), json!(min - 1));
            }
            CheckEntry::OneOf { ref values } => {
                for value in values {
                    passes_up_to(&rule, json!(value), json!(format!("{value}x")));
                    let other_case =
                        if value.chars().any(char::is_lowercase) { value.to_uppercase() } else { value.to_lowercase() };
                    if other_case != *value {
                        assert!(breaks(&rule, json!(other_case)), "{} {}: {other_case}", rule.operation, rule.path);
                    }
                }
            }
            CheckEntry::Required => {
                // Beside nothing, and beside an explicit null.
                let (parent, name) = rule.path.rsplit_once('/').unwrap();
                let operation = find_operation(rule.operation).unwrap();
                for value in [json!({}), json!({ name: null })] {
                    let text = request(rule.operation, parent, value).to_string();
                    let found = Validator::new().json(operation, text.as_bytes()).to_vec();
                    let place = rule.path.replace('*', "0");
                    assert!(
                        found.iter().any(|found| found.rule == rule.id && found.path == place),
                        "{} {text}",
                        rule.operation
                    );
                }
            }
            CheckEntry::Type { r#type } => {
                let wrong = if matches!(r#type, "string") { json!(5) } else { json!("x") };
                assert!(
                    breaks(&rule, wrong.clone()) || rule.path.is_empty(),
                    "{} {} takes {wrong}",
                    rule.operation,
                    rule.path
                );
            }
            _ => looked_at -= 1,
        }
    }
    assert!(looked_at > 200, "only {looked_at} places were looked at");
}
