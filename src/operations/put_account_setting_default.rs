//! `PutAccountSettingDefault`.

use super::put_account_setting::{check, root, setting};
use super::{Answer, ServiceException};
use crate::request::PutAccountSettingDefault;
use crate::world::World;

/// Sets an account setting for everybody who has not set it.
pub(super) fn put(world: &mut World, request: &PutAccountSettingDefault) -> Result<Answer, ServiceException> {
    check(world, &request.name, &request.value)?;
    world.set_setting(None, &request.name, Some(&request.value));
    Ok(setting(&request.name, &request.value, &root(world)))
}
