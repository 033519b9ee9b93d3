//! `DeleteAccountSetting`.

use super::put_account_setting::{own, setting};
use super::{Answer, Caller};
use crate::request::DeleteAccountSetting;
use crate::world::World;

/// Removes an account setting of a user or role; the answer is what holds then.
pub(super) fn delete(world: &mut World, caller: Caller<'_>, request: &DeleteAccountSetting) -> Answer {
    let principal = request.principal_arn.as_deref().unwrap_or(caller.principal);
    world.set_setting(own(world, principal), &request.name, None);
    setting(&request.name, world.settings().effective(principal, &request.name), principal)
}
