//! The model laid out for readers: forms, the rule reference and the docs are
//! drawn from it.
//!
//! It is the same for everybody, so no part of it is in the WebAssembly module: the build
//! runs `examples/catalogue.rs`, and the package has what that writes.

mod write;

use crate::diagnostic::{Evidence, Severity};
use crate::model::charset::Charset;
use crate::model::member::{Member, Operation, Shape, Value};
use crate::model::operations::OPERATIONS;
use crate::model::rule::{Check, Rule};
use crate::model::rules::common;

pub use write::to_json;

/// One rule at one place of one operation's request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleEntry {
    /// Stable, kebab case.
    pub id: &'static str,
    /// The operation.
    pub operation: &'static str,
    /// A pointer in which `*` stands for any index; empty for the request itself.
    pub path: String,
    /// The rule in one sentence.
    pub sentence: &'static str,
    /// Whether the service refuses.
    pub severity: Severity,
    /// The exception that answers.
    pub exception: Option<&'static str>,
    /// The way out.
    pub help: Option<&'static str>,
    /// How it is known.
    pub evidence: Evidence,
    /// The assumption's id, where the evidence is one.
    pub assumption: Option<u16>,
    /// The row of the fact sheet.
    pub source: &'static str,
    /// What it looks at.
    pub check: CheckEntry,
}

/// What a rule looks at, with its numbers and lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckEntry {
    /// The JSON type.
    Type {
        /// The type.
        r#type: &'static str,
    },
    /// That it is there.
    Required,
    /// The length in Unicode characters.
    Length {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// The characters.
    Charset {
        /// A regular expression in JavaScript's syntax, for the `u` flag.
        pattern: &'static str,
    },
    /// The words.
    OneOf {
        /// In the service's order.
        values: Vec<&'static str>,
    },
    /// How many items.
    Items {
        /// The least.
        min: u32,
        /// The most; none where there is no bound.
        max: Option<u32>,
    },
    /// The range of a number.
    Range {
        /// The least.
        min: i64,
        /// The most; none where there is no bound.
        max: Option<i64>,
    },
    /// Anything else: the sentence says it.
    Other,
}

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationEntry {
    /// As AWS spells it.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// The members of its request.
    pub members: Vec<MemberEntry>,
}

/// One member of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberEntry {
    /// As AWS spells it; `*` for the item of a list.
    pub name: &'static str,
    /// A pointer in which `*` stands for any index.
    pub path: String,
    /// Its JSON type.
    pub r#type: &'static str,
    /// Whether a request without it is refused.
    pub required: bool,
    /// What it is.
    pub about: &'static str,
    /// The item of a list, or what a map has under each of its names.
    pub item: Option<Box<MemberEntry>>,
    /// The members of a structure.
    pub members: Option<Vec<MemberEntry>>,
}

/// Every rule of an operation, or of all, in the order of the service's model.
pub fn rules(operation: Option<&Operation>) -> Vec<RuleEntry> {
    let wanted = |known: &&&Operation| operation.is_none_or(|wanted| wanted.name == known.name);
    OPERATIONS.iter().filter(wanted).flat_map(|operation| rules_of(operation)).collect()
}

/// Every operation, by name.
pub fn operations() -> Vec<OperationEntry> {
    let entry = |operation: &&'static Operation| OperationEntry {
        name: operation.name,
        about: operation.about.text(),
        members: match operation.request.shape {
            Shape::Structure(members) => member_entries(members, ""),
            _ => Vec::new(),
        },
    };
    OPERATIONS.iter().map(entry).collect()
}

/// The rules that hold for every request as a whole.
fn rules_of_all() -> impl Iterator<Item = &'static Rule> {
    let of_text = [&common::JSON_SYNTAX, &common::JSON_ENCODING, &common::REQUEST_SIZE, &common::REQUEST_DEPTH];
    let of_members = [&common::UNKNOWN_MEMBER, &common::NULL_MEMBER, &common::DUPLICATE_MEMBER, &common::MORE_PROBLEMS];
    of_text.into_iter().chain(common::ODD_VALUES.iter()).chain(of_members)
}

fn rules_of(operation: &'static Operation) -> Vec<RuleEntry> {
    let mut list = RuleList { operation: operation.name, entries: Vec::new() };
    for rule in rules_of_all() {
        list.add(rule, "", CheckEntry::Other);
    }
    list.value(&operation.request, "");
    list.entries
}

struct RuleList {
    operation: &'static str,
    entries: Vec<RuleEntry>,
}

impl RuleList {
    fn add(&mut self, rule: &'static Rule, path: &str, check: CheckEntry) {
        self.entries.push(RuleEntry {
            id: rule.id,
            operation: self.operation,
            path: path.to_owned(),
            sentence: rule.sentence.text(),
            severity: rule.severity,
            exception: rule.exception.map(|exception| exception.name()),
            help: rule.help,
            evidence: rule.evidence,
            assumption: rule.evidence.assumption(),
            source: rule.source,
            check,
        });
    }

    fn value(&mut self, value: &'static Value, path: &str) {
        self.add(&common::TYPE, path, CheckEntry::Type { r#type: value.shape.name() });
        if matches!(value.shape, Shape::Integer | Shape::Long) {
            self.add(&common::NUMBER_SIZE, path, CheckEntry::Other);
        }
        if let Shape::Words(words) = value.shape {
            self.add(&common::WORD, path, CheckEntry::OneOf { values: words.split(',').collect() });
        }
        for rule in value.rules {
            self.add(rule, path, check_entry(rule.check));
        }
        match value.shape {
            Shape::List(item) => {
                let path = format!("{path}/*");
                self.add(&common::NULL_ITEM, &path, CheckEntry::Other);
                self.value(item, &path);
            }
            Shape::Map(of) => self.value(of, &format!("{path}/*")),
            Shape::Structure(members) => {
                for member in members {
                    self.member(member, &format!("{path}/{}", member.name()));
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, member: &'static Member, path: &str) {
        if let Some(rule) = member.required {
            self.add(rule, path, CheckEntry::Required);
        }
        if let Some(rule) = member.null {
            self.add(rule, path, CheckEntry::Other);
        }
        self.value(member.value, path);
    }
}

fn check_entry(check: Check) -> CheckEntry {
    match check {
        Check::Required => CheckEntry::Required,
        Check::Length { min, max } => CheckEntry::Length { min, max },
        Check::Charset(charset) => CheckEntry::Charset { pattern: charset.pattern() },
        Check::Base64 => CheckEntry::Charset { pattern: Charset::Base64.pattern() },
        Check::Name { .. } => CheckEntry::Charset { pattern: r"^[a-zA-Z0-9\-_]{1,255}$" },
        Check::OneOf(values) => CheckEntry::OneOf { values: values.to_vec() },
        Check::Items { min, max } => CheckEntry::Items { min, max: (max < u32::MAX).then_some(max) },
        Check::Range { min, max } => CheckEntry::Range { min, max: (max < i64::MAX).then_some(max) },
        _ => CheckEntry::Other,
    }
}

fn member_entries(members: &'static [Member], path: &str) -> Vec<MemberEntry> {
    let entry = |member: &'static Member| MemberEntry {
        required: member.required.is_some(),
        about: member.about.text(),
        ..value_entry(member.name(), member.value, format!("{path}/{}", member.name()))
    };
    members.iter().map(entry).collect()
}

fn value_entry(name: &'static str, value: &'static Value, path: String) -> MemberEntry {
    let (mut item, mut members) = (None, None);
    match value.shape {
        Shape::List(of) | Shape::Map(of) => item = Some(Box::new(value_entry("*", of, format!("{path}/*")))),
        Shape::Structure(of) => members = Some(member_entries(of, &path)),
        _ => {}
    }
    MemberEntry { name, path, r#type: value.shape.name(), required: false, about: "", item, members }
}
