//! Rules on one text.

use super::fill::{Fill, shown_character};
use super::report::{Path, Report};
use crate::model::arn::{self, Arn, Named, ResourceType};
use crate::model::charset::{self, Charset, sets};
use crate::model::member::Value as Place;
use crate::model::names::NAMES;
use crate::model::rule::{Check, Rule};
use crate::model::task_size;
use crate::tape::{self, JsonError, JsonProblem, Recorder};

/// Whether a text keeps every rule of a place that asks for no JSON.
pub(super) fn keeps(place: &Place, text: &str) -> bool {
    place.rules.iter().all(|rule| holds_rarer(rule.check, text))
}

/// Applies rules to a text; checks of other values are passed over.
#[inline]
pub(super) fn judge(report: &mut Report, path: &Path<'_>, place: &'static Place, text: &str) {
    let breaks = |(bit, rule): (u32, &&Rule)| u64::from(!holds(&rule.check, text)) << (bit & 63);
    let broken = (0..).zip(place.rules).map(breaks).fold(0, |all, bit| all | bit);
    if broken != 0 {
        refuse(report, path, place.rules, broken, text);
    }
}

/// Tells of each rule that a text breaks, a bit for each, with what the rule's message wants
/// to know.
#[cold]
fn refuse(report: &mut Report, path: &Path<'_>, rules: &'static [&'static Rule], broken: u64, text: &str) {
    for rule in (0..).zip(rules).filter(|(bit, _)| broken >> (bit & 63) & 1 == 1).map(|(_, rule)| rule) {
        let mut fill = Fill::text(text);
        let character;
        match rule.check {
            Check::Length { .. } => fill.count = tape::characters(text),
            Check::Charset(charset) => {
                character = first_outside(charset, text).map(shown_character).unwrap_or_default();
                fill.other = &character;
            }
            Check::ArnType(_) => fill.other = named_type(text).unwrap_or_default(),
            Check::ArnCluster(named) => fill.value = whole_arn(named, text).and_then(cluster_in).unwrap_or_default(),
            _ => {}
        }
        report.found(rule, path, &fill);
    }
}

#[inline]
fn holds(check: &Check, text: &str) -> bool {
    match *check {
        Check::Length { min, max } => has_length(text, min, max),
        Check::Charset(charset) => is_within(charset, text),
        Check::NotPrefixed(prefixes) => !begins_with_one(text, prefixes),
        Check::JsonText => text.is_empty() || (text.trim_start().starts_with('{') && is_json(text)),
        check => holds_rarer(check, text),
    }
}

/// Whether a text begins with one of these, in any letter case.
#[inline]
pub(super) fn begins_with_one(text: &str, prefixes: &[&str]) -> bool {
    let start = |length: usize| text.as_bytes().get(..length);
    prefixes.iter().any(|prefix| start(prefix.len()).is_some_and(|it| it.eq_ignore_ascii_case(prefix.as_bytes())))
}

/// The checks that stand at few places.
fn holds_rarer(check: Check, text: &str) -> bool {
    match check {
        Check::NoSpaceAtEnds => !text.starts_with(' ') && !text.ends_with(' '),
        Check::NotBlank => !text.is_empty(),
        Check::OneOf(words) => words.contains(&text),
        Check::Name { blank_elsewhere } => is_name(text) || (blank_elsewhere && text.is_empty()),
        Check::NameOrArn { blank_elsewhere } => {
            arn::is_arn(text) || is_name(text) || (blank_elsewhere && text.is_empty())
        }
        Check::TaskDefinition => {
            task_definition(text).is_none_or(|(family, revision)| is_name(family) && revision.is_none_or(is_revision))
        }
        Check::TaskDefinitionRevision => task_definition(text).is_none_or(|(_, revision)| revision.is_some()),
        Check::TaskSize(size) => task_size::is_possible(size, text),
        Check::ArnParts(named) => has_parts(named, text),
        Check::ArnPartsFilled(named) => {
            whole_arn(named, text).is_none_or(|(arn, _)| arn.resource_parts().all(|part| !part.is_empty()))
        }
        Check::ArnCluster(named) => {
            let cluster = whole_arn(named, text).and_then(cluster_in);
            cluster.is_none_or(|name| name.is_empty() || is_name(name))
        }
        Check::ArnType(named) => named_type(text).is_none_or(|name| named.shape(name).is_some()),
        Check::ArnForm { always } => arn_form(text, always),
        Check::IdLength { of, blank_elsewhere } => {
            (blank_elsewhere && text.is_empty()) || short_id(of, text).is_none_or(has_id_length)
        }
        Check::ArnLong(named) => whole_arn(named, text).is_none_or(is_long),
        Check::Length { min, max } => has_length(text, min, max),
        Check::Charset(charset) => is_within(charset, text),
        Check::NotPrefixed(prefixes) => !begins_with_one(text, prefixes),
        Check::Base64 => is_within(Charset::Base64, text),
        Check::NotLookedAt => false,
        _ => true,
    }
}

/// Whether a text in a request is JSON itself; one that nests deeper than a request may is
/// not looked at to its end. It is read as requests are: a parser that only looks would be
/// another one.
#[inline]
fn is_json(text: &str) -> bool {
    let read = tape::record_json(&mut Recorder::new(&NAMES), text.as_bytes());
    !matches!(read, Err(JsonError { problem: JsonProblem::Syntax, .. }))
}

#[inline]
fn has_length(text: &str, min: u32, max: u32) -> bool {
    // A character has one to four bytes, so most texts need not be counted.
    let bytes = text.len();
    if bytes <= max as usize && bytes >= (min as usize).saturating_mul(4) {
        return true;
    }
    let count = tape::characters(text);
    (min as usize..=max as usize).contains(&count)
}

#[inline]
fn is_within(charset: Charset, text: &str) -> bool {
    charset::all_ascii_within(charset.bit(), text.as_bytes()) || first_outside(charset, text).is_none()
}

#[cold]
fn first_outside(charset: Charset, text: &str) -> Option<char> {
    text.chars().find(|character| match u8::try_from(*character) {
        Ok(byte) if byte.is_ascii() => sets(byte) & charset.bit() == 0,
        _ => charset != Charset::Tag || !is_letter_space_or_digit(*character),
    })
}

/// `\p{L}`, `\p{Z}`, `\p{N}`. White space is separators and some controls.
fn is_letter_space_or_digit(character: char) -> bool {
    is_letter(character) || character.is_numeric() || (character.is_whitespace() && !character.is_control())
}

/// `\p{L}`, by the characters that identifiers begin with: these are the letters, numbers
/// of letters, and four symbols and marks; a few letters that change under
/// normalisation are missing.
fn is_letter(character: char) -> bool {
    let begins = unicode_ident::is_xid_start(character) && !character.is_numeric();
    (begins && !matches!(character, '\u{1885}' | '\u{1886}' | '\u{2118}' | '\u{212e}'))
        || matches!(
            character,
            '\u{37a}' | '\u{2e2f}' | '\u{e33}' | '\u{eb3}' | '\u{fc5e}'
                ..='\u{fc63}'
                    | '\u{fdfa}'
                    | '\u{fdfb}'
                    | '\u{fe70}'
                    | '\u{fe72}'
                    | '\u{fe74}'
                    | '\u{fe76}'
                    | '\u{fe78}'
                    | '\u{fe7a}'
                    | '\u{fe7c}'
                    | '\u{fe7e}'
                    | '\u{ff9e}'
                    | '\u{ff9f}'
        )
}

pub(super) fn is_name(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// An ARN has six parts and the slashes of its type; a short identifier has no slash.
/// An ARN of another type is left to the rule on types.
fn has_parts(named: Named, text: &str) -> bool {
    if !arn::is_arn(text) {
        let by_id = [ResourceType::ContainerInstance, ResourceType::Task].map(Named::One).contains(&named);
        return !by_id || !text.contains('/');
    }
    match Arn::cut(text) {
        // Where nothing but an ARN is taken, the rule on its form tells so.
        None => named == Named::Taggable,
        Some(arn) => named.shape(arn.resource_type()).is_none_or(|shape| {
            let colons = arn.resource.matches(':').count();
            let blank = text.contains(|c: char| c.is_whitespace() || c.is_control());
            let parts = arn.resource_parts().count();
            colons <= usize::from(shape.revision) && !blank && (shape.least..=shape.most).contains(&parts)
        }),
    }
}

/// An ARN that has the parts of its type, with what follows the type.
fn whole_arn(named: Named, text: &str) -> Option<(Arn<'_>, &'static arn::Shape)> {
    let arn = arn::is_arn(text).then(|| Arn::cut(text)).flatten()?;
    let shape = named.shape(arn.resource_type())?;
    has_parts(named, text).then_some((arn, shape))
}

fn is_long((arn, shape): (Arn<'_>, &arn::Shape)) -> bool {
    arn.resource_parts().count() == shape.most
}

/// The name of the cluster in an ARN, if there is one in it.
fn cluster_in<'a>((arn, shape): (Arn<'a>, &arn::Shape)) -> Option<&'a str> {
    let is_cluster = shape.name == ResourceType::Cluster.name();
    let has_cluster = is_cluster || (shape.most > 1 && is_long((arn, shape)));
    arn.resource_parts().next().filter(|_| has_cluster)
}

/// The type of resource that an ARN of ECS names; nothing for any other text.
fn named_type(text: &str) -> Option<&str> {
    let arn = arn::is_arn(text).then(|| Arn::cut(text)).flatten().filter(|arn| arn.service == "ecs")?;
    arn.resource_type().split(':').next()
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
fn short_id(of: ResourceType, text: &str) -> Option<&str> {
    if !arn::is_arn(text) {
        return (!text.contains('/')).then_some(text);
    }
    let (arn, _) = whole_arn(Named::One(of), text)?;
    arn.resource_parts().last().filter(|id| !id.is_empty())
}

/// The family and the revision of a task definition, the latter if there is one. An ARN
/// that is not whole is left to the rules on ARNs.
#[inline(never)]
fn task_definition(text: &str) -> Option<(&str, Option<&str>)> {
    let name = if arn::is_arn(text) {
        let (arn, _) = whole_arn(Named::One(ResourceType::TaskDefinition), text)?;
        arn.resource_parts().last()?
    } else {
        text
    };
    let colon = name.bytes().position(|byte| byte == b':');
    Some(match colon.and_then(|colon| name.split_at_checked(colon)) {
        Some((family, revision)) => (family, revision.get(1..)),
        None => (name, None),
    })
}

/// Whether a text is a number from 1, written as the service does.
fn is_revision(text: &str) -> bool {
    (1..10).contains(&text.len()) && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn has_id_length(id: &str) -> bool {
    arn::SHORT_ID_LENGTHS.contains(&tape::characters(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::member::Shape;

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
    fn letters_spaces_and_digits_are_those_of_the_categories() {
        use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
        let groups = [GeneralCategoryGroup::Letter, GeneralCategoryGroup::Separator, GeneralCategoryGroup::Number];
        for character in '\0'..=char::MAX {
            // Tables of different ages differ in what is not assigned yet.
            if character.general_category() != GeneralCategory::Unassigned {
                let expected = groups.contains(&character.general_category_group());
                assert_eq!(is_letter_space_or_digit(character), expected, "U+{:04X}", u32::from(character));
            }
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

    /// Every text of a place that is told good at one look keeps every rule of the place.
    #[test]
    fn plain_texts_keep_every_rule() {
        use crate::model::operations::{TAG_KEY, TAG_VALUE, operation};
        let request = &operation("RegisterContainerInstance").unwrap().request;
        let (key, tag_value): (&'static Place, &'static Place) = (&TAG_KEY, &TAG_VALUE);
        let attribute = &["attributes", "*", "name"];
        let value = &["attributes", "*", "value"];
        let places = [key, tag_value, below(request, attribute)].into_iter().chain([below(request, value)]);
        for place in places {
            let mut plain = 0;
            for length in [0, 1, 2, 4, 5, 127, 128, 129, 255, 256, 257] {
                for byte in 0..=127_u8 {
                    let body = "b".repeat(length);
                    let odd = char::from(byte);
                    for text in
                        [format!("{odd}{body}"), format!("{body}{odd}"), format!("{odd}ws:{body}"), body.clone()]
                    {
                        if place.plain.has(text.as_bytes()) {
                            plain += 1;
                            assert!(place.rules.iter().all(|rule| holds(&rule.check, &text)), "{text:?}");
                        }
                    }
                }
            }
            assert!(plain > 500, "nothing is told at one look: {:?}", place.rules);
            assert!(!place.plain.has("b\u{e9}".as_bytes()));
        }
    }

    /// The place of a member below another; `*` is the item of a list.
    fn below(place: &'static Place, path: &[&str]) -> &'static Place {
        path.iter().fold(place, |place, name| match place.shape {
            Shape::List(item) => item,
            Shape::Structure(members) => members.iter().find(|member| member.name() == *name).unwrap().value,
            _ => panic!("nothing below"),
        })
    }
}
