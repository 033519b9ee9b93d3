//! Typed requests, for whoever acts on them. Members are documented where the
//! rules are: [`crate::model::operations`]. A request is read only after
//! validation found no error in it.

#![expect(missing_docs, reason = "the members are the service's own and documented in the model")]

use serde::Deserialize;
use serde::de::Error as _;
use serde::de::value::Error;

use crate::tape::{Value, from_value};

/// One request, ready to be acted on.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    CreateCluster(CreateCluster),
    DeleteAccountSetting(DeleteAccountSetting),
    DeleteAttributes(DeleteAttributes),
    DeleteCluster(DeleteCluster),
    DeregisterContainerInstance(DeregisterContainerInstance),
    DescribeClusters(DescribeClusters),
    DescribeContainerInstances(DescribeContainerInstances),
    DiscoverPollEndpoint(DiscoverPollEndpoint),
    ListAccountSettings(ListAccountSettings),
    ListAttributes(ListAttributes),
    ListClusters(ListClusters),
    ListContainerInstances(ListContainerInstances),
    ListTagsForResource(ListTagsForResource),
    PutAccountSetting(PutAccountSetting),
    PutAccountSettingDefault(PutAccountSettingDefault),
    PutAttributes(PutAttributes),
    RegisterContainerInstance(RegisterContainerInstance),
    TagResource(TagResource),
    UntagResource(UntagResource),
    UpdateContainerAgent(UpdateContainerAgent),
    UpdateContainerInstancesState(UpdateContainerInstancesState),
}

/// Reads the request of an operation.
pub(super) fn read(operation: &str, value: Value<'_>) -> Result<Request, Error> {
    Ok(match operation {
        "CreateCluster" => Request::CreateCluster(from_value(value)?),
        "DeleteAccountSetting" => Request::DeleteAccountSetting(from_value(value)?),
        "DeleteAttributes" => Request::DeleteAttributes(from_value(value)?),
        "DeleteCluster" => Request::DeleteCluster(from_value(value)?),
        "DeregisterContainerInstance" => Request::DeregisterContainerInstance(from_value(value)?),
        "DescribeClusters" => Request::DescribeClusters(from_value(value)?),
        "DescribeContainerInstances" => Request::DescribeContainerInstances(from_value(value)?),
        "DiscoverPollEndpoint" => Request::DiscoverPollEndpoint(from_value(value)?),
        "ListAccountSettings" => Request::ListAccountSettings(from_value(value)?),
        "ListAttributes" => Request::ListAttributes(from_value(value)?),
        "ListClusters" => Request::ListClusters(from_value(value)?),
        "ListContainerInstances" => Request::ListContainerInstances(from_value(value)?),
        "ListTagsForResource" => Request::ListTagsForResource(from_value(value)?),
        "PutAccountSetting" => Request::PutAccountSetting(from_value(value)?),
        "PutAccountSettingDefault" => Request::PutAccountSettingDefault(from_value(value)?),
        "PutAttributes" => Request::PutAttributes(from_value(value)?),
        "RegisterContainerInstance" => Request::RegisterContainerInstance(from_value(value)?),
        "TagResource" => Request::TagResource(from_value(value)?),
        "UntagResource" => Request::UntagResource(from_value(value)?),
        "UpdateContainerAgent" => Request::UpdateContainerAgent(from_value(value)?),
        "UpdateContainerInstancesState" => Request::UpdateContainerInstancesState(from_value(value)?),
        other => return Err(Error::custom(format_args!("no request of {other}"))),
    })
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateCluster {
    pub cluster_name: Option<String>,
    pub tags: Option<Vec<Tag>>,
    pub settings: Option<Vec<ClusterSetting>>,
    pub capacity_providers: Option<Vec<String>>,
    pub default_capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteAccountSetting {
    pub name: String,
    pub principal_arn: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteAttributes {
    pub cluster: Option<String>,
    pub attributes: Vec<Attribute>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeleteCluster {
    pub cluster: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeregisterContainerInstance {
    pub cluster: Option<String>,
    pub container_instance: String,
    pub force: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeClusters {
    pub clusters: Option<Vec<String>>,
    pub include: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribeContainerInstances {
    pub cluster: Option<String>,
    pub container_instances: Vec<String>,
    pub include: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DiscoverPollEndpoint {
    pub container_instance: Option<String>,
    pub cluster: Option<String>,
    pub zone_id: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListAccountSettings {
    pub name: Option<String>,
    pub value: Option<String>,
    pub principal_arn: Option<String>,
    pub effective_settings: Option<bool>,
    pub next_token: Option<String>,
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListAttributes {
    pub cluster: Option<String>,
    pub target_type: String,
    pub attribute_name: Option<String>,
    pub attribute_value: Option<String>,
    pub next_token: Option<String>,
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListClusters {
    pub next_token: Option<String>,
    pub max_results: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListContainerInstances {
    pub cluster: Option<String>,
    pub filter: Option<String>,
    pub next_token: Option<String>,
    pub max_results: Option<i32>,
    pub status: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTagsForResource {
    pub resource_arn: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutAccountSetting {
    pub name: String,
    pub value: String,
    pub principal_arn: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutAccountSettingDefault {
    pub name: String,
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PutAttributes {
    pub cluster: Option<String>,
    pub attributes: Vec<Attribute>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisterContainerInstance {
    pub cluster: Option<String>,
    pub instance_identity_document: Option<String>,
    pub instance_identity_document_signature: Option<String>,
    pub total_resources: Option<Vec<Resource>>,
    pub version_info: Option<VersionInfo>,
    pub container_instance_arn: Option<String>,
    pub attributes: Option<Vec<Attribute>>,
    pub platform_devices: Option<Vec<PlatformDevice>>,
    pub tags: Option<Vec<Tag>>,
    pub client_token: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagResource {
    pub resource_arn: String,
    pub tags: Vec<Tag>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UntagResource {
    pub resource_arn: String,
    pub tag_keys: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateContainerAgent {
    pub cluster: Option<String>,
    pub container_instance: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateContainerInstancesState {
    pub cluster: Option<String>,
    pub container_instances: Vec<String>,
    pub status: String,
}

/// An attribute of a container instance.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attribute {
    pub name: String,
    pub value: Option<String>,
    pub target_type: Option<String>,
    pub target_id: Option<String>,
}

/// A capacity provider's part in a strategy.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CapacityProviderStrategyItem {
    pub capacity_provider: String,
    pub weight: Option<i32>,
    pub base: Option<i32>,
}

/// A setting of a cluster.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterSetting {
    pub name: Option<String>,
    pub value: Option<String>,
}

/// A GPU or Neuron device.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlatformDevice {
    pub id: String,
    pub r#type: String,
}

/// A resource of a container instance.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    pub name: String,
    pub r#type: String,
    pub double_value: Option<f64>,
    pub long_value: Option<i64>,
    pub integer_value: Option<i32>,
    pub string_set_value: Option<Vec<String>>,
}

/// A tag; without a value it has the empty one (assumption 48).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    pub key: String,
    pub value: Option<String>,
}

/// The versions of the agent and of Docker.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionInfo {
    pub agent_version: Option<String>,
    pub agent_hash: Option<String>,
    pub docker_version: Option<String>,
}
