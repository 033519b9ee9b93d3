//! What crosses to the outside: answers, exceptions and events as JSON text.

mod answer;
mod event;
mod host;
mod instance;
mod task;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::json::Writer;
use crate::operations::{Answer, ServiceException};
use crate::world::{HostKey, Record, World};

pub use event::{KINDS as EVENT_KINDS, kind_of as event_kind};

/// An answer as the service writes it.
pub fn answer(world: &World, answer: &Answer) -> String {
    let mut json = Writer::default();
    answer::write(&mut json, world, answer);
    json.finish()
}

/// An exception as the service writes it (row `protocol-errors`).
pub fn exception(exception: &ServiceException) -> String {
    let mut json = Writer::default();
    json.open();
    json.text("__type", exception.exception.name());
    json.text("message", &exception.message);
    json.close();
    json.finish()
}

/// What came of a call, for whoever wants more than the service says: whether it was
/// refused, by whom, and everything the rules have to say.
#[derive(Debug, Serialize)]
pub struct CallReport<'c> {
    /// The HTTP status.
    pub status: u16,
    /// The exception's name, if it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<&'c str>,
    /// Its message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<&'c str>,
    /// The UUID of the request.
    pub request_id: String,
    /// What the rules found.
    pub diagnostics: &'c [Diagnostic],
}

/// Events as EventBridge delivers them: a JSON list.
pub fn events(world: &World, records: &[&Record]) -> String {
    let mut json = Writer::default();
    json.open_list();
    for record in records {
        event::write(&mut json, world, record);
    }
    json.close_list();
    json.finish()
}

/// Hosts as a JSON list.
pub fn hosts(world: &World, hosts: &[HostKey]) -> String {
    let mut json = Writer::default();
    json.open_list();
    for host in hosts {
        host::write(&mut json, world, *host);
    }
    json.close_list();
    json.finish()
}
