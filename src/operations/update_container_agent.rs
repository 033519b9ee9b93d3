//! `UpdateContainerAgent`.

use super::{Answer, ServiceException, lookup};
use crate::model::exception::Exception;
use crate::model::version::Version;
use crate::request::UpdateContainerAgent;
use crate::world::{AgentUpdateStatus, Due, InstanceStatus, World};

/// Asks for an update of the agent (rows `update-…`). A disconnected agent's stays PENDING
/// until it is back (assumption 18).
pub(super) fn update(world: &mut World, request: &UpdateContainerAgent) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let instance = lookup::one_instance(world, cluster, &request.container_instance)?;
    if instance.shown.status == InstanceStatus::Inactive {
        let message = format!("Container instance {} is inactive.", lookup::short_id(&request.container_instance));
        return Err(ServiceException::new(Exception::ClientException, message));
    }
    if instance.shown.agent_update.is_some_and(AgentUpdateStatus::is_under_way) {
        let message = "Agent update is already in progress.";
        return Err(ServiceException::new(Exception::UpdateInProgressException, message));
    }
    let versions = world.version_info(instance.shown.version_info);
    let text = versions.and_then(|versions| versions.agent_version.as_deref());
    let Some(current) = text.and_then(Version::read) else {
        // The message is not known; the words say what the documentation says (assumption 19).
        let message = "Amazon ECS is unable to determine the current version of the Amazon ECS container agent on the container instance and does not have enough information to proceed with an update.";
        return Err(ServiceException::new(Exception::MissingVersionException, message));
    };
    let options = world.options();
    let at_least = |text: &str| Version::read(text).is_none_or(|version| current >= version);
    if at_least(&options.latest_agent_version) || !at_least(&options.oldest_updatable_agent_version) {
        let message = "There is no update available for your container agent.";
        return Err(ServiceException::new(Exception::NoUpdateAvailableException, message));
    }
    let (key, host) = (instance.key, instance.host);
    world.set_agent_update(key, AgentUpdateStatus::Pending);
    world.schedule(Due::Update(host), world.options().timings.update_accept_ms);
    Ok(Answer::ContainerInstance(key))
}
