//! The lifecycles as tables: from, trigger, to. A simulation moves along these
//! rows, and the page draws them.

mod agent_update;
mod container_instance;
mod task;

use super::exception::Exception;
use crate::diagnostic::Evidence;

/// The lifecycles there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    /// The `status` of a container instance.
    ContainerInstance,
    /// The `agentUpdateStatus` of a container instance.
    AgentUpdate,
    /// The `lastStatus` of a task.
    Task,
}

/// One move, legal or refused.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// The state before; none where nothing exists yet.
    pub from: Option<&'static str>,
    /// The state after.
    pub to: &'static str,
    /// Whether it happens.
    pub legal: bool,
    /// What brings it about, or what is refused.
    pub trigger: &'static str,
    /// Why, in one sentence.
    pub reason: &'static str,
    /// The exception that answers the attempt.
    pub exception: Option<Exception>,
    /// How it is known.
    pub evidence: Evidence,
    /// The row of the fact sheet.
    pub source: &'static str,
}

impl Machine {
    /// All of them with the names that users give them.
    pub const ALL: [(&'static str, Machine); 3] = [
        ("containerInstance", Machine::ContainerInstance),
        ("agentUpdate", Machine::AgentUpdate),
        ("task", Machine::Task),
    ];

    /// The machine of this name.
    pub fn from_name(name: &str) -> Option<Machine> {
        Machine::ALL.iter().find(|(known, _)| *known == name).map(|(_, machine)| *machine)
    }

    /// The name that users give it.
    pub fn name(self) -> &'static str {
        Machine::ALL.iter().find(|(_, machine)| *machine == self).map_or("", |(name, _)| name)
    }

    /// Its states, in the order of a life.
    pub const fn states(self) -> &'static [&'static str] {
        match self {
            Machine::ContainerInstance => &container_instance::STATES,
            Machine::AgentUpdate => &agent_update::STATES,
            Machine::Task => &task::STATES,
        }
    }

    /// Its moves.
    pub const fn moves(self) -> &'static [Move] {
        match self {
            Machine::ContainerInstance => container_instance::MOVES,
            Machine::AgentUpdate => agent_update::MOVES,
            Machine::Task => task::MOVES,
        }
    }
}

/// What is known of one move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it happens.
    pub legal: bool,
    /// What brings it about; empty if nothing does.
    pub triggers: Vec<&'static str>,
    /// Why, in one sentence.
    pub reason: String,
    /// The exception that answers the attempt.
    pub exception: Option<&'static str>,
    /// How it is known.
    pub evidence: Evidence,
    /// The assumption's id, where the evidence is one.
    pub assumption: Option<u16>,
    /// The row of the fact sheet.
    pub source: Option<&'static str>,
}

/// One row of a lifecycle for a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The lifecycle.
    pub machine: Machine,
    /// The state before; none where nothing exists yet.
    pub from: Option<&'static str>,
    /// The state after.
    pub to: &'static str,
    /// What is known of the move.
    pub verdict: Verdict,
}

/// How it is known that a move does not happen which the tables do not name.
const UNNAMED: Evidence = Evidence::Assumed(75);

/// Judges one move. `None` if the machine has no such state.
///
/// A move may have several triggers; it is legal if one of them is. A move that
/// the tables do not name does not happen, as far as is known (assumption 75).
#[cold]
pub fn transition(machine: Machine, from: Option<&str>, to: &str) -> Option<Verdict> {
    let known = |state: &str| machine.states().contains(&state);
    if !known(to) || from.is_some_and(|from| !known(from)) {
        return None;
    }
    let mut rows: Vec<&Move> = machine.moves().iter().filter(|row| row.from == from && row.to == to).collect();
    if rows.iter().any(|row| row.legal) {
        rows.retain(|row| row.legal);
    }
    let Some(first) = rows.first().copied() else {
        return Some(Verdict {
            legal: false,
            triggers: Vec::new(),
            reason: format!("nothing takes it from {} to {to}", from.unwrap_or("nothing")),
            exception: None,
            evidence: UNNAMED,
            assumption: UNNAMED.assumption(),
            source: Some("assumption-75"),
        });
    };
    // What else is asked for may be answered otherwise: one verdict speaks for one answer.
    rows.retain(|row| row.exception == first.exception);
    Some(Verdict { triggers: rows.iter().map(|row| row.trigger).collect(), ..verdict(first) })
}

/// Every row of a lifecycle, legal and refused.
pub fn transitions(machine: Machine) -> Vec<Transition> {
    let row = |row: &Move| Transition { machine, from: row.from, to: row.to, verdict: verdict(row) };
    machine.moves().iter().map(row).collect()
}

fn verdict(row: &Move) -> Verdict {
    Verdict {
        legal: row.legal,
        triggers: vec![row.trigger],
        reason: row.reason.to_owned(),
        exception: row.exception.map(Exception::name),
        evidence: row.evidence,
        assumption: row.evidence.assumption(),
        source: Some(row.source),
    }
}

/// A move that happens.
const fn legal(
    from: Option<&'static str>,
    to: &'static str,
    trigger: &'static str,
    reason: &'static str,
    evidence: Evidence,
    source: &'static str,
) -> Move {
    Move { from, to, legal: true, trigger, reason, exception: None, evidence, source }
}

/// A move that is asked for and refused.
const fn refused(
    from: Option<&'static str>,
    to: &'static str,
    trigger: &'static str,
    reason: &'static str,
    exception: Option<Exception>,
    evidence: Evidence,
    source: &'static str,
) -> Move {
    Move { from, to, legal: false, trigger, reason, exception, evidence, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MACHINES: [Machine; 3] = [Machine::ContainerInstance, Machine::AgentUpdate, Machine::Task];

    #[test]
    fn rows_name_states_of_their_machine() {
        for machine in MACHINES {
            for row in machine.moves() {
                assert!(machine.states().contains(&row.to), "{machine:?}: {}", row.to);
                assert!(row.from.is_none_or(|from| machine.states().contains(&from)), "{machine:?}: {:?}", row.from);
            }
        }
    }

    #[test]
    fn every_state_is_reached() {
        for machine in MACHINES {
            for state in machine.states() {
                assert!(machine.moves().iter().any(|row| row.legal && row.to == *state), "{machine:?}: {state}");
            }
        }
    }

    /// Each request that changes a state has a row for each state it may find.
    #[test]
    fn every_state_has_an_answer_to_every_request() {
        let check = |machine: Machine, trigger: &str, states: &[&'static str]| {
            for state in states {
                let answered = |row: &&Move| row.from == Some(*state) && row.trigger.starts_with(trigger);
                assert!(machine.moves().iter().any(|row| answered(&row)), "{trigger} in {state}");
            }
        };
        let instance = Machine::ContainerInstance;
        check(instance, "UpdateContainerInstancesState ACTIVE", instance.states());
        check(instance, "UpdateContainerInstancesState DRAINING", instance.states());
        let settled: Vec<_> = instance.states().iter().copied().filter(|state| *state != "DEREGISTERING").collect();
        check(instance, "DeregisterContainerInstance", &settled);
        check(Machine::AgentUpdate, "UpdateContainerAgent", Machine::AgentUpdate.states());
    }

    /// Where an update may be asked for, it may also be refused in both other ways.
    #[test]
    fn an_update_may_be_refused_wherever_it_may_be_asked_for() {
        for legal in Machine::AgentUpdate.moves().iter().filter(|row| row.legal && row.to == "PENDING") {
            let refusals = Machine::AgentUpdate.moves().iter().filter(|row| !row.legal && row.from == legal.from);
            let names: Vec<_> = refusals.filter_map(|row| row.exception).map(Exception::name).collect();
            assert_eq!(names, ["NoUpdateAvailableException", "MissingVersionException"], "{:?}", legal.from);
        }
    }

    #[test]
    fn refused_moves_stay_refused() {
        let check = |machine, from, to, exception: Option<&str>| {
            let verdict = transition(machine, from, to).unwrap();
            assert!(!verdict.legal, "{from:?} to {to}");
            assert_eq!(verdict.exception, exception, "{from:?} to {to}");
        };
        check(Machine::ContainerInstance, Some("INACTIVE"), "ACTIVE", Some("ClientException"));
        check(Machine::AgentUpdate, Some("STAGED"), "PENDING", Some("UpdateInProgressException"));
        check(Machine::ContainerInstance, Some("DEREGISTERING"), "ACTIVE", None);
        check(Machine::Task, Some("STOPPED"), "RUNNING", None);
        let unnamed = transition(Machine::Task, Some("STOPPED"), "RUNNING").unwrap();
        assert_eq!((unnamed.evidence, unnamed.source), (Evidence::Assumed(75), Some("assumption-75")));
        assert_eq!(transition(Machine::Task, Some("ACTIVE"), "RUNNING"), None);
    }
}
