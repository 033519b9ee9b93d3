"""The simulation's raw answers, as botocore's model has them and as its parser reads them."""

import json
import os
import random
import unittest

import botocore.parsers

from answers import AS_SENT, OPTIONAL_LISTS, parsed_problems, walk
from bridge import Bridge, service_model

SOAK = bool(os.environ.get("DRYDOCK_SOAK"))
SEED = int(os.environ.get("DRYDOCK_SEED", "1"))
SESSIONS, CALLS = (400, 500) if SOAK else (32, 300)

ACCOUNT = "123456789012"
DOCUMENT = {"instanceId": "i-0123456789abcdef0", "instanceType": "c5.large", "availabilityZone": "us-east-1a", "architecture": "x86_64",
            "imageId": "ami-0123456789abcdef0", "region": "us-east-1", "accountId": ACCOUNT}
CONFIGURATION = {
    "executeCommandConfiguration": {"kmsKeyId": "k", "logging": "OVERRIDE", "logConfiguration": {
        "cloudWatchLogGroupName": "g", "cloudWatchEncryptionEnabled": True, "s3BucketName": "b", "s3EncryptionEnabled": False, "s3KeyPrefix": "p"}},
    "managedStorageConfiguration": {"kmsKeyId": "k", "fargateEphemeralStorageKmsKeyId": "f"},
}
RESOURCES = [
    {"name": "CPU", "type": "INTEGER", "integerValue": 2048},
    {"name": "MEMORY", "type": "INTEGER", "integerValue": 3878},
    {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22", "2375"]},
    {"name": "GPU", "type": "STRINGSET", "stringSetValue": []},
    {"name": "SHARE", "type": "DOUBLE", "doubleValue": 0.5},
    {"name": "DISK", "type": "LONG", "longValue": 2**53 + 1},
]
TARGET_GROUP = f"arn:aws:elasticloadbalancing:us-east-1:{ACCOUNT}:targetgroup/web/0123456789abcdef"
SECRET = f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:s"
# A container with every member that there is.
WHOLE_CONTAINER = {
    "name": "app", "image": f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/app:1", "repositoryCredentials": {"credentialsParameter": SECRET},
    "cpu": 10, "memory": 64, "memoryReservation": 32, "links": ["side"], "essential": True,
    "portMappings": [{"containerPort": 80, "hostPort": 0, "protocol": "tcp", "name": "http", "appProtocol": "http"}, {"containerPortRange": "8000-8010"}],
    "restartPolicy": {"enabled": True, "ignoredExitCodes": [0], "restartAttemptPeriod": 60}, "entryPoint": ["sh"], "command": ["-c", "true"],
    "environment": [{"name": "a", "value": "b"}], "environmentFiles": [{"value": "arn:aws:s3:::b/a.env", "type": "s3"}],
    "mountPoints": [{"sourceVolume": "host", "containerPath": "/v", "readOnly": True}], "volumesFrom": [{"sourceContainer": "side", "readOnly": True}],
    "linuxParameters": {
        "capabilities": {"add": ["SYS_PTRACE"], "drop": ["MKNOD"]}, "devices": [{"hostPath": "/dev/a", "containerPath": "/dev/a", "permissions": ["read"]}],
        "initProcessEnabled": True, "sharedMemorySize": 1, "tmpfs": [{"containerPath": "/t", "size": 1, "mountOptions": ["ro"]}], "maxSwap": 1, "swappiness": 1},
    "secrets": [{"name": "s", "valueFrom": SECRET}], "dependsOn": [{"containerName": "side", "condition": "START"}], "startTimeout": 5, "stopTimeout": 5,
    "versionConsistency": "enabled", "hostname": "h", "user": "u", "workingDirectory": "/", "disableNetworking": False, "privileged": False,
    "readonlyRootFilesystem": True, "dnsServers": ["192.0.2.1"], "dnsSearchDomains": ["example.com"], "extraHosts": [{"hostname": "h", "ipAddress": "192.0.2.1"}],
    "dockerSecurityOptions": ["no-new-privileges"], "interactive": True, "pseudoTerminal": True, "dockerLabels": {"a": "b"},
    "ulimits": [{"name": "core", "softLimit": 1, "hardLimit": 2}],
    "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g"}, "secretOptions": [{"name": "s", "valueFrom": SECRET}]},
    "healthCheck": {"command": ["CMD", "true"], "interval": 5, "timeout": 2, "retries": 1, "startPeriod": 0},
    "systemControls": [{"namespace": "net.core.somaxconn", "value": "1"}],
    "resourceRequirements": [{"value": "1", "type": "GPU", "sharingStrategy": {"nvidiaMps": {"memory": 1, "maxComputePercent": 50}}}],
    "firelensConfiguration": {"type": "fluentd", "options": {"a": "b"}}, "credentialSpecs": ["credentialspec:a"],
}
VOLUMES = [
    {"name": "host", "host": {"sourcePath": "/v"}}, {"name": "late", "configuredAtLaunch": True},
    {"name": "docker", "dockerVolumeConfiguration": {"scope": "shared", "autoprovision": True, "driver": "local", "driverOpts": {"a": "b"}, "labels": {"a": "b"}}},
    {"name": "efs", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "rootDirectory": "/", "transitEncryption": "ENABLED", "transitEncryptionPort": 2049,
                                               "authorizationConfig": {"accessPointId": "fsap-1", "iam": "ENABLED"}}},
    {"name": "s3", "s3filesVolumeConfiguration": {"fileSystemArn": f"arn:aws:s3files:us-east-1:{ACCOUNT}:file-system/fs-1", "rootDirectory": "/", "transitEncryptionPort": 2049,
                                                  "accessPointArn": f"arn:aws:s3files:us-east-1:{ACCOUNT}:file-system/fs-1/access-point/fsap-1"}},
    {"name": "fsx", "fsxWindowsFileServerVolumeConfiguration": {"fileSystemId": "fs-1", "rootDirectory": "/", "authorizationConfig": {"credentialsParameter": SECRET, "domain": "d"}}},
]
# Families, each with what is always sent of it: with a port, without, with a network interface, and with everything.
FAMILIES = {
    "web": {"containerDefinitions": [{"name": "app", "image": "nginx", "memory": 64, "portMappings": [{"containerPort": 80}]}]},
    "job": {"containerDefinitions": [{"name": "main", "image": "busybox", "memory": 32, "memoryReservation": 16}], "networkMode": "bridge"},
    "own": {"containerDefinitions": [{"name": "app", "image": "nginx", "cpu": 64, "memory": 64, "memoryReservation": 48}], "networkMode": "awsvpc"},
    "whole": {
        "containerDefinitions": [WHOLE_CONTAINER, {"name": "side", "image": "busybox", "memory": 32, "essential": False}], "volumes": VOLUMES, "networkMode": "bridge",
        "taskRoleArn": f"arn:aws:iam::{ACCOUNT}:role/task", "executionRoleArn": f"arn:aws:iam::{ACCOUNT}:role/execution", "requiresCompatibilities": ["EC2"],
        "placementConstraints": [{"type": "memberOf", "expression": "attribute:stack == blue"}], "cpu": "256", "memory": "512", "pidMode": "host", "ipcMode": "none",
        "proxyConfiguration": {"type": "APPMESH", "containerName": "side", "properties": [{"name": "a", "value": "b"}]},
        "inferenceAccelerators": [{"deviceName": "d", "deviceType": "eia2.medium"}], "ephemeralStorage": {"sizeInGiB": 21},
        "runtimePlatform": {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"}, "enableFaultInjection": False,
        "trustedExecutionConfiguration": {"isolationMode": "SHARED", "attestationPolicy": "p"}},
}
NETWORK = {"networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "DISABLED"}}}
OVERRIDES = {
    "cpu": "128", "memory": "64", "taskRoleArn": f"arn:aws:iam::{ACCOUNT}:role/task", "executionRoleArn": f"arn:aws:iam::{ACCOUNT}:role/execution",
    "ephemeralStorage": {"sizeInGiB": 21}, "inferenceAcceleratorOverrides": [{"deviceName": "d", "deviceType": "eia2.medium"}],
    "containerOverrides": [{"name": "app", "command": ["a"], "environment": [{"name": "a", "value": "b"}], "environmentFiles": [{"value": "arn:aws:s3:::b/a.env", "type": "s3"}],
                            "cpu": 5, "memory": 32, "memoryReservation": 16, "resourceRequirements": WHOLE_CONTAINER["resourceRequirements"]}],
}
# Members that no answer of ours has, each for its reason.
NEVER_SENT = {
    ("TaskDefinition", "deleteRequestedAt"),  # DeleteTaskDefinitions is not simulated.
    ("Task", "trustedExecutionSummary"),  # There are no enclaves.
    # Of Fargate, capacity providers and Elastic Inference.
    ("Task", "capacityProviderName"), ("Task", "platformVersion"), ("Task", "platformFamily"), ("Task", "ephemeralStorage"), ("Task", "fargateEphemeralStorage"),
    ("Task", "inferenceAccelerators"),
    # What is inside containers is not simulated: digests, bindings, agents of ECS Exec, devices.
    ("Container", "imageDigest"), ("Container", "networkBindings"), ("Container", "managedAgents"), ("Container", "gpuIds"), ("Container", "neuronDeviceIds"),
    ("Container", "gpuSharingStrategy"), ("NetworkInterface", "attachmentId"), ("NetworkInterface", "privateIpv4Address"), ("NetworkInterface", "ipv6Address"),
    # Of load balancers that are not simulated, and of deployments that are not rolling updates.
    ("LoadBalancer", "loadBalancerName"), ("LoadBalancer", "advancedConfiguration"),
    ("DeploymentConfiguration", "alarms"), ("DeploymentConfiguration", "strategy"), ("DeploymentConfiguration", "bakeTimeInMinutes"), ("DeploymentConfiguration", "lifecycleHooks"),
    ("DeploymentConfiguration", "linearConfiguration"), ("DeploymentConfiguration", "canaryConfiguration"), ("DeploymentConfiguration", "earlySuccessCriteria"),
    ("DeploymentCircuitBreaker", "resetOnHealthyTask"), ("DeploymentCircuitBreaker", "thresholdConfiguration"),  # The breaker is the usual one.
    # Of Fargate, capacity providers, task sets, service discovery, service revisions and Service Connect.
    ("Service", "capacityProviderStrategy"), ("Service", "platformVersion"), ("Service", "platformFamily"), ("Service", "taskSets"), ("Service", "currentServiceDeployment"),
    ("Service", "currentServiceRevisions"), ("Service", "resourceManagementType"),
    ("ServiceRegistry", "registryArn"), ("ServiceRegistry", "port"), ("ServiceRegistry", "containerName"), ("ServiceRegistry", "containerPort"),
    ("Service", "roleArn"), ("Service", "createdBy"),  # There are no permissions, and nobody who asks.
    ("Deployment", "capacityProviderStrategy"), ("Deployment", "platformVersion"), ("Deployment", "platformFamily"), ("Deployment", "serviceConnectConfiguration"),
    ("Deployment", "serviceConnectResources"), ("Deployment", "volumeConfigurations"), ("Deployment", "fargateEphemeralStorage"), ("Deployment", "vpcLatticeConfigurations"),
    ("Deployment", "networkConfiguration"),  # A simulation keeps that of the service only.
    ("Attribute", "targetType"),  # The service leaves it out (row instance-attributes).
    ("Cluster", "attachments"), ("Cluster", "attachmentsStatus"),  # Of capacity providers.
    ("ContainerInstance", "capacityProviderName"), ("ContainerInstance", "gpuDevices"),  # The same, and of Managed Instances.
    ("Failure", "detail"),
}


class Session:
    """Requests that are mostly good, made of what earlier answers told."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.clusters = ["default"]
        self.instances = ["0123456789abcdef0123456789abcdef"]
        self.tasks = ["0123456789abcdef0123456789abcdef"]
        self.services = ["s0"]
        self.definitions = list(FAMILIES)
        self.tokens = []
        self.number = 0

    def some(self, words, most):
        return self.random.sample(words, self.random.randint(1, min(most, len(words))))

    def one(self, words):
        return self.random.choice(words)

    def now_and_then(self, **members):
        return {name: value for name, value in members.items() if self.random.random() < 0.4}

    def tags(self):
        return [{"key": f"k{number}", "value": self.one(["", "v", "Schiff é"])} for number in range(self.random.randint(0, 4))]

    def learn(self, answer):
        """Remembers what the next requests may name."""
        for cluster in answer.get("clusterArns", []) + [answer.get("cluster", {}).get("clusterName")]:
            if cluster and cluster not in self.clusters:
                self.clusters.append(cluster)
        for instance in [*answer.get("containerInstances", []), answer.get("containerInstance", {})]:
            arn = instance.get("containerInstanceArn")
            if arn and arn not in self.instances:
                self.instances.append(arn)
        for known, one, several, arns, name in [
            (self.instances, None, None, "containerInstanceArns", None),
            (self.tasks, "task", "tasks", "taskArns", "taskArn"),
            (self.services, "service", "services", "serviceArns", "serviceArn"),
            (self.definitions, "taskDefinition", None, "taskDefinitionArns", "taskDefinitionArn"),
        ]:
            told = [answer.get(one, {}), *answer.get(several, [])]
            for arn in [*answer.get(arns, []), *(each[name] for each in told if each)]:
                if arn not in known:
                    known.append(arn)
        del self.tasks[:-12], self.services[:-6], self.definitions[:-8]
        if "nextToken" in answer:
            self.tokens.append(answer["nextToken"])
        del self.instances[:-12], self.clusters[:-6], self.tokens[:-3]

    def page(self):
        return self.now_and_then(maxResults=self.random.randint(1, 3), **({"nextToken": self.one(self.tokens)} if self.tokens else {}))

    def cluster(self):
        return self.now_and_then(cluster=self.one(self.clusters))

    def instance(self):
        """A cluster and one of its instances; now and then they do not belong together."""
        instance = self.one(self.instances)
        parts = instance.split("/")
        if len(parts) < 3 or self.random.random() < 0.1:
            return self.cluster(), instance
        return {"cluster": parts[1]}, instance

    def around(self, arn):
        """The cluster of an ARN, if it says which; now and then another."""
        parts = arn.split("/")
        return {"cluster": parts[1]} if len(parts) == 3 and self.random.random() < 0.95 else self.cluster()

    def others(self, around, most, known=None):
        """Some instances or others, mostly of the cluster."""
        known = known or self.instances
        own = [each for each in known if f"/{around.get('cluster', 'default')}/" in each] or known
        return self.some(own if self.random.random() < 0.9 else known, most)

    def arn(self):
        clusters = [f"arn:aws:ecs:us-east-1:{ACCOUNT}:cluster/{name}" if ":" not in name else name for name in self.clusters]
        return self.one([name for name in self.instances + self.tasks + self.services + self.definitions if ":" in name and not name.endswith(":1")] + clusters)

    def definition(self):
        """A task definition, and the network that tasks of it need."""
        definition = self.one(self.definitions)
        return {"taskDefinition": definition, **(NETWORK if "own" in definition else {})}

    def attributes(self):
        cluster, instance = self.instance()
        own = [{"name": name, "targetType": "container-instance", "targetId": instance, **self.now_and_then(value="blue")} for name in self.some(["stack", "zone", "a.b"], 3)]
        return {**cluster, "attributes": own}

    def setting(self):
        return {"name": self.one(["containerInstanceLongArnFormat", "awsvpcTrunking", "containerInsights"]), "value": self.one(["enabled", "disabled"])}

    def CreateCluster(self):
        self.number += 1
        return self.now_and_then(
            clusterName=f"c{self.number % 7}", tags=self.tags(), settings=[{"name": "containerInsights", "value": self.one(["enabled", "disabled", "enhanced"])}],
            configuration=CONFIGURATION, serviceConnectDefaults={"namespace": "n"}, capacityProviders=["FARGATE", "own"],
            defaultCapacityProviderStrategy=[{"capacityProvider": "own", "weight": 1, "base": 2}])

    def DeleteCluster(self):
        return {"cluster": self.one(self.clusters)}

    def DescribeClusters(self):
        return self.now_and_then(clusters=self.some([*self.clusters, "gone"], 5), include=self.some(["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"], 5))

    def ListClusters(self):
        return self.page()

    def RegisterContainerInstance(self):
        document = {"instanceIdentityDocument": json.dumps({**DOCUMENT, "instanceId": f"i-{self.random.getrandbits(64):017x}"}), "instanceIdentityDocumentSignature": "YWJj"}
        given = self.now_and_then(
            attributes=[{"name": "stack", "value": "blue"}, {"name": "bare"}], tags=self.tags(), containerInstanceArn=self.one(self.instances),
            versionInfo={"agentVersion": "1.105.1", "agentHash": "0123abcd", "dockerVersion": "DockerVersion: 25.0.14"}, clientToken="t",
            platformDevices=[{"id": "GPU-1", "type": "GPU"}])
        return {**self.cluster(), **given, **(document if self.random.random() < 0.7 else {}), "totalResources": self.some(RESOURCES, 6)}

    def DeregisterContainerInstance(self):
        cluster, instance = self.instance()
        return {**cluster, "containerInstance": instance, **self.now_and_then(force=True)}

    def DescribeContainerInstances(self):
        cluster, _ = self.instance()
        return {**cluster, "containerInstances": self.others(cluster, 10), **self.now_and_then(include=self.some(["TAGS", "CONTAINER_INSTANCE_HEALTH"], 2))}

    def ListContainerInstances(self):
        words = ["agentConnected==true", "attribute:stack==blue", "not(registeredAt<=2026-01-01T00:00Z)", "ec2InstanceId==i-1"]
        return {**self.cluster(), **self.page(), **self.now_and_then(filter=self.one(words), status=self.one(["ACTIVE", "DRAINING", "REGISTERING"]))}

    def UpdateContainerInstancesState(self):
        cluster, _ = self.instance()
        return {**cluster, "containerInstances": self.others(cluster, 10), "status": self.one(["ACTIVE", "DRAINING"])}

    def UpdateContainerAgent(self):
        cluster, instance = self.instance()
        return {**cluster, "containerInstance": instance}

    def DiscoverPollEndpoint(self):
        return {**self.cluster(), **self.now_and_then(containerInstance=self.one(self.instances))}

    def PutAttributes(self):
        return self.attributes()

    def DeleteAttributes(self):
        return self.attributes()

    def ListAttributes(self):
        return {**self.cluster(), "targetType": "container-instance", **self.page(), **self.now_and_then(attributeName=self.one(["stack", "ecs.instance-type"]))}

    def TagResource(self):
        return {"resourceArn": self.arn(), "tags": self.tags() or [{"key": "k", "value": ""}]}

    def UntagResource(self):
        return {"resourceArn": self.arn(), "tagKeys": self.some(["k0", "k1", "k"], 3)}

    def ListTagsForResource(self):
        return {"resourceArn": self.arn()}

    def PutAccountSetting(self):
        return {**self.setting(), **self.now_and_then(principalArn=f"arn:aws:iam::{ACCOUNT}:role/agent")}

    def PutAccountSettingDefault(self):
        return self.setting()

    def DeleteAccountSetting(self):
        return {"name": self.setting()["name"]}

    def ListAccountSettings(self):
        return {**self.page(), **self.now_and_then(effectiveSettings=True, principalArn=f"arn:aws:iam::{ACCOUNT}:role/agent")}

    def RegisterTaskDefinition(self):
        family = self.one(list(FAMILIES))
        return {"family": family, **FAMILIES[family], **self.now_and_then(tags=self.tags())}

    def DeregisterTaskDefinition(self):
        revisions = [known for known in self.definitions if ":" in known]
        # Mostly none that others need.
        return {"taskDefinition": self.one(revisions) if revisions and self.random.random() < 0.3 else "whole:1"}

    def DescribeTaskDefinition(self):
        return {"taskDefinition": self.one(self.definitions), **self.now_and_then(include=["TAGS"])}

    def ListTaskDefinitions(self):
        return {**self.page(), **self.now_and_then(familyPrefix=self.one(list(FAMILIES)), status=self.one(["ACTIVE", "INACTIVE"]), sort=self.one(["ASC", "DESC"]))}

    def ListTaskDefinitionFamilies(self):
        return {**self.page(), **self.now_and_then(familyPrefix="w", status=self.one(["ACTIVE", "INACTIVE", "ALL"]))}

    def RunTask(self):
        given = self.now_and_then(
            count=self.random.randint(1, 4), group="g", startedBy="me", overrides=OVERRIDES, tags=self.tags(), propagateTags="TASK_DEFINITION", launchType="EC2",
            placementConstraints=[self.one([{"type": "distinctInstance"}, {"type": "memberOf", "expression": "attribute:ecs.os-type == linux"}])],
            placementStrategy=[self.one([{"type": "random"}, {"type": "spread", "field": "instanceId"}, {"type": "binpack", "field": "memory"}])])
        return {**self.cluster(), **self.definition(), **given}

    def StartTask(self):
        cluster, _ = self.instance()
        return {**cluster, **self.definition(), "containerInstances": self.others(cluster, 4), **self.now_and_then(startedBy="me", overrides=OVERRIDES, tags=self.tags())}

    def StopTask(self):
        task = self.one(self.tasks)
        return {**self.around(task), "task": task, **self.now_and_then(reason="enough")}

    def DescribeTasks(self):
        cluster = self.around(self.one(self.tasks))
        return {**cluster, "tasks": self.others(cluster, 10, self.tasks), **self.now_and_then(include=["TAGS"])}

    def ListTasks(self):
        cluster, instance = self.instance()
        filters = [{}, {"containerInstance": instance}, {"family": "web"}, {"serviceName": self.one(self.services)}, {"startedBy": "me"}, {"desiredStatus": self.one(["RUNNING", "STOPPED"])}]
        return {**cluster, **self.page(), **self.one(filters)}

    def CreateService(self):
        self.number += 1
        rules = {"placementConstraints": [{"type": "memberOf", "expression": "attribute:ecs.os-type == linux"}], "placementStrategy": [{"type": "spread", "field": "attribute:ecs.availability-zone"}]}
        kind = self.one([{"schedulingStrategy": "DAEMON"}, *[{"desiredCount": self.random.randint(0, 3), **self.one([{}, rules])} for _ in range(5)]])
        definition = self.definition()
        balanced = {"loadBalancers": [{"targetGroupArn": TARGET_GROUP, "containerName": "app", "containerPort": 80}], "healthCheckGracePeriodSeconds": 5}
        given = self.now_and_then(
            deploymentConfiguration={"deploymentCircuitBreaker": {"enable": True, "rollback": self.random.random() < 0.5}, "minimumHealthyPercent": self.one([0, 50]), "maximumPercent": 100},
            tags=self.tags(), propagateTags=self.one(["SERVICE", "TASK_DEFINITION", "NONE"]), launchType="EC2")
        return {**self.cluster(), "serviceName": f"s{self.number % 5}", **definition, **kind, **given, **(balanced if "web" in definition["taskDefinition"] else {})}

    def UpdateService(self):
        service = self.one(self.services)
        given = self.now_and_then(desiredCount=self.random.randint(0, 3), forceNewDeployment=True, deploymentConfiguration={"minimumHealthyPercent": 50},
                                  placementConstraints=[{"type": "distinctInstance"}])
        return {**self.around(service), "service": service, **given}

    def DeleteService(self):
        service = self.one(self.services)
        return {**self.around(service), "service": service, **self.now_and_then(force=True)}

    def DescribeServices(self):
        cluster = self.around(self.one(self.services))
        return {**cluster, "services": self.others(cluster, 6, self.services), **self.now_and_then(include=["TAGS"])}

    def ListServices(self):
        return {**self.cluster(), **self.page(), **self.now_and_then(schedulingStrategy=self.one(["REPLICA", "DAEMON"]), launchType="EC2")}

    def UpdateTaskProtection(self):
        cluster = {"cluster": "default", **self.around(self.one(self.tasks))}
        return {**cluster, "tasks": self.others(cluster, 5, self.tasks), "protectionEnabled": self.random.random() < 0.7, **self.now_and_then(expiresInMinutes=self.one([1, 60]))}

    def GetTaskProtection(self):
        cluster = {"cluster": "default", **self.around(self.one(self.tasks))}
        return {**cluster, **self.now_and_then(tasks=self.others(cluster, 5, self.tasks))}

    def SubmitTaskStateChange(self):
        task = self.one(self.tasks)
        given = self.now_and_then(reason="done", containers=[{"containerName": "app", "exitCode": 3, "status": "STOPPED"}], pullStartedAt=1767225600.5)
        return {**self.around(task), "task": task, "status": self.one(["RUNNING", "STOPPED"]), **given}

    def SubmitContainerStateChange(self):
        task = self.one(self.tasks)
        return {**self.around(task), "task": task, "containerName": "app", "status": self.one(["RUNNING", "STOPPED"]), **self.now_and_then(exitCode=137, runtimeId="r", reason="OutOfMemoryError")}

    def command(self, hosts):
        """Something that is not a request."""
        host = self.one(hosts) if hosts else None
        about = [
            {"kind": "fault", "fault": {"type": "agentLoss", "host": host, "durationMs": 200_000}},
            {"kind": "fault", "fault": {"type": "runtimeImpaired", "host": host}},
            {"kind": "fault", "fault": {"type": "healthCheck", "host": host, "check": "DAEMON", "status": "IMPAIRED", "reason": "XID_46"}},
            {"kind": "fault", "fault": {"type": "updateNack", "host": host, "reason": "hashsumMismatch"}},
            {"kind": "host", "host": host, "action": self.one(["terminate", "stop", "start", "reboot", "stopAgent", "startAgent"])},
        ]
        anyway = [
            *[{"kind": "advance", "milliseconds": self.one([1, 999, 20_001, 400_000])} for _ in range(4)],
            {"kind": "launch", "count": 1, "instanceType": self.one(["c5.large", "m5.large"]), "cluster": self.one(["default", "c1"]), "agentVersion": "1.60.0"},
            {"kind": "fault", "fault": {"type": "trunkFailure"}},
            {"kind": "fault", "fault": {"type": "taskExit", "task": self.one(self.tasks), "exitCode": 3}},
            {"kind": "workload", "family": self.one(list(FAMILIES)), "pull": self.one(["succeeds", "succeeds", "fails", "hangs"]), "health": self.one(["healthy", "unhealthy"])},
            {"kind": "target", "targetGroup": TARGET_GROUP, "health": self.one(["healthy", "unhealthy"]), "deregistrationDelayMs": 5000},
            {"kind": "fault", "fault": {"type": self.one(["throttling", "serverException"])}},
        ]
        return self.one(anyway + about if host else anyway)


class TestAnswers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = service_model()
        cls.parser = botocore.parsers.create_parser("json")
        cls.bridge = Bridge()
        cls.names = [operation["name"] for operation in cls.bridge.ask("model")["operations"]]
        cls.notes = set()

    @classmethod
    def tearDownClass(cls):
        cls.bridge.close()
        for note in sorted(cls.notes):
            print(f"\nnote: {note}")

    def send(self, operation, request, reproduce=""):
        """Sends a request and has its answer looked at: the walk along it, and what it says."""
        response = self.bridge.ask("handle", operation=operation, body=json.dumps(request))
        answer = json.loads(response["body"])
        walked = walk(self.service, operation, answer if response["status"] == 200 else self.empty(operation))
        problems = walked.problems if response["status"] == 200 else []
        # The parser may fail over what the model forbids; the walk's words are clearer.
        problems = problems or parsed_problems(self.service, self.parser, operation, response)
        self.assertEqual(problems, [], f"\n{reproduce}\n{operation} {json.dumps(request)}")
        self.notes.update(walked.notes)
        return response["status"], answer, walked.seen

    def empty(self, operation):
        return {name: [] for name, member in self.service.operation_model(operation).output_shape.members.items() if member.type_name == "list"}

    def answered(self, operation, request):
        status, answer, _ = self.send(operation, request)
        self.assertEqual(status, 200, f"{operation} {json.dumps(request)}: {answer}")
        return answer

    def refused(self, operation, request, status, code, message):
        given, answer, _ = self.send(operation, request)
        self.assertEqual((given, answer), (status, {"__type": code, "message": message}), operation)

    def test_a_scripted_session(self):
        self.bridge.ask("simulate", options={})
        self.assertEqual(self.answered("CreateCluster", {"clusterName": "blue", "configuration": CONFIGURATION})["cluster"]["configuration"], CONFIGURATION)
        self.answered("PutAccountSetting", {"name": "awsvpcTrunking", "value": "enabled"})
        document = {"instanceIdentityDocument": json.dumps(DOCUMENT), "instanceIdentityDocumentSignature": "YWJj"}
        registering = self.answered("RegisterContainerInstance", {"cluster": "blue", **document, "totalResources": RESOURCES,
                                                                  "attributes": [{"name": "ecs.capability.task-eni-trunking"}], "tags": [{"key": "k", "value": "v"}]})["containerInstance"]
        arn = registering["containerInstanceArn"]
        self.bridge.ask("apply", command={"kind": "advance", "milliseconds": 120_000})
        [instance] = self.answered("DescribeContainerInstances", {"cluster": "blue", "containerInstances": [arn], "include": ["TAGS", "CONTAINER_INSTANCE_HEALTH"]})["containerInstances"]
        self.assertEqual((registering["status"], instance["status"], instance["tags"]), ("REGISTERING", "ACTIVE", [{"key": "k", "value": "v"}]))
        self.answered("PutAttributes", {"cluster": "blue", "attributes": [{"name": "stack", "targetId": arn}]})
        self.assertEqual(self.answered("ListAttributes", {"cluster": "blue", "targetType": "container-instance", "attributeName": "stack"}), {"attributes": [{"name": "stack", "targetId": arn}]})
        self.answered("DeleteAttributes", {"cluster": "blue", "attributes": [{"name": "stack", "targetId": arn}]})
        self.answered("TagResource", {"resourceArn": arn, "tags": [{"key": "team", "value": "é"}]})
        self.answered("UntagResource", {"resourceArn": arn, "tagKeys": ["k"]})
        self.assertEqual(self.answered("ListTagsForResource", {"resourceArn": arn}), {"tags": [{"key": "team", "value": "é"}]})
        self.answered("UpdateContainerInstancesState", {"cluster": "blue", "containerInstances": [arn], "status": "DRAINING"})
        self.assertEqual(self.answered("ListContainerInstances", {"cluster": "blue", "status": "DRAINING"}), {"containerInstanceArns": [arn]})
        self.answered("DiscoverPollEndpoint", {"cluster": "blue", "containerInstance": arn})
        self.answered("DeregisterContainerInstance", {"cluster": "blue", "containerInstance": arn})
        for operation in ("DescribeClusters", "ListClusters", "ListAccountSettings"):
            self.answered(operation, {})
        self.answered("DeleteAccountSetting", {"name": "awsvpcTrunking"})
        self.answered("PutAccountSettingDefault", {"name": "containerInsights", "value": "enabled"})
        self.bridge.ask("apply", command={"kind": "advance", "milliseconds": 120_000})
        self.answered("DeleteCluster", {"cluster": "blue"})
        self.bridge.ask("simulate", options={"latestAgentVersion": "1.105.1"})
        self.bridge.ask("apply", command={"kind": "launch", "agentVersion": "1.60.0"})
        self.bridge.ask("apply", command={"kind": "advance", "milliseconds": 120_000})
        [arn] = self.answered("ListContainerInstances", {})["containerInstanceArns"]
        self.assertEqual(self.answered("UpdateContainerAgent", {"containerInstance": arn})["containerInstance"]["agentUpdateStatus"], "PENDING")

    def test_a_scripted_session_with_tasks(self):
        self.bridge.ask("simulate", options={"timings": {"bootSpreadMs": 0}})
        self.bridge.ask("apply", command={"kind": "launch", "count": 2})
        self.bridge.ask("apply", command={"kind": "advance", "milliseconds": 60_000})
        definition = self.answered("RegisterTaskDefinition", {"family": "web", **FAMILIES["web"], "tags": [{"key": "k", "value": "v"}]})
        self.assertEqual((definition["taskDefinition"]["revision"], definition["tags"]), (1, [{"key": "k", "value": "v"}]))
        whole = self.answered("RegisterTaskDefinition", {"family": "whole", **FAMILIES["whole"]})["taskDefinition"]
        for name, value in WHOLE_CONTAINER.items():
            self.assertEqual(whole["containerDefinitions"][0][name], value)
        self.assertEqual(whole["volumes"], VOLUMES)
        self.assertEqual(self.answered("DescribeTaskDefinition", {"taskDefinition": "whole:1"})["taskDefinition"], whole)
        self.assertEqual(self.answered("ListTaskDefinitions", {"sort": "DESC"}), {"taskDefinitionArns": [whole["taskDefinitionArn"], definition["taskDefinition"]["taskDefinitionArn"]]})
        self.assertEqual(self.answered("DeregisterTaskDefinition", {"taskDefinition": "whole:1"})["taskDefinition"]["status"], "INACTIVE")
        self.assertEqual(self.answered("ListTaskDefinitionFamilies", {}), {"families": ["web"]})
        service = self.answered("CreateService", {"serviceName": "web", "taskDefinition": "web", "desiredCount": 2, "tags": [{"key": "k", "value": "v"}]})["service"]
        self.assertEqual((service["status"], service["tags"], service["runningCount"]), ("ACTIVE", [{"key": "k", "value": "v"}], 0))
        self.bridge.ask("apply", command={"kind": "advance", "milliseconds": 120_000})
        [service] = self.answered("DescribeServices", {"services": ["web"]})["services"]
        self.assertEqual((service["runningCount"], service["deployments"][0]["rolloutState"], "tags" in service), (2, "COMPLETED", False))
        self.assertEqual(service["events"][0]["message"], "(service web) has reached a steady state.")
        arns = self.answered("ListTasks", {"serviceName": "web"})["taskArns"]
        tasks = self.answered("DescribeTasks", {"tasks": arns})["tasks"]
        self.assertEqual([task["lastStatus"] for task in tasks], ["RUNNING", "RUNNING"])
        self.answered("UpdateTaskProtection", {"cluster": "default", "tasks": arns[:1], "protectionEnabled": True})
        [protected] = self.answered("GetTaskProtection", {"cluster": "default"})["protectedTasks"]
        self.assertEqual((protected["taskArn"], protected["protectionEnabled"], protected["expirationDate"]), (arns[0], True, 1767225780 + 7200))
        [task] = self.answered("RunTask", {"taskDefinition": "web", "startedBy": "me", "overrides": OVERRIDES})["tasks"]
        self.assertEqual((task["lastStatus"], task["startedBy"], task["overrides"]), ("PENDING", "me", OVERRIDES))
        self.answered("StartTask", {"taskDefinition": "web", "containerInstances": [task["containerInstanceArn"]]})
        self.assertEqual(self.answered("SubmitTaskStateChange", {"task": task["taskArn"], "status": "RUNNING"}), {"acknowledgment": "ACK"})
        self.answered("SubmitContainerStateChange", {"task": task["taskArn"], "containerName": "app", "status": "STOPPED", "exitCode": 3})
        [stopped] = self.answered("DescribeTasks", {"tasks": [task["taskArn"]]})["tasks"]
        self.assertEqual((stopped["lastStatus"], stopped["containers"][0]["exitCode"]), ("STOPPED", 3))
        self.assertEqual(self.answered("StopTask", {"task": arns[1], "reason": "enough"})["task"]["stoppedReason"], "enough")
        self.answered("UpdateService", {"service": "web", "desiredCount": 0})
        self.assertEqual(self.answered("ListServices", {}), {"serviceArns": [service["serviceArn"]]})
        self.assertEqual(self.answered("DeleteService", {"service": "web"})["service"]["status"], "DRAINING")

    def test_refusals_are_read_as_they_are(self):
        self.bridge.ask("simulate", options={})
        self.refused("ListContainerInstances", {"cluster": "gone"}, 400, "ClusterNotFoundException", "Cluster not found.")
        self.refused("CreateCluster", {"tags": 5}, 400, "SerializationException", "expected a list, got `5`")
        for kind, status, code, message in [
            ("throttling", 400, "ThrottlingException", "Rate exceeded"),
            ("serverException", 500, "ServerException", "Service Unavailable. Please try again later."),
        ]:
            self.bridge.ask("apply", command={"kind": "fault", "fault": {"type": kind}})
            self.refused("ListClusters", {}, status, code, message)

    def test_unknown_operations_are_errors_to_the_parser(self):
        self.bridge.ask("simulate", options={})
        for operation, status, code in [("CreateTaskSet", 501, "NotSimulatedException"), ("Launch", 400, "UnknownOperationException")]:
            response = self.bridge.ask("handle", operation=operation, body="{}")
            parsed = self.parser.parse({"status_code": response["status"], "headers": response["headers"], "body": response["body"].encode()}, None)
            self.assertEqual((parsed["Error"]["Code"], response["status"]), (code, status))

    def test_random_sessions(self):
        answered, refused, seen = dict.fromkeys(self.names, 0), {}, set()
        for number in range(SESSIONS):
            seed = SEED * 1_000_000 + number
            reproduce = f"seed {seed}: DRYDOCK_SEED={SEED}, session {number}"
            session = Session(seed)
            self.bridge.ask("simulate", options={"seed": seed, "throttling": number % 4 == 3, "readLagMs": 5000 if number % 2 else 0, "targetGroups": [{"arn": TARGET_GROUP}]})
            hosts = self.bridge.ask("apply", command={"kind": "launch", "count": 2, "agentVersion": "1.60.0"})
            for _ in range(CALLS):
                if session.random.random() < 0.2:
                    hosts = self.bridge.ask("apply", command=session.command(hosts))
                name = session.one(self.names)
                status, answer, members = self.send(name, getattr(session, name)(), reproduce)
                if status == 200:
                    answered[name] += 1
                    session.learn(answer)
                    seen |= members
                else:
                    refused[answer["__type"]] = refused.get(answer["__type"], 0) + 1
        self.assertGreaterEqual(min(answered.values()), 5, f"too few answers to tell: {answered}")
        self.assertGreaterEqual(len(refused), 5, refused)
        known = {member for name in self.names for member in members_of(self.service.operation_model(name).output_shape)}
        self.assertEqual(known - seen, NEVER_SENT, "members of the model that no answer had")
        print(f"\nnote: {sum(answered.values())} answers and {sum(refused.values())} refusals as the model has them")


class TestTheCheckItself(unittest.TestCase):
    """A good answer is changed in one place; the check names that place."""

    @classmethod
    def setUpClass(cls):
        cls.service = service_model()
        cls.parser = botocore.parsers.create_parser("json")
        cls.bridge = Bridge()
        cls.bridge.ask("simulate", options={})
        cls.bridge.ask("apply", command={"kind": "launch"})
        cls.bridge.ask("apply", command={"kind": "advance", "milliseconds": 60_000})
        [arn] = json.loads(cls.bridge.ask("handle", operation="ListContainerInstances", body="{}")["body"])["containerInstanceArns"]
        body = json.dumps({"containerInstances": [arn, "0123456789abcdef0123456789abcdef"], "include": ["CONTAINER_INSTANCE_HEALTH"]})
        cls.good = cls.bridge.ask("handle", operation="DescribeContainerInstances", body=body)

    @classmethod
    def tearDownClass(cls):
        cls.bridge.close()

    def found(self, change, **members):
        answer = json.loads(self.good["body"])
        change(answer)
        return self.walk(answer), parsed_problems(self.service, self.parser, "DescribeContainerInstances", {**self.good, "body": json.dumps(answer), **members})

    def walk(self, answer):
        return walk(self.service, "DescribeContainerInstances", answer)

    def check(self, change, *problems):
        answer = json.loads(self.good["body"])
        change(answer)
        self.assertEqual(self.walk(answer).problems, [f"DescribeContainerInstances {problem}" for problem in problems])

    def test_what_is_good_passes(self):
        walked, parsed = self.found(lambda answer: None)
        self.assertEqual((walked.problems, walked.notes, parsed), ([], [], []))

    def test_what_the_model_forbids_is_named(self):
        def change(path, *value):
            def work(answer):
                *around, last = path
                for part in around:
                    answer = answer[part]
                if value:
                    answer[last] = value[0]
                else:
                    del answer[last]
            return work

        first = ("containerInstances", 0)
        self.check(change((*first, "colour"), "red"), '/containerInstances/0/colour: ContainerInstance has no such member: "red"')
        self.check(change((*first, "version"), "5"), '/containerInstances/0/version: no whole number of 64 bits: "5"')
        self.check(change((*first, "version"), 5.5), "/containerInstances/0/version: no whole number of 64 bits: 5.5")
        self.check(change((*first, "runningTasksCount"), 2**31), "/containerInstances/0/runningTasksCount: no whole number of 32 bits: 2147483648")
        self.check(change((*first, "runningTasksCount"), True), "/containerInstances/0/runningTasksCount: no whole number of 32 bits: true")
        self.check(change((*first, "agentConnected"), 1), "/containerInstances/0/agentConnected: neither true nor false: 1")
        self.check(change((*first, "status"), None), "/containerInstances/0/status: no text: null")
        self.check(change((*first, "registeredAt"), "2026-01-01T00:00:00Z"), '/containerInstances/0/registeredAt: a time that is no number: "2026-01-01T00:00:00Z"')
        words = "a time that is not in seconds, with milliseconds as a fraction"
        self.check(change((*first, "registeredAt"), 1767225600000), f"/containerInstances/0/registeredAt: {words}: 1767225600000")
        self.check(change((*first, "healthStatus", "details", 0, "lastUpdated"), True), "/containerInstances/0/healthStatus/details/0/lastUpdated: a time that is no number: true")
        self.check(change((*first, "registeredResources", 0, "doubleValue"), "0"), '/containerInstances/0/registeredResources/0/doubleValue: no number: "0"')
        self.check(change((*first, "attributes"), {}), "/containerInstances/0/attributes: no list: {}")
        self.check(change((*first, "attributes"), [5]), "/containerInstances/0/attributes/0: no structure: 5")
        self.check(change((*first, "attributes"), [{"value": "a"}]), '/containerInstances/0/attributes/0/name: missing, and required: {"value": "a"}')
        self.check(change(("failures",), [{"arn": "a", "because": "b"}]), '/failures/0/because: Failure has no such member: "b"')
        without = json.loads(self.good["body"])
        del without["failures"]
        self.check(change(("failures",)), f"/failures: a missing list: {json.dumps(without)[:200]}")

    def test_a_word_that_the_model_does_not_list_is_a_note(self):
        answer = json.loads(self.good["body"])
        answer["containerInstances"][0]["agentUpdateStatus"] = "PAUSED"
        walked = self.walk(answer)
        self.assertEqual((walked.problems, walked.notes), ([], ["DescribeContainerInstances /containerInstances/0/agentUpdateStatus: the model does not list the word PAUSED"]))

    def test_what_the_parser_reads_otherwise_is_named(self):
        def unknown(answer):
            answer["colour"] = "red"

        self.assertEqual(self.found(unknown)[1], ['DescribeContainerInstances /: the parser sees other members: ["colour"]'])
        error = {"status": 400, "headers": self.good["headers"]}

        def problems(body, **more):
            return parsed_problems(self.service, self.parser, "DescribeContainerInstances", {**error, "body": json.dumps(body), **more})

        self.assertEqual(problems({"__type": "ClusterNotFoundException", "message": "a"}), [])
        self.assertEqual(problems({"__type": "ServerException", "message": "a"}), ["DescribeContainerInstances /: ServerException has the status 500: 400"])
        self.assertEqual(problems({"__type": "ColourException", "message": "a"}), ['DescribeContainerInstances /__type: the model has no such exception here: "ColourException"'])
        self.assertEqual(len(problems({"__type": "com.amazonaws#ClientException", "message": "a"})), 1)
        self.assertEqual(problems({"__type": "ClientException", "message": "a", "help": "b"}), ['DescribeContainerInstances /help: not of an error: "b"'])

    def test_the_lists_of_exceptions_are_not_stale(self):
        named = OPTIONAL_LISTS | NEVER_SENT | {(name, member) for name, members in AS_SENT.items() for member in members}
        shapes = {name: self.service.shape_for(name) for name in {name for name, _ in named} | set(AS_SENT)}
        for name, member in named:
            self.assertIn(member, shapes[name].members)


def members_of(shape, around=()):
    """Every member of every structure below an answer."""
    if shape.type_name == "list":
        yield from members_of(shape.member, around)
    elif shape.type_name == "structure" and shape.name not in around:
        for name, member in shape.members.items():
            yield shape.name, name
            # What stands in a member that is never sent is not sent either.
            if (shape.name, name) not in NEVER_SENT:
                yield from members_of(member, (*around, shape.name))


if __name__ == "__main__":
    unittest.main()
