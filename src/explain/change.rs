//! What would free the tasks that a blocker holds: fewest commands first, then fewest extra
//! hosts, then fewest tasks that are stopped or moved. Each is a list of ready commands.

use super::cause::{self, counted, is_attended};
use super::{Blocker, Change, Kind};
use crate::command::{Command, HostAction, Launch, NameValue};
use crate::form::Json;
use crate::json::Writer;
use crate::scheduler::{Bounds, Candidates, Fit, Refusal, Standing, Wish};
use crate::stored::copy;
use crate::world::{
    Claims, ContainerInstance, HostState, InstanceStatus, Process, Service, ServiceStatus, Task, TaskStatus, World,
};

/// Changes as they are found: the smallest first, and of two alike the one found first.
#[derive(Default)]
struct Found(Vec<Change>);

impl Found {
    #[inline(never)]
    fn add(&mut self, change: Option<Change>) {
        let rank = |change: &Change| (change.commands.len(), change.extra_hosts, change.task_moves);
        if let Some(change) = change {
            self.0.insert(self.0.partition_point(|known| rank(known) <= rank(&change)), change);
        }
    }
}

/// The changes that are worth trying about a blocker.
pub(super) fn changes(world: &World, blocker: &Blocker) -> Vec<Change> {
    let service = blocker.service.and_then(|key| world.service(key));
    let mut found = Found::default();
    match (blocker.kind, service) {
        (Kind::DeploymentBounds, Some(service)) => bounds(world, service, &mut found),
        (Kind::NoHost, Some(service)) if service.daemon => {}
        (Kind::NoHost, Some(service)) => room(world, blocker, service, &mut found),
        (
            Kind::ImageNeverPulls | Kind::ReplacementUnhealthy | Kind::ServicePaused | Kind::DeploymentFailed,
            Some(service),
        ) => found.add(lower_floor(world, service)),
        (Kind::StandaloneTask, _) => found.add(Some(stop_tasks(world, blocker))),
        (Kind::ProtectedTask, Some(service)) => found.add(Some(unprotect(world, blocker, service))),
        (Kind::AgentGone, _) => agents(world, blocker, &mut found),
        _ => {}
    }
    if blocker.kind == Kind::ProtectedTask || blocker.kind.passes() {
        found.add(wait(world, blocker.until_ms));
    }
    found.0
}

fn change(words: String, commands: Vec<Command>) -> Change {
    Change { words, commands, extra_hosts: 0, task_moves: 0, proven: None }
}

/// A request as a command.
fn call(operation: &str, write: impl FnOnce(&mut Writer)) -> Command {
    let mut json = Writer::default();
    json.open();
    write(&mut json);
    json.close();
    Command::Call { operation: operation.to_owned(), request: Json(json.finish()) }
}

fn cluster_name(world: &World, service: &Service) -> String {
    world.cluster(service.cluster).map(|cluster| cluster.name.clone()).unwrap_or_default()
}

fn update_service(world: &World, service: &Service, write: impl FnOnce(&mut Writer)) -> Command {
    call("UpdateService", |json| {
        json.text("cluster", &cluster_name(world, service));
        json.text("service", &service.name);
        write(json);
    })
}

/// A percentage of a service as a change.
fn set_percent(world: &World, service: &Service, member: &str, percent: u32, what: &str) -> Change {
    let command = update_service(world, service, |json| {
        json.structure("deploymentConfiguration");
        json.whole(member, u64::from(percent));
        json.close();
    });
    change(format!("set {member} of {} to {percent}: {what}", service.name), vec![command])
}

/// The largest floor that lets a healthy task stop, unless the service refuses it.
fn lower_floor(world: &World, service: &Service) -> Option<Change> {
    let bounds = Bounds::of(world, service);
    let floor = bounds.healthy.checked_sub(1)?;
    let percent = u64::from(floor) * 100 / u64::from(service.desired_count.max(1));
    let percent = u32::try_from(percent).ok().filter(|percent| *percent < service.minimum_healthy_percent)?;
    let moved = set_percent(
        world,
        service,
        "minimumHealthyPercent",
        percent,
        "a task may stop before its replacement is there",
    );
    Some(Change { task_moves: 1, ..moved })
}

/// Percentages that leave room: a higher ceiling, or a lower floor.
fn bounds(world: &World, service: &Service, found: &mut Found) {
    let bounds = Bounds::of(world, service);
    let wanted = u64::from(bounds.live) + 1;
    let percent = (wanted * 100).div_ceil(u64::from(service.desired_count.max(1)));
    let percent = u32::try_from(percent).unwrap_or(u32::MAX);
    // More than 100 percent is refused for daemons (row `msg-daemon-100`).
    let fits = !service.daemon
        && cause::wish(world, service)
            .is_some_and(|wish| Candidates::of_service(world, service, &wish).room_for(1) > 0);
    let raised = fits.then(|| set_percent(world, service, "maximumPercent", percent, "a replacement may start first"));
    found.add(raised);
    found.add(lower_floor(world, service));
}

/// Room for the tasks that find none.
fn room(world: &World, blocker: &Blocker, service: &Service, found: &mut Found) {
    found.add(wait_for_stops(world, blocker));
    found.add(launch(world, service));
    found.add(connect(world, blocker, service));
    if !blocker.tasks.is_empty() {
        found.add(lower_floor(world, service));
    }
    let fewer = service.desired_count.saturating_sub(blocker.missing);
    if fewer > 0 || service.minimum_healthy_percent > 0 {
        let command = update_service(world, service, |json| json.whole("desiredCount", u64::from(fewer)));
        let words = format!("set desiredCount of {} to {fewer}: as many as find a place", service.name);
        found.add(Some(Change { task_moves: blocker.missing, ..change(words, vec![command]) }));
    }
}

/// Tasks that stop give room where nothing but room is missing.
fn wait_for_stops(world: &World, blocker: &Blocker) -> Option<Change> {
    let short = blocker.refused.iter().filter(|(_, refusal)| refusal.distance() == 1);
    let mut until_ms = None;
    for (key, _) in short {
        for task in world.tasks_on(*key).filter(|task| !task.wanted) {
            until_ms = until_ms.max(cause::next_step_ms(world, task));
        }
    }
    wait(world, until_ms)
}

/// As many hosts like one that there is, as give room to all that find none: to the tasks of
/// other services, too, which look for a place as well.
fn launch(world: &World, service: &Service) -> Option<Change> {
    let wish = cause::wish(world, service)?;
    let instances = world.instances_of(service.cluster);
    let mut found = None;
    for instance in instances {
        let Some(host) = world.host(instance.host).filter(|host| host.launched) else { continue };
        let new = new_like(world, instance);
        if holds(world, &new, &wish) > 0 {
            found = Some((new, host));
            break;
        }
    }
    let (instance, host) = found?;
    let each = holds(world, &instance, &wish);
    let mut count: u32 = 0;
    for other in world.services().iter().filter(|other| other.cluster == service.cluster && !other.daemon) {
        if other.memory.unplaced_since_ms > 0 || other.key == service.key {
            let held = cause::wish(world, other).map_or(0, |wish| holds(world, &instance, &wish));
            if held > 0 {
                count += Standing::of(world, other).missing.max(1).div_ceil(held);
            }
        }
    }
    let count = count.max(1);
    let mut attributes = Vec::new();
    for own in &host.attributes {
        attributes.push(NameValue { name: own.name.clone(), value: own.value.clone() });
    }
    let launch = Launch {
        count,
        instance_type: host.instance_type.clone()?,
        availability_zones: vec![host.availability_zone.clone()],
        cluster: host.cluster.clone(),
        attributes,
        ..Launch::default()
    };
    let words =
        format!("launch {count} more {}: each has room for {}", launch.instance_type, counted(each as usize, "task"));
    Some(Change { extra_hosts: count, ..change(words, vec![Command::Launch(launch)]) })
}

/// An instance like this one as it is new: only what runs on every host is there.
fn new_like(world: &World, instance: &ContainerInstance) -> ContainerInstance {
    let mut new = copy(instance);
    new.tasks.clear();
    (new.shown.claims, new.shown.status, new.shown.agent_connected) = (Claims::default(), InstanceStatus::Active, true);
    for daemon in world.services().iter().filter(|other| other.daemon && other.cluster == instance.cluster) {
        let Some(wish) = cause::wish(world, daemon).filter(|_| daemon.status == ServiceStatus::Active) else {
            continue;
        };
        if Fit::new(world, &wish).refusal(&new).is_none() {
            let claims = &mut new.shown.claims;
            claims.cpu += wish.demand.cpu;
            claims.memory_mib += wish.demand.memory_mib;
            claims.ports.extend_from_slice(&wish.demand.ports);
            claims.enis += u32::from(wish.demand.eni);
        }
    }
    new
}

/// How many tasks find a place on an instance.
fn holds(world: &World, instance: &ContainerInstance, wish: &Wish) -> u32 {
    if Fit::new(world, wish).refusal(instance).is_some() {
        return 0;
    }
    if wish.distinct || !wish.demand.ports.is_empty() {
        return 1;
    }
    let (room, claims) = (&instance.room, &instance.shown.claims);
    let times = |room: i64, each: u32| if each == 0 { i64::from(u32::MAX) } else { room / i64::from(each) };
    let cpu = times(room.cpu - i64::from(claims.cpu), wish.demand.cpu);
    let memory = times(room.memory_mib - i64::from(claims.memory_mib), wish.demand.memory_mib);
    let enis =
        if wish.demand.eni { i64::from(room.enis.unwrap_or(u32::MAX).saturating_sub(claims.enis)) } else { i64::MAX };
    let gpus = times(i64::from(room.gpus), wish.demand.gpus);
    u32::try_from(cpu.min(memory).min(enis).min(gpus).max(0)).unwrap_or(u32::MAX)
}

/// A host whose agent is off and which could take the task otherwise.
fn connect(world: &World, blocker: &Blocker, service: &Service) -> Option<Change> {
    let wish = cause::wish(world, service)?;
    let mut fit = Fit::new(world, &wish);
    let off = blocker.refused.iter().filter(|(_, refusal)| *refusal == Refusal::Agent);
    let instance = off.filter_map(|(key, _)| world.instance(*key)).find(|instance| {
        let host = world.host(instance.host);
        let up = host.is_some_and(|host| host.state == HostState::Running && host.agent.process != Process::Running);
        up && fit.constraints(instance).is_none() && fit.room(instance).is_none()
    })?;
    Some(start_agent(world, instance))
}

fn start_agent(world: &World, instance: &ContainerInstance) -> Change {
    let host = world.instance_arn(instance);
    let words = format!("start the agent of {}", host_name(instance));
    change(words, vec![Command::Host { host, action: HostAction::StartAgent, after_ms: 0 }])
}

fn host_name(instance: &ContainerInstance) -> String {
    instance.ec2_instance_id.clone().unwrap_or_else(|| format!("{:032x}", instance.id))
}

/// Whoever owns the tasks stops them.
fn stop_tasks(world: &World, blocker: &Blocker) -> Change {
    let tasks: Vec<&Task> = world.tasks_by(&blocker.tasks).collect();
    let mut stops = Vec::new();
    for task in &tasks {
        stops.push(call("StopTask", |json| {
            json.text("cluster", world.cluster(task.cluster).map_or("", |cluster| &cluster.name));
            json.text("task", &world.task_arn(task));
        }));
    }
    let moved = change(format!("stop {}", counted(tasks.len(), "task")), stops);
    Change { task_moves: u32::try_from(tasks.len()).unwrap_or(u32::MAX), ..moved }
}

/// How many tasks one request about protection takes (row `op-task-protection`).
const MOST_PROTECTED: usize = 10;

fn unprotect(world: &World, blocker: &Blocker, service: &Service) -> Change {
    let arns: Vec<String> = world.tasks_by(&blocker.tasks).map(|task| world.task_arn(task)).collect();
    let mut commands = Vec::new();
    for arns in arns.chunks(MOST_PROTECTED) {
        commands.push(call("UpdateTaskProtection", |json| {
            json.text("cluster", &cluster_name(world, service));
            json.texts("tasks", arns);
            json.truth("protectionEnabled", false);
        }));
    }
    change(format!("end the protection of {}", counted(arns.len(), "task")), commands)
}

/// The agents that are gone come back; a host that is gone for good is deregistered.
fn agents(world: &World, blocker: &Blocker, found: &mut Found) {
    let mut instances: Vec<&ContainerInstance> = Vec::new();
    let tasks = world.tasks_by(&blocker.tasks);
    for task in tasks.filter(|task| !is_attended(world, task) && task.status != TaskStatus::Stopped) {
        if let Some(instance) = world.instance(task.instance)
            && !instances.iter().any(|known| known.key == instance.key)
        {
            instances.push(instance);
        }
    }
    if instances.is_empty() {
        return;
    }
    let back = |instance: &ContainerInstance| {
        let host = world.host(instance.host)?;
        let mut action = None;
        if host.instance == Some(instance.key) {
            action = match host.state {
                HostState::Running => Some(HostAction::StartAgent),
                HostState::Stopped | HostState::Stopping => Some(HostAction::Start),
                _ => None,
            };
        }
        action.map(|action| Command::Host { host: world.instance_arn(instance), action, after_ms: 0 })
    };
    let mut commands = Vec::new();
    for instance in &instances {
        if let Some(command) = back(instance) {
            commands.push(command);
        }
    }
    // Only where all can come back.
    if commands.len() == instances.len() {
        found.add(Some(change(format!("bring {} back", counted(commands.len(), "agent")), commands)));
    }
    let mut commands = Vec::new();
    for instance in &instances {
        commands.push(call("DeregisterContainerInstance", |json| {
            json.text("cluster", world.cluster(instance.cluster).map_or("", |cluster| &cluster.name));
            json.text("containerInstance", &world.instance_arn(instance));
            json.truth("force", true);
        }));
    }
    let words =
        format!("deregister {} by force: the containers there are on their own then", counted(instances.len(), "host"));
    let moves = u32::try_from(blocker.tasks.len()).unwrap_or(u32::MAX);
    found.add(Some(Change { task_moves: moves, ..change(words, commands) }));
}

/// Time passes until it is over.
fn wait(world: &World, until_ms: Option<u64>) -> Option<Change> {
    let milliseconds = until_ms?.saturating_sub(world.now_ms()).max(1);
    Some(change(format!("wait {} s", milliseconds.div_ceil(1000)), vec![Command::Advance { milliseconds }]))
}
