//! The `status` of a container instance (rows `status-…`).

use super::{Move, legal, refused};
use crate::diagnostic::Evidence::{Assumed, Documented, Emulator, Recorded};
use crate::model::exception::Exception::{self, ClientException, InvalidParameterException};

pub(super) const STATES: [&str; 6] =
    ["REGISTERING", "REGISTRATION_FAILED", "ACTIVE", "DRAINING", "DEREGISTERING", "INACTIVE"];

const CLIENT: Option<Exception> = Some(ClientException);
const PARAMETER: Option<Exception> = Some(InvalidParameterException);

const REGISTER: &str = "RegisterContainerInstance";
const REGISTER_AGAIN: &str = "RegisterContainerInstance with its ARN";
const DEREGISTER: &str = "DeregisterContainerInstance";
const DEREGISTER_TRUNK: &str = "DeregisterContainerInstance, with a trunk interface";
const TERMINATE: &str = "EC2 instance terminated";
const TO_DRAINING: &str = "UpdateContainerInstancesState DRAINING";
const TO_ACTIVE: &str = "UpdateContainerInstancesState ACTIVE";

const IN_BETWEEN: &str =
    "an instance that is being registered or deregistered, or failed to register, has no state to set";
const TRUNK_GOES: &str = "its trunk interface is taken away first";
const FINAL: &str = "deregistering is final: the host has to register as a new instance";

pub(super) const MOVES: &[Move] = &[
    legal(
        None,
        "ACTIVE",
        REGISTER,
        "without ENI trunking an instance is active as soon as it is registered",
        Documented,
        "status-register-active",
    ),
    legal(
        None,
        "REGISTERING",
        "RegisterContainerInstance with awsvpcTrunking on",
        "its trunk interface is set up first, on types that support it and with an agent that knows it",
        Documented,
        "status-register-trunk",
    ),
    legal(
        Some("REGISTERING"),
        "ACTIVE",
        "trunk interface attached",
        "the attribute ecs.awsvpc-trunk-id appears",
        Documented,
        "status-trunk-attached",
    ),
    legal(
        Some("REGISTERING"),
        "REGISTRATION_FAILED",
        "trunk interface failed",
        "EC2 could not make the interface: a shared subnet, resource-name DNS, or an error that statusReason quotes",
        Recorded,
        "status-trunk-failed",
    ),
    legal(
        Some("REGISTRATION_FAILED"),
        "DEREGISTERING",
        DEREGISTER,
        "what there is of the trunk interface is taken away",
        Documented,
        "status-failed-deregister",
    ),
    legal(
        Some("REGISTRATION_FAILED"),
        "INACTIVE",
        TERMINATE,
        "the host and its interfaces are gone",
        Documented,
        "status-failed-deregister",
    ),
    legal(
        Some("ACTIVE"),
        "DRAINING",
        TO_DRAINING,
        "no task is placed on it any more, and those of services move elsewhere",
        Documented,
        "status-drain",
    ),
    legal(
        Some("DRAINING"),
        "ACTIVE",
        TO_ACTIVE,
        "it takes tasks again, at any time; tasks that were told to stop still stop",
        Documented,
        "status-activate",
    ),
    legal(Some("ACTIVE"), "ACTIVE", TO_ACTIVE, "it is active already: nothing changes", Emulator, "status-idempotent"),
    legal(
        Some("DRAINING"),
        "DRAINING",
        TO_DRAINING,
        "it is draining already: nothing changes",
        Emulator,
        "status-idempotent",
    ),
    legal(
        Some("ACTIVE"),
        "INACTIVE",
        DEREGISTER,
        "no task runs on it, or force was given",
        Recorded,
        "status-deregister-empty",
    ),
    legal(
        Some("DRAINING"),
        "INACTIVE",
        DEREGISTER,
        "no task runs on it, or force was given",
        Recorded,
        "status-deregister-empty",
    ),
    refused(
        Some("ACTIVE"),
        "INACTIVE",
        "DeregisterContainerInstance without force while tasks run",
        "Found running tasks on the instance.",
        PARAMETER,
        Recorded,
        "status-deregister-tasks",
    ),
    refused(
        Some("DRAINING"),
        "INACTIVE",
        "DeregisterContainerInstance without force while tasks run",
        "Found running tasks on the instance.",
        PARAMETER,
        Recorded,
        "status-deregister-tasks",
    ),
    legal(Some("REGISTERING"), "DEREGISTERING", DEREGISTER, TRUNK_GOES, Assumed(76), "assumption-76"),
    legal(Some("ACTIVE"), "DEREGISTERING", DEREGISTER_TRUNK, TRUNK_GOES, Documented, "status-deregister-trunk"),
    legal(Some("DRAINING"), "DEREGISTERING", DEREGISTER_TRUNK, TRUNK_GOES, Documented, "status-deregister-trunk"),
    legal(
        Some("DEREGISTERING"),
        "INACTIVE",
        "trunk interface removed",
        "nothing is left to take away",
        Documented,
        "status-deregister-trunk",
    ),
    legal(
        Some("ACTIVE"),
        "INACTIVE",
        TERMINATE,
        "an instance whose agent was connected is deregistered by itself",
        Documented,
        "status-terminate-connected",
    ),
    legal(
        Some("DRAINING"),
        "INACTIVE",
        TERMINATE,
        "an instance whose agent was connected is deregistered by itself",
        Documented,
        "status-terminate-connected",
    ),
    legal(
        Some("ACTIVE"),
        "ACTIVE",
        "EC2 instance terminated while its agent was disconnected",
        "nobody tells ECS: it stays active without an agent until it is deregistered",
        Documented,
        "status-terminate-disconnected",
    ),
    legal(
        Some("ACTIVE"),
        "ACTIVE",
        "EC2 instance stopped or started",
        "its agent disconnects and comes back under the same ARN; its tasks stop",
        Documented,
        "status-stop",
    ),
    legal(
        Some("ACTIVE"),
        "ACTIVE",
        REGISTER_AGAIN,
        "a known ARN is registered again; resources and capabilities are updated",
        Documented,
        "status-start",
    ),
    legal(
        Some("DRAINING"),
        "DRAINING",
        REGISTER_AGAIN,
        "registering again does not end a drain",
        Assumed(16),
        "assumption-16",
    ),
    refused(Some("REGISTERING"), "DRAINING", TO_DRAINING, IN_BETWEEN, None, Assumed(1), "status-refused-transitional"),
    refused(Some("REGISTERING"), "ACTIVE", TO_ACTIVE, IN_BETWEEN, None, Assumed(1), "status-refused-transitional"),
    refused(
        Some("DEREGISTERING"),
        "DRAINING",
        TO_DRAINING,
        IN_BETWEEN,
        None,
        Assumed(1),
        "status-refused-transitional",
    ),
    refused(Some("DEREGISTERING"), "ACTIVE", TO_ACTIVE, IN_BETWEEN, None, Assumed(1), "status-refused-transitional"),
    refused(
        Some("REGISTRATION_FAILED"),
        "DRAINING",
        TO_DRAINING,
        IN_BETWEEN,
        None,
        Assumed(1),
        "status-refused-transitional",
    ),
    refused(
        Some("REGISTRATION_FAILED"),
        "ACTIVE",
        TO_ACTIVE,
        IN_BETWEEN,
        None,
        Assumed(1),
        "status-refused-transitional",
    ),
    refused(Some("INACTIVE"), "DRAINING", TO_DRAINING, FINAL, None, Assumed(1), "status-refused-inactive"),
    refused(Some("INACTIVE"), "ACTIVE", REGISTER_AGAIN, FINAL, CLIENT, Recorded, "status-inactive-final"),
    refused(Some("INACTIVE"), "ACTIVE", TO_ACTIVE, FINAL, None, Assumed(1), "status-refused-inactive"),
    refused(Some("INACTIVE"), "INACTIVE", DEREGISTER, FINAL, CLIENT, Assumed(4), "assumption-4"),
];
