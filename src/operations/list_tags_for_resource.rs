//! `ListTagsForResource`.

use super::{Answer, ServiceException, lookup};
use crate::model::exception::Exception;
use crate::request::ListTagsForResource;
use crate::world::World;

/// Lists the tags of a resource. ResourceNotFoundException is not declared for it (row `errors-tags`).
pub(super) fn list(world: &World, request: &ListTagsForResource) -> Result<Answer, ServiceException> {
    let resource = lookup::taggable(world, &request.resource_arn, Exception::InvalidParameterException)?;
    Ok(Answer::Tags(resource.tags().to_vec()))
}
