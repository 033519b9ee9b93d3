//! Rules on one text.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::fill::{Fill, shown_character};
use super::report::{Path, Report};
use crate::model::arn::{self, Arn, ResourceType};
use crate::model::charset::{ASCII, Charset};
use crate::model::rule::{Check, Rule};

/// Applies a rule to a text; checks of other values are passed over.
#[inline]
pub(super) fn judge(report: &mut Report, path: &Path<'_>, rule: &'static Rule, text: &str) {
    match rule.check {
        Check::Length { min, max } => length(report, path, rule, text, min, max),
        Check::Charset(charset) => {
            if let Some(character) = first_outside(charset, text) {
                let other = shown_character(character);
                report.found(rule, path, &Fill { other: &other, ..Fill::text(text) });
            }
        }
        Check::ArnType(_) | Check::TaggableType => wrong_type(report, path, rule, text),
        check => {
            if !holds(check, text) {
                report.found(rule, path, &Fill::text(text));
            }
        }
    }
}

/// The checks that have nothing more to say than yes or no.
fn holds(check: Check, text: &str) -> bool {
    match check {
        Check::NoSpaceAtEnds => !text.starts_with(' ') && !text.ends_with(' '),
        Check::NotPrefixed(prefix) => {
            text.as_bytes().get(..prefix.len()).is_none_or(|start| !start.eq_ignore_ascii_case(prefix.as_bytes()))
        }
        Check::NotBlank => !text.is_empty(),
        Check::OneOf(words) => words.contains(&text),
        Check::ClusterName => is_cluster_name(text),
        Check::ClusterNameOrArn => arn::is_arn(text) || is_cluster_name(text),
        Check::ArnParts(resource) => has_parts(resource, text),
        Check::ArnForm { always } => arn_form(text, always),
        Check::InstanceIdLength { blank_elsewhere } => {
            (blank_elsewhere && text.is_empty()) || instance_id(text).is_none_or(has_id_length)
        }
        Check::TaggableArn => taggable_long(text),
        Check::JsonText => {
            text.trim_start().starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
        }
        Check::Base64 => first_outside(Charset::Base64, text).is_none(),
        Check::NotLookedAt => false,
        _ => true,
    }
}

fn length(report: &mut Report, path: &Path<'_>, rule: &'static Rule, text: &str, min: u32, max: u32) {
    // A character has one to four bytes, so most texts need not be counted.
    let bytes = text.len();
    if bytes <= max as usize && bytes >= (min as usize).saturating_mul(4) {
        return;
    }
    let count = text.chars().count();
    if count < min as usize || count > max as usize {
        report.found(rule, path, &Fill { count, ..Fill::text(text) });
    }
}

fn first_outside(charset: Charset, text: &str) -> Option<char> {
    let bit = charset.bit();
    let sets = |byte: u8| ASCII.get(usize::from(byte)).copied().unwrap_or_default();
    // No early way out: nearly every text is good, and without it the loop has no branches.
    if text.bytes().fold(bit, |good, byte| good & sets(byte)) != 0 {
        return None;
    }
    text.chars().find(|character| match u8::try_from(*character) {
        Ok(byte) if byte.is_ascii() => sets(byte) & bit == 0,
        _ => charset != Charset::Tag || !is_letter_space_or_digit(*character),
    })
}

/// `\p{L}`, `\p{Z}`, `\p{N}`.
fn is_letter_space_or_digit(character: char) -> bool {
    matches!(
        character.general_category_group(),
        GeneralCategoryGroup::Letter | GeneralCategoryGroup::Separator | GeneralCategoryGroup::Number
    )
}

pub(super) fn is_cluster_name(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// An ARN has six parts and the slashes of its type; a short identifier has no slash.
/// An ARN of another type is left to the rule on types.
fn has_parts(resource: ResourceType, text: &str) -> bool {
    if !arn::is_arn(text) {
        return resource == ResourceType::Cluster || !text.contains('/');
    }
    let Some(arn) = Arn::cut(text) else {
        return false;
    };
    let (least, most) = resource.parts();
    let parts = arn.resource_parts();
    let whole = !arn.resource.contains(':') && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    arn.resource_type() != resource.name() || (whole && (least..=most).contains(&parts.count()))
}

fn wrong_type(report: &mut Report, path: &Path<'_>, rule: &'static Rule, text: &str) {
    let Some(arn) = arn::is_arn(text).then(|| Arn::cut(text)).flatten() else {
        return;
    };
    let named = arn.resource_type().split(':').next().unwrap_or_default();
    let right = match rule.check {
        Check::ArnType(resource) => named == resource.name(),
        _ => arn::TAGGABLE.iter().any(|taggable| taggable.name == named),
    };
    if !right && arn.service == "ecs" {
        report.found(rule, path, &Fill { other: named, ..Fill::text(text) });
    }
}

fn arn_form(text: &str, always: bool) -> bool {
    if !arn::is_arn(text) {
        return !always;
    }
    match Arn::cut(text) {
        // Too few parts are left to the rule on separators, where there is one.
        None => !always,
        Some(arn) => {
            arn.service == "ecs"
                && arn::PARTITIONS.contains(&arn.partition)
                && !arn.region.is_empty()
                && arn.account.len() == 12
                && arn.account.bytes().all(|byte| byte.is_ascii_digit())
        }
    }
}

/// The short ID in an identifier: the text itself, or the last part of an ARN that
/// is whole. What is not whole is left to the rules on ARNs.
fn instance_id(text: &str) -> Option<&str> {
    if !arn::is_arn(text) {
        return (!text.contains('/')).then_some(text);
    }
    let arn = Arn::cut(text)?;
    let right = arn.resource_type() == ResourceType::ContainerInstance.name();
    (right && has_parts(ResourceType::ContainerInstance, text)).then(|| arn.resource_parts().last()).flatten()
}

fn has_id_length(id: &str) -> bool {
    arn::SHORT_ID_LENGTHS.contains(&id.chars().count())
}

fn taggable_long(text: &str) -> bool {
    let Some(arn) = arn::is_arn(text).then(|| Arn::cut(text)).flatten() else {
        return true;
    };
    let taggable = arn::TAGGABLE.iter().find(|taggable| taggable.name == arn.resource_type());
    taggable.is_none_or(|taggable| arn.resource_parts().count() >= taggable.parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tag_characters_are_letters_separators_and_numbers_of_any_script() {
        let check = |character: char, allowed: bool| {
            let outside = first_outside(Charset::Tag, &character.to_string());
            assert_eq!(outside.is_none(), allowed, "U+{:04X}", u32::from(character));
        };
        for allowed in ['a', 'Z', '9', ' ', '_', '.', ':', '/', '=', '+', '-', '@', 'é', '船', '𝔘', '½', '\u{a0}']
        {
            check(allowed, true);
        }
        for refused in ['!', '"', '#', '\t', '\n', '🚢', '\u{301}', '€', '\\', '~', '\0'] {
            check(refused, false);
        }
    }

    #[test]
    fn ascii_table_agrees_with_the_patterns_words() {
        for byte in 0..128_u8 {
            let in_set = |charset: Charset| first_outside(charset, &char::from(byte).to_string()).is_none();
            let word = byte.is_ascii_alphanumeric();
            assert_eq!(in_set(Charset::AttributeName), word || br"-_/\.".contains(&byte), "{byte}");
            assert_eq!(in_set(Charset::AttributeValue), word || br"-_.@/\: ".contains(&byte), "{byte}");
            assert_eq!(in_set(Charset::Tag), word || b" _.:/=+-@".contains(&byte), "{byte}");
        }
    }
}
