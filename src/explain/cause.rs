//! Why one task is still where it is: the same questions that the scheduler and the agents ask.

use super::{Blocker, Kind};
use crate::command::{Health, Pull};
use crate::scheduler::{Candidates, Fit, Refusal, Standing, Wish, waits_for_others};
use crate::text::list;
use crate::world::{
    ContainerInstance, Due, HostState, InstanceStatus, Process, Rollout, Service, ServiceKey, TRUNK_ATTRIBUTE,
    TargetState, Task, TaskStatus, World, iso8601,
};

/// Why a task is where it is.
#[derive(Clone, Debug)]
pub(super) struct Cause {
    pub kind: Kind,
    pub since_ms: u64,
    pub until_ms: Option<u64>,
    pub missing: u32,
}

impl Cause {
    fn new(kind: Kind, since_ms: u64, until_ms: Option<u64>) -> Cause {
        Cause { kind, since_ms, until_ms, missing: 0 }
    }

    pub fn blocker(&self, service: Option<ServiceKey>) -> Blocker {
        Blocker {
            kind: self.kind,
            service,
            tasks: Vec::new(),
            missing: self.missing,
            since_ms: self.since_ms,
            until_ms: self.until_ms,
            words: String::new(),
            refused: Vec::new(),
            changes: Vec::new(),
        }
    }
}

/// Where each service stands, worked out once, with whether a host could take a task of it.
#[derive(Default)]
pub(super) struct Standings(Vec<(ServiceKey, Standing, bool)>);

impl Standings {
    fn of(&mut self, world: &World, service: &Service) -> (Standing, bool) {
        match self.0.binary_search_by_key(&service.key, |(key, ..)| *key) {
            Ok(place) if let Some((_, standing, has_place)) = self.0.get(place) => (*standing, *has_place),
            Ok(place) | Err(place) => {
                let standing = Standing::of(world, service);
                let has_place = standing.missing == 0 || has_place(world, service);
                self.0.insert(place, (service.key, standing, has_place));
                (standing, has_place)
            }
        }
    }
}

fn has_place(world: &World, service: &Service) -> bool {
    wish(world, service).is_some_and(|wish| Candidates::of_service(world, service, &wish).room_for(1) > 0)
}

/// A task as the primary deployment of a service has it.
pub(super) fn wish(world: &World, service: &Service) -> Option<Wish> {
    let primary = service.deployments.first()?;
    Some(Wish::of_service(service, world.definition(primary.definition)?))
}

/// Why a task is still there. Where nobody is on its host to stop it, it stays when what else it
/// waits for has passed: that is told at once, unless somebody is to come back.
pub(super) fn of_task(world: &World, standings: &mut Standings, task: &Task) -> Cause {
    let mut cause = waiting(world, standings, task);
    let ends_alone = matches!(task.status, TaskStatus::Provisioning | TaskStatus::Deprovisioning);
    if cause.kind.passes() && !ends_alone && !is_attended(world, task) {
        match attended_ms(world, task) {
            None => (cause.kind, cause.until_ms) = (Kind::AgentGone, None),
            at_ms => cause.until_ms = cause.until_ms.max(at_ms),
        }
    }
    cause
}

/// When the agent of a task's host is to be back by itself, or its instance is to be deregistered.
fn attended_ms(world: &World, task: &Task) -> Option<u64> {
    let instance = world.instance(task.instance)?;
    let host = instance.host;
    let kept = world.host(host).is_some_and(|host| host.instance == Some(instance.key));
    for due in [Due::Boot(host), Due::Recover(host), Due::Restart(host), Due::Reap(instance.key)] {
        let at_ms = world.due_at_ms(due).filter(|_| kept);
        if at_ms.is_some() {
            return at_ms;
        }
    }
    None
}

fn waiting(world: &World, standings: &mut Standings, task: &Task) -> Cause {
    let instance = world.instance(task.instance);
    let since_ms = instance.map_or(task.times.created_ms, |instance| instance.status_since_ms);
    if !task.wanted {
        return stopping(world, task);
    }
    let Some(service) = task.service.and_then(|key| world.service(key)) else {
        return Cause::new(Kind::StandaloneTask, since_ms, None);
    };
    if service.daemon {
        let waits = instance.is_some_and(|instance| waits_for_others(world, instance));
        let next_ms = world.due_at_ms(Due::Service(service.key));
        return if waits { Cause::new(Kind::DaemonWaits, since_ms, None) } else { proceeding(since_ms, next_ms) };
    }
    if !task.status.is_early() && task.is_protected(world.now_ms()) && world.choice(31) == 0 {
        return Cause::new(Kind::ProtectedTask, since_ms, Some(task.protected_until_ms));
    }
    let mut cause = replacement(world, standings, service, task.status.is_early());
    cause.since_ms = cause.since_ms.max(since_ms);
    cause
}

fn proceeding(since_ms: u64, until_ms: Option<u64>) -> Cause {
    Cause::new(Kind::Proceeding, since_ms, until_ms)
}

/// A task was told to stop, and has not yet.
fn stopping(world: &World, task: &Task) -> Cause {
    let since_ms = task.times.stopping_ms;
    let due_ms = world.due_at_ms(Due::Task(task.key));
    match task.status {
        TaskStatus::Deactivating if task.target == TargetState::Draining => {
            Cause::new(Kind::TargetDraining, since_ms, world.due_at_ms(Due::Target(task.key)))
        }
        TaskStatus::Provisioning | TaskStatus::Deprovisioning => proceeding(since_ms, due_ms),
        TaskStatus::Stopping => Cause::new(Kind::StopTimeout, since_ms, due_ms),
        _ => proceeding(since_ms, due_ms),
    }
}

/// Whether an agent is there that acts on what is decided about a task.
pub(super) fn is_attended(world: &World, task: &Task) -> bool {
    let host = world.instance(task.instance).and_then(|instance| world.host(instance.host));
    host.is_some_and(|host| {
        host.instance == Some(task.instance)
            && host.state == HostState::Running
            && host.agent.process == Process::Running
    })
}

/// Why a service does not stop a task that is to leave: mostly, why its replacement is not there.
fn replacement(world: &World, standings: &mut Standings, service: &Service, early: bool) -> Cause {
    let (standing, has_place) = standings.of(world, service);
    let next_ms = world.due_at_ms(Due::Service(service.key));
    let (memory, now_ms) = (&service.memory, world.now_ms());
    if early || standing.bounds.may_stop() > 0 {
        return proceeding(memory.look.at_ms.min(now_ms), next_ms);
    }
    if standing.missing == 0 {
        return unready(world, service, standing);
    }
    if standing.bounds.may_start() == 0 {
        if standing.stopping > 0 {
            let (mut gone, mut until_ms) = (false, None);
            for task in world.tasks_by(&service.tasks).filter(|task| !task.wanted) {
                gone |= task.target != TargetState::Draining && !is_attended(world, task);
                until_ms = until_ms.max(next_step_ms(world, task));
            }
            return Cause::new(Kind::WaitsForStops, memory.look.at_ms, until_ms.filter(|_| !gone));
        }
        if standing.good_healthy < standing.good || standing.sick > 0 {
            return unready(world, service, standing);
        }
        let since_ms = if memory.bound_since_ms > 0 { memory.bound_since_ms } else { now_ms };
        return Cause { missing: standing.missing, ..Cause::new(Kind::DeploymentBounds, since_ms, None) };
    }
    if service.deployments.first().is_some_and(|primary| primary.rollout == Rollout::Failed) {
        return Cause { missing: standing.missing, ..Cause::new(Kind::DeploymentFailed, memory.look.at_ms, None) };
    }
    if now_ms < memory.paused_until_ms {
        let cause = Cause::new(Kind::ServicePaused, memory.look.at_ms, Some(memory.paused_until_ms));
        return Cause { missing: standing.missing, ..cause };
    }
    if !has_place {
        let since_ms = if memory.unplaced_since_ms > 0 { memory.unplaced_since_ms } else { now_ms };
        return Cause { missing: standing.missing, ..Cause::new(Kind::NoHost, since_ms, None) };
    }
    proceeding(now_ms, next_ms)
}

pub(super) fn next_step_ms(world: &World, task: &Task) -> Option<u64> {
    world.due_at_ms(Due::Target(task.key)).or_else(|| world.due_at_ms(Due::Task(task.key)))
}

/// The replacements are there, but not healthy.
fn unready(world: &World, service: &Service, standing: Standing) -> Cause {
    let (mut created_ms, mut found_ms) = (None, None);
    let (mut hangs_one, mut sick, mut gone) = (false, standing.sick > 0, false);
    for task in world.tasks_by(&service.tasks).filter(|task| task.wanted) {
        let instance = world.instance(task.instance);
        if !instance.is_some_and(|instance| instance.shown.status == InstanceStatus::Active) {
            continue;
        }
        created_ms = created_ms.max(Some(task.times.created_ms));
        hangs_one |= hangs(world, task);
        sick |= never_healthy(world, task);
        gone |= task.status.is_early() && !is_attended(world, task);
        if task.status == TaskStatus::Running {
            let target_ms = world.due_at_ms(Due::Target(task.key));
            found_ms = found_ms.max(target_ms.or_else(|| world.due_at_ms(Due::Check(task.key))));
        }
    }
    let since_ms = created_ms.unwrap_or(world.now_ms());
    if hangs_one {
        return Cause::new(Kind::ImageNeverPulls, since_ms, None);
    }
    if sick || service.memory.failures > 0 {
        return Cause::new(Kind::ReplacementUnhealthy, since_ms, None);
    }
    if gone {
        return Cause::new(Kind::AgentGone, since_ms, None);
    }
    if let Some(holder) = held_up(world, service) {
        return Cause::new(Kind::WaitsForStops, since_ms, next_step_ms(world, holder));
    }
    Cause::new(Kind::ReplacementStarting, since_ms, standing.again_ms.max(found_ms))
}

/// The task that stops, for whose end the agent waits before it starts one of the service (assumption 87).
fn held_up<'w>(world: &'w World, service: &Service) -> Option<&'w Task> {
    if world.choice(87) == 0 {
        return None;
    }
    let mut tasks = world.tasks_by(&service.tasks);
    tasks.find_map(|task| {
        let waits = task.wanted && task.status == TaskStatus::Pending && task.times.pull_started_ms == 0;
        let instance = world.instance(task.instance).filter(|_| waits)?;
        stopping_on(world, instance).find(|other| other.times.stopping_ms <= task.times.created_ms)
    })
}

/// The tasks of an instance that were told to stop and hold what they have until they are STOPPED.
pub(super) fn stopping_on<'w>(world: &'w World, instance: &'w ContainerInstance) -> impl Iterator<Item = &'w Task> {
    world.tasks_of(instance).filter(|task| !task.wanted)
}

/// Whether a task waits for images that never come.
fn hangs(world: &World, task: &Task) -> bool {
    task.status == TaskStatus::Pending
        && task.times.pull_started_ms > 0
        && is_attended(world, task)
        && world.due_at_ms(Due::Task(task.key)).is_none()
        || task.status == TaskStatus::Pending && workload(world, task).pull == Some(Pull::Hangs)
}

/// Whether what a task's containers or targets are set to say keeps it from ever being healthy.
fn never_healthy(world: &World, task: &Task) -> bool {
    let checked = world.definition(task.definition).is_some_and(|definition| definition.has_health_check());
    let contained = checked && workload(world, task).health == Some(Health::Unhealthy);
    let groups = world.target_groups_of(task.service);
    contained || task.target == TargetState::Unhealthy || groups.iter().any(|group| !group.healthy)
}

fn workload(world: &World, task: &Task) -> crate::command::Workload {
    world.definition(task.definition).map(|definition| world.workload(&definition.family)).unwrap_or_default()
}

/// Why a service has fewer tasks than desired, drain or not; nothing if it has what it wants.
pub(super) fn of_service(world: &World, standings: &mut Standings, service: &Service) -> Option<Cause> {
    if service.daemon {
        let since_ms = service.memory.unplaced_since_ms;
        let bounds = crate::scheduler::Bounds::of(world, service);
        let bound = service.deployments.len() > 1 && bounds.healthy == bounds.live && bounds.may_stop() == 0;
        let kind = if bound { Kind::DeploymentBounds } else { Kind::NoHost };
        let since_ms = if bound { service.memory.look.at_ms } else { since_ms };
        return (since_ms > 0).then(|| Cause { missing: 1, ..Cause::new(kind, since_ms, None) });
    }
    let (standing, _) = standings.of(world, service);
    let older = service.deployments.len() > 1;
    if standing.missing == 0 && !older && standing.good_healthy == standing.good {
        return None;
    }
    let cause = replacement(world, standings, service, false);
    let telling = !cause.kind.passes() && (standing.missing > 0 || older || cause.kind != Kind::Proceeding);
    telling.then_some(cause)
}

/// Puts a blocker in words, with why each host refuses where that is what it is about.
pub(super) fn complete(world: &World, blocker: &mut Blocker) {
    let service = blocker.service.and_then(|key| world.service(key));
    if let (Kind::NoHost, Some(service)) = (blocker.kind, service)
        && let Some(wish) = wish(world, service)
    {
        let mut fit = Fit::new(world, &wish);
        for instance in world.instances_of(service.cluster) {
            if let Some(refusal) = fit.refusal(instance) {
                blocker.refused.push((instance.key, refusal));
            }
        }
    }
    blocker.words = words(world, blocker, service);
}

fn words(world: &World, blocker: &Blocker, service: Option<&Service>) -> String {
    let until = blocker.until_ms.map(iso8601).unwrap_or_default();
    let name = service.map_or("", |service| service.name.as_str());
    let count = blocker.tasks.len();
    match blocker.kind {
        Kind::DeploymentBounds => match service {
            Some(service) => format!("{}: neither stop nor start is allowed", arithmetic(world, service)),
            None => String::new(),
        },
        Kind::NoHost => {
            let hosts = blocker.refused.len();
            format!("no host can take a task of {name}: {}", histogram_words(blocker, hosts))
        }
        Kind::ImageNeverPulls => format!("the replacement of {name} is PENDING and its images never come"),
        Kind::ReplacementUnhealthy => format!("the replacement of {name} does not become healthy"),
        Kind::ServicePaused => format!("tasks of {name} fail to start, so it starts none until {until}"),
        Kind::DeploymentFailed => {
            format!("the deployment of {name} failed, so it starts no task until it gets another one")
        }
        Kind::StandaloneTask => format!("{} of no service: a drain leaves {} alone", be(count), them(count)),
        Kind::ProtectedTask => format!("{} of {name} and protected until {until}", be(count)),
        Kind::DaemonWaits => format!("daemons stop last: {name} waits for the other tasks of its host"),
        Kind::AgentGone => {
            "the agent of the host is gone: nobody stops the tasks, or tells that they have stopped".to_owned()
        }
        Kind::TargetDraining => {
            format!("connections drain until {until} (the deregistration delay of the target group)")
        }
        Kind::StopTimeout => format!("containers were asked to stop and have until {until} (stopTimeout)"),
        Kind::WaitsForStops => match service {
            Some(service) => match held_up(world, service) {
                Some(holder) => format!(
                    "a task of {name} is PENDING: the agent starts it once (task {:032x}) of its host is STOPPED",
                    holder.id
                ),
                None => {
                    format!("{}: replacements wait until the tasks that stop are STOPPED", arithmetic(world, service))
                }
            },
            None => String::new(),
        },
        Kind::ReplacementStarting => format!("the replacement of {name} is there and not healthy yet"),
        Kind::Proceeding => "goes on at the next step".to_owned(),
    }
}

/// So many things, by the word for one of them.
pub(super) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn be(count: usize) -> String {
    format!("{} {}", counted(count, "task"), if count == 1 { "is" } else { "are" })
}

fn them(count: usize) -> &'static str {
    if count == 1 { "it" } else { "them" }
}

/// The bounds of a service in words, as they are worked out.
pub(super) fn arithmetic(world: &World, service: &Service) -> String {
    let bounds = crate::scheduler::Bounds::of(world, service);
    format!(
        "desired {}, floor {} ({} % rounded up), ceiling {} ({} % rounded down), healthy {}, live {}",
        service.desired_count,
        bounds.floor,
        service.minimum_healthy_percent,
        bounds.ceiling,
        service.maximum_percent,
        bounds.healthy,
        bounds.live
    )
}

/// How many hosts refuse for each reason, in the order of the checks.
pub(super) fn histogram(blocker: &Blocker) -> Vec<(&'static str, Vec<usize>)> {
    let mut reasons: Vec<(&'static str, Vec<usize>)> = Vec::new();
    for (place, (_, refusal)) in blocker.refused.iter().enumerate() {
        match reasons.iter_mut().find(|(known, _)| *known == refusal.reason()) {
            Some((_, places)) => places.push(place),
            None => reasons.push((refusal.reason(), vec![place])),
        }
    }
    reasons
}

fn histogram_words(blocker: &Blocker, hosts: usize) -> String {
    if hosts == 0 {
        return "the cluster has none".to_owned();
    }
    let mut listed = String::new();
    for (reason, places) in histogram(blocker) {
        list(&mut listed, ", ", &format!("{reason} {}", places.len()));
    }
    format!("{listed} of {hosts} hosts")
}

/// What a host lacks, for the full list, and which tasks hold it.
pub(super) fn detail(world: &World, instance: &ContainerInstance, refusal: &Refusal) -> Option<String> {
    let (room, claims) = (&instance.room, &instance.shown.claims);
    let mut lack = match refusal {
        Refusal::Status(_) => return instance.shown.status_reason.clone(),
        Refusal::Attribute(name) => return Some(format!("lacks {name}")),
        Refusal::MemberOf(expression) => return Some(expression.clone()),
        Refusal::Port(port) => {
            let mut tasks = world.tasks_of(instance);
            let holder = tasks.find(|task| world.demand_of(task).ports.contains(port));
            let by = holder.map(|task| format!(" by (task {:032x}) of {}", task.id, world.group_of(task)));
            let protocol = if port.is_udp() { " (UDP)" } else { "" };
            return Some(format!("port {}{protocol} is in use{}", port.number(), by.unwrap_or_default()));
        }
        Refusal::Cpu { free } => format!("{free} CPU units are free"),
        Refusal::Memory { free_mib } => format!("{free_mib} MiB are free"),
        Refusal::Eni => {
            let attributes = world.attributes(instance.shown.attributes);
            let trunk = attributes.iter().any(|attribute| attribute.name == TRUNK_ATTRIBUTE);
            let without = if trunk { "" } else { ", and there is no ecs.awsvpc-trunk-id" };
            format!("{} of {} tasks with an interface are there{without}", claims.enis, room.enis.unwrap_or_default())
        }
        Refusal::Agent | Refusal::Distinct | Refusal::Gpu => return None,
    };
    for task in stopping_on(world, instance).take(MOST_HOLDERS) {
        lack += &format!("; (task {:032x}) is not yet STOPPED", task.id);
    }
    Some(lack)
}

/// How many tasks are named as holders.
const MOST_HOLDERS: usize = 5;
