//! Typed requests, for whoever acts on them. Members are documented where the
//! rules are: [`crate::model::operations`]. A request is read only after
//! validation found no error in it.

#![expect(missing_docs, reason = "the members are the service's own and documented in the model")]

mod service;
mod task;
mod task_definition;

use crate::diagnostic::Diagnostic;
use crate::form::{Json, Misread, Read, Reading};
use crate::model::exception::Exception;
use crate::model::member::Operation;
use crate::model::names::NAMES;
use crate::model::rules::common;
use crate::tape::{Recorder, Tape, Value, record_json};
use crate::validate::Validator;

pub use service::*;
pub use task::*;
pub use task_definition::*;

/// One request, ready to be acted on.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    CreateCluster(CreateCluster),
    CreateService(CreateService),
    DeleteAccountSetting(DeleteAccountSetting),
    DeleteAttributes(DeleteAttributes),
    DeleteCluster(DeleteCluster),
    DeleteService(DeleteService),
    DeregisterContainerInstance(DeregisterContainerInstance),
    DeregisterTaskDefinition(DeregisterTaskDefinition),
    DescribeClusters(DescribeClusters),
    DescribeContainerInstances(DescribeContainerInstances),
    DescribeServices(DescribeServices),
    DescribeTaskDefinition(DescribeTaskDefinition),
    DescribeTasks(DescribeTasks),
    DiscoverPollEndpoint(DiscoverPollEndpoint),
    GetTaskProtection(GetTaskProtection),
    ListAccountSettings(ListAccountSettings),
    ListAttributes(ListAttributes),
    ListClusters(ListClusters),
    ListContainerInstances(ListContainerInstances),
    ListServices(ListServices),
    ListTagsForResource(ListTagsForResource),
    ListTaskDefinitionFamilies(ListTaskDefinitionFamilies),
    ListTaskDefinitions(ListTaskDefinitions),
    ListTasks(ListTasks),
    PutAccountSetting(PutAccountSetting),
    PutAccountSettingDefault(PutAccountSettingDefault),
    PutAttributes(PutAttributes),
    RegisterContainerInstance(RegisterContainerInstance),
    RegisterTaskDefinition(RegisterTaskDefinition),
    RunTask(RunTask),
    StartTask(StartTask),
    StopTask(StopTask),
    SubmitContainerStateChange(SubmitContainerStateChange),
    SubmitTaskStateChange(SubmitTaskStateChange),
    TagResource(TagResource),
    UntagResource(UntagResource),
    UpdateContainerAgent(UpdateContainerAgent),
    UpdateContainerInstancesState(UpdateContainerInstancesState),
    UpdateService(UpdateService),
    UpdateTaskProtection(UpdateTaskProtection),
}

/// Why a request is not to be acted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No client can send it.
    Unsendable,
    /// The service answers with this.
    By {
        /// The rule.
        rule: &'static str,
        /// Its exception.
        exception: Exception,
        /// The message.
        message: String,
    },
}

/// Judges a request, and reads it if it may be acted on. Warnings do not stand in the way,
/// and the rules of the ids that are `open` refuse nothing. A refusal is the one that the
/// service would answer.
///
/// ```
/// use ecs_drydock::request::{Request, read};
/// use ecs_drydock::validate::{Validator, find_operation};
///
/// let operation = find_operation("DeleteCluster").unwrap();
/// let read = read(&mut Validator::new(), operation, br#"{"cluster": "a"}"#, &[]);
/// let Ok(Request::DeleteCluster(request)) = read else { unreachable!() };
/// assert_eq!(request.cluster, "a");
/// ```
pub fn read(
    validator: &mut Validator,
    operation: &'static Operation,
    json: &[u8],
    open: &[&str],
) -> Result<Request, Refused> {
    let mut recorder = Recorder::new(&NAMES);
    match record_json(&mut recorder, json) {
        Ok(text) => read_tape(validator, operation, recorder.tape(text), open),
        Err(_) => Err(refused(validator.json(operation, json), open).unwrap_or(Refused::Unsendable)),
    }
}

/// The same for a request that is on a tape already.
pub fn read_tape(
    validator: &mut Validator,
    operation: &'static Operation,
    tape: Tape<'_>,
    open: &[&str],
) -> Result<Request, Refused> {
    if let Some(refused) = refused(validator.tape(&operation.request, tape), open) {
        return Err(refused);
    }
    typed(operation.name, tape.root()).map_err(|error| Refused::By {
        rule: common::TYPE.id,
        exception: Exception::SerializationException,
        message: error.message,
    })
}

/// The refusal among diagnostics: the one marked as first or, where an open rule had that
/// mark, the next one in the order of the request.
fn refused(diagnostics: &[Diagnostic], open: &[&str]) -> Option<Refused> {
    let refuses = |found: &&Diagnostic| found.refuses() && !open.contains(&found.rule);
    let mut refusing = diagnostics.iter().filter(refuses).peekable();
    refusing.peek()?;
    if diagnostics.iter().any(|found| found.refuses() && found.exception.is_none()) {
        return Some(Refused::Unsendable);
    }
    let first = diagnostics.iter().filter(refuses).find(|found| found.first).or_else(|| refusing.next())?;
    let exception = Exception::from_name(first.exception?)?;
    Some(Refused::By { rule: first.rule, exception, message: first.message.clone() })
}

/// Something together with its JSON text, to be shown again as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent<T> {
    /// The text.
    pub json: Json,
    /// What was read of it.
    pub read: T,
}

impl<T: Read> Read for Sent<T> {
    fn read(value: Value<'_>, reading: &mut Reading) -> Sent<T> {
        Sent { json: Json::of(value), read: T::read(value, reading) }
    }

    fn nothing() -> Sent<T> {
        Sent { json: Json::default(), read: T::nothing() }
    }
}

/// Reads the request of an operation.
fn typed(operation: &str, value: Value<'_>) -> Result<Request, Misread> {
    let mut reading = Reading::default();
    let request = match operation {
        "CreateCluster" => Request::CreateCluster(Read::read(value, &mut reading)),
        "CreateService" => Request::CreateService(Read::read(value, &mut reading)),
        "DeleteAccountSetting" => Request::DeleteAccountSetting(Read::read(value, &mut reading)),
        "DeleteAttributes" => Request::DeleteAttributes(Read::read(value, &mut reading)),
        "DeleteCluster" => Request::DeleteCluster(Read::read(value, &mut reading)),
        "DeleteService" => Request::DeleteService(Read::read(value, &mut reading)),
        "DeregisterContainerInstance" => Request::DeregisterContainerInstance(Read::read(value, &mut reading)),
        "DeregisterTaskDefinition" => Request::DeregisterTaskDefinition(Read::read(value, &mut reading)),
        "DescribeClusters" => Request::DescribeClusters(Read::read(value, &mut reading)),
        "DescribeContainerInstances" => Request::DescribeContainerInstances(Read::read(value, &mut reading)),
        "DescribeServices" => Request::DescribeServices(Read::read(value, &mut reading)),
        "DescribeTaskDefinition" => Request::DescribeTaskDefinition(Read::read(value, &mut reading)),
        "DescribeTasks" => Request::DescribeTasks(Read::read(value, &mut reading)),
        "DiscoverPollEndpoint" => Request::DiscoverPollEndpoint(Read::read(value, &mut reading)),
        "GetTaskProtection" => Request::GetTaskProtection(Read::read(value, &mut reading)),
        "ListAccountSettings" => Request::ListAccountSettings(Read::read(value, &mut reading)),
        "ListAttributes" => Request::ListAttributes(Read::read(value, &mut reading)),
        "ListClusters" => Request::ListClusters(Read::read(value, &mut reading)),
        "ListContainerInstances" => Request::ListContainerInstances(Read::read(value, &mut reading)),
        "ListServices" => Request::ListServices(Read::read(value, &mut reading)),
        "ListTagsForResource" => Request::ListTagsForResource(Read::read(value, &mut reading)),
        "ListTaskDefinitionFamilies" => Request::ListTaskDefinitionFamilies(Read::read(value, &mut reading)),
        "ListTaskDefinitions" => Request::ListTaskDefinitions(Read::read(value, &mut reading)),
        "ListTasks" => Request::ListTasks(Read::read(value, &mut reading)),
        "PutAccountSetting" => Request::PutAccountSetting(Read::read(value, &mut reading)),
        "PutAccountSettingDefault" => Request::PutAccountSettingDefault(Read::read(value, &mut reading)),
        "PutAttributes" => Request::PutAttributes(Read::read(value, &mut reading)),
        "RegisterContainerInstance" => Request::RegisterContainerInstance(Read::read(value, &mut reading)),
        "RegisterTaskDefinition" => Request::RegisterTaskDefinition(Read::read(value, &mut reading)),
        "RunTask" => Request::RunTask(Read::read(value, &mut reading)),
        "StartTask" => Request::StartTask(Read::read(value, &mut reading)),
        "StopTask" => Request::StopTask(Read::read(value, &mut reading)),
        "SubmitContainerStateChange" => Request::SubmitContainerStateChange(Read::read(value, &mut reading)),
        "SubmitTaskStateChange" => Request::SubmitTaskStateChange(Read::read(value, &mut reading)),
        "TagResource" => Request::TagResource(Read::read(value, &mut reading)),
        "UntagResource" => Request::UntagResource(Read::read(value, &mut reading)),
        "UpdateContainerAgent" => Request::UpdateContainerAgent(Read::read(value, &mut reading)),
        "UpdateContainerInstancesState" => Request::UpdateContainerInstancesState(Read::read(value, &mut reading)),
        "UpdateService" => Request::UpdateService(Read::read(value, &mut reading)),
        "UpdateTaskProtection" => Request::UpdateTaskProtection(Read::read(value, &mut reading)),
        other => return Err(Misread::new(format!("no request of {other}"))),
    };
    reading.end(request)
}

crate::form::readable! {
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct CreateCluster {
        pub cluster_name: Option<String>,
        pub tags: Option<Vec<Tag>>,
        pub settings: Option<Vec<ClusterSetting>>,
        pub configuration: Option<Json>,
        pub capacity_providers: Option<Vec<String>>,
        pub default_capacity_provider_strategy: Option<Json>,
        pub service_connect_defaults: Option<Json>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DeleteAccountSetting {
        pub name: String,
        pub principal_arn: Option<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DeleteAttributes {
        pub cluster: Option<String>,
        pub attributes: Vec<Attribute>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DeleteCluster {
        pub cluster: String,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DeregisterContainerInstance {
        pub cluster: Option<String>,
        pub container_instance: String,
        pub force: Option<bool>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DescribeClusters {
        pub clusters: Option<Vec<String>>,
        pub include: Option<Vec<String>>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DescribeContainerInstances {
        pub cluster: Option<String>,
        pub container_instances: Vec<String>,
        pub include: Option<Vec<String>>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DiscoverPollEndpoint {
        pub container_instance: Option<String>,
        pub cluster: Option<String>,
        pub zone_id: Option<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct ListAccountSettings {
        pub name: Option<String>,
        pub value: Option<String>,
        pub principal_arn: Option<String>,
        pub effective_settings: Option<bool>,
        pub next_token: Option<String>,
        pub max_results: Option<i32>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct ListAttributes {
        pub cluster: Option<String>,
        pub target_type: String,
        pub attribute_name: Option<String>,
        pub attribute_value: Option<String>,
        pub next_token: Option<String>,
        pub max_results: Option<i32>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct ListClusters {
        pub next_token: Option<String>,
        pub max_results: Option<i32>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct ListContainerInstances {
        pub cluster: Option<String>,
        pub filter: Option<String>,
        pub next_token: Option<String>,
        pub max_results: Option<i32>,
        pub status: Option<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct ListTagsForResource {
        pub resource_arn: String,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct PutAccountSetting {
        pub name: String,
        pub value: String,
        pub principal_arn: Option<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct PutAccountSettingDefault {
        pub name: String,
        pub value: String,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct PutAttributes {
        pub cluster: Option<String>,
        pub attributes: Vec<Attribute>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
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
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct TagResource {
        pub resource_arn: String,
        pub tags: Vec<Tag>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct UntagResource {
        pub resource_arn: String,
        pub tag_keys: Vec<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct UpdateContainerAgent {
        pub cluster: Option<String>,
        pub container_instance: String,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct UpdateContainerInstancesState {
        pub cluster: Option<String>,
        pub container_instances: Vec<String>,
        pub status: String,
    }
}

crate::form::readable! {
    /// An attribute of a container instance.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Attribute {
        pub name: String,
        pub value: Option<String>,
        pub target_type: Option<String>,
        pub target_id: Option<String>,
    }
}

crate::form::readable! {
    /// A setting of a cluster.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ClusterSetting {
        pub name: Option<String>,
        pub value: Option<String>,
    }
}

crate::form::readable! {
    /// A GPU or Neuron device.
    #[derive(Clone, Debug, PartialEq)]
    pub struct PlatformDevice {
        pub id: String,
        pub r#type: String,
    }
}

crate::form::readable! {
    /// A resource of a container instance.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Resource {
        pub name: String,
        pub r#type: String,
        pub double_value: Option<f64>,
        pub long_value: Option<i64>,
        pub integer_value: Option<i32>,
        pub string_set_value: Option<Vec<String>>,
    }
}

crate::form::readable! {
    /// A tag; without a value it has the empty one (assumption 48).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Tag {
        pub key: String,
        pub value: Option<String>,
    }
}

crate::form::readable! {
    /// The versions of the agent and of Docker.
    #[derive(Clone, Debug, PartialEq)]
    pub struct VersionInfo {
        pub agent_version: Option<String>,
        pub agent_hash: Option<String>,
        pub docker_version: Option<String>,
    }
}
