//! Whether a host can take a task, and if not, why not.

use crate::query::{self, Expression};
use crate::text::holds;
use crate::world::{
    Attribute, ClusterKey, ContainerInstance, Demand, InstanceStatus, Port, Service, ServiceKey, SetId, Task,
    TaskDefinition, World,
};

/// A task that is to be placed.
#[derive(Clone, Debug)]
pub struct Wish {
    /// In which cluster.
    pub cluster: ClusterKey,
    /// What it takes.
    pub demand: Demand,
    /// What the host's agent must be capable of.
    pub requires: Vec<Attribute>,
    /// What must hold for the host.
    pub expressions: Vec<Expression>,
    /// Whether it has to be without others of its group on the host.
    pub distinct: bool,
    /// Whom the others of its group belong to.
    pub service: Option<ServiceKey>,
    /// Its group, if it is of no service.
    pub group: String,
}

impl Wish {
    /// A task of a definition by itself.
    pub fn new(cluster: ClusterKey, definition: &TaskDefinition) -> Wish {
        let mut wish = Wish {
            cluster,
            demand: definition.demand.clone(),
            requires: definition.requires.clone(),
            expressions: Vec::new(),
            distinct: false,
            service: None,
            group: String::new(),
        };
        for text in &definition.constraints {
            wish.constrain("memberOf", text);
        }
        wish
    }

    /// A task of a service.
    pub fn of_service(service: &Service, definition: &TaskDefinition) -> Wish {
        let mut wish = Wish::new(service.cluster, definition);
        wish.service = Some(service.key);
        for constraint in &service.constraints {
            wish.constrain(&constraint.kind, &constraint.of);
        }
        wish
    }

    /// Puts the task under a constraint.
    pub fn constrain(&mut self, kind: &str, expression: &str) {
        if kind == "distinctInstance" {
            self.distinct = true;
        } else if let Ok(expression) = query::parse(expression) {
            self.expressions.push(expression);
        }
    }

    /// Whether a task belongs to the same group.
    pub fn is_kin(&self, world: &World, task: &Task) -> bool {
        match self.service {
            Some(service) => task.service == Some(service),
            None => task.service.is_none() && world.group_of(task) == self.group,
        }
    }

    /// Whether what holds for a host changes with each task that is placed.
    pub fn is_shifting(&self) -> bool {
        self.expressions.iter().any(|expression| {
            let text = expression.source();
            expression.uses_task_group() || holds(text, "runningTasksCount")
        })
    }
}

/// Why a host cannot take a task; the order is that of the checks (assumption 78).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// It is not ACTIVE.
    Status(&'static str),
    /// Its agent is not connected.
    Agent,
    /// It lacks an attribute that the task requires.
    Attribute(String),
    /// An expression does not hold for it.
    MemberOf(String),
    /// It has another task of the group.
    Distinct,
    /// A static port is in use.
    Port(Port),
    /// It has not as many CPU units free.
    Cpu {
        /// How many are free.
        free: i64,
    },
    /// It has not as much memory free.
    Memory {
        /// How much is free.
        free_mib: i64,
    },
    /// It has no network interface free.
    Eni,
    /// It has not as many GPUs free.
    Gpu,
}

impl Refusal {
    /// The word of `failures` and of events (row `resource-reasons`).
    pub fn reason(&self) -> &'static str {
        match self {
            Refusal::Status(word) => word,
            Refusal::Agent => "AGENT",
            Refusal::Attribute(_) => "ATTRIBUTE",
            Refusal::MemberOf(_) => "MemberOf placement constraint unsatisfied.",
            Refusal::Distinct => "DistinctInstance placement constraint unsatisfied.",
            Refusal::Port(_) => "RESOURCE:PORTS",
            Refusal::Cpu { .. } => "RESOURCE:CPU",
            Refusal::Memory { .. } => "RESOURCE:MEMORY",
            Refusal::Eni => "RESOURCE:ENI",
            Refusal::Gpu => "RESOURCE:GPU",
        }
    }

    /// What a service's message says of the closest instance (row `event-service-placement`).
    pub fn closest(&self) -> String {
        match self {
            Refusal::Port(_) => "is already using a port required by your task.".to_owned(),
            Refusal::Cpu { .. } => "has insufficient CPU units available.".to_owned(),
            Refusal::Memory { .. } => "has insufficient memory available.".to_owned(),
            Refusal::Attribute(_) => "is missing an attribute required by your task.".to_owned(),
            other => format!("encountered error \"{}\".", other.reason()),
        }
    }

    /// How far the host is from taking the task: the more checks it passes the less.
    pub fn distance(&self) -> u8 {
        match self {
            Refusal::Status(_) => 6,
            Refusal::Agent => 5,
            Refusal::Attribute(_) => 4,
            Refusal::MemberOf(_) => 3,
            Refusal::Distinct => 2,
            _ => 1,
        }
    }
}

/// Judges hosts one after another. What a set of attributes comes to is worked out once, as
/// thousands of hosts have the same.
#[derive(Debug)]
pub struct Fit<'w> {
    world: &'w World,
    wish: &'w Wish,
    /// By the number of the set: whether one of the required attributes is missing, and which.
    required: Vec<(SetId, Option<usize>)>,
}

impl<'w> Fit<'w> {
    /// Judges hosts for a task.
    pub fn new(world: &'w World, wish: &'w Wish) -> Fit<'w> {
        Fit { world, wish, required: Vec::new() }
    }

    /// Why a host cannot take the task.
    pub fn refusal(&mut self, instance: &ContainerInstance) -> Option<Refusal> {
        self.standing(instance).or_else(|| self.room(instance))
    }

    /// The same, whatever room there is.
    pub fn standing(&mut self, instance: &ContainerInstance) -> Option<Refusal> {
        let shown = &instance.shown;
        if shown.status != InstanceStatus::Active {
            return Some(Refusal::Status(shown.status.word()));
        }
        if !shown.agent_connected {
            return Some(Refusal::Agent);
        }
        self.constraints(instance)
    }

    /// The same, whatever its state and room are.
    pub fn constraints(&mut self, instance: &ContainerInstance) -> Option<Refusal> {
        if let Some(missing) = self.missing(instance.shown.attributes) {
            let name = self.wish.requires.get(missing).map(|attribute| attribute.name.clone());
            return Some(Refusal::Attribute(name.unwrap_or_default()));
        }
        let subject = self.world.subject(instance, &instance.shown);
        let unmet = self.wish.expressions.iter().find(|expression| !expression.matches(&subject));
        if let Some(expression) = unmet {
            return Some(Refusal::MemberOf(expression.source().to_owned()));
        }
        let alone =
            !self.wish.distinct || !self.world.tasks_of(instance).any(|task| self.wish.is_kin(self.world, task));
        (!alone).then_some(Refusal::Distinct)
    }

    /// What there is not enough of.
    pub fn room(&self, instance: &ContainerInstance) -> Option<Refusal> {
        let (demand, room, claims) = (&self.wish.demand, &instance.room, &instance.shown.claims);
        let taken = |port: &&Port| room.ports.contains(port) || claims.ports.contains(port);
        if let Some(port) = demand.ports.iter().find(taken) {
            return Some(Refusal::Port(*port));
        }
        let (free, free_mib) = (room.cpu - i64::from(claims.cpu), room.memory_mib - i64::from(claims.memory_mib));
        if i64::from(demand.cpu) > free {
            return Some(Refusal::Cpu { free });
        }
        if i64::from(demand.memory_mib) > free_mib {
            return Some(Refusal::Memory { free_mib });
        }
        if demand.eni && room.enis.is_some_and(|enis| claims.enis >= enis) {
            return Some(Refusal::Eni);
        }
        let gpus = room.gpus.saturating_sub(claims.gpus.len() as u32);
        (demand.gpus > gpus).then_some(Refusal::Gpu)
    }

    /// The first of the required attributes that a set lacks, by its place.
    fn missing(&mut self, set: SetId) -> Option<usize> {
        if self.wish.requires.is_empty() {
            return None;
        }
        if let Some((_, missing)) = self.required.iter().find(|(known, _)| *known == set) {
            return *missing;
        }
        let attributes = self.world.attributes(set);
        let has = |wanted: &Attribute| attributes.iter().any(|known| known.name == wanted.name);
        let missing = self.wish.requires.iter().position(|wanted| !has(wanted));
        self.required.push((set, missing));
        missing
    }
}
