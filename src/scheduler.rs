//! Decides what runs where: placement of single tasks, and what a service starts and stops.
//! It reads the world and returns decisions; whoever asked carries them out.
//!
//! Everything is worked out anew at each look, from the tasks as they are. So a decision
//! depends on nothing but the state, and an explanation can ask the same questions.

mod bounds;
mod daemon;
mod fit;
mod place;
mod rebalance;
mod replica;
mod verdict;

use crate::world::{DefinitionKey, InstanceKey, Memory, Service, ServiceKey, ServiceStatus, TaskKey, World};

pub use bounds::{Bounds, ceiling, floor};
pub use daemon::waits_for_others;
pub use fit::{Fit, Refusal, Wish};
pub use place::Candidates;
pub use rebalance::is_eligible as is_rebalanced_by_default;
pub use replica::Standing;
pub use verdict::{Verdict, is_leaving, verdict};

/// Why a service stops a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// There are more than are desired, or another deployment takes its place.
    Scaling,
    /// Its host is DRAINING.
    Drain,
    /// Its containers fail their health checks.
    ContainerHealth,
    /// Its targets fail theirs.
    TargetHealth,
    /// Its host is no place for it any more.
    Constraint,
    /// It makes room for one that was started in another zone.
    Rebalance,
}

/// A task that is to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Which one.
    pub task: TaskKey,
    /// Why.
    pub cause: Cause,
}

/// Where a task is to start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The instance that has room for it.
    pub instance: InstanceKey,
    /// Whether it is to even out zones.
    pub moves: bool,
}

/// Something that a service says and tells, besides of starts and stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A message among its events.
    Say(String),
    /// An event: its name, a reason, an instance.
    Tell(&'static str, Option<String>, Option<InstanceKey>),
}

/// What becomes of the primary deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It goes on.
    GoesOn,
    /// All tasks are its own and well.
    Completes,
    /// Its tasks kept failing: it is given up, for the deployment at this place if that is to be rolled back to.
    Fails(Option<usize>),
}

/// What a look at a service came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decisions {
    /// Tasks to start, of the primary deployment.
    pub starts: Vec<Start>,
    /// How many of the starts take the place of unhealthy tasks.
    pub replaced: u32,
    /// Tasks to stop.
    pub stops: Vec<Stop>,
    /// What is said before starts and stops.
    pub before: Vec<Word>,
    /// What is said after them.
    pub after: Vec<Word>,
    /// What becomes of the primary deployment.
    pub turn: Turn,
    /// What the service's status becomes.
    pub status: ServiceStatus,
    /// Whether a task of the primary deployment became healthy since the last look.
    pub recovered: bool,
    /// How many tasks a daemon service is to have.
    pub desired_count: u32,
    /// What the scheduler remembers.
    pub memory: Memory,
    /// When it has to look again though nothing happens until then.
    pub again_ms: Option<u64>,
}

impl Decisions {
    fn of(service: &Service, now_ms: u64) -> Decisions {
        let mut memory = service.memory.clone();
        memory.look = crate::world::Look { at_ms: now_ms, ..Default::default() };
        Decisions {
            starts: Vec::new(),
            replaced: 0,
            stops: Vec::new(),
            before: Vec::new(),
            after: Vec::new(),
            turn: Turn::GoesOn,
            recovered: false,
            status: service.status,
            desired_count: service.desired_count,
            memory,
            again_ms: None,
        }
    }

    /// Looks again at that moment, or earlier if it is to anyway.
    fn again(&mut self, at_ms: u64) {
        self.again_ms = Some(self.again_ms.map_or(at_ms, |known_ms| known_ms.min(at_ms)));
    }

    fn stop(&mut self, task: TaskKey, cause: Cause) {
        self.stops.push(Stop { task, cause });
    }

    /// Says something that does not come again within six hours (row `event-service-messages`).
    fn say_seldom(&mut self, topic: &str, text: String, now_ms: u64) -> bool {
        let known = self.memory.told.iter_mut().find(|(known, _)| known == topic);
        match known {
            Some((_, at_ms)) if now_ms < at_ms.saturating_add(SIX_HOURS_MS) => return false,
            Some((_, at_ms)) => *at_ms = now_ms,
            None => self.memory.told.push((topic.to_owned(), now_ms)),
        }
        self.after.push(Word::Say(text));
        true
    }
}

/// How long a message that says the same is held back.
const SIX_HOURS_MS: u64 = 6 * 3_600_000;

/// Looks at a service. `draw` gives a number from 0 up to below its argument.
pub fn look(world: &World, key: ServiceKey, draw: &mut dyn FnMut(u64) -> u64) -> Option<Decisions> {
    let service = world.service(key)?;
    match service.status {
        ServiceStatus::Inactive => None,
        ServiceStatus::Draining => Some(wind_up(world, service)),
        ServiceStatus::Active if service.daemon => Some(daemon::look(world, service)),
        ServiceStatus::Active => Some(replica::look(world, service, draw)),
    }
}

/// A service that was deleted stops all its tasks, and is gone when they are.
fn wind_up(world: &World, service: &Service) -> Decisions {
    let mut decisions = Decisions::of(service, world.now_ms());
    let tasks = world.tasks_by(&service.tasks);
    for task in tasks.filter(|task| task.wanted) {
        decisions.stop(task.key, Cause::Scaling);
    }
    if service.tasks.is_empty() {
        decisions.status = ServiceStatus::Inactive;
    }
    decisions
}

/// The task definition that the tasks of a service are to be of.
fn definition_of(service: &Service) -> Option<DefinitionKey> {
    service.deployments.first().map(|deployment| deployment.definition)
}
