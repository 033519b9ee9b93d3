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
    let wanted = listed.into_iter().filter(|definition| definition.active == active);
    let behind = wanted.skip_while(|known| after.is_some_and(|after| u64::from(known.key.number()) != after));
    let (page, more) = page::cut(behind.skip(usize::from(after.is_some())), page::size(request.max_results, 100));
    let next_token = page.last().filter(|_| more).map(|last| page::token(u64::from(last.key.number())));
    let arns = page.into_iter().map(|definition| world.definition_arn(definition));
    Ok(Answer::Arns { member: "taskDefinitionArns", arns: arns.collect(), next_token })
}

/// Lists families by name: those with an ACTIVE revision, those without, or all.
pub(super) fn families(world: &World, request: &ListTaskDefinitionFamilies) -> Result<Answer, ServiceException> {
    let after = page::after(request.next_token.as_deref())?;
    let prefix = request.family_prefix.as_deref().unwrap_or_default();
    let wanted = |family: &&(u64, &Family)| {
        let active = family.1.revisions.iter().any(|key| world.definition(*key).is_some_and(|known| known.active));
        let status = match request.status.as_deref() {
            Some("ALL") => true,
            Some("INACTIVE") => !active,
            _ => active,
        };
        status && family.1.name.starts_with(prefix)
    };
    let families = by_name(world);
    let behind = families.iter().skip_while(|(place, _)| after.is_some_and(|after| *place != after));
    let listed = behind.skip(usize::from(after.is_some())).filter(wanted);
    let (page, more) = page::cut(listed, page::size(request.max_results, 100));
    let next_token = page.last().filter(|_| more).map(|(place, _)| page::token(*place));
    let names = page.into_iter().map(|(_, family)| family.name.clone());
    Ok(Answer::Arns { member: "families", arns: names.collect(), next_token })
}

/// All families by their names, each with its place in the order of creation.
fn by_name(world: &World) -> Vec<(u64, &Family)> {
    let mut families: Vec<(u64, &Family)> = Vec::new();
    for (number, family) in (0..).zip(world.families()) {
        families.insert(families.partition_point(|(_, known)| known.name < family.name), (number, family));
    }
    families
}
