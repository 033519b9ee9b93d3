//! Requests about task definitions.

#![expect(missing_docs, reason = "the members are the service's own and documented in the model")]

use super::{Sent, Tag};
use crate::form::Json;

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct RegisterTaskDefinition {
        pub family: String,
        pub task_role_arn: Option<String>,
        pub execution_role_arn: Option<String>,
        pub network_mode: Option<String>,
        pub container_definitions: Vec<Sent<ContainerDefinition>>,
        pub volumes: Option<Json>,
        pub placement_constraints: Option<Vec<PlacementConstraint>>,
        pub requires_compatibilities: Option<Vec<String>>,
        pub cpu: Option<String>,
        pub memory: Option<String>,
        pub tags: Option<Vec<Tag>>,
        pub pid_mode: Option<String>,
        pub ipc_mode: Option<String>,
        pub proxy_configuration: Option<Json>,
        pub inference_accelerators: Option<Json>,
        pub ephemeral_storage: Option<Json>,
        pub runtime_platform: Option<Json>,
        pub enable_fault_injection: Option<bool>,
        pub trusted_execution_configuration: Option<Json>,
    }
}

crate::form::readable! {
    /// A container, as far as a simulation looks at it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ContainerDefinition {
        pub name: Option<String>,
        pub image: Option<String>,
        pub cpu: Option<i32>,
        pub memory: Option<i32>,
        pub memory_reservation: Option<i32>,
        pub port_mappings: Option<Vec<PortMapping>>,
        pub essential: Option<bool>,
        pub privileged: Option<bool>,
        pub stop_timeout: Option<i32>,
        pub health_check: Option<HealthCheck>,
        pub log_configuration: Option<LogConfiguration>,
        pub resource_requirements: Option<Vec<ResourceRequirement>>,
        pub secrets: Option<Vec<Json>>,
    }
}

crate::form::readable! {
    /// A port of a container.
    #[derive(Clone, Debug, PartialEq)]
    pub struct PortMapping {
        pub container_port: Option<i32>,
        pub host_port: Option<i32>,
        pub protocol: Option<String>,
    }
}

crate::form::readable! {
    /// The health check of a container, in seconds.
    #[derive(Clone, Debug, PartialEq)]
    pub struct HealthCheck {
        pub interval: Option<i32>,
        pub timeout: Option<i32>,
        pub retries: Option<i32>,
        pub start_period: Option<i32>,
    }
}

crate::form::readable! {
    /// Where a container's output goes.
    #[derive(Clone, Debug, PartialEq)]
    pub struct LogConfiguration {
        pub log_driver: String,
    }
}

crate::form::readable! {
    /// GPUs and the like that a container needs.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ResourceRequirement {
        pub value: Option<String>,
        pub r#type: String,
    }
}

crate::form::readable! {
    /// Where tasks may be placed.
    #[derive(Clone, Debug, PartialEq)]
    pub struct PlacementConstraint {
        pub r#type: Option<String>,
        pub expression: Option<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DescribeTaskDefinition {
        pub task_definition: String,
        pub include: Option<Vec<String>>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DeregisterTaskDefinition {
        pub task_definition: String,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct ListTaskDefinitions {
        pub family_prefix: Option<String>,
        pub status: Option<String>,
        pub sort: Option<String>,
        pub next_token: Option<String>,
        pub max_results: Option<i32>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct ListTaskDefinitionFamilies {
        pub family_prefix: Option<String>,
        pub status: Option<String>,
        pub next_token: Option<String>,
        pub max_results: Option<i32>,
    }
}
