//! What must hold after everything that happens. It is worked out anew from what was
//! seen before and from the lifecycle tables, not from the code that did it.

use std::collections::{BTreeMap, BTreeSet};

use super::tasks::Tasks;
use ecs_drydock::model::health::HealthState;
use ecs_drydock::model::lifecycle::{Machine, transition};
use ecs_drydock::world::{
    Body, Claims, ContainerInstance, Health, HostState, InstanceKey, InstanceStatus, Process, Record, SetId, Shown,
    World,
};

/// An instance as it was seen last.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    status: InstanceStatus,
    reason: Option<String>,
    connected: bool,
    versions: SetId,
    update: Option<&'static str>,
    version: u64,
    /// What tasks hold of it; their counts alone no event reports.
    held: Claims,
    told: Vec<(&'static str, HealthState)>,
}

/// A move of a lifecycle: which, from, to.
pub type Moved = (&'static str, Option<&'static str>, &'static str);

/// How often each move was made.
#[derive(Debug, Default)]
pub struct Moves(pub BTreeMap<Moved, u32>);

impl Moves {
    /// A move is made, and has to be a legal one of the table.
    pub fn make(&mut self, machine: &'static str, from: Option<&'static str>, to: &'static str) {
        let verdict = Machine::from_name(machine).and_then(|machine| transition(machine, from, to));
        assert!(verdict.is_some_and(|verdict| verdict.legal), "{machine} went from {from:?} to {to}");
        *self.0.entry((machine, from, to)).or_default() += 1;
    }
}

/// What was seen so far.
#[derive(Debug, Default)]
pub struct Watch {
    /// The moves that were made.
    pub moves: Moves,
    /// What was seen of tasks and services.
    pub tasks: Tasks,
    instances: Vec<Seen>,
    /// How many events were seen.
    cursor: u64,
    chain: u128,
    /// How often each version of each instance was told of, where events may be late.
    arrived: BTreeMap<(u32, u64), u32>,
}

impl Watch {
    /// Looks at a world after one thing happened in it.
    pub fn look(&mut self, world: &World) {
        self.tasks.look(world, &mut self.moves);
        let options = world.options();
        let in_order = options.delivery.late_ms == 0 && options.delivery.twice_per_mille == 0;
        let followed = self.log(world, in_order);
        if in_order && !followed {
            // Nobody can tell any more what each of the lost events changed.
            self.instances = world.instances().iter().map(|instance| Seen::now(world, instance)).collect();
        }
        self.instances(world, followed);
        counts(world);
        hosts(world);
    }

    /// The log has what came, numbered without a gap, and drops only what it has no room for.
    /// Whether it told of everything that happened.
    fn log(&mut self, world: &World, in_order: bool) -> bool {
        let log = world.log();
        let count = log.count();
        let kept = log.after(0).count() as u64;
        assert!(count >= self.cursor, "the log forgot that events arrived");
        assert_eq!(
            count == self.cursor,
            log.digest() == self.chain,
            "the chain is longer if and only if an event came"
        );
        assert_eq!(kept, count.min(u64::from(world.options().event_capacity)), "events kept");
        assert_eq!(log.dropped(0), count - kept, "events dropped");
        assert_eq!(log.dropped(self.cursor), (count - kept).saturating_sub(self.cursor), "events dropped unseen");
        let lost = log.dropped(self.cursor);
        let new: Vec<&Record> = log.after(self.cursor).collect();
        assert_eq!(new.len() as u64, count - self.cursor - lost, "events behind the cursor");
        for (record, number) in new.iter().zip(self.cursor + lost + 1..) {
            assert_eq!(record.sequence, number, "events are numbered");
            assert!(record.time_ms <= world.now_ms(), "an event of the future");
            if in_order {
                assert_eq!(record.time_ms, world.now_ms(), "an event comes as it happens");
                if lost == 0 {
                    self.follow(world, record);
                }
            } else if let Body::InstanceState { instance, shown } = &record.body {
                *self.arrived.entry((instance.number(), shown.version)).or_default() += 1;
            }
        }
        (self.cursor, self.chain) = (count, log.digest());
        in_order && lost == 0
    }

    /// One event changes what was seen, and has to change something.
    fn follow(&mut self, world: &World, record: &Record) {
        let place = record.body.instance().map_or(usize::MAX, |instance| instance.number() as usize);
        match &record.body {
            Body::InstanceState { instance, shown } => {
                assert_eq!(shown.updated_ms, record.time_ms, "updatedAt of {instance:?}");
                let Some(seen) = self.instances.get_mut(place) else {
                    assert_eq!(place, self.instances.len(), "instances come one after another");
                    assert_eq!(shown.version, 1, "a registration is version 1");
                    self.moves.make("containerInstance", None, shown.status.word());
                    self.instances.push(Seen { told: initial(world), ..Seen::of(shown) });
                    return;
                };
                assert_eq!(shown.version, seen.version + 1, "version of {instance:?}");
                let after = Seen { told: seen.told.clone(), update: seen.update, ..Seen::of(shown) };
                let before = Seen { version: after.version, ..seen.clone() };
                assert_ne!(after, before, "an event without a change of {instance:?}");
                if after.status != seen.status {
                    self.moves.make("containerInstance", Some(seen.status.word()), after.status.word());
                }
                *seen = after;
            }
            Body::InstanceHealth { instance, health } => {
                let told = told(health, record.time_ms);
                let seen = &mut self.instances[place];
                assert_ne!(told, seen.told, "a health event without a change of {instance:?}");
                seen.told = told;
            }
            Body::Task { .. } | Body::Service { .. } => {}
        }
    }

    /// What instances show is what was seen and told of, but for the steps of agent updates,
    /// which no event reports.
    fn instances(&mut self, world: &World, followed: bool) {
        for (place, instance) in world.instances().iter().enumerate() {
            let now = Seen::now(world, instance);
            assert!(instance.shown.updated_ms <= world.now_ms() && instance.registered_ms <= world.now_ms());
            assert_eq!(instance.disconnected_ms.filter(|_| now.connected), None, "connected and disconnected");
            let Some(seen) = self.instances.get_mut(place) else {
                assert!(!followed, "{:?} was registered without an event", instance.key);
                self.moves.make("containerInstance", None, now.status.word());
                self.instances.push(now);
                continue;
            };
            if *seen == now {
                continue;
            }
            if now.update != seen.update {
                self.moves.make("agentUpdate", seen.update, now.update.unwrap_or("nothing"));
            }
            if now.status != seen.status {
                self.moves.make("containerInstance", Some(seen.status.word()), now.status.word());
            }
            let shown = |seen: &Seen| {
                (seen.status, seen.reason.clone(), seen.connected, seen.versions, seen.version, seen.held.clone())
            };
            if followed {
                assert_eq!(shown(seen), shown(&now), "a change of {:?} without its event", instance.key);
                assert!(seen.told == now.told || !instance.remembered, "a change of health without its event");
            } else if shown(seen) != shown(&now) {
                assert!(now.version > seen.version, "a change of {:?} without a new version", instance.key);
            }
            *seen = now;
        }
        assert_eq!(self.instances.len(), world.instances().len(), "instances are never taken away");
    }

    /// Where events may be late or come twice: each version was told of once or twice in the end.
    pub fn all_arrived(&self, world: &World) {
        let delivery = &world.options().delivery;
        if delivery.late_ms == 0 && delivery.twice_per_mille == 0 || world.log().dropped(0) > 0 {
            return;
        }
        let most = if delivery.twice_per_mille == 0 { 1 } else { 2 };
        for instance in world.instances() {
            for version in 1..=instance.shown.version {
                let times = self.arrived.get(&(instance.key.number(), version)).copied().unwrap_or_default();
                let due =
                    version < instance.shown.version || instance.shown.updated_ms + delivery.late_ms <= world.now_ms();
                assert!(times <= most && (times > 0 || !due), "{:?} {version} came {times} times", instance.key);
            }
        }
        assert_eq!(self.arrived.keys().filter(|(_, version)| *version == 0).count(), 0, "versions begin with 1");
    }
}

impl Seen {
    fn now(world: &World, instance: &ContainerInstance) -> Seen {
        Seen { told: told(&instance.health, world.now_ms()), ..Seen::of(&instance.shown) }
    }

    fn of(shown: &Shown) -> Seen {
        Seen {
            status: shown.status,
            reason: shown.status_reason.clone(),
            connected: shown.agent_connected,
            versions: shown.version_info,
            update: shown.agent_update.map(|update| update.word()),
            version: shown.version,
            held: Claims { running: 0, pending: 0, ..shown.claims.clone() },
            told: Vec::new(),
        }
    }
}

fn told(health: &Health, now_ms: u64) -> Vec<(&'static str, HealthState)> {
    health.checks(now_ms, 30_000).into_iter().map(|(kind, check, _)| (kind, check.status)).collect()
}

/// The checks of an instance that has just been registered have not run.
fn initial(world: &World) -> Vec<(&'static str, HealthState)> {
    let connectivity = (world.options().timings.connectivity_ms > 0).then_some("AGENT_CONNECTIVITY");
    let kinds = ["CONTAINER_RUNTIME"].into_iter().chain(connectivity);
    kinds.map(|kind| (kind, HealthState::Initializing)).collect()
}

/// All moves that there are to see.
pub fn all_moves() -> BTreeSet<Moved> {
    let moves = Machine::ALL.into_iter().flat_map(|(name, machine)| machine.moves().iter().map(move |row| (name, row)));
    let changes = moves.filter(|(_, row)| row.legal && row.from != Some(row.to));
    changes.map(|(name, row)| (name, row.from, row.to)).collect()
}

/// Counts and lists of clusters are what a recount gives.
fn counts(world: &World) {
    for cluster in world.clusters() {
        let mut counts = [0; InstanceStatus::ALL.len()];
        let mut list: Vec<InstanceKey> = Vec::new();
        for instance in world.instances().iter().filter(|instance| instance.cluster == cluster.key) {
            counts[instance.shown.status as usize] += 1;
            if instance.shown.status != InstanceStatus::Inactive {
                list.push(instance.key);
            }
        }
        assert!(cluster.instances() == list, "the list of {}", cluster.name);
        assert_eq!(cluster.instance_count(), list.len());
        for status in InstanceStatus::ALL {
            assert_eq!(cluster.count(status), counts[status as usize], "{status:?} in {}", cluster.name);
        }
        let registered = counts[InstanceStatus::Active as usize] + counts[InstanceStatus::Draining as usize];
        assert_eq!(cluster.registered_count(), registered, "registered in {}", cluster.name);
    }
}

/// A connection has two ends that belong to each other, and a host that runs.
fn hosts(world: &World) {
    for host in world.hosts() {
        let instance = host.instance.and_then(|key| world.instance(key));
        assert_eq!(instance.is_some(), host.instance.is_some(), "{:?} is an instance that is not there", host.key);
        assert!(instance.is_none_or(|instance| instance.host == host.key), "{:?} is another host's instance", host.key);
        if host.agent.connected {
            assert_eq!((host.state, &host.agent.process), (HostState::Running, &Process::Running), "{:?}", host.key);
            assert!(
                instance.is_some_and(|instance| instance.shown.agent_connected),
                "{:?} is connected alone",
                host.key
            );
        }
        if !host.launched {
            continue;
        }
        let running = host.agent.process == Process::Running;
        assert!(!running || host.state == HostState::Running, "an agent on {:?}, which does not run", host.key);
    }
}
