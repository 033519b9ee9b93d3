//! The token buckets that requests share, per account and Region (rows `bucket-…`).

/// Requests that share a bucket.
#[derive(Debug)]
pub struct Bucket {
    /// What it is called here.
    pub name: &'static str,
    /// How many tokens it holds.
    pub burst: u64,
    /// How many come back in a second.
    pub refill_per_second: u64,
    /// The operations that take from it, a token a request.
    pub operations: &'static [&'static str],
}

/// All buckets.
pub static BUCKETS: [Bucket; 14] = [
    Bucket {
        name: "cluster resource modify",
        burst: 100,
        refill_per_second: 40,
        operations: &[
            "DeleteAttributes",
            "DeregisterContainerInstance",
            "PutAttributes",
            "RunTask",
            "StartTask",
            "StopTask",
            "UpdateContainerAgent",
            "UpdateContainerInstancesState",
        ],
    },
    Bucket {
        name: "cluster resource read",
        burst: 100,
        refill_per_second: 20,
        operations: &[
            "DescribeContainerInstances",
            "DescribeTasks",
            "ListAttributes",
            "ListContainerInstances",
            "ListTasks",
        ],
    },
    Bucket {
        name: "agent modify",
        burst: 200,
        refill_per_second: 120,
        operations: &[
            "RegisterContainerInstance",
            "DiscoverPollEndpoint",
            "SubmitContainerStateChange",
            "SubmitTaskStateChange",
        ],
    },
    Bucket { name: "cluster modify", burst: 20, refill_per_second: 1, operations: &["CreateCluster", "DeleteCluster"] },
    Bucket {
        name: "cluster read",
        burst: 50,
        refill_per_second: 20,
        operations: &["DescribeClusters", "ListClusters"],
    },
    Bucket {
        name: "task definition modify",
        burst: 20,
        refill_per_second: 1,
        operations: &["DeregisterTaskDefinition", "RegisterTaskDefinition"],
    },
    Bucket {
        name: "task definition read",
        burst: 50,
        refill_per_second: 20,
        operations: &["DescribeTaskDefinition", "ListTaskDefinitionFamilies", "ListTaskDefinitions"],
    },
    Bucket {
        name: "service modify",
        burst: 50,
        refill_per_second: 5,
        operations: &["CreateService", "DeleteService", "UpdateService"],
    },
    Bucket {
        name: "service read",
        burst: 100,
        refill_per_second: 20,
        operations: &["DescribeServices", "ListServices"],
    },
    Bucket {
        name: "task protection",
        burst: 200,
        refill_per_second: 80,
        operations: &["GetTaskProtection", "UpdateTaskProtection"],
    },
    Bucket { name: "tag modify", burst: 20, refill_per_second: 10, operations: &["TagResource", "UntagResource"] },
    Bucket { name: "tag read", burst: 50, refill_per_second: 20, operations: &["ListTagsForResource"] },
    Bucket {
        name: "setting modify",
        burst: 10,
        refill_per_second: 1,
        operations: &["DeleteAccountSetting", "PutAccountSetting", "PutAccountSettingDefault"],
    },
    Bucket { name: "setting read", burst: 50, refill_per_second: 20, operations: &["ListAccountSettings"] },
];

/// The number of the bucket that an operation takes from.
pub fn bucket_of(operation: &str) -> Option<usize> {
    BUCKETS.iter().position(|bucket| bucket.operations.contains(&operation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::operations::OPERATIONS;

    #[test]
    fn every_operation_has_one_bucket() {
        for operation in OPERATIONS {
            let buckets = BUCKETS.iter().filter(|bucket| bucket.operations.contains(&operation.name)).count();
            assert_eq!(buckets, 1, "{}", operation.name);
        }
    }
}
