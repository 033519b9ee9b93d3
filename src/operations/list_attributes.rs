//! `ListAttributes`.

use super::{Answer, ServiceException, TargetAttribute, lookup, page};
use crate::request::ListAttributes;
use crate::world::World;

/// Lists attributes by instance, in the order of registration.
pub(super) fn list(world: &World, request: &ListAttributes) -> Result<Answer, ServiceException> {
    let after = page::after(request.next_token.as_deref())?;
    let cluster = lookup::cluster(world, request.cluster.as_deref())?;
    let wanted = |name: &str, value: Option<&str>| {
        request.attribute_name.as_deref().is_none_or(|wanted| wanted == name)
            && request.attribute_value.as_deref().is_none_or(|wanted| value == Some(wanted))
    };
    let mut page = page::Page::new(request.max_results, 100);
    let mut listed = Vec::new();
    'all: for instance in world.instances_of(cluster.key) {
        let Some(shown) = instance.read(world.now_ms()) else { continue };
        for (index, attribute) in (0_u64..).zip(world.attributes(shown.attributes)) {
            let place = u64::from(instance.key.number()) << 32 | index;
            if wanted(&attribute.name, attribute.value.as_deref()) && after.is_none_or(|after| place > after) {
                if !page.takes(place) {
                    break 'all;
                }
                let (name, value) = (attribute.name.clone(), attribute.value.clone());
                listed.push(TargetAttribute { name, value, target_id: world.instance_arn(instance) });
            }
        }
    }
    Ok(Answer::Attributes { attributes: listed, next_token: page.next_token() })
}
