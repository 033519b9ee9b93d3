//! `UntagResource`.

use super::{Answer, ServiceException, lookup};
use crate::model::exception::Exception;
use crate::request::UntagResource;
use crate::world::World;

/// Removes tags by their keys; a key that is not there is passed over (row `tag-untag`).
pub(super) fn untag(world: &mut World, request: &UntagResource) -> Result<Answer, ServiceException> {
    let resource = lookup::taggable(world, &request.resource_arn, Exception::ResourceNotFoundException)?;
    let kept = resource.tags().iter().filter(|tag| !request.tag_keys.contains(&tag.key)).cloned().collect();
    resource.write()(world, kept);
    Ok(Answer::Nothing)
}
