//! How a service is found and reached, on which nothing here acts but the load
//! balancers. The members are documented by AWS.

use super::container::LOG_CONFIGURATION;
use crate::model::member::{Value, bare, integer, items, list, range, string};
use crate::model::rules::common::METRIC_NAME;

pub(super) static ADVANCED_CONFIGURATION: Value = bare!(
    "alternateTargetGroupArn" => Value::TEXT,
    "productionListenerRule" => Value::TEXT,
    "testListenerRule" => Value::TEXT,
    "roleArn" => Value::TEXT,
);

pub(super) static SERVICE_REGISTRY: Value = bare!(
    "registryArn" => Value::TEXT,
    "port" => Value::INTEGER,
    "containerName" => Value::TEXT,
    "containerPort" => Value::INTEGER,
);

static SERVICE_CONNECT_TEST_TRAFFIC_HEADER_MATCH_RULES: Value = bare!(
    "exact" required => Value::TEXT,
);

static SERVICE_CONNECT_TEST_TRAFFIC_HEADER_RULES: Value = bare!(
    "name" required => Value::TEXT,
    "value" => SERVICE_CONNECT_TEST_TRAFFIC_HEADER_MATCH_RULES,
);

static SERVICE_CONNECT_TEST_TRAFFIC_RULES: Value = bare!(
    "header" required => SERVICE_CONNECT_TEST_TRAFFIC_HEADER_RULES,
);

static SERVICE_CONNECT_CLIENT_ALIAS: Value = bare!(
    "port" required => integer!([range!(0, 65535)]),
    "dnsName" => Value::TEXT,
    "testTrafficRules" => SERVICE_CONNECT_TEST_TRAFFIC_RULES,
);

static TIMEOUT_CONFIGURATION: Value = bare!(
    "idleTimeoutSeconds" => integer!([range!(0, i32::MAX as i64)]),
    "perRequestTimeoutSeconds" => integer!([range!(0, i32::MAX as i64)]),
);

static SERVICE_CONNECT_TLS_CERTIFICATE_AUTHORITY: Value = bare!(
    "awsPcaAuthorityArn" => Value::TEXT,
);

static SERVICE_CONNECT_TLS_CONFIGURATION: Value = bare!(
    "issuerCertificateAuthority" required => SERVICE_CONNECT_TLS_CERTIFICATE_AUTHORITY,
    "kmsKey" => Value::TEXT,
    "roleArn" => Value::TEXT,
);

static SERVICE_CONNECT_SERVICE: Value = bare!(
    "portName" required => Value::TEXT,
    "discoveryName" => Value::TEXT,
    "clientAliases" => list!(&SERVICE_CONNECT_CLIENT_ALIAS, &[]),
    "ingressPortOverride" => integer!([range!(0, 65535)]),
    "timeout" => TIMEOUT_CONFIGURATION,
    "tls" => SERVICE_CONNECT_TLS_CONFIGURATION,
);

static SERVICE_CONNECT_ACCESS_LOG_CONFIGURATION: Value = bare!(
    "format" required => Value::words("JSON,TEXT"),
    "includeQueryParameters" => Value::words("DISABLED,ENABLED"),
);

static SERVICE_CONNECT_CONTAINER_CONFIGURATION: Value = bare!(
    "logLevel" => Value::words("debug,info"),
);

pub(super) static SERVICE_CONNECT_CONFIGURATION: Value = bare!(
    "enabled" required => Value::BOOLEAN,
    "namespace" => Value::TEXT,
    "services" => list!(&SERVICE_CONNECT_SERVICE, &[]),
    "logConfiguration" => LOG_CONFIGURATION,
    "accessLogConfiguration" => SERVICE_CONNECT_ACCESS_LOG_CONFIGURATION,
    "containerConfigurations" => list!(&SERVICE_CONNECT_CONTAINER_CONFIGURATION, &[items!(0, 10)]),
);

static VPC_LATTICE_ADVANCED_CONFIGURATION: Value = bare!(
    "alternateTargetGroupArn" => Value::TEXT,
    "productionListenerRule" => Value::TEXT,
    "testListenerRule" => Value::TEXT,
);

pub(super) static VPC_LATTICE_CONFIGURATION: Value = bare!(
    "roleArn" required => Value::TEXT,
    "targetGroupArn" required => Value::TEXT,
    "portName" required => Value::TEXT,
    "advancedConfiguration" => VPC_LATTICE_ADVANCED_CONFIGURATION,
);

static GATEWAY_CONNECTOR_HEALTH_CHECK_MATCHER: Value = bare!(
    "httpCode" => Value::TEXT,
    "grpcCode" => Value::TEXT,
);

static GATEWAY_CONNECTOR_HEALTH_CHECK: Value = bare!(
    "healthCheckProtocol" => Value::words("HTTP,HTTPS"),
    "healthCheckPort" => Value::INTEGER,
    "healthCheckPath" => Value::TEXT,
    "healthCheckTimeoutSeconds" => Value::INTEGER,
    "healthCheckIntervalSeconds" => Value::INTEGER,
    "healthyThresholdCount" => Value::INTEGER,
    "unhealthyThresholdCount" => Value::INTEGER,
    "matcher" => GATEWAY_CONNECTOR_HEALTH_CHECK_MATCHER,
);

static GATEWAY_CONNECTOR_FILTERS: Value = bare!(
    "accessTypes" => list!(&Value::words("PRIVATE,PUBLIC"), &[items!(0, 2)]),
);

static GATEWAY_CONNECTOR_DEREGISTRATION_DELAY: Value = bare!(
    "timeoutSeconds" => integer!([range!(0, 3600)]),
);

pub(super) static GATEWAY_CONNECTOR: Value = bare!(
    "portName" required => Value::TEXT,
    "healthCheck" => GATEWAY_CONNECTOR_HEALTH_CHECK,
    "filters" => GATEWAY_CONNECTOR_FILTERS,
    "deregistrationDelay" => GATEWAY_CONNECTOR_DEREGISTRATION_DELAY,
);

static METRIC_CONFIGURATION: Value = bare!(
    "metricNames" required => list!(&string!([&METRIC_NAME]), &[items!(1, 5)]),
    "resolutionSeconds" required => integer!([range!(20, 60)]),
);

pub(super) static MONITORING_CONFIGURATION: Value = bare!(
    "metricConfigurations" => list!(&METRIC_CONFIGURATION, &[items!(0, 5)]),
);
