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
    let mut page = page::Page::new(request.max_results, 10);
    let mut settings = Vec::new();
    for (place, (name, _)) in (0_u64..).zip(SETTING_VALUES) {
        let Some(value) = value(name) else { continue };
        let wanted = request.name.as_deref().is_none_or(|wanted| wanted == name)
            && request.value.as_deref().is_none_or(|wanted| wanted == value)
            && after.is_none_or(|after| place > after);
        if wanted {
            if !page.takes(place) {
                break;
            }
            let (name, value) = (name.to_owned(), value.to_owned());
            settings.push(Setting { name, value, principal_arn: principal.to_owned() });
        }
    }
    Ok(Answer::Settings { settings, next_token: page.next_token() })
}
