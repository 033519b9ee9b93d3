//! A simulation: a world to which things are done. Everything that changes it is a
//! [`Command`], and [`Simulation::apply`] and what it calls are the only way in.

mod act;
mod call;
mod decide;
mod snapshot;
mod wait;

use crate::command::Command;
use crate::command::options::{LAST_MS, OptionProblem, Options};
use crate::fleet;
use crate::form::Misread;
use crate::stored;
use crate::validate::Validator;
use crate::wire;
use crate::world::{Due, HostKey, Record, World};

pub use call::CallOutcome;
pub use snapshot::{BEHAVIOUR_VERSION, SnapshotProblem};

/// A simulated cluster and all around it.
///
/// ```
/// use ecs_drydock::command::options::Options;
/// use ecs_drydock::simulation::Simulation;
///
/// let mut simulation = Simulation::new(Options::default()).unwrap();
/// simulation.apply_json(r#"{"kind": "launch", "count": 2}"#).unwrap();
/// simulation.advance(60_000).unwrap();
/// let listed = simulation.call_json("ListContainerInstances", b"{}");
/// assert_eq!(listed.status, 200);
/// assert_eq!(listed.body.matches("arn:aws:ecs:us-east-1").count(), 2);
/// ```
#[derive(Debug)]
pub struct Simulation {
    world: World,
    validator: Validator,
    /// What was done, as JSON; time that passed in a row is one entry.
    journal: Vec<String>,
    /// Time that passed since the last entry. None at all may have, while what was due at that
    /// very moment happened.
    passed_ms: Option<u64>,
    /// How many commands were applied, those of a snapshot included.
    sequence: u64,
    /// How many requests were answered; for their identifiers.
    requests: u64,
}

/// Why a command was not carried out: misuse, not something the service would say.
/// Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misuse {
    /// The member at fault, with dots; empty for the command as a whole.
    pub member: String,
    /// What is wrong, and the way out.
    pub message: String,
}

impl Misuse {
    #[inline(never)]
    fn new(member: &str, message: impl Into<String>) -> Misuse {
        Misuse { member: member.to_owned(), message: message.into() }
    }
}

impl From<Misread> for Misuse {
    fn from(misread: Misread) -> Misuse {
        Misuse { member: misread.path, message: misread.message }
    }
}

impl std::fmt::Display for Misuse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.member.is_empty() {
            formatter.write_str(&self.message)
        } else {
            write!(formatter, "{}: {}", self.member, self.message)
        }
    }
}

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer of the service, or its refusal.
    Call(CallOutcome),
    /// Time passed.
    Advanced,
    /// These hosts were launched.
    Launched(Vec<HostKey>),
    /// It was done, or put off.
    Done,
}

impl Simulation {
    /// A simulation that begins with nothing.
    pub fn new(options: Options) -> Result<Simulation, OptionProblem> {
        if let Some(problem) = options.problem() {
            return Err(problem);
        }
        let wrong = options.assumptions.0.iter().find_map(|(id, choice)| act::wrong_choice(*id, *choice));
        if let Some(message) = wrong {
            return Err(OptionProblem { member: "assumptions", message });
        }
        if let Some(Misuse { message, .. }) = options.workloads.iter().find_map(|each| act::check_workload(each).err())
        {
            return Err(OptionProblem { member: "workloads", message });
        }
        let mut world = World::new(options);
        fleet::begin_faults(&mut world);
        Ok(Simulation::of_world(world, 0))
    }

    fn of_world(world: World, sequence: u64) -> Simulation {
        Simulation { world, validator: Validator::new(), journal: Vec::new(), passed_ms: None, sequence, requests: 0 }
    }

    /// The same simulation once more: what is done to one does not touch the other.
    pub fn fork(&self) -> Simulation {
        Simulation {
            world: stored::copy(&self.world),
            validator: Validator::new(),
            journal: self.journal.clone(),
            passed_ms: self.passed_ms,
            sequence: self.sequence,
            requests: self.requests,
        }
    }

    /// Everything there is, to be looked at.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Lets time pass, and all that is due in it happen. `advance(a)` and then
    /// `advance(b)` is the same as `advance(a + b)`.
    pub fn advance(&mut self, milliseconds: u64) -> Result<(), Misuse> {
        let until_ms = self.end_of("milliseconds", milliseconds)?;
        let mut happened = false;
        while self.step(until_ms) {
            happened = true;
        }
        self.world.pass(until_ms);
        self.pass(milliseconds, happened);
        Ok(())
    }

    /// The one thing that is due next happens, if it is due by then. Whether it did.
    pub fn step(&mut self, until_ms: u64) -> bool {
        let Some(due) = self.world.take_due(until_ms) else { return false };
        match due {
            Due::Command(number) => self.happen_later(number),
            Due::Service(service) => decide::look(&mut self.world, service),
            due => fleet::happen(&mut self.world, due),
        }
        true
    }

    /// What was done so far, each as JSON, since the start or since the snapshot.
    pub fn journal(&self) -> Vec<String> {
        let mut journal = self.journal.clone();
        journal.extend(self.passed_ms.map(advance_entry));
        journal
    }

    /// How many commands were applied, those before a snapshot included.
    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    /// A digest of everything: two simulations with the same one answer alike for ever.
    pub fn digest(&self) -> String {
        self.world.digest()
    }

    /// Events behind a cursor, at most so many, of the given kinds, or of all.
    /// The list as JSON, the cursor behind it, and how many were dropped before it.
    pub fn events(&self, after: u64, limit: usize, kinds: &[String]) -> (String, u64, u64) {
        let log = self.world.log();
        let wanted = |kind: &str| kinds.is_empty() || kinds.iter().any(|known| known == kind);
        let mut next = log.count();
        let mut records = Vec::new();
        for record in log.after(after) {
            if !wanted(wire::event_kind(&record.body)) {
                continue;
            }
            if records.len() >= limit {
                next = records.last().map_or(after, |last: &&Record| last.sequence);
                break;
            }
            records.push(record);
        }
        (wire::events(&self.world, &records), next.max(after.min(log.count())), log.dropped(after))
    }

    /// Hosts as JSON.
    pub fn hosts(&self, hosts: &[HostKey]) -> String {
        wire::hosts(&self.world, hosts)
    }

    /// All hosts, in the order of launch.
    pub fn host_keys(&self) -> Vec<HostKey> {
        self.world.hosts().iter().map(|host| host.key).collect()
    }

    /// The host that a text names.
    pub fn find_host(&self, text: &str) -> Option<HostKey> {
        fleet::find(&self.world, text)
    }

    /// The moment that is so far ahead; `member` is what asks for it.
    fn end_of(&self, member: &str, milliseconds: u64) -> Result<u64, Misuse> {
        let until_ms = self.world.now_ms().saturating_add(milliseconds);
        if until_ms > LAST_MS {
            return Err(Misuse::new(member, format!("`{milliseconds}` would lead past the year 9999")));
        }
        Ok(until_ms)
    }

    /// Notes time that passed, or that something happened without any.
    fn pass(&mut self, milliseconds: u64, happened: bool) {
        if happened || milliseconds > 0 {
            self.passed_ms = Some(self.passed_ms.unwrap_or_default() + milliseconds);
        }
    }

    /// Notes what was done.
    fn note(&mut self, command: &Command) {
        self.note_text(command.to_json());
    }

    fn note_text(&mut self, text: String) {
        self.journal.extend(self.passed_ms.take().map(advance_entry));
        self.journal.push(text);
        self.sequence += 1;
    }
}

fn advance_entry(milliseconds: u64) -> String {
    Command::Advance { milliseconds }.to_json()
}
