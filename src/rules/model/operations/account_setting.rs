//! Requests about account settings.

use super::NEXT_TOKEN;
use crate::model::member::{Member, Operation, Value, integer, member, string, structure};
use crate::model::readers::for_readers;
use crate::model::rules::{common, setting};

const NAME: Member = member!("name", "The account setting.", string!([&setting::SETTING_NAME]));

const VALUE: Member = member!("value", "What it is set to.", Value::TEXT);

const PRINCIPAL_ARN: Member =
    member!("principalArn", "The user or role it is for; without it, whoever calls.", Value::TEXT);

/// `DeleteAccountSetting`.
pub static DELETE_ACCOUNT_SETTING: Operation = Operation {
    name: "DeleteAccountSetting",
    about: for_readers("Removes an account setting of a user or role."),
    request: structure!(&[NAME.required(&common::REQUIRED), PRINCIPAL_ARN], &[]),
};

/// `ListAccountSettings`.
pub static LIST_ACCOUNT_SETTINGS: Operation = Operation {
    name: "ListAccountSettings",
    about: for_readers("Lists account settings."),
    request: structure!(
        &[
            NAME,
            member!("value", "List only settings with this value; needs a name.", Value::TEXT),
            PRINCIPAL_ARN,
            member!("effectiveSettings", "Whether defaults are listed too, where nothing was set.", Value::BOOLEAN),
            NEXT_TOKEN,
            member!("maxResults", "How many results a page has at most.", integer!([&setting::SETTING_PAGE_SIZE])),
        ],
        &[&setting::SETTING_VALUE_NEEDS_NAME],
    ),
};

/// `PutAccountSetting`.
pub static PUT_ACCOUNT_SETTING: Operation = Operation {
    name: "PutAccountSetting",
    about: for_readers("Sets an account setting for a user or role."),
    request: structure!(
        &[NAME.required(&common::REQUIRED), VALUE.required(&common::REQUIRED), PRINCIPAL_ARN],
        &[&setting::SETTING_VALUE],
    ),
};

/// `PutAccountSettingDefault`.
pub static PUT_ACCOUNT_SETTING_DEFAULT: Operation = Operation {
    name: "PutAccountSettingDefault",
    about: for_readers("Sets an account setting for everybody who has not set it."),
    request: structure!(
        &[NAME.required(&common::REQUIRED), VALUE.required(&common::REQUIRED)],
        &[&setting::SETTING_VALUE],
    ),
};
