//! What a seed asks about tasks and services: few families and names, so that requests meet
//! the same ones again.

use ecs_drydock::world::{Service, TaskStatus, World};
use serde_json::{Value, json};

use crate::random::Random;

pub const FAMILIES: [&str; 4] = ["web", "port", "eni", "log"];
const SERVICES: [&str; 5] = ["shop", "pier", "crane", "lamp", "buoy"];
pub const TARGET_GROUP: &str = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/quay/0123456789abcdef";

/// A cluster at work, to begin with: hosts, families, services that have found their tasks.
pub fn harbour(random: &mut Random) -> Vec<Value> {
    let call =
        |(operation, request): (&str, Value)| json!({"kind": "call", "operation": operation, "request": request});
    let kind = random.pick(&["m5.large", "c5.large", "t3.medium"]);
    let mut commands = vec![json!({"kind": "launch", "count": 2 + random.below(5), "instanceType": kind})];
    commands.push(json!({"kind": "advance", "milliseconds": 120_000}));
    for _ in 0..6 {
        commands.push(call(definition(random)));
    }
    for _ in 0..4 {
        let (operation, mut request) = create(random);
        request["cluster"] = json!("default");
        commands.push(call((operation, request)));
    }
    if random.chance(40) {
        let (operation, mut request) = run(random);
        request["cluster"] = json!("default");
        commands.push(call((operation, request)));
    }
    commands.push(json!({"kind": "advance", "milliseconds": 300_000}));
    commands
}

/// One request, about what there is.
pub fn request(random: &mut Random, world: &World) -> (&'static str, Value) {
    if world.families().len() < 2 {
        return definition(random);
    }
    match random.below(40) {
        0..3 => definition(random),
        3..11 => create(random),
        11..18 => update(random, world),
        18 | 19 => {
            let (cluster, name) = service(random, world);
            ("DeleteService", json!({"cluster": cluster, "service": name, "force": random.chance(80)}))
        }
        20..25 => run(random),
        25 | 26 => start(random, world),
        27..29 => stop(random, world),
        29..31 => protect(random, world),
        31 => ("DeregisterTaskDefinition", json!({"taskDefinition": format!("{}:1", random.pick(&FAMILIES))})),
        32..35 => drain(random, world),
        _ => read(random, world),
    }
}

/// A task by its ARN.
pub fn task(random: &mut Random, world: &World) -> Option<String> {
    let mut tasks: Vec<_> = world.tasks().filter(|task| task.status != TaskStatus::Stopped).collect();
    if random.chance(60) && tasks.iter().any(|task| seldom(task.status)) {
        tasks.retain(|task| seldom(task.status));
    }
    tasks.get(random.below(tasks.len().max(1))).map(|task| world.task_arn(task))
}

/// States that do not last are sought out.
pub fn seldom(status: TaskStatus) -> bool {
    matches!(status, TaskStatus::Provisioning | TaskStatus::Activating | TaskStatus::Deactivating)
}

fn definition(random: &mut Random) -> (&'static str, Value) {
    let family = random.pick(&FAMILIES);
    let mut container = json!({"name": "app", "image": "quay/app:1", "cpu": random.pick(&[0, 64, 256]), "memory": random.pick(&[64, 128, 400])});
    let mapping =
        json!({"containerPort": 80, "hostPort": if family == "port" { random.pick(&[8080, 8081]) } else { 0 }});
    container["portMappings"] = json!([if family == "eni" { json!({"containerPort": 80}) } else { mapping }]);
    if random.chance(30) {
        container["healthCheck"] = json!({"command": ["CMD", "true"], "interval": 10, "retries": 2});
    }
    if random.chance(30) {
        container["stopTimeout"] = json!(random.below(120));
    }
    let mut request = json!({"family": family, "containerDefinitions": [container]});
    if family == "eni" {
        request["networkMode"] = json!("awsvpc");
    }
    if random.chance(10) {
        request["placementConstraints"] = json!([{"type": "memberOf", "expression": "attribute:dock == north"}]);
    }
    ("RegisterTaskDefinition", request)
}

fn cluster(random: &mut Random) -> &'static str {
    random.pick(&["default", "default", "default", "production", "quay"])
}

fn network(family: &str, request: &mut Value) {
    if family == "eni" {
        request["networkConfiguration"] = json!({"awsvpcConfiguration": {"subnets": ["subnet-0"]}});
    }
}

/// Percentages that block, that hardly move, and that are usual.
fn percents(random: &mut Random) -> Value {
    let (floor, ceiling) = random.pick(&[(100, 200), (50, 150), (50, 200), (0, 100), (75, 125), (100, 150), (50, 100)]);
    json!({"minimumHealthyPercent": floor, "maximumPercent": ceiling,
        "deploymentCircuitBreaker": {"enable": random.chance(40), "rollback": random.chance(50)}})
}

fn create(random: &mut Random) -> (&'static str, Value) {
    let family = random.pick(&FAMILIES);
    let mut request =
        json!({"cluster": cluster(random), "serviceName": random.pick(&SERVICES), "taskDefinition": family});
    network(family, &mut request);
    if random.chance(25) {
        request["schedulingStrategy"] = json!("DAEMON");
        return ("CreateService", request);
    }
    request["desiredCount"] = json!(random.below(7));
    if random.chance(60) {
        request["deploymentConfiguration"] = percents(random);
    }
    if random.chance(if family == "eni" { 90 } else { 40 }) {
        request["loadBalancers"] =
            json!([{"targetGroupArn": TARGET_GROUP, "containerName": "app", "containerPort": 80}]);
    }
    if random.chance(20) {
        request["healthCheckGracePeriodSeconds"] = json!(random.below(300));
    }
    if random.chance(20) {
        request["placementConstraints"] = json!([{"type": "distinctInstance"}]);
    }
    if random.chance(30) {
        request["placementStrategy"] = random
            .pick(&[
                &json!([{"type": "binpack", "field": "memory"}]),
                &json!([{"type": "random"}]),
                &json!([{"type": "spread", "field": "attribute:dock"}, {"type": "binpack", "field": "cpu"}]),
            ])
            .clone();
    }
    if random.chance(20) {
        request["availabilityZoneRebalancing"] = json!(random.pick(&["ENABLED", "DISABLED"]));
    }
    ("CreateService", request)
}

/// A service that there is, with its cluster; seldom one that there is not.
fn service(random: &mut Random, world: &World) -> (String, String) {
    let services = world.services();
    if services.is_empty() || random.chance(5) {
        return (cluster(random).to_owned(), random.pick(&SERVICES).to_owned());
    }
    let service: &Service = &services[random.below(services.len())];
    let cluster = world.cluster(service.cluster).map_or_else(String::new, |cluster| cluster.name.clone());
    (cluster, service.name.clone())
}

fn update(random: &mut Random, world: &World) -> (&'static str, Value) {
    let (cluster, name) = service(random, world);
    let mut request = json!({"cluster": cluster, "service": name});
    match random.below(4) {
        0 => request["desiredCount"] = json!(random.below(9)),
        1 => request["deploymentConfiguration"] = percents(random),
        2 => request["forceNewDeployment"] = json!(true),
        _ => {
            let family = random.pick(&FAMILIES);
            request["taskDefinition"] = json!(family);
            network(family, &mut request);
        }
    }
    ("UpdateService", request)
}

fn run(random: &mut Random) -> (&'static str, Value) {
    let family = random.pick(&FAMILIES);
    let mut request = json!({"cluster": cluster(random), "taskDefinition": family, "count": 1 + random.below(4)});
    network(family, &mut request);
    if random.chance(20) {
        request["placementConstraints"] =
            json!([{"type": "distinctInstance"}, {"type": "memberOf", "expression": "runningTasksCount < 4"}]);
    }
    if random.chance(30) {
        request["placementStrategy"] = json!([{"type": "spread", "field": "instanceId"}]);
    }
    if random.chance(10) {
        request["overrides"] = json!({"cpu": "256", "memory": "200"});
    }
    ("RunTask", request)
}

fn start(random: &mut Random, world: &World) -> (&'static str, Value) {
    let instances: Vec<String> = world.instances().iter().map(|instance| world.instance_arn(instance)).collect();
    let family = random.pick(&["web", "port", "log"]);
    let instance = instances.get(random.below(instances.len().max(1))).cloned().unwrap_or_default();
    let cluster = instance.split('/').nth(1).unwrap_or("default").to_owned();
    ("StartTask", json!({"cluster": cluster, "taskDefinition": family, "containerInstances": [instance]}))
}

pub fn stop(random: &mut Random, world: &World) -> (&'static str, Value) {
    let task = task(random, world).unwrap_or("0123456789abcdef0123456789abcdef".to_owned());
    let cluster = task.split('/').nth(1).unwrap_or("default").to_owned();
    ("StopTask", json!({"cluster": cluster, "task": task, "reason": "swarm"}))
}

fn protect(random: &mut Random, world: &World) -> (&'static str, Value) {
    let task = task(random, world).unwrap_or("0123456789abcdef0123456789abcdef".to_owned());
    let cluster = task.split('/').nth(1).unwrap_or("default").to_owned();
    let minutes = 1 + random.below(200);
    let enabled = random.chance(80);
    (
        "UpdateTaskProtection",
        json!({"cluster": cluster, "tasks": [task], "protectionEnabled": enabled, "expiresInMinutes": minutes}),
    )
}

/// Hosts with tasks drain, or take tasks again.
fn drain(random: &mut Random, world: &World) -> (&'static str, Value) {
    let busy: Vec<_> = world.instances().iter().filter(|instance| !instance.tasks.is_empty()).collect();
    let drawn = busy.get(random.below(busy.len().max(1)));
    let arn =
        drawn.map(|instance| world.instance_arn(instance)).unwrap_or("0123456789abcdef0123456789abcdef".to_owned());
    let cluster = arn.split('/').nth(1).unwrap_or("default").to_owned();
    let status = random.pick(&["DRAINING", "DRAINING", "DRAINING", "ACTIVE"]);
    ("UpdateContainerInstancesState", json!({"cluster": cluster, "containerInstances": [arn], "status": status}))
}

fn read(random: &mut Random, world: &World) -> (&'static str, Value) {
    let (cluster, name) = service(random, world);
    match random.below(7) {
        0 => {
            ("ListTasks", json!({"cluster": cluster, "desiredStatus": random.pick(&["RUNNING", "STOPPED", "PENDING"])}))
        }
        1 => ("ListTasks", json!({"cluster": cluster, "serviceName": name})),
        2 => ("DescribeServices", json!({"cluster": cluster, "services": [name], "include": ["TAGS"]})),
        3 => ("ListServices", json!({"cluster": cluster, "maxResults": 1 + random.below(10)})),
        4 => ("ListTaskDefinitions", json!({"familyPrefix": random.pick(&FAMILIES), "status": "ACTIVE"})),
        5 => ("GetTaskProtection", json!({"cluster": cluster})),
        _ => {
            let task = task(random, world).unwrap_or("0123456789abcdef0123456789abcdef".to_owned());
            let cluster = task.split('/').nth(1).unwrap_or("default").to_owned();
            ("DescribeTasks", json!({"cluster": cluster, "tasks": [task], "include": ["TAGS"]}))
        }
    }
}
