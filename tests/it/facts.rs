//! Every rule, move and assumption rests on a row of the fact sheet.

use std::collections::BTreeSet;
use std::fs;

use ecs_drydock::catalogue;
use ecs_drydock::diagnostic::Severity;
use ecs_drydock::model::assumption::{ASSUMPTIONS, assumption};
use ecs_drydock::model::lifecycle::{Machine, transitions};
use ecs_drydock::model::names::NAMES;
use ecs_drydock::model::operations::OPERATIONS;

/// The ids of the rows: the first cell of each, in backticks.
pub fn rows() -> Vec<String> {
    let sheet = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ecs-behaviour.md")).unwrap();
    let id = |line: &str| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned());
    sheet.lines().filter_map(id).collect()
}

#[test]
fn no_row_stands_twice() {
    let mut seen = BTreeSet::new();
    for row in rows() {
        assert!(seen.insert(row.clone()), "the row {row} stands twice");
    }
}

#[test]
fn rules_rest_on_rows_and_assumptions() {
    let rows: BTreeSet<String> = rows().into_iter().collect();
    for rule in catalogue::rules(None) {
        assert!(rows.contains(rule.source), "{}: no row {}", rule.id, rule.source);
        if let Some(id) = rule.assumption {
            assert!(assumption(id).is_some(), "{}: no assumption {id}", rule.id);
        }
    }
    for (_, machine) in Machine::ALL {
        for row in transitions(machine) {
            let source = row.verdict.source.unwrap();
            assert!(rows.contains(source), "{:?} to {}: no row {source}", row.from, row.to);
        }
    }
    for assumption in &ASSUMPTIONS {
        let row = format!("assumption-{}", assumption.id);
        assert!(rows.contains(&row), "no row {row}");
    }
}

/// Comments name rows as (row `id`) or (rows `id`, `id`); `…` stands for any rest of an id.
#[test]
fn rows_that_comments_name_are_there() {
    let rows = rows();
    let known = |id: &str| match id.split_once('…') {
        Some((start, end)) => rows.iter().any(|row| row.starts_with(start) && row.ends_with(end)),
        None => rows.iter().any(|row| row == id),
    };
    let mut named = 0;
    for (name, source) in super::tidy::all_sources() {
        let joined = source.replace("\n    /// ", " ").replace("\n/// ", " ").replace("\n//! ", " ");
        for mention in joined.split("ow `").skip(1).chain(joined.split("ows `").skip(1)) {
            let list = mention.split([')', '.', ';']).next().unwrap_or_default();
            for id in list.split('`').step_by(2).filter(|id| id.contains('-') && !id.contains([' ', '<'])) {
                named += 1;
                assert!(known(id), "{name} names the row {id}, which docs/ecs-behaviour.md has not");
            }
        }
    }
    assert!(named > 30, "only {named} rows are named: is the search still right?");
}

#[test]
fn a_rule_says_the_same_wherever_it_stands() {
    let mut known = std::collections::BTreeMap::new();
    for rule in catalogue::rules(None) {
        let words = (rule.sentence, rule.severity, rule.exception);
        assert_eq!(*known.entry(rule.id).or_insert(words), words, "{}", rule.id);
    }
}

#[test]
fn rules_are_well_formed() {
    for rule in catalogue::rules(None) {
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(!rule.id.is_empty() && rule.id.chars().all(kebab), "{}", rule.id);
        assert!(!rule.sentence.is_empty() && !rule.sentence.ends_with('.'), "{}: {}", rule.id, rule.sentence);
        let warns = rule.severity == Severity::Warning;
        assert!(!warns || rule.exception.is_none(), "{}: a warning is no exception", rule.id);
    }
}

#[test]
fn operations_stand_by_name_and_names_are_used() {
    assert!(OPERATIONS.is_sorted_by_key(|operation| operation.name));
    let listed = serde_json::to_string(&catalogue::operations()).unwrap();
    for name in NAMES.table() {
        assert!(listed.contains(&format!("\"name\":\"{name}\"")), "no operation has the member {name}");
    }
}
