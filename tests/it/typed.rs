//! Typed requests read the same tape as the rules.

use ecs_drydock::model::operations::OPERATIONS;
use ecs_drydock::request::{self, Refused, Request, Resource, Tag};
use ecs_drydock::validate::{Validator, find_operation};

fn read(operation: &str, json: &str) -> Request {
    request::read(&mut Validator::new(), find_operation(operation).unwrap(), json.as_bytes(), &[]).unwrap()
}

#[test]
fn members_are_read() {
    let json = r#"{"cluster": "harbour", "totalResources": [
        {"name": "CPU", "type": "INTEGER", "integerValue": 2048.0, "longValue": 0},
        {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22", "2\u0033"]}],
        "tags": [{"key": "a", "value": ""}, {"key": "b"}], "versionInfo": null, "unknown": [1]}"#;
    let Request::RegisterContainerInstance(request) = read("RegisterContainerInstance", json) else { panic!() };
    assert_eq!(request.cluster.as_deref(), Some("harbour"));
    assert_eq!(request.version_info, None);
    let tag = |key: &str, value: Option<&str>| Tag { key: key.into(), value: value.map(Into::into) };
    assert_eq!(request.tags, Some(vec![tag("a", Some("")), tag("b", None)]));
    let resources = request.total_resources.unwrap();
    assert_eq!(resources[0].integer_value, Some(2048));
    let ports: &Resource = &resources[1];
    assert_eq!(ports.string_set_value, Some(vec!["22".to_owned(), "23".to_owned()]));
}

#[test]
fn the_last_of_two_members_counts() {
    let json = r#"{"cluster": "a", "cluster": "b", "containerInstance": "0123456789abcdef0123456789abcdef"}"#;
    let Request::DeregisterContainerInstance(request) = read("DeregisterContainerInstance", json) else { panic!() };
    assert_eq!(request.cluster.as_deref(), Some("b"));
}

#[test]
fn what_is_refused_is_not_read() {
    let operation = find_operation("DeleteCluster").unwrap();
    let refused = request::read(&mut Validator::new(), operation, b"{}", &[]).unwrap_err();
    assert!(matches!(refused, Refused::By { rule: "required", .. }));
}

#[test]
fn every_operation_has_a_typed_request() {
    let minimal = |name: &str| match name {
        "DeleteAccountSetting" => r#"{"name": "awsvpcTrunking"}"#,
        "PutAccountSetting" | "PutAccountSettingDefault" => r#"{"name": "awsvpcTrunking", "value": "enabled"}"#,
        "DeleteAttributes" | "PutAttributes" => {
            r#"{"attributes": [{"name": "a", "targetType": "container-instance",
                "targetId": "0123456789abcdef0123456789abcdef"}]}"#
        }
        "DeleteCluster" => r#"{"cluster": "a"}"#,
        "DeregisterContainerInstance" | "UpdateContainerAgent" => {
            r#"{"containerInstance": "0123456789abcdef0123456789abcdef"}"#
        }
        "DescribeContainerInstances" => r#"{"containerInstances": ["0123456789abcdef0123456789abcdef"]}"#,
        "UpdateContainerInstancesState" => {
            r#"{"containerInstances": ["0123456789abcdef0123456789abcdef"], "status": "ACTIVE"}"#
        }
        "ListAttributes" => r#"{"targetType": "container-instance"}"#,
        "ListTagsForResource" => r#"{"resourceArn": "arn:aws:ecs:eu-west-1:123456789012:cluster/a"}"#,
        "TagResource" => r#"{"resourceArn": "arn:aws:ecs:eu-west-1:123456789012:cluster/a", "tags": []}"#,
        "UntagResource" => r#"{"resourceArn": "arn:aws:ecs:eu-west-1:123456789012:cluster/a", "tagKeys": []}"#,
        "RegisterTaskDefinition" => {
            r#"{"family": "a", "containerDefinitions": [{"name": "a", "image": "a", "memory": 128}]}"#
        }
        "DescribeTaskDefinition" | "DeregisterTaskDefinition" | "RunTask" => r#"{"taskDefinition": "a:1"}"#,
        "StartTask" => r#"{"taskDefinition": "a", "containerInstances": ["0123456789abcdef0123456789abcdef"]}"#,
        "StopTask" => r#"{"task": "0123456789abcdef0123456789abcdef"}"#,
        "DescribeTasks" => r#"{"tasks": ["0123456789abcdef0123456789abcdef"]}"#,
        "GetTaskProtection" => r#"{"cluster": "a"}"#,
        "UpdateTaskProtection" => {
            r#"{"cluster": "a", "tasks": ["0123456789abcdef0123456789abcdef"], "protectionEnabled": true}"#
        }
        "CreateService" => r#"{"serviceName": "a", "taskDefinition": "a", "desiredCount": 1}"#,
        "UpdateService" | "DeleteService" => r#"{"service": "a"}"#,
        "DescribeServices" => r#"{"services": ["a"]}"#,
        _ => "{}",
    };
    for operation in OPERATIONS {
        let request = read(operation.name, minimal(operation.name));
        assert!(format!("{request:?}").starts_with(operation.name), "{request:?}");
    }
}
