//! What a container has that nothing here acts upon. The members are documented by AWS.

use crate::model::member::{Value, bare, integer, list, range};

pub(super) static KEY_VALUE_PAIR: Value = bare!(
    "name" => Value::TEXT,
    "value" => Value::TEXT,
);

pub(super) static REPOSITORY_CREDENTIALS: Value = bare!(
    "credentialsParameter" required => Value::TEXT,
);

pub(super) static CONTAINER_RESTART_POLICY: Value = bare!(
    "enabled" required => Value::BOOLEAN,
    "ignoredExitCodes" => list!(&Value::INTEGER, &[]),
    "restartAttemptPeriod" => Value::INTEGER,
);

pub(super) static ENVIRONMENT_FILE: Value = bare!(
    "value" required => Value::TEXT,
    "type" required => Value::words("s3"),
);

pub(super) static MOUNT_POINT: Value = bare!(
    "sourceVolume" => Value::TEXT,
    "containerPath" => Value::TEXT,
    "readOnly" => Value::BOOLEAN,
);

pub(super) static VOLUME_FROM: Value = bare!(
    "sourceContainer" => Value::TEXT,
    "readOnly" => Value::BOOLEAN,
);

static KERNEL_CAPABILITIES: Value = bare!(
    "add" => Value::TEXTS,
    "drop" => Value::TEXTS,
);

static DEVICE: Value = bare!(
    "hostPath" required => Value::TEXT,
    "containerPath" => Value::TEXT,
    "permissions" => list!(&Value::words("mknod,read,write"), &[]),
);

static TMPFS: Value = bare!(
    "containerPath" required => Value::TEXT,
    "size" required => Value::INTEGER,
    "mountOptions" => Value::TEXTS,
);

pub(super) static LINUX_PARAMETERS: Value = bare!(
    "capabilities" => KERNEL_CAPABILITIES,
    "devices" => list!(&DEVICE, &[]),
    "initProcessEnabled" => Value::BOOLEAN,
    "sharedMemorySize" => Value::INTEGER,
    "tmpfs" => list!(&TMPFS, &[]),
    "maxSwap" => Value::INTEGER,
    "swappiness" => Value::INTEGER,
);

pub(super) static SECRET: Value = bare!(
    "name" required => Value::TEXT,
    "valueFrom" required => Value::TEXT,
);

pub(super) static CONTAINER_DEPENDENCY: Value = bare!(
    "containerName" required => Value::TEXT,
    "condition" required => Value::words("COMPLETE,HEALTHY,START,SUCCESS"),
);

pub(super) static HOST_ENTRY: Value = bare!(
    "hostname" required => Value::TEXT,
    "ipAddress" required => Value::TEXT,
);

pub(super) static ULIMIT: Value = bare!(
    "name" required => Value::words("core,cpu,data,fsize,locks,memlock,msgqueue,nice,nofile,nproc,rss,rtprio,rttime,sigpending,stack"),
    "softLimit" required => Value::INTEGER,
    "hardLimit" required => Value::INTEGER,
);

pub(super) static LOG_CONFIGURATION: Value = bare!(
    "logDriver" required => Value::words("awsfirelens,awslogs,fluentd,gelf,journald,json-file,splunk,syslog"),
    "options" => Value::TEXT_MAP,
    "secretOptions" => list!(&SECRET, &[]),
);

pub(super) static SYSTEM_CONTROL: Value = bare!(
    "namespace" => Value::TEXT,
    "value" => Value::TEXT,
);

static NVIDIA_MPS_ALLOCATION: Value = bare!(
    "memory" required => integer!([range!(1)]),
    "maxComputePercent" => integer!([range!(1, 100)]),
);

static SHARING_STRATEGY: Value = bare!(
    "nvidiaMps" => NVIDIA_MPS_ALLOCATION,
);

pub(super) static RESOURCE_REQUIREMENT: Value = bare!(
    "value" => Value::TEXT,
    "type" required => Value::words("GPU,InferenceAccelerator,NeuronDevice"),
    "sharingStrategy" => SHARING_STRATEGY,
);

pub(super) static FIRELENS_CONFIGURATION: Value = bare!(
    "type" required => Value::words("fluentbit,fluentd"),
    "options" => Value::TEXT_MAP,
);

pub(super) static NETWORK_BINDING: Value = bare!(
    "bindIP" => Value::TEXT,
    "containerPort" => Value::INTEGER,
    "hostPort" => Value::INTEGER,
    "protocol" => Value::words("tcp,udp"),
    "containerPortRange" => Value::TEXT,
    "hostPortRange" => Value::TEXT,
);
