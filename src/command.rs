//! Commands: everything that can change a simulation, as plain data. A journal,
//! a rehearsal and a link are lists of them.

pub mod condition;
pub mod options;
pub mod timings;
mod workload;
mod write;

use crate::form::{Json, Misread, Read, Reading, Structure, read, word};
use crate::model::health::{HEALTH_STATES, HealthState};
use crate::model::names::NAMES;
use crate::stored::stored;
use crate::tape::{JsonProblem, Recorder, Value, record_json};

pub use workload::{Health, Pull, Target, TargetGroupOptions, Workload};

/// Something done to a simulation.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A request to the service.
    Call {
        /// The operation, as AWS spells it.
        operation: String,
        /// The request.
        request: Json,
    },
    /// Time passes.
    Advance {
        /// How much.
        milliseconds: u64,
    },
    /// EC2 starts hosts.
    Launch(Launch),
    /// Something happens to a host.
    Host {
        /// The host: its EC2 ID, or the ID or ARN of its container instance.
        host: String,
        /// What happens.
        action: HostAction,
        /// How long from now; at once if absent.
        after_ms: u64,
    },
    /// A host is terminated at a set time, whatever still runs on it.
    Deadline {
        /// The host.
        host: String,
        /// How long from now.
        after_ms: u64,
    },
    /// Something goes wrong.
    Fault {
        /// What.
        fault: Fault,
        /// How long from now; at once if absent.
        after_ms: u64,
    },
    /// The containers of a family do something else from now on.
    Workload(Workload),
    /// A target group, or the targets of one task, are otherwise from now on.
    Target(Target),
    /// Another answer to what is not known of the service.
    Assume {
        /// The id of the assumption.
        assumption: u16,
        /// 0 for the default, 1 for the first alternative.
        choice: u8,
    },
}

crate::form::readable! {
    only besides "kind"
    /// What EC2 is asked to start, and what the agents on the hosts are configured with.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Launch {
        /// How many hosts.
        pub count: u32,
        /// An instance type of the table.
        pub instance_type: String,
        /// Zones that take turns; those that end in a, b and c unless given.
        pub availability_zones: Vec<String>,
        /// The cluster that the agents register in; `default`, which they create if need be, unless given.
        pub cluster: Option<String>,
        /// ECS_INSTANCE_ATTRIBUTES.
        pub attributes: Vec<NameValue>,
        /// ECS_CONTAINER_INSTANCE_TAGS.
        pub tags: Vec<KeyValue>,
        /// The machine image.
        pub ami_id: String,
        /// The version of the agent in the image; the latest unless given.
        pub agent_version: Option<String>,
        /// The version of Docker in the image.
        pub docker_version: String,
        /// ECS_UPDATES_ENABLED; the image optimised for ECS has it on.
        pub updates_enabled: bool,
        /// ECS_ENABLE_SPOT_INSTANCE_DRAINING.
        pub spot_draining: bool,
        /// ECS_RESERVED_MEMORY.
        pub reserved_memory_mib: u32,
        /// How long from now; at once if absent.
        pub after_ms: u64,
    }
}

impl Default for Launch {
    fn default() -> Launch {
        Launch {
            count: 1,
            instance_type: "m5.large".to_owned(),
            availability_zones: Vec::new(),
            cluster: None,
            attributes: Vec::new(),
            tags: Vec::new(),
            ami_id: "ami-0d00dc5dec5d0c000".to_owned(),
            agent_version: None,
            docker_version: "25.0.14".to_owned(),
            updates_enabled: true,
            spot_draining: false,
            reserved_memory_mib: 0,
            after_ms: 0,
        }
    }
}

crate::form::readable! {
    only
    /// An attribute as an agent's configuration has it.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct NameValue {
        /// Its name.
        pub name: String,
        /// Its value, if it has one.
        pub value: Option<String>,
    }
}

crate::form::readable! {
    only
    /// A tag as an agent's configuration has it.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct KeyValue {
        /// Its key.
        pub key: String,
        /// Its value.
        pub value: String,
    }
}

/// What happens to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostAction {
    /// EC2 terminates it.
    Terminate,
    /// EC2 stops it.
    Stop,
    /// EC2 starts it again.
    Start,
    /// It boots anew.
    Reboot,
    /// EC2 gives the two minutes' notice of a Spot interruption.
    SpotInterruption,
    /// Its agent's process ends.
    StopAgent,
    /// Its agent's process starts.
    StartAgent,
}

/// What can go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The agent hangs; nobody closes its connection.
    AgentLoss {
        /// The host.
        host: String,
        /// For how long; for ever if absent.
        duration_ms: Option<u64>,
        /// The service goes on showing the agent as connected.
        unnoticed: bool,
    },
    /// The connection of the agent breaks and comes back, several times.
    Flap {
        /// The host.
        host: String,
        /// How often.
        times: u32,
        /// How long each break lasts.
        down_ms: u64,
        /// How long it holds in between.
        up_ms: u64,
    },
    /// The container runtime stops answering.
    RuntimeImpaired {
        /// The host.
        host: String,
        /// For how long; for ever if absent.
        duration_ms: Option<u64>,
    },
    /// A check that only hosts of ECS Managed Instances have says something (row `health-types`).
    HealthCheck {
        /// The host.
        host: String,
        /// Which check.
        check: CheckType,
        /// What it says: `OK`, `IMPAIRED`, `INSUFFICIENT_DATA` or `INITIALIZING`.
        status: HealthState,
        /// Why, such as `XID_46`.
        reason: Option<String>,
    },
    /// The next update of the agent is refused, in the agent's own words.
    UpdateNack {
        /// The host.
        host: String,
        /// Why.
        reason: NackReason,
    },
    /// The new agent does not start after the next update.
    UpdateStartFailure {
        /// The host.
        host: String,
    },
    /// The trunk interface of the next instances to register cannot be made.
    TrunkFailure {
        /// How many instances.
        times: u32,
        /// What EC2 says, as `statusReason` quotes it.
        reason: Option<String>,
    },
    /// The agent loses what it had stored and registers as new, at its next start.
    LostState {
        /// The host.
        host: String,
    },
    /// An essential container of a task ends by itself.
    TaskExit {
        /// The task: its ID or ARN.
        task: String,
        /// Its exit code.
        exit_code: i32,
    },
    /// The next requests are throttled.
    Throttling {
        /// How many requests.
        times: u32,
    },
    /// The next requests meet a fault of the service.
    ServerException {
        /// How many requests.
        times: u32,
    },
}

impl Fault {
    /// The word for what kind it is.
    pub const fn kind(&self) -> &'static str {
        match self {
            Fault::AgentLoss { .. } => "agentLoss",
            Fault::Flap { .. } => "flap",
            Fault::HealthCheck { .. } => "healthCheck",
            Fault::RuntimeImpaired { .. } => "runtimeImpaired",
            Fault::UpdateNack { .. } => "updateNack",
            Fault::UpdateStartFailure { .. } => "updateStartFailure",
            Fault::TrunkFailure { .. } => "trunkFailure",
            Fault::LostState { .. } => "lostState",
            Fault::TaskExit { .. } => "taskExit",
            Fault::Throttling { .. } => "throttling",
            Fault::ServerException { .. } => "serverException",
        }
    }

    /// The host that it is about.
    pub fn host(&self) -> Option<&str> {
        match self {
            Fault::AgentLoss { host, .. }
            | Fault::Flap { host, .. }
            | Fault::RuntimeImpaired { host, .. }
            | Fault::HealthCheck { host, .. }
            | Fault::UpdateNack { host, .. }
            | Fault::UpdateStartFailure { host }
            | Fault::LostState { host } => Some(host),
            Fault::TrunkFailure { .. }
            | Fault::TaskExit { .. }
            | Fault::Throttling { .. }
            | Fault::ServerException { .. } => None,
        }
    }
}

/// A check that a fault can speak for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckType {
    /// GPUs and the like.
    AcceleratedCompute,
    /// The daemons of the host.
    Daemon,
}

/// Why an agent refuses an update (row `update-nack`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NackReason {
    /// ECS_UPDATES_ENABLED is off.
    UpdatesDisabled,
    /// The message about the update made no sense.
    InvalidUpdate,
    /// The download failed.
    UnableToDownload,
    /// The download is not what it should be.
    HashsumMismatch,
    /// The download is gone when it is to be used.
    NotDownloaded,
    /// Another update came in between.
    NewUpdateArrived,
}

stored!(enum CheckType { 0 => AcceleratedCompute, 1 => Daemon });

stored!(enum NackReason {
    0 => UpdatesDisabled, 1 => InvalidUpdate, 2 => UnableToDownload, 3 => HashsumMismatch, 4 => NotDownloaded, 5 =>
    NewUpdateArrived,
});

impl Read for Command {
    fn read(value: Value<'_>, reading: &mut Reading) -> Command {
        let members = Structure::of(value, reading);
        let kind: String = members.member("kind", reading);
        match kind.as_str() {
            "call" => {
                members.only(&["kind", "operation", "request"], reading);
                let operation = members.member("operation", reading);
                Command::Call { operation, request: members.member_or("request", Json::default(), reading) }
            }
            "advance" => {
                members.only(&["kind", "milliseconds"], reading);
                Command::Advance { milliseconds: members.member("milliseconds", reading) }
            }
            "launch" => Command::Launch(Launch::read(value, reading)),
            "host" => {
                members.only(&["kind", "host", "action", "after_ms"], reading);
                let (host, action) = (members.member("host", reading), members.member("action", reading));
                Command::Host { host, action, after_ms: members.member_or("after_ms", 0, reading) }
            }
            "deadline" => {
                members.only(&["kind", "host", "after_ms"], reading);
                let host = members.member("host", reading);
                Command::Deadline { host, after_ms: members.member("after_ms", reading) }
            }
            "fault" => {
                members.only(&["kind", "fault", "after_ms"], reading);
                let fault = members.member("fault", reading);
                Command::Fault { fault, after_ms: members.member_or("after_ms", 0, reading) }
            }
            "workload" => Command::Workload(Workload::read(value, reading)),
            "target" => Command::Target(Target::read(value, reading)),
            "assume" => {
                members.only(&["kind", "assumption", "choice"], reading);
                let assumption = members.member("assumption", reading);
                Command::Assume { assumption, choice: members.member("choice", reading) }
            }
            other => {
                let all = "call, advance, launch, host, deadline, fault, workload, target or assume";
                refuse_kind("kind", all, other, reading);
                Command::nothing()
            }
        }
    }

    fn nothing() -> Command {
        Command::Advance { milliseconds: 0 }
    }
}

impl Read for Fault {
    fn read(value: Value<'_>, reading: &mut Reading) -> Fault {
        let members = Structure::of(value, reading);
        let kind: String = members.member("type", reading);
        match kind.as_str() {
            "agentLoss" => {
                members.only(&["type", "host", "duration_ms", "unnoticed"], reading);
                let duration_ms = members.member("duration_ms", reading);
                let unnoticed = members.member_or("unnoticed", false, reading);
                Fault::AgentLoss { host: members.member("host", reading), duration_ms, unnoticed }
            }
            "flap" => {
                members.only(&["type", "host", "times", "down_ms", "up_ms"], reading);
                let (down_ms, up_ms) = (members.member("down_ms", reading), members.member("up_ms", reading));
                let host = members.member("host", reading);
                Fault::Flap { host, times: members.member("times", reading), down_ms, up_ms }
            }
            "runtimeImpaired" => {
                members.only(&["type", "host", "duration_ms"], reading);
                let host = members.member("host", reading);
                Fault::RuntimeImpaired { host, duration_ms: members.member("duration_ms", reading) }
            }
            "healthCheck" => {
                members.only(&["type", "host", "check", "status", "reason"], reading);
                let check = members.member("check", reading);
                let Status(status) = members.member("status", reading);
                let host = members.member("host", reading);
                Fault::HealthCheck { host, check, status, reason: members.member("reason", reading) }
            }
            "updateNack" => {
                members.only(&["type", "host", "reason"], reading);
                let host = members.member("host", reading);
                Fault::UpdateNack { host, reason: members.member("reason", reading) }
            }
            "updateStartFailure" => {
                members.only(&["type", "host"], reading);
                Fault::UpdateStartFailure { host: members.member("host", reading) }
            }
            "trunkFailure" => {
                members.only(&["type", "times", "reason"], reading);
                let times = members.member_or("times", 1, reading);
                Fault::TrunkFailure { times, reason: members.member("reason", reading) }
            }
            "lostState" => {
                members.only(&["type", "host"], reading);
                Fault::LostState { host: members.member("host", reading) }
            }
            "taskExit" => {
                members.only(&["type", "task", "exit_code"], reading);
                let task = members.member("task", reading);
                Fault::TaskExit { task, exit_code: members.member_or("exit_code", 1, reading) }
            }
            "throttling" => {
                members.only(&["type", "times"], reading);
                Fault::Throttling { times: members.member_or("times", 1, reading) }
            }
            "serverException" => {
                members.only(&["type", "times"], reading);
                Fault::ServerException { times: members.member_or("times", 1, reading) }
            }
            other => {
                let all = "agentLoss, flap, runtimeImpaired, healthCheck, updateNack, updateStartFailure, trunkFailure, lostState, taskExit, throttling or serverException";
                refuse_kind("type", all, other, reading);
                Fault::nothing()
            }
        }
    }

    fn nothing() -> Fault {
        Fault::Throttling { times: 0 }
    }
}

/// The word that says what something is was none of these.
fn refuse_kind(member: &str, all: &str, word: &str, reading: &mut Reading) {
    if !reading.is_over() {
        reading.refuse(&format!("expected {all}, got `{word}`"));
        reading.within(member);
    }
}

/// The words for something, each with what it stands for; and both ways between them.
macro_rules! worded {
    ($type:ident: $($word:literal => $variant:ident),* $(,)?) => {
        impl $type {
            /// The word for it.
            pub const fn word(self) -> &'static str {
                match self {
                    $($type::$variant => $word),*
                }
            }
        }

        impl Read for $type {
            fn read(value: Value<'_>, reading: &mut Reading) -> $type {
                word(value, &[$(($word, $type::$variant)),*], reading).unwrap_or_else($type::nothing)
            }

            fn nothing() -> $type {
                let [first, ..] = [$($type::$variant),*];
                first
            }
        }
    };
}

worded! {
    CheckType:
    "ACCELERATED_COMPUTE" => AcceleratedCompute,
    "DAEMON" => Daemon,
}

/// The status of a check, by its word on the wire.
struct Status(HealthState);

impl Read for Status {
    fn read(value: Value<'_>, reading: &mut Reading) -> Status {
        word(value, &HEALTH_STATES, reading).map_or_else(Status::nothing, Status)
    }

    fn nothing() -> Status {
        Status(HealthState::Ok)
    }
}

worded! {
    HostAction:
    "terminate" => Terminate,
    "stop" => Stop,
    "start" => Start,
    "reboot" => Reboot,
    "spotInterruption" => SpotInterruption,
    "stopAgent" => StopAgent,
    "startAgent" => StartAgent,
}

worded! {
    Pull:
    "succeeds" => Succeeds,
    "fails" => Fails,
    "hangs" => Hangs,
}

worded! {
    Health:
    "healthy" => Healthy,
    "unhealthy" => Unhealthy,
}

worded! {
    NackReason:
    "updatesDisabled" => UpdatesDisabled,
    "invalidUpdate" => InvalidUpdate,
    "unableToDownload" => UnableToDownload,
    "hashsumMismatch" => HashsumMismatch,
    "notDownloaded" => NotDownloaded,
    "newUpdateArrived" => NewUpdateArrived,
}

/// Reads something of ours from JSON text: a command, options, a condition.
pub fn from_json<T: Read>(json: &str) -> Result<T, Misread> {
    let mut recorder = Recorder::new(&NAMES);
    match record_json(&mut recorder, json.as_bytes()) {
        Ok(text) => read(recorder.tape(text).root()),
        Err(error) => Err(Misread::new(match error.problem {
            JsonProblem::Syntax => {
                format!("not JSON: {} at line {}, column {}", error.detail, error.line, error.column)
            }
            JsonProblem::Encoding => "not UTF-8 text".to_owned(),
            JsonProblem::TooDeep | JsonProblem::TooLarge => "too deep or too large".to_owned(),
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_json_and_back() {
        let check = |text: &str| {
            let command: Command = from_json(text).unwrap();
            assert_eq!(command.to_json(), text);
        };
        check(r#"{"kind":"advance","milliseconds":5}"#);
        check(r#"{"kind":"call","operation":"ListClusters","request":{"maxResults":5}}"#);
        check(r#"{"kind":"host","host":"i-1","action":"terminate","afterMs":60000}"#);
        check(r#"{"kind":"deadline","host":"i-1","afterMs":60000}"#);
        check(r#"{"kind":"fault","fault":{"type":"agentLoss","host":"i-1"}}"#);
        check(
            r#"{"kind":"fault","fault":{"type":"agentLoss","host":"i-1","durationMs":5,"unnoticed":true},"afterMs":9}"#,
        );
        check(r#"{"kind":"fault","fault":{"type":"flap","host":"i-1","times":2,"downMs":5,"upMs":6}}"#);
        check(r#"{"kind":"fault","fault":{"type":"runtimeImpaired","host":"i-1","durationMs":5}}"#);
        check(r#"{"kind":"fault","fault":{"type":"healthCheck","host":"i-1","check":"DAEMON","status":"IMPAIRED"}}"#);
        check(r#"{"kind":"fault","fault":{"type":"updateNack","host":"i-1","reason":"hashsumMismatch"}}"#);
        check(r#"{"kind":"fault","fault":{"type":"updateStartFailure","host":"i-1"}}"#);
        check(r#"{"kind":"fault","fault":{"type":"trunkFailure","times":1,"reason":"x"}}"#);
        check(r#"{"kind":"fault","fault":{"type":"lostState","host":"i-1"}}"#);
        check(r#"{"kind":"fault","fault":{"type":"taskExit","task":"0123","exitCode":137}}"#);
        check(r#"{"kind":"workload","family":"web","pull":"hangs","stopMs":90000}"#);
        check(r#"{"kind":"workload","family":"web","health":"unhealthy","exitAfterMs":5,"exitCode":1,"afterMs":7}"#);
        check(r#"{"kind":"target","targetGroup":"arn:x","task":"0123","health":"unhealthy"}"#);
        check(r#"{"kind":"target","targetGroup":"arn:x","deregistrationDelayMs":0,"healthyAfterMs":5,"afterMs":6}"#);
        check(r#"{"kind":"fault","fault":{"type":"throttling","times":3}}"#);
        check(r#"{"kind":"fault","fault":{"type":"serverException","times":3}}"#);
        check(r#"{"kind":"assume","assumption":1,"choice":1}"#);
    }

    #[test]
    fn what_does_not_fit_is_refused_by_its_place() {
        let check = |text: &str, path: &str, message: &str| {
            let misread = from_json::<Command>(text).unwrap_err();
            assert_eq!((misread.path.as_str(), misread.message.as_str()), (path, message));
        };
        check(r#"{"kind":"advance","seconds":5}"#, "", "there is no member `seconds`: there are kind, milliseconds");
        check(r#"{"kind":"launch","tags":[{"key":5}]}"#, "tags.0.key", "expected text, got `5`");
        check(r#"{"kind":"host","host":"i-1"}"#, "action", "is required");
        check(r#"{"kind":"advance","milliseconds":-1}"#, "milliseconds", "expected a whole number from 0, got `-1`");
        check(
            r#"{"kind":"sink"}"#,
            "kind",
            "expected call, advance, launch, host, deadline, fault, workload, target or assume, got `sink`",
        );
        check(r#"{"kind":"#, "", "not JSON: EOF while parsing a value at line 1, column 9");
    }
}
