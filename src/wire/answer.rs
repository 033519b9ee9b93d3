//! Answers as the service writes them.

use serde::{Serialize, Serializer};

use super::instance::{
    AttachmentView, AttributeView, HealthView, Place, ResourceView, VersionView, attachments, attributes, health,
    resources, versions,
};
use crate::operations::{Answer, Failure, Setting, TargetAttribute};
use crate::tape::Json;
use crate::world::{
    AgentUpdateStatus, Cluster, ClusterKey, ClusterStatus, ContainerInstance, InstanceStatus, Shown, Tag, World,
    seconds,
};

/// The whole of an answer.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum View<'v> {
    Cluster {
        cluster: ClusterView<'v>,
    },
    Clusters {
        clusters: Vec<ClusterView<'v>>,
        failures: Vec<FailureView<'v>>,
    },
    #[serde(rename_all = "camelCase")]
    ContainerInstance {
        container_instance: Option<InstanceView<'v>>,
    },
    #[serde(rename_all = "camelCase")]
    ContainerInstances {
        container_instances: Vec<InstanceView<'v>>,
        failures: Vec<FailureView<'v>>,
    },
    Arns(Arns<'v>),
    #[serde(rename_all = "camelCase")]
    Attributes {
        attributes: Vec<TargetView<'v>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        next_token: Option<&'v str>,
    },
    Setting {
        setting: SettingView<'v>,
    },
    #[serde(rename_all = "camelCase")]
    Settings {
        settings: Vec<SettingView<'v>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        next_token: Option<&'v str>,
    },
    Tags {
        tags: Vec<TagView<'v>>,
    },
    #[serde(rename_all = "camelCase")]
    PollEndpoint {
        endpoint: String,
        telemetry_endpoint: String,
        service_connect_endpoint: String,
    },
    Nothing {},
}

pub(super) fn view<'v>(world: &'v World, answer: &'v Answer) -> View<'v> {
    match answer {
        Answer::Cluster(key) => View::Cluster { cluster: cluster(world, *key, &[]) },
        Answer::Clusters { found, failures, include } => View::Clusters {
            clusters: found.iter().map(|key| cluster(world, *key, include)).collect(),
            failures: failures.iter().map(failure).collect(),
        },
        Answer::ContainerInstance(key) => {
            let instance = world.instance(*key);
            View::ContainerInstance {
                container_instance: instance.map(|known| instance_view(world, known, true, false)),
            }
        }
        Answer::ContainerInstances { found, failures, read, include } => {
            let with = |word: &str| include.iter().any(|known| known == word);
            let (tags, health) = (!read || with("TAGS"), with("CONTAINER_INSTANCE_HEALTH"));
            let known = found.iter().filter_map(|key| world.instance(*key));
            View::ContainerInstances {
                container_instances: known.map(|known| read_view(world, known, *read, tags, health)).collect(),
                failures: failures.iter().map(failure).collect(),
            }
        }
        Answer::Arns { member, arns, next_token } => View::Arns(Arns { member, arns, next_token }),
        Answer::Attributes { attributes, next_token } => {
            View::Attributes { attributes: attributes.iter().map(target).collect(), next_token: next_token.as_deref() }
        }
        Answer::Setting(known) => View::Setting { setting: setting(known) },
        Answer::Settings { settings, next_token } => {
            View::Settings { settings: settings.iter().map(setting).collect(), next_token: next_token.as_deref() }
        }
        Answer::Tags(known) => View::Tags { tags: tags(known) },
        Answer::PollEndpoint => {
            let region = &world.options().region;
            View::PollEndpoint {
                endpoint: format!("https://ecs-a-1.{region}.amazonaws.com/"),
                telemetry_endpoint: format!("https://ecs-t-1.{region}.amazonaws.com/"),
                service_connect_endpoint: format!("https://ecs-sc.{region}.api.aws"),
            }
        }
        Answer::Nothing => View::Nothing {},
    }
}

/// ARNs under the name that the operation gives them.
pub(super) struct Arns<'v> {
    member: &'static str,
    arns: &'v [String],
    next_token: &'v Option<String>,
}

impl Serialize for Arns<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(self.member, self.arns)?;
        if let Some(token) = self.next_token {
            map.serialize_entry("nextToken", token)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
pub(super) struct FailureView<'v> {
    arn: &'v str,
    reason: &'v str,
}

fn failure(failure: &Failure) -> FailureView<'_> {
    FailureView { arn: &failure.arn, reason: failure.reason }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TargetView<'v> {
    name: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'v str>,
    target_id: &'v str,
}

fn target(attribute: &TargetAttribute) -> TargetView<'_> {
    TargetView { name: &attribute.name, value: attribute.value.as_deref(), target_id: &attribute.target_id }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SettingView<'v> {
    name: &'v str,
    value: &'v str,
    principal_arn: &'v str,
    r#type: &'static str,
}

fn setting(setting: &Setting) -> SettingView<'_> {
    let Setting { name, value, principal_arn } = setting;
    SettingView { name, value, principal_arn, r#type: "user" }
}

#[derive(Serialize)]
pub(super) struct TagView<'v> {
    key: &'v str,
    value: &'v str,
}

fn tags(tags: &[Tag]) -> Vec<TagView<'_>> {
    tags.iter().map(|tag| TagView { key: &tag.key, value: &tag.value }).collect()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClusterView<'v> {
    cluster_arn: String,
    cluster_name: &'v str,
    status: Option<ClusterStatus>,
    registered_container_instances_count: u32,
    running_tasks_count: u32,
    pending_tasks_count: u32,
    active_services_count: u32,
    statistics: Vec<Statistic>,
    tags: Vec<TagView<'v>>,
    settings: Vec<ClusterSetting<'v>>,
    capacity_providers: &'v [String],
    default_capacity_provider_strategy: Json,
    #[serde(skip_serializing_if = "Option::is_none")]
    configuration: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service_connect_defaults: Option<Json>,
}

#[derive(Serialize)]
struct Statistic {
    name: &'static str,
    value: &'static str,
}

#[derive(Serialize)]
struct ClusterSetting<'v> {
    name: &'static str,
    value: &'v str,
}

/// What `statistics` counts on EC2; no task runs yet.
const STATISTICS: [&str; 4] =
    ["runningEC2TasksCount", "pendingEC2TasksCount", "activeEC2ServiceCount", "drainingEC2ServiceCount"];

/// A cluster with what `include` asks for; the answers to creating and deleting it have it all.
fn cluster<'v>(world: &'v World, key: ClusterKey, include: &[String]) -> ClusterView<'v> {
    let known = world.cluster(key);
    let with = |word: &str| include.iter().any(|known| known == word);
    let json = |text: &Option<String>| text.clone().map(Json);
    let name = known.map_or("", |known| &known.name);
    let of = |member: fn(&Cluster) -> &Option<String>| known.and_then(|known| json(member(known)));
    let empty: &[String] = &[];
    let statistics = STATISTICS.map(|name| Statistic { name, value: "0" });
    let insights = known.map(|known| ClusterSetting { name: "containerInsights", value: &known.container_insights });
    ClusterView {
        cluster_arn: world.cluster_arn(name),
        cluster_name: name,
        status: known.map(|known| known.status),
        registered_container_instances_count: known.map_or(0, Cluster::registered_count),
        running_tasks_count: 0,
        pending_tasks_count: 0,
        active_services_count: 0,
        statistics: if with("STATISTICS") { statistics.into() } else { Vec::new() },
        tags: known.filter(|_| include.is_empty() || with("TAGS")).map(|known| tags(&known.tags)).unwrap_or_default(),
        settings: insights.into_iter().filter(|_| include.is_empty() || with("SETTINGS")).collect(),
        capacity_providers: known.map_or(empty, |known| &known.capacity_providers),
        default_capacity_provider_strategy: of(|known| &known.default_capacity_provider_strategy)
            .unwrap_or_else(|| Json("[]".to_owned())),
        configuration: of(|known| &known.configuration).filter(|_| include.is_empty() || with("CONFIGURATIONS")),
        service_connect_defaults: of(|known| &known.service_connect_defaults),
    }
}

/// A container instance.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InstanceView<'v> {
    container_instance_arn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ec2_instance_id: Option<&'v str>,
    version: u64,
    version_info: VersionView<'v>,
    remaining_resources: Vec<ResourceView<'v>>,
    registered_resources: Vec<ResourceView<'v>>,
    status: InstanceStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_reason: Option<&'v str>,
    agent_connected: bool,
    running_tasks_count: u32,
    pending_tasks_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_update_status: Option<AgentUpdateStatus>,
    attributes: Vec<AttributeView<'v>>,
    #[serde(serialize_with = "seconds")]
    registered_at: u64,
    attachments: Vec<AttachmentView<'v>>,
    tags: Vec<TagView<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    health_status: Option<HealthView<'v>>,
}

/// As a read shows it, which may be late.
fn read_view<'v>(
    world: &'v World,
    instance: &'v ContainerInstance,
    read: bool,
    tags: bool,
    health: bool,
) -> InstanceView<'v> {
    let late = if read { instance.read(world.now_ms()) } else { None };
    shown_view(world, instance, late.unwrap_or(&instance.shown), tags, health)
}

fn instance_view<'v>(world: &'v World, instance: &'v ContainerInstance, tags: bool, health: bool) -> InstanceView<'v> {
    shown_view(world, instance, &instance.shown, tags, health)
}

fn shown_view<'v>(
    world: &'v World,
    instance: &'v ContainerInstance,
    shown: &'v Shown,
    with_tags: bool,
    with_health: bool,
) -> InstanceView<'v> {
    InstanceView {
        container_instance_arn: world.instance_arn(instance),
        ec2_instance_id: instance.ec2_instance_id.as_deref(),
        version: shown.version,
        version_info: versions(world, shown.version_info),
        remaining_resources: resources(world, shown.registered, Place::Answer),
        registered_resources: resources(world, shown.registered, Place::Answer),
        status: shown.status,
        status_reason: shown.status_reason.as_deref(),
        agent_connected: shown.agent_connected,
        running_tasks_count: 0,
        pending_tasks_count: 0,
        agent_update_status: shown.agent_update,
        attributes: attributes(world, shown.attributes),
        registered_at: instance.registered_ms,
        attachments: attachments(&shown.attachments, Place::Answer),
        tags: if with_tags { tags(&instance.tags) } else { Vec::new() },
        health_status: with_health.then(|| health(world, &instance.health)),
    }
}
