//! The native side of the drains of `npm run bench`: `scripts/drains.js` sends the same
//! commands through JavaScript.

use std::time::Instant;

use ecs_drydock::command::options::Options;
use ecs_drydock::simulation::Simulation;
use serde_json::{Value, json};

/// How many tasks each service has.
const TASKS: u32 = 1_000;
const ROUNDS: usize = 3;

/// Milliseconds and events of each drain, as JSON.
pub fn measure() -> Value {
    let size = |hosts: u32, services: u32, draining: usize| {
        let (simulation, arns) = at_work(hosts, services, draining);
        let mut rounds: Vec<(f64, u64)> = (0..ROUNDS).map(|_| drain(&simulation, &arns)).collect();
        rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (milliseconds, events) = rounds[ROUNDS / 2];
        json!({"milliseconds": milliseconds, "events": events})
    };
    json!({"small": size(100, 10, 10), "large": size(1_000, 100, 100), "wide": size(5_000, 100, 100)})
}

fn call(simulation: &mut Simulation, operation: &str, request: &Value) -> Value {
    let outcome = simulation.call_json(operation, request.to_string().as_bytes());
    assert_eq!(outcome.status, 200, "{}", outcome.body);
    serde_json::from_str(&outcome.body).expect("answers are JSON")
}

fn at_work(hosts: u32, services: u32, draining: usize) -> (Simulation, Vec<Value>) {
    let mut simulation = Simulation::new(Options::default()).expect("the default options make sense");
    let launch = json!({"kind": "launch", "count": hosts, "instanceType": "m5.24xlarge"});
    simulation.apply_json(&launch.to_string()).expect("hosts can be launched");
    simulation.advance(60_000).expect("the end of time is far");
    let container = json!({"name": "app", "image": "quay/app:1", "cpu": 256, "memory": 512, "portMappings": [{"containerPort": 80}]});
    call(&mut simulation, "RegisterTaskDefinition", &json!({"family": "app", "containerDefinitions": [container]}));
    for number in 0..services {
        let request = json!({"serviceName": format!("app-{number}"), "taskDefinition": "app", "desiredCount": TASKS});
        call(&mut simulation, "CreateService", &request);
    }
    simulation.advance(600_000).expect("the end of time is far");
    let listed = call(&mut simulation, "ListContainerInstances", &json!({"maxResults": draining}));
    let arns = listed["containerInstanceArns"].as_array().cloned().unwrap_or_default();
    (simulation, arns)
}

fn drain(simulation: &Simulation, arns: &[Value]) -> (f64, u64) {
    let mut fork = simulation.fork();
    let before = fork.world().log().count();
    let start = Instant::now();
    for some in arns.chunks(10) {
        let request = json!({"containerInstances": some, "status": "DRAINING"});
        call(&mut fork, "UpdateContainerInstancesState", &request);
    }
    fork.advance(1_200_000).expect("the end of time is far");
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    let left: usize = fork.world().instances().iter().take(arns.len()).map(|instance| instance.tasks.len()).sum();
    assert_eq!(left, 0, "tasks left");
    (milliseconds, fork.world().log().count() - before)
}
