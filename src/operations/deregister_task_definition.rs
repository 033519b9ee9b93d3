//! `DeregisterTaskDefinition`.

use super::describe_task_definition::missing;
use super::{Answer, ServiceException, lookup};
use crate::request::DeregisterTaskDefinition;
use crate::world::World;

/// Makes a revision INACTIVE; its tasks and services go on. One that is so already stays as it
/// is (assumption 84).
pub(super) fn deregister(world: &mut World, request: &DeregisterTaskDefinition) -> Result<Answer, ServiceException> {
    let key = lookup::definition(world, &request.task_definition).ok_or_else(missing)?.key;
    world.deregister_definition(key);
    Ok(Answer::TaskDefinition { key, tags: false })
}
