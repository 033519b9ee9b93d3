//! Requests about services.

#![expect(missing_docs, reason = "the members are the service's own and documented in the model")]

use super::Tag;
use super::task::PlacementStrategy;
use super::task_definition::PlacementConstraint;
use crate::form::Json;

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct CreateService {
        pub cluster: Option<String>,
        pub service_name: String,
        pub task_definition: Option<String>,
        pub availability_zone_rebalancing: Option<String>,
        pub load_balancers: Option<Vec<LoadBalancer>>,
        pub desired_count: Option<i32>,
        pub launch_type: Option<String>,
        pub capacity_provider_strategy: Option<Vec<Json>>,
        pub deployment_configuration: Option<DeploymentConfiguration>,
        pub placement_constraints: Option<Vec<PlacementConstraint>>,
        pub placement_strategy: Option<Vec<PlacementStrategy>>,
        pub network_configuration: Option<Json>,
        pub health_check_grace_period_seconds: Option<i32>,
        pub scheduling_strategy: Option<String>,
        pub deployment_controller: Option<DeploymentController>,
        pub tags: Option<Vec<Tag>>,
        pub propagate_tags: Option<String>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct UpdateService {
        pub cluster: Option<String>,
        pub service: String,
        pub desired_count: Option<i32>,
        pub task_definition: Option<String>,
        pub capacity_provider_strategy: Option<Vec<Json>>,
        pub deployment_configuration: Option<DeploymentConfiguration>,
        pub availability_zone_rebalancing: Option<String>,
        pub network_configuration: Option<Json>,
        pub placement_constraints: Option<Vec<PlacementConstraint>>,
        pub placement_strategy: Option<Vec<PlacementStrategy>>,
        pub force_new_deployment: Option<bool>,
        pub health_check_grace_period_seconds: Option<i32>,
        pub deployment_controller: Option<DeploymentController>,
        pub load_balancers: Option<Vec<LoadBalancer>>,
        pub propagate_tags: Option<String>,
    }
}

crate::form::readable! {
    /// Where the tasks of a service are registered.
    #[derive(Clone, Debug, PartialEq)]
    pub struct LoadBalancer {
        pub target_group_arn: Option<String>,
        pub load_balancer_name: Option<String>,
        pub container_name: Option<String>,
        pub container_port: Option<i32>,
    }
}

crate::form::readable! {
    /// How tasks are replaced.
    #[derive(Clone, Debug, PartialEq)]
    pub struct DeploymentConfiguration {
        pub deployment_circuit_breaker: Option<CircuitBreaker>,
        pub maximum_percent: Option<i32>,
        pub minimum_healthy_percent: Option<i32>,
        pub strategy: Option<String>,
    }
}

crate::form::readable! {
    /// Whether a deployment whose tasks keep failing is given up.
    #[derive(Clone, Debug, PartialEq)]
    pub struct CircuitBreaker {
        pub enable: bool,
        pub rollback: bool,
    }
}

crate::form::readable! {
    /// Who replaces tasks.
    #[derive(Clone, Debug, PartialEq)]
    pub struct DeploymentController {
        pub r#type: String,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DeleteService {
        pub cluster: Option<String>,
        pub service: String,
        pub force: Option<bool>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DescribeServices {
        pub cluster: Option<String>,
        pub services: Vec<String>,
        pub include: Option<Vec<String>>,
    }
}

crate::form::readable! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct ListServices {
        pub cluster: Option<String>,
        pub next_token: Option<String>,
        pub max_results: Option<i32>,
        pub launch_type: Option<String>,
        pub scheduling_strategy: Option<String>,
    }
}
