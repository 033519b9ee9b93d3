//! Every rule, move and assumption rests on a row of the fact sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use ecs_drydock::catalogue;
use ecs_drydock::diagnostic::{Evidence, Severity};
use ecs_drydock::model::assumption::{ASSUMPTIONS, assumption};
use ecs_drydock::model::lifecycle::{Machine, transition, transitions};
use ecs_drydock::model::names::NAMES;
use ecs_drydock::model::operations::OPERATIONS;
use ecs_drydock::validate::{Validator, find_operation};

use crate::corpus::cases;
use crate::messages::fits;

/// The ids of the rows, the first cell of each, in backticks; with the marks of the last cell but one.
fn marked_rows() -> Vec<(String, Vec<String>)> {
    let sheet = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ecs-behaviour.md")).unwrap();
    let row = |line: &str| {
        let id = line.strip_prefix("| `")?.split_once('`')?.0.to_owned();
        let cell = line.rsplit(" | ").nth(1)?;
        let marks = if id.starts_with("assumption-") { "assumed" } else { cell };
        Some((id, marks.split(", ").map(str::to_owned).collect()))
    };
    sheet.lines().filter_map(row).collect()
}

/// The ids of the rows.
pub fn rows() -> Vec<String> {
    marked_rows().into_iter().map(|(id, _)| id).collect()
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

/// The marks, strongest first.
const MARKS: [&str; 5] = ["recorded", "documented", "agent", "emulator", "assumed"];

/// What rests on a row claims no more than the row: the strongest of its marks, or less.
#[test]
fn nothing_is_known_better_than_its_row() {
    let rows: BTreeMap<String, Vec<String>> = marked_rows().into_iter().collect();
    for (id, marks) in &rows {
        for mark in marks {
            assert!(MARKS.contains(&mark.as_str()), "the row {id} has the mark {mark}");
        }
    }
    let check = |what: String, evidence: Evidence, source: &str| {
        let weakness = |mark: &str| MARKS.iter().position(|known| *known == mark);
        let strongest = rows[source].iter().filter_map(|mark| weakness(mark)).min();
        assert!(weakness(evidence.mark()) >= strongest, "{what}: {} rests on {source}", evidence.mark());
        if let Some(id) = source.strip_prefix("assumption-") {
            assert_eq!(evidence.assumption().map(|id| id.to_string()).as_deref(), Some(id), "{what}");
        }
    };
    for rule in catalogue::rules(None) {
        check(format!("{} of {}", rule.id, rule.operation), rule.evidence, rule.source);
    }
    for (_, machine) in Machine::ALL {
        for row in transitions(machine) {
            check(format!("{:?} to {}", row.from, row.to), row.verdict.evidence, row.verdict.source.unwrap());
        }
        let states = machine.states();
        for (from, to) in states.iter().flat_map(|from| states.iter().map(move |to| (from, to))) {
            let verdict = transition(machine, Some(from), to).unwrap();
            check(format!("{from} to {to}"), verdict.evidence, verdict.source.unwrap());
        }
    }
}

/// The words of a recorded refusal stand in its row, up to the first place that is filled in.
#[test]
fn recorded_words_stand_in_their_row() {
    let sheet = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ecs-behaviour.md")).unwrap();
    let mut recorded = 0;
    for case in cases() {
        let operation = find_operation(&case.operation).unwrap();
        for found in Validator::new().json(operation, case.text.as_bytes()) {
            if found.evidence != Evidence::Recorded || !found.refuses() {
                continue;
            }
            recorded += 1;
            let id = format!("| `{}` | `", found.source.unwrap());
            let row = sheet.lines().find_map(|line| line.strip_prefix(&id)).unwrap_or_default();
            let words = row.split_once('`').unwrap_or_default().0;
            assert!(!words.is_empty() && fits(&found.message, words), "{}: {} in {words:?}", found.rule, found.message);
        }
    }
    assert!(recorded > 50, "only {recorded} recorded refusals");
}

#[test]
fn a_rule_says_the_same_wherever_it_stands() {
    let mut known = BTreeMap::new();
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
    let listed = catalogue::to_json();
    for name in NAMES.table().filter(|name| !name.is_empty()) {
        assert!(listed.contains(&format!("\"name\":\"{name}\"")), "no operation has the member {name}");
    }
}
