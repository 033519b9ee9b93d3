//! Answers as the service writes them.

use super::instance::{Place, attachments, attributes, health, resources, versions};
use crate::json::Writer;
use crate::operations::{Answer, Failure, Setting, TargetAttribute};
use crate::world::{Cluster, ClusterKey, ContainerInstance, InstanceKey, Shown, Tag, World, seconds};

/// The whole of an answer.
pub(super) fn write(json: &mut Writer, world: &World, answer: &Answer) {
    json.open();
    match answer {
        Answer::Cluster(key) => {
            json.structure("cluster");
            cluster(json, world, *key, None);
            json.close();
        }
        Answer::Clusters { found, failures, include } => {
            json.list("clusters");
            for key in found {
                json.open();
                cluster(json, world, *key, Some(include));
                json.close();
            }
            json.close_list();
            write_failures(json, failures);
        }
        Answer::ContainerInstance(key) => {
            json.structure("containerInstance");
            instance(json, world, *key, With { tags: true, health: false, late: false });
            json.close();
        }
        Answer::ContainerInstances { found, failures, read, include } => {
            let asked = |word: &str| include.iter().any(|known| known == word);
            let with = With { tags: !read || asked("TAGS"), health: asked("CONTAINER_INSTANCE_HEALTH"), late: *read };
            json.list("containerInstances");
            for key in found {
                json.open();
                instance(json, world, *key, with);
                json.close();
            }
            json.close_list();
            write_failures(json, failures);
        }
        Answer::Arns { member, arns, next_token } => {
            json.texts(member, arns);
            json.some_text("nextToken", next_token.as_deref());
        }
        Answer::Attributes { attributes, next_token } => {
            json.list("attributes");
            for attribute in attributes {
                target(json, attribute);
            }
            json.close_list();
            json.some_text("nextToken", next_token.as_deref());
        }
        Answer::Setting(known) => {
            json.structure("setting");
            setting(json, known);
            json.close();
        }
        Answer::Settings { settings, next_token } => {
            json.list("settings");
            for known in settings {
                json.open();
                setting(json, known);
                json.close();
            }
            json.close_list();
            json.some_text("nextToken", next_token.as_deref());
        }
        Answer::Tags(known) => tags(json, known),
        Answer::PollEndpoint => {
            let region = &world.options().region;
            json.text("endpoint", &format!("https://ecs-a-1.{region}.amazonaws.com/"));
            json.text("telemetryEndpoint", &format!("https://ecs-t-1.{region}.amazonaws.com/"));
            json.text("serviceConnectEndpoint", &format!("https://ecs-sc.{region}.api.aws"));
        }
        Answer::Nothing => {}
    }
    json.close();
}

fn write_failures(json: &mut Writer, failures: &[Failure]) {
    json.list("failures");
    for failure in failures {
        json.open();
        json.text("arn", &failure.arn);
        json.text("reason", failure.reason);
        json.close();
    }
    json.close_list();
}

fn target(json: &mut Writer, attribute: &TargetAttribute) {
    json.open();
    json.text("name", &attribute.name);
    json.some_text("value", attribute.value.as_deref());
    json.text("targetId", &attribute.target_id);
    json.close();
}

fn setting(json: &mut Writer, setting: &Setting) {
    json.text("name", &setting.name);
    json.text("value", &setting.value);
    json.text("principalArn", &setting.principal_arn);
    json.text("type", "user");
}

fn tags(json: &mut Writer, tags: &[Tag]) {
    json.list("tags");
    for tag in tags {
        json.open();
        json.text("key", &tag.key);
        json.text("value", &tag.value);
        json.close();
    }
    json.close_list();
}

/// What `statistics` counts on EC2; no task runs yet.
const STATISTICS: [&str; 4] =
    ["runningEC2TasksCount", "pendingEC2TasksCount", "activeEC2ServiceCount", "drainingEC2ServiceCount"];

/// A cluster with what `include` asks for; the answers to creating and deleting it know no
/// `include`, and have it all.
fn cluster(json: &mut Writer, world: &World, key: ClusterKey, include: Option<&[String]>) {
    let Some(known) = world.cluster(key) else { return };
    let asked = |word: &str| include.is_some_and(|include| include.iter().any(|known| known == word));
    let with = |word: &str| include.is_none() || asked(word);
    json.text("clusterArn", &world.cluster_arn(&known.name));
    json.text("clusterName", &known.name);
    json.text("status", known.status.word());
    json.whole("registeredContainerInstancesCount", u64::from(known.registered_count()));
    for count in ["runningTasksCount", "pendingTasksCount", "activeServicesCount"] {
        json.whole(count, 0);
    }
    json.list("statistics");
    if asked("STATISTICS") {
        STATISTICS.iter().for_each(|name| named(json, name, "0"));
    }
    json.close_list();
    tags(json, if with("TAGS") { &known.tags } else { &[] });
    json.list("settings");
    if with("SETTINGS") {
        named(json, "containerInsights", &known.container_insights);
    }
    json.close_list();
    configuration(json, known, with("CONFIGURATIONS"));
}

fn configuration(json: &mut Writer, cluster: &Cluster, whole: bool) {
    json.texts("capacityProviders", &cluster.capacity_providers);
    let strategy = cluster.default_capacity_provider_strategy.as_deref();
    json.json("defaultCapacityProviderStrategy", strategy.unwrap_or("[]"));
    if let Some(configuration) = cluster.configuration.as_deref().filter(|_| whole) {
        json.json("configuration", configuration);
    }
    if let Some(defaults) = &cluster.service_connect_defaults {
        json.json("serviceConnectDefaults", defaults);
    }
}

fn named(json: &mut Writer, name: &str, value: &str) {
    json.open();
    json.text("name", name);
    json.text("value", value);
    json.close();
}

/// What a container instance is shown with.
#[derive(Clone, Copy)]
struct With {
    tags: bool,
    health: bool,
    /// Whether it is read, which may be late.
    late: bool,
}

fn instance(json: &mut Writer, world: &World, key: InstanceKey, with: With) {
    let Some(instance) = world.instance(key) else { return };
    let late = if with.late { instance.read(world.now_ms()) } else { None };
    shown(json, world, instance, late.unwrap_or(&instance.shown));
    tags(json, if with.tags { &instance.tags } else { &[] });
    if with.health {
        health(json, world, &instance.health);
    }
}

fn shown(json: &mut Writer, world: &World, instance: &ContainerInstance, shown: &Shown) {
    json.text("containerInstanceArn", &world.instance_arn(instance));
    json.some_text("ec2InstanceId", instance.ec2_instance_id.as_deref());
    json.whole("version", shown.version);
    versions(json, world, shown.version_info);
    resources(json, "remainingResources", world, shown.registered, Place::Answer);
    resources(json, "registeredResources", world, shown.registered, Place::Answer);
    json.text("status", shown.status.word());
    json.some_text("statusReason", shown.status_reason.as_deref());
    json.truth("agentConnected", shown.agent_connected);
    json.whole("runningTasksCount", 0);
    json.whole("pendingTasksCount", 0);
    json.some_text("agentUpdateStatus", shown.agent_update.map(|status| status.word()));
    attributes(json, world, shown.attributes);
    json.double("registeredAt", seconds(instance.registered_ms));
    attachments(json, &shown.attachments, Place::Answer);
}
