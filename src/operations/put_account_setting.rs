//! `PutAccountSetting`.

use super::{Answer, Caller, ServiceException, Setting};
use crate::model::exception::Exception;
use crate::request::PutAccountSetting;
use crate::world::World;

/// Sets an account setting for a user or role. For the root user it holds for everybody
/// who has not set it (row `op-account-settings`).
pub(super) fn put(
    world: &mut World,
    caller: Caller<'_>,
    request: &PutAccountSetting,
) -> Result<Answer, ServiceException> {
    check(world, &request.name, &request.value)?;
    let principal = request.principal_arn.as_deref().unwrap_or(caller.principal);
    world.set_setting(own(world, principal), &request.name, Some(&request.value));
    Ok(setting(&request.name, &request.value, principal))
}

/// The long ARN formats cannot be left since April 2021 (row `arn-which`, assumption 60).
pub(super) fn check(world: &World, name: &str, value: &str) -> Result<(), ServiceException> {
    let leaves = name.ends_with("LongArnFormat") && value == "disabled";
    if leaves && world.choice(60) == 0 {
        let message = format!("{name} cannot be disabled since April 2021");
        return Err(ServiceException::new(Exception::InvalidParameterException, message));
    }
    Ok(())
}

/// The root user of the account.
pub(super) fn root(world: &World) -> String {
    let options = world.options();
    format!("arn:{}:iam::{}:root", options.partition(), options.account_id)
}

/// The principal whose own setting it is; none for the root user.
pub(super) fn own<'p>(world: &World, principal: &'p str) -> Option<&'p str> {
    (principal != root(world)).then_some(principal)
}

pub(super) fn setting(name: &str, value: &str, principal: &str) -> Answer {
    let (name, value, principal_arn) = (name.to_owned(), value.to_owned(), principal.to_owned());
    Answer::Setting(Setting { name, value, principal_arn })
}
