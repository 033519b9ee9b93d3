//! Requests about task definitions. Members without words of ours are documented by
//! AWS: nothing here acts upon them.

use super::container::{
    CONTAINER_DEPENDENCY, CONTAINER_RESTART_POLICY, ENVIRONMENT_FILE, FIRELENS_CONFIGURATION, HOST_ENTRY,
    KEY_VALUE_PAIR, LINUX_PARAMETERS, LOG_CONFIGURATION, MOUNT_POINT, REPOSITORY_CREDENTIALS, RESOURCE_REQUIREMENT,
    SECRET, SYSTEM_CONTROL, ULIMIT, VOLUME_FROM,
};
use super::placement::{EXPRESSION, TASK_DEFINITION};
use super::volume::VOLUME;
use super::{INCLUDE_TAGS, MAX_RESULTS, NEXT_TOKEN, TAGS};
use crate::model::member::{Member, Operation, Value, bare, integer, items, list, member, range, string, structure};
use crate::model::readers::for_readers;
use crate::model::rules::{common, identifier, placement, task_definition};

const PORT: Value = integer!([range!(0, 65535)]);

static PORT_MAPPING: Value = structure!(
    &[
        member!("containerPort", "The port of the container.", PORT),
        member!("hostPort", "The port of the host; 0 or none for one that happens to be free.", PORT),
        member!("protocol", "tcp unless told otherwise.", Value::words("tcp,udp")),
        member!("name", "", Value::TEXT),
        member!("appProtocol", "", Value::words("grpc,http,http2")),
        member!("containerPortRange", "", Value::TEXT),
    ],
    &[],
);

static HEALTH_CHECK: Value = structure!(
    &[
        member!("command", "What is run in the container: CMD or CMD-SHELL, and the words after it.", Value::TEXTS, required: &common::REQUIRED),
        member!(
            "interval",
            "Seconds from one check to the next: 30 unless told otherwise.",
            integer!([range!(5, 300)])
        ),
        member!(
            "timeout",
            "Seconds after which a check has failed: 5 unless told otherwise.",
            integer!([range!(2, 60)])
        ),
        member!(
            "retries",
            "After how many failures the container is unhealthy: 3 unless told otherwise.",
            integer!([range!(1, 10)])
        ),
        member!("startPeriod", "Seconds in the beginning in which failures do not count.", integer!([range!(0, 300)])),
    ],
    &[],
);

static MEMORY: Value = integer!([&common::NOT_NEGATIVE, &task_definition::LITTLE_MEMORY]);

static CONTAINER_DEFINITION: Value = structure!(
    &[
        member!(
            "name",
            "The name of the container.",
            string!([&task_definition::NAME_BLANK, &task_definition::NAME_CHARACTERS]), required: &task_definition::NAME_REQUIRED),
        member!(
            "image",
            "The image.",
            string!([&task_definition::IMAGE_BLANK, &task_definition::IMAGE_CHARACTERS]), required: &task_definition::IMAGE_REQUIRED),
        member!("repositoryCredentials", "", REPOSITORY_CREDENTIALS),
        member!("cpu", "CPU units, 1024 to a core.", integer!([&common::NOT_NEGATIVE])),
        member!("memory", "MiB beyond which the container is killed.", MEMORY),
        member!("memoryReservation", "MiB that the host sets aside for it.", MEMORY),
        member!("links", "", Value::TEXTS),
        member!("portMappings", "Ports of the container on the host.", list!(&PORT_MAPPING, &[])),
        member!("essential", "Whether the task ends with this container: yes unless told otherwise.", Value::BOOLEAN),
        member!("restartPolicy", "", CONTAINER_RESTART_POLICY),
        member!("entryPoint", "", Value::TEXTS),
        member!("command", "", Value::TEXTS),
        member!("environment", "", list!(&KEY_VALUE_PAIR, &[])),
        member!("environmentFiles", "", list!(&ENVIRONMENT_FILE, &[])),
        member!("mountPoints", "", list!(&MOUNT_POINT, &[])),
        member!("volumesFrom", "", list!(&VOLUME_FROM, &[])),
        member!("linuxParameters", "", LINUX_PARAMETERS),
        member!("secrets", "", list!(&SECRET, &[])),
        member!("dependsOn", "", list!(&CONTAINER_DEPENDENCY, &[])),
        member!("startTimeout", "", integer!([&common::NOT_NEGATIVE])),
        member!(
            "stopTimeout",
            "Seconds from SIGTERM to SIGKILL: 30 unless told otherwise.",
            integer!([&common::NOT_NEGATIVE])
        ),
        member!("versionConsistency", "", Value::words("disabled,enabled")),
        member!("hostname", "", Value::TEXT),
        member!("user", "", Value::TEXT),
        member!("workingDirectory", "", Value::TEXT),
        member!("disableNetworking", "", Value::BOOLEAN),
        member!("privileged", "", Value::BOOLEAN),
        member!("readonlyRootFilesystem", "", Value::BOOLEAN),
        member!("dnsServers", "", Value::TEXTS),
        member!("dnsSearchDomains", "", Value::TEXTS),
        member!("extraHosts", "", list!(&HOST_ENTRY, &[])),
        member!("dockerSecurityOptions", "", Value::TEXTS),
        member!("interactive", "", Value::BOOLEAN),
        member!("pseudoTerminal", "", Value::BOOLEAN),
        member!("dockerLabels", "", Value::TEXT_MAP),
        member!("ulimits", "", list!(&ULIMIT, &[])),
        member!("logConfiguration", "", LOG_CONFIGURATION),
        member!("healthCheck", "How it is found out whether the container is healthy.", HEALTH_CHECK),
        member!("systemControls", "", list!(&SYSTEM_CONTROL, &[])),
        member!("resourceRequirements", "GPUs and the like.", list!(&RESOURCE_REQUIREMENT, &[])),
        member!("firelensConfiguration", "", FIRELENS_CONFIGURATION),
        member!("credentialSpecs", "", Value::TEXTS),
    ],
    &[&task_definition::MEMORY_ABOVE_RESERVATION],
);

static CONSTRAINT: Value = structure!(
    &[
        member!("type", "Always memberOf.", string!([&task_definition::CONSTRAINT_TYPE])),
        member!("expression", "Which hosts, in the cluster query language.", EXPRESSION),
    ],
    &[&placement::MEMBER_EXPRESSION],
);

static PROXY_CONFIGURATION: Value = bare!(
    "type" => Value::words("APPMESH"),
    "containerName" required => Value::TEXT,
    "properties" => list!(&KEY_VALUE_PAIR, &[]),
);

static INFERENCE_ACCELERATOR: Value = bare!(
    "deviceName" required => Value::TEXT,
    "deviceType" required => Value::TEXT,
);

pub(super) static EPHEMERAL_STORAGE: Value = bare!(
    "sizeInGiB" required => Value::INTEGER,
);

static RUNTIME_PLATFORM: Value = bare!(
    "cpuArchitecture" => Value::words("ARM64,X86_64"),
    "operatingSystemFamily" => Value::words("LINUX,WINDOWS_SERVER_2004_CORE,WINDOWS_SERVER_2016_FULL,WINDOWS_SERVER_2019_CORE,WINDOWS_SERVER_2019_FULL,WINDOWS_SERVER_2022_CORE,WINDOWS_SERVER_2022_FULL,WINDOWS_SERVER_2025_CORE,WINDOWS_SERVER_2025_FULL,WINDOWS_SERVER_20H2_CORE"),
);

static TRUSTED_EXECUTION_CONFIGURATION: Value = bare!(
    "isolationMode" required => Value::words("CONFIDENTIAL_SANDBOX,ISOLATED_SANDBOX,SHARED"),
    "attestationPolicy" => Value::TEXT,
);

/// `DeregisterTaskDefinition`.
pub static DEREGISTER_TASK_DEFINITION: Operation = Operation {
    name: "DeregisterTaskDefinition",
    about: for_readers("Makes a revision of a task definition inactive; its tasks and services go on."),
    request: structure!(
        &[member!(
            "taskDefinition",
            "The revision: family:revision, or its ARN.",
            string!([
                &identifier::DEFINITION_ARN_PARTS,
                &identifier::DEFINITION_ARN_TYPE,
                &identifier::ARN_FORM,
                &identifier::TASK_DEFINITION,
                &identifier::TASK_DEFINITION_REVISION,
            ]), required: &common::REQUIRED)],
        &[],
    ),
};

/// `DescribeTaskDefinition`.
pub static DESCRIBE_TASK_DEFINITION: Operation = Operation {
    name: "DescribeTaskDefinition",
    about: for_readers("Describes a task definition, also an inactive one."),
    request: structure!(&[TASK_DEFINITION.required(&common::REQUIRED), INCLUDE_TAGS], &[]),
};

/// `ListTaskDefinitionFamilies`.
pub static LIST_TASK_DEFINITION_FAMILIES: Operation = Operation {
    name: "ListTaskDefinitionFamilies",
    about: for_readers("Lists the families of task definitions."),
    request: structure!(
        &[
            member!("familyPrefix", "List only families that begin like this.", Value::TEXT),
            member!(
                "status",
                "Families with an active revision, without any, or ALL, which is what is meant unless told otherwise.",
                Value::words("ACTIVE,ALL,INACTIVE")
            ),
            NEXT_TOKEN,
            MAX_RESULTS,
        ],
        &[],
    ),
};

/// `ListTaskDefinitions`.
pub static LIST_TASK_DEFINITIONS: Operation = Operation {
    name: "ListTaskDefinitions",
    about: for_readers("Lists the ARNs of task definitions."),
    request: structure!(
        &[
            member!("familyPrefix", "List only this family.", Value::TEXT),
            member!("status", "ACTIVE unless told otherwise.", Value::words("ACTIVE,DELETE_IN_PROGRESS,INACTIVE")),
            member!("sort", "ASC, by family and revision, or DESC.", Value::words("ASC,DESC")),
            NEXT_TOKEN,
            MAX_RESULTS,
        ],
        &[],
    ),
};

/// `RegisterTaskDefinition`.
pub static REGISTER_TASK_DEFINITION: Operation = Operation {
    name: "RegisterTaskDefinition",
    about: for_readers("Makes a new revision of a task definition."),
    request: structure!(
        &[
            member!(
                "family",
                "The name under which revisions are counted.",
                string!([&task_definition::FAMILY]), required: &common::REQUIRED),
            member!("taskRoleArn", "", Value::TEXT),
            member!("executionRoleArn", "", Value::TEXT),
            member!(
                "networkMode",
                "bridge unless told otherwise; awsvpc gives each task an interface of its own.",
                Value::words("awsvpc,bridge,host,none")
            ),
            member!(
                "containerDefinitions",
                "The containers, at most 10.",
                list!(
                    &CONTAINER_DEFINITION,
                    &[
                        &task_definition::CONTAINERS_EMPTY,
                        &task_definition::CONTAINERS_10,
                        &task_definition::CONTAINERS_UNIQUE,
                        &task_definition::ESSENTIAL,
                    ]
                ), required: &task_definition::CONTAINERS_REQUIRED),
            member!("volumes", "", list!(&VOLUME, &[])),
            member!(
                "placementConstraints",
                "What every host must satisfy, at most 10.",
                list!(&CONSTRAINT, &[items!(0, 10)])
            ),
            member!(
                "requiresCompatibilities",
                "The launch types that the definition is checked for.",
                list!(&Value::words("EC2,EXTERNAL,FARGATE,MANAGED_INSTANCES"), &[])
            ),
            member!("cpu", "CPU units of the whole task as text, or `1 vCPU`.", string!([&task_definition::TASK_CPU])),
            member!("memory", "MiB of the whole task as text, or `1 GB`.", string!([&task_definition::TASK_MEMORY])),
            member!("tags", "Tags of the task definition.", TAGS),
            member!("pidMode", "", Value::words("host,task")),
            member!("ipcMode", "", Value::words("host,none,task")),
            member!("proxyConfiguration", "", PROXY_CONFIGURATION),
            member!("inferenceAccelerators", "", list!(&INFERENCE_ACCELERATOR, &[])),
            member!("ephemeralStorage", "", EPHEMERAL_STORAGE),
            member!("runtimePlatform", "", RUNTIME_PLATFORM),
            member!("enableFaultInjection", "", Value::BOOLEAN),
            member!("trustedExecutionConfiguration", "", TRUSTED_EXECUTION_CONFIGURATION),
        ],
        &[
            &task_definition::MEMORY,
            &task_definition::MEMORY_WITHIN_TASK,
            &task_definition::CPU_WITHIN_TASK,
            &task_definition::AWSVPC_PORTS,
            &task_definition::HOST_MODE_PORTS,
        ],
    ),
};
