//! The names of all members, which are numbers on the tape.

use crate::tape::{NameId, Names};

/// All of them, by name.
pub static NAMES: Names = TABLE;

const TABLE: Names = Names::new(&[
    "agentHash",
    "agentVersion",
    "attributeName",
    "attributeValue",
    "attributes",
    "base",
    "capacityProvider",
    "capacityProviders",
    "clientToken",
    "cloudWatchEncryptionEnabled",
    "cloudWatchLogGroupName",
    "cluster",
    "clusterName",
    "clusters",
    "configuration",
    "containerInstance",
    "containerInstanceArn",
    "containerInstances",
    "defaultCapacityProviderStrategy",
    "dockerVersion",
    "doubleValue",
    "effectiveSettings",
    "executeCommandConfiguration",
    "fargateEphemeralStorageKmsKeyId",
    "filter",
    "force",
    "id",
    "include",
    "instanceIdentityDocument",
    "instanceIdentityDocumentSignature",
    "integerValue",
    "key",
    "kmsKeyId",
    "logConfiguration",
    "logging",
    "longValue",
    "managedStorageConfiguration",
    "maxResults",
    "name",
    "namespace",
    "nextToken",
    "platformDevices",
    "principalArn",
    "resourceArn",
    "s3BucketName",
    "s3EncryptionEnabled",
    "s3KeyPrefix",
    "serviceConnectDefaults",
    "settings",
    "status",
    "stringSetValue",
    "tagKeys",
    "tags",
    "targetId",
    "targetType",
    "totalResources",
    "type",
    "value",
    "versionInfo",
    "weight",
]);

/// The number of a name. Does not compile for a name that the table lacks.
pub const fn id(name: &str) -> NameId {
    TABLE.id(name)
}
