//! Any bytes give diagnostics, never a panic, and the validator stays usable.

use ecs_drydock::diagnostic::Diagnostic;
use ecs_drydock::model::operations::OPERATIONS;
use ecs_drydock::request;
use ecs_drydock::tape::{MAX_DEPTH, MAX_TEXT_BYTES};
use ecs_drydock::validate::{Validator, find_operation};

use crate::random::{Random, setting};

/// Requests to start from: each kind of value at its place.
const SEEDS: [&str; 5] = [
    r#"{"cluster": "default", "totalResources": [{"name": "CPU", "type": "INTEGER", "integerValue": 2048},
        {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22", "65535"]}],
        "attributes": [{"name": "ecs.capability.task-eni"}, {"name": "a", "value": "b c"}],
        "tags": [{"key": "é船", "value": ""}, {"key": "A:b"}], "platformDevices": [{"id": "0", "type": "GPU"}]}"#,
    r#"{"containerInstances": ["0123456789abcdef0123456789abcdef",
        "arn:aws:ecs:eu-west-1:123456789012:container-instance/default/0123456789abcdef0123456789abcdef"],
        "status": "DRAINING", "include": ["TAGS"]}"#,
    r#"{"attributes": [{"name": "a", "value": "x", "targetType": "container-instance", "targetId": "x"}]}"#,
    r#"{"clusterName": "a", "defaultCapacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1, "base": 1e5}]}"#,
    r#"{"resourceArn": "arn:aws:ecs:eu-west-1:123456789012:cluster/a", "tagKeys": ["a\u00e9\ud83d\udea2"]}"#,
];

const PIECES: [&[u8]; 16] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b",",
    b":",
    b"null",
    b"1e400",
    b"-0",
    b"\\ud800",
    b"\xff",
    b"\"cluster\":",
    b"\"tags\":",
    b"[[[[",
    b"18446744073709551616",
];

fn mutate(random: &mut Random, seed: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len() + 1);
        match random.below(5) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, random.next() as u8),
            2 if at < bytes.len() => bytes[at] = random.next() as u8,
            3 => {
                let piece = PIECES[random.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            _ => {
                let from = random.below(bytes.len() + 1).min(at);
                let copy = bytes[from..at].to_vec();
                bytes.splice(at..at, copy);
            }
        }
    }
    bytes
}

/// What must hold of every list of diagnostics.
fn is_sound(diagnostics: &[Diagnostic], input: &[u8]) {
    let shown = String::from_utf8_lossy(input);
    let firsts = diagnostics.iter().filter(|found| found.first).count();
    let answered = diagnostics.iter().any(|found| found.exception.is_some());
    assert_eq!(firsts, usize::from(answered), "one answer for a refused request: {shown}");
    for found in diagnostics {
        assert!(found.path.is_empty() || found.path.starts_with('/'), "{}: {shown}", found.path);
        assert!(!found.message.is_empty(), "{}: {shown}", found.rule);
        assert_eq!(found.refuses(), found.exception.is_some(), "{}: {shown}", found.rule);
    }
}

fn run(seed: u64, rounds: usize) {
    let mut validator = Validator::new();
    for round in 0..rounds {
        let mut random = Random(seed.wrapping_add(round as u64));
        let start = SEEDS[random.below(SEEDS.len())];
        let bytes = mutate(&mut random, start.as_bytes());
        let operation = OPERATIONS[random.below(OPERATIONS.len())];
        is_sound(validator.json(operation, &bytes), &bytes);
        let _ = request::read(&mut validator, operation, &bytes, &[]);
    }
    let good = find_operation("RegisterContainerInstance").unwrap();
    assert_eq!(validator.json(good, SEEDS[0].as_bytes()), [], "still usable; reproduce: DRYDOCK_SEED={seed}");
}

#[test]
fn mutated_requests_are_judged() {
    run(setting("DRYDOCK_SEED", 1), 20_000);
}

/// Ran by `npm run soak`.
#[test]
#[ignore = "long: npm run soak"]
fn soak_mutated_requests() {
    let seed = setting("DRYDOCK_SEED", 1);
    for part in 0..setting("DRYDOCK_ROUNDS", 50) {
        println!("seed {}", seed.wrapping_add(part * 1_000_000));
        run(seed.wrapping_add(part * 1_000_000), 1_000_000);
    }
}

fn rule_of(input: &[u8]) -> (&'static str, Option<u32>, Option<u32>) {
    let mut validator = Validator::new();
    let diagnostics = validator.json(find_operation("ListClusters").unwrap(), input);
    is_sound(diagnostics, input);
    (diagnostics[0].rule, diagnostics[0].line, diagnostics[0].column)
}

#[test]
fn limits_and_encodings_have_rules() {
    let deep = |levels: u32| ["[".repeat(levels as usize), "]".repeat(levels as usize)].concat();
    assert_eq!(rule_of(deep(MAX_DEPTH).as_bytes()).0, "type");
    assert_eq!(rule_of(deep(MAX_DEPTH + 1).as_bytes()).0, "request-depth");
    assert_eq!(rule_of("[".repeat(200_000).as_bytes()).0, "request-depth");
    assert_eq!(rule_of(&vec![b' '; MAX_TEXT_BYTES as usize + 1]).0, "request-size");
    assert_eq!(rule_of(format!("[{}0]", "0,".repeat(1_100_000)).as_bytes()).0, "request-size");
    assert_eq!(rule_of(b"{\n \"\xc3\xa9\": \"\xff\"}"), ("json-encoding", Some(2), Some(8)));
    assert_eq!(rule_of(b""), ("json-syntax", Some(1), Some(1)));
    assert_eq!(rule_of(b"{} {}"), ("json-syntax", Some(1), Some(4)));
    assert_eq!(rule_of("{\"é\": \"é\",\n  \"é\": x}".as_bytes()), ("json-syntax", Some(2), Some(8)));
}

#[test]
fn a_thousand_problems_are_enough() {
    let request =
        format!(r#"{{"nextToken": 1, "maxResults": {{}}, {}"x": 0, "maxResults": 0}}"#, r#""y": 0, "#.repeat(5000));
    let mut validator = Validator::new();
    let diagnostics = validator.json(find_operation("ListClusters").unwrap(), request.as_bytes());
    is_sound(diagnostics, request.as_bytes());
    assert_eq!(diagnostics.len(), 1001);
    assert_eq!(diagnostics.last().unwrap().message, "4004 more problems are not listed");
    assert!(diagnostics[0].first, "the type of nextToken comes first");
}
