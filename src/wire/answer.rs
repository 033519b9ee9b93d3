//! Answers as the service writes them.

use super::instance::{Place, attachments, attributes, health, remaining, resources, versions};
use super::task::{definition, service, tags, task};
use crate::json::Writer;
use crate::operations::{Answer, Failure, Setting, TargetAttribute};
use crate::world::{
    Cluster, ClusterKey, ContainerInstance, InstanceKey, ServiceKey, ServiceStatus, Shown, TaskKey, World, seconds,
};

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
        Answer::TaskDefinition { key, tags: with_tags } => {
            if let Some(known) = world.definition(*key) {
                json.structure("taskDefinition");
                definition(json, world, known);
                json.close();
                if *with_tags {
                    tags(json, &known.tags);
                }
            }
        }
        Answer::Task(key) => {
            json.structure("task");
            whole_task(json, world, *key, true);
            json.close();
        }
        Answer::Tasks { found, failures, tags: with_tags } => {
            json.list("tasks");
            for key in found {
                json.open();
                whole_task(json, world, *key, *with_tags);
                json.close();
            }
            json.close_list();
            write_failures(json, failures);
        }
        Answer::Service(key) => {
            json.structure("service");
            whole_service(json, world, *key, true);
            json.close();
        }
        Answer::Services { found, failures, tags: with_tags } => {
            json.list("services");
            for key in found {
                json.open();
                whole_service(json, world, *key, *with_tags);
                json.close();
            }
            json.close_list();
            write_failures(json, failures);
        }
        Answer::Protection { protected, failures } => {
            json.list("protectedTasks");
            for known in protected {
                json.open();
                json.text("taskArn", &known.arn);
                json.truth("protectionEnabled", known.until_ms.is_some());
                if let Some(until_ms) = known.until_ms {
                    json.double("expirationDate", seconds(until_ms));
                }
                json.close();
            }
            json.close_list();
            write_failures(json, failures);
        }
        Answer::Acknowledgment => json.text("acknowledgment", "ACK"),
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

fn whole_task(json: &mut Writer, world: &World, key: TaskKey, with_tags: bool) {
    let Some(known) = world.task(key) else { return };
    task(json, world, known, Place::Answer);
    let own = known.given.as_deref().filter(|_| with_tags).map_or(&[][..], |given| &given.tags);
    tags(json, own);
}

fn whole_service(json: &mut Writer, world: &World, key: ServiceKey, with_tags: bool) {
    let Some(known) = world.service(key) else { return };
    service(json, world, known);
    if with_tags {
        tags(json, &known.tags);
    }
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
    let (mut running, mut pending) = (0, 0);
    for instance in world.instances_of(key) {
        running += u64::from(instance.shown.claims.running);
        pending += u64::from(instance.shown.claims.pending);
    }
    let services = |status: ServiceStatus| {
        world.services().iter().filter(|service| service.cluster == key && service.status == status).count() as u64
    };
    let (active, draining) = (services(ServiceStatus::Active), services(ServiceStatus::Draining));
    json.whole("runningTasksCount", running);
    json.whole("pendingTasksCount", pending);
    json.whole("activeServicesCount", active);
    json.list("statistics");
    if asked("STATISTICS") {
        named(json, "runningEC2TasksCount", &running.to_string());
        named(json, "pendingEC2TasksCount", &pending.to_string());
        named(json, "activeEC2ServiceCount", &active.to_string());
        named(json, "drainingEC2ServiceCount", &draining.to_string());
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
    remaining(json, world, shown, Place::Answer);
    resources(json, "registeredResources", world, shown.registered, Place::Answer);
    json.text("status", shown.status.word());
    json.some_text("statusReason", shown.status_reason.as_deref());
    json.truth("agentConnected", shown.agent_connected);
    json.whole("runningTasksCount", u64::from(shown.claims.running));
    json.whole("pendingTasksCount", u64::from(shown.claims.pending));
    json.some_text("agentUpdateStatus", shown.agent_update.map(|status| status.word()));
    attributes(json, world, shown.attributes);
    json.double("registeredAt", seconds(instance.registered_ms));
    attachments(json, &shown.attachments, Place::Answer);
}
