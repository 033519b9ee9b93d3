//! Task definitions and their containers.

use super::STATIC;
use crate::diagnostic::{Evidence, Severity};
use crate::model::charset::Charset;
use crate::model::exception::Exception;
use crate::model::names::id;
use crate::model::readers::for_readers;
use crate::model::rule::{Check, Rule, Size};

/// What all recorded refusals of a task definition have in common (row `msg-container-name`
/// and those below it); the others are taken to have it too (assumption 102).
const REFUSED: Rule = Rule { exception: Some(Exception::ClientException), ..STATIC };

/// The words of such a refusal are the service's.
const RECORDED: Rule = Rule { evidence: Evidence::Recorded, ..REFUSED };

/// The name of a family.
pub static FAMILY: Rule = Rule {
    id: "family-name",
    sentence: for_readers("a family's name has 1 to 255 letters, digits, - and _"),
    check: Check::Name { blank_elsewhere: false },
    message: "{shown} is not the name of a family",
    source: "op-register-task-definition",
    ..REFUSED
};

const NONE_RULE: Rule = Rule {
    id: "containers-empty",
    sentence: for_readers("a task definition has a container"),
    check: Check::Items { min: 1, max: u32::MAX },
    message: "Container list cannot be empty.",
    source: "msg-containers-empty",
    ..RECORDED
};
/// An empty list of containers.
pub static CONTAINERS_EMPTY: Rule = NONE_RULE;
/// No list at all.
pub static CONTAINERS_REQUIRED: Rule = Rule { check: Check::Required, ..NONE_RULE };

/// How many containers.
pub static CONTAINERS_10: Rule = Rule {
    id: "containers-10",
    sentence: for_readers("a task definition has at most 10 containers"),
    check: Check::Items { min: 0, max: 10 },
    message: "Too many containers.",
    source: "msg-containers-10",
    ..RECORDED
};

/// No name twice.
pub static CONTAINERS_UNIQUE: Rule = Rule {
    id: "container-unique",
    sentence: for_readers("no two containers of a task have the same name"),
    check: Check::Unique(id("name")),
    message: "the container {shown} is already at index {other}",
    evidence: Evidence::Assumed(102),
    source: "assumption-102",
    ..REFUSED
};

/// Somebody has to keep the task running.
pub static ESSENTIAL: Rule = Rule {
    id: "container-essential",
    sentence: for_readers("a task has at least one container that is essential, as all are unless told otherwise"),
    check: Check::EssentialContainer,
    message: "no container is essential",
    source: "op-register-task-definition",
    ..REFUSED
};

const NAME_RULE: Rule = Rule {
    id: "container-name",
    sentence: for_readers("a container has a name"),
    check: Check::NotBlank,
    message: "Container.name should not be null or empty.",
    source: "msg-container-name",
    ..RECORDED
};
/// An empty name.
pub static NAME_BLANK: Rule = NAME_RULE;
/// No name at all.
pub static NAME_REQUIRED: Rule = Rule { check: Check::Required, ..NAME_RULE };

/// What a name is made of.
pub static NAME_CHARACTERS: Rule = Rule {
    id: "container-name-characters",
    sentence: for_readers("a container's name has at most 255 letters, digits, - and _"),
    check: Check::Name { blank_elsewhere: true },
    message: "Container.name contains invalid characters.",
    source: "msg-container-name-characters",
    ..RECORDED
};

const IMAGE_RULE: Rule = Rule {
    id: "container-image",
    sentence: for_readers("a container has an image"),
    check: Check::NotBlank,
    message: "Container.image should not be null or empty.",
    source: "msg-container-image",
    ..RECORDED
};
/// An empty image.
pub static IMAGE_BLANK: Rule = IMAGE_RULE;
/// No image at all.
pub static IMAGE_REQUIRED: Rule = Rule { check: Check::Required, ..IMAGE_RULE };

/// What the name of an image is made of.
pub static IMAGE_CHARACTERS: Rule = Rule {
    id: "container-image-characters",
    sentence: for_readers("an image is named by letters, digits and - _ : . / # @"),
    check: Check::Charset(Charset::Image),
    message: "Container.image contains invalid characters.",
    source: "msg-image-characters",
    ..RECORDED
};

/// How little memory Docker takes.
pub static LITTLE_MEMORY: Rule = Rule {
    id: "container-little-memory",
    sentence: for_readers("Docker starts no container with less than 6 MiB of memory"),
    check: Check::Range { min: 6, max: i64::MAX },
    severity: Severity::Warning,
    exception: None,
    message: "Docker starts no container with less than 6 MiB of memory, and old versions none with less than 4",
    source: "op-container-memory",
    ..STATIC
};

/// A hard limit is not below the soft one.
pub static MEMORY_ABOVE_RESERVATION: Rule = Rule {
    id: "container-reservation",
    sentence: for_readers("a container's memory is not less than its memoryReservation"),
    check: Check::MemoryAboveReservation,
    message: "memoryReservation is more than memory",
    source: "op-container-memory",
    ..REFUSED
};

/// Memory has to come from somewhere.
pub static MEMORY: Rule = Rule {
    id: "container-memory",
    sentence: for_readers("a container has memory or memoryReservation, unless its task has memory"),
    check: Check::ContainerMemory,
    message: "Invalid setting for container '{value}'. At least one of 'memory' or 'memoryReservation' must be specified.",
    source: "msg-container-memory",
    ..RECORDED
};

/// A container is part of its task.
pub static MEMORY_WITHIN_TASK: Rule = Rule {
    id: "container-memory-within-task",
    sentence: for_readers("a container has no more memory than its task"),
    check: Check::ContainerMemoryWithinTask,
    message: "The 'memory' setting for container '{value}' is greater than for the task.",
    source: "msg-container-memory-task",
    ..RECORDED
};

/// And all together are.
pub static CPU_WITHIN_TASK: Rule = Rule {
    id: "container-cpu-within-task",
    sentence: for_readers("the containers have no more CPU together than their task"),
    check: Check::ContainerCpuWithinTask,
    message: "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
    source: "msg-container-cpu-task",
    ..RECORDED
};

/// The CPU of a task.
pub static TASK_CPU: Rule = Rule {
    id: "task-cpu",
    sentence: for_readers("a task's cpu is text of 128 to 196608 CPU units, or of virtual processors such as 1 vCPU"),
    check: Check::TaskSize(Size::Cpu),
    message: "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
    source: "msg-task-cpu",
    ..REFUSED
};

/// The memory of a task.
pub static TASK_MEMORY: Rule = Rule {
    id: "task-memory",
    sentence: for_readers("a task's memory is text of MiB, or of GiB such as 1 GB"),
    check: Check::TaskSize(Size::Memory),
    message: "{shown} tells no memory",
    source: "op-task-size",
    ..REFUSED
};

const HOST_PORTS: Rule = Rule {
    id: "host-port",
    sentence: for_readers(
        "in the network modes awsvpc and host a hostPort is left out, or the same as its containerPort",
    ),
    message: "When networkMode={value}, the host ports and container ports in port mappings must match.",
    help: Some("leave hostPort out"),
    source: "msg-host-ports",
    ..RECORDED
};
/// Ports of a task with an interface of its own.
pub static AWSVPC_PORTS: Rule = Rule { check: Check::HostPorts("awsvpc"), ..HOST_PORTS };
/// Ports of a task on the host's interface.
pub static HOST_MODE_PORTS: Rule =
    Rule { check: Check::HostPorts("host"), evidence: Evidence::Assumed(105), source: "assumption-105", ..HOST_PORTS };

/// Constraints that a definition can have.
pub static CONSTRAINT_TYPE: Rule = Rule {
    id: "definition-constraint-type",
    sentence: for_readers("a placement constraint of a task definition is of the type memberOf"),
    check: Check::OneOf(&["memberOf"]),
    message: "constraint.type '{value}' is not supported.",
    help: Some("put distinctInstance into RunTask or the service"),
    source: "msg-constraint-type",
    ..RECORDED
};
