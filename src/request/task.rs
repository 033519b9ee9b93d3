//! Requests about tasks.

#![expect(missing_docs, reason = "the members are the service's own and documented in the model")]

use super::task_definition::PlacementConstraint;
use super::{Sent, Tag};
use crate::form::Json;

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct RunTask {
        pub capacity_provider_strategy: Option<Vec<Json>>,
        pub cluster: Option<String>,
        pub count: Option<i32>,
        pub group: Option<String>,
        pub launch_type: Option<String>,
        pub network_configuration: Option<Json>,
        pub overrides: Option<Sent<TaskOverride>>,
        pub placement_constraints: Option<Vec<PlacementConstraint>>,
        pub placement_strategy: Option<Vec<PlacementStrategy>>,
        pub propagate_tags: Option<String>,
        pub started_by: Option<String>,
        pub tags: Option<Vec<Tag>>,
        pub task_definition: String,
        pub client_token: Option<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct StartTask {
        pub cluster: Option<String>,
        pub container_instances: Vec<String>,
        pub group: Option<String>,
        pub network_configuration: Option<Json>,
        pub overrides: Option<Sent<TaskOverride>>,
        pub propagate_tags: Option<String>,
        pub started_by: Option<String>,
        pub tags: Option<Vec<Tag>>,
        pub task_definition: String,
    }
}

crate::form::readable! {
    /// What a task has otherwise than its definition, as far as placement looks at it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct TaskOverride {
        pub cpu: Option<String>,
        pub memory: Option<String>,
    }
}

crate::form::readable! {
    /// By what a host is chosen among those that fit.
    #[derive(Clone, Debug, PartialEq)]
    pub struct PlacementStrategy {
        pub r#type: Option<String>,
        pub field: Option<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct StopTask {
        pub cluster: Option<String>,
        pub task: String,
        pub reason: Option<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DescribeTasks {
        pub cluster: Option<String>,
        pub tasks: Vec<String>,
        pub include: Option<Vec<String>>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct ListTasks {
        pub cluster: Option<String>,
        pub container_instance: Option<String>,
        pub family: Option<String>,
        pub next_token: Option<String>,
        pub max_results: Option<i32>,
        pub started_by: Option<String>,
        pub service_name: Option<String>,
        pub desired_status: Option<String>,
        pub launch_type: Option<String>,
        pub daemon_name: Option<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct UpdateTaskProtection {
        pub cluster: String,
        pub tasks: Vec<String>,
        pub protection_enabled: bool,
        pub expires_in_minutes: Option<i32>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct GetTaskProtection {
        pub cluster: String,
        pub tasks: Option<Vec<String>>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct SubmitTaskStateChange {
        pub cluster: Option<String>,
        pub task: Option<String>,
        pub status: Option<String>,
        pub reason: Option<String>,
        pub containers: Option<Vec<ContainerStateChange>>,
    }
}

crate::form::readable! {
    /// What became of a container.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ContainerStateChange {
        pub container_name: Option<String>,
        pub exit_code: Option<i32>,
        pub reason: Option<String>,
        pub status: Option<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct SubmitContainerStateChange {
        pub cluster: Option<String>,
        pub task: Option<String>,
        pub container_name: Option<String>,
        pub status: Option<String>,
        pub exit_code: Option<i32>,
        pub reason: Option<String>,
    }
}
