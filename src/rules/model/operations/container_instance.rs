//! Requests about container instances.

use super::{CLUSTER, CONTAINER_INSTANCE_ID, MAX_RESULTS, NEXT_TOKEN};
use crate::model::member::{Member, Operation, Value, integer, list, member, string, structure};
use crate::model::readers::for_readers;
use crate::model::rules::{attribute, common, identifier, resource};

use super::attribute::{TARGET_ID, TARGET_TYPE};
use super::tag::TAGS;

const CONTAINER_INSTANCE: Member = member!(
    "containerInstance",
    "The container instance, by its ID or ARN.",
    string!([
        &identifier::INSTANCE_BLANK,
        &identifier::INSTANCE_ARN_PARTS,
        &identifier::INSTANCE_ARN_FILLED,
        &identifier::INSTANCE_ARN_NAME,
        &identifier::INSTANCE_ARN_TYPE,
        &identifier::ARN_FORM,
        &identifier::INSTANCE_ID_OR_BLANK,
    ])
);

/// `DeregisterContainerInstance`.
pub static DEREGISTER_CONTAINER_INSTANCE: Operation = Operation {
    name: "DeregisterContainerInstance",
    about: for_readers("Takes a container instance out of its cluster."),
    request: structure!(
        &[
            CLUSTER,
            CONTAINER_INSTANCE.required(&identifier::INSTANCE_REQUIRED),
            member!(
                "force",
                "Deregister even while tasks run; their containers go on running on the host, on their own.",
                Value::BOOLEAN
            ),
        ],
        &[&identifier::INSTANCE_CLUSTER],
    ),
};

/// `DescribeContainerInstances`.
pub static DESCRIBE_CONTAINER_INSTANCES: Operation = Operation {
    name: "DescribeContainerInstances",
    about: for_readers("Describes up to 100 container instances."),
    request: structure!(
        &[
            CLUSTER,
            member!(
                "containerInstances",
                "The container instances, each by its ID or ARN.",
                list!(&CONTAINER_INSTANCE_ID, &[&identifier::INSTANCES_EMPTY, &identifier::INSTANCES_100]), required: &identifier::INSTANCES_REQUIRED),
            member!(
                "include",
                "What to describe besides: tags and health are left out unless asked for.",
                list!(&string!([&identifier::INSTANCE_INCLUDE]), &[])
            ),
        ],
        &[&identifier::INSTANCES_CLUSTER],
    ),
};

/// `DiscoverPollEndpoint`.
pub static DISCOVER_POLL_ENDPOINT: Operation = Operation {
    name: "DiscoverPollEndpoint",
    about: for_readers("Tells an agent where to poll for updates; only agents use it."),
    request: structure!(
        &[
            CONTAINER_INSTANCE,
            CLUSTER,
            member!(
                "zoneId",
                "The Availability Zone, which real agents send; the public model does not have it.",
                Value::TEXT
            ),
        ],
        &[&identifier::INSTANCE_CLUSTER],
    ),
};

/// `ListContainerInstances`.
pub static LIST_CONTAINER_INSTANCES: Operation = Operation {
    name: "ListContainerInstances",
    about: for_readers("Lists the ARNs of a cluster's container instances."),
    request: structure!(
        &[
            CLUSTER,
            member!(
                "filter",
                "A statement of the cluster query language, such as `attribute:ecs.instance-type == m5.large`.",
                string!([&identifier::FILTER_LENGTH])
            ),
            NEXT_TOKEN,
            MAX_RESULTS,
            member!(
                "status",
                "List only the instances in this state; without it, all but the INACTIVE ones.",
                string!([&identifier::LIST_STATUS])
            ),
        ],
        &[],
    ),
};

const RESOURCE: Value = structure!(
    &[
        member!("name", "CPU, MEMORY, PORTS, PORTS_UDP, or a name of your own.", string!([&resource::NAME_BLANK]), required: &resource::NAME_REQUIRED),
        member!("type", "Which of the four values counts.", string!([&resource::TYPE]), required: &resource::TYPE_REQUIRED),
        member!("doubleValue", "The amount of a resource of type DOUBLE.", Value::DOUBLE),
        member!("longValue", "The amount of a resource of type LONG.", Value::LONG),
        member!(
            "integerValue",
            "The amount of a resource of type INTEGER: CPU units, 1024 to a core, or memory in MiB.",
            integer!([])
        ),
        member!(
            "stringSetValue",
            "The values of a resource of type STRINGSET, such as ports.",
            list!(&Value::TEXT, &[])
        ),
    ],
    &[
        &resource::KNOWN_TYPE,
        &resource::VALUE,
        &resource::OTHER_VALUE,
        &resource::NOT_NEGATIVE,
        &resource::PORT_COUNT,
        &resource::PORTS,
    ],
);

const VERSION_INFO: Value = structure!(
    &[
        member!("agentVersion", "The version of the agent, such as `1.105.1`.", Value::TEXT),
        member!("agentHash", "The commit the agent was built from.", Value::TEXT),
        member!("dockerVersion", "The version of Docker, with the words `DockerVersion: ` before it.", Value::TEXT),
    ],
    &[],
);

const REGISTERED_ATTRIBUTE: Value = structure!(
    &[
        member!(
            "name",
            "The name of the attribute.",
            string!([&attribute::NAME_LENGTH_DROPPED, &attribute::NAME_CHARSET_DROPPED]), required: &common::REQUIRED),
        member!(
            "value",
            "Its value, if it has one.",
            string!([
                &attribute::VALUE_LENGTH_DROPPED,
                &attribute::VALUE_CHARSET_DROPPED,
                &attribute::VALUE_SPACE_DROPPED,
            ])
        ),
        TARGET_TYPE,
        TARGET_ID,
    ],
    &[],
);

const PLATFORM_DEVICE: Value = structure!(
    &[
        member!("id", "The ID of the GPU, or the index of the Neuron device.", string!([&resource::DEVICE_ID]), required: &common::REQUIRED),
        member!("type", "The kind of device.", string!([&resource::DEVICE_TYPE]), required: &common::REQUIRED),
    ],
    &[],
);

/// `RegisterContainerInstance`.
pub static REGISTER_CONTAINER_INSTANCE: Operation = Operation {
    name: "RegisterContainerInstance",
    about: for_readers("Puts an EC2 instance into a cluster; only agents use it."),
    request: structure!(
        &[
            CLUSTER,
            member!(
                "instanceIdentityDocument",
                "The EC2 instance identity document, as JSON text.",
                string!([&resource::IDENTITY_DOCUMENT])
            ),
            member!(
                "instanceIdentityDocumentSignature",
                "The signature of that document.",
                string!([&resource::IDENTITY_SIGNATURE])
            ),
            member!(
                "totalResources",
                "What the instance has to give to tasks.",
                list!(&RESOURCE, &[&resource::UNIQUE])
            ),
            member!(
                "versionInfo",
                "The versions of the agent and of Docker; real agents do not send it here.",
                VERSION_INFO
            ),
            member!(
                "containerInstanceArn",
                "The ARN from an earlier registration, to register the same instance again.",
                CONTAINER_INSTANCE_ID
            ),
            member!(
                "attributes",
                "Attributes to place tasks by, and what the agent is capable of.",
                list!(&REGISTERED_ATTRIBUTE, &[&attribute::CUSTOM_COUNT, &attribute::NAME_UNIQUE])
            ),
            member!("platformDevices", "GPUs and Neuron devices of the instance.", list!(&PLATFORM_DEVICE, &[])),
            member!("tags", "Tags of the container instance.", TAGS),
            member!(
                "clientToken",
                "A fresh UUID that real agents send; the public model does not have it.",
                Value::TEXT
            ),
        ],
        &[&resource::IDENTITY_DOCUMENT_ALONE, &resource::IDENTITY_SIGNATURE_ALONE, &identifier::INSTANCE_ARN_CLUSTER,],
    ),
};

/// `UpdateContainerAgent`.
pub static UPDATE_CONTAINER_AGENT: Operation = Operation {
    name: "UpdateContainerAgent",
    about: for_readers("Updates the agent of a container instance."),
    request: structure!(
        &[CLUSTER, CONTAINER_INSTANCE.required(&identifier::INSTANCE_REQUIRED)],
        &[&identifier::INSTANCE_CLUSTER],
    ),
};

/// `UpdateContainerInstancesState`.
pub static UPDATE_CONTAINER_INSTANCES_STATE: Operation = Operation {
    name: "UpdateContainerInstancesState",
    about: for_readers("Drains up to 10 container instances, or makes them active again."),
    request: structure!(
        &[
            CLUSTER,
            member!(
                "containerInstances",
                "The container instances, each by its ID or ARN.",
                list!(&CONTAINER_INSTANCE_ID, &[&identifier::INSTANCES_EMPTY, &identifier::INSTANCES_10]), required: &identifier::INSTANCES_REQUIRED),
            member!(
                "status",
                "DRAINING moves the tasks of services elsewhere; ACTIVE takes tasks again.",
                string!([&identifier::UPDATE_STATUS]), required: &common::REQUIRED),
        ],
        &[&identifier::INSTANCES_CLUSTER],
    ),
};
