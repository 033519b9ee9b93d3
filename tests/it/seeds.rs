//! The table of seeds: what some runs lead to, natively, in WebAssembly
//! (`tests/js/seeds.test.js`) and as checked in, in `tests/seeds.json`.
//!
//! Where a digest changes on purpose, [`BEHAVIOUR_VERSION`] rises, and the table is written anew:
//!
//! ```sh
//! cargo test --test it seeds::rewrite -- --ignored
//! ```
//!
//! The options and commands stay as they are, so that only digests differ then; those that
//! the file does not have are drawn. Delete it to draw all of them anew.

use std::fs;

use ecs_drydock::command::from_json;
use ecs_drydock::simulation::{BEHAVIOUR_VERSION, Outcome, Simulation};
use serde_json::{Value, json};

use crate::random::Random;
use crate::swarm::draw;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/seeds.json");
const SEEDS: u64 = 20;
const COMMANDS: usize = 30;

/// What a run leads to.
#[derive(Debug, PartialEq, Eq)]
struct Led {
    /// The digest of the whole state.
    digest: String,
    /// A digest of the log of events.
    log: String,
    /// A digest of all that was answered, as text.
    answers: String,
    /// A digest of the events that are kept, as text.
    events: String,
}

/// FNV-1a of 32 bits: a few lines in any language.
struct Fnv(u32);

impl Fnv {
    fn of(text: &str) -> Fnv {
        let mut sum = Fnv(0x811c_9dc5);
        sum.add(text);
        sum
    }

    fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }

    fn text(&self) -> String {
        format!("{:08x}", self.0)
    }
}

/// Does what the row says. A command that is misuse is one more thing that has to be the same everywhere.
fn run(options: &Value, commands: &[Value]) -> Led {
    let mut simulation = Simulation::new(from_json(&options.to_string()).unwrap()).unwrap();
    let mut answers = Fnv::of("");
    for command in commands {
        match simulation.apply_json(&command.to_string()) {
            Ok(Outcome::Call(answer)) => answers.add(&format!("{} {}\n", answer.status, answer.body)),
            Ok(_) => answers.add("done\n"),
            Err(_) => answers.add("misuse\n"),
        }
    }
    let (events, ..) = simulation.events(0, usize::MAX, &[]);
    Led {
        digest: simulation.digest(),
        log: format!("{:032x}", simulation.world().log().digest()),
        answers: answers.text(),
        events: Fnv::of(&events).text(),
    }
}

/// What a seed draws, commands about what there is when each is drawn.
fn drawn(seed: u64) -> (Value, Vec<Value>) {
    let mut random = Random(seed);
    let options = draw::options(&mut random, seed);
    let mut simulation = Simulation::new(from_json(&options.to_string()).unwrap()).unwrap();
    let mut commands = Vec::new();
    for _ in 0..COMMANDS {
        let command = draw::command(&mut random, simulation.world());
        let _ = simulation.apply_json(&command.to_string());
        commands.push(command);
    }
    commands.push(json!({"kind": "advance", "milliseconds": 600_000}));
    (options, commands)
}

fn table() -> Value {
    fs::read_to_string(FILE).map_or(json!({"seeds": []}), |text| serde_json::from_str(&text).unwrap())
}

fn row(row: &Value) -> (Value, Vec<Value>, Led) {
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let led = Led { digest: text("digest"), log: text("log"), answers: text("answers"), events: text("events") };
    (row["options"].clone(), row["commands"].as_array().unwrap().clone(), led)
}

#[test]
fn seeds_lead_to_what_is_checked_in() {
    let table = table();
    assert_eq!(table["behaviourVersion"], BEHAVIOUR_VERSION, "the head of tests/it/seeds.rs says how to write it anew");
    let rows = table["seeds"].as_array().unwrap();
    assert_eq!(rows.len() as u64, SEEDS);
    for (number, row_of) in rows.iter().enumerate() {
        let (options, commands, expected) = row(row_of);
        let led = run(&options, &commands);
        assert_eq!(led, expected, "row {number}; if this is meant, the head of tests/it/seeds.rs says what to do");
    }
}

/// Writes the table, one command a line.
#[test]
#[ignore = "writes tests/seeds.json"]
fn rewrite() {
    let before = table();
    let rows: Vec<String> = (0..SEEDS)
        .map(|number| {
            let (options, commands) = match before["seeds"].get(number as usize).map(row) {
                Some((options, commands, _)) => (options, commands),
                None => drawn(number + 1),
            };
            let Led { digest, log, answers, events } = run(&options, &commands);
            let commands: Vec<String> = commands.iter().map(|command| format!("        {command}")).collect();
            let sums = format!(
                "      \"digest\": \"{digest}\",\n      \"log\": \"{log}\",\n      \"answers\": \"{answers}\",\n      \"events\": \"{events}\""
            );
            format!(
                "    {{\n{sums},\n      \"options\": {options},\n      \"commands\": [\n{}\n      ]\n    }}",
                commands.join(",\n")
            )
        })
        .collect();
    let about = "What runs lead to, natively and in WebAssembly; written by tests/it/seeds.rs, whose head says how.";
    let rows = rows.join(",\n");
    let version = format!("  \"behaviourVersion\": {BEHAVIOUR_VERSION},\n");
    fs::write(FILE, format!("{{\n  \"about\": \"{about}\",\n{version}  \"seeds\": [\n{rows}\n  ]\n}}\n")).unwrap();
}
