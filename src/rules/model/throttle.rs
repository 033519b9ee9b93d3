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
pub static BUCKETS: [Bucket; 9] = [
    Bucket {
        name: "cluster resource modify",
        burst: 100,
        refill_per_second: 40,
        operations: &[
            "DeleteAttributes",
            "DeregisterContainerInstance",
            "PutAttributes",
            "UpdateContainerAgent",
            "UpdateContainerInstancesState",
        ],
    },
    Bucket {
        name: "cluster resource read",
        burst: 100,
        refill_per_second: 20,
        operations: &["DescribeContainerInstances", "ListAttributes", "ListContainerInstances"],
    },
    Bucket {
        name: "agent modify",
        burst: 200,
        refill_per_second: 120,
        operations: &["RegisterContainerInstance", "DiscoverPollEndpoint"],
    },
    Bucket { name: "cluster modify", burst: 20, refill_per_second: 1, operations: &["CreateCluster", "DeleteCluster"] },
    Bucket {
        name: "cluster read",
        burst: 50,
        refill_per_second: 20,
        operations: &["DescribeClusters", "ListClusters"],
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
