//! Requests about services. Members without words of ours are documented by AWS:
//! nothing here acts upon them.

use super::deployment::DEPLOYMENT_CONFIGURATION;
use super::placement::{
    LAUNCH_TYPE, NETWORK, PLACEMENT_CONSTRAINTS, PLACEMENT_STRATEGY, PROPAGATE_TAGS, PROVIDERS, TASK_DEFINITION,
};
use super::service_network::{
    ADVANCED_CONFIGURATION, GATEWAY_CONNECTOR, MONITORING_CONFIGURATION, SERVICE_CONNECT_CONFIGURATION,
    SERVICE_REGISTRY, VPC_LATTICE_CONFIGURATION,
};
use super::volume::SERVICE_VOLUME_CONFIGURATION;
use super::{CLUSTER, INCLUDE_TAGS, MAX_RESULTS, NEXT_TOKEN, TAGS};
use crate::model::member::{Member, Operation, Value, integer, items, list, member, string, structure};
use crate::model::readers::for_readers;
use crate::model::rules::{common, identifier, placement, service, task};

/// A service by its name or ARN.
pub(super) static SERVICE_ID: Value = string!([
    &identifier::SERVICE_ARN_PARTS,
    &identifier::SERVICE_ARN_FILLED,
    &identifier::SERVICE_ARN_NAME,
    &identifier::SERVICE_ARN_TYPE,
    &identifier::ARN_FORM,
    &identifier::SERVICE_NAME_OR_ARN,
]);

const SERVICE: Member = member!("service", "The service, by its name or ARN.", SERVICE_ID, required: &common::REQUIRED);

const COUNT: Member = member!(
    "desiredCount",
    "How many tasks the service keeps running; none for daemons, which run on every host.",
    integer!([&service::DESIRED_COUNT])
);

const STRATEGY: Value = Value::words("DAEMON,REPLICA");

static LOAD_BALANCER: Value = structure!(
    &[
        member!("targetGroupArn", "The target group, by its ARN.", Value::TEXT),
        member!("loadBalancerName", "A Classic Load Balancer, by its name.", Value::TEXT),
        member!("containerName", "The container that is behind it.", Value::TEXT),
        member!("containerPort", "The port of the container.", Value::INTEGER),
        member!("advancedConfiguration", "", ADVANCED_CONFIGURATION),
    ],
    &[],
);

static DEPLOYMENT_CONTROLLER: Value = structure!(
    &[member!(
        "type",
        "Who replaces tasks: ECS unless told otherwise.",
        Value::words("CODE_DEPLOY,ECS,EXTERNAL"), required: &common::REQUIRED)],
    &[],
);

const PROVIDER: Member = member!("capacityProviderStrategy", "", PROVIDERS);

const LOAD_BALANCERS: Member = member!("loadBalancers", "Where the tasks are registered.", list!(&LOAD_BALANCER, &[]));

const REGISTRIES: Member = member!("serviceRegistries", "", list!(&SERVICE_REGISTRY, &[]));

const REBALANCING: Member = member!(
    "availabilityZoneRebalancing",
    "Whether tasks are moved where Availability Zones have become uneven.",
    Value::words("DISABLED,ENABLED")
);

const DEPLOYMENT: Member = member!("deploymentConfiguration", "How tasks are replaced.", DEPLOYMENT_CONFIGURATION);

const CONTROLLER: Member = member!("deploymentController", "Who replaces tasks.", DEPLOYMENT_CONTROLLER);

const GRACE: Member = member!(
    "healthCheckGracePeriodSeconds",
    "Seconds after its start in which a task is not stopped for being unhealthy.",
    integer!([&common::NOT_NEGATIVE])
);

const PLATFORM: Member = member!("platformVersion", "", Value::TEXT);

const MANAGED_TAGS: Member = member!("enableECSManagedTags", "", Value::BOOLEAN);

const EXECUTE: Member = member!("enableExecuteCommand", "", Value::BOOLEAN);

const PROPAGATE: Member = member!("propagateTags", "Whose tags the tasks get.", PROPAGATE_TAGS);

const CONNECT: Member = member!("serviceConnectConfiguration", "", SERVICE_CONNECT_CONFIGURATION);

const VOLUMES: Member = member!("volumeConfigurations", "", list!(&SERVICE_VOLUME_CONFIGURATION, &[]));

const LATTICE: Member = member!("vpcLatticeConfigurations", "", list!(&VPC_LATTICE_CONFIGURATION, &[]));

const GATEWAYS: Member = member!("gatewayConnectors", "", list!(&GATEWAY_CONNECTOR, &[items!(0, 1)]));

const MONITORING: Member = member!("monitoring", "", MONITORING_CONFIGURATION);

/// `CreateService`.
pub static CREATE_SERVICE: Operation = Operation {
    name: "CreateService",
    about: for_readers("Creates a service, which keeps a number of tasks running."),
    request: structure!(
        &[
            CLUSTER,
            member!("serviceName", "The name, unique in its cluster.", string!([&identifier::SERVICE_NAME]), required: &common::REQUIRED),
            TASK_DEFINITION,
            REBALANCING,
            LOAD_BALANCERS,
            REGISTRIES,
            COUNT,
            member!(
                "clientToken",
                "Tells the same request again from another one.",
                string!([&task::TOKEN_36, &task::TOKEN_CHARACTERS])
            ),
            member!("launchType", "EC2 unless the cluster has a default capacity provider strategy.", LAUNCH_TYPE),
            PROVIDER,
            PLATFORM,
            member!("role", "", Value::TEXT),
            DEPLOYMENT,
            PLACEMENT_CONSTRAINTS,
            PLACEMENT_STRATEGY,
            NETWORK,
            GRACE,
            member!("schedulingStrategy", "REPLICA, a number of tasks, or DAEMON, one on every host.", STRATEGY),
            CONTROLLER,
            member!("tags", "Tags of the service.", TAGS),
            MANAGED_TAGS,
            PROPAGATE,
            EXECUTE,
            CONNECT,
            VOLUMES,
            LATTICE,
            GATEWAYS,
            MONITORING,
        ],
        &[
            &service::TASK_DEFINITION_REQUIRED,
            &service::DESIRED_COUNT_REQUIRED,
            &service::DAEMON_COUNT,
            &service::DAEMON_STRATEGY,
            &service::DAEMON_100,
            &service::BOTH_100,
            &service::BOTH_100_BY_DEFAULT,
            &placement::ONE_WAY,
        ],
    ),
};

/// `DeleteService`.
pub static DELETE_SERVICE: Operation = Operation {
    name: "DeleteService",
    about: for_readers("Deletes a service, whose tasks then stop."),
    request: structure!(
        &[CLUSTER, SERVICE, member!("force", "Delete even while the desired count is above 0.", Value::BOOLEAN),],
        &[&identifier::SERVICE_CLUSTER],
    ),
};

/// `DescribeServices`.
pub static DESCRIBE_SERVICES: Operation = Operation {
    name: "DescribeServices",
    about: for_readers("Describes up to 10 services."),
    request: structure!(
        &[
            CLUSTER,
            member!(
                "services",
                "The services, each by its name or ARN.",
                list!(&SERVICE_ID, &[&service::SERVICES_EMPTY, &service::SERVICES_10]), required: &service::SERVICES_REQUIRED),
            INCLUDE_TAGS,
        ],
        &[&identifier::SERVICES_CLUSTER],
    ),
};

/// `ListServices`.
pub static LIST_SERVICES: Operation = Operation {
    name: "ListServices",
    about: for_readers("Lists the ARNs of a cluster's services."),
    request: structure!(
        &[
            CLUSTER,
            NEXT_TOKEN,
            MAX_RESULTS,
            member!("launchType", "List only the services of this launch type.", LAUNCH_TYPE),
            member!("schedulingStrategy", "List only the services of this strategy.", STRATEGY),
            member!("resourceManagementType", "", Value::words("CUSTOMER,ECS")),
        ],
        &[],
    ),
};

/// `UpdateService`.
pub static UPDATE_SERVICE: Operation = Operation {
    name: "UpdateService",
    about: for_readers("Changes a service; a new task definition starts a deployment, a new count does not."),
    request: structure!(
        &[
            CLUSTER,
            SERVICE,
            COUNT,
            TASK_DEFINITION,
            PROVIDER,
            DEPLOYMENT,
            REBALANCING,
            NETWORK,
            PLACEMENT_CONSTRAINTS,
            PLACEMENT_STRATEGY,
            PLATFORM,
            member!(
                "forceNewDeployment",
                "Whether all tasks are replaced, though nothing else changes.",
                Value::BOOLEAN
            ),
            GRACE,
            CONTROLLER,
            EXECUTE,
            MANAGED_TAGS,
            LOAD_BALANCERS,
            PROPAGATE,
            REGISTRIES,
            CONNECT,
            VOLUMES,
            LATTICE,
            GATEWAYS,
            MONITORING,
        ],
        &[&service::BOTH_100, &identifier::SERVICE_CLUSTER],
    ),
};
