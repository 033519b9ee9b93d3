//! Tries a change in a fork: the commands are applied, time passes, and the blocker has to go.

use super::{Blocker, Change, Subject, blockers};
use crate::simulation::Simulation;

/// How long the fork has for it: hosts boot, tasks become healthy, connections drain.
const LIMIT_MS: u64 = 3_600_000;
/// How often it is looked whether the blocker has gone.
const EVERY_MS: u64 = 15_000;

/// Tries each change of a blocker.
pub(super) fn all(simulation: &Simulation, subject: Subject, blocker: &mut Blocker) {
    let mut changes = std::mem::take(&mut blocker.changes);
    for change in &mut changes {
        change.proven = Some(one(simulation, subject, blocker, change));
    }
    blocker.changes = changes;
}

/// Tries one change.
pub(super) fn one(simulation: &Simulation, subject: Subject, blocker: &Blocker, change: &Change) -> bool {
    let mut fork = simulation.fork();
    for command in &change.commands {
        match fork.apply(command) {
            Ok(crate::simulation::Outcome::Call(answer)) if answer.exception.is_some() => return false,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    let end_ms = simulation.world().now_ms().saturating_add(LIMIT_MS + passed_ms(change));
    loop {
        if is_gone(&fork, subject, blocker) {
            return true;
        }
        if fork.world().now_ms() >= end_ms || fork.advance(EVERY_MS).is_err() {
            return false;
        }
    }
}

/// How much time the commands themselves let pass.
fn passed_ms(change: &Change) -> u64 {
    let passed = change.commands.iter().map(|command| match command {
        crate::command::Command::Advance { milliseconds } => *milliseconds,
        _ => 0,
    });
    passed.fold(0, u64::saturating_add)
}

/// Whether none of the tasks waits for the same reason any more.
fn is_gone(fork: &Simulation, subject: Subject, blocker: &Blocker) -> bool {
    for known in blockers(fork.world(), subject) {
        let same = known.kind == blocker.kind && known.service == blocker.service;
        let waits = known.tasks.iter().any(|task| blocker.tasks.contains(task));
        if same && (waits || (blocker.tasks.is_empty() && known.missing > 0)) {
            return false;
        }
    }
    true
}
