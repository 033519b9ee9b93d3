//! Requests about clusters.

use super::{CLUSTER_ID, MAX_RESULTS, NEXT_TOKEN};
use crate::model::member::{Member, Operation, Value, integer, list, member, string, structure};
use crate::model::readers::for_readers;
use crate::model::rules::{common, identifier, setting};

use super::tag::TAGS;

const SETTING: Value = structure!(
    &[
        member!("name", "Always `containerInsights`.", string!([&setting::CLUSTER_SETTING])),
        member!(
            "value",
            "Whether Container Insights is on, and in which form.",
            string!([&setting::CLUSTER_SETTING_VALUE])
        ),
    ],
    &[],
);

const LOG_CONFIGURATION: Value = structure!(
    &[
        member!("cloudWatchLogGroupName", "The log group.", Value::TEXT),
        member!("cloudWatchEncryptionEnabled", "Whether the logs in CloudWatch are encrypted.", Value::BOOLEAN),
        member!("s3BucketName", "The bucket.", Value::TEXT),
        member!("s3EncryptionEnabled", "Whether the logs in the bucket are encrypted.", Value::BOOLEAN),
        member!("s3KeyPrefix", "The folder in the bucket.", Value::TEXT),
    ],
    &[],
);

const EXECUTE_COMMAND: Value = structure!(
    &[
        member!("kmsKeyId", "The key that encrypts what goes to and from the container.", Value::TEXT),
        member!(
            "logging",
            "Where the output goes; OVERRIDE asks for a log configuration.",
            string!([&setting::EXECUTE_COMMAND_LOGGING])
        ),
        member!("logConfiguration", "Where the output goes under OVERRIDE.", LOG_CONFIGURATION),
    ],
    &[],
);

const CONFIGURATION: Value = structure!(
    &[
        member!("executeCommandConfiguration", "How execute-command works in the cluster.", EXECUTE_COMMAND),
        member!(
            "managedStorageConfiguration",
            "The keys of storage that ECS manages.",
            structure!(
                &[
                    member!("kmsKeyId", "The key of data volumes.", Value::TEXT),
                    member!(
                        "fargateEphemeralStorageKmsKeyId",
                        "The key of the ephemeral storage of Fargate tasks.",
                        Value::TEXT
                    ),
                ],
                &[],
            )
        ),
    ],
    &[],
);

pub(super) static STRATEGY_ITEM: Value = structure!(
    &[
        member!("capacityProvider", "The capacity provider, by its name.", Value::TEXT, required: &common::REQUIRED),
        member!("weight", "Its share of the tasks.", integer!([&setting::STRATEGY_WEIGHT])),
        member!("base", "How many tasks it runs at least.", integer!([&setting::STRATEGY_BASE])),
    ],
    &[],
);

/// `CreateCluster`.
pub static CREATE_CLUSTER: Operation = Operation {
    name: "CreateCluster",
    about: for_readers("Creates a cluster; without a name, the cluster `default`."),
    request: structure!(
        &[
            member!("clusterName", "The name of the cluster.", string!([&identifier::CLUSTER_NAME])),
            member!("tags", "Tags of the cluster.", TAGS),
            member!("settings", "Whether Container Insights is on.", list!(&SETTING, &[])),
            member!("configuration", "Execute-command and storage of the cluster.", CONFIGURATION),
            member!("capacityProviders", "Capacity providers, by name.", list!(&Value::TEXT, &[])),
            member!(
                "defaultCapacityProviderStrategy",
                "How tasks are shared out among capacity providers unless a service says otherwise.",
                list!(&STRATEGY_ITEM, &[])
            ),
            member!(
                "serviceConnectDefaults",
                "The namespace of Service Connect unless a service says otherwise.",
                structure!(
                    &[
                        member!("namespace", "The Cloud Map namespace, by its name or ARN.", Value::TEXT, required: &common::REQUIRED)
                    ],
                    &[],
                )
            ),
        ],
        &[],
    ),
};

/// `DeleteCluster`.
pub static DELETE_CLUSTER: Operation = Operation {
    name: "DeleteCluster",
    about: for_readers("Deletes a cluster that has no instances, services or tasks."),
    request: structure!(
        &[member!("cluster", "The cluster, by its name or ARN.", CLUSTER_ID, required: &common::REQUIRED)],
        &[],
    ),
};

/// `DescribeClusters`.
pub static DESCRIBE_CLUSTERS: Operation = Operation {
    name: "DescribeClusters",
    about: for_readers("Describes up to 100 clusters."),
    request: structure!(
        &[
            member!(
                "clusters",
                "The clusters, each by its name or ARN; without any, the cluster `default`.",
                list!(&CLUSTER_ID, &[&identifier::CLUSTERS_100])
            ),
            member!("include", "What to describe besides.", list!(&string!([&identifier::CLUSTER_INCLUDE]), &[])),
        ],
        &[],
    ),
};

/// `ListClusters`.
pub static LIST_CLUSTERS: Operation = Operation {
    name: "ListClusters",
    about: for_readers("Lists the ARNs of clusters."),
    request: structure!(&[NEXT_TOKEN, MAX_RESULTS], &[]),
};
