//! `DeregisterContainerInstance`.

use super::{Answer, ServiceException, lifecycle, lookup};
use crate::model::exception::Exception;
use crate::request::DeregisterContainerInstance;
use crate::world::{
    Attachment, AttachmentStatus, Due, HostState, InstanceKey, InstanceStatus, StopCode, Task, TaskStatus, World,
};

/// Takes an instance out of its cluster: INACTIVE in the very answer (row
/// `status-deregister-empty`), or DEREGISTERING while its trunk interface goes.
pub fn deregister(world: &mut World, request: &DeregisterContainerInstance) -> Result<Answer, ServiceException> {
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let instance = lookup::one_instance(world, cluster, &request.container_instance)?;
    if instance.shown.status == InstanceStatus::Inactive {
        let message = format!("Container instance {} is inactive.", lookup::short_id(&request.container_instance));
        return Err(ServiceException::new(Exception::ClientException, message));
    }
    let literally = world.choice(5) > 0;
    let blocks = |task: &Task| !literally || task.status == TaskStatus::Running;
    let key = instance.key;
    if world.tasks_of(instance).any(blocks) && request.force != Some(true) {
        let message = "Found running tasks on the instance.";
        return Err(ServiceException::new(Exception::InvalidParameterException, message));
    }
    abandon(world, key);
    leave(world, key);
    Ok(Answer::ContainerInstance(key))
}

/// The tasks of an instance that is deregistered by force are STOPPED as ECS has it, while their
/// containers go on running on the host (row `status-deregister-force`).
fn abandon(world: &mut World, key: InstanceKey) {
    let Some(instance) = world.instance(key) else { return };
    let mut arns = Vec::new();
    for task in world.tasks_of(instance) {
        if task.times.started_ms > 0 && task.times.execution_stopped_ms == 0 {
            arns.push(world.task_arn(task));
        }
    }
    let host = instance.host;
    if world.host(host).is_some_and(|host| host.state == HostState::Running) {
        world.change_host(host, |host| host.orphans.extend(arns));
    }
    lifecycle::end_all(world, key, StopCode::UserInitiated, "Container instance deregistration forced by user");
}

/// An instance leaves its cluster, whoever wants it so. An agent learns of it soon after (assumption 7).
pub fn leave(world: &mut World, key: InstanceKey) {
    let Some(instance) = world.instance(key) else { return };
    let timings = world.options().timings.clone();
    let (connected, failed) =
        (instance.shown.agent_connected, instance.shown.status == InstanceStatus::RegistrationFailed);
    if instance.shown.status == InstanceStatus::Deregistering {
        return;
    }
    let trunk = instance.has_trunk() || failed;
    if connected {
        world.schedule(Due::Drop(key), timings.close_ms);
    }
    world.cancel(Due::Connectivity(key));
    world.cancel(Due::Reap(key));
    if trunk {
        world.change(key, |shown| {
            shown.status = InstanceStatus::Deregistering;
            shown.attachments.iter_mut().filter(|attachment| is_there(attachment)).for_each(|attachment| {
                attachment.status = AttachmentStatus::Detaching;
            });
        });
        world.schedule(Due::Trunk(key), timings.trunk_detach_ms);
    } else {
        world.change(key, |shown| shown.status = InstanceStatus::Inactive);
        world.cancel(Due::Trunk(key));
        world.schedule(Due::Forget(key), timings.inactive_ms);
    }
}

fn is_there(attachment: &Attachment) -> bool {
    !matches!(attachment.status, AttachmentStatus::Deleted | AttachmentStatus::Failed)
}
