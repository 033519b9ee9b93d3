//! Rules on how the members of one structure fit together.

use super::definition;
use super::fill::Fill;
use super::report::{Path, Report};
use super::text::is_name;
use super::walk::has_word;
use crate::model::arn::{self, Arn, ResourceType};
use crate::model::member::Member;
use crate::model::names::id;
use crate::model::rule::{Check, Rule};
use crate::model::rules::setting::SETTING_VALUES;
use crate::tape::{Entry, Value};

/// Applies a rule to a structure; checks of other values are passed over.
#[inline(never)]
pub(super) fn judge(
    report: &mut Report,
    path: &Path<'_>,
    rule: &'static Rule,
    members: &'static [Member],
    value: Value<'_>,
) {
    match rule.check {
        Check::Needs { member, other } if value.member(member).is_some() && value.member(other).is_none() => {
            report.found(rule, &path.member(member, members, value), &Fill::default());
        }
        Check::NeedsText { member, other } => {
            let says = |member| value.member(member).is_some_and(|value| value.as_str() != Some(""));
            if says(member) && !says(other) {
                report.found(rule, &path.member(member, members, value), &Fill::default());
            }
        }
        Check::TargetNeedsType => {
            if let Some(target) = value.member(const { id("targetId") }).and_then(Value::as_str)
                && !arn::is_arn(target)
                && value.member(const { id("targetType") }).is_none()
            {
                report.found(rule, &path.member(const { id("targetType") }, members, value), &Fill::text(target));
            }
        }
        Check::SettingValue => setting_value(report, path, rule, members, value),
        Check::SameCluster { member } => {
            if let (Some(cluster), Some(identifiers)) = (cluster_of(value), value.member(member)) {
                same_cluster(report, &path.member(member, members, value), rule, cluster, identifiers);
            }
        }
        Check::SameClusterAsTargets => targets(report, path, rule, members, value),
        Check::Where { other, word, by_default, member, given } => {
            let said = match value.member(other) {
                Some(said) => said.as_str() == Some(word),
                None => by_default,
            };
            if said && value.member(member).is_some() != given {
                report.found(rule, &path.member(member, members, value), &Fill::default());
            }
        }
        Check::Alone { member, others }
            if value.member(member).is_some() && others.iter().any(|other| value.member(*other).is_some()) =>
        {
            report.found(rule, &path.member(member, members, value), &Fill::default());
        }
        // These are judged together.
        Check::ResourceKnownType
        | Check::ResourceValue
        | Check::ResourceOtherValue
        | Check::ResourceNotNegative
        | Check::ResourcePorts
        | Check::ResourcePortCount { .. } => {}
        _ => definition::judge(report, path, rule, members, value),
    }
}

fn setting_value(
    report: &mut Report,
    path: &Path<'_>,
    rule: &'static Rule,
    members: &'static [Member],
    value: Value<'_>,
) {
    let text = |member| value.member(member).and_then(Value::as_str);
    let (Some(name), Some(given)) = (text(const { id("name") }), text(const { id("value") })) else {
        return;
    };
    let Some((_, words)) = SETTING_VALUES.iter().find(|(setting, _)| *setting == name) else {
        return;
    };
    if !has_word(words, given) {
        let path = path.member(const { id("value") }, members, value);
        report.found(rule, &path, &Fill { other: words, ..Fill::text(given) });
    }
}

/// The name of the request's cluster; `None` if what it gives is no cluster at all.
fn cluster_of(request: Value<'_>) -> Option<&str> {
    let Some(cluster) = request.member(const { id("cluster") }) else {
        return Some("default");
    };
    let cluster = cluster.as_str()?;
    let name = if arn::is_arn(cluster) {
        let arn = Arn::cut(cluster)?;
        arn.resource.strip_prefix("cluster/")?
    } else {
        cluster
    };
    is_name(name).then_some(name)
}

/// Holds one identifier, or each of a list of them, against the cluster.
fn same_cluster(report: &mut Report, path: &Path<'_>, rule: &'static Rule, cluster: &str, identifiers: Value<'_>) {
    if let Entry::List(_) = identifiers.entry() {
        for (index, item) in identifiers.items().enumerate() {
            same_cluster(report, &path.item(index as u32, item), rule, cluster, item);
        }
        return;
    }
    let named = identifiers.as_str().and_then(cluster_in);
    if let Some(named) = named.filter(|named| *named != cluster) {
        report.found(rule, path, &Fill { other: cluster, ..Fill::text(named) });
    }
}

fn targets(report: &mut Report, path: &Path<'_>, rule: &'static Rule, members: &'static [Member], value: Value<'_>) {
    let (Some(cluster), Some(attributes)) = (cluster_of(value), value.member(const { id("attributes") })) else {
        return;
    };
    let path = path.member(const { id("attributes") }, members, value);
    for (index, attribute) in attributes.items().enumerate() {
        if let Some(target) = attribute.member(const { id("targetId") }) {
            let item = path.item(index as u32, attribute);
            same_cluster(report, &item.named("targetId", u32::MAX, target.position()), rule, cluster, target);
        }
    }
}

/// The types of resources that are in a cluster, which their ARNs of the long format name.
const IN_CLUSTERS: [ResourceType; 3] = [ResourceType::ContainerInstance, ResourceType::Service, ResourceType::Task];

/// The cluster that an ARN of the long format names.
fn cluster_in(identifier: &str) -> Option<&str> {
    let arn = arn::is_arn(identifier).then(|| Arn::cut(identifier)).flatten()?;
    let mut parts = arn.resource_parts();
    let right = IN_CLUSTERS.iter().any(|known| known.name() == arn.resource_type());
    match (right, parts.next(), parts.next(), parts.next()) {
        (true, Some(cluster), Some(_), None) if is_name(cluster) => Some(cluster),
        _ => None,
    }
}
