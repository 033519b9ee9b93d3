//! Commands as JSON: what the reader reads again.

use super::{Command, Fault, HostAction, Launch, Target, Workload};
use crate::form::Json;
use crate::json::Writer;

impl Command {
    /// The command as JSON text.
    pub fn to_json(&self) -> String {
        let mut json = Writer::default();
        json.open();
        write(&mut json, self);
        match self {
            Command::Deadline { after_ms, .. } => json.whole("afterMs", *after_ms),
            _ if self.after_ms() > 0 => json.whole("afterMs", self.after_ms()),
            _ => {}
        }
        json.close();
        json.finish()
    }

    /// What is to be done when its time has come, as JSON text.
    pub fn to_json_when_due(&self) -> String {
        let mut json = Writer::default();
        json.open();
        match self {
            Command::Deadline { host, .. } => write_host(&mut json, host, HostAction::Terminate),
            _ => write(&mut json, self),
        }
        json.close();
        json.finish()
    }

    /// How long it is put off; 0 if it is to be done at once.
    pub fn after_ms(&self) -> u64 {
        match self {
            Command::Launch(launch) => launch.after_ms,
            Command::Workload(workload) => workload.after_ms,
            Command::Target(target) => target.after_ms,
            Command::Host { after_ms, .. } | Command::Fault { after_ms, .. } => *after_ms,
            Command::Deadline { after_ms, .. } => (*after_ms).max(1),
            Command::Call { .. } | Command::Advance { .. } | Command::Assume { .. } => 0,
        }
    }
}

/// All but how long it is put off, which stands last.
fn write(json: &mut Writer, command: &Command) {
    match command {
        Command::Call { operation, request: Json(request) } => {
            json.text("kind", "call");
            json.text("operation", operation);
            json.json("request", request);
        }
        Command::Advance { milliseconds } => {
            json.text("kind", "advance");
            json.whole("milliseconds", *milliseconds);
        }
        Command::Launch(launch) => {
            json.text("kind", "launch");
            write_launch(json, launch);
        }
        Command::Host { host, action, .. } => write_host(json, host, *action),
        Command::Deadline { host, .. } => {
            json.text("kind", "deadline");
            json.text("host", host);
        }
        Command::Fault { fault, .. } => {
            json.text("kind", "fault");
            json.structure("fault");
            write_fault(json, fault);
            json.close();
        }
        Command::Workload(workload) => {
            json.text("kind", "workload");
            write_workload(json, workload);
        }
        Command::Target(target) => {
            json.text("kind", "target");
            write_target(json, target);
        }
        Command::Assume { assumption, choice } => {
            json.text("kind", "assume");
            json.whole("assumption", u64::from(*assumption));
            json.whole("choice", u64::from(*choice));
        }
    }
}

fn write_host(json: &mut Writer, host: &str, action: HostAction) {
    json.text("kind", "host");
    json.text("host", host);
    json.text("action", action.word());
}

fn write_launch(json: &mut Writer, launch: &Launch) {
    json.whole("count", u64::from(launch.count));
    json.text("instanceType", &launch.instance_type);
    if !launch.availability_zones.is_empty() {
        json.texts("availabilityZones", &launch.availability_zones);
    }
    json.some_text("cluster", launch.cluster.as_deref());
    if !launch.attributes.is_empty() {
        json.list("attributes");
        for attribute in &launch.attributes {
            json.open();
            json.text("name", &attribute.name);
            json.some_text("value", attribute.value.as_deref());
            json.close();
        }
        json.close_list();
    }
    if !launch.tags.is_empty() {
        json.list("tags");
        for tag in &launch.tags {
            json.open();
            json.text("key", &tag.key);
            json.text("value", &tag.value);
            json.close();
        }
        json.close_list();
    }
    json.text("amiId", &launch.ami_id);
    json.some_text("agentVersion", launch.agent_version.as_deref());
    json.text("dockerVersion", &launch.docker_version);
    json.truth("updatesEnabled", launch.updates_enabled);
    json.truth("spotDraining", launch.spot_draining);
    json.whole("reservedMemoryMib", u64::from(launch.reserved_memory_mib));
}

fn write_workload(json: &mut Writer, workload: &Workload) {
    json.text("family", &workload.family);
    json.some_text("pull", workload.pull.map(|pull| pull.word()));
    json.some_whole("pullMs", workload.pull_ms);
    json.some_whole("startMs", workload.start_ms);
    json.some_whole("stopMs", workload.stop_ms);
    json.some_text("health", workload.health.map(|health| health.word()));
    json.some_whole("exitAfterMs", workload.exit_after_ms);
    if let Some(code) = workload.exit_code {
        json.integer("exitCode", i64::from(code));
    }
}

fn write_target(json: &mut Writer, target: &Target) {
    json.text("targetGroup", &target.target_group);
    json.some_text("task", target.task.as_deref());
    json.some_text("health", target.health.map(|health| health.word()));
    json.some_whole("deregistrationDelayMs", target.deregistration_delay_ms);
    json.some_whole("healthyAfterMs", target.healthy_after_ms);
}

fn write_fault(json: &mut Writer, fault: &Fault) {
    json.text("type", fault.kind());
    json.some_text("host", fault.host());
    match fault {
        Fault::AgentLoss { duration_ms, unnoticed, .. } => {
            lasting(json, *duration_ms);
            if *unnoticed {
                json.truth("unnoticed", true);
            }
        }
        Fault::Flap { times, down_ms, up_ms, .. } => {
            json.whole("times", u64::from(*times));
            json.whole("downMs", *down_ms);
            json.whole("upMs", *up_ms);
        }
        Fault::RuntimeImpaired { duration_ms, .. } => lasting(json, *duration_ms),
        Fault::HealthCheck { check, status, reason, .. } => {
            json.text("check", check.word());
            json.text("status", status.word());
            json.some_text("reason", reason.as_deref());
        }
        Fault::UpdateNack { reason, .. } => {
            json.text("reason", reason.word());
        }
        Fault::TrunkFailure { times, reason } => {
            json.whole("times", u64::from(*times));
            json.some_text("reason", reason.as_deref());
        }
        Fault::TaskExit { task, exit_code } => {
            json.text("task", task);
            json.integer("exitCode", i64::from(*exit_code));
        }
        Fault::Throttling { times } | Fault::ServerException { times } => json.whole("times", u64::from(*times)),
        Fault::UpdateStartFailure { .. } | Fault::LostState { .. } => {}
    }
}

fn lasting(json: &mut Writer, duration_ms: Option<u64>) {
    if let Some(duration_ms) = duration_ms {
        json.whole("durationMs", duration_ms);
    }
}
