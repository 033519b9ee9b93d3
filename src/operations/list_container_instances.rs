//! `ListContainerInstances`.

use super::{Answer, ServiceException, lookup, page};
use crate::model::exception::Exception;
use crate::query;
use crate::request::ListContainerInstances;
use crate::world::{InstanceKey, InstanceStatus, World};

/// Lists instances in the order of registration: all but the INACTIVE ones, or those of
/// one status (row `list-default`), that a statement of the query language holds for.
pub(super) fn list(world: &World, request: &ListContainerInstances) -> Result<Answer, ServiceException> {
    let filter = match request.filter.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) => Some(query::parse(text).map_err(|error| {
            let message = format!("filter: {} at character {}", error.message, error.position + 1);
            ServiceException::new(Exception::InvalidParameterException, message)
        })?),
        None => None,
    };
    let after = page::after(request.next_token.as_deref())?;
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let status = request.status.as_deref().and_then(InstanceStatus::from_word);
    let after = after.and_then(|after| u32::try_from(after).ok()).map(InstanceKey::from_number);
    let keys = match after {
        Some(after) => cluster.instances_after(after),
        None => cluster.instances(),
    };
    let mut page = page::Page::new(request.max_results, 100);
    let mut arns = Vec::new();
    for instance in world.instances_by(keys) {
        let Some(shown) = instance.read(world.now_ms()) else { continue };
        let wanted = status.is_none_or(|status| status == shown.status)
            && filter.as_ref().is_none_or(|filter| filter.matches(&world.subject(instance, shown)));
        if wanted {
            if !page.takes(u64::from(instance.key.number())) {
                break;
            }
            arns.push(world.instance_arn(instance));
        }
    }
    Ok(Answer::Arns { member: "containerInstanceArns", arns, next_token: page.next_token() })
}
