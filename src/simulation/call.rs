//! Requests to the service: judged by the rules, let in or turned away, and done.

use super::Simulation;
use crate::command::Command;
use crate::diagnostic::Diagnostic;
use crate::form::Json;
use crate::model::exception::Exception;
use crate::model::member::Operation;
use crate::model::names::NAMES;
use crate::model::service_operations;
use crate::operations::{self, Caller, ServiceException};
use crate::request::{self, Refused, Request};
use crate::stored::digest;
use crate::tape::{Recorder, Tape, record_json};
use crate::validate::find_operation;
use crate::wire;
use crate::world::{World, uuid};

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallOutcome {
    /// The HTTP status.
    pub status: u16,
    /// The body of the answer.
    pub body: String,
    /// The refusal, if it was one.
    pub exception: Option<ServiceException>,
    /// What the rules found, warnings too.
    pub diagnostics: Vec<Diagnostic>,
    /// The UUID of the request.
    pub request_id: String,
}

/// What a rule comes to under another answer to what is not known.
struct Switch {
    assumption: u16,
    /// The rules that do not refuse then.
    rules: &'static [&'static str],
    /// The exception that they answer with instead; none where they refuse nothing.
    exception: Option<Exception>,
}

const SWITCHES: [Switch; 3] = [
    Switch { assumption: 23, rules: &["attribute-reserved"], exception: None },
    Switch { assumption: 46, rules: &["cluster-empty"], exception: None },
    Switch {
        assumption: 56,
        rules: &["identity-document", "identity-signature", "identity-pair"],
        exception: Some(Exception::InvalidParameterException),
    },
];

impl Simulation {
    /// Sends a request given as JSON text.
    pub fn call_json(&mut self, operation: &str, json: &[u8]) -> CallOutcome {
        let Some(known) = find_operation(operation) else { return self.unknown(operation) };
        let switched = switched(&self.world);
        let read = request::read(&mut self.validator, known, json, &switched);
        let found = self.validator.last().to_vec();
        self.answer(known, read, found, || sent(json))
    }

    /// Sends a request that is on a tape.
    pub fn call_tape(&mut self, operation: &str, tape: Tape<'_>) -> CallOutcome {
        let Some(known) = find_operation(operation) else { return self.unknown(operation) };
        let switched = switched(&self.world);
        let read = request::read_tape(&mut self.validator, known, tape, &switched);
        let found = self.validator.last().to_vec();
        self.answer(known, read, found, || Some(Json::of(tape.root())))
    }

    fn answer(
        &mut self,
        operation: &Operation,
        read: Result<Request, Refused>,
        diagnostics: Vec<Diagnostic>,
        sent: impl FnOnce() -> Option<Json>,
    ) -> CallOutcome {
        // What is turned away at the door is not looked at (row `order-stages`); a request that
        // no client can send does not reach it.
        let traced = operations::leaves_trace(&self.world);
        let unsendable = matches!(&read, Err(Refused::Unsendable));
        let admitted = if unsendable { Ok(()) } else { operations::admit(&mut self.world, operation.name) };
        let answer = admitted.and_then(|()| match read {
            Ok(request) => self.perform(&request),
            Err(Refused::Unsendable) => Err(ServiceException::new(Exception::SerializationException, "")),
            Err(Refused::By { rule, message, exception }) => Err(by_rule(&self.world, rule, exception, message)),
        });
        let changed = answer.is_ok() && !operations::is_read(operation.name);
        if (changed || traced) && !unsendable {
            let request = sent().unwrap_or_default();
            self.note(&Command::Call { operation: operation.name.to_owned(), request });
        }
        match answer {
            Ok(body) => CallOutcome { status: 200, body, exception: None, diagnostics, request_id: self.request_id() },
            Err(exception) => self.refusal(exception, diagnostics),
        }
    }

    fn perform(&mut self, request: &Request) -> Result<String, ServiceException> {
        let principal = {
            let options = self.world.options();
            format!("arn:{}:iam::{}:root", options.partition(), options.account_id)
        };
        let answer = operations::perform(&mut self.world, Caller { principal: &principal }, request)?;
        Ok(wire::answer(&self.world, &answer))
    }

    fn refusal(&mut self, exception: ServiceException, diagnostics: Vec<Diagnostic>) -> CallOutcome {
        CallOutcome {
            status: exception.exception.http_status(),
            body: wire::exception(&exception),
            exception: Some(exception),
            diagnostics,
            request_id: self.request_id(),
        }
    }

    fn unknown(&mut self, operation: &str) -> CallOutcome {
        let exception = if service_operations::is_known(operation) {
            let message = format!("{operation} is an operation of ECS that is not simulated here");
            ServiceException::new(Exception::NotSimulatedException, message)
        } else {
            ServiceException::new(Exception::UnknownOperationException, "")
        };
        self.refusal(exception, Vec::new())
    }

    /// The UUID of the next request. It follows from the seed and how many requests there were,
    /// and is no part of the state: a request that changes nothing leaves nothing behind.
    pub fn request_id(&mut self) -> String {
        self.requests += 1;
        uuid(digest(&self.requests.to_le_bytes(), self.world.options().seed))
    }
}

/// The rules that do not refuse, under the answers taken.
fn switched(world: &World) -> Vec<&'static str> {
    let mut open = Vec::new();
    for switch in SWITCHES.iter().filter(|switch| switch.exception.is_none() && world.choice(switch.assumption) > 0) {
        open.extend_from_slice(switch.rules);
    }
    open
}

fn by_rule(world: &World, rule: &str, exception: Exception, message: String) -> ServiceException {
    let switch = SWITCHES.iter().find(|switch| world.choice(switch.assumption) > 0 && switch.rules.contains(&rule));
    ServiceException::new(switch.and_then(|switch| switch.exception).unwrap_or(exception), message)
}

/// A request as the journal keeps it; an empty one if it is not JSON.
fn sent(json: &[u8]) -> Option<Json> {
    let mut recorder = Recorder::new(&NAMES);
    let text = record_json(&mut recorder, json).ok()?;
    Some(Json::of(recorder.tape(text).root()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    #[test]
    fn switches_name_rules_that_there_are() {
        let known = catalogue::rules(None);
        for rule in SWITCHES.iter().flat_map(|switch| switch.rules) {
            assert!(known.iter().any(|known| known.id == *rule), "there is no rule {rule}");
        }
    }
}
