//! `DescribeTaskDefinition`.

use super::{Answer, ServiceException, lookup};
use crate::model::exception::Exception;
use crate::request::DescribeTaskDefinition;
use crate::world::World;

/// Describes a task definition, a deregistered one too if its revision is named.
pub(super) fn describe(world: &World, request: &DescribeTaskDefinition) -> Result<Answer, ServiceException> {
    let known = lookup::definition(world, &request.task_definition).ok_or_else(missing)?;
    let tags = lookup::asks(&request.include, "TAGS");
    Ok(Answer::TaskDefinition { key: known.key, tags })
}

/// Row `msg-definition-unknown`.
pub(super) fn missing() -> ServiceException {
    ServiceException::new(Exception::ClientException, "Unable to describe task definition.")
}
