//! Waiting for a condition.

use super::{Misuse, Simulation};
use crate::command::condition::{
    Condition, CountCondition, EventCondition, HostCondition, InstanceCondition, ServiceCondition, TaskCondition,
};
use crate::fleet;
use crate::model::health::HEALTH_STATES;
use crate::model::lifecycle::Machine;
use crate::text::{id_bits, listed};
use crate::wire;
use crate::world::{ContainerInstance, InstanceKey, Task, TaskStatus, World};

/// How many conditions may stand in one another.
const MOST_DEPTH: u32 = 16;

impl Simulation {
    /// Lets time pass until a condition holds, or for as long as the limit says. Whether it
    /// holds. All that is due at one moment happens before anybody looks: the journal has
    /// but the time that passed.
    pub fn advance_until(&mut self, condition: &Condition, limit_ms: u64) -> Result<bool, Misuse> {
        let until_ms = self.end_of("limitMs", limit_ms)?;
        self.check_condition(condition, 0)?;
        let (began_ms, began) = (self.world.now_ms(), self.world.log().count());
        let mut reached = holds(&self.world, condition, began);
        let mut happened = false;
        while !reached && self.step(until_ms) {
            happened = true;
            while self.step(self.world.now_ms()) {}
            reached = holds(&self.world, condition, began);
        }
        if !reached {
            self.world.pass(until_ms);
        }
        self.pass(self.world.now_ms() - began_ms, happened);
        Ok(reached)
    }

    /// Refuses what can never be reached; members are named as seen from the condition.
    fn check_condition(&self, condition: &Condition, depth: u32) -> Result<(), Misuse> {
        if depth > MOST_DEPTH {
            return Err(Misuse::new("", format!("nested more than {MOST_DEPTH} levels deep")));
        }
        let all = |word: &str, inner: &[Condition]| {
            let mut each = (0_u32..).zip(inner);
            each.try_for_each(|(index, inner)| {
                self.check_condition(inner, depth + 1).map_err(|misuse| within(&format!("{word}.{index}"), misuse))
            })
        };
        match condition {
            Condition::All(inner) => all("all", inner),
            Condition::Any(inner) => all("any", inner),
            Condition::Not(inner) => self.check_condition(inner, depth + 1).map_err(|misuse| within("not", misuse)),
            Condition::ContainerInstance(wanted) => match &wanted.id {
                None => Err(Misuse::new("containerInstance.id", "is required")),
                Some(_) => check_words("containerInstance", wanted),
            },
            Condition::ContainerInstances(wanted) => check_words("containerInstances.are", &wanted.are),
            Condition::Host(wanted) => match fleet::find(&self.world, &wanted.id) {
                None => Err(unknown_host("host.id", &wanted.id)),
                Some(_) => check_word("host.state", &wanted.state, &HOST_STATES),
            },
            Condition::Tasks(wanted) => {
                if let Some(host) = wanted.host.as_deref().filter(|host| fleet::find(&self.world, host).is_none()) {
                    return Err(unknown_host("tasks.host", host));
                }
                // The last state is that of a task which nobody can ask for any more.
                let states = Machine::Task.states();
                check_word(
                    "tasks.lastStatus",
                    &wanted.last_status,
                    states.split_last().map_or(states, |(_, rest)| rest),
                )?;
                check_word("tasks.desiredStatus", &wanted.desired_status, &["RUNNING", "STOPPED"])
            }
            Condition::Service(wanted) => {
                check_word("service.status", &wanted.status, &["ACTIVE", "DRAINING", "INACTIVE"])
            }
            Condition::Event(wanted) => check_word("event.type", &wanted.r#type, &wire::EVENT_KINDS),
        }
    }
}

/// The same, seen from the condition around.
fn within(around: &str, misuse: Misuse) -> Misuse {
    let Misuse { member, message } = misuse;
    let member = if member.is_empty() { around.to_owned() } else { format!("{around}.{member}") };
    Misuse { member, message }
}

/// A host that nobody launched or registered.
pub(super) fn unknown_host(member: &str, text: &str) -> Misuse {
    let message = format!(
        "there is no host `{text}`: give its EC2 ID, or the ID or ARN of its container instance; hosts() lists them"
    );
    Misuse::new(member, message)
}

/// A word that nothing can have would never be reached.
fn check_words(around: &str, wanted: &InstanceCondition) -> Result<(), Misuse> {
    let health = HEALTH_STATES.map(|(word, _)| word);
    check_word("status", &wanted.status, Machine::ContainerInstance.states())
        .and_then(|()| check_word("agentUpdateStatus", &wanted.agent_update_status, Machine::AgentUpdate.states()))
        .and_then(|()| check_word("health", &wanted.health, &health))
        .map_err(|misuse| within(around, misuse))
}

fn check_word(member: &str, wanted: &Option<String>, words: &[&str]) -> Result<(), Misuse> {
    match wanted {
        Some(word) if !words.contains(&word.as_str()) => {
            Err(Misuse::new(member, format!("expected one of {}, got the text `{word}`", listed(words))))
        }
        _ => Ok(()),
    }
}

/// The words of `HostState`, each at its number.
const HOST_STATES: [&str; 6] = ["pending", "running", "stopping", "stopped", "shutting-down", "terminated"];

/// Whether a condition holds; `began`: how many events had arrived when the waiting began.
fn holds(world: &World, condition: &Condition, began: u64) -> bool {
    match condition {
        Condition::All(inner) => inner.iter().all(|inner| holds(world, inner, began)),
        Condition::Any(inner) => inner.iter().any(|inner| holds(world, inner, began)),
        Condition::Not(inner) => !holds(world, inner, began),
        Condition::ContainerInstance(wanted) => {
            let named = wanted.id.as_deref().and_then(|id| instance(world, id));
            named.is_some_and(|instance| is(instance, wanted))
        }
        Condition::ContainerInstances(wanted) => count_holds(world, wanted),
        Condition::Host(wanted) => host_holds(world, wanted),
        Condition::Tasks(wanted) => tasks_hold(world, wanted),
        Condition::Service(wanted) => service_holds(world, wanted),
        Condition::Event(wanted) => world
            .log()
            .after(began)
            .any(|record| event_is(world, wanted, record.body.instance(), wire::event_kind(&record.body))),
    }
}

fn instance<'w>(world: &'w World, text: &str) -> Option<&'w ContainerInstance> {
    if let Some(host) = world.host_of_ec2_id(text) {
        return world.instance(world.host(host)?.instance?);
    }
    world.instance_of_id(id_bits(text.rsplit('/').next()?)?)
}

fn is(instance: &ContainerInstance, wanted: &InstanceCondition) -> bool {
    let shown = &instance.shown;
    word(&wanted.status, shown.status.word())
        && wanted.agent_connected.is_none_or(|wanted| wanted == shown.agent_connected)
        && word(&wanted.agent_update_status, shown.agent_update.map_or("", |status| status.word()))
        && word(&wanted.health, instance.health.overall().word())
}

fn count_holds(world: &World, wanted: &CountCondition) -> bool {
    let Some(cluster) = world.cluster_of_name(wanted.cluster.as_deref().unwrap_or("default")) else {
        return wanted.at_least.is_none_or(|least| least == 0);
    };
    let count = world.instances_of(cluster.key).filter(|instance| is(instance, &wanted.are)).count() as u64;
    is_between(count, wanted.at_least, wanted.at_most)
}

fn is_between(count: u64, least: Option<u32>, most: Option<u32>) -> bool {
    least.is_none_or(|least| count >= u64::from(least)) && most.is_none_or(|most| count <= u64::from(most))
}

/// Whether a word is the one that is wanted, if one is.
fn word(wanted: &Option<String>, is: &str) -> bool {
    wanted.as_deref().is_none_or(|wanted| wanted == is)
}

fn tasks_hold(world: &World, wanted: &TaskCondition) -> bool {
    let cluster = world.cluster_of_name(wanted.cluster.as_deref().unwrap_or("default")).map(|cluster| cluster.key);
    let instance = wanted.host.as_deref().and_then(|host| instance(world, host)).map(|instance| instance.key);
    let is_meant = |task: &&Task| {
        let service = task.service.and_then(|key| world.service(key)).map_or("", |service| &service.name);
        let stopped = task.status == TaskStatus::Stopped;
        Some(task.cluster) == cluster
            && (wanted.host.is_none() || Some(task.instance) == instance)
            && word(&wanted.service, service)
            && word(&wanted.desired_status, if task.wanted { "RUNNING" } else { "STOPPED" })
            && wanted.last_status.as_deref().map_or(!stopped, |status| status == task.status.word())
    };
    let count = world.tasks().filter(is_meant).count() as u64;
    is_between(count, wanted.at_least, wanted.at_most)
}

fn service_holds(world: &World, wanted: &ServiceCondition) -> bool {
    let cluster = world.cluster_of_name(wanted.cluster.as_deref().unwrap_or("default"));
    let service = cluster.and_then(|cluster| world.service_of_name(cluster.key, &wanted.name));
    service.is_some_and(|service| {
        let memory = &service.memory;
        let steady = memory.steady && memory.bound_since_ms == 0 && memory.unplaced_since_ms == 0;
        wanted.steady.is_none_or(|wanted| wanted == steady) && word(&wanted.status, service.status.word())
    })
}

fn host_holds(world: &World, wanted: &HostCondition) -> bool {
    let Some(host) = fleet::find(world, &wanted.id).and_then(|key| world.host(key)) else { return false };
    word(&wanted.state, host.state.word()) && wanted.registered.is_none_or(|wanted| wanted == host.instance.is_some())
}

fn event_is(world: &World, wanted: &EventCondition, key: Option<InstanceKey>, kind: &str) -> bool {
    let named = |text: &String| instance(world, text).is_some_and(|instance| Some(instance.key) == key);
    word(&wanted.r#type, kind) && wanted.container_instance.as_ref().is_none_or(named)
}
