//! Container instances.

use super::claim::{Claims, Room};
use super::cluster::{ClusterKey, Tag};
use super::health::Health;
use super::host::HostKey;
use super::set::SetId;
use super::task::TaskKey;
use crate::stored::stored;

/// Names a container instance, by the order of registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InstanceKey(pub(super) u32);

stored!(struct InstanceKey(0));

impl InstanceKey {
    /// The number, for the token of a page.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The instance of a number; there need not be one.
    pub fn from_number(number: u32) -> InstanceKey {
        InstanceKey(number)
    }
}

/// The `status` of a container instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstanceStatus {
    /// Its trunk interface is being made.
    Registering,
    /// Its trunk interface could not be made.
    RegistrationFailed,
    /// It takes tasks.
    Active,
    /// It takes no tasks, and those of services leave.
    Draining,
    /// Its trunk interface is being taken away.
    Deregistering,
    /// It is no more.
    Inactive,
}

stored!(enum InstanceStatus {
    0 => Registering, 1 => RegistrationFailed, 2 => Active, 3 => Draining, 4 => Deregistering, 5 => Inactive,
});

impl InstanceStatus {
    /// All of them, each at its number.
    pub const ALL: [InstanceStatus; 6] = [
        InstanceStatus::Registering,
        InstanceStatus::RegistrationFailed,
        InstanceStatus::Active,
        InstanceStatus::Draining,
        InstanceStatus::Deregistering,
        InstanceStatus::Inactive,
    ];

    /// The word on the wire, and in the lifecycle.
    pub const fn word(self) -> &'static str {
        match self {
            InstanceStatus::Registering => "REGISTERING",
            InstanceStatus::RegistrationFailed => "REGISTRATION_FAILED",
            InstanceStatus::Active => "ACTIVE",
            InstanceStatus::Draining => "DRAINING",
            InstanceStatus::Deregistering => "DEREGISTERING",
            InstanceStatus::Inactive => "INACTIVE",
        }
    }

    /// The status of a word.
    pub fn from_word(word: &str) -> Option<InstanceStatus> {
        InstanceStatus::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// How far an update of the agent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentUpdateStatus {
    /// Accepted.
    Pending,
    /// The agent downloads.
    Staging,
    /// The download is verified.
    Staged,
    /// The agent restarts as the new version.
    Updating,
    /// The new version runs.
    Updated,
    /// It did not work.
    Failed,
}

stored!(enum AgentUpdateStatus { 0 => Pending, 1 => Staging, 2 => Staged, 3 => Updating, 4 => Updated, 5 => Failed });

impl AgentUpdateStatus {
    /// The word on the wire, and in the lifecycle.
    pub const fn word(self) -> &'static str {
        match self {
            AgentUpdateStatus::Pending => "PENDING",
            AgentUpdateStatus::Staging => "STAGING",
            AgentUpdateStatus::Staged => "STAGED",
            AgentUpdateStatus::Updating => "UPDATING",
            AgentUpdateStatus::Updated => "UPDATED",
            AgentUpdateStatus::Failed => "FAILED",
        }
    }

    /// Whether a new update is refused meanwhile (row `update-in-progress`).
    pub const fn is_under_way(self) -> bool {
        !matches!(self, AgentUpdateStatus::Updated | AgentUpdateStatus::Failed)
    }
}

/// The format of an ARN, decided when the resource is made (row `arn-which`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArnFormat {
    /// With the cluster, and 32 hexadecimal digits.
    Long,
    /// Without the cluster, and with a UUID.
    Short,
}

stored!(enum ArnFormat { 0 => Long, 1 => Short });

/// `versionInfo`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionInfo {
    /// Such as `1.105.1`.
    pub agent_version: Option<String>,
    /// The commit.
    pub agent_hash: Option<String>,
    /// Such as `DockerVersion: 25.0.14`.
    pub docker_version: Option<String>,
}

stored!(struct VersionInfo { agent_version, agent_hash, docker_version });

/// Something attached to an instance: its trunk interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The bits of its UUID.
    pub id: u128,
    /// How far it is.
    pub status: AttachmentStatus,
    /// Name and value.
    pub details: Vec<(String, String)>,
}

stored!(struct Attachment { id, status, details });

/// How far an attachment is (row `instance-attachments`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentStatus {
    /// It is to be made.
    Precreated,
    /// It is being attached.
    Attaching,
    /// It is attached.
    Attached,
    /// It is being taken away.
    Detaching,
    /// It is gone.
    Deleted,
    /// It could not be made.
    Failed,
}

stored!(enum AttachmentStatus {
    0 => Precreated, 1 => Attaching, 2 => Attached, 3 => Detaching, 4 => Deleted, 5 => Failed,
});

impl AttachmentStatus {
    /// The word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            AttachmentStatus::Precreated => "PRECREATED",
            AttachmentStatus::Attaching => "ATTACHING",
            AttachmentStatus::Attached => "ATTACHED",
            AttachmentStatus::Detaching => "DETACHING",
            AttachmentStatus::Deleted => "DELETED",
            AttachmentStatus::Failed => "FAILED",
        }
    }
}

/// What answers and events show of an instance, and state-change events report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// `status`.
    pub status: InstanceStatus,
    /// `statusReason`.
    pub status_reason: Option<String>,
    /// `agentConnected`.
    pub agent_connected: bool,
    /// `versionInfo`.
    pub version_info: SetId,
    /// `agentUpdateStatus`.
    pub agent_update: Option<AgentUpdateStatus>,
    /// `attributes`.
    pub attributes: SetId,
    /// `registeredResources`.
    pub registered: SetId,
    /// `attachments`.
    pub attachments: Vec<Attachment>,
    /// What tasks hold of it, and how many there are.
    pub claims: Claims,
    /// `version`: raised with each event.
    pub version: u64,
    /// `updatedAt` of events.
    pub updated_ms: u64,
}

stored!(struct Shown {
    status, status_reason, agent_connected, version_info, agent_update, attributes, registered, attachments,
    claims, version, updated_ms,
});

/// A container instance.
#[derive(Clone, Debug)]
pub struct ContainerInstance {
    /// Its number.
    pub key: InstanceKey,
    /// Its cluster.
    pub cluster: ClusterKey,
    /// Its identifier.
    pub id: u128,
    /// How its ARN is written.
    pub format: ArnFormat,
    /// Its host.
    pub host: HostKey,
    /// `ec2InstanceId`.
    pub ec2_instance_id: Option<String>,
    /// The EC2 type that it registered with.
    pub instance_type: Option<String>,
    /// `registeredAt`.
    pub registered_ms: u64,
    /// What answers and events show.
    pub shown: Shown,
    /// Its health.
    pub health: Health,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Its tasks that are not STOPPED, in the order of creation.
    pub tasks: Vec<TaskKey>,
    /// What it has for tasks in all.
    pub room: Room,
    /// Since when its status is what it is.
    pub status_since_ms: u64,
    /// Since when the agent is disconnected.
    pub disconnected_ms: Option<u64>,
    /// Whether it can be described; an INACTIVE one for about an hour.
    pub remembered: bool,
    /// What late reads still show, and until when; `None` inside where nothing was there yet.
    pub(super) before: Option<Box<(u64, Option<Shown>)>>,
}

stored!(struct ContainerInstance {
    key, cluster, id, format, host, ec2_instance_id, instance_type, registered_ms, shown, health, tags,
    tasks, room, status_since_ms, disconnected_ms, remembered, before,
});

impl ContainerInstance {
    /// What a read shows now: where reads are late, perhaps what was before, or nothing.
    pub fn read(&self, now_ms: u64) -> Option<&Shown> {
        match self.before.as_deref() {
            Some((until_ms, before)) if now_ms < *until_ms => before.as_ref(),
            _ => Some(&self.shown),
        }
    }

    /// Whether an interface of its own is attached or being so.
    pub fn has_trunk(&self) -> bool {
        let gone = [AttachmentStatus::Deleted, AttachmentStatus::Failed];
        self.shown.attachments.iter().any(|attachment| !gone.contains(&attachment.status))
    }
}

/// What an instance is registered with.
#[derive(Debug)]
pub struct NewInstance {
    /// Its cluster.
    pub cluster: ClusterKey,
    /// Its host.
    pub host: HostKey,
    /// How its ARN is written.
    pub format: ArnFormat,
    /// REGISTERING or ACTIVE.
    pub status: InstanceStatus,
    /// `ec2InstanceId`.
    pub ec2_instance_id: Option<String>,
    /// The EC2 type.
    pub instance_type: Option<String>,
    /// `versionInfo`.
    pub version_info: VersionInfo,
    /// `attributes`.
    pub attributes: Vec<super::Attribute>,
    /// `registeredResources`.
    pub resources: Vec<super::Resource>,
    /// `attachments`.
    pub attachments: Vec<Attachment>,
    /// Its tags.
    pub tags: Vec<Tag>,
}
