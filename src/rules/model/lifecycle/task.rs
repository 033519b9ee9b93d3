//! The `lastStatus` of a task (rows `stop-…`): a ladder that is climbed down only.

use super::{Move, legal};
use crate::diagnostic::Evidence::Documented;

pub(super) const STATES: [&str; 9] = [
    "PROVISIONING",
    "PENDING",
    "ACTIVATING",
    "RUNNING",
    "DEACTIVATING",
    "STOPPING",
    "DEPROVISIONING",
    "STOPPED",
    "DELETED",
];

const STOP_ASKED: &str = "desiredStatus STOPPED";
const EXITED: &str = "essential container exited";
const NOT_PULLED: &str = "image could not be pulled";
const HOST_GONE: &str = "host stopped, terminated or deregistered by force";

pub(super) const MOVES: &[Move] = &[
    row(None, "PROVISIONING", "placed, awsvpc network mode", "its network interface is made first"),
    row(None, "PENDING", "placed, other network modes", "the agent has it and pulls its images"),
    row(Some("PROVISIONING"), "PENDING", "network interface attached", "the agent has it and pulls its images"),
    row(Some("PROVISIONING"), "DEPROVISIONING", STOP_ASKED, "it is given up before its containers were made"),
    row(Some("PENDING"), "ACTIVATING", "containers started", "it is registered with load balancers and the like"),
    row(Some("PENDING"), "RUNNING", "containers started", "there is nothing to register it with"),
    row(Some("PENDING"), "STOPPED", STOP_ASKED, "it is given up before its containers were started"),
    row(Some("PENDING"), "DEPROVISIONING", STOP_ASKED, "its network interface goes before it is stopped"),
    row(Some("PENDING"), "STOPPED", NOT_PULLED, "it failed to start"),
    row(Some("PENDING"), "DEPROVISIONING", NOT_PULLED, "it failed to start; its network interface is still there"),
    row(Some("ACTIVATING"), "RUNNING", "registered", "load balancers know it"),
    row(Some("ACTIVATING"), "DEACTIVATING", STOP_ASKED, "it is taken out of load balancers first"),
    row(Some("ACTIVATING"), "STOPPED", EXITED, "its containers are gone, and nothing else is left"),
    row(Some("ACTIVATING"), "DEPROVISIONING", EXITED, "its containers are gone; its network interface is still there"),
    row(
        Some("RUNNING"),
        "DEACTIVATING",
        STOP_ASKED,
        "it is taken out of its load balancer, which takes the deregistration delay",
    ),
    row(Some("RUNNING"), "STOPPING", STOP_ASKED, "without a load balancer its containers get SIGTERM at once"),
    row(Some("RUNNING"), "DEPROVISIONING", EXITED, "its containers are gone; its network interface is still there"),
    row(Some("RUNNING"), "STOPPED", EXITED, "its containers are gone, and nothing else is left"),
    row(
        Some("DEACTIVATING"),
        "STOPPING",
        "deregistration delay over",
        "its containers get SIGTERM, and SIGKILL after their stopTimeout",
    ),
    row(Some("DEACTIVATING"), "STOPPED", EXITED, "its containers ended before they were asked to"),
    row(Some("DEACTIVATING"), "DEPROVISIONING", EXITED, "its containers ended before they were asked to"),
    row(
        Some("STOPPING"),
        "DEPROVISIONING",
        "containers stopped, awsvpc network mode",
        "its network interface is taken away",
    ),
    row(Some("STOPPING"), "STOPPED", "containers stopped", "its resources are free again"),
    row(Some("DEPROVISIONING"), "STOPPED", "network interface detached", "its resources are free again"),
    row(Some("PROVISIONING"), "STOPPED", HOST_GONE, "ECS does not wait for the host"),
    row(Some("PENDING"), "STOPPED", HOST_GONE, "ECS does not wait for the host"),
    row(Some("ACTIVATING"), "STOPPED", HOST_GONE, "ECS does not wait for the host"),
    row(Some("RUNNING"), "STOPPED", HOST_GONE, "ECS does not wait for the host"),
    row(Some("DEACTIVATING"), "STOPPED", HOST_GONE, "ECS does not wait for the host"),
    row(Some("STOPPING"), "STOPPED", HOST_GONE, "ECS does not wait for the host"),
    row(Some("DEPROVISIONING"), "STOPPED", HOST_GONE, "ECS does not wait for the host"),
    row(Some("STOPPED"), "DELETED", "an hour or more later", "stopped tasks are shown for at least an hour"),
];

const fn row(from: Option<&'static str>, to: &'static str, trigger: &'static str, reason: &'static str) -> Move {
    legal(from, to, trigger, reason, Documented, "stop-ladder")
}
