//! Waiting for a condition.

use super::{Misuse, Simulation};
use crate::command::condition::{Condition, CountCondition, EventCondition, HostCondition, InstanceCondition};
use crate::fleet;
use crate::wire;
use crate::world::{ContainerInstance, InstanceKey, InstanceStatus, World};

/// How many conditions may stand in one another.
const MOST_DEPTH: u32 = 16;

impl Simulation {
    /// Lets time pass until a condition holds, or for as long as the limit says. Whether it did.
    /// Whatever else is due at that very moment happens too: the journal tells how much time
    /// passed, and has to lead to the same.
    pub fn advance_until(&mut self, condition: &Condition, limit_ms: u64) -> Result<bool, Misuse> {
        let until_ms = self.end_of(limit_ms)?;
        self.check_condition(condition, 0)?;
        let (began_ms, began) = (self.world.now_ms(), self.world.log().count());
        let mut reached = holds(&self.world, condition, began);
        let mut happened = false;
        while !reached && self.step(until_ms) {
            happened = true;
            reached = holds(&self.world, condition, began);
        }
        let until_ms = if reached { self.world.now_ms() } else { until_ms };
        while happened && self.step(until_ms) {}
        self.world.pass(until_ms);
        self.pass(self.world.now_ms() - began_ms, happened);
        Ok(reached)
    }

    fn check_condition(&self, condition: &Condition, depth: u32) -> Result<(), Misuse> {
        if depth > MOST_DEPTH {
            return Err(Misuse::new("condition", format!("nested more than {MOST_DEPTH} levels deep")));
        }
        match condition {
            Condition::All(inner) | Condition::Any(inner) => {
                inner.iter().try_for_each(|inner| self.check_condition(inner, depth + 1))
            }
            Condition::Not(inner) => self.check_condition(inner, depth + 1),
            Condition::ContainerInstance(wanted) => check_words(wanted),
            Condition::ContainerInstances(wanted) => check_words(&wanted.are),
            Condition::Host(wanted) => match fleet::find(&self.world, &wanted.id) {
                None => Err(unknown_host("host.id", &wanted.id)),
                Some(_) => Ok(()),
            },
            Condition::Event(_) => Ok(()),
        }
    }
}

/// A host that nobody launched or registered.
pub(super) fn unknown_host(member: &str, text: &str) -> Misuse {
    let message = format!(
        "there is no host `{text}`: give its EC2 ID, or the ID or ARN of its container instance; hosts() lists them"
    );
    Misuse::new(member, message)
}

/// A word that no instance can have would never be reached.
fn check_words(wanted: &InstanceCondition) -> Result<(), Misuse> {
    let status = wanted.status.as_deref().filter(|word| InstanceStatus::from_word(word).is_none());
    match status {
        Some(word) => Err(Misuse::new("status", format!("`{word}` is not the status of a container instance"))),
        None => Ok(()),
    }
}

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
    let digits = text.rsplit('/').next()?.replace('-', "");
    world.instance_of_id(u128::from_str_radix(&digits, 16).ok()?)
}

fn is(instance: &ContainerInstance, wanted: &InstanceCondition) -> bool {
    let shown = &instance.shown;
    let word = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
    word(&wanted.status, shown.status.word())
        && wanted.agent_connected.is_none_or(|wanted| wanted == shown.agent_connected)
        && word(&wanted.agent_update_status, shown.agent_update.map_or("", |status| status.word()))
        && word(&wanted.health, instance.health.overall().word())
}

fn count_holds(world: &World, wanted: &CountCondition) -> bool {
    let Some(cluster) = world.cluster_of_name(wanted.cluster.as_deref().unwrap_or("default")) else {
        return wanted.at_least.is_none_or(|least| least == 0);
    };
    let listed = cluster.instances().filter_map(|key| world.instance(key));
    let count = listed.filter(|instance| is(instance, &wanted.are)).count() as u64;
    wanted.at_least.is_none_or(|least| count >= u64::from(least))
        && wanted.at_most.is_none_or(|most| count <= u64::from(most))
}

fn host_holds(world: &World, wanted: &HostCondition) -> bool {
    let Some(host) = fleet::find(world, &wanted.id).and_then(|key| world.host(key)) else { return false };
    wanted.state.as_deref().is_none_or(|wanted| wanted == host.state.word())
        && wanted.registered.is_none_or(|wanted| wanted == host.instance.is_some())
}

fn event_is(world: &World, wanted: &EventCondition, key: InstanceKey, kind: &str) -> bool {
    let named = |text: &String| instance(world, text).is_some_and(|instance| instance.key == key);
    wanted.r#type.as_deref().is_none_or(|wanted| wanted == kind) && wanted.container_instance.as_ref().is_none_or(named)
}
