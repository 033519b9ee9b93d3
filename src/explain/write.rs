//! Explanations as JSON text.

use super::cause::{arithmetic, counted, detail, histogram};
use super::{Ask, Blocker, Kind, Subject};
use crate::json::Writer;
use crate::world::World;

/// How many tasks and hosts are named at most; the numbers tell of all.
const MOST_NAMED: usize = 100;
/// How many hosts of each reason are named.
const MOST_EXAMPLES: usize = 5;

pub(super) fn explanation(world: &World, ask: &Ask, subject: Subject, blockers: &[Blocker]) -> String {
    let mut json = Writer::default();
    json.open();
    write_subject(&mut json, world, subject);
    json.whole("now", world.now_ms());
    let waiting: usize = blockers.iter().map(|blocker| blocker.tasks.len()).sum();
    json.whole("waitingTasks", waiting as u64);
    json.text("summary", &summary(waiting, blockers));
    json.list("blockers");
    for blocker in blockers {
        json.open();
        write_blocker(&mut json, world, ask, blocker);
        json.close();
    }
    json.close_list();
    json.close();
    json.finish()
}

fn write_subject(json: &mut Writer, world: &World, subject: Subject) {
    json.structure("target");
    let (kind, arn) = match subject {
        Subject::All => ("all", None),
        Subject::Cluster(key) => ("cluster", world.cluster(key).map(|cluster| world.cluster_arn(&cluster.name))),
        Subject::Host(key) => ("host", world.instance(key).map(|instance| world.instance_arn(instance))),
        Subject::Service(key) => ("service", world.service(key).map(|service| world.service_arn(service))),
        Subject::Task(key) => ("task", world.task(key).map(|task| world.task_arn(task))),
    };
    json.text("kind", kind);
    json.some_text("arn", arn.as_deref());
    json.close();
}

fn summary(waiting: usize, blockers: &[Blocker]) -> String {
    let Some(first) = blockers.first() else { return "nothing waits".to_owned() };
    let stuck = blockers.iter().filter(|blocker| !blocker.kind.passes()).count();
    let missing: u32 = blockers.iter().map(|blocker| blocker.missing).sum();
    let (tasks, rest) = match waiting {
        0 => (format!("{} cannot start", counted(missing.max(1) as usize, "task")), "that passes"),
        1 => ("1 task waits".to_owned(), "goes on by itself"),
        more => (format!("{more} tasks wait"), "go on by themselves"),
    };
    match stuck {
        0 => format!("{tasks}, and {rest}"),
        1 => format!("{tasks}: {}", first.words),
        more => format!("{tasks}, held by {more} things; first: {}", first.words),
    }
}

fn write_blocker(json: &mut Writer, world: &World, ask: &Ask, blocker: &Blocker) {
    let service = blocker.service.and_then(|key| world.service(key));
    json.text("kind", blocker.kind.word());
    json.truth("passes", blocker.kind.passes());
    json.some_text("serviceArn", service.map(|service| world.service_arn(service)).as_deref());
    json.text("message", &blocker.words);
    json.whole("since", blocker.since_ms);
    json.some_whole("until", blocker.until_ms);
    json.structure("tasks");
    json.whole("count", blocker.tasks.len() as u64);
    let tasks = blocker.tasks.get(..MOST_NAMED).unwrap_or(&blocker.tasks);
    json.list("taskArns");
    for task in world.tasks_by(tasks) {
        json.text_item(&world.task_arn(task));
    }
    json.close_list();
    json.close();
    if blocker.missing > 0 {
        json.whole("missing", u64::from(blocker.missing));
    }
    if let (Kind::DeploymentBounds | Kind::WaitsForStops, Some(service)) = (blocker.kind, service) {
        json.text("arithmetic", &arithmetic(world, service));
    }
    if blocker.kind == Kind::NoHost {
        write_reasons(json, world, ask, blocker);
    }
    json.list("changes");
    for change in &blocker.changes {
        json.open();
        json.text("message", &change.words);
        json.list("commands");
        for command in &change.commands {
            json.json_item(&command.to_json());
        }
        json.close_list();
        json.whole("extraHosts", u64::from(change.extra_hosts));
        json.whole("taskMoves", u64::from(change.task_moves));
        if let Some(proven) = change.proven {
            json.truth("proven", proven);
        }
        json.close();
    }
    json.close_list();
}

/// Why each host refuses: how many for each reason, and the hosts one by one in pages.
fn write_reasons(json: &mut Writer, world: &World, ask: &Ask, blocker: &Blocker) {
    let arn = |place: usize| {
        let instance = blocker.refused.get(place).and_then(|(key, _)| world.instance(*key));
        instance.map(|instance| world.instance_arn(instance)).unwrap_or_default()
    };
    json.list("reasons");
    for (reason, places) in histogram(blocker) {
        json.open();
        json.text("reason", reason);
        json.whole("count", places.len() as u64);
        json.list("containerInstanceArns");
        for place in places.iter().take(MOST_EXAMPLES) {
            json.text_item(&arn(*place));
        }
        json.close_list();
        json.close();
    }
    json.close_list();
    let (after, limit) = (ask.hosts_after as usize, ask.hosts_limit as usize);
    json.list("hosts");
    for (place, (key, refusal)) in blocker.refused.iter().enumerate().skip(after).take(limit) {
        let detail = world.instance(*key).and_then(|instance| detail(world, instance, refusal));
        json.open();
        json.text("containerInstanceArn", &arn(place));
        json.text("reason", refusal.reason());
        json.some_text("detail", detail.as_deref());
        json.close();
    }
    json.close_list();
    if after + limit < blocker.refused.len() {
        json.whole("nextHost", (after + limit) as u64);
    }
}
