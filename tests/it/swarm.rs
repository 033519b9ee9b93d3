//! Swarms: each seed draws options of its own and commands at random, and after
//! everything that happens checkers look whether what must hold still does.
//!
//! `DRYDOCK_SEED` gives the first seed, `DRYDOCK_SEEDS` how many there are. A failure
//! prints the seed, the command that runs it again, and what was done.

pub mod draw;

mod ask;
mod check;
mod settle;
mod tasks;
pub mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use ecs_drydock::command::condition::Condition;
use ecs_drydock::command::from_json;
use ecs_drydock::command::options::Options;
use ecs_drydock::simulation::{CallOutcome, Misuse, Outcome, Simulation};
use ecs_drydock::world::Body;
use serde_json::Value;

use crate::random::{Random, setting};
use check::{Moved, Watch};
use settle::ForEver;

/// How many seeds `npm test` runs.
const SEEDS: u64 = 500;
/// How many commands a seed runs at most.
const MOST_COMMANDS: usize = 90;
/// What is waited for now and then.
const CONDITIONS: [&str; 4] = [
    r#"{"event": {}}"#,
    r#"{"containerInstances": {"atLeast": 2, "are": {"agentConnected": true}}}"#,
    r#"{"not": {"containerInstances": {"atMost": 0, "are": {"status": "DRAINING"}}}}"#,
    r#"{"any": [{"containerInstances": {"atLeast": 1, "are": {"health": "IMPAIRED"}}}, {"event": {"type": "containerInstanceHealthChange"}}]}"#,
];

/// What a run met: to know that there was something to look at.
#[derive(Default)]
struct Met {
    moves: BTreeMap<Moved, u32>,
    steps: u64,
    decisions: u64,
    explained: u64,
    exceptions: BTreeSet<&'static str>,
}

/// One seed's run. The simulation that is looked at goes step by step; others go along in
/// other ways and must be the same in the end.
struct Run {
    seed: u64,
    random: Random,
    options: Options,
    /// What is looked at after every step.
    main: Simulation,
    /// Goes in few long strides, and keeps the journal.
    twin: Simulation,
    /// Was put away and taken out again, on the way.
    restored: Simulation,
    /// Was left alone since some moment, with the digest of then.
    left_alone: Option<(Simulation, String)>,
    watch: Watch,
    met: Met,
    done: Vec<String>,
    well: bool,
}

impl Run {
    fn new(seed: u64) -> Run {
        let mut random = Random(seed);
        let text = draw::options(&mut random, seed).to_string();
        let options: Options = from_json(&text).unwrap();
        let new = || Simulation::new(options.clone()).unwrap();
        let (main, twin, restored) = (new(), new(), new());
        let (watch, done) = (Watch::default(), vec![text]);
        Run {
            seed,
            random,
            options,
            main,
            twin,
            restored,
            left_alone: None,
            watch,
            met: Met::default(),
            done,
            well: false,
        }
    }

    fn all(mut self) -> Met {
        if self.random.chance(60) {
            for command in work::harbour(&mut self.random) {
                self.command(&command);
            }
        }
        for _ in 0..5 + self.random.below(MOST_COMMANDS - 4) {
            let command = draw::command(&mut self.random, self.main.world());
            self.command(&command);
            match self.random.below(40) {
                0 => self.put_away(),
                1 => self.go_another_way(),
                2 => self.read_events(),
                3..6 => self.ask(),
                _ => {}
            }
        }
        let until_ms = settle::bound_ms(self.main.world());
        self.advance(until_ms - self.main.world().now_ms(), false);
        settle::look(self.main.world(), ForEver::of(&self.done));
        self.watch.all_arrived(self.main.world());
        self.read_events();
        self.ask();
        self.compare();
        self.replay();
        self.met.moves.append(&mut self.watch.moves.0);
        (self.met.decisions, self.met.explained) = (self.watch.tasks.decisions, self.watch.tasks.explained);
        self.well = true;
        std::mem::take(&mut self.met)
    }

    fn command(&mut self, command: &Value) {
        self.done.push(command.to_string());
        if let ("advance", Some(milliseconds)) = (command["kind"].as_str().unwrap(), command["milliseconds"].as_u64()) {
            return self.advance(milliseconds, true);
        }
        let text = command.to_string();
        let traced = leaves_trace(&self.main);
        let (before, now_ms) = (self.main.digest(), self.main.world().now_ms());
        let outcome = self.main.apply_json(&text);
        assert_eq!(self.main.world().now_ms(), now_ms, "only time moves the clock");
        self.watch.look(self.main.world());
        if changes_nothing(command, &outcome, traced) {
            assert_eq!(self.main.digest(), before, "what changes nothing left a trace: {text}");
        }
        assert_eq!(self.twin.apply_json(&text), outcome, "the twin: {text}");
        if let Ok(Outcome::Call(CallOutcome { exception: Some(refusal), .. })) = &outcome {
            self.met.exceptions.insert(refusal.exception.name());
        }
        let restored = self.restored.apply_json(&text);
        assert_eq!(without_id(restored), without_id(outcome), "the restored one: {text}");
    }

    /// Time passes in one or two strides for the one, perhaps until something holds, and step
    /// by step for the other.
    fn advance(&mut self, milliseconds: u64, may_wait: bool) {
        match self.random.below(3) {
            0 if may_wait => {
                let condition: Condition = from_json(self.random.pick(&CONDITIONS)).unwrap();
                self.twin.advance_until(&condition, milliseconds).unwrap();
            }
            1 => {
                let never = Condition::Any(Vec::new());
                assert_eq!(self.twin.advance_until(&never, milliseconds), Ok(false));
            }
            _ => {
                let first_ms = self.random.next() % (milliseconds + 1);
                self.twin.advance(first_ms).unwrap();
                self.twin.advance(milliseconds - first_ms).unwrap();
            }
        }
        // What held at once has let nothing happen.
        if self.twin.digest() != self.main.digest() {
            self.walk(self.twin.world().now_ms());
            self.compare();
        }
    }

    fn walk(&mut self, until_ms: u64) {
        let mut last_ms = self.main.world().now_ms();
        let put_away_at = self.random.below(400);
        let mut steps = 0;
        while self.main.step(until_ms) {
            let now_ms = self.main.world().now_ms();
            assert!((last_ms..=until_ms).contains(&now_ms), "time went from {last_ms} to {now_ms}");
            last_ms = now_ms;
            self.watch.look(self.main.world());
            steps += 1;
            self.met.steps += 1;
            if steps == put_away_at {
                self.restored = restored(&self.main);
            }
        }
        self.main.advance(until_ms - self.main.world().now_ms()).unwrap();
        self.watch.look(self.main.world());
        self.restored.advance(until_ms - self.restored.world().now_ms()).unwrap();
    }

    fn compare(&self) {
        let digest = self.main.digest();
        assert_eq!(self.twin.digest(), digest, "steps and strides");
        assert_eq!(self.restored.digest(), digest, "since the snapshot");
        if let Some((left_alone, before)) = &self.left_alone {
            assert_eq!(left_alone.digest(), *before, "the fork that was left alone");
        }
    }

    fn put_away(&mut self) {
        self.restored = restored(&self.main);
        self.left_alone = Some((self.main.fork(), self.main.digest()));
    }

    /// What is done to a fork does not touch the other.
    fn go_another_way(&mut self) {
        let before = self.main.digest();
        let mut fork = self.main.fork();
        for _ in 0..5 {
            let command = draw::command(&mut self.random, fork.world());
            let _ = fork.apply_json(&command.to_string());
        }
        assert_eq!(self.main.digest(), before, "a fork touched the other");
    }

    /// Reads the log in pages: every event that is kept, once, in its place.
    fn read_events(&mut self) {
        let (count, kept) = (self.main.world().log().count(), self.main.world().log().after(0).count() as u64);
        let (mut after, mut read) = (self.random.next() % (count + 2), 0);
        let limit = 1 + self.random.below(200);
        let expected = kept.min(count.saturating_sub(after));
        assert_eq!(self.main.events(after, limit, &[]).2, (count - kept).saturating_sub(after), "dropped");
        loop {
            let (text, next, _) = self.main.events(after, limit, &[]);
            let events: Vec<Value> = serde_json::from_str(&text).unwrap();
            read += events.len() as u64;
            if events.is_empty() {
                break;
            }
            assert!(next > after, "the cursor stands still at {after}");
            after = next;
        }
        assert_eq!(read, expected, "events read");
    }

    /// Asks for everything, where nothing stands between what there is and the answer.
    fn ask(&mut self) {
        if !leaves_trace(&self.main) && self.options.read_lag_ms == 0 {
            let mut fork = self.main.fork();
            ask::everything(&mut fork, &mut self.random);
            assert_eq!(fork.digest(), self.main.digest(), "questions change nothing");
        }
    }

    /// The journal of the twin leads to the same.
    fn replay(&self) {
        let mut replayed = Simulation::new(self.options.clone()).unwrap();
        for command in self.twin.journal() {
            assert!(replayed.apply_json(&command).is_ok(), "the journal has {command}");
        }
        assert_eq!(replayed.digest(), self.twin.digest(), "the journal replayed");
        assert_eq!(replayed.journal(), self.twin.journal(), "the journal of the journal");
    }
}

impl Drop for Run {
    /// A failure is of use only with what led to it.
    #[expect(clippy::print_stdout, reason = "a test says how to run it again")]
    fn drop(&mut self) {
        if !self.well {
            println!("\n{}\n", self.done.join("\n"));
            println!("reproduce: DRYDOCK_SEED={} DRYDOCK_SEEDS=1 cargo test --test it swarm -- --nocapture", self.seed);
        }
    }
}

fn restored(simulation: &Simulation) -> Simulation {
    let bytes = simulation.snapshot();
    let restored = Simulation::restore(&bytes).unwrap();
    assert_eq!(restored.digest(), simulation.digest(), "put away and taken out");
    assert_eq!(restored.snapshot(), bytes, "the snapshot of a snapshot");
    restored
}

/// Whether even a request that is refused takes a token, or is drawn a fault for.
fn leaves_trace(simulation: &Simulation) -> bool {
    let (options, ordered) = (simulation.world().options(), simulation.world().ordered());
    options.throttling || options.faults.server_exception > 0 || ordered.throttled + ordered.server_exceptions > 0
}

fn changes_nothing(command: &Value, outcome: &Result<Outcome, Misuse>, traced: bool) -> bool {
    match outcome {
        Err(_) => true,
        Ok(Outcome::Call(answer)) => {
            let operation = command["operation"].as_str().unwrap();
            let reads = ["Describe", "List", "Discover", "Get"].iter().any(|prefix| operation.starts_with(prefix));
            !traced && (reads || answer.exception.is_some())
        }
        Ok(_) => false,
    }
}

/// The number of a request is no part of the state.
fn without_id(outcome: Result<Outcome, Misuse>) -> Result<Outcome, Misuse> {
    match outcome {
        Ok(Outcome::Call(mut answer)) => {
            answer.request_id.clear();
            Ok(Outcome::Call(answer))
        }
        other => other,
    }
}

#[test]
fn swarms_hold() {
    #[expect(clippy::disallowed_methods, reason = "the time is printed, and decides nothing")]
    let started = Instant::now();
    let (first, count) = (setting("DRYDOCK_SEED", 1), setting("DRYDOCK_SEEDS", SEEDS));
    let mut met = Met::default();
    for seed in first..first.saturating_add(count) {
        let mut run = Run::new(seed).all();
        met.steps += run.steps;
        met.decisions += run.decisions;
        met.explained += run.explained;
        for (moved, times) in run.moves {
            *met.moves.entry(moved).or_default() += times;
        }
        met.exceptions.append(&mut run.exceptions);
    }
    let (steps, exceptions) = (met.steps, met.exceptions.len());
    let (seconds, decisions, explained) = (started.elapsed().as_secs_f64(), met.decisions, met.explained);
    println!(
        "note: {count} seeds in {seconds:.1} s, {steps} events looked at, {decisions} decisions of services, {explained} explanations of drains"
    );
    if count >= SEEDS {
        let mut all = check::all_moves();
        // The version that agents are updated to stays the same, so there is nothing newer for one that has it.
        all.remove(&("agentUpdate", Some("UPDATED"), "PENDING"));
        // What nobody can ask for any more is not there to be seen.
        all.remove(&("task", Some("STOPPED"), "DELETED"));
        let missed: Vec<_> = all.iter().filter(|moved| !met.moves.contains_key(moved)).collect();
        assert!(missed.len() < 2, "all but perhaps one move are met, not {missed:?}");
        assert!(exceptions >= 11, "only these exceptions: {:?}", met.exceptions);
    }
}

/// Lists that nothing shows any more are forgotten when there are thousands of them; those
/// that an instance, a late read or an event still shows are not.
#[test]
fn what_is_shown_is_never_forgotten() {
    let options = r#"{"eventCapacity": 50, "readLagMs": 60000, "delivery": {"lateMs": 60000}}"#;
    let mut simulation = Simulation::new(from_json(options).unwrap()).unwrap();
    simulation.apply_json(r#"{"kind": "launch", "count": 3}"#).unwrap();
    simulation.advance(120_000).unwrap();
    let arns: Vec<String> = {
        let world = simulation.world();
        world.instances().iter().map(|instance| world.instance_arn(instance)).collect()
    };
    for round in 0..10_000_u32 {
        let arn = &arns[round as usize % arns.len()];
        let attribute = serde_json::json!({"name": "round", "value": round.to_string(), "targetId": arn});
        let request = serde_json::json!({"attributes": [attribute]}).to_string();
        assert_eq!(simulation.call_json("PutAttributes", request.as_bytes()).exception, None);
        if round % 100 == 0 {
            let state = if round % 200 == 0 { "DRAINING" } else { "ACTIVE" };
            let request = serde_json::json!({"containerInstances": arns, "status": state}).to_string();
            assert_eq!(simulation.call_json("UpdateContainerInstancesState", request.as_bytes()).exception, None);
            simulation.advance(20_000).unwrap();
            every_list_is_there(&simulation);
        }
    }
}

fn every_list_is_there(simulation: &Simulation) {
    let world = simulation.world();
    let records = world.log().after(0).filter_map(|record| match &record.body {
        Body::InstanceState { shown, .. } => Some(&**shown),
        _ => None,
    });
    let read = world.instances().iter().filter_map(|instance| instance.read(world.now_ms()));
    for shown in records.chain(read).chain(world.instances().iter().map(|instance| &instance.shown)) {
        assert!(world.attributes(shown.attributes).len() > 30, "the attributes of version {}", shown.version);
        assert_eq!(world.resources(shown.registered).len(), 4, "the resources of version {}", shown.version);
        assert!(world.version_info(shown.version_info).is_some(), "the versions of version {}", shown.version);
    }
}
