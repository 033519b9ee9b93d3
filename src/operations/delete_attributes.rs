//! `DeleteAttributes`.

use super::put_attributes::Targets;
use super::{Answer, ServiceException, TargetAttribute};
use crate::request::DeleteAttributes;
use crate::world::World;

/// Deletes attributes by their names; the value is not looked at, and a name that is not
/// there is passed over (row `attribute-delete`).
pub(super) fn delete(world: &mut World, request: &DeleteAttributes) -> Result<Answer, ServiceException> {
    let mut targets = Targets::new(world, request.cluster.as_deref())?;
    let mut answer = Vec::new();
    for attribute in &request.attributes {
        let target = attribute.target_id.as_deref().unwrap_or_default();
        let (target_id, attributes) = targets.find(target)?;
        if let Some(index) = attributes.iter().position(|known| known.name == attribute.name) {
            let known = attributes.remove(index);
            answer.push(TargetAttribute { name: known.name, value: known.value, target_id });
        }
    }
    for (key, attributes) in targets.done() {
        world.set_attributes(key, attributes);
    }
    Ok(Answer::Attributes { attributes: answer, next_token: None })
}
