//! Chooses among the hosts that can take a task, and among the tasks that may stop, by the
//! placement strategies in their order (rows `placement-…`).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::fit::{Fit, Wish};
use super::verdict::is_leaving;
use crate::world::{ContainerInstance, InstanceKey, Rule, Service, SetId, Task, TaskKey, World};

/// How many strategies there may be (row `op-strategy-field`).
const MOST_LEVELS: usize = 5;

/// What a strategy goes by.
#[derive(Clone, Debug)]
enum Level {
    /// Fewest of the group first: how many each bucket has, and what the buckets are.
    Spread { field: Field, counts: Vec<u32> },
    /// The least left first.
    Binpack { cpu: bool },
    /// Any.
    Random,
}

/// What makes a bucket.
#[derive(Clone, Debug)]
enum Field {
    /// Each host is one.
    Host,
    /// The hosts with one value of an attribute are: the values, and which one a set of attributes has.
    Attribute { name: String, values: Vec<String>, known: Vec<(SetId, u32)> },
}

/// By what tasks are spread unless it is said (rows `placement-default`, `placement-default-run`).
const ZONE: &str = "attribute:ecs.availability-zone";

/// The strategies of a service: its own or, if it has none, zones and then hosts.
pub(super) fn strategies(service: &Service) -> Vec<Rule> {
    if !service.strategy.is_empty() {
        return service.strategy.clone();
    }
    let spread = |of: &str| Rule { kind: "spread".to_owned(), of: of.to_owned() };
    vec![spread(ZONE), spread("instanceId")]
}

/// How many of a group there are in each bucket, strategy by strategy.
#[derive(Clone, Debug)]
struct Levels(Vec<Level>);

/// The bucket of something at each level.
type Buckets = [u32; MOST_LEVELS];

impl Levels {
    fn new(strategies: &[Rule]) -> Levels {
        let mut levels = Vec::new();
        for rule in strategies.iter().take(MOST_LEVELS) {
            levels.push(match rule.kind.as_str() {
                "spread" => {
                    let field = match rule.of.strip_prefix("attribute:") {
                        Some(name) => Field::Attribute { name: name.to_owned(), values: Vec::new(), known: Vec::new() },
                        None => Field::Host,
                    };
                    Level::Spread { field, counts: Vec::new() }
                }
                "binpack" => Level::Binpack { cpu: rule.of.eq_ignore_ascii_case("cpu") },
                _ => Level::Random,
            });
        }
        Levels(levels)
    }

    /// The buckets of an instance; new ones are made as they come.
    fn buckets(&mut self, world: &World, key: InstanceKey) -> Buckets {
        let mut buckets = Buckets::default();
        for (bucket, level) in buckets.iter_mut().zip(&mut self.0) {
            let Level::Spread { field, counts } = level else { continue };
            *bucket = match field {
                Field::Host => key.number(),
                Field::Attribute { name, values, known } => {
                    let Some(set) = world.instance(key).map(|instance| instance.shown.attributes) else { continue };
                    match known.iter().find(|(known, _)| *known == set) {
                        Some((_, bucket)) => *bucket,
                        None => {
                            let bucket = bucket_of(world, set, name, values);
                            known.push((set, bucket));
                            bucket
                        }
                    }
                }
            };
            if counts.len() <= *bucket as usize {
                counts.resize(*bucket as usize + 1, 0);
            }
        }
        buckets
    }

    fn add(&mut self, buckets: &Buckets, by: i32) {
        for (bucket, level) in buckets.iter().zip(&mut self.0) {
            if let Level::Spread { counts, .. } = level
                && let Some(count) = counts.get_mut(*bucket as usize)
            {
                *count = count.saturating_add_signed(by);
            }
        }
    }

    /// How many of the group stand where something does, at the first level.
    fn first_count(&self, buckets: &Buckets) -> u32 {
        match self.0.first() {
            Some(Level::Spread { counts, .. }) => counts.get(buckets[0] as usize).copied().unwrap_or_default(),
            _ => 0,
        }
    }

    /// What the strategies make of a place: the lower the earlier it is taken.
    fn scores(&self, buckets: &Buckets, cpu: i64, memory_mib: i64) -> [i64; MOST_LEVELS] {
        let mut scores = [0; MOST_LEVELS];
        for ((score, bucket), level) in scores.iter_mut().zip(buckets).zip(&self.0) {
            *score = match level {
                Level::Spread { counts, .. } => i64::from(counts.get(*bucket as usize).copied().unwrap_or_default()),
                Level::Binpack { cpu: true } => cpu,
                Level::Binpack { cpu: false } => memory_mib,
                Level::Random => break,
            };
        }
        scores
    }

    /// The buckets of attributes alone.
    fn shared(&self, buckets: &Buckets) -> Buckets {
        let mut shared = *buckets;
        for (bucket, level) in shared.iter_mut().zip(&self.0) {
            if !matches!(level, Level::Spread { field: Field::Attribute { .. }, .. }) {
                *bucket = 0;
            }
        }
        shared
    }

    /// The scores that only what is placed on the host itself changes.
    fn own_scores(&self, buckets: &Buckets, cpu: i64, memory_mib: i64) -> [i64; MOST_LEVELS] {
        let mut scores = self.scores(buckets, cpu, memory_mib);
        for (score, level) in scores.iter_mut().zip(&self.0) {
            if matches!(level, Level::Spread { field: Field::Attribute { .. }, .. }) {
                *score = 0;
            }
        }
        scores
    }

    fn is_random(&self) -> bool {
        self.0.iter().any(|level| matches!(level, Level::Random))
    }
}

fn bucket_of(world: &World, set: SetId, name: &str, values: &mut Vec<String>) -> u32 {
    let attribute = world.attributes(set).iter().find(|attribute| attribute.name == name);
    let value = attribute.and_then(|attribute| attribute.value.as_deref()).unwrap_or_default();
    let place = values.iter().position(|known| known == value).unwrap_or_else(|| {
        values.push(value.to_owned());
        values.len() - 1
    });
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// A host that can take a task, as far as there is room.
#[derive(Clone, Debug)]
struct Place {
    key: InstanceKey,
    cpu: i64,
    memory_mib: i64,
    enis: i64,
    gpus: i64,
    buckets: Buckets,
    /// Whether it takes no other one, since the tasks would be in each other's way.
    full: bool,
}

/// Hosts that stand in the same buckets of every attribute that tasks are spread by. What is
/// placed on one of them changes the scores of all alike, but for its own; so each has its turn
/// by what is its own, and whoever chooses compares one host of each group.
#[derive(Clone, Debug)]
struct Group {
    /// The buckets; those of hosts are zero.
    shared: Buckets,
    /// By the scores that are a host's own, and its place.
    turns: BinaryHeap<Reverse<([i64; MOST_LEVELS], usize)>>,
}

/// The hosts of a cluster for a task of a kind, from which one after another is chosen.
#[derive(Clone, Debug)]
pub struct Candidates {
    places: Vec<Place>,
    /// None until the first choice, and none where chance decides.
    groups: Vec<Group>,
    levels: Levels,
    cpu: i64,
    memory_mib: i64,
    eni: i64,
    gpus: i64,
    /// Whether two of the tasks cannot stand on one host.
    apart: bool,
}

impl Candidates {
    /// The hosts for a task that is started by hand.
    pub fn new(world: &World, wish: &Wish, strategies: &[Rule]) -> Candidates {
        let mut candidates = Candidates::empty(wish, strategies);
        candidates.fill(world, wish);
        if candidates.levels.0.iter().any(|level| matches!(level, Level::Spread { .. })) {
            for instance in world.instances_of(wish.cluster) {
                candidates.count_kin(world, wish, instance);
            }
        }
        candidates
    }

    /// The hosts for a task of a service. Those of its tasks count that are to stay where they are.
    pub fn of_service(world: &World, service: &Service, wish: &Wish) -> Candidates {
        let mut candidates = Candidates::empty(wish, &strategies(service));
        candidates.fill(world, wish);
        for task in world.tasks_by(&service.tasks) {
            if task.wanted && !is_leaving(world, task) {
                let buckets = candidates.levels.buckets(world, task.instance);
                candidates.levels.add(&buckets, 1);
            }
        }
        candidates
    }

    fn empty(wish: &Wish, strategies: &[Rule]) -> Candidates {
        let demand = &wish.demand;
        Candidates {
            places: Vec::new(),
            groups: Vec::new(),
            levels: Levels::new(strategies),
            cpu: i64::from(demand.cpu),
            memory_mib: i64::from(demand.memory_mib),
            eni: i64::from(demand.eni),
            gpus: i64::from(demand.gpus),
            apart: wish.distinct || !demand.ports.is_empty(),
        }
    }

    fn fill(&mut self, world: &World, wish: &Wish) {
        let mut fit = Fit::new(world, wish);
        for instance in world.instances_of(wish.cluster) {
            if fit.refusal(instance).is_some() {
                continue;
            }
            let (room, claims) = (&instance.room, &instance.shown.claims);
            self.places.push(Place {
                key: instance.key,
                cpu: room.cpu - i64::from(claims.cpu),
                memory_mib: room.memory_mib - i64::from(claims.memory_mib),
                enis: room.enis.map_or(i64::MAX, |enis| i64::from(enis) - i64::from(claims.enis)),
                gpus: i64::from(room.gpus) - claims.gpus.len() as i64,
                buckets: self.levels.buckets(world, instance.key),
                full: false,
            });
        }
    }

    /// Counts the others of the group on a host, whether it has room for one more or not.
    fn count_kin(&mut self, world: &World, wish: &Wish, instance: &ContainerInstance) {
        let kin = world.tasks_of(instance).filter(|task| task.wanted && wish.is_kin(world, task)).count();
        if kin > 0 {
            let buckets = self.levels.buckets(world, instance.key);
            self.levels.add(&buckets, i32::try_from(kin).unwrap_or(i32::MAX));
        }
    }

    /// How many tasks would find a place, up to a number.
    pub fn room_for(mut self, most: u32) -> u32 {
        let mut count = 0;
        while count < most && self.choose(None, &mut |_| 0).is_some() {
            count += 1;
        }
        count
    }

    /// Chooses the next host; `below`: only where fewer than that many of the group stand, by the
    /// first strategy.
    pub fn choose(&mut self, below: Option<u32>, draw: &mut dyn FnMut(u64) -> u64) -> Option<InstanceKey> {
        let chosen = if self.levels.is_random() { self.draw(below, draw)? } else { self.next(below)? };
        let place = self.places.get_mut(chosen)?;
        place.cpu -= self.cpu;
        place.memory_mib -= self.memory_mib;
        place.enis = place.enis.saturating_sub(self.eni);
        place.gpus -= self.gpus;
        place.full = self.apart;
        let (instance, buckets) = (place.key, place.buckets);
        self.levels.add(&buckets, 1);
        self.take_turn(chosen);
        Some(instance)
    }

    /// One of the places that the strategies before chance leave.
    fn draw(&self, below: Option<u32>, draw: &mut dyn FnMut(u64) -> u64) -> Option<usize> {
        let mut best = None;
        let mut ties: Vec<usize> = Vec::new();
        for (index, place) in self.places.iter().enumerate().filter(|(_, place)| self.fits(place)) {
            if below.is_some_and(|below| self.levels.first_count(&place.buckets) >= below) {
                continue;
            }
            let scores = self.levels.scores(&place.buckets, place.cpu, place.memory_mib);
            if best.is_none_or(|known| scores < known) {
                best = Some(scores);
                ties.clear();
            }
            if best == Some(scores) {
                ties.push(index);
            }
        }
        let drawn = if ties.len() > 1 { draw(ties.len() as u64) } else { 0 };
        ties.get(usize::try_from(drawn).ok()?).copied()
    }

    /// The place whose turn it is: of each group one has to be looked at.
    fn next(&mut self, below: Option<u32>) -> Option<usize> {
        if self.groups.is_empty() {
            for place in 0..self.places.len() {
                self.take_turn(place);
            }
        }
        let mut best: Option<([i64; MOST_LEVELS], usize, usize)> = None;
        for (number, group) in self.groups.iter().enumerate() {
            let Some(Reverse((_, index))) = group.turns.peek() else { continue };
            let Some(place) = self.places.get(*index) else { continue };
            if below.is_some_and(|below| self.levels.first_count(&place.buckets) >= below) {
                continue;
            }
            let scores = self.levels.scores(&place.buckets, place.cpu, place.memory_mib);
            if best.is_none_or(|(known, known_index, _)| (scores, *index) < (known, known_index)) {
                best = Some((scores, *index, number));
            }
        }
        let (_, index, number) = best?;
        self.groups.get_mut(number)?.turns.pop();
        Some(index)
    }

    /// A place waits for its turn in its group, as long as it has room.
    fn take_turn(&mut self, index: usize) {
        let Some(place) = self.places.get(index).filter(|place| self.fits(place)) else { return };
        let shared = self.levels.shared(&place.buckets);
        let turn = Reverse((self.levels.own_scores(&place.buckets, place.cpu, place.memory_mib), index));
        match self.groups.iter_mut().find(|group| group.shared == shared) {
            Some(group) => group.turns.push(turn),
            None => self.groups.push(Group { shared, turns: BinaryHeap::from([turn]) }),
        }
    }

    fn fits(&self, place: &Place) -> bool {
        !place.full
            && place.cpu >= self.cpu
            && place.memory_mib >= self.memory_mib
            && place.enis >= self.eni
            && place.gpus >= self.gpus
    }
}

/// Tasks of a service from which one after another is chosen to stop (row `drain-scale-in`).
#[derive(Clone, Debug)]
pub(super) struct Leavers {
    tasks: Vec<(TaskKey, Buckets, i64, i64)>,
    levels: Levels,
}

impl Leavers {
    /// These tasks, beside all of the service that are to stay.
    pub fn new<'t>(world: &World, service: &Service, staying: &[&[&'t Task]], tasks: &[&'t Task]) -> Leavers {
        let mut levels = Levels::new(&strategies(service));
        for task in staying.iter().copied().flatten() {
            let buckets = levels.buckets(world, task.instance);
            levels.add(&buckets, 1);
        }
        let mut leavers = Vec::new();
        for task in tasks {
            let (mut cpu, mut memory_mib) = (0, 0);
            if let Some(instance) = world.instance(task.instance) {
                let claims = &instance.shown.claims;
                cpu = instance.room.cpu - i64::from(claims.cpu);
                memory_mib = instance.room.memory_mib - i64::from(claims.memory_mib);
            }
            leavers.push((task.key, levels.buckets(world, task.instance), cpu, memory_mib));
        }
        Leavers { tasks: leavers, levels }
    }

    /// The next one: where most of the service are, or where most would be left.
    pub fn next(&mut self) -> Option<TaskKey> {
        let mut best: Option<([i64; MOST_LEVELS], usize)> = None;
        for (index, (_, buckets, cpu, memory_mib)) in self.tasks.iter().enumerate() {
            let scores = self.levels.scores(buckets, *cpu, *memory_mib);
            // Of several the first.
            if best.is_none_or(|(known, _)| scores > known) {
                best = Some((scores, index));
            }
        }
        let (key, buckets, ..) = self.tasks.remove(best?.1);
        self.levels.add(&buckets, -1);
        Some(key)
    }
}
