//! The `agentUpdateStatus` of a container instance (rows `update-…`). It is
//! absent until an update is asked for.

use super::{Move, legal, refused};
use crate::diagnostic::Evidence::{Agent, Assumed, Documented, Recorded};
use crate::model::exception::Exception::{
    self, MissingVersionException, NoUpdateAvailableException, UpdateInProgressException,
};

pub(super) const STATES: [&str; 6] = ["PENDING", "STAGING", "STAGED", "UPDATING", "UPDATED", "FAILED"];

const IN_PROGRESS: Option<Exception> = Some(UpdateInProgressException);
const NONE_AVAILABLE: Option<Exception> = Some(NoUpdateAvailableException);
const NO_VERSION: Option<Exception> = Some(MissingVersionException);

const UPDATE: &str = "UpdateContainerAgent";
const UPDATE_LATEST: &str = "UpdateContainerAgent of the latest agent, or of one too old for a way there";
const UPDATE_UNKNOWN: &str = "UpdateContainerAgent of an agent whose version is not known";
const NOT_TWICE: &str = "Agent update is already in progress.";
const NOTHING_NEWER: &str = "There is no update available for your container agent.";
const WHICH_VERSION: &str = "a build of one's own, or one without version information, cannot be updated";

pub(super) const MOVES: &[Move] = &[
    legal(
        None,
        "PENDING",
        UPDATE,
        "the request is accepted; the version in the response is still the old one",
        Recorded,
        "update-pending",
    ),
    legal(
        Some("PENDING"),
        "STAGING",
        "agent told to stage the update",
        "the agent downloads the new version",
        Documented,
        "update-staging",
    ),
    legal(
        Some("STAGING"),
        "STAGED",
        "download verified",
        "the new version is on the host and its checksum is right",
        Documented,
        "update-staged",
    ),
    legal(
        Some("STAGED"),
        "UPDATING",
        "agent told to perform the update",
        "the agent saves its state and exits, to be started anew",
        Documented,
        "update-updating",
    ),
    legal(
        Some("UPDATING"),
        "UPDATED",
        "new agent connected",
        "the new version runs and reports itself",
        Documented,
        "update-terminal",
    ),
    legal(
        Some("PENDING"),
        "FAILED",
        "agent refused the update",
        "updates are disabled on the host, which is the default outside the ECS-optimized AMI",
        Agent,
        "update-nack",
    ),
    legal(
        Some("STAGING"),
        "FAILED",
        "download failed",
        "the new version could not be downloaded in time, or its checksum is wrong",
        Agent,
        "update-nack",
    ),
    legal(
        Some("STAGED"),
        "FAILED",
        "agent refused the update",
        "the agent no longer has the download, or a newer update took its place",
        Agent,
        "update-nack",
    ),
    legal(
        Some("UPDATING"),
        "FAILED",
        "new agent did not start",
        "the new version could not be started in place of the old one",
        Documented,
        "update-updating",
    ),
    legal(
        Some("UPDATED"),
        "PENDING",
        UPDATE,
        "a finished update does not stand in the way of the next",
        Assumed(59),
        "update-terminal",
    ),
    legal(
        Some("FAILED"),
        "PENDING",
        UPDATE,
        "a failed update does not stand in the way of the next",
        Assumed(59),
        "update-terminal",
    ),
    refused(Some("PENDING"), "PENDING", UPDATE, NOT_TWICE, IN_PROGRESS, Documented, "update-in-progress"),
    refused(Some("STAGING"), "PENDING", UPDATE, NOT_TWICE, IN_PROGRESS, Documented, "update-in-progress"),
    refused(Some("STAGED"), "PENDING", UPDATE, NOT_TWICE, IN_PROGRESS, Documented, "update-in-progress"),
    refused(Some("UPDATING"), "PENDING", UPDATE, NOT_TWICE, IN_PROGRESS, Documented, "update-in-progress"),
    refused(None, "PENDING", UPDATE_LATEST, NOTHING_NEWER, NONE_AVAILABLE, Documented, "update-none-available"),
    refused(None, "PENDING", UPDATE_UNKNOWN, WHICH_VERSION, NO_VERSION, Documented, "update-missing-version"),
    refused(
        Some("UPDATED"),
        "PENDING",
        UPDATE_LATEST,
        NOTHING_NEWER,
        NONE_AVAILABLE,
        Documented,
        "update-none-available",
    ),
    refused(
        Some("UPDATED"),
        "PENDING",
        UPDATE_UNKNOWN,
        WHICH_VERSION,
        NO_VERSION,
        Documented,
        "update-missing-version",
    ),
    refused(
        Some("FAILED"),
        "PENDING",
        UPDATE_LATEST,
        NOTHING_NEWER,
        NONE_AVAILABLE,
        Documented,
        "update-none-available",
    ),
    refused(Some("FAILED"), "PENDING", UPDATE_UNKNOWN, WHICH_VERSION, NO_VERSION, Documented, "update-missing-version"),
];
