//! The bindings of a simulation. `pkg/simulation.js` is the only caller. Whatever is
//! structured comes in on the tape that the walker wrote, so that odd values are told as
//! what they are, and goes out as JSON text, which engines read faster than objects are
//! made one by one. Misuse comes back as a thrown text, which that file turns into an error.

use wasm_bindgen::prelude::*;

use super::{tape, to_js, with_desk};
use crate::command::Command;
use crate::command::condition::Condition;
use crate::command::options::{OptionProblem, Options};
use crate::explain::{Ask, explain};
use crate::form::{Read, read};
use crate::json::Writer;
use crate::simulation::{BEHAVIOUR_VERSION, CallOutcome, Misuse, Outcome, Simulation, SnapshotProblem};

/// A simulation in the hands of JavaScript, with what came of its last request.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Dock {
    simulation: Simulation,
    last: Option<CallOutcome>,
}

#[wasm_bindgen]
impl Dock {
    /// A simulation with the options that the walker wrote.
    #[wasm_bindgen(constructor)]
    pub fn new(entries: usize, bytes: usize, ascii: bool) -> Result<Dock, JsValue> {
        let options: Options = walked(entries, bytes, ascii)?;
        let simulation =
            Simulation::new(options).map_err(|OptionProblem { member, message }| thrown(member, &message))?;
        Ok(Dock { simulation, last: None })
    }

    /// A simulation from a snapshot.
    pub fn restore(bytes: &[u8]) -> Result<Dock, JsValue> {
        match Simulation::restore(bytes) {
            Ok(simulation) => Ok(Dock { simulation, last: None }),
            Err(SnapshotProblem::Damaged) => Err(JsValue::from_str("damaged")),
            Err(SnapshotProblem::Version(version)) => Err(JsValue::from_str(&version.to_string())),
        }
    }

    /// The same once more.
    pub fn fork(&self) -> Dock {
        Dock { simulation: self.simulation.fork(), last: None }
    }

    /// Sends what the walker wrote: the HTTP status. `undefined` if the buffers hold nonsense.
    pub fn call_value(&mut self, operation: &str, entries: usize, bytes: usize, ascii: bool) -> Option<u16> {
        with_desk(|desk| {
            let tape = tape(&mut desk.entries, &desk.text, entries, bytes, ascii)?;
            let outcome = self.simulation.call_tape(operation, tape);
            let status = outcome.status;
            self.last = Some(outcome);
            Some(status)
        })
    }

    /// Sends JSON text: the HTTP status.
    pub fn call_json(&mut self, operation: &str, body: &[u8]) -> u16 {
        let outcome = self.simulation.call_json(operation, body);
        let status = outcome.status;
        self.last = Some(outcome);
        status
    }

    /// One part of what came of the last request: 0 the body of the answer, 1 the UUID of the
    /// request, 2 the exception, empty if it was answered, 3 the message of that. One binding
    /// for all, since each has a price in the size of the module.
    pub fn last(&self, part: u32) -> String {
        let Some(last) = &self.last else { return String::new() };
        match (part, &last.exception) {
            (0, _) => last.body.clone(),
            (1, _) => last.request_id.clone(),
            (2, Some(exception)) => exception.exception.name().to_owned(),
            (3, Some(exception)) => exception.message.clone(),
            _ => String::new(),
        }
    }

    /// The UUID of a request that is answered as one before it was, by who kept that answer.
    pub fn request_id(&mut self) -> String {
        self.simulation.request_id()
    }

    /// What the rules found in the last request.
    pub fn found(&self) -> JsValue {
        self.last.as_ref().map_or(JsValue::UNDEFINED, |last| to_js(&last.diagnostics))
    }

    /// Applies the command that the walker wrote: what came of it as JSON.
    pub fn apply(&mut self, entries: usize, bytes: usize, ascii: bool) -> Result<String, JsValue> {
        let command: Command = walked(entries, bytes, ascii)?;
        let outcome = self.simulation.apply(&command).map_err(misuse)?;
        Ok(match outcome {
            Outcome::Call(outcome) => {
                self.last = Some(outcome);
                r#"{"call":true}"#.to_owned()
            }
            Outcome::Launched(hosts) => format!(r#"{{"hosts":{}}}"#, self.simulation.hosts(&hosts)),
            Outcome::Advanced => r#"{"advanced":true}"#.to_owned(),
            Outcome::Done => "{}".to_owned(),
        })
    }

    /// Lets time pass.
    pub fn advance(&mut self, milliseconds: f64) -> Result<(), JsValue> {
        self.simulation.advance(whole(milliseconds)).map_err(misuse)
    }

    /// Lets time pass until the condition that the walker wrote holds. Whether it does.
    pub fn advance_until(&mut self, entries: usize, bytes: usize, ascii: bool, limit_ms: f64) -> Result<bool, JsValue> {
        let condition: Condition = walked(entries, bytes, ascii)?;
        self.simulation.advance_until(&condition, whole(limit_ms)).map_err(misuse)
    }

    /// One number: 0 the time, 1 when something is due next, if anything is, 2 how many events
    /// ever arrived, 3 how many commands were applied, 4 by how much answers may lag behind.
    pub fn number(&self, part: u32) -> Option<f64> {
        let world = self.simulation.world();
        let number = match part {
            0 => world.now_ms(),
            1 => world.next_due_ms()?,
            2 => world.log().count(),
            3 => self.simulation.sequence(),
            _ => world.options().read_lag_ms,
        };
        Some(number as f64)
    }

    /// Events behind a cursor as JSON; `kinds`: words with commas between them, or nothing for all.
    pub fn events(&self, after: f64, limit: f64, kinds: &str) -> String {
        let kinds: Vec<String> = kinds.split(',').filter(|kind| !kind.is_empty()).map(str::to_owned).collect();
        let (events, next, dropped) = self.simulation.events(whole(after), whole(limit) as usize, &kinds);
        format!(r#"{{"events":{events},"next":{next},"dropped":{dropped}}}"#)
    }

    /// All hosts as JSON, or the one that a text names; `undefined` if there is no such host.
    pub fn hosts(&self, named: Option<String>) -> Option<String> {
        match named {
            None => Some(self.simulation.hosts(&self.simulation.host_keys())),
            Some(text) => self.simulation.find_host(&text).map(|host| self.simulation.hosts(&[host])),
        }
    }

    /// Why what the walker wrote does not go on, as JSON.
    pub fn explain(&self, entries: usize, bytes: usize, ascii: bool) -> Result<String, JsValue> {
        let ask: Ask = walked(entries, bytes, ascii)?;
        explain(&self.simulation, &ask).map_err(misuse)
    }

    /// What was done so far as JSON.
    pub fn journal(&self) -> String {
        let mut list = String::from("[");
        for (index, entry) in self.simulation.journal().iter().enumerate() {
            if index > 0 {
                list.push(',');
            }
            list.push_str(entry);
        }
        list.push(']');
        list
    }

    /// The assumptions that are answered otherwise as JSON.
    pub fn choices(&self) -> String {
        let mut json = Writer::default();
        json.open_list();
        for (id, choice) in &self.simulation.world().options().assumptions.0 {
            json.open_list();
            json.whole_item(u64::from(*id));
            json.whole_item(u64::from(*choice));
            json.close_list();
        }
        json.close_list();
        json.finish()
    }

    /// The whole state.
    pub fn snapshot(&self) -> Vec<u8> {
        self.simulation.snapshot()
    }

    /// A digest of the whole state.
    pub fn digest(&self) -> String {
        self.simulation.digest()
    }
}

/// The version that digests, snapshots and rehearsals belong to.
#[wasm_bindgen]
pub fn behaviour_version() -> u32 {
    BEHAVIOUR_VERSION
}

/// Reads what the walker wrote.
fn walked<T: Read>(entries: usize, bytes: usize, ascii: bool) -> Result<T, JsValue> {
    with_desk(|desk| match tape(&mut desk.entries, &desk.text, entries, bytes, ascii) {
        Some(tape) => read(tape.root()).map_err(|misread| misuse(misread.into())),
        None => Err(thrown("", "the walker and the module disagree: please report this")),
    })
}

fn thrown(member: &str, message: &str) -> JsValue {
    let mut json = Writer::default();
    json.open();
    json.text("member", member);
    json.text("message", message);
    json.close();
    JsValue::from_str(&json.finish())
}

fn misuse(misuse: Misuse) -> JsValue {
    thrown(&misuse.member, &misuse.message)
}

/// JavaScript saw to it that this is a whole number that is not negative.
fn whole(number: f64) -> u64 {
    number as u64
}
