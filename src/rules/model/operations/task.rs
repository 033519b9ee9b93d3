//! Requests about tasks. Members without words of ours are documented by AWS: nothing
//! here acts upon them.

use super::container::{ENVIRONMENT_FILE, KEY_VALUE_PAIR, NETWORK_BINDING, RESOURCE_REQUIREMENT};
use super::placement::{
    LAUNCH_TYPE, NETWORK, PLACEMENT_CONSTRAINTS, PLACEMENT_STRATEGY, PROPAGATE_TAGS, PROVIDERS, TASK_DEFINITION,
};
use super::service::SERVICE_ID;
use super::task_definition::EPHEMERAL_STORAGE;
use super::volume::TASK_VOLUME_CONFIGURATION;
use super::{CLUSTER, CONTAINER_INSTANCE_ID, INCLUDE_TAGS, MAX_RESULTS, NEXT_TOKEN, TAGS};
use crate::model::member::{Member, Operation, Value, bare, integer, list, member, range, string, structure};
use crate::model::readers::for_readers;
use crate::model::rules::{common, identifier, placement, task};

/// A task by its short ID or ARN.
static TASK_ID: Value = string!([
    &identifier::TASK_ARN_PARTS,
    &identifier::TASK_ARN_FILLED,
    &identifier::TASK_ARN_NAME,
    &identifier::TASK_ARN_TYPE,
    &identifier::ARN_FORM,
    &identifier::TASK_ID,
]);

const TASK: Member = member!("task", "The task, by its ID or ARN.", TASK_ID);

static CONTAINER_OVERRIDE: Value = bare!(
    "name" => Value::TEXT,
    "command" => Value::TEXTS,
    "environment" => list!(&KEY_VALUE_PAIR, &[]),
    "environmentFiles" => list!(&ENVIRONMENT_FILE, &[]),
    "cpu" => Value::INTEGER,
    "memory" => Value::INTEGER,
    "memoryReservation" => Value::INTEGER,
    "resourceRequirements" => list!(&RESOURCE_REQUIREMENT, &[]),
);

static INFERENCE_ACCELERATOR_OVERRIDE: Value = bare!(
    "deviceName" => Value::TEXT,
    "deviceType" => Value::TEXT,
);

static TASK_OVERRIDE: Value = bare!(
    "containerOverrides" => list!(&CONTAINER_OVERRIDE, &[]),
    "cpu" => Value::TEXT,
    "inferenceAcceleratorOverrides" => list!(&INFERENCE_ACCELERATOR_OVERRIDE, &[]),
    "executionRoleArn" => Value::TEXT,
    "memory" => Value::TEXT,
    "taskRoleArn" => Value::TEXT,
    "ephemeralStorage" => EPHEMERAL_STORAGE,
);

const OVERRIDES: Member = member!("overrides", "What is otherwise than in the task definition.", TASK_OVERRIDE);

const MANAGED_TAGS: Member = member!("enableECSManagedTags", "", Value::BOOLEAN);

const EXECUTE: Member = member!("enableExecuteCommand", "", Value::BOOLEAN);

const GROUP: Member =
    member!("group", "The group of the task: that of its family unless told otherwise.", string!([&task::GROUP]));

const PROPAGATE: Member = member!("propagateTags", "Whose tags the task gets besides its own.", PROPAGATE_TAGS);

const REFERENCE: Member = member!("referenceId", "", Value::TEXT);

const OWN_TAGS: Member = member!("tags", "Tags of the task.", TAGS);

const VOLUMES: Member = member!("volumeConfigurations", "", list!(&TASK_VOLUME_CONFIGURATION, &[]));

const STARTED_BY: &str = "Who starts it, for whoever looks at it later.";

/// `DescribeTasks`.
pub static DESCRIBE_TASKS: Operation = Operation {
    name: "DescribeTasks",
    about: for_readers("Describes up to 100 tasks."),
    request: structure!(
        &[
            CLUSTER,
            member!(
                "tasks",
                "The tasks, each by its ID or ARN.",
                list!(&TASK_ID, &[&task::TASKS_EMPTY, &task::TASKS_100]), required: &task::TASKS_REQUIRED),
            INCLUDE_TAGS,
        ],
        &[&identifier::TASKS_CLUSTER],
    ),
};

const PROTECTED_CLUSTER: Member = CLUSTER.required(&common::REQUIRED);

/// `GetTaskProtection`.
pub static GET_TASK_PROTECTION: Operation = Operation {
    name: "GetTaskProtection",
    about: for_readers("Tells which of up to 100 tasks of services are protected, and until when."),
    request: structure!(
        &[
            PROTECTED_CLUSTER,
            member!("tasks", "The tasks, each by its ID or ARN.", list!(&TASK_ID, &[&task::PROTECTED_100])),
        ],
        &[&identifier::TASKS_CLUSTER],
    ),
};

/// `ListTasks`.
pub static LIST_TASKS: Operation = Operation {
    name: "ListTasks",
    about: for_readers("Lists the ARNs of a cluster's tasks."),
    request: structure!(
        &[
            CLUSTER,
            member!("containerInstance", "List only the tasks on this one.", CONTAINER_INSTANCE_ID),
            member!("family", "List only the tasks of this family.", Value::TEXT),
            NEXT_TOKEN,
            MAX_RESULTS,
            member!("startedBy", "List only the tasks that were started with this; with no other filter.", Value::TEXT),
            member!("serviceName", "List only the tasks of this service.", SERVICE_ID),
            member!(
                "desiredStatus",
                "RUNNING unless told otherwise: what is stopping is STOPPED here; PENDING finds nothing.",
                Value::words("PENDING,RUNNING,STOPPED")
            ),
            member!("launchType", "List only the tasks of this launch type.", LAUNCH_TYPE),
            member!("daemonName", "", Value::TEXT),
        ],
        &[&task::BY_STARTER, &task::BY_SERVICE, &identifier::INSTANCE_CLUSTER, &identifier::SERVICE_NAME_CLUSTER,],
    ),
};

/// `RunTask`.
pub static RUN_TASK: Operation = Operation {
    name: "RunTask",
    about: for_readers("Starts up to 10 tasks where there is room for them."),
    request: structure!(
        &[
            member!("capacityProviderStrategy", "", PROVIDERS),
            CLUSTER,
            member!("count", "How many: 1 unless told otherwise.", integer!([range!(1, 10)])),
            MANAGED_TAGS,
            EXECUTE,
            GROUP,
            member!("launchType", "EC2 unless the cluster has a default capacity provider strategy.", LAUNCH_TYPE),
            NETWORK,
            OVERRIDES,
            PLACEMENT_CONSTRAINTS,
            PLACEMENT_STRATEGY,
            member!("platformVersion", "", Value::TEXT),
            PROPAGATE,
            REFERENCE,
            member!("startedBy", STARTED_BY, string!([&task::STARTED_BY_128, &task::STARTED_BY_CHARACTERS])),
            OWN_TAGS,
            TASK_DEFINITION.required(&common::REQUIRED),
            member!(
                "clientToken",
                "Tells the same request again from another one.",
                string!([&task::TOKEN_64, &task::TOKEN_CHARACTERS])
            ),
            VOLUMES,
        ],
        &[&placement::ONE_WAY],
    ),
};

/// `StartTask`.
pub static START_TASK: Operation = Operation {
    name: "StartTask",
    about: for_readers("Starts a task on each of up to 10 container instances, wherever it fits."),
    request: structure!(
        &[
            CLUSTER,
            member!(
                "containerInstances",
                "The container instances, each by its ID or ARN.",
                list!(&CONTAINER_INSTANCE_ID, &[&identifier::INSTANCES_EMPTY, &identifier::START_10]), required: &identifier::INSTANCES_REQUIRED),
            MANAGED_TAGS,
            EXECUTE,
            GROUP,
            NETWORK,
            OVERRIDES,
            PROPAGATE,
            REFERENCE,
            member!("startedBy", STARTED_BY, string!([&task::STARTED_BY_36, &task::STARTED_BY_CHARACTERS])),
            OWN_TAGS,
            TASK_DEFINITION.required(&common::REQUIRED),
            VOLUMES,
        ],
        &[&identifier::INSTANCES_CLUSTER],
    ),
};

/// `StopTask`.
pub static STOP_TASK: Operation = Operation {
    name: "StopTask",
    about: for_readers("Stops a task; if it belongs to a service, another one takes its place."),
    request: structure!(
        &[
            CLUSTER,
            TASK.required(&common::REQUIRED),
            member!("reason", "Why, for whoever looks at it later.", Value::TEXT),
        ],
        &[&identifier::TASK_CLUSTER],
    ),
};

const REASON: Value = string!([&task::REASON]);

const RUNTIME: Value = string!([&task::RUNTIME_ID]);

const BINDINGS: Value = list!(&NETWORK_BINDING, &[]);

static CONTAINER_STATE_CHANGE: Value = structure!(
    &[
        member!("containerName", "The container.", Value::TEXT),
        member!("imageDigest", "", Value::TEXT),
        member!("runtimeId", "", RUNTIME),
        member!("exitCode", "What it ended with.", Value::INTEGER),
        member!("networkBindings", "", BINDINGS),
        member!("reason", "Why.", REASON),
        member!("status", "What it is now.", Value::TEXT),
    ],
    &[],
);

static ATTACHMENT_STATE_CHANGE: Value = bare!(
    "attachmentArn" required => Value::TEXT,
    "status" required => Value::TEXT,
);

static MANAGED_AGENT_STATE_CHANGE: Value = bare!(
    "containerName" required => Value::TEXT,
    "managedAgentName" required => Value::words("ExecuteCommandAgent"),
    "status" required => Value::TEXT,
    "reason" => Value::TEXT,
);

/// `SubmitContainerStateChange`.
pub static SUBMIT_CONTAINER_STATE_CHANGE: Operation = Operation {
    name: "SubmitContainerStateChange",
    about: for_readers("Tells what became of a container; only agents use it."),
    request: structure!(
        &[
            CLUSTER,
            TASK,
            member!("containerName", "The container.", Value::TEXT),
            member!("runtimeId", "", RUNTIME),
            member!("status", "What it is now.", Value::TEXT),
            member!("exitCode", "What it ended with.", Value::INTEGER),
            member!("reason", "Why.", REASON),
            member!("networkBindings", "", BINDINGS),
        ],
        &[&identifier::TASK_CLUSTER],
    ),
};

/// `SubmitTaskStateChange`.
pub static SUBMIT_TASK_STATE_CHANGE: Operation = Operation {
    name: "SubmitTaskStateChange",
    about: for_readers("Tells what became of a task; only agents use it."),
    request: structure!(
        &[
            CLUSTER,
            TASK,
            member!("status", "What it is now.", Value::TEXT),
            member!("reason", "Why.", REASON),
            member!("containers", "What became of its containers.", list!(&CONTAINER_STATE_CHANGE, &[])),
            member!("attachments", "", list!(&ATTACHMENT_STATE_CHANGE, &[])),
            member!("managedAgents", "", list!(&MANAGED_AGENT_STATE_CHANGE, &[])),
            member!("pullStartedAt", "", Value::TIMESTAMP),
            member!("pullStoppedAt", "", Value::TIMESTAMP),
            member!("executionStoppedAt", "", Value::TIMESTAMP),
        ],
        &[&identifier::TASK_CLUSTER],
    ),
};

/// `UpdateTaskProtection`.
pub static UPDATE_TASK_PROTECTION: Operation = Operation {
    name: "UpdateTaskProtection",
    about: for_readers("Protects up to 10 tasks of services from being stopped for a scale-in or a deployment."),
    request: structure!(
        &[
            PROTECTED_CLUSTER,
            member!(
                "tasks",
                "The tasks, each by its ID or ARN.",
                list!(&TASK_ID, &[&task::PROTECTED_10]), required: &common::REQUIRED),
            member!("protectionEnabled", "Whether they are protected.", Value::BOOLEAN, required: &common::REQUIRED),
            member!(
                "expiresInMinutes",
                "For how long from now: 120 unless told otherwise.",
                integer!([range!(1, 2880)])
            ),
        ],
        &[&identifier::TASKS_CLUSTER],
    ),
};
