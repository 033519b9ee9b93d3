//! What a seed draws: its options, and one command after another.

use ecs_drydock::model::assumption::assumption;
use ecs_drydock::world::{AgentUpdateStatus, ContainerInstance, InstanceStatus, World};
use serde_json::{Map, Value, json};

use super::work;
use crate::random::Random;

/// The longest fault that is drawn, and how often a connection flaps: the bound on recovery is worked out from them.
pub const LONGEST_FAULT_MS: u64 = 900_000;
pub const MOST_FLAPS: u64 = 4;
pub const LONGEST_BREAK_MS: u64 = 60_000;
/// How many hosts are launched: few, so that commands meet the same ones again.
const MOST_HOSTS: usize = 24;

const TIMINGS: [(&str, u64); 32] = [
    ("bootMs", 120_000),
    ("bootSpreadMs", 60_000),
    ("connectMs", 30_000),
    ("heartbeatMs", 120_000),
    ("silenceMs", 300_000),
    ("closeMs", 60_000),
    ("reapMs", 1_200_000),
    ("ec2StopMs", 120_000),
    ("trunkAttachMs", 60_000),
    ("trunkDetachMs", 60_000),
    ("inactiveMs", 3_600_000),
    ("connectivityMs", 600_000),
    ("updateAcceptMs", 20_000),
    ("updateDownloadMs", 120_000),
    ("updatePerformMs", 20_000),
    ("updateRestartMs", 60_000),
    ("spotNoticeMs", 120_000),
    ("schedulerTickMs", 60_000),
    ("taskAckMs", 10_000),
    ("eniAttachMs", 60_000),
    ("eniDetachMs", 60_000),
    ("pullMs", 120_000),
    ("startMs", 30_000),
    ("targetRegisterMs", 120_000),
    ("targetHealthyMs", 300_000),
    ("deregistrationDelayMs", 600_000),
    ("stopMs", 60_000),
    ("stopTimeoutMs", 60_000),
    ("healthyMs", 60_000),
    ("stoppedTaskMs", 3_600_000),
    ("rebalanceMs", 600_000),
    ("failurePauseMs", 120_000),
];

const RATES: [&str; 10] = [
    "agentLoss",
    "unnoticedAgentLoss",
    "flap",
    "runtimeImpaired",
    "hostStop",
    "hostReboot",
    "hostTerminate",
    "lostState",
    "updateNack",
    "trunkFailure",
];

/// The assumptions that can be switched.
const SWITCHABLE: [u16; 17] = [1, 5, 21, 23, 26, 31, 32, 37, 40, 46, 56, 60, 79, 81, 82, 83, 87];

const CLUSTERS: [&str; 3] = ["default", "production", "quay"];
const TYPES: [&str; 6] = ["m5.large", "c5.large", "a1.medium", "c6g.medium", "t3.micro", "p3.2xlarge"];
const VERSIONS: [&str; 7] = ["1.105.1", "1.104.0", "1.90.0", "1.57.0", "1.56.0", "1.0.0", "none"];
const FILTERS: [&str; 8] = [
    "agentConnected == true",
    "agentVersion >= 1.60.0",
    "attribute:ecs.instance-type =~ m5.*",
    "attribute:dock exists and not(attribute:dock == north)",
    "registeredAt > 2026-01-01T00:01:00",
    "runningTasksCount == 0 or ec2InstanceId == i-0",
    "attribute:",
    "agentConnected = maybe",
];

/// What a simulation starts from: each seed has a weather of its own.
pub fn options(random: &mut Random, seed: u64) -> Value {
    let mut options = Map::new();
    options.insert("seed".to_owned(), json!(seed));
    let mut timings = Map::new();
    let often = random.pick(&[0, 30, 90]);
    for (name, most) in TIMINGS {
        // What comes round again and again fills hours of virtual time if it comes too soon.
        let least = match name {
            "heartbeatMs" => 1,
            "schedulerTickMs" | "failurePauseMs" => 5000,
            _ => 0,
        };
        if random.chance(often) {
            timings.insert(name.to_owned(), json!(random.milliseconds(most).max(least)));
        }
    }
    options.insert("timings".to_owned(), Value::Object(timings));
    if random.chance(50) {
        options.insert("faults".to_owned(), faults(random));
    }
    for (name, percent, value) in [
        ("agents", 20, json!(false)),
        ("throttling", 20, json!(true)),
        ("readLagMs", 20, json!(random.milliseconds(60_000))),
        ("eventCapacity", 70, json!(1 + random.below(400))),
        ("latestAgentVersion", 20, json!("1.104.0")),
        ("oldestUpdatableAgentVersion", 20, json!("1.57.0")),
        ("region", 20, json!(random.pick(&["eu-west-1", "cn-north-1", "us-gov-west-1"]))),
        (
            "delivery",
            25,
            json!({"lateMs": random.milliseconds(120_000), "twicePerMille": random.pick(&[0, 100, 1000])}),
        ),
    ] {
        if random.chance(percent) {
            options.insert(name.to_owned(), value);
        }
    }
    if random.chance(30) {
        let mut choices = Map::new();
        for id in SWITCHABLE {
            choices.insert(id.to_string(), json!(choice(random, id)));
        }
        options.insert("assumptions".to_owned(), Value::Object(choices));
    }
    Value::Object(options)
}

fn faults(random: &mut Random) -> Value {
    let mut faults = Map::new();
    for name in RATES {
        if random.chance(30) {
            faults.insert(name.to_owned(), json!(random.pick(&[1, 100, 1000, 5000])));
        }
    }
    if random.chance(20) {
        faults.insert("serverException".to_owned(), json!(random.pick(&[10, 200])));
    }
    let longest_ms = random.milliseconds(LONGEST_FAULT_MS);
    faults.insert("shortestMs".to_owned(), json!(random.next() % (longest_ms + 1)));
    faults.insert("longestMs".to_owned(), json!(longest_ms));
    // They end, so that it can be seen that everything recovers.
    faults.insert("forMs".to_owned(), json!(600_000 + random.milliseconds(7_200_000)));
    Value::Object(faults)
}

fn choice(random: &mut Random, id: u16) -> usize {
    random.below(assumption(id).map_or(0, |known| known.alternatives.len()) + 1)
}

/// One command, about what there is.
pub fn command(random: &mut Random, world: &World) -> Value {
    if world.hosts().is_empty() && random.chance(60) {
        return launch(random);
    }
    if random.chance(20) && world.tasks().any(|task| work::seldom(task.status)) {
        if random.chance(50) {
            return outside(random, world);
        }
        let (operation, request) = work::stop(random, world);
        return json!({"kind": "call", "operation": operation, "request": request});
    }
    match random.below(100) {
        0..17 => json!({"kind": "advance", "milliseconds": time(random)}),
        // States that do not last are seen by who looks just after the next thing happened.
        17..25 => json!({"kind": "advance", "milliseconds": to_next_ms(random, world)}),
        25..33 if world.hosts().len() < MOST_HOSTS => launch(random),
        25..39 => host_command(random, world),
        39..46 => fault(random, world),
        46..48 => outside(random, world),
        48..50 => {
            let id = random.pick(&SWITCHABLE);
            json!({"kind": "assume", "assumption": id, "choice": choice(random, id)})
        }
        _ => {
            let (operation, request) = request(random, world);
            json!({"kind": "call", "operation": operation, "request": request})
        }
    }
}

fn time(random: &mut Random) -> u64 {
    if random.chance(10) { random.milliseconds(10_800_000) } else { random.milliseconds(600_000) }
}

fn to_next_ms(random: &mut Random, world: &World) -> u64 {
    world.next_due_ms().map_or_else(|| time(random), |next_ms| next_ms.saturating_sub(world.now_ms()).min(600_000))
}

fn launch(random: &mut Random) -> Value {
    let mut launch = Map::new();
    let clusters: &[&str] = if random.chance(10) { &["nowhere"] } else { &CLUSTERS };
    for (name, percent, value) in [
        ("kind", 100, json!("launch")),
        ("count", 60, json!(1 + random.below(4))),
        ("instanceType", 60, json!(random.pick(&TYPES))),
        ("cluster", 30, json!(random.pick(clusters))),
        ("agentVersion", 80, json!(random.pick(&VERSIONS))),
        ("updatesEnabled", 20, json!(false)),
        ("spotDraining", 40, json!(true)),
        ("availabilityZones", 10, json!(["eu-west-1b", "x"])),
        ("attributes", 30, json!([{"name": "dock", "value": random.pick(&["north", "south"])}, {"name": "crane"}])),
        ("attributes", 5, json!([{"name": "bad name", "value": "x"}])),
        ("tags", 30, json!([{"key": "team", "value": "harbour"}])),
        ("tags", 3, json!([{"key": "aws:team", "value": "harbour"}])),
        ("reservedMemoryMib", 10, json!(256)),
        ("afterMs", 10, json!(time(random))),
    ] {
        if random.chance(percent) {
            launch.insert(name.to_owned(), value);
        }
    }
    Value::Object(launch)
}

fn host_command(random: &mut Random, world: &World) -> Value {
    let host = host(random, world);
    let after_ms = if random.chance(20) { time(random) } else { 0 };
    if random.chance(10) {
        return json!({"kind": "deadline", "host": host, "afterMs": after_ms});
    }
    let action = random.pick(&[
        "terminate",
        "stop",
        "stop",
        "start",
        "start",
        "start",
        "reboot",
        "reboot",
        "spotInterruption",
        "stopAgent",
        "startAgent",
        "startAgent",
    ]);
    json!({"kind": "host", "host": host, "action": action, "afterMs": after_ms})
}

fn fault(random: &mut Random, world: &World) -> Value {
    let host = host(random, world);
    let mut duration_ms = json!(random.milliseconds(LONGEST_FAULT_MS));
    if random.chance(10) {
        duration_ms = Value::Null;
    }
    let (down_ms, up_ms) = (random.milliseconds(LONGEST_BREAK_MS).max(1), random.milliseconds(LONGEST_BREAK_MS));
    let reason = random.pick(&[
        "updatesDisabled",
        "invalidUpdate",
        "unableToDownload",
        "hashsumMismatch",
        "notDownloaded",
        "newUpdateArrived",
    ]);
    let fault = match random.below(16) {
        0 => json!({"type": "agentLoss", "host": host, "durationMs": duration_ms, "unnoticed": random.chance(50)}),
        1 => {
            json!({"type": "flap", "host": host, "times": 1 + random.next() % MOST_FLAPS, "downMs": down_ms, "upMs": up_ms})
        }
        2 => json!({"type": "runtimeImpaired", "host": host, "durationMs": duration_ms}),
        3 | 10 | 12 | 13 => json!({"type": "updateNack", "host": host, "reason": reason}),
        4 | 14 => json!({"type": "updateStartFailure", "host": host}),
        5 | 11 => json!({"type": "trunkFailure", "times": 1 + random.below(3), "reason": "no address is free"}),
        6 => json!({"type": "lostState", "host": host}),
        7 => json!({"type": "throttling", "times": 1 + random.below(3)}),
        8 => json!({"type": "healthCheck", "host": host, "check": random.pick(&["DAEMON", "ACCELERATED_COMPUTE"]),
            "status": random.pick(&["OK", "IMPAIRED", "INSUFFICIENT_DATA", "INITIALIZING"])}),
        _ => json!({"type": "serverException", "times": 1 + random.below(3)}),
    };
    json!({"kind": "fault", "fault": fault, "afterMs": if random.chance(20) { time(random) } else { 0 }})
}

/// What containers and targets do, and a task that ends by itself.
fn outside(random: &mut Random, world: &World) -> Value {
    let after_ms = if random.chance(20) { time(random) } else { 0 };
    match random.below(4) {
        0 if !world.target_groups().is_empty() => json!({"kind": "target", "targetGroup": work::TARGET_GROUP,
            "health": random.pick(&["healthy", "healthy", "unhealthy"]), "afterMs": after_ms}),
        1 | 2 => match work::task(random, world) {
            Some(task) => {
                json!({"kind": "fault", "fault": {"type": "taskExit", "task": task, "exitCode": random.below(256)}, "afterMs": after_ms})
            }
            None => json!({"kind": "advance", "milliseconds": 1000}),
        },
        _ => json!({"kind": "workload", "family": random.pick(&work::FAMILIES), "afterMs": after_ms,
            "pull": random.pick(&["succeeds", "succeeds", "succeeds", "fails", "hangs"]),
            "health": random.pick(&["healthy", "healthy", "unhealthy"]),
            "stopMs": random.milliseconds(120_000), "exitAfterMs": random.pick(&[0, 0, 0, 60_000])}),
    }
}

/// A host by one of its names; seldom one that is not there.
fn host(random: &mut Random, world: &World) -> String {
    let hosts = world.hosts();
    if hosts.is_empty() || random.chance(3) {
        return "i-0123456789abcdef0".to_owned();
    }
    let drawn = &hosts[random.below(hosts.len())];
    let instance = seldom(random, world).filter(|_| random.chance(30));
    let host = instance.and_then(|instance| world.host(instance.host)).unwrap_or(drawn);
    let instance = host.instance.and_then(|key| world.instance(key));
    match (&host.id, instance) {
        (Some(id), None) => id.clone(),
        (Some(id), _) if random.chance(80) => id.clone(),
        (_, Some(instance)) => world.instance_arn(instance),
        (None, None) => "i-0123456789abcdef0".to_owned(),
    }
}

fn request(random: &mut Random, world: &World) -> (&'static str, Value) {
    // Where a cluster is at work there is more to ask about that; elsewhere it is seldom asked.
    if random.chance(if world.families().is_empty() { 3 } else { 60 }) {
        return work::request(random, world);
    }
    match random.below(30) {
        0..3 => register(random, world),
        3..7 => update_state(random, world),
        7..9 => {
            let (cluster, instance) = one(random, world);
            let force = random.pick(&[None, Some(true), Some(false)]);
            ("DeregisterContainerInstance", json!({"cluster": cluster, "containerInstance": instance, "force": force}))
        }
        9..15 => {
            let (cluster, instance) = one(random, world);
            ("UpdateContainerAgent", json!({"cluster": cluster, "containerInstance": instance}))
        }
        15 | 16 => {
            let (cluster, instances) = several(random, world);
            let include = random.pick(&[&["TAGS", "CONTAINER_INSTANCE_HEALTH"][..], &["TAGS"], &[]]);
            let request = json!({"cluster": cluster, "containerInstances": instances, "include": include});
            ("DescribeContainerInstances", request)
        }
        17 => list(random, world),
        18 | 19 => attributes(random, world),
        20 => tags(random, world),
        21..24 => settings(random),
        24 | 25 => clusters(random, world),
        26 => (
            "ListAttributes",
            json!({"cluster": cluster_name(random), "targetType": "container-instance",
            "attributeName": random.pick(&["dock", "ecs.os-type"]), "maxResults": 1 + random.below(100)}),
        ),
        27 => ("ListTagsForResource", json!({"resourceArn": one(random, world).1})),
        28 => ("DiscoverPollEndpoint", json!({})),
        _ => (random.pick(&["CreateCapacityProvider", "SinkShip", "CreateService"]), json!({})),
    }
}

fn cluster_name(random: &mut Random) -> &'static str {
    if random.chance(4) { "nowhere" } else { random.pick(&CLUSTERS) }
}

/// An instance, and the cluster that it is in; of both seldom another.
fn one(random: &mut Random, world: &World) -> (String, String) {
    let instances = world.instances();
    if instances.is_empty() || random.chance(4) {
        let id = random.pick(&["0123456789abcdef0123456789abcdef", "01234567-89ab-cdef-0123-456789abcdef", "short"]);
        return (cluster_name(random).to_owned(), id.to_owned());
    }
    let drawn = &instances[random.below(instances.len())];
    let instance = seldom(random, world).filter(|_| random.chance(40)).unwrap_or(drawn);
    (cluster_of(random, world, instance), name_of(random, world, instance))
}

/// An instance in a state that is seldom and does not last: it is sought out.
fn seldom<'w>(random: &mut Random, world: &'w World) -> Option<&'w ContainerInstance> {
    let seldom = |instance: &&ContainerInstance| {
        let update = instance.shown.agent_update;
        let lasting = matches!(instance.shown.status, InstanceStatus::Active | InstanceStatus::Inactive);
        !lasting || update.is_some_and(|update| update != AgentUpdateStatus::Updated)
    };
    let found: Vec<&ContainerInstance> = world.instances().iter().filter(seldom).collect();
    found.get(random.below(found.len())).copied()
}

fn cluster_of(random: &mut Random, world: &World, instance: &ContainerInstance) -> String {
    let name = world.cluster(instance.cluster).map_or("default", |cluster| cluster.name.as_str());
    match random.below(20) {
        0 => cluster_name(random).to_owned(),
        1 => world.cluster_arn(name),
        _ => name.to_owned(),
    }
}

fn name_of(random: &mut Random, world: &World, instance: &ContainerInstance) -> String {
    let arn = world.instance_arn(instance);
    if random.chance(50) { arn } else { arn.rsplit('/').next().unwrap_or_default().to_owned() }
}

/// A cluster, and some of its instances.
fn several(random: &mut Random, world: &World) -> (String, Vec<String>) {
    let (mut cluster, instance) = one(random, world);
    let mut names = vec![instance];
    for other in world.instances() {
        if names.len() < 10 && random.chance(30) {
            names.push(name_of(random, world, other));
            if random.chance(20) {
                cluster = cluster_of(random, world, other);
            }
        }
    }
    (cluster, names)
}

fn update_state(random: &mut Random, world: &World) -> (&'static str, Value) {
    let (cluster, instances) = several(random, world);
    let status = random.pick(&["DRAINING", "DRAINING", "DRAINING", "ACTIVE", "ACTIVE", "SUNK"]);
    let request = json!({"cluster": cluster, "containerInstances": instances, "status": status});
    ("UpdateContainerInstancesState", request)
}

/// A registration from outside: of a host of its own, of one that was launched, or again.
fn register(random: &mut Random, world: &World) -> (&'static str, Value) {
    let (cluster, instance) = one(random, world);
    let again = random.chance(40) && instance.starts_with("arn:");
    let id = match world.hosts().first().filter(|_| random.chance(20)) {
        Some(_) => host(random, world),
        None => format!("i-{:017x}", random.below(4)),
    };
    let kind = random.pick(&TYPES);
    let document = json!({"accountId": "123456789012", "architecture": "x86_64", "availabilityZone": "us-east-1a",
        "imageId": "ami-0", "instanceId": id, "instanceType": kind, "region": "us-east-1", "version": "2017-09-30"});
    let document = if random.chance(4) { "no document".to_owned() } else { document.to_string() };
    let mut request = json!({"cluster": cluster, "totalResources": [
        {"name": "MEMORY", "type": "INTEGER", "integerValue": 900 + random.below(100)},
        {"name": "CPU", "type": "INTEGER", "integerValue": 1024},
        {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22", "2376"]}]});
    let known = [json!({"name": "ecs.capability.task-eni-trunking"}), json!({"name": "dock", "value": "west"})];
    for (name, percent, value) in [
        ("instanceIdentityDocument", 90, json!(document)),
        ("instanceIdentityDocumentSignature", 90, json!("c2lnbmVk")),
        ("versionInfo", 50, json!({"agentVersion": random.pick(&VERSIONS), "dockerVersion": "DockerVersion: 25.0.14"})),
        ("attributes", 60, json!(known)),
        ("tags", 30, json!([{"key": "team", "value": "crane"}])),
        ("containerInstanceArn", if again { 100 } else { 0 }, json!(instance)),
    ] {
        if random.chance(percent) {
            request[name] = value;
        }
    }
    ("RegisterContainerInstance", request)
}

fn list(random: &mut Random, world: &World) -> (&'static str, Value) {
    let status = ["ACTIVE", "DRAINING", "REGISTERING", "DEREGISTERING", "REGISTRATION_FAILED"];
    let mut request = json!({"cluster": one(random, world).0});
    for (name, value) in [
        ("status", json!(random.pick(&status))),
        ("filter", json!(random.pick(&FILTERS))),
        ("maxResults", json!(1 + random.below(100))),
    ] {
        if random.chance(40) {
            request[name] = value;
        }
    }
    ("ListContainerInstances", request)
}

fn attributes(random: &mut Random, world: &World) -> (&'static str, Value) {
    let (cluster, instance) = one(random, world);
    let most = random.pick(&[1, 3, 11]);
    let attribute = |random: &mut Random| {
        let name = random.pick(&["dock", "crane", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "ecs.mine"]);
        json!({"name": name, "value": random.below(9).to_string(), "targetId": instance})
    };
    let attributes: Vec<Value> = (0..most).map(|_| attribute(random)).collect();
    let operation = random.pick(&["PutAttributes", "PutAttributes", "DeleteAttributes"]);
    (operation, json!({"cluster": cluster, "attributes": attributes}))
}

fn tags(random: &mut Random, world: &World) -> (&'static str, Value) {
    let arn = if random.chance(20) { world.cluster_arn(cluster_name(random)) } else { one(random, world).1 };
    let key = random.pick(&["team", "quay", "aws:no"]);
    if random.chance(30) {
        return ("UntagResource", json!({"resourceArn": arn, "tagKeys": [key]}));
    }
    ("TagResource", json!({"resourceArn": arn, "tags": [{"key": key, "value": random.below(9).to_string()}]}))
}

fn settings(random: &mut Random) -> (&'static str, Value) {
    let name = random.pick(&["awsvpcTrunking", "awsvpcTrunking", "containerInstanceLongArnFormat"]);
    let value = random.pick(&["enabled", "enabled", "disabled"]);
    match random.below(8) {
        0 => ("DeleteAccountSetting", json!({"name": name})),
        1 => ("ListAccountSettings", json!({"effectiveSettings": true})),
        2 => ("PutAccountSetting", json!({"name": name, "value": value})),
        _ => ("PutAccountSettingDefault", json!({"name": name, "value": value})),
    }
}

fn clusters(random: &mut Random, world: &World) -> (&'static str, Value) {
    match random.below(10) {
        0 => ("ListClusters", json!({"maxResults": 1 + random.below(100)})),
        1 => {
            let arn = world.cluster_arn(cluster_name(random));
            ("DescribeClusters", json!({"clusters": [arn, "default"], "include": ["TAGS", "STATISTICS"]}))
        }
        2 | 3 => ("DeleteCluster", json!({"cluster": cluster_name(random)})),
        _ => ("CreateCluster", json!({"clusterName": random.pick(&CLUSTERS)})),
    }
}
