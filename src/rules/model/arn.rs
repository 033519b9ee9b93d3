//! Identifiers: Amazon Resource Names and short IDs (rows `arn-…`).

/// The types of resources that an ARN here can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceType {
    /// `cluster/<name>`.
    Cluster,
    /// `container-instance/<id>`, or `container-instance/<cluster>/<id>` in the long format.
    ContainerInstance,
    /// `service/<name>`, or `service/<cluster>/<name>` in the long format.
    Service,
    /// `task/<id>`, or `task/<cluster>/<id>` in the long format.
    Task,
    /// `task-definition/<family>:<revision>`.
    TaskDefinition,
}

impl ResourceType {
    /// The word in the ARN.
    pub const fn name(self) -> &'static str {
        match self {
            ResourceType::Cluster => "cluster",
            ResourceType::ContainerInstance => "container-instance",
            ResourceType::Service => "service",
            ResourceType::Task => "task",
            ResourceType::TaskDefinition => "task-definition",
        }
    }
}

/// Which resources an identifier may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Those of one type, each also by its name or short ID.
    One(ResourceType),
    /// Those that take tags, each by its ARN only.
    Taggable,
}

impl Named {
    /// What follows the type in the ARN of such a resource; `None` for the word of any other type.
    pub fn shape(self, name: &str) -> Option<&'static Shape> {
        let right = match self {
            Named::One(resource) => resource.name() == name,
            Named::Taggable => true,
        };
        SHAPES.iter().find(|shape| right && shape.name == name)
    }
}

/// The partitions of AWS (row `arn-partitions`).
pub const PARTITIONS: [&str; 8] =
    ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"];

/// What follows a type of resource in its ARN.
#[derive(Debug)]
pub struct Shape {
    /// The word of the type.
    pub name: &'static str,
    /// How many parts follow it at least: without the cluster in the old format.
    pub least: usize,
    /// How many parts follow it in the long format.
    pub most: usize,
    /// Whether the last part ends with a colon and a number.
    pub revision: bool,
}

/// The resource types that take tags (rows `tag-resources`, `tag-long-arn`). Clusters and
/// container instances are among them, and all that [`ResourceType`] names.
pub const SHAPES: [Shape; 7] = [
    shape("capacity-provider", 1, 1),
    shape("cluster", 1, 1),
    shape("container-instance", 1, 2),
    shape("service", 1, 2),
    shape("task", 1, 2),
    Shape { revision: true, ..shape("task-definition", 1, 1) },
    shape("task-set", 3, 3),
];

const fn shape(name: &'static str, least: usize, most: usize) -> Shape {
    Shape { name, least, most, revision: false }
}

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
