//! Drains of clusters at work, seed by seed: each ends, or is explained, and each change that is
//! offered frees what it was offered for. Nothing goes wrong by itself here; what blocks is what
//! was asked for: percentages, ports, constraints, protection, tasks of nobody, containers that
//! never get well.

use ecs_drydock::command::from_json;
use ecs_drydock::command::options::Options;
use ecs_drydock::explain::{Blocker, Subject, blockers, prove};
use ecs_drydock::scheduler::Bounds;
use ecs_drydock::simulation::Simulation;
use ecs_drydock::world::{InstanceKey, InstanceStatus, Service, ServiceStatus, World};
use serde_json::{Value, json};

use crate::random::{Random, setting};
use crate::swarm::work;

const SEEDS: u64 = 60;
const HOUR_MS: u64 = 3_600_000;

fn apply(simulation: &mut Simulation, command: &Value) {
    simulation.apply_json(&command.to_string()).unwrap();
}

/// A cluster at work, with what may block a drain.
fn at_work(random: &mut Random, seed: u64) -> Simulation {
    let options = json!({"seed": seed, "eventCapacity": 100, "timings": {"deregistrationDelayMs": random.pick(&[0, 60_000, 300_000])}});
    let options: Options = from_json(&options.to_string()).unwrap();
    let mut simulation = Simulation::new(options).unwrap();
    for command in work::harbour(random) {
        apply(&mut simulation, &command);
    }
    simulation
}

fn drain(simulation: &mut Simulation, hosts: usize, status: &str) {
    let world = simulation.world();
    let busy = world.instances().iter().filter(|instance| !instance.tasks.is_empty());
    let arns: Vec<String> = busy.take(hosts).map(|instance| world.instance_arn(instance)).collect();
    if !arns.is_empty() {
        let request = json!({"containerInstances": arns, "status": status});
        apply(simulation, &json!({"kind": "call", "operation": "UpdateContainerInstancesState", "request": request}));
    }
}

/// What keeps some drains from ending.
fn hinder(simulation: &mut Simulation, random: &mut Random) {
    for family in work::FAMILIES {
        if random.chance(20) {
            let what = random.pick(&["\"pull\": \"hangs\"", "\"pull\": \"fails\"", "\"health\": \"unhealthy\""]);
            simulation.apply_json(&format!(r#"{{"kind": "workload", "family": "{family}", {what}}}"#)).unwrap();
        }
    }
    for _ in 0..random.below(3) {
        if let Some(task) = work::task(random, simulation.world()) {
            let request =
                json!({"cluster": "default", "tasks": [task], "protectionEnabled": true, "expiresInMinutes": 2880});
            apply(simulation, &json!({"kind": "call", "operation": "UpdateTaskProtection", "request": request}));
        }
    }
    if random.chance(30) {
        let hosts = simulation.host_keys();
        let host = simulation.world().host(hosts[random.below(hosts.len())]).and_then(|host| host.id.clone()).unwrap();
        apply(simulation, &json!({"kind": "fault", "fault": {"type": "agentLoss", "host": host}}));
    }
}

fn draining(world: &World) -> Vec<InstanceKey> {
    let draining = world.instances().iter().filter(|instance| instance.shown.status == InstanceStatus::Draining);
    draining.map(|instance| instance.key).collect()
}

/// After hours in which nobody did anything, what is left is held by something that does not
/// pass by itself, and every change offered for it works.
#[test]
fn drains_end_or_are_explained_and_the_changes_work() {
    let (first, count) = (setting("DRYDOCK_SEED", 1), setting("DRYDOCK_SEEDS", SEEDS));
    let (mut ended, mut stuck, mut proven) = (0, 0, 0);
    let mut kinds = std::collections::BTreeMap::new();
    for seed in first..first.saturating_add(count) {
        let reproduce = format!("DRYDOCK_SEED={seed} DRYDOCK_SEEDS=1 cargo test --test it drains_end");
        let mut random = Random(seed);
        let mut simulation = at_work(&mut random, seed);
        if random.chance(50) {
            hinder(&mut simulation, &mut random);
        }
        drain(&mut simulation, 1 + random.below(2), "DRAINING");
        simulation.advance(3 * HOUR_MS).unwrap();
        for host in draining(simulation.world()) {
            let subject = Subject::Host(host);
            let left = simulation.world().instance(host).unwrap().tasks.len();
            let found = blockers(simulation.world(), subject);
            let named: usize = found.iter().map(|blocker| blocker.tasks.len()).sum();
            assert_eq!(named, left, "every task is named once: {reproduce}");
            if left == 0 {
                ended += 1;
                continue;
            }
            stuck += 1;
            assert!(
                found.iter().any(|blocker| !blocker.kind.passes()),
                "{:?} pass and have not: {reproduce}",
                words(&found)
            );
            for blocker in &found {
                *kinds.entry(blocker.kind.word()).or_insert(0_u32) += 1;
                for change in &blocker.changes {
                    let works = prove(&simulation, subject, blocker, change);
                    assert!(works, "`{}` does not free `{}`: {reproduce}", change.words, blocker.words);
                    proven += 1;
                }
            }
        }
    }
    println!("note: {ended} drains ended, {stuck} did not: {kinds:?}; {proven} changes proven");
    if count >= SEEDS {
        assert!(ended >= 15 && stuck >= 15 && proven >= 20, "{ended} ended, {stuck} did not, {proven} proven");
    }
}

fn words(blockers: &[Blocker]) -> Vec<&str> {
    blockers.iter().map(|blocker| blocker.words.as_str()).collect()
}

/// Without faults and without changes of services their counts stay within the bounds, from the
/// first steady state on, whatever drains or comes back.
#[test]
fn counts_stay_within_the_bounds() {
    let (first, count) = (setting("DRYDOCK_SEED", 1), setting("DRYDOCK_SEEDS", SEEDS));
    let mut looked = 0_u64;
    for seed in first..first.saturating_add(count) {
        let mut random = Random(seed);
        let mut simulation = at_work(&mut random, seed);
        let steady: Vec<bool> = simulation.world().services().iter().map(is_steady).collect();
        for _ in 0..6 {
            let status = random.pick(&["DRAINING", "DRAINING", "ACTIVE"]);
            drain(&mut simulation, 1 + random.below(3), status);
            let until_ms = simulation.world().now_ms() + random.milliseconds(900_000);
            while simulation.step(until_ms) {
                for (service, _) in simulation.world().services().iter().zip(&steady).filter(|(_, steady)| **steady) {
                    let bounds = Bounds::of(simulation.world(), service);
                    let reproduce = format!("DRYDOCK_SEED={seed} DRYDOCK_SEEDS=1 cargo test --test it counts_stay");
                    assert!(
                        bounds.healthy >= bounds.floor,
                        "{} is below its floor: {bounds:?}: {reproduce}",
                        service.name
                    );
                    assert!(
                        bounds.live <= bounds.ceiling,
                        "{} is above its ceiling: {bounds:?}: {reproduce}",
                        service.name
                    );
                    looked += 1;
                }
            }
        }
    }
    println!("note: {looked} looks at the bounds of steady services");
    assert!(count < SEEDS || looked > 4_000, "only {looked} looks");
}

fn is_steady(service: &Service) -> bool {
    let memory = &service.memory;
    service.status == ServiceStatus::Active && !service.daemon && memory.steady && service.desired_count > 0
}
