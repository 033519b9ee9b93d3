//! `TagResource`.

use super::{Answer, ServiceException, lookup};
use crate::model::exception::Exception;
use crate::request::{self, TagResource};
use crate::world::{Tag, World};

/// How many tags a resource has at most (row `tag-limits`).
const MOST_TAGS: usize = 50;

/// Adds tags to a resource; of one key the new value replaces the old (row `tag-merge`).
pub(super) fn tag(world: &mut World, request: &TagResource) -> Result<Answer, ServiceException> {
    let resource = lookup::taggable(world, &request.resource_arn, Exception::ResourceNotFoundException)?;
    let tags = merged(resource.tags(), &request.tags);
    if tags.len() > MOST_TAGS {
        let message = format!("a resource has at most {MOST_TAGS} tags, it would have {}", tags.len());
        return Err(ServiceException::new(Exception::LimitExceededException, message));
    }
    resource.write()(world, tags);
    Ok(Answer::Nothing)
}

/// The tags that a request has for something new.
pub(super) fn given(tags: &Option<Vec<request::Tag>>) -> Vec<Tag> {
    tags.as_deref().unwrap_or_default().iter().map(Tag::from).collect()
}

/// Tags with others put over them.
pub(super) fn merged(tags: &[Tag], added: &[request::Tag]) -> Vec<Tag> {
    let mut tags = tags.to_vec();
    for tag in added.iter().map(Tag::from) {
        match tags.iter_mut().find(|known| known.key == tag.key) {
            Some(known) => known.value = tag.value,
            None => tags.push(tag),
        }
    }
    tags
}
