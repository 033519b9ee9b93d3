//! `PutAttributes`.

use super::{Answer, ServiceException, TargetAttribute, lookup};
use crate::model::exception::Exception;
use crate::request::PutAttributes;
use crate::world::{Attribute, InstanceKey, InstanceStatus, World, is_custom};

/// How many attributes of the user's own a resource has at most (row `attribute-limit`).
const MOST_CUSTOM: usize = 10;

/// Creates or replaces attributes, all of them or none.
pub(super) fn put(world: &mut World, request: &PutAttributes) -> Result<Answer, ServiceException> {
    let mut targets = Targets::new(world, request.cluster.as_deref())?;
    let mut answer = Vec::new();
    for attribute in &request.attributes {
        let target = attribute.target_id.as_deref().unwrap_or_default();
        let (target_id, attributes) = targets.find(target)?;
        match attributes.iter_mut().find(|known| known.name == attribute.name) {
            Some(known) => known.value.clone_from(&attribute.value),
            None => {
                attributes.push(Attribute { name: attribute.name.clone(), value: attribute.value.clone() });
                let custom = attributes.iter().filter(|attribute| attribute.is_custom()).count();
                if custom > MOST_CUSTOM && is_custom(&attribute.name) {
                    return Err(too_many(&target_id, custom));
                }
            }
        }
        let (name, value) = (attribute.name.clone(), attribute.value.clone());
        answer.push(TargetAttribute { name, value, target_id });
    }
    for (key, attributes) in targets.done() {
        world.set_attributes(key, attributes);
    }
    Ok(Answer::Attributes { attributes: answer, next_token: None })
}

fn too_many(target_id: &str, custom: usize) -> ServiceException {
    let message = format!("{target_id} would have {custom} custom attributes, at most {MOST_CUSTOM} are allowed");
    ServiceException::new(Exception::AttributeLimitExceededException, message)
}

/// The attributes of the instances that a request names, as they will be.
pub(super) struct Targets<'w> {
    world: &'w World,
    cluster: &'w crate::world::Cluster,
    changed: Vec<(InstanceKey, Vec<Attribute>)>,
}

impl<'w> Targets<'w> {
    pub fn new(world: &'w World, cluster: Option<&str>) -> Result<Targets<'w>, ServiceException> {
        Ok(Targets { world, cluster: lookup::cluster(world, cluster)?, changed: Vec::new() })
    }

    /// The ARN of a target and what its attributes will be.
    pub fn find(&mut self, identifier: &str) -> Result<(String, &mut Vec<Attribute>), ServiceException> {
        let missing = || {
            let message = format!("Could not find {identifier}");
            ServiceException::new(Exception::TargetNotFoundException, message)
        };
        let instance = lookup::instance(self.world, self.cluster, identifier)
            .filter(|instance| instance.shown.status != InstanceStatus::Inactive)
            .ok_or_else(missing)?;
        let place = self.changed.iter().position(|(key, _)| *key == instance.key).unwrap_or(self.changed.len());
        if place == self.changed.len() {
            self.changed.push((instance.key, self.world.attributes(instance.shown.attributes).to_vec()));
        }
        let attributes = self.changed.get_mut(place).map(|(_, attributes)| attributes).ok_or_else(missing)?;
        Ok((self.world.instance_arn(instance), attributes))
    }

    /// What to write, once nothing can refuse any more.
    pub fn done(self) -> Vec<(InstanceKey, Vec<Attribute>)> {
        self.changed
    }
}
