//! What the service answers is what there is: lists are the instances that are not
//! INACTIVE, descriptions show them, counts are theirs, and all they have remains.

use ecs_drydock::simulation::Simulation;
use ecs_drydock::world::{Cluster, ClusterStatus, ContainerInstance, InstanceStatus, World};
use serde_json::{Value, json};

use crate::random::Random;

/// Asks for everything. Nothing may turn the requests away, and reads must not be late.
pub fn everything(simulation: &mut Simulation, random: &mut Random) {
    let names: Vec<String> = simulation.world().clusters().iter().map(|cluster| cluster.name.clone()).collect();
    for name in names {
        let cluster = simulation.world().cluster_of_name(&name).unwrap().clone();
        if cluster.status != ClusterStatus::Active {
            let refused =
                simulation.call_json("ListContainerInstances", json!({"cluster": name}).to_string().as_bytes());
            assert_eq!(refused.exception.unwrap().message, "The referenced cluster was inactive.");
            continue;
        }
        count(simulation, &cluster);
        let listed = list(simulation, &cluster, random);
        for some in listed.chunks(100) {
            describe(simulation, &cluster, some);
        }
    }
}

fn call(simulation: &mut Simulation, operation: &str, request: &Value) -> Value {
    let outcome = simulation.call_json(operation, request.to_string().as_bytes());
    assert_eq!(outcome.exception, None, "{operation} {request}");
    serde_json::from_str(&outcome.body).unwrap()
}

fn there<'w>(world: &'w World, cluster: &Cluster) -> impl Iterator<Item = &'w ContainerInstance> {
    let key = cluster.key;
    let own = world.instances().iter().filter(move |instance| instance.cluster == key);
    own.filter(|instance| instance.shown.status != InstanceStatus::Inactive)
}

fn count(simulation: &mut Simulation, cluster: &Cluster) {
    let answer = call(simulation, "DescribeClusters", &json!({"clusters": [cluster.name]}));
    let registered = there(simulation.world(), cluster)
        .filter(|instance| matches!(instance.shown.status, InstanceStatus::Active | InstanceStatus::Draining));
    let shown = &answer["clusters"][0]["registeredContainerInstancesCount"];
    assert_eq!(shown.as_u64(), Some(registered.count() as u64), "{}", cluster.name);
}

/// Pages of any size make up the same list.
fn list(simulation: &mut Simulation, cluster: &Cluster, random: &mut Random) -> Vec<String> {
    let mut listed: Vec<String> = Vec::new();
    let mut token = None;
    loop {
        let request = json!({"cluster": cluster.name, "maxResults": 1 + random.below(100), "nextToken": token});
        let answer = call(simulation, "ListContainerInstances", &request);
        let arns = answer["containerInstanceArns"].as_array().unwrap();
        listed.extend(arns.iter().map(|arn| arn.as_str().unwrap().to_owned()));
        token = answer["nextToken"].as_str().map(str::to_owned);
        if token.is_none() {
            break;
        }
        assert!(!arns.is_empty(), "a page with nothing on it says that there is more");
    }
    let world = simulation.world();
    let expected: Vec<String> = there(world, cluster).map(|instance| world.instance_arn(instance)).collect();
    assert_eq!(listed, expected, "{}", cluster.name);
    listed
}

fn describe(simulation: &mut Simulation, cluster: &Cluster, arns: &[String]) {
    let include = ["TAGS", "CONTAINER_INSTANCE_HEALTH"];
    let request = json!({"cluster": cluster.name, "containerInstances": arns, "include": include});
    let answer = call(simulation, "DescribeContainerInstances", &request);
    assert_eq!(answer["failures"], json!([]));
    let described = answer["containerInstances"].as_array().unwrap();
    assert_eq!(described.len(), arns.len());
    let world = simulation.world();
    for (shown, arn) in described.iter().zip(arns) {
        let instance = there(world, cluster).find(|instance| world.instance_arn(instance) == *arn).unwrap();
        assert_eq!(shown["containerInstanceArn"], *arn);
        assert_eq!(shown["status"], instance.shown.status.word(), "{arn}");
        assert_eq!(shown["version"], instance.shown.version, "{arn}");
        assert_eq!(shown["agentConnected"], instance.shown.agent_connected, "{arn}");
        assert_eq!(shown["healthStatus"]["overallStatus"], instance.health.overall().word(), "{arn}");
        if instance.tasks.is_empty() {
            assert_eq!(shown["remainingResources"], shown["registeredResources"], "{arn}");
        }
        assert_eq!(shown["tags"].as_array().map(Vec::len), Some(instance.tags.len()), "{arn}");
        let attributes = world.attributes(instance.shown.attributes);
        assert_eq!(shown["attributes"].as_array().map(Vec::len), Some(attributes.len()), "{arn}");
        let version = world.version_info(instance.shown.version_info).and_then(|info| info.agent_version.as_deref());
        assert_eq!(shown["versionInfo"]["agentVersion"].as_str(), version, "{arn}");
        let counts = (json!(instance.shown.claims.running), json!(instance.shown.claims.pending));
        assert_eq!((&shown["runningTasksCount"], &shown["pendingTasksCount"]), (&counts.0, &counts.1), "{arn}");
    }
}
