//! The native side of `npm run bench`: the same request under the same rules,
//! without WebAssembly and JavaScript, as the limit of what can be reached.
//!
//! Reads the request from standard input as JSON text, or makes do with a small
//! one, and prints nanoseconds per call as one JSON object.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a clock is what a benchmark is for, and it may fail by panicking"
)]

mod drain;
mod fleet;

use std::hint::black_box;
use std::io::{IsTerminal, Read, stdin};
use std::time::Instant;

use ecs_drydock::model::names::NAMES;
use ecs_drydock::tape::{Recorder, record_json};
use ecs_drydock::validate::{Field, Validator, find_operation};

const SMALL: &str = r#"{"tags": [{"key": "team", "value": "harbour"}]}"#;
const ROUNDS: usize = 9;

fn main() {
    let mut request = String::new();
    if stdin().is_terminal() || stdin().read_to_string(&mut request).is_err() || request.trim().is_empty() {
        request = SMALL.to_owned();
    }
    let operation = find_operation("RegisterContainerInstance").expect("the operation has rules");
    let mut validator = Validator::new();
    let json = nanoseconds(|| validator.json(operation, black_box(request.as_bytes())).len());
    let mut recorder = Recorder::new(&NAMES);
    let record = nanoseconds(|| record_json(&mut recorder, black_box(request.as_bytes())).map_or(0, str::len));
    let text = record_json(&mut recorder, request.as_bytes()).expect("the request is JSON");
    let tape = recorder.tape(text);
    let judge = nanoseconds(|| validator.tape(&operation.request, black_box(tape)).len());
    let field = nanoseconds(|| validator.field(Field::TagKey, black_box("team:harbour")).len());
    let fleets = fleet::measure(&request);
    let drains = drain::measure();
    println!(
        r#"{{"json": {json}, "record": {record}, "judge": {judge}, "field": {field}, "fleets": {fleets}, "drains": {drains}}}"#
    );
}

/// The median of several rounds, each long enough for the clock.
fn nanoseconds(mut work: impl FnMut() -> usize) -> u64 {
    const CALLS: u128 = 5_000;
    let mut rounds: Vec<u64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..CALLS {
                black_box(work());
            }
            u64::try_from(start.elapsed().as_nanos() / CALLS).unwrap_or(u64::MAX)
        })
        .collect();
    rounds.sort_unstable();
    rounds.get(ROUNDS / 2).copied().unwrap_or_default()
}
