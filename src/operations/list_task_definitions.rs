//! `ListTaskDefinitions` and `ListTaskDefinitionFamilies`.

use super::{Answer, ServiceException, page};
use crate::request::{ListTaskDefinitionFamilies, ListTaskDefinitions};
use crate::world::{Family, TaskDefinition, World};

/// Lists revisions by family and number: those that are ACTIVE unless asked otherwise.
pub(super) fn list(world: &World, request: &ListTaskDefinitions) -> Result<Answer, ServiceException> {
    let after = page::after(request.next_token.as_deref())?;
    let active = request.status.as_deref().unwrap_or("ACTIVE") == "ACTIVE";
    let family = request.family_prefix.as_deref();
    let mut listed: Vec<&TaskDefinition> = Vec::new();
    for (_, known) in by_name(world) {
        if family.is_none_or(|wanted| wanted == known.name) {
            listed.extend(known.revisions.iter().filter_map(|key| world.definition(*key)));
        }
    }
    if request.sort.as_deref() == Some("DESC") {
        listed.reverse();
    }
    let mut page = page::Page::new(request.max_results, 100);
    let mut arns = Vec::new();
    let mut behind = after.is_none();
    for definition in listed.into_iter().filter(|definition| definition.active == active) {
        let number = u64::from(definition.key.number());
        if behind {
            if !page.takes(number) {
                break;
            }
            arns.push(world.definition_arn(definition));
        }
        behind |= after == Some(number);
    }
    Ok(Answer::Arns { member: "taskDefinitionArns", arns, next_token: page.next_token() })
}

/// Lists families by name: those with an ACTIVE revision, those without, or all.
pub(super) fn families(world: &World, request: &ListTaskDefinitionFamilies) -> Result<Answer, ServiceException> {
    let after = page::after(request.next_token.as_deref())?;
    let prefix = request.family_prefix.as_deref().unwrap_or_default();
    let wanted = |family: &Family| {
        let active = family.revisions.iter().any(|key| world.definition(*key).is_some_and(|known| known.active));
        let status = match request.status.as_deref() {
            Some("ALL") => true,
            Some("INACTIVE") => !active,
            _ => active,
        };
        status && family.name.starts_with(prefix)
    };
    let mut page = page::Page::new(request.max_results, 100);
    let mut names = Vec::new();
    let mut behind = after.is_none();
    for (place, family) in by_name(world) {
        if behind && wanted(family) {
            if !page.takes(place) {
                break;
            }
            names.push(family.name.clone());
        }
        behind |= after == Some(place);
    }
    Ok(Answer::Arns { member: "families", arns: names, next_token: page.next_token() })
}

/// All families by their names, each with its place in the order of creation.
fn by_name(world: &World) -> Vec<(u64, &Family)> {
    let mut families: Vec<(u64, &Family)> = Vec::new();
    for (number, family) in (0..).zip(world.families()) {
        families.insert(families.partition_point(|(_, known)| known.name < family.name), (number, family));
    }
    families
}
