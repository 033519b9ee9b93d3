//! How the tasks of a service are replaced. Members without words of ours are documented
//! by AWS: nothing here acts upon them.

use crate::model::member::{Member, Value, bare, integer, list, member, range, structure};
use crate::model::rules::common;

static THRESHOLD_CONFIGURATION: Value = bare!(
    "type" required => Value::words("BOUNDED_PERCENT,COUNT,UNBOUNDED_PERCENT"),
    "value" required => Value::INTEGER,
);

static DEPLOYMENT_CIRCUIT_BREAKER: Value = structure!(
    &[
        member!("enable", "Whether a deployment whose tasks keep failing is given up.", Value::BOOLEAN, required: &common::REQUIRED),
        member!("rollback", "Whether the last deployment that was completed is made anew then.", Value::BOOLEAN, required: &common::REQUIRED),
        member!("resetOnHealthyTask", "", Value::BOOLEAN),
        member!("thresholdConfiguration", "", THRESHOLD_CONFIGURATION),
    ],
    &[],
);

static DEPLOYMENT_ALARMS: Value = bare!(
    "alarmNames" required => Value::TEXTS,
    "rollback" required => Value::BOOLEAN,
    "enable" required => Value::BOOLEAN,
);

static HOOK_DETAILS: Value = bare!();

static DEPLOYMENT_LIFECYCLE_HOOK_TIMEOUT_CONFIGURATION: Value = bare!(
    "timeoutInMinutes" => integer!([range!(1, 20160)]),
    "action" => Value::words("CONTINUE,ROLLBACK"),
);

static DEPLOYMENT_LIFECYCLE_HOOK: Value = bare!(
    "targetType" => Value::words("AWS_LAMBDA,PAUSE"),
    "hookTargetArn" => Value::TEXT,
    "roleArn" => Value::TEXT,
    "lifecycleStages" => list!(&Value::words("POST_PRODUCTION_TRAFFIC_SHIFT,POST_SCALE_UP,POST_TEST_TRAFFIC_SHIFT,PRE_PRODUCTION_TRAFFIC_SHIFT,PRE_SCALE_UP,PRODUCTION_TRAFFIC_SHIFT,RECONCILE_SERVICE,TEST_TRAFFIC_SHIFT"), &[]),
    "hookDetails" => HOOK_DETAILS,
    "timeoutConfiguration" => DEPLOYMENT_LIFECYCLE_HOOK_TIMEOUT_CONFIGURATION,
);

static LINEAR_CONFIGURATION: Value = bare!(
    "stepPercent" => Value::DOUBLE,
    "stepBakeTimeInMinutes" => Value::INTEGER,
);

static CANARY_CONFIGURATION: Value = bare!(
    "canaryPercent" => Value::DOUBLE,
    "canaryBakeTimeInMinutes" => Value::INTEGER,
);

static DEPLOYMENT_EARLY_SUCCESS_CRITERIA: Value = bare!(
    "enable" required => Value::BOOLEAN,
    "healthyPercent" => integer!([range!(0, 100)]),
    "sourceServiceRevisionCleanup" => Value::words("BLOCKING,DEFERRED"),
);

pub(super) static DEPLOYMENT_CONFIGURATION: Value = structure!(
    &[
        member!("deploymentCircuitBreaker", "When a deployment is given up.", DEPLOYMENT_CIRCUIT_BREAKER),
        member!(
            "maximumPercent",
            "How many tasks there may be while some are replaced, in percent of the desired count: 200 unless told otherwise, 100 for daemons.",
            integer!([&common::NOT_NEGATIVE])
        ),
        member!(
            "minimumHealthyPercent",
            "How many tasks there must be while some are replaced, in percent of the desired count: 100 unless told otherwise, 0 for daemons.",
            integer!([&common::NOT_NEGATIVE])
        ),
        member!("alarms", "", DEPLOYMENT_ALARMS),
        member!("strategy", "ROLLING replaces tasks bit by bit.", Value::words("BLUE_GREEN,CANARY,LINEAR,ROLLING")),
        member!("bakeTimeInMinutes", "", Value::INTEGER),
        member!("lifecycleHooks", "", list!(&DEPLOYMENT_LIFECYCLE_HOOK, &[])),
        member!("linearConfiguration", "", LINEAR_CONFIGURATION),
        member!("canaryConfiguration", "", CANARY_CONFIGURATION),
        member!("earlySuccessCriteria", "", DEPLOYMENT_EARLY_SUCCESS_CRITERIA),
    ],
    &[],
);
