//! What a rule is.

use super::arn::{Named, ResourceType};
use super::charset::Charset;
use super::exception::Exception;
use super::readers::ForReaders;
use crate::diagnostic::{Evidence, Severity};
use crate::tape::NameId;

/// What the text of a task's size tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// CPU units, or virtual processors with the word `vCPU`.
    Cpu,
    /// MiB, or GiB with the word `GB`.
    Memory,
}

/// One rule. The same rule may stand at several places of several requests.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable, kebab case.
    pub id: &'static str,
    /// The rule in one sentence.
    pub sentence: ForReaders,
    /// What it looks at.
    pub check: Check,
    /// When the service gets to it.
    pub stage: Stage,
    /// Whether the service refuses.
    pub severity: Severity,
    /// The exception that answers.
    pub exception: Option<Exception>,
    /// The message, with places to fill: `{value}` the text as sent, `{shown}` the
    /// value for a person, `{count}` and `{other}` as the check says.
    pub message: &'static str,
    /// The way out.
    pub help: Option<&'static str>,
    /// How the rule is known.
    pub evidence: Evidence,
    /// The row of the fact sheet.
    pub source: &'static str,
}

/// When the service gets to a rule (row `order-stages`). Of several problems it
/// answers with the one of the earliest stage; in a stage the order of the shape decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A value that no client can send: there is no answer at all.
    Unsendable,
    /// The text is not JSON.
    Syntax,
    /// Types of JSON values.
    Types,
    /// What can be told from one value or one request.
    Static,
    /// An identifier against the `cluster` of its request.
    Mismatch,
}

/// What a rule looks at. Lengths count Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The type of the JSON value. `{other}`: the type expected.
    Type,
    /// The member is there.
    Required,
    /// What is judged while the tape is written or walked, not by looking at one value.
    Walk,
    /// The member is not looked at, so giving it is worth a word.
    NotLookedAt,
    /// Text of so many characters. `{count}`: how many there are.
    Length {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// Text of these characters only. `{other}`: the first other one.
    Charset(Charset),
    /// No space at either end.
    NoSpaceAtEnds,
    /// Text that begins with none of these, in any letter case.
    NotPrefixed(&'static [&'static str]),
    /// Text that is not empty.
    NotBlank,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A name as clusters, services, families and containers have: `^[a-zA-Z0-9\-_]{1,255}$`.
    Name {
        /// Whether another rule refuses the empty text.
        blank_elsewhere: bool,
    },
    /// The text, where it is not an ARN, is such a name. An empty one is left to `NotBlank`
    /// if `blank_elsewhere`.
    NameOrArn {
        /// Whether another rule refuses the empty text.
        blank_elsewhere: bool,
    },
    /// A task definition: its family, `family:revision`, or its ARN.
    TaskDefinition,
    /// One that has a revision.
    TaskDefinitionRevision,
    /// The CPU or memory of a task, as text.
    TaskSize(Size),
    /// An ARN or identifier has as many parts as the type of resource asks.
    ArnParts(Named),
    /// An ARN that has them has no empty one.
    ArnPartsFilled(Named),
    /// The cluster in an ARN that has them has a cluster's name. `{value}`: the name it has.
    ArnCluster(Named),
    /// An ARN names such a resource. `{other}`: the type it names.
    ArnType(Named),
    /// The ARN is one of ECS, with a partition, an account and a resource.
    ArnForm {
        /// Whether text that does not begin like an ARN is refused too.
        always: bool,
    },
    /// A short ID of 32 or 36 characters. An empty text is left to `NotBlank` if `blank_elsewhere`.
    IdLength {
        /// Whose ID it is.
        of: ResourceType,
        /// Whether another rule refuses the empty text.
        blank_elsewhere: bool,
    },
    /// The ARN has the long format, with the cluster in it.
    ArnLong(Named),
    /// JSON text of a structure, or no text.
    JsonText,
    /// Text of the base64 alphabet.
    Base64,
    /// A whole number in this range.
    Range {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// So many items. `{count}`: how many there are.
    Items {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// No two items with the same text in this member. `{other}`: the index of the one before.
    Unique(NameId),
    /// At most so many attributes outside the service's own prefixes. `{count}`: how many there are.
    CustomAttributes {
        /// The most.
        max: u32,
    },
    /// The member, where given, comes with another one.
    Needs {
        /// The member that may not stand alone.
        member: NameId,
        /// The one it needs.
        other: NameId,
    },
    /// The text, where there is any, comes with that of another member. Empty text is none.
    NeedsText {
        /// The member that may not stand alone.
        member: NameId,
        /// The one it needs.
        other: NameId,
    },
    /// Where another member has this word, the member is given or is not.
    Where {
        /// The other member.
        other: NameId,
        /// The word.
        word: &'static str,
        /// Whether the word counts for said where the other member is missing.
        by_default: bool,
        /// The member.
        member: NameId,
        /// Whether it is to be there.
        given: bool,
    },
    /// The member is given without any of these.
    Alone {
        /// The member.
        member: NameId,
        /// The ones it does not go with.
        others: &'static [NameId],
    },
    /// A service whose tasks ECS or CodeDeploy replaces has a task definition.
    ServiceTaskDefinition,
    /// Not both percentages of a deployment are 100.
    BothHundred {
        /// Whether one of them is so by default.
        by_default: bool,
    },
    /// The maximum of a daemon's deployment is at most 100.
    DaemonHundred,
    /// What tasks are spread over or packed by is known. `{value}`: the strategy.
    StrategyField,
    /// The hard limit of a container's memory is not below the soft one.
    MemoryAboveReservation,
    /// Some container is essential.
    EssentialContainer,
    /// A container has memory of its own where its task has none. `{value}`: the container.
    ContainerMemory,
    /// A container has no more memory than its task. `{value}`: the container.
    ContainerMemoryWithinTask,
    /// The containers have no more CPU together than their task.
    ContainerCpuWithinTask,
    /// Without a bridge a container's port is the host's. `{value}`: the network mode.
    HostPorts(&'static str),
    /// A short `targetId` comes with `targetType`.
    TargetNeedsType,
    /// A resource whose name is known has the type that goes with it. `{other}`: that type.
    ResourceKnownType,
    /// The resource has the value member that its type asks for. `{other}`: that member.
    ResourceValue,
    /// The resource has no other value member that says anything. `{other}`: the member its type asks for.
    ResourceOtherValue,
    /// A number of a resource is not negative.
    ResourceNotNegative,
    /// Ports are decimal numbers from 0 to 65535.
    ResourcePorts,
    /// At most so many reserved ports. `{count}`: how many there are.
    ResourcePortCount {
        /// The most.
        max: u32,
    },
    /// The value of an account setting is one that the setting takes. `{other}`: those values.
    SettingValue,
    /// A long-format ARN in this member names the cluster of the request.
    /// `{value}`: the cluster in the ARN, `{other}`: the one of the request.
    SameCluster {
        /// The member with the identifier or the list of them.
        member: NameId,
    },
    /// The same, for the `targetId` of each attribute.
    SameClusterAsTargets,
}
