//! Every rule, by what it is about.

pub mod attribute;
pub mod common;
pub mod identifier;
pub mod placement;
pub mod resource;
pub mod service;
pub mod setting;
pub mod tag;
pub mod task;
pub mod task_definition;

use super::exception::Exception;
use super::readers::for_readers;
use super::rule::{Check, Rule, Stage};
use crate::diagnostic::{Evidence, Severity};

/// What most rules have in common: a static check that the service answers with
/// InvalidParameterException. Each rule overrides the rest.
const STATIC: Rule = Rule {
    id: "",
    sentence: for_readers(""),
    check: Check::Walk,
    stage: Stage::Static,
    severity: Severity::Error,
    exception: Some(Exception::InvalidParameterException),
    message: "",
    help: None,
    evidence: Evidence::Documented,
    source: "",
};
