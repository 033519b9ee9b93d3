//! Volumes, on which nothing here acts. The members are documented by AWS.

use super::TAGS;
use crate::model::member::{Value, bare, list};

static HOST_VOLUME_PROPERTIES: Value = bare!(
    "sourcePath" => Value::TEXT,
);

static DOCKER_VOLUME_CONFIGURATION: Value = bare!(
    "scope" => Value::words("shared,task"),
    "autoprovision" => Value::BOOLEAN,
    "driver" => Value::TEXT,
    "driverOpts" => Value::TEXT_MAP,
    "labels" => Value::TEXT_MAP,
);

static EFS_AUTHORIZATION_CONFIG: Value = bare!(
    "accessPointId" => Value::TEXT,
    "iam" => Value::words("DISABLED,ENABLED"),
);

static EFS_VOLUME_CONFIGURATION: Value = bare!(
    "fileSystemId" required => Value::TEXT,
    "rootDirectory" => Value::TEXT,
    "transitEncryption" => Value::words("DISABLED,ENABLED"),
    "transitEncryptionPort" => Value::INTEGER,
    "authorizationConfig" => EFS_AUTHORIZATION_CONFIG,
);

static S3_FILES_VOLUME_CONFIGURATION: Value = bare!(
    "fileSystemArn" required => Value::TEXT,
    "rootDirectory" => Value::TEXT,
    "transitEncryptionPort" => Value::INTEGER,
    "accessPointArn" => Value::TEXT,
);

static FSX_WINDOWS_FILE_SERVER_AUTHORIZATION_CONFIG: Value = bare!(
    "credentialsParameter" required => Value::TEXT,
    "domain" required => Value::TEXT,
);

static FSX_WINDOWS_FILE_SERVER_VOLUME_CONFIGURATION: Value = bare!(
    "fileSystemId" required => Value::TEXT,
    "rootDirectory" required => Value::TEXT,
    "authorizationConfig" required => FSX_WINDOWS_FILE_SERVER_AUTHORIZATION_CONFIG,
);

pub(super) static VOLUME: Value = bare!(
    "name" => Value::TEXT,
    "host" => HOST_VOLUME_PROPERTIES,
    "dockerVolumeConfiguration" => DOCKER_VOLUME_CONFIGURATION,
    "efsVolumeConfiguration" => EFS_VOLUME_CONFIGURATION,
    "s3filesVolumeConfiguration" => S3_FILES_VOLUME_CONFIGURATION,
    "fsxWindowsFileServerVolumeConfiguration" => FSX_WINDOWS_FILE_SERVER_VOLUME_CONFIGURATION,
    "configuredAtLaunch" => Value::BOOLEAN,
);

static EBS_TAG_SPECIFICATION: Value = bare!(
    "resourceType" required => Value::words("volume"),
    "tags" => TAGS,
    "propagateTags" => Value::words("NONE,SERVICE,TASK_DEFINITION"),
);

static TASK_MANAGED_EBS_VOLUME_TERMINATION_POLICY: Value = bare!(
    "deleteOnTermination" required => Value::BOOLEAN,
);

static TASK_MANAGED_EBS_VOLUME_CONFIGURATION: Value = bare!(
    "encrypted" => Value::BOOLEAN,
    "kmsKeyId" => Value::TEXT,
    "volumeType" => Value::TEXT,
    "sizeInGiB" => Value::INTEGER,
    "snapshotId" => Value::TEXT,
    "volumeInitializationRate" => Value::INTEGER,
    "iops" => Value::INTEGER,
    "throughput" => Value::INTEGER,
    "tagSpecifications" => list!(&EBS_TAG_SPECIFICATION, &[]),
    "roleArn" required => Value::TEXT,
    "terminationPolicy" => TASK_MANAGED_EBS_VOLUME_TERMINATION_POLICY,
    "filesystemType" => Value::words("ext3,ext4,ntfs,xfs"),
);

pub(super) static TASK_VOLUME_CONFIGURATION: Value = bare!(
    "name" required => Value::TEXT,
    "managedEBSVolume" => TASK_MANAGED_EBS_VOLUME_CONFIGURATION,
);

static SERVICE_MANAGED_EBS_VOLUME_CONFIGURATION: Value = bare!(
    "encrypted" => Value::BOOLEAN,
    "kmsKeyId" => Value::TEXT,
    "volumeType" => Value::TEXT,
    "sizeInGiB" => Value::INTEGER,
    "snapshotId" => Value::TEXT,
    "volumeInitializationRate" => Value::INTEGER,
    "iops" => Value::INTEGER,
    "throughput" => Value::INTEGER,
    "tagSpecifications" => list!(&EBS_TAG_SPECIFICATION, &[]),
    "roleArn" required => Value::TEXT,
    "filesystemType" => Value::words("ext3,ext4,ntfs,xfs"),
);

pub(super) static SERVICE_VOLUME_CONFIGURATION: Value = bare!(
    "name" required => Value::TEXT,
    "managedEBSVolume" => SERVICE_MANAGED_EBS_VOLUME_CONFIGURATION,
);
