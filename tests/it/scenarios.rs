//! What operators wrote about, as one can watch it: `tests/scenarios/NN-short-name.json`, each
//! by the number of its thread in the list of what users ask for and suffer from. A scenario is
//! a case of `simulations.rs`, with the links to the thread and its story.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::simulations::{Case, files, run};

/// The last of the threads that are about drains, daemons and placement; those about agents,
/// registrations and requests are told by `tests/simulations` and `tests/cases`.
const LAST: u64 = 27;

#[test]
fn scenarios_go_as_they_should() {
    let files = files("scenarios");
    let wrong: Vec<String> = files.iter().filter_map(|(name, file)| run(&Case::new(name, file)).err()).collect();
    assert!(wrong.is_empty(), "{} of {} scenarios:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

#[test]
fn every_thread_has_a_scenario() {
    let mut shown: BTreeMap<u64, String> = BTreeMap::new();
    for (name, file) in files("scenarios") {
        let thread = file["thread"].as_u64().unwrap();
        assert!(name.starts_with(&format!("{thread:02}-")), "{name} is of thread {thread}");
        shown.insert(thread, name);
    }
    let missing: Vec<u64> = (1..=LAST).filter(|thread| !shown.contains_key(thread)).collect();
    assert!(missing.is_empty(), "no scenario shows {missing:?}");
    shown.retain(|thread, _| !(1..=LAST).contains(thread));
    assert!(shown.is_empty(), "there are no such threads: {shown:?}");
}

#[test]
fn every_scenario_tells_what_it_shows() {
    for (name, file) in files("scenarios") {
        let links = file["links"].as_array().unwrap();
        let is_link = |link: &Value| link.as_str().is_some_and(|link| link.contains('/') && link.contains('#'));
        assert!(!links.is_empty() && links.iter().all(is_link), "{name}: links are owner/repository#number");
        let sentences = file["story"].as_str().unwrap().matches(". ").count() + 1;
        assert!((2..=4).contains(&sentences), "{name}: the story has {sentences} sentences");
        let steps = file["steps"].as_array().unwrap();
        let moments = steps.iter().filter(|step| step.get("moment").is_some()).count();
        assert!(moments >= 2, "{name} names {moments} moments");
    }
}
