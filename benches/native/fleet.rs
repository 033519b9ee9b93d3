//! The native side of the simulations of `npm run bench`: `scripts/fleet.js` sends the
//! same commands through JavaScript.

use std::hint::black_box;
use std::time::Instant;

use ecs_drydock::command::options::Options;
use ecs_drydock::simulation::Simulation;
use serde_json::{Value, json};

/// How many hosts, and how many for the comparison.
const MANY: u32 = 5_000;
const FEW: u32 = 500;
const ROUNDS: usize = 5;

/// Nanoseconds per host of either way, as JSON. `request`: what an agent from outside sends.
pub fn measure(request: &str) -> Value {
    let base: Value = serde_json::from_str(request).unwrap_or_default();
    let launch = |count: u32| {
        let attributes = json!([{"name": "dock", "value": "north"}]);
        let tags = json!([{"key": "team", "value": "harbour"}]);
        let command =
            json!({"kind": "launch", "count": count, "cluster": "production", "tags": tags, "attributes": attributes});
        vec![command.to_string()]
    };
    let register =
        |count: u32| -> Vec<String> { (0..count).map(|number| outside(&base, number).to_string()).collect() };
    json!({
        "launch": {"many": median(MANY, &launch(MANY)), "few": median(FEW, &launch(FEW))},
        "register": {"many": median(MANY, &register(MANY)), "few": median(FEW, &register(FEW))},
    })
}

/// The command by which a host from outside registers.
fn outside(base: &Value, number: u32) -> Value {
    let id = format!("i-{number:017}");
    let document = json!({"instanceId": id, "instanceType": "m5.large", "availabilityZone": "eu-west-1a"});
    let mut request = base.clone();
    let tags: Vec<Value> = base["tags"].as_array().into_iter().flatten().take(5).cloned().collect();
    request["cluster"] = json!("production");
    request["tags"] = json!(tags);
    request["instanceIdentityDocument"] = json!(document.to_string());
    request["instanceIdentityDocumentSignature"] = json!("c2lnbmVk");
    json!({"kind": "call", "operation": "RegisterContainerInstance", "request": request})
}

fn median(count: u32, commands: &[String]) -> u64 {
    let mut rounds: Vec<u64> = (0..ROUNDS).map(|_| live(count, commands)).collect();
    rounds.sort_unstable();
    rounds.get(ROUNDS / 2).copied().unwrap_or_default()
}

/// One life of a fleet: nanoseconds per host.
fn live(count: u32, commands: &[String]) -> u64 {
    let start = Instant::now();
    let mut simulation = Simulation::new(Options::default()).expect("the default options make sense");
    simulation.call_json("CreateCluster", br#"{"clusterName": "production"}"#);
    for command in commands {
        black_box(simulation.apply_json(command).is_ok());
    }
    simulation.advance(120_000).expect("the end of time is far");
    let mut arns: Vec<Value> = Vec::new();
    let mut token = Value::Null;
    loop {
        let request = json!({"cluster": "production", "nextToken": token});
        let mut page = call(&mut simulation, "ListContainerInstances", &request);
        arns.extend(page["containerInstanceArns"].as_array().into_iter().flatten().cloned());
        token = page["nextToken"].take();
        if token.is_null() {
            break;
        }
    }
    let mut well = 0;
    for some in arns.chunks(100) {
        let include = ["TAGS", "CONTAINER_INSTANCE_HEALTH"];
        let request = json!({"cluster": "production", "containerInstances": some, "include": include});
        let answer = call(&mut simulation, "DescribeContainerInstances", &request);
        let described = answer["containerInstances"].as_array().into_iter().flatten();
        well += described.filter(|instance| instance["healthStatus"]["overallStatus"] == "OK").count();
    }
    assert_eq!(well, count as usize, "hosts that are well");
    drop(simulation);
    u64::try_from(start.elapsed().as_nanos() / u128::from(count)).unwrap_or(u64::MAX)
}

fn call(simulation: &mut Simulation, operation: &str, request: &Value) -> Value {
    let outcome = simulation.call_json(operation, request.to_string().as_bytes());
    serde_json::from_str(&outcome.body).unwrap_or_default()
}
