//! Identifiers: Amazon Resource Names and short IDs (rows `arn-…`).

/// The types of resources that an ARN here can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceType {
    /// `cluster/<name>`.
    Cluster,
    /// `container-instance/<id>`, or `container-instance/<cluster>/<id>` in the long format.
    ContainerInstance,
}

impl ResourceType {
    /// The word in the ARN.
    pub const fn name(self) -> &'static str {
        match self {
            ResourceType::Cluster => "cluster",
            ResourceType::ContainerInstance => "container-instance",
        }
    }

    /// How few and how many parts follow the type.
    pub const fn parts(self) -> (usize, usize) {
        match self {
            ResourceType::Cluster => (1, 1),
            ResourceType::ContainerInstance => (1, 2),
        }
    }
}

/// The partitions of AWS (row `arn-partitions`).
pub const PARTITIONS: [&str; 8] =
    ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/// A resource type that takes tags, and how many parts follow it in the long format (rows `tag-resources`, `tag-long-arn`).
#[derive(Debug)]
pub struct Taggable {
    /// The word in the ARN.
    pub name: &'static str,
    /// How many parts follow it in the long format.
    pub parts: usize,
}

/// The resource types that take tags.
pub const TAGGABLE: [Taggable; 7] = [
    Taggable { name: "capacity-provider", parts: 1 },
    Taggable { name: "cluster", parts: 1 },
    Taggable { name: "container-instance", parts: 2 },
    Taggable { name: "service", parts: 2 },
    Taggable { name: "task", parts: 2 },
    Taggable { name: "task-definition", parts: 1 },
    Taggable { name: "task-set", parts: 3 },
];

/// The lengths of a short ID: 32 hexadecimal digits, or a UUID with its dashes (row `arn-id-length`).
pub const SHORT_ID_LENGTHS: [usize; 2] = [32, 36];

/// The text of an ARN, cut at its colons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, …
    pub partition: &'a str,
    /// `ecs`.
    pub service: &'a str,
    /// `eu-west-1`, …
    pub region: &'a str,
    /// Twelve digits.
    pub account: &'a str,
    /// What follows the fifth colon.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Cuts an ARN; `None` if it does not have six parts.
    pub fn cut(text: &'a str) -> Option<Arn<'a>> {
        let mut parts = text.splitn(6, ':');
        let (_arn, partition, service) = (parts.next()?, parts.next()?, parts.next()?);
        let (region, account, resource) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Arn { partition, service, region, account, resource })
    }

    /// The word before the first slash.
    pub fn resource_type(self) -> &'a str {
        self.resource.split('/').next().unwrap_or_default()
    }

    /// The parts after the type.
    pub fn resource_parts(self) -> impl Iterator<Item = &'a str> {
        self.resource.split('/').skip(1)
    }
}

/// Whether a text means to be an ARN.
pub fn is_arn(text: &str) -> bool {
    text.starts_with("arn:")
}
