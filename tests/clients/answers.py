"""Walks the raw answers of the simulation along botocore's own model of the service.

A problem is a text that names the operation, the path and the value. What the model
leaves open, such as a word that it does not list, is a note.
"""

import json

# Lists that the service leaves out where there is nothing to say; all others are always there.
OPTIONAL_LISTS = {
    ("Resource", "stringSetValue"),  # Row protocol-resource-numbers: only for string sets.
    ("Cluster", "attachments"),  # Of capacity providers, which are not simulated.
    ("ContainerInstance", "gpuDevices"),  # Of Managed Instances, which are not simulated.
    ("TaskDefinition", "requiresAttributes"),  # Absent where a host must be capable of nothing.
    ("TaskDefinition", "requiresCompatibilities"), ("TaskDefinition", "inferenceAccelerators"),  # As they were sent.
    ("DescribeTaskDefinitionResponse", "tags"), ("Service", "tags"),  # Only where they were asked for.
    ("Task", "inferenceAccelerators"),  # Of Fargate and Elastic Inference, which are not simulated.
    # What is inside containers is not simulated, nor which GPU is whose.
    ("Container", "networkBindings"), ("Container", "managedAgents"), ("Container", "gpuIds"), ("Container", "neuronDeviceIds"),
    ("Service", "capacityProviderStrategy"), ("Deployment", "capacityProviderStrategy"),  # The launch type EC2 has none.
    ("Service", "taskSets"),  # Only with the controllers CODE_DEPLOY and EXTERNAL, which are not simulated.
    ("Service", "currentServiceRevisions"),  # Service revisions are not simulated.
    ("DeploymentConfiguration", "lifecycleHooks"),  # Of deployments that are not rolling updates.
    # Of Service Connect, volumes and VPC Lattice, which are not simulated.
    ("Deployment", "serviceConnectResources"), ("Deployment", "volumeConfigurations"), ("Deployment", "vpcLatticeConfigurations"),
}
# Structures that are shown as they were sent: of their lists only these are always there.
AS_SENT = {
    "ContainerDefinition": {"portMappings", "environment", "mountPoints", "volumesFrom", "systemControls"},  # Row definition-defaults.
    **dict.fromkeys(["AwsVpcConfiguration", "ContainerOverride", "ContainerRestartPolicy", "Device", "KernelCapabilities", "LinuxParameters", "LogConfiguration",
                     "ProxyConfiguration", "TaskOverride", "Tmpfs"], set()),
}
# Exceptions that any operation may answer with; the model does not list them with each.
COMMON_ERRORS = {"SerializationException", "ThrottlingException", "ServerException", "ClientException", "InvalidParameterException"}
# The members of an error's body (row protocol-errors).
ERROR_MEMBERS = {"__type", "message"}


class Walk:
    """One answer: its problems, its notes, and which members of which shapes it had."""

    def __init__(self, operation):
        self.operation = operation
        self.problems = []
        self.notes = []
        self.seen = set()

    def problem(self, path, value, words):
        self.problems.append(f"{self.operation} {path or '/'}: {words}: {json.dumps(value)[:200]}")

    def value(self, shape, value, path):
        getattr(self, shape.type_name)(shape, value, path)

    def structure(self, shape, value, path):
        if not isinstance(value, dict):
            return self.problem(path, value, "no structure")
        for name, member in value.items():
            if name not in shape.members:
                self.problem(f"{path}/{name}", member, f"{shape.name} has no such member")
            else:
                self.seen.add((shape.name, name))
                self.value(shape.members[name], member, f"{path}/{name}")
        for name, member in shape.members.items():
            if name in value:
                continue
            if name in shape.required_members:
                self.problem(f"{path}/{name}", value, "missing, and required")
            elif member.type_name == "list" and (shape.name, name) not in OPTIONAL_LISTS and name in AS_SENT.get(shape.name, {name}):
                self.problem(f"{path}/{name}", value, "a missing list")

    def list(self, shape, value, path):
        if not isinstance(value, list):
            return self.problem(path, value, "no list")
        for index, item in enumerate(value):
            self.value(shape.member, item, f"{path}/{index}")

    def map(self, shape, value, path):
        if not isinstance(value, dict):
            return self.problem(path, value, "no map")
        for name, item in value.items():
            self.value(shape.value, item, f"{path}/{name}")

    def string(self, shape, value, path):
        if not isinstance(value, str):
            self.problem(path, value, "no text")
        elif shape.enum and value not in shape.enum:
            self.notes.append(f"{self.operation} {path}: the model does not list the word {value}")

    def boolean(self, _, value, path):
        if not isinstance(value, bool):
            self.problem(path, value, "neither true nor false")

    def integer(self, _, value, path):
        self.whole(value, path, 32)

    def long(self, _, value, path):
        self.whole(value, path, 64)

    def whole(self, value, path, bits):
        if not isinstance(value, int) or isinstance(value, bool) or not -(2 ** (bits - 1)) <= value < 2 ** (bits - 1):
            self.problem(path, value, f"no whole number of {bits} bits")

    def double(self, _, value, path):
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            self.problem(path, value, "no number")

    def timestamp(self, _, value, path):
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            return self.problem(path, value, "a time that is no number")
        if not 0 <= value < 253_402_300_800 or abs(round(value * 1000) - value * 1000) > 1e-3:
            self.problem(path, value, "a time that is not in seconds, with milliseconds as a fraction")


def walk(service, operation, answer):
    """What is to be said of the body of an answer."""
    walked = Walk(operation)
    walked.structure(service.operation_model(operation).output_shape, answer, "")
    return walked


def parsed_problems(service, parser, operation, response):
    """What botocore's own parser makes of an answer, against the raw body."""
    walked = Walk(operation)
    model = service.operation_model(operation)
    raw = json.loads(response["body"])
    incoming = {"status_code": response["status"], "headers": response["headers"], "body": response["body"].encode()}
    parsed = parser.parse(incoming, model.output_shape)
    metadata = parsed.pop("ResponseMetadata")
    if metadata.get("RequestId") != response["headers"]["x-amzn-requestid"]:
        walked.problem("", metadata, "the parser finds another RequestId")
    if response["status"] == 200:
        compare(walked, model.output_shape, raw, parsed, "")
        return walked.problems
    for name, member in raw.items():
        if name not in ERROR_MEMBERS or not isinstance(member, str):
            walked.problem(f"/{name}", member, "not of an error")
    error = parsed["Error"]
    if (error["Code"], error["Message"]) != (raw.get("__type"), raw.get("message")):
        walked.problem("", error, f"the parser reads another error than {response['body'][:200]}")
    known = {shape.name for shape in model.error_shapes} | COMMON_ERRORS
    if error["Code"] not in known:
        walked.problem("/__type", error["Code"], "the model has no such exception here")
    statuses = {shape.name: shape.metadata.get("error", {}).get("httpStatusCode") for shape in model.error_shapes}
    due = statuses.get(error["Code"]) or (500 if error["Code"] == "ServerException" else 400)
    if response["status"] != due:
        walked.problem("", response["status"], f"{error['Code']} has the status {due}")
    return walked.problems


def compare(walked, shape, raw, parsed, path):
    """That nothing of the raw answer is lost or changed on the parser's way."""
    if shape.type_name == "structure":
        if set(raw) != set(parsed):
            walked.problem(path, sorted(set(raw) ^ set(parsed)), "the parser sees other members")
        for name in set(raw) & set(parsed):
            compare(walked, shape.members[name], raw[name], parsed[name], f"{path}/{name}")
    elif shape.type_name == "list":
        if len(raw) != len(parsed):
            walked.problem(path, raw, "the parser sees another number of items")
        for index, pair in enumerate(zip(raw, parsed)):
            compare(walked, shape.member, *pair, f"{path}/{index}")
    elif shape.type_name == "map":
        if set(raw) != set(parsed):
            walked.problem(path, sorted(set(raw) ^ set(parsed)), "the parser sees other names")
        for name in set(raw) & set(parsed):
            compare(walked, shape.value, raw[name], parsed[name], f"{path}/{name}")
    elif shape.type_name == "timestamp":
        if abs(parsed.timestamp() - raw) > 0.001:
            walked.problem(path, raw, f"the parser reads {parsed.isoformat()}")
    elif raw != parsed:
        walked.problem(path, raw, f"the parser reads {parsed!r}")
