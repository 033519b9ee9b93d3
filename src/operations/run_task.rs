//! `RunTask` and `StartTask`.

use super::register_task_definition::task_size;
use super::{Answer, Failure, ServiceException, lifecycle, lookup, outside, services, tag_resource};
use crate::model::exception::Exception;
use crate::model::rule::Size;
use crate::query;
use crate::request::{self, RunTask, Sent, StartTask, TaskOverride};
use crate::scheduler::{Candidates, Fit, Refusal, Wish};
use crate::world::{
    ContainerInstance, Demand, Given, InstanceStatus, Rule, Stream, Tag, TaskDefinition, TaskKey, World,
};

/// Places tasks where there is room; what finds no place is told by the hosts that were looked
/// at, and is no exception (row `op-run-task`).
pub(super) fn run(world: &mut World, request: &RunTask) -> Result<Answer, ServiceException> {
    outside::launch_type(request.launch_type.as_deref())?;
    outside::capacity_providers(request.capacity_provider_strategy.is_some())?;
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let definition = lookup::active_definition(world, &request.task_definition, Exception::InvalidParameterException)?;
    outside::network(definition, request.network_configuration.is_some())?;
    if cluster.count(InstanceStatus::Active) == 0 {
        let message = "No Container Instances were found in your cluster.";
        return Err(ServiceException::new(Exception::InvalidParameterException, message));
    }
    let given = given(definition, Said::of_run(request));
    let mut wish = Wish::new(cluster.key, definition);
    wish.demand = given.demand.clone().unwrap_or(wish.demand);
    wish.group = given.group.clone().unwrap_or_else(|| format!("family:{}", definition.family));
    for constraint in request.placement_constraints.as_deref().unwrap_or_default() {
        let expression = constraint.expression.as_deref().unwrap_or_default();
        check_expression(constraint.r#type.as_deref(), expression)?;
        wish.constrain(constraint.r#type.as_deref().unwrap_or_default(), expression);
    }
    let strategies = strategies(request.placement_strategy.as_deref().unwrap_or_default());
    let (cluster, definition) = (cluster.key, definition.key);
    let mut tasks: Vec<TaskKey> = Vec::new();
    let mut candidates = Candidates::new(world, &wish, &strategies);
    for _ in 0..request.count.unwrap_or(1).clamp(0, MOST_TASKS) {
        if wish.is_shifting() && !tasks.is_empty() {
            candidates = Candidates::new(world, &wish, &strategies);
        }
        let mut draw = |below: u64| world.draw(Stream::Placement, 0, below.saturating_sub(1));
        let Some(instance) = candidates.choose(None, &mut draw) else { break };
        let mut task = lifecycle::new_task(world, cluster, definition, instance);
        task.given = Some(Box::new(given.clone()));
        tasks.push(lifecycle::start(world, task));
    }
    let missing = i64::from(request.count.unwrap_or(1)) > tasks.len() as i64;
    let failures = if missing { failures(world, &wish) } else { Vec::new() };
    Ok(Answer::Tasks { found: tasks, failures, tags: true })
}

/// How many tasks one request starts (row `shape-limits`).
const MOST_TASKS: i32 = 10;

/// Each host that cannot take a task with its reason, the first that there is (assumption 85).
fn failures(world: &World, wish: &Wish) -> Vec<Failure> {
    let mut fit = Fit::new(world, wish);
    let active = world.instances_of(wish.cluster).filter(|instance| instance.shown.status == InstanceStatus::Active);
    let mut told = Vec::new();
    for instance in active {
        if let Some(refusal) = fit.refusal(instance) {
            told.push(Failure { arn: short_arn(world, instance), reason: refusal.reason() });
        }
    }
    told
}

/// The ARN of an instance as `failures` have it: without the cluster (row `msg-failures-run`).
fn short_arn(world: &World, instance: &ContainerInstance) -> String {
    let arn = world.instance_arn(instance);
    let id = lookup::short_id(&arn);
    world.arn(&format!("container-instance/{id}"))
}

fn strategies(given: &[request::PlacementStrategy]) -> Vec<Rule> {
    match given {
        // Without strategies a task is placed at random (row `placement-default-run`).
        [] => vec![Rule { kind: "random".to_owned(), of: String::new() }],
        given => services::strategy(given),
    }
}

/// An expression has to be one of the query language (assumption 73).
pub(super) fn check_expression(kind: Option<&str>, expression: &str) -> Result<(), ServiceException> {
    if kind != Some("memberOf") {
        return Ok(());
    }
    query::parse(expression).map(drop).map_err(|error| {
        let message = format!("expression: {} at character {}", error.message, error.position + 1);
        ServiceException::new(Exception::InvalidParameterException, message)
    })
}

/// Starts a task on each of the instances named, if it can take one.
pub(super) fn start(world: &mut World, request: &StartTask) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let definition = lookup::active_definition(world, &request.task_definition, Exception::InvalidParameterException)?;
    outside::network(definition, request.network_configuration.is_some())?;
    let given = given(definition, Said::of_start(request));
    let mut wish = Wish::new(cluster.key, definition);
    // Whoever names the instance has chosen the place: constraints are not looked at.
    wish.expressions.clear();
    wish.demand = given.demand.clone().unwrap_or(wish.demand);
    let (mut places, mut failures) = (Vec::new(), Vec::new());
    for identifier in &request.container_instances {
        let Some(instance) = lookup::instance(world, cluster, identifier) else {
            failures.push(lookup::missing(world, cluster, identifier));
            continue;
        };
        match refusal(world, &wish, instance) {
            Some(reason) => failures.push(Failure { arn: world.instance_arn(instance), reason }),
            None => places.push(instance.key),
        }
    }
    let (cluster, definition) = (cluster.key, definition.key);
    let mut tasks = Vec::new();
    for instance in places {
        // The same instance may stand in the list twice, and have room for one.
        let fits = world.instance(instance).is_some_and(|known| Fit::new(world, &wish).room(known).is_none());
        if fits {
            let mut task = lifecycle::new_task(world, cluster, definition, instance);
            task.given = Some(Box::new(given.clone()));
            tasks.push(lifecycle::start(world, task));
        } else if let Some(known) = world.instance(instance) {
            let reason = Fit::new(world, &wish).room(known).map_or("", |refusal| refusal.reason());
            failures.push(Failure { arn: world.instance_arn(known), reason });
        }
    }
    Ok(Answer::Tasks { found: tasks, failures, tags: true })
}

/// Why an instance that was named takes no task; one that drains is as good as gone (assumption 21).
fn refusal(world: &World, wish: &Wish, instance: &ContainerInstance) -> Option<&'static str> {
    let mut fit = Fit::new(world, wish);
    match fit.refusal(instance)? {
        Refusal::Status("DRAINING") if world.choice(21) > 0 => {
            let connected = instance.shown.agent_connected;
            let rest = fit.constraints(instance).or_else(|| fit.room(instance));
            if connected { rest.map(|refusal| refusal.reason()) } else { Some("AGENT") }
        }
        Refusal::Status("REGISTERING" | "REGISTRATION_FAILED") => Some(instance.shown.status.word()),
        Refusal::Status(_) => Some("INACTIVE"),
        other => Some(other.reason()),
    }
}

/// What both requests say of a task.
struct Said<'r> {
    group: Option<&'r String>,
    started_by: Option<&'r String>,
    overrides: Option<&'r Sent<TaskOverride>>,
    tags: &'r Option<Vec<request::Tag>>,
    propagate_tags: Option<&'r str>,
}

impl<'r> Said<'r> {
    fn of_run(request: &'r RunTask) -> Said<'r> {
        Said {
            group: request.group.as_ref(),
            started_by: request.started_by.as_ref(),
            overrides: request.overrides.as_ref(),
            tags: &request.tags,
            propagate_tags: request.propagate_tags.as_deref(),
        }
    }

    fn of_start(request: &'r StartTask) -> Said<'r> {
        Said {
            group: request.group.as_ref(),
            started_by: request.started_by.as_ref(),
            overrides: request.overrides.as_ref(),
            tags: &request.tags,
            propagate_tags: request.propagate_tags.as_deref(),
        }
    }
}

fn given(definition: &TaskDefinition, said: Said<'_>) -> Given {
    let mut tags: Vec<Tag> = tag_resource::given(said.tags);
    if said.propagate_tags == Some("TASK_DEFINITION") {
        let own = tags.len();
        for tag in &definition.tags {
            if !tags.iter().take(own).any(|own| own.key == tag.key) {
                tags.push(tag.clone());
            }
        }
    }
    let mut demand = None;
    if let Some(overrides) = said.overrides {
        let usual: &Demand = &definition.demand;
        let (cpu, memory) = (overrides.read.cpu.as_deref(), overrides.read.memory.as_deref());
        let own = Demand {
            cpu: task_size(Size::Cpu, cpu, usual.cpu),
            memory_mib: task_size(Size::Memory, memory, usual.memory_mib),
            ..usual.clone()
        };
        demand = Some(own).filter(|own| own != usual);
    }
    Given {
        group: said.group.cloned(),
        started_by: said.started_by.cloned(),
        overrides: said.overrides.map(|overrides| overrides.json.0.clone()),
        demand,
        tags,
    }
}
