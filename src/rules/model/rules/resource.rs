//! Resources and devices of a container instance at registration.

use super::STATIC;
use crate::diagnostic::{Evidence, Severity};
use crate::model::exception::Exception;
use crate::model::names::id;
use crate::model::readers::for_readers;
use crate::model::rule::{Check, Rule};
use crate::tape::NameId;

const ASSUMED: Rule = Rule { evidence: Evidence::Assumed(53), source: "assumption-53", ..STATIC };

/// The resources whose values are ports (row `resource-ports`).
pub const PORT_RESOURCES: [&str; 2] = ["PORTS", "PORTS_UDP"];

/// The types of the resources that the agent registers and the service knows (rows `resource-cpu`
/// to `resource-gpu`).
pub const KNOWN_TYPES: [(&str, &str); 6] = [
    ("CPU", "INTEGER"),
    ("GPU", "STRINGSET"),
    ("MEMORY", "INTEGER"),
    ("NEURON_CORES", "STRINGSET"),
    ("PORTS", "STRINGSET"),
    ("PORTS_UDP", "STRINGSET"),
];

/// Which member carries the value of each type of resource (row `resource-members`).
pub const VALUE_MEMBERS: [(&str, NameId); 4] = [
    ("DOUBLE", id("doubleValue")),
    ("INTEGER", id("integerValue")),
    ("LONG", id("longValue")),
    ("STRINGSET", id("stringSetValue")),
];

/// A resource has a name.
pub static NAME_REQUIRED: Rule = NAME_RULE;
/// One that is not empty.
pub static NAME_BLANK: Rule = Rule { check: Check::NotBlank, ..NAME_RULE };
const NAME_RULE: Rule = Rule {
    id: "resource-name",
    sentence: for_readers("a resource has a name"),
    check: Check::Required,
    message: "a resource must have a name",
    help: Some("the agent sends CPU, MEMORY, PORTS and PORTS_UDP"),
    ..ASSUMED
};

/// A resource has a type.
pub static TYPE_REQUIRED: Rule = Rule {
    id: "resource-type",
    sentence: for_readers("a resource has a type"),
    check: Check::Required,
    message: "a resource must have a type",
    help: Some("INTEGER, DOUBLE, LONG or STRINGSET"),
    ..ASSUMED
};

/// The types there are.
pub static TYPE: Rule = Rule {
    id: "resource-type-enum",
    sentence: for_readers("the type of a resource is INTEGER, DOUBLE, LONG or STRINGSET"),
    check: Check::OneOf(&["DOUBLE", "INTEGER", "LONG", "STRINGSET"]),
    message: "type should be one of [DOUBLE,INTEGER,LONG,STRINGSET]",
    source: "resource-members",
    ..STATIC
};

/// A name that everybody knows goes with its type.
pub static KNOWN_TYPE: Rule = Rule {
    id: "resource-known-type",
    sentence: for_readers(
        "CPU and MEMORY are of type INTEGER; PORTS, PORTS_UDP, GPU and NEURON_CORES are of type STRINGSET",
    ),
    check: Check::ResourceKnownType,
    message: "the resource {shown} is of type {other}",
    ..ASSUMED
};

/// The value is where the type says.
pub static VALUE: Rule = Rule {
    id: "resource-value",
    sentence: for_readers(
        "a resource has the value that its type asks for: integerValue, doubleValue, longValue or stringSetValue",
    ),
    check: Check::ResourceValue,
    message: "a resource of type {value} must have {other}",
    ..ASSUMED
};

/// Nothing is said anywhere else.
pub static OTHER_VALUE: Rule = Rule {
    id: "resource-other-value",
    sentence: for_readers("a value that does not fit the type of its resource is not looked at"),
    check: Check::ResourceOtherValue,
    severity: Severity::Warning,
    exception: None,
    message: "a resource of type {value} is read from {other}: this value is not looked at",
    ..ASSUMED
};

/// No negative amounts.
pub static NOT_NEGATIVE: Rule = Rule {
    id: "resource-negative",
    sentence: for_readers("the amount of a resource is not negative"),
    check: Check::ResourceNotNegative,
    message: "the amount of a resource must not be negative, got {shown}",
    help: Some("is ECS_RESERVED_MEMORY larger than the memory of the host?"),
    ..ASSUMED
};

/// No name twice.
pub static UNIQUE: Rule = Rule {
    id: "resource-unique",
    sentence: for_readers("no two resources have the same name"),
    check: Check::Unique(id("name")),
    message: "the resource {shown} is already at index {other}",
    ..ASSUMED
};

/// Ports are ports.
pub static PORTS: Rule = Rule {
    id: "resource-port",
    sentence: for_readers("the values of PORTS and PORTS_UDP are port numbers from 0 to 65535"),
    check: Check::ResourcePorts,
    message: "{shown} is not a port from 0 to 65535",
    ..ASSUMED
};

/// How many reserved ports.
pub static PORT_COUNT: Rule = Rule {
    id: "resource-port-count",
    sentence: for_readers("a container instance has at most 100 reserved ports of a protocol"),
    check: Check::ResourcePortCount { max: 100 },
    severity: Severity::Warning,
    exception: None,
    message: "{count} reserved ports, a container instance can have at most 100",
    evidence: Evidence::Documented,
    source: "resource-port-limit",
    ..STATIC
};

/// A device that can be told from others.
pub static DEVICE_ID: Rule = Rule {
    id: "device-id",
    sentence: for_readers("the ID of a platform device is not empty"),
    check: Check::NotBlank,
    message: "the ID of a platform device must not be empty",
    help: Some("the UUID of a GPU, or the index of a Neuron device"),
    ..ASSUMED
};

/// The kinds of devices.
pub static DEVICE_TYPE: Rule = Rule {
    id: "device-type",
    sentence: for_readers("a platform device is a GPU or a NEURON_DEVICE"),
    check: Check::OneOf(&["GPU", "NEURON_DEVICE"]),
    message: "type should be one of [GPU,NEURON_DEVICE]",
    source: "request-platform-devices",
    ..STATIC
};

const IDENTITY: Rule = Rule {
    exception: Some(Exception::ClientException),
    message: "The identity document and identity document signature were not valid",
    evidence: Evidence::Assumed(56),
    source: "msg-identity",
    ..STATIC
};

/// The identity document can be read.
pub static IDENTITY_DOCUMENT: Rule = Rule {
    id: "identity-document",
    sentence: for_readers(
        "the instance identity document is the JSON text that the instance metadata service gives, or empty",
    ),
    check: Check::JsonText,
    help: Some("send the text of http://169.254.169.254/latest/dynamic/instance-identity/document unchanged"),
    ..IDENTITY
};

/// The signature can be read.
pub static IDENTITY_SIGNATURE: Rule = Rule {
    id: "identity-signature",
    sentence: for_readers("the signature of the instance identity document is base64 text"),
    check: Check::Base64,
    help: Some("send the text of http://169.254.169.254/latest/dynamic/instance-identity/signature unchanged"),
    ..IDENTITY
};

/// A document without its signature proves nothing.
pub static IDENTITY_DOCUMENT_ALONE: Rule = Rule {
    id: "identity-pair",
    sentence: for_readers("an instance identity document and its signature come together; empty text is none"),
    check: Check::NeedsText { member: id("instanceIdentityDocument"), other: id("instanceIdentityDocumentSignature") },
    help: Some("send both, or neither"),
    ..IDENTITY
};

/// A signature without its document signs nothing.
pub static IDENTITY_SIGNATURE_ALONE: Rule = Rule {
    id: "identity-pair",
    sentence: for_readers("an instance identity document and its signature come together; empty text is none"),
    check: Check::NeedsText { member: id("instanceIdentityDocumentSignature"), other: id("instanceIdentityDocument") },
    help: Some("send both, or neither"),
    ..IDENTITY
};
