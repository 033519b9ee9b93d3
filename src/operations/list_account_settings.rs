//! `ListAccountSettings`.

use super::put_account_setting::own;
use super::{Answer, Caller, ServiceException, Setting, page};
use crate::model::rules::setting::SETTING_VALUES;
use crate::request::ListAccountSettings;
use crate::world::World;

/// Lists what was set for a user or role, or, if asked, what holds for it.
pub(super) fn list(
    world: &World,
    caller: Caller<'_>,
    request: &ListAccountSettings,
) -> Result<Answer, ServiceException> {
    let after = page::after(request.next_token.as_deref())?;
    let principal = request.principal_arn.as_deref().unwrap_or(caller.principal);
    let own = own(world, principal);
    let value = |name: &str| match request.effective_settings {
        Some(true) => Some(world.settings().effective(principal, name)),
        _ => world.settings().own(own, name),
    };
    let listed = (0_u64..).zip(SETTING_VALUES).filter_map(|(place, (name, _))| Some((place, name, value(name)?)));
    let wanted = listed.filter(|(place, name, value)| {
        request.name.as_deref().is_none_or(|wanted| wanted == *name)
            && request.value.as_deref().is_none_or(|wanted| wanted == *value)
            && after.is_none_or(|after| *place > after)
    });
    let (page, more) = page::cut(wanted, page::size(request.max_results, 10));
    let next_token = page.last().filter(|_| more).map(|(place, ..)| page::token(*place));
    let settings = page.into_iter().map(|(_, name, value)| Setting {
        name: name.to_owned(),
        value: value.to_owned(),
        principal_arn: principal.to_owned(),
    });
    Ok(Answer::Settings { settings: settings.collect(), next_token })
}
