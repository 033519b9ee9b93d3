//! Keeps the house: the order of its floors, and what is not left lying about.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first. A module may use those before it and no others.
const FLOORS: [&str; 20] = [
    "diagnostic",
    "tape",
    "model",
    "validate",
    "text",
    "json",
    "form",
    "request",
    "catalogue",
    "query",
    "stored",
    "command",
    "world",
    "scheduler",
    "operations",
    "fleet",
    "wire",
    "simulation",
    "explain",
    "wasm",
];

/// How many of them are in the package of the rules, `src/rules`.
const IN_RULES: usize = 4;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

pub fn all_sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    found.sort();
    let name = |path: &PathBuf| path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
    found.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The floor of a source file: `src/rules/tape/json.rs` and `src/rules/tape.rs` are `tape`.
fn floor(name: &str) -> &str {
    name.trim_start_matches("src/").trim_start_matches("rules/").split(['/', '.']).next().unwrap()
}

/// The floors that a source names after `crate::`.
fn uses(source: &str) -> Vec<String> {
    let mut floors = Vec::new();
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    for rest in code.split("crate::").skip(1) {
        if let Some(group) = rest.strip_prefix('{') {
            let names = group.split('}').next().unwrap().split(',');
            floors.extend(names.map(|name| name.trim().split("::").next().unwrap().to_owned()));
        } else {
            floors.push(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap().to_owned());
        }
    }
    floors
}

#[test]
fn floors_use_only_those_below() {
    let height = |floor: &str| FLOORS.iter().position(|known| *known == floor);
    for (name, source) in all_sources() {
        let Some(own) = height(floor(&name)) else {
            assert!(name.ends_with("lib.rs"), "{name} stands on no floor: add it to FLOORS");
            continue;
        };
        for used in uses(&source) {
            let Some(used_height) = height(&used) else { panic!("{name} uses crate::{used}, which is no floor") };
            assert!(used_height <= own, "{name} ({}) uses crate::{used}, which stands above it", floor(&name));
        }
    }
}

#[test]
fn the_floor_test_can_fail() {
    assert_eq!(uses("use crate::wasm::x; use crate::{tape, model::y};"), ["wasm", "tape", "model"]);
    assert_eq!(floor("src/rules/tape/json.rs"), "tape");
    assert_eq!(floor("src/world/host.rs"), "world");
}

#[test]
fn lib_lists_the_floors_in_order() {
    let listed = |lib: &str| -> Vec<String> {
        let lib = fs::read_to_string(root().join(lib)).unwrap();
        let modules =
            lib.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
        modules.map(str::to_owned).collect()
    };
    let (rules, others) = FLOORS.split_at(IN_RULES);
    assert_eq!(listed("src/rules/lib.rs"), rules);
    assert_eq!(listed("src/lib.rs"), others);
}

#[test]
fn only_wasm_knows_javascript() {
    for (name, source) in all_sources() {
        if floor(&name) != "wasm" {
            for word in ["wasm_bindgen", "js_sys", "serde_wasm_bindgen", "JsValue"] {
                assert!(!source.contains(word), "{name} names {word}");
            }
        }
    }
}

#[test]
fn files_are_of_a_size_to_read() {
    for (name, source) in all_sources() {
        let lines = source.lines().count();
        assert!(lines <= 600, "{name} has {lines} lines: split it");
        for (index, line) in source.lines().enumerate() {
            assert!(!line.contains("TODO") && !line.contains("FIXME"), "{name}:{}: say it in an issue", index + 1);
        }
    }
}

#[test]
fn versions_agree() {
    let package = fs::read_to_string(root().join("pkg/package.json")).unwrap();
    let package: serde_json::Value = serde_json::from_str(&package).unwrap();
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    assert!(changelog.contains(env!("CARGO_PKG_VERSION")), "CHANGELOG.md does not name this version");
}
