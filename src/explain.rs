//! Why a drain does not end, and the smallest changes that let it: for a cluster, a host, a
//! service or a task.
//!
//! **Invariant:** every task that is still on a host which drains stands in exactly one blocker.
//! An explanation changes nothing; a change that it offers is proven in a fork.

mod cause;
mod change;
mod prove;
mod write;

use crate::command::Command;
use crate::fleet;
use crate::model::arn;
use crate::scheduler::Refusal;
use crate::simulation::{Misuse, Simulation};
use crate::world::{
    ClusterKey, InstanceKey, InstanceStatus, Service, ServiceKey, ServiceStatus, Task, TaskKey, TaskStatus, World,
};

crate::form::readable! {
    only
    /// What is to be explained: one of the first four, or everything.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Ask {
        /// A cluster, by its name or ARN; of the service, where one is named.
        pub cluster: Option<String>,
        /// A host: its EC2 ID, or the ID or ARN of its container instance.
        pub host: Option<String>,
        /// A service, by its name or ARN.
        pub service: Option<String>,
        /// A task, by its ID or ARN.
        pub task: Option<String>,
        /// Whether each change is proven in a fork.
        pub prove: bool,
        /// How many hosts of each list of refusals are passed over.
        pub hosts_after: u32,
        /// How many of them are listed; the histogram has all.
        pub hosts_limit: u32,
    }
}

/// What keeps tasks where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The bounds of the service allow neither a stop nor a start.
    DeploymentBounds,
    /// No host can take the replacement.
    NoHost,
    /// The replacement never gets its images.
    ImageNeverPulls,
    /// The replacement is there and found unhealthy.
    ReplacementUnhealthy,
    /// Tasks of the service fail to start, and it pauses.
    ServicePaused,
    /// The deployment was given up, and its service starts nothing.
    DeploymentFailed,
    /// It is of no service: nobody but its owner stops it.
    StandaloneTask,
    /// It is protected.
    ProtectedTask,
    /// Nobody is there to stop it, or to tell that it has stopped.
    AgentGone,
    /// Connections to it drain.
    TargetDraining,
    /// Its containers take their time to stop.
    StopTimeout,
    /// The replacement waits for tasks that stop, as the ceiling is reached.
    WaitsForStops,
    /// The replacement is there and not healthy yet.
    ReplacementStarting,
    /// It is a daemon, and others are still there.
    DaemonWaits,
    /// It goes on by itself within moments.
    Proceeding,
}

impl Kind {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::DeploymentBounds => "deploymentBounds",
            Kind::NoHost => "noHost",
            Kind::ImageNeverPulls => "imageNeverPulls",
            Kind::ReplacementUnhealthy => "replacementUnhealthy",
            Kind::ServicePaused => "servicePaused",
            Kind::DeploymentFailed => "deploymentFailed",
            Kind::StandaloneTask => "standaloneTask",
            Kind::ProtectedTask => "protectedTask",
            Kind::DaemonWaits => "daemonWaits",
            Kind::AgentGone => "agentGone",
            Kind::TargetDraining => "targetDraining",
            Kind::StopTimeout => "stopTimeout",
            Kind::WaitsForStops => "waitsForStops",
            Kind::ReplacementStarting => "replacementStarting",
            Kind::Proceeding => "proceeding",
        }
    }

    /// Whether it ends by itself, as time passes; daemons wait for nothing but the others.
    pub const fn passes(self) -> bool {
        self as u8 >= Kind::TargetDraining as u8
    }
}

/// One thing that keeps tasks where they are.
#[derive(Clone, Debug)]
pub struct Blocker {
    /// What it is.
    pub kind: Kind,
    /// The service whose tasks they are.
    pub service: Option<ServiceKey>,
    /// The tasks that wait, in the order of creation.
    pub tasks: Vec<TaskKey>,
    /// How many tasks the service wants to start and cannot.
    pub missing: u32,
    /// Since when.
    pub since_ms: u64,
    /// Until when, if that is known.
    pub until_ms: Option<u64>,
    /// What it is in words, with the numbers in it.
    pub words: String,
    /// Why each host cannot take the task, where that is what it is about.
    pub refused: Vec<(InstanceKey, Refusal)>,
    /// What would free them, the smallest change first.
    pub changes: Vec<Change>,
}

/// Something to do about it.
#[derive(Clone, Debug)]
pub struct Change {
    /// What it does, in words.
    pub words: String,
    /// How it is done, one after another.
    pub commands: Vec<Command>,
    /// How many hosts it adds.
    pub extra_hosts: u32,
    /// How many tasks it stops or moves.
    pub task_moves: u32,
    /// Whether the blocker went in a fork; nothing unless that was asked for.
    pub proven: Option<bool>,
}

/// What is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Everything that there is.
    All,
    /// A cluster.
    Cluster(ClusterKey),
    /// A host.
    Host(InstanceKey),
    /// A service.
    Service(ServiceKey),
    /// A task.
    Task(TaskKey),
}

/// Explains as JSON text: see `index.d.ts` for its shape.
pub fn explain(simulation: &Simulation, ask: &Ask) -> Result<String, Misuse> {
    let subject = subject(simulation.world(), ask)?;
    let mut blockers = blockers(simulation.world(), subject);
    if ask.prove {
        for blocker in &mut blockers {
            prove::all(simulation, subject, blocker);
        }
    }
    Ok(write::explanation(simulation.world(), ask, subject, &blockers))
}

/// Whether a change frees what a blocker holds, tried in a fork.
pub fn prove(simulation: &Simulation, subject: Subject, blocker: &Blocker, change: &Change) -> bool {
    prove::one(simulation, subject, blocker, change)
}

/// What keeps the tasks of something where they are, the most telling first.
pub fn blockers(world: &World, subject: Subject) -> Vec<Blocker> {
    let mut blockers: Vec<Blocker> = Vec::new();
    let mut standings = cause::Standings::default();
    for task in world.tasks().filter(|task| is_to_go(world, subject, task)) {
        let cause = cause::of_task(world, &mut standings, task);
        if let Some(blocker) = blocker_of(&mut blockers, &cause, task.service) {
            blocker.tasks.push(task.key);
            blocker.since_ms = blocker.since_ms.min(cause.since_ms);
            blocker.until_ms = blocker.until_ms.max(cause.until_ms);
        }
    }
    for service in services_of(world, subject) {
        if let Some(cause) = cause::of_service(world, &mut standings, service) {
            blocker_of(&mut blockers, &cause, Some(service.key));
        }
    }
    for blocker in &mut blockers {
        cause::complete(world, blocker);
        blocker.changes = change::changes(world, blocker);
    }
    blockers
}

/// The blocker of a kind and a service among those found, which stand in this order; a new one
/// if there is none yet.
fn blocker_of<'b>(
    blockers: &'b mut Vec<Blocker>,
    cause: &cause::Cause,
    service: Option<ServiceKey>,
) -> Option<&'b mut Blocker> {
    let found = blockers.binary_search_by_key(&(cause.kind, service), |known| (known.kind, known.service));
    let place = found.unwrap_or_else(|place| {
        blockers.insert(place, cause.blocker(service));
        place
    });
    blockers.get_mut(place)
}

/// Whether a task should go and has not: it is on a host that drains.
fn is_to_go(world: &World, subject: Subject, task: &Task) -> bool {
    let asked = match subject {
        Subject::All => true,
        Subject::Cluster(key) => task.cluster == key,
        Subject::Host(key) => task.instance == key,
        Subject::Service(key) => task.service == Some(key),
        Subject::Task(key) => task.key == key,
    };
    let drains =
        || world.instance(task.instance).is_some_and(|instance| instance.shown.status == InstanceStatus::Draining);
    let told = !task.wanted && matches!(subject, Subject::Task(_));
    asked && task.status != TaskStatus::Stopped && (told || drains())
}

/// The services that may lack tasks.
fn services_of(world: &World, subject: Subject) -> impl Iterator<Item = &Service> {
    world.services().iter().filter(move |service| {
        service.status == ServiceStatus::Active
            && match subject {
                Subject::All => true,
                Subject::Cluster(cluster) => service.cluster == cluster,
                Subject::Service(key) => service.key == key,
                Subject::Host(_) | Subject::Task(_) => false,
            }
    })
}

/// Finds what is to be explained.
pub fn subject(world: &World, ask: &Ask) -> Result<Subject, Misuse> {
    let unknown = |member: &str, text: &str, way: &str| Misuse {
        member: member.to_owned(),
        message: format!("there is no {member} `{text}`: {way}"),
    };
    let cluster = match ask.cluster.as_deref() {
        Some(text) => {
            let name = text.rsplit('/').next().unwrap_or(text);
            let known = world.cluster_of_name(name).map(|cluster| cluster.key);
            Some(known.ok_or_else(|| unknown("cluster", text, "give its name or ARN"))?)
        }
        None => None,
    };
    if let Some(text) = ask.task.as_deref() {
        let task = fleet::find_task(world, text);
        return task.map(Subject::Task).ok_or_else(|| unknown("task", text, "give its ID or ARN"));
    }
    if let Some(text) = ask.host.as_deref() {
        let instance = fleet::find(world, text).and_then(|host| world.host(host)).and_then(|host| host.instance);
        let way = "give its EC2 ID, or the ID or ARN of its container instance; it has to be registered";
        return instance.map(Subject::Host).ok_or_else(|| unknown("host", text, way));
    }
    if let Some(text) = ask.service.as_deref() {
        let mut parts = text.rsplit('/');
        let name = parts.next().unwrap_or(text);
        // An ARN in the short format does not say which cluster.
        let named = parts.next().filter(|part| arn::is_arn(text) && !part.contains(':'));
        let cluster = match (named, cluster) {
            (None, Some(cluster)) => Some(cluster),
            (named, _) => world.cluster_of_name(named.unwrap_or("default")).map(|cluster| cluster.key),
        };
        let service = cluster.and_then(|cluster| world.service_of_name(cluster, name));
        let way = "give its name, and its cluster where that is not `default`, or its ARN";
        return service.map(|service| Subject::Service(service.key)).ok_or_else(|| unknown("service", text, way));
    }
    Ok(cluster.map_or(Subject::All, Subject::Cluster))
}
