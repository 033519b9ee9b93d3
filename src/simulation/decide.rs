//! Carries out what the scheduler decides about a service.

use crate::fleet;
use crate::operations;
use crate::scheduler::{self, Cause, Decisions, Start, Stop, Turn, Word};
use crate::text::list;
use crate::world::{Due, Given, Rollout, ServiceKey, ServiceStatus, StopCode, TargetState, TaskKey, World};

/// The scheduler looks at a service.
pub(super) fn look(world: &mut World, key: ServiceKey) {
    let mut draws = world.placement_draws();
    let decisions = scheduler::look(world, key, &mut |below| draws.draw(below));
    world.put_placement_draws(draws);
    if let Some(decisions) = decisions {
        carry_out(world, key, decisions);
    }
}

fn carry_out(world: &mut World, key: ServiceKey, decisions: Decisions) {
    let again_ms = decisions.again_ms;
    let ends = decisions.status != ServiceStatus::Active && world.service(key).is_some_and(is_active_or_draining);
    world.change_service(key, |service| {
        service.memory = decisions.memory;
        if service.daemon {
            service.desired_count = decisions.desired_count;
        }
        if let Some(primary) = service.deployments.first_mut().filter(|_| decisions.recovered) {
            primary.failed_tasks = 0;
        }
    });
    speak(world, key, decisions.before);
    // Unhealthy tasks are told of and stop after others took their place (row `drain-unhealthy`).
    stop(world, key, &decisions.stops, false);
    start(world, key, &decisions.starts, decisions.replaced);
    stop(world, key, &decisions.stops, true);
    match decisions.turn {
        Turn::GoesOn => {}
        Turn::Completes => complete(world, key),
        Turn::Fails(back) => fail(world, key, back),
    }
    speak(world, key, decisions.after);
    if ends && decisions.status == ServiceStatus::Inactive {
        let inactive_ms = world.options().timings.inactive_ms;
        world.change_service(key, |service| service.status = ServiceStatus::Inactive);
        world.schedule(Due::ForgetService(key), inactive_ms);
    } else if let Some(again_ms) = again_ms {
        world.wake_after(key, again_ms);
    }
}

fn is_active_or_draining(service: &crate::world::Service) -> bool {
    service.status != ServiceStatus::Inactive
}

fn is_sick(cause: Cause) -> bool {
    matches!(cause, Cause::ContainerHealth | Cause::TargetHealth)
}

fn speak(world: &mut World, key: ServiceKey, words: Vec<Word>) {
    for word in words {
        match word {
            Word::Say(text) => world.say(key, text),
            Word::Tell(name, reason, instance) => world.tell(key, name, reason.as_deref(), instance),
        }
    }
}

/// Starts tasks of the primary deployment, and says so (row `event-service`).
fn start(world: &mut World, key: ServiceKey, starts: &[Start], replaced: u32) {
    let Some(service) = world.service(key) else { return };
    let Some(primary) = service.deployments.first() else { return };
    let (cluster, deployment, definition) = (service.cluster, primary.id, primary.definition);
    let tags = match service.propagate_tags.as_deref() {
        Some("SERVICE") => service.tags.clone(),
        Some("TASK_DEFINITION") => world.definition(definition).map(|known| known.tags.clone()).unwrap_or_default(),
        _ => Vec::new(),
    };
    let (mut usual, mut moved) = (Vec::new(), Vec::new());
    for start in starts {
        let mut task = operations::new_task(world, cluster, definition, start.instance);
        (task.service, task.deployment) = (Some(key), deployment);
        if !tags.is_empty() {
            task.given = Some(Box::new(Given { tags: tags.clone(), ..Given::default() }));
        }
        let task = operations::start(world, task);
        if start.moves { &mut moved } else { &mut usual }.push(task);
    }
    if !usual.is_empty() {
        let replaced = match replaced {
            0 => String::new(),
            count => format!(" Amazon ECS replaced {count} tasks due to an unhealthy status."),
        };
        let text = format!("has started {} tasks: {}.{replaced}", usual.len(), listed(world, &usual));
        world.say(key, text);
    }
    for (zone, tasks) in by_zone(world, &moved) {
        let text = format!("has started {} tasks in {zone} to AZ Rebalance: {}.", tasks.len(), listed(world, &tasks));
        world.say(key, text);
        world.tell(key, "TASKS_STARTED", None, None);
    }
}

/// Stops tasks, and says so in the service's order: stopped, deregistered, draining.
/// `sick`: those that are not well, or the others.
fn stop(world: &mut World, key: ServiceKey, stops: &[Stop], sick: bool) {
    let (mut pending, mut running, mut moved, mut balanced) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for Stop { task, cause } in stops.iter().filter(|stop| is_sick(stop.cause) == sick) {
        let Some(known) = world.task(*task) else { continue };
        let (early, has_targets) = (known.status.is_early(), known.target != TargetState::None);
        if *cause == Cause::ContainerHealth {
            let text = format!("(task {:032x}) failed container health checks.", known.id);
            world.say(key, text);
        }
        if is_sick(*cause) {
            world.note_failure(*task);
        }
        let reason = reason(world, key, *task, *cause);
        operations::stop(world, *task, StopCode::ServiceSchedulerInitiated, &reason);
        if early && !has_targets {
            &mut pending
        } else if *cause == Cause::Rebalance {
            &mut moved
        } else {
            &mut running
        }
        .push(*task);
        if has_targets {
            balanced.push(*task);
        }
    }
    if !pending.is_empty() {
        world.say(key, format!("stopped {} pending tasks.", pending.len()));
    }
    if !running.is_empty() {
        let text = format!("has stopped {} running tasks: {}.", running.len(), listed(world, &running));
        world.say(key, text);
    }
    for (zone, tasks) in by_zone(world, &moved) {
        let tasks_listed = listed(world, &tasks);
        let text =
            format!("has stopped {} running tasks in {zone} due to AZ rebalancing: {tasks_listed}.", tasks.len());
        world.say(key, text);
        world.tell(key, "TASKS_STOPPED", None, None);
    }
    if !balanced.is_empty() {
        for task in &balanced {
            fleet::say_targets(world, *task, "deregistered");
        }
        world.say(key, format!("has begun draining connections on {} tasks.", balanced.len()));
    }
}

/// Why a task is stopped, as `stoppedReason` has it (rows `stopped-reason…`, assumption 81).
fn reason(world: &World, key: ServiceKey, task: TaskKey, cause: Cause) -> String {
    let deployment = world.service(key).and_then(|service| service.deployments.first());
    let scaling = || {
        format!("Scaling activity initiated by (deployment {})", deployment.map(|own| own.name()).unwrap_or_default())
    };
    match cause {
        Cause::Drain
            if world.choice(81) == 0 && world.task(task).is_some_and(|task| scheduler::is_leaving(world, task)) =>
        {
            "Task stopped during instance draining".to_owned()
        }
        Cause::ContainerHealth => "Task failed container health checks".to_owned(),
        Cause::TargetHealth => {
            let group = world.service(key).and_then(|service| service.load_balancers.first());
            let group = group.map_or("", |balancer| &balancer.target_group);
            format!("Task failed ELB health checks in (target-group {group})")
        }
        _ => scaling(),
    }
}

/// All tasks are of the primary deployment: the others are past.
fn complete(world: &mut World, key: ServiceKey) {
    world.end_deployment(key, 0, Rollout::Completed);
    world.change_service(key, |service| service.deployments.truncate(1));
}

/// The primary deployment is given up; one before it may take its place again, by its own number.
fn fail(world: &mut World, key: ServiceKey, back: Option<usize>) {
    world.end_deployment(key, 0, Rollout::Failed);
    if let Some(place) = back {
        world.return_to_deployment(key, place);
    }
}

/// Tasks as messages list them.
fn listed(world: &World, tasks: &[TaskKey]) -> String {
    let mut listed = String::new();
    for task in world.tasks_by(tasks) {
        list(&mut listed, " ", &format!("(task {:032x})", task.id));
    }
    listed
}

/// Tasks by the zones that they are in, in the order of the tasks.
fn by_zone(world: &World, tasks: &[TaskKey]) -> Vec<(String, Vec<TaskKey>)> {
    let mut zones: Vec<(String, Vec<TaskKey>)> = Vec::new();
    for key in tasks {
        let zone = world.task(*key).map_or("", |task| world.zone_of(task.instance));
        match zones.iter_mut().find(|(known, _)| known == zone) {
            Some((_, tasks)) => tasks.push(*key),
            None => zones.push((zone.to_owned(), vec![*key])),
        }
    }
    zones
}
