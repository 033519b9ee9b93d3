//! What is not known of the service, and what is done about it here.

use super::readers::{ForReaders, for_readers};

/// One open question with the answer taken here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Stable; `docs/ecs-behaviour.md` has a row `assumption-<id>`.
    pub id: u16,
    /// What is not known.
    pub question: ForReaders,
    /// What happens here.
    pub default: ForReaders,
    /// What else might be true, where somebody has said so.
    pub alternatives: &'static [&'static str],
}

const fn open(id: u16, question: &'static str, default: &'static str) -> Assumption {
    either(id, question, default, &[])
}

const fn either(
    id: u16,
    question: &'static str,
    default: &'static str,
    alternatives: &'static [&'static str],
) -> Assumption {
    // The module needs to know how many alternatives there are.
    const NAMELESS: &[&str] = &[""; 4];
    let alternatives =
        if cfg!(target_arch = "wasm32") { NAMELESS.split_at(alternatives.len()).0 } else { alternatives };
    Assumption { id, question: for_readers(question), default: for_readers(default), alternatives }
}

/// All of them, by id.
pub static ASSUMPTIONS: [Assumption; 104] = [
    either(
        1,
        "what answers a change of state of an instance in a state that cannot be changed",
        "an entry in failures whose reason is that state; the other instances of the request are changed",
        &["InvalidParameterException for the whole request"],
    ),
    open(
        2,
        "whether static checks come before the cluster is looked up",
        "static checks first, then the cluster, then the instances",
    ),
    open(
        3,
        "what answers deregistering, or updating the agent of, an instance that does not exist",
        "ClientException: Referenced container instance <id> not found.",
    ),
    open(
        4,
        "what answers deregistering an instance that is INACTIVE already",
        "ClientException: Container instance <id> is inactive.",
    ),
    either(
        5,
        "whether a task that is not running yet keeps an instance from being deregistered without force",
        "yes: every task that is not STOPPED does",
        &["only running tasks do"],
    ),
    open(6, "agentConnected in the response to a registration", "false, until the agent connects"),
    open(7, "agentConnected after deregistering", "true in the response, false soon after"),
    open(8, "an instance that stands twice in a list", "it is described or changed once, at its first place"),
    open(9, "letter case of IDs, and IDs that are not hexadecimal", "accepted; looking them up finds nothing"),
    open(
        10,
        "the ARN of another account, Region or partition",
        "DescribeContainerInstances answers with a failure MISSING",
    ),
    open(11, "healthStatus in responses other than that of DescribeContainerInstances", "left out"),
    open(
        12,
        "the overall health of an instance without checks, or with an agent older than 1.57.0",
        "INSUFFICIENT_DATA, without details",
    ),
    open(13, "how long an agent must be silent before AGENT_CONNECTIVITY is IMPAIRED", "5 minutes; can be set"),
    open(14, "whether a change of health raises version", "no"),
    open(15, "whether a change of state raises version and sends an event", "yes, by one, and one event"),
    open(16, "whether an instance that registers again stays DRAINING", "yes"),
    open(17, "whether registering again sets registeredAt anew", "no"),
    open(18, "what becomes of an agent update on a disconnected, Windows or arm64 host", "the update stays PENDING"),
    open(19, "the message of MissingVersionException", "the sentence of the documentation"),
    either(
        20,
        "what remaining GPUs and Neuron cores list",
        "the ones that are free",
        &["the ones that are in use, as for ports"],
    ),
    either(
        21,
        "StartTask on an instance that is DRAINING",
        "refused: a failure with the reason INACTIVE",
        &["accepted"],
    ),
    open(22, "how many attributes a registration may have in all", "not limited"),
    either(
        23,
        "whether attributes whose names begin with ecs. or com.amazonaws. can be put or deleted by hand",
        "no: InvalidParameterException, in any letter case",
        &["yes"],
    ),
    open(24, "how often the scheduler looks", "at a fixed interval that can be set; 10 to 20 seconds were seen"),
    open(
        25,
        "in which order the draining tasks of one service stop",
        "as the placement strategy has it, within the bounds of the deployment configuration",
    ),
    either(
        26,
        "whether a replacement without health checks must run 40 seconds before it counts in a drain",
        "yes",
        &["no: it counts as soon as it runs"],
    ),
    open(27, "what answers two tags with the same key in one request", "InvalidParameterException in our words"),
    open(28, "how long an INACTIVE instance can be described", "3,600 seconds"),
    open(29, "whether setting an instance ACTIVE saves tasks that are stopping", "no"),
    open(30, "an include list with a word twice, or an empty one", "a set; empty counts as left out"),
    either(31, "whether task protection holds a task on an instance that drains", "yes, until it expires", &["no"]),
    either(
        32,
        "what exactly runningTasksCount and pendingTasksCount count",
        "tasks that are meant to run and do; tasks that are meant to run and do not yet",
        &["the words of the documentation, taken literally"],
    ),
    open(
        33,
        "how many tasks the scheduler may start and stop at a time in a drain",
        "start up to the ceiling less all that are not STOPPED; stop down to the floor of healthy ones, those on draining hosts included",
    ),
    open(34, "whether it stops or starts first when both are allowed", "it stops first"),
    open(
        35,
        "when a placement that failed is tried again",
        "each time the scheduler looks; the event comes again after 6 hours at the earliest",
    ),
    open(
        36,
        "how a service whose tasks keep failing is slowed down",
        "a pause of 1 minute that doubles up to 27; the circuit breaker only where configured",
    ),
    either(
        37,
        "whether daemons wait for standalone tasks too before they stop in a drain",
        "yes: they stop when nothing else is left",
        &["no: they wait for the tasks of services only"],
    ),
    open(38, "whether minimumHealthyPercent of a daemon service binds in a drain", "no"),
    open(39, "whether changed attributes stop daemons whose placement constraints no longer hold", "yes"),
    either(
        40,
        "the ARN in a failure MISSING for a short ID where long ARNs are on",
        "the old format, as recorded in 2017",
        &["the long format"],
    ),
    open(
        41,
        "precedence and comparison in the cluster query language",
        "not, then and, then or; for <, <=, > and >= numbers compare as numbers where both sides are, == is equality of texts, agentVersion compares as a version; a feature of Java's expressions that we lack is refused by its name",
    ),
    open(42, "a member that the operation does not have", "ignored; a warning here, as SDKs and the CLI refuse it"),
    open(43, "how a health check counts whose status is unknown", "as INSUFFICIENT_DATA"),
    open(44, "a member that is null", "absent; a warning here"),
    open(45, "an item of a list that is null", "refused: SerializationException"),
    either(
        46,
        "a cluster name that is empty",
        "refused by the pattern of cluster names",
        &["taken for the cluster default"],
    ),
    open(47, "the words for a bad clusterName of CreateCluster", "the same as for cluster elsewhere"),
    open(48, "a tag without a value", "accepted as the empty value; an explicit null is refused"),
    open(49, "the exception for a rule that is documented without one", "InvalidParameterException in our words"),
    open(50, "a member that stands twice in a structure", "the last one counts; a warning here"),
    open(
        51,
        "a number with a fraction, or too large, where a whole one belongs; text where a number belongs",
        "SerializationException; nothing is converted",
    ),
    open(
        52,
        "more than 10 custom attributes at registration",
        "accepted with a warning; which ones are kept is not known",
    ),
    open(
        53,
        "resources without name, type or fitting value, of another type than their name has, with a name twice, a negative amount or a bad port; devices with an empty ID",
        "InvalidParameterException in our words",
    ),
    open(
        54,
        "how large a request may be",
        "here 4 MiB of text, 64 levels, 1,000,000 values; the limits of the service are not known",
    ),
    open(
        55,
        "ARNs of another service, of no known partition, without an account, or of a resource that takes no tags",
        "InvalidParameterException; Unsupported resource type: <type> for a type that takes no tags",
    ),
    either(
        56,
        "the exception for a bad identity document, whose message alone is recorded, and what can be told without AWS's key",
        "ClientException; the document must be JSON, the signature base64, and one comes with the other; empty text counts as none",
        &["InvalidParameterException"],
    ),
    open(57, "two attributes of the same name at registration", "one of them is kept; a warning here"),
    open(
        58,
        "the words for a value that an account setting does not take",
        "InvalidParameterException: value should be one of [...]",
    ),
    open(59, "whether a new agent update can be asked for after UPDATED or FAILED", "yes"),
    either(
        60,
        "what answers disabling a long ARN format, which nobody can leave since April 2021",
        "InvalidParameterException in our words",
        &["it is disabled, as before April 2021"],
    ),
    open(61, "whether the steps of an agent update raise version and send events", "no; the new connection does"),
    open(62, "whether changed tags or attributes raise version and send events", "no"),
    open(
        63,
        "what answers tagging, or listing the tags of, a resource that does not exist",
        "ClusterNotFoundException where it is a cluster or its cluster does not exist; else ResourceNotFoundException, or InvalidParameterException where that is not declared: The specified resource wasn't found.",
    ),
    open(
        64,
        "how long hosts take to boot, agents to connect, updates and interfaces to be made ready",
        "the timings of a simulation, which can all be set",
    ),
    open(
        65,
        "how much memory the kernel of a type reports",
        "recorded for 4 GiB (3,705 MiB) and 8 GiB (7,985 MiB); for others a 64th and 79 MiB less than advertised",
    ),
    open(
        66,
        "the words of AttributeLimitExceededException, LimitExceededException, and for a token that no page gave",
        "our own; the token is refused with InvalidParameterException",
    ),
    open(67, "what answers an identity document of another account or Region", "it is accepted"),
    open(
        68,
        "whether a regular expression of the query language must match the whole value",
        "yes, as in the examples of the guide, which end in .*",
    ),
    open(
        69,
        "what the operators of the query language say of a subject that is missing or has no value",
        "what is missing only !exists holds for; an attribute without a value exists and equals nothing, so that !=, !in and !~ hold for it",
    ),
    open(
        70,
        "which operators task:group takes, and how they compare",
        "all; one holds if it holds for the group of some task",
    ),
    open(
        71,
        "which texts of the query language are accepted",
        "words and operators as the guide spells them; values without quotes up to a blank or one of ()[],'\"&|!=<>~; nothing escaped in quotes; an operator that the guide does not list for a subject is refused",
    ),
    open(
        72,
        "how dates and versions of the query language compare",
        "a date alone is midnight UTC; the missing parts of a version are zero; an agent whose version cannot be read is only != to any",
    ),
    open(73, "the words for an expression that cannot be read", "InvalidParameterException in our words"),
    open(
        74,
        "the words for an ARN with an empty part, or with the name of a cluster that none can have",
        "those for a wrong number of separators; those for the name itself",
    ),
    open(75, "whether a lifecycle has moves that are described nowhere", "no: they do not happen"),
    open(
        76,
        "deregistering an instance that is still REGISTERING",
        "accepted: its trunk interface is taken away as that of any other instance",
    ),
    open(
        77,
        "when a task that starts or stops raises the version of its instance",
        "when the instance's resources are taken, and when they are free again; its counts alone do not",
    ),
    open(
        78,
        "in which order a host is checked for a task, and which host is the closest",
        "status, agent, attributes, memberOf, distinctInstance, ports, CPU, memory, interfaces, GPUs; the one that passes most, of several the first registered",
    ),
    either(
        79,
        "what a service says when its bounds allow neither stop nor start in a drain without a deployment",
        "nothing",
        &["the words that it has for a deployment"],
    ),
    open(
        80,
        "when Availability Zone rebalancing begins",
        "a minute after a steady state with uneven zones; can be set",
    ),
    either(
        81,
        "stoppedReason of a service's task whose instance drains",
        "Task stopped during instance draining, which is documented for Managed Instances; ServiceSchedulerInitiated",
        &["Scaling activity initiated by (deployment <id>)"],
    ),
    either(
        82,
        "how long daemons wait for the other tasks of a draining instance",
        "until they are STOPPED",
        &["until they are told to stop or have left RUNNING"],
    ),
    either(83, "whether a new instance gets its daemon while another one drains", "yes", &["no, as seen in 2020"]),
    open(
        84,
        "what answers deregistering a task definition that does not exist, or that is INACTIVE already",
        "the words of DescribeTaskDefinition; the second is answered as it is",
    ),
    open(
        85,
        "how many failures RunTask answers",
        "one for each ACTIVE instance that cannot take the task, however many tasks are missing; without an ACTIVE instance it is refused as in a cluster without any",
    ),
    open(
        86,
        "stopCode of a forced deregistration and of a host that stops, and what becomes of a task that was stopping",
        "UserInitiated and TerminationNotice; a task whose containers had not ended has the reason of the host",
    ),
    either(
        87,
        "whether an agent starts a task while one that was told to stop earlier has not stopped",
        "yes",
        &["no, as older agents did"],
    ),
    open(88, "whether DEACTIVATING lasts the whole deregistration delay", "yes"),
    open(89, "what raises the version of a task", "a new lastStatus, desiredStatus, health or stoppedReason"),
    open(
        90,
        "what answers a target group that is not known",
        "it is there from then on, with the defaults of Elastic Load Balancing",
    ),
    open(
        91,
        "whether a host with Docker 25 has the capabilities of API versions below 1.24, which task definitions still require",
        "yes",
    ),
    open(92, "the words for a host that distinctInstance excludes", "those for memberOf, with the other name"),
    open(
        101,
        "the words for a word that an enumeration of the model does not have",
        "InvalidParameterException: <member> should be one of [A,B,C], by the alphabet, as recorded for two members",
    ),
    open(
        102,
        "the exception and the words of refusals of a task definition that are not recorded: a bad family, two containers of a name, no essential one, memory below its reservation",
        "ClientException, as in all recorded ones, in our words",
    ),
    either(
        103,
        "what answers a text that is no family, no family:revision and no ARN where a task definition is named",
        "InvalidParameterException in our words",
        &["the same as for a task definition that does not exist"],
    ),
    open(
        104,
        "negative amounts of CPU or memory, percentages and times",
        "refused: InvalidParameterException in our words",
    ),
    open(
        105,
        "the words for a host port other than the container port in the network mode host",
        "those recorded for awsvpc, with the other mode",
    ),
    open(
        106,
        "the placement strategies spread and binpack without a field, and the constraint memberOf without an expression",
        "refused: InvalidParameterException in our words",
    ),
    open(
        107,
        "the full stop of `Services cannot be empty`, which code quotes without one",
        "InvalidParameterException: Services cannot be empty.",
    ),
    open(
        108,
        "the exception for a negative desiredCount, whose message alone is recorded",
        "InvalidParameterException",
    ),
    either(
        109,
        "whether the refusal of both percentages at 100 counts the one that is left out, by its default",
        "yes, in CreateService",
        &["no: only if both are given"],
    ),
    open(
        110,
        "what answers HTTP that is not of the protocol: another path or method, no target or another content type, an unknown encoding, a body that is too large",
        "UnknownOperationException with 404, 405, or 400; SerializationException with 415, or 400 for a body that is not encoded as it says; RequestEntityTooLargeException with 413",
    ),
    open(
        111,
        "what answers a request whose signature is missing, of another key, late or wrong",
        "403 with MissingAuthenticationTokenException, UnrecognizedClientException or InvalidSignatureException, in the words of other services of AWS; only a server that was given a key looks at signatures",
    ),
    open(
        112,
        "how a daemon service counts while its tasks on instances that drain wait for the others",
        "desiredCount has the ACTIVE instances alone, so more tasks run than that, and than maximumPercent of it; it tells of a steady state again once they have stopped",
    ),
];

/// The assumption of this id.
pub fn assumption(id: u16) -> Option<&'static Assumption> {
    ASSUMPTIONS.iter().find(|assumption| assumption.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_and_none_stands_twice() {
        assert!(ASSUMPTIONS.is_sorted_by(|one, next| one.id < next.id));
    }
}
