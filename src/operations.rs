//! What each operation does: world and typed request in, answer or exception out.
//! One file each.
//!
//! **Invariant:** an operation happens whole or not at all. Each looks first and
//! changes the world only when nothing can refuse any more.

mod admission;
mod create_cluster;
mod delete_account_setting;
mod delete_attributes;
mod delete_cluster;
mod deregister_container_instance;
mod deregister_task_definition;
mod describe_clusters;
mod describe_container_instances;
mod describe_task_definition;
mod lifecycle;
mod list_account_settings;
mod list_attributes;
mod list_clusters;
mod list_container_instances;
mod list_tags_for_resource;
mod list_task_definitions;
mod lookup;
mod outside;
mod page;
mod put_account_setting;
mod put_account_setting_default;
mod put_attributes;
mod register_container_instance;
mod register_task_definition;
mod run_task;
mod services;
mod submit;
mod tag_resource;
mod tasks;
mod untag_resource;
mod update_container_agent;
mod update_container_instances_state;

use crate::model::exception::Exception;
use crate::request::Request;
use crate::world::{ClusterKey, DefinitionKey, InstanceKey, ServiceKey, Tag, TaskKey, World};

pub use admission::{admit, leaves_trace};
pub use deregister_container_instance::{deregister, leave};
pub use lifecycle::{end, end_all, new_task, start, stop};
pub use register_container_instance::register;
pub use tasks::started_by;
pub use update_container_instances_state::update_state;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller<'c> {
    /// The ARN of the user or role whose account settings count.
    pub principal: &'c str,
}

/// The service's refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceException {
    /// The exception.
    pub exception: Exception,
    /// Its message.
    pub message: String,
}

impl ServiceException {
    /// A refusal in these words.
    #[inline(never)]
    pub fn new(exception: Exception, message: impl Into<String>) -> ServiceException {
        ServiceException { exception, message: message.into() }
    }
}

/// What an operation answers: what to show, to be written out while the world is as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// `{cluster}`.
    Cluster(ClusterKey),
    /// `{clusters, failures}`.
    Clusters {
        /// What was found.
        found: Vec<ClusterKey>,
        /// What was not.
        failures: Vec<Failure>,
        /// The words of `include`.
        include: Vec<String>,
    },
    /// `{containerInstance}`.
    ContainerInstance(InstanceKey),
    /// `{containerInstances, failures}`.
    ContainerInstances {
        /// What was found.
        found: Vec<InstanceKey>,
        /// What was not, or could not be changed.
        failures: Vec<Failure>,
        /// Whether this is a read, which may be late.
        read: bool,
        /// The words of `include`.
        include: Vec<String>,
    },
    /// A page of ARNs.
    Arns {
        /// The member that holds them.
        member: &'static str,
        /// The ARNs.
        arns: Vec<String>,
        /// Where the next page begins.
        next_token: Option<String>,
    },
    /// `{attributes, nextToken}`.
    Attributes {
        /// The attributes.
        attributes: Vec<TargetAttribute>,
        /// Where the next page begins.
        next_token: Option<String>,
    },
    /// `{setting}`.
    Setting(Setting),
    /// `{settings, nextToken}`.
    Settings {
        /// The settings.
        settings: Vec<Setting>,
        /// Where the next page begins.
        next_token: Option<String>,
    },
    /// `{tags}`.
    Tags(Vec<Tag>),
    /// `{taskDefinition, tags}`.
    TaskDefinition {
        /// Which one.
        key: DefinitionKey,
        /// Whether its tags are shown.
        tags: bool,
    },
    /// `{task}`.
    Task(TaskKey),
    /// `{tasks, failures}`.
    Tasks {
        /// What was found or started.
        found: Vec<TaskKey>,
        /// What was not.
        failures: Vec<Failure>,
        /// Whether their tags are shown.
        tags: bool,
    },
    /// `{service}`.
    Service(ServiceKey),
    /// `{services, failures}`.
    Services {
        /// What was found.
        found: Vec<ServiceKey>,
        /// What was not.
        failures: Vec<Failure>,
        /// Whether their tags are shown.
        tags: bool,
    },
    /// `{protectedTasks, failures}`.
    Protection {
        /// The tasks.
        protected: Vec<Protection>,
        /// What was not found, or cannot be protected.
        failures: Vec<Failure>,
    },
    /// `{acknowledgment}`.
    Acknowledgment,
    /// `{endpoint, telemetryEndpoint, serviceConnectEndpoint}`.
    PollEndpoint,
    /// `{}`.
    Nothing,
}

/// An entry of `failures`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What was asked for.
    pub arn: String,
    /// A word of the service.
    pub reason: &'static str,
}

/// An attribute together with its instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetAttribute {
    /// Its name.
    pub name: String,
    /// Its value, if it has one.
    pub value: Option<String>,
    /// The ARN of the instance.
    pub target_id: String,
}

/// Whether a task is protected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// The ARN of the task.
    pub arn: String,
    /// Until when, if it is.
    pub until_ms: Option<u64>,
}

/// An account setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Whose it is.
    pub principal_arn: String,
}

/// Does what a request asks for.
pub fn perform(world: &mut World, caller: Caller<'_>, request: &Request) -> Result<Answer, ServiceException> {
    match request {
        Request::CreateCluster(request) => Ok(create_cluster::create(world, request)),
        Request::CreateService(request) => services::create(world, request),
        Request::DeleteAccountSetting(request) => Ok(delete_account_setting::delete(world, caller, request)),
        Request::DeleteAttributes(request) => delete_attributes::delete(world, request),
        Request::DeleteCluster(request) => delete_cluster::delete(world, request),
        Request::DeleteService(request) => services::delete(world, request),
        Request::DeregisterContainerInstance(request) => deregister(world, request),
        Request::DeregisterTaskDefinition(request) => deregister_task_definition::deregister(world, request),
        Request::DescribeClusters(request) => Ok(describe_clusters::describe(world, request)),
        Request::DescribeContainerInstances(request) => describe_container_instances::describe(world, request),
        Request::DescribeServices(request) => services::describe(world, request),
        Request::DescribeTaskDefinition(request) => describe_task_definition::describe(world, request),
        Request::DescribeTasks(request) => tasks::describe(world, request),
        Request::DiscoverPollEndpoint(_) => Ok(Answer::PollEndpoint),
        Request::GetTaskProtection(request) => tasks::protection(world, request),
        Request::ListAccountSettings(request) => list_account_settings::list(world, caller, request),
        Request::ListAttributes(request) => list_attributes::list(world, request),
        Request::ListClusters(request) => list_clusters::list(world, request),
        Request::ListContainerInstances(request) => list_container_instances::list(world, request),
        Request::ListServices(request) => services::list(world, request),
        Request::ListTagsForResource(request) => list_tags_for_resource::list(world, request),
        Request::ListTaskDefinitionFamilies(request) => list_task_definitions::families(world, request),
        Request::ListTaskDefinitions(request) => list_task_definitions::list(world, request),
        Request::ListTasks(request) => tasks::list(world, request),
        Request::PutAccountSetting(request) => put_account_setting::put(world, caller, request),
        Request::PutAccountSettingDefault(request) => put_account_setting_default::put(world, request),
        Request::PutAttributes(request) => put_attributes::put(world, request),
        Request::RegisterContainerInstance(request) => {
            register(world, caller, None, request).map(Answer::ContainerInstance)
        }
        Request::RegisterTaskDefinition(request) => Ok(register_task_definition::register(world, request)),
        Request::RunTask(request) => run_task::run(world, request),
        Request::StartTask(request) => run_task::start(world, request),
        Request::StopTask(request) => tasks::stop(world, request),
        Request::SubmitContainerStateChange(request) => submit::container(world, request),
        Request::SubmitTaskStateChange(request) => submit::task(world, request),
        Request::TagResource(request) => tag_resource::tag(world, request),
        Request::UntagResource(request) => untag_resource::untag(world, request),
        Request::UpdateContainerAgent(request) => update_container_agent::update(world, request),
        Request::UpdateContainerInstancesState(request) => update_state(world, request),
        Request::UpdateService(request) => services::update(world, request),
        Request::UpdateTaskProtection(request) => tasks::protect(world, request),
    }
}

/// Whether an operation only looks.
pub fn is_read(operation: &str) -> bool {
    ["Describe", "List", "Discover", "Get"].iter().any(|prefix| operation.starts_with(prefix))
}
