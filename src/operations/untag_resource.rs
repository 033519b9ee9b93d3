//! `UntagResource`.

use super::{Answer, ServiceException, lookup};
use crate::model::exception::Exception;
use crate::request::UntagResource;
use crate::world::World;

/// Removes tags by their keys; a key that is not there is passed over (row `tag-untag`).
pub(super) fn untag(world: &mut World, request: &UntagResource) -> Result<Answer, ServiceException> {
    let resource = lookup::taggable(world, &request.resource_arn, Exception::ResourceNotFoundException)?;
    let mut kept = resource.tags().to_vec();
    kept.retain(|tag| !request.tag_keys.contains(&tag.key));
    resource.write()(world, kept);
    Ok(Answer::Nothing)
}
