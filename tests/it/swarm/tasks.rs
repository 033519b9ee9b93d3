//! What must hold of tasks and services after everything that happens, worked out anew from
//! the tasks as they are and as they were before.

use std::collections::BTreeMap;

use ecs_drydock::explain::{Subject, blockers};
use ecs_drydock::scheduler::{ceiling, floor};
use ecs_drydock::world::{
    ContainerInstance, Demand, InstanceStatus, Look, Port, Service, ServiceStatus, TargetState, Task, TaskHealth,
    TaskKey, TaskStatus, World,
};

use super::check::Moves;

/// What was seen of tasks and services so far.
#[derive(Debug, Default)]
pub struct Tasks {
    /// The tasks as they were, by the number of their key.
    seen: Vec<Option<Box<Task>>>,
    looks: BTreeMap<u32, Look>,
    /// How often it was looked whether explanations leave nothing out.
    pub explained: u64,
    /// How many decisions of services were held to their bounds.
    pub decisions: u64,
    steps: u64,
    print: u64,
}

/// A number that differs where tasks, services or instances do.
fn fingerprint(world: &World) -> u64 {
    let mix = |print: u64, part: u64| (print ^ part).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
    let mut print = mix(world.log().count(), world.services().len() as u64);
    for task in world.tasks() {
        let state =
            task.status as u64 | (task.health as u64) << 8 | (task.target as u64) << 16 | u64::from(task.wanted) << 24;
        print = mix(
            mix(print, state),
            task.protected_until_ms ^ task.times.pull_started_ms.rotate_left(32) ^ task.times.pull_stopped_ms,
        );
    }
    let assumptions = world.options().assumptions.0.iter();
    assumptions.fold(print, |print, (id, choice)| mix(print, u64::from(*id) << 8 | u64::from(*choice)))
}

impl Tasks {
    /// Looks at a world after one thing happened in it.
    pub fn look(&mut self, world: &World, moves: &mut Moves) {
        self.bounds(world);
        // Most looks of the scheduler change nothing, and nothing has to be worked out anew then.
        let print = fingerprint(world);
        if std::mem::replace(&mut self.print, print) == print {
            return;
        }
        self.moves(world, moves);
        let mut by_instance: BTreeMap<u32, Vec<&Task>> = BTreeMap::new();
        for task in world.tasks().filter(|task| task.status != TaskStatus::Stopped) {
            by_instance.entry(task.instance.number()).or_default().push(task);
        }
        for instance in world.instances() {
            claims(world, instance, by_instance.get(&instance.key.number()).map_or(&[], Vec::as_slice));
        }
        lists(world);
        self.steps += 1;
        if self.steps.is_multiple_of(7) && nothing_is_passed_over(world) {
            self.explained += 1;
        }
        self.remember(world);
    }

    /// Keeps the tasks as they are now; those that had stopped before stay as they were.
    fn remember(&mut self, world: &World) {
        for seen in &mut self.seen {
            if seen.as_ref().is_some_and(|task| world.task(task.key).is_none()) {
                *seen = None;
            }
        }
        for task in world.tasks() {
            if self.before(task.key).is_none_or(|before| !is_over(before, task)) {
                let number = task.key.number() as usize;
                self.seen.resize_with(self.seen.len().max(number + 1), || None);
                self.seen[number] = Some(Box::new(task.clone()));
            }
        }
    }

    fn before(&self, key: TaskKey) -> Option<&Task> {
        self.seen.get(key.number() as usize)?.as_deref()
    }

    /// Tasks move along the rows of their lifecycle, and each move raises the version.
    fn moves(&self, world: &World, moves: &mut Moves) {
        for task in world.tasks() {
            let before = self.before(task.key);
            if before.is_some_and(|before| is_over(before, task)) {
                continue;
            }
            if before.map(|before| before.status) != Some(task.status) {
                moves.make("task", before.map(|before| before.status.word()), task.status.word());
            }
            let Some(before) = before else {
                assert_eq!(task.version, 1, "a new task");
                has_room(world, task);
                continue;
            };
            let told = |task: &Task| (task.status, task.wanted, task.health, task.stopped_reason.clone());
            assert_eq!(task.version > before.version, told(task) != told(before), "the version of {:?}", task.key);
            assert!(before.wanted || !task.wanted, "{:?} is wanted again", task.key);
            assert_eq!((task.instance, task.service), (before.instance, before.service), "a task stays where it is");
            let times = |task: &Task| {
                [task.times.created_ms, task.times.started_ms, task.times.stopping_ms, task.times.stopped_ms]
            };
            for (after_ms, before_ms) in times(task).into_iter().zip(times(before)) {
                assert!(before_ms == 0 || after_ms == before_ms, "a time of {:?} changed", task.key);
                assert!(after_ms <= world.now_ms(), "a time to come");
            }
        }
    }

    /// What a service decided respects its bounds as they were when it did (assumption 33).
    fn bounds(&mut self, world: &World) {
        for service in world.services() {
            let number = service.key.number();
            let look = service.memory.look;
            if self.looks.insert(number, look) == Some(look) || service.daemon {
                continue;
            }
            if service.status != ServiceStatus::Active || look.at_ms != world.now_ms() {
                continue;
            }
            let before: Vec<&Task> = self
                .seen
                .iter()
                .flatten()
                .map(|task| &**task)
                .filter(|task| task.service == Some(service.key) && task.status != TaskStatus::Stopped)
                .collect();
            let healthy = before.iter().filter(|task| is_healthy(world, service, task)).count() as u64;
            let stopped =
                |task: &&&Task| is_healthy(world, service, task) && world.task(task.key).is_some_and(|now| !now.wanted);
            let stopped = before.iter().filter(stopped).count() as u64;
            let started = service.tasks.iter().filter(|key| self.before(**key).is_none()).count() as u64;
            let least = u64::from(floor(service.desired_count, service.minimum_healthy_percent));
            let most = u64::from(ceiling(service.desired_count, service.maximum_percent));
            let live = before.len() as u64;
            assert!(
                stopped == 0 || healthy - stopped >= least,
                "{} stops {stopped} of {healthy} healthy ones, floor {least}",
                service.name
            );
            assert!(
                started == 0 || live + started <= most,
                "{} starts {started} beside {live}, ceiling {most}",
                service.name
            );
            assert_eq!((u64::from(look.healthy), u64::from(look.live)), (healthy, live), "what {} saw", service.name);
            self.decisions += u64::from(stopped + started > 0);
        }
    }
}

/// Whether nothing happens to a task any more, and nothing did.
fn is_over(before: &Task, task: &Task) -> bool {
    (before.status, task.status, before.version) == (TaskStatus::Stopped, TaskStatus::Stopped, task.version)
}

/// Whether a task counts as healthy (row `drain-healthy`).
fn is_healthy(world: &World, service: &Service, task: &Task) -> bool {
    if !task.wanted || task.status != TaskStatus::Running {
        return false;
    }
    let definition = world.definition(task.definition).unwrap();
    let checked = definition.containers.iter().any(|container| container.essential && container.health_check.is_some());
    let balanced = !service.load_balancers.is_empty();
    if checked && task.health != TaskHealth::Healthy || balanced && task.target != TargetState::Healthy {
        return false;
    }
    if task.health == TaskHealth::Unhealthy || task.target == TargetState::Unhealthy {
        return false;
    }
    let wait_ms = if world.choice(26) == 0 { world.options().timings.healthy_ms } else { 0 };
    checked || balanced || world.now_ms() >= task.times.started_ms + wait_ms
}

/// What a task takes fits beside the others when it is placed.
fn has_room(world: &World, task: &Task) {
    let instance = world.instance(task.instance).unwrap();
    let (room, claims) = (&instance.room, &instance.shown.claims);
    assert!(i64::from(claims.cpu) <= room.cpu, "CPU of {:?}", instance.key);
    assert!(i64::from(claims.memory_mib) <= room.memory_mib, "memory of {:?}", instance.key);
    assert!(room.enis.is_none_or(|enis| claims.enis <= enis), "interfaces of {:?}", instance.key);
    assert!(claims.gpus.len() <= room.gpus as usize, "GPUs of {:?}", instance.key);
    assert!(claims.ports.iter().all(|port| !room.ports.contains(port)), "a reserved port of {:?}", instance.key);
}

/// What is held of an instance is the sum over its tasks that are not STOPPED.
fn claims(world: &World, instance: &ContainerInstance, tasks: &[&Task]) {
    let keys: Vec<TaskKey> = tasks.iter().map(|task| task.key).collect();
    assert_eq!(instance.tasks, keys, "the list of {:?}", instance.key);
    let mut sum = Demand::default();
    let (mut ports, mut enis, mut running, mut pending): (Vec<Port>, u32, u32, u32) = (Vec::new(), 0, 0, 0);
    let literally = world.choice(32) > 0;
    for task in tasks {
        let demand = world.demand_of(task);
        sum.cpu += demand.cpu;
        sum.memory_mib += demand.memory_mib;
        sum.gpus += demand.gpus;
        ports.extend(demand.ports);
        enis += u32::from(demand.eni);
        running += u32::from(task.counts_as_running(literally));
        pending += u32::from(task.counts_as_pending(literally));
    }
    let held = &instance.shown.claims;
    let mut held_ports = held.ports.clone();
    held_ports.sort_unstable();
    ports.sort_unstable();
    assert_eq!(held_ports, ports, "the ports of {:?}", instance.key);
    ports.dedup();
    assert_eq!(ports.len(), held_ports.len(), "a port of {:?} is held twice", instance.key);
    assert_eq!((held.cpu, held.memory_mib, held.enis), (sum.cpu, sum.memory_mib, enis), "{:?}", instance.key);
    assert_eq!(
        (held.gpus.len() as u32, held.running, held.pending),
        (sum.gpus, running, pending),
        "{:?}",
        instance.key
    );
}

/// Services know their tasks, and clusters how many they have.
fn lists(world: &World) {
    let live: Vec<&Task> = world.tasks().filter(|task| task.status != TaskStatus::Stopped).collect();
    for service in world.services() {
        let own = live.iter().filter(|task| task.service == Some(service.key));
        let tasks: Vec<TaskKey> = own.map(|task| task.key).collect();
        assert_eq!(service.tasks, tasks, "the tasks of {}", service.name);
        assert!(service.messages.len() <= 100, "messages of {}", service.name);
        assert!(!service.deployments.is_empty(), "{} has no deployment", service.name);
    }
    for cluster in world.clusters() {
        let own = live.iter().filter(|task| task.cluster == cluster.key).count();
        assert_eq!(cluster.tasks as usize, own, "the tasks of {}", cluster.name);
    }
}

/// Every task on a host that drains stands in one blocker. Whether there was one.
fn nothing_is_passed_over(world: &World) -> bool {
    let drains = |task: &&Task| {
        world.instance(task.instance).is_some_and(|instance| instance.shown.status == InstanceStatus::Draining)
    };
    let left: Vec<TaskKey> =
        world.tasks().filter(|task| task.status != TaskStatus::Stopped).filter(drains).map(|task| task.key).collect();
    let mut named: Vec<TaskKey> = blockers(world, Subject::All)
        .into_iter()
        .flat_map(|blocker| {
            assert!(!blocker.words.is_empty(), "{:?} has no words", blocker.kind);
            blocker.tasks
        })
        .collect();
    named.sort_unstable();
    assert_eq!(named, left, "every task that waits is named once");
    !left.is_empty()
}
