/**
 * ecs-drydock: a dry dock for Amazon ECS container instances.
 *
 * In Node the module is ready as soon as it is imported. In a browser or a
 * worker, await {@link init} once before anything else.
 *
 * @packageDocumentation
 */

/** An operation whose requests have rules here, and that a {@link Simulation} answers. See {@link operations}. */
export type OperationName =
  | 'CreateCluster'
  | 'CreateService'
  | 'DeleteAccountSetting'
  | 'DeleteAttributes'
  | 'DeleteCluster'
  | 'DeleteService'
  | 'DeregisterContainerInstance'
  | 'DeregisterTaskDefinition'
  | 'DescribeClusters'
  | 'DescribeContainerInstances'
  | 'DescribeServices'
  | 'DescribeTaskDefinition'
  | 'DescribeTasks'
  | 'DiscoverPollEndpoint'
  | 'GetTaskProtection'
  | 'ListAccountSettings'
  | 'ListAttributes'
  | 'ListClusters'
  | 'ListContainerInstances'
  | 'ListServices'
  | 'ListTagsForResource'
  | 'ListTaskDefinitionFamilies'
  | 'ListTaskDefinitions'
  | 'ListTasks'
  | 'PutAccountSetting'
  | 'PutAccountSettingDefault'
  | 'PutAttributes'
  | 'RegisterContainerInstance'
  | 'RegisterTaskDefinition'
  | 'RunTask'
  | 'StartTask'
  | 'StopTask'
  | 'SubmitContainerStateChange'
  | 'SubmitTaskStateChange'
  | 'TagResource'
  | 'UntagResource'
  | 'UpdateContainerAgent'
  | 'UpdateContainerInstancesState'
  | 'UpdateService'
  | 'UpdateTaskProtection';

/**
 * How a fact about the service is known.
 *
 * - `recorded`: seen coming from the real service
 * - `documented`: stated by AWS
 * - `agent`: read in the container agent's source
 * - `emulator`: only another emulator claims it
 * - `assumed`: unknown; the row of {@link assumptions} named by `assumption` says what we do
 */
export type Evidence = 'recorded' | 'documented' | 'agent' | 'emulator' | 'assumed';

/**
 * - `error`: the service refuses the request
 * - `warning`: the service accepts it and does something the sender may not expect
 */
export type Severity = 'error' | 'warning';

/** One problem with a request. */
export interface Diagnostic {
  /** Where: an RFC 6901 JSON pointer into the request; `""` is the request itself. */
  path: string;
  /** The id of the rule; see {@link rules}. */
  rule: string;
  severity: Severity;
  /** The exception the service answers with. Absent for warnings, and for values no client can send. */
  exception?: string;
  /** The service's own words where they are recorded, otherwise ours: lower case, no full stop. */
  message: string;
  /** The way out, where a person would want one. */
  help?: string;
  evidence: Evidence;
  /** The id of the row in {@link assumptions}, when `evidence` is `assumed`. */
  assumption?: number;
  /** The id of the row in `docs/ecs-behaviour.md` that the rule rests on. */
  source?: string;
  /** True on the one problem that the caller would be told of: the service reports only one. */
  first?: true;
  /** For text that is not JSON: the line, counted from 1. */
  line?: number;
  /** For text that is not JSON: the column in characters, counted from 1. */
  column?: number;
}

/** What a rule looks at, with its numbers and lists: enough to draw a form field. */
export type Check =
  | { kind: 'type'; type: MemberType }
  | { kind: 'required' }
  /** Length in Unicode characters. */
  | { kind: 'length'; min: number; max: number }
  /** The whole text is made of these characters: a JavaScript regular expression for the `u` flag. */
  | { kind: 'charset'; pattern: string }
  | { kind: 'oneOf'; values: string[] }
  /** How many items; without `max` there is no upper bound. */
  | { kind: 'items'; min: number; max?: number }
  | { kind: 'range'; min: number; max?: number }
  /** Anything else: the rule's sentence says it. */
  | { kind: 'other' };

/** One rule at one place of one operation's request. */
export interface Rule {
  /** Stable, kebab case. The same rule may stand at several places. */
  id: string;
  operation: OperationName;
  // A line comment: the pointer `/attributes/*/name` would end a block comment.
  // A pointer in which `*` stands for any index, `/tags/*` then `/key`; `""` is the whole request.
  path: string;
  /** The rule in one sentence. */
  sentence: string;
  severity: Severity;
  exception?: string;
  help?: string;
  evidence: Evidence;
  assumption?: number;
  source?: string;
  check: Check;
}

export type MemberType = 'string' | 'boolean' | 'integer' | 'long' | 'double' | 'timestamp' | 'list' | 'map' | 'structure';

/** One member of a request, as the service's model has it. */
export interface Member {
  name: string;
  /** A pointer in which `*` stands for any index. */
  path: string;
  type: MemberType;
  required: boolean;
  /** One sentence for a person who fills it in. */
  about: string;
  /** For a list: its item; for a map: what it has under each name. Its `name` is `*`. */
  item?: Member;
  /** For a structure: its members, in the order of the service's model. */
  members?: Member[];
}

/** One operation whose requests have rules here. */
export interface Operation {
  name: OperationName;
  /** What it does, in one sentence. */
  about: string;
  members: Member[];
}

/** One thing that is not known of the service, and what is done about it here. */
export interface Assumption {
  id: number;
  question: string;
  /** What happens here unless switched. */
  default: string;
  /** Other answers one may switch to; empty where there is no other yet. */
  alternatives: string[];
}

/** One EC2 instance type. */
export interface InstanceType {
  name: string;
  vcpu: number;
  /** The size EC2 advertises, in MiB. */
  memoryMib: number;
  architecture: 'x86_64' | 'arm64';
  /** How many `awsvpc` tasks fit without ENI trunking. */
  taskEnis: number;
  /** How many fit with ENI trunking; absent where the type has no trunking. */
  taskEnisTrunked?: number;
  gpus: number;
}

export type Machine = 'containerInstance' | 'agentUpdate' | 'task';

/** What is known of one move of a lifecycle. */
export interface TransitionVerdict {
  legal: boolean;
  /** What brings it about; empty if nothing does. */
  triggers: string[];
  /** Why, in one sentence. */
  reason: string;
  /** The exception that answers an attempt, where there is one. */
  exception?: string;
  evidence: Evidence;
  assumption?: number;
  source?: string;
}

/** One row of a lifecycle's table. `from` is absent where nothing exists yet. */
export interface Transition extends TransitionVerdict {
  machine: Machine;
  from?: string;
  to: string;
}

export type HealthState = 'OK' | 'IMPAIRED' | 'INSUFFICIENT_DATA' | 'INITIALIZING';

/** The part of an `InstanceHealthCheckResult` that decides a roll-up. */
export interface HealthDetail {
  type?: string | undefined;
  status?: string | undefined;
}

/**
 * Loads the WebAssembly module. In Node it is loaded already and this resolves
 * at once. Calling it again is harmless.
 *
 * @param source where the module is, if not beside the package's own files: a
 *   URL, a `Response`, the bytes, or a compiled module
 * @throws {@link DrydockError} `load-failed`
 */
export function init(
  source?: string | URL | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module,
): Promise<void>;

/**
 * Judges a request given as a JavaScript value. All problems, in request order: each
 * where its value stands, what is missing where the structure begins that lacks it.
 *
 * ```js
 * import { validate } from 'ecs-drydock';
 * validate('UpdateContainerInstancesState', { containerInstances: ['None'], status: 'DRAINING' });
 * // [{ path: '/containerInstances/0', rule: 'instance-id-length', severity: 'error',
 * //    exception: 'InvalidParameterException', message: 'instanceId length should be one of [32,36]', … }]
 * ```
 *
 * @throws {@link DrydockError} `unknown-operation`, `not-initialised`, `module-dead`, `interrupted`
 */
export function validate(operation: OperationName, request: unknown): Diagnostic[];

/**
 * Judges a request given as JSON text, without building objects from it.
 *
 * @param json text, or its UTF-8 bytes
 * @throws {@link DrydockError} `unknown-operation`, `not-initialised`, `module-dead`, `interrupted`, `bad-argument`
 */
export function validateJson(operation: OperationName, json: string | Uint8Array): Diagnostic[];

/** Checks one attribute name as PutAttributes does. At registration the service drops a bad one silently. */
export function checkAttributeName(name: string): Diagnostic[];
/** Checks one attribute value as PutAttributes does. */
export function checkAttributeValue(value: string): Diagnostic[];
export function checkTagKey(key: string): Diagnostic[];
export function checkTagValue(value: string): Diagnostic[];
/** Checks a list of tags: each key and value, how many, no key twice. Paths start at the list. */
export function checkTags(tags: readonly { key?: string | undefined; value?: string | undefined }[]): Diagnostic[];
/** Checks a cluster's short name or ARN. */
export function checkClusterName(cluster: string): Diagnostic[];
/** Checks a container instance's ID or ARN. */
export function checkContainerInstanceId(id: string): Diagnostic[];

/** Every rule, or those of one operation, in the order of the service's model. */
export function rules(operation?: OperationName): Rule[];
/** The operations whose requests have rules here, by name. */
export function operations(): Operation[];
/** What is not known of the service, and what is done about it here. */
export function assumptions(): Assumption[];
/** The instance types whose network-interface limits are known. */
export function instanceTypes(): InstanceType[];

/**
 * Judges one move of a lifecycle.
 *
 * @param from the state before; `undefined` where nothing exists yet (or, for
 *   `agentUpdate`, where no update was ever asked for)
 * @throws {@link DrydockError} `bad-argument` for a machine or a state that does not exist
 */
export function transition(machine: Machine, from: string | undefined, to: string): TransitionVerdict;
/** Every move of a lifecycle that the tables name, legal ones and refused ones. */
export function transitions(machine: Machine): Transition[];

/**
 * The overall status of a container instance from its checks: the worst of
 * them, `IMPAIRED`, `INSUFFICIENT_DATA`, `INITIALIZING`, `OK`. Check types that
 * are not known are counted like any other; a status that is not known, and an
 * empty list, count as `INSUFFICIENT_DATA` (assumptions 12 and 43).
 */
export function rollUpHealth(details: readonly HealthDetail[]): HealthState;

export type DrydockErrorCode =
  /** A function was called before `init()` had finished. */
  | 'not-initialised'
  /** The WebAssembly module could not be loaded. */
  | 'load-failed'
  /**
   * The module hit a bug in this call; please report it. Later calls are answered by a
   * fresh instance of the module: nothing is kept from one call to the next.
   */
  | 'module-dead'
  /** The call was broken off before it had an answer, such as by a full call stack; `cause` has the error. */
  | 'interrupted'
  /** ECS has no operation of that name, or there are no rules for it here. */
  | 'unknown-operation'
  /** An argument of the wrong kind, or one that makes no sense. The message names the member and what would fit. */
  | 'bad-argument'
  /** A {@link Simulation} was used after `free()`. */
  | 'freed'
  /** No host of the simulation is called that. */
  | 'unknown-host'
  /** Bytes that are no snapshot, or that were damaged. */
  | 'bad-snapshot'
  /** A snapshot of another {@link behaviourVersion}: replay its commands instead. */
  | 'snapshot-version'
  /** A cluster of `ecs-drydock/testing` did not come to be as it was asked for; the message says why. */
  | 'not-reached'
  /** A file of a server that cannot be gone on with. The message names the file, the line, and the way out. */
  | 'bad-journal'
  /** A server could not listen where it was told to. */
  | 'cannot-listen';

/**
 * Misuse of this package, after which nothing is changed. Never what the service would
 * say: that is a {@link Diagnostic}, or an {@link EcsServiceException}.
 */
export class DrydockError extends Error {
  private constructor();
  readonly name: 'DrydockError';
  readonly code: DrydockErrorCode;
}

// ---------------------------------------------------------------------------------
// What crosses to the service and back. Inputs take what `@aws-sdk/client-ecs` takes;
// answers can be given to whatever takes the SDK's, but for `$metadata`.
// ---------------------------------------------------------------------------------

export type AgentUpdateStatus = 'PENDING' | 'STAGING' | 'STAGED' | 'UPDATING' | 'UPDATED' | 'FAILED';
export type ContainerInstanceStatus = 'REGISTERING' | 'REGISTRATION_FAILED' | 'ACTIVE' | 'DRAINING' | 'DEREGISTERING' | 'INACTIVE';
export type SettingName =
  | 'awsvpcTrunking'
  | 'containerInsights'
  | 'containerInstanceLongArnFormat'
  | 'defaultLogDriverMode'
  | 'fargateEventWindows'
  | 'fargateFIPSMode'
  | 'fargateTaskRetirementWaitPeriod'
  | 'guardDutyActivate'
  | 'serviceLongArnFormat'
  | 'tagResourceAuthorization'
  | 'taskLongArnFormat';

export interface TagInput {
  key?: string | undefined;
  value?: string | undefined;
}

export interface AttributeInput {
  name: string | undefined;
  value?: string | undefined;
  targetType?: 'container-instance' | undefined;
  /** The short ID or the ARN of a container instance. */
  targetId?: string | undefined;
}

export interface ResourceInput {
  name?: string | undefined;
  /** `INTEGER`, `DOUBLE`, `LONG` or `STRINGSET`. */
  type?: string | undefined;
  doubleValue?: number | undefined;
  longValue?: number | undefined;
  integerValue?: number | undefined;
  stringSetValue?: readonly string[] | undefined;
}

export interface VersionInfo {
  agentVersion?: string | undefined;
  agentHash?: string | undefined;
  dockerVersion?: string | undefined;
}

export interface CapacityProviderStrategyItem {
  capacityProvider: string | undefined;
  weight?: number | undefined;
  base?: number | undefined;
}

export interface ClusterConfiguration {
  executeCommandConfiguration?:
    | {
        kmsKeyId?: string | undefined;
        logging?: 'NONE' | 'DEFAULT' | 'OVERRIDE' | undefined;
        logConfiguration?:
          | {
              cloudWatchLogGroupName?: string | undefined;
              cloudWatchEncryptionEnabled?: boolean | undefined;
              s3BucketName?: string | undefined;
              s3EncryptionEnabled?: boolean | undefined;
              s3KeyPrefix?: string | undefined;
            }
          | undefined;
      }
    | undefined;
  managedStorageConfiguration?:
    | { kmsKeyId?: string | undefined; fargateEphemeralStorageKmsKeyId?: string | undefined }
    | undefined;
}

export interface Tag {
  key: string;
  value: string;
}

export interface Attribute {
  name: string;
  value?: string;
  /** The ARN of the container instance; absent where the attribute stands in one. */
  targetId?: string;
}

/** All three numbers are there; those that do not count are 0. */
export interface Resource {
  name: string;
  type: 'INTEGER' | 'DOUBLE' | 'LONG' | 'STRINGSET';
  doubleValue: number;
  longValue: number;
  integerValue: number;
  /** For a `STRINGSET` only, such as `PORTS`. */
  stringSetValue?: string[];
}

export interface Attachment {
  id: string;
  type: string;
  status: 'PRECREATED' | 'ATTACHING' | 'ATTACHED' | 'DETACHING' | 'DELETED' | 'FAILED';
  details: { name: string; value: string }[];
}

/** The last two are of ECS Managed Instances; here only a fault speaks for them. */
export type HealthCheckType = 'CONTAINER_RUNTIME' | 'AGENT_CONNECTIVITY' | 'ACCELERATED_COMPUTE' | 'DAEMON';

export interface InstanceHealthCheckResult {
  type: HealthCheckType;
  status: HealthState;
  /** The check before the last heartbeat, as the agent sends it. */
  lastUpdated: Date;
  lastStatusChange: Date;
  statusReason?: string;
}

export interface ContainerInstance {
  containerInstanceArn: string;
  /** Absent if it registered without an identity document. */
  ec2InstanceId?: string;
  /** Rises with every state change that sends an event. */
  version: number;
  /** Empty until the agent connects. */
  versionInfo: VersionInfo;
  remainingResources: Resource[];
  registeredResources: Resource[];
  status: ContainerInstanceStatus;
  statusReason?: string;
  agentConnected: boolean;
  runningTasksCount: number;
  pendingTasksCount: number;
  /** Absent if no update was ever asked for. */
  agentUpdateStatus?: AgentUpdateStatus;
  attributes: Attribute[];
  registeredAt: Date;
  attachments: Attachment[];
  /** Of a description only with `TAGS` in `include`; otherwise empty. */
  tags: Tag[];
  /** Only with `CONTAINER_INSTANCE_HEALTH` in `include`. */
  healthStatus?: { overallStatus: HealthState; details: InstanceHealthCheckResult[] };
}

export interface Cluster {
  clusterArn: string;
  clusterName: string;
  status: 'ACTIVE' | 'INACTIVE';
  registeredContainerInstancesCount: number;
  runningTasksCount: number;
  pendingTasksCount: number;
  activeServicesCount: number;
  statistics: { name: string; value: string }[];
  tags: Tag[];
  settings: { name: 'containerInsights'; value: string }[];
  capacityProviders: string[];
  defaultCapacityProviderStrategy: CapacityProviderStrategyItem[];
  configuration?: ClusterConfiguration;
  serviceConnectDefaults?: { namespace?: string };
}

/**
 * A shape as a request may have it: its lists may be readonly, and what is absent may be
 * `undefined`, as the SDK has them.
 */
export type Given<Shape> = Shape extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : Shape extends object
    ? { [Name in keyof Shape]: Given<Shape[Name]> | undefined }
    : Shape;

export type LaunchType = 'EC2' | 'EXTERNAL' | 'FARGATE' | 'MANAGED_INSTANCES';
export type Compatibility = LaunchType;
export type NetworkMode = 'awsvpc' | 'bridge' | 'host' | 'none';
export type PropagateTags = 'NONE' | 'SERVICE' | 'TASK_DEFINITION';
export type TransportProtocol = 'tcp' | 'udp';
export type SchedulingStrategy = 'DAEMON' | 'REPLICA';
export type TaskStatus = 'PROVISIONING' | 'PENDING' | 'ACTIVATING' | 'RUNNING' | 'DEACTIVATING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';
export type TaskHealth = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';
export type TaskStopCode =
  | 'EssentialContainerExited'
  | 'ServiceSchedulerInitiated'
  | 'SpotInterruption'
  | 'TaskFailedToStart'
  | 'TerminationNotice'
  | 'UserInitiated';
export type DeploymentRolloutState = 'COMPLETED' | 'FAILED' | 'IN_PROGRESS';
export type ServiceStatus = 'ACTIVE' | 'DRAINING' | 'INACTIVE';
export type LogDriver = 'awsfirelens' | 'awslogs' | 'fluentd' | 'gelf' | 'journald' | 'json-file' | 'splunk' | 'syslog';
export type UlimitName =
  | 'core'
  | 'cpu'
  | 'data'
  | 'fsize'
  | 'locks'
  | 'memlock'
  | 'msgqueue'
  | 'nice'
  | 'nofile'
  | 'nproc'
  | 'rss'
  | 'rtprio'
  | 'rttime'
  | 'sigpending'
  | 'stack';
export type OperatingSystemFamily =
  | 'LINUX'
  | 'WINDOWS_SERVER_2004_CORE'
  | 'WINDOWS_SERVER_2016_FULL'
  | 'WINDOWS_SERVER_2019_CORE'
  | 'WINDOWS_SERVER_2019_FULL'
  | 'WINDOWS_SERVER_2022_CORE'
  | 'WINDOWS_SERVER_2022_FULL'
  | 'WINDOWS_SERVER_2025_CORE'
  | 'WINDOWS_SERVER_2025_FULL'
  | 'WINDOWS_SERVER_20H2_CORE';

export interface KeyValuePair {
  name?: string;
  value?: string;
}

export interface Secret {
  name: string;
  valueFrom: string;
}

/** How the SDK has a choice that is newer than it. */
export type Unknown<Names extends string> = { [Name in Names]?: never } & { $unknown: [string, unknown] };

export interface PortMapping {
  containerPort?: number;
  /** Left out or 0 in the mode `bridge`: a dynamic one, which none is short of. */
  hostPort?: number;
  protocol?: TransportProtocol;
  name?: string;
  appProtocol?: 'grpc' | 'http' | 'http2';
  containerPortRange?: string;
}

export interface ResourceRequirement {
  value?: string;
  type: 'GPU' | 'InferenceAccelerator' | 'NeuronDevice';
  sharingStrategy?: { nvidiaMps: { memory: number; maxComputePercent?: number }; $unknown?: never } | Unknown<'nvidiaMps'>;
}

/** In seconds; a task is HEALTHY once its essential containers that have one are. */
export interface HealthCheck {
  command: string[];
  /** Default: 30. */
  interval?: number;
  timeout?: number;
  /** Default: 3. */
  retries?: number;
  startPeriod?: number;
}

export interface LogConfiguration {
  logDriver: LogDriver;
  options?: Record<string, string>;
  secretOptions?: Secret[];
}

/**
 * A container. Its CPU, memory, ports, GPUs, health check and stop timeout, whether it is
 * essential, and what its image and log driver ask of a host are simulated; the rest is judged by the
 * rules and shown as it was sent.
 */
export interface ContainerDefinition {
  name?: string;
  image?: string;
  repositoryCredentials?: { credentialsParameter: string };
  /** In CPU units, 1,024 to a vCPU. */
  cpu?: number;
  /** In MiB. */
  memory?: number;
  /** In MiB; where it is given, it counts in place of `memory` when a host is chosen. */
  memoryReservation?: number;
  links?: string[];
  portMappings?: PortMapping[];
  essential?: boolean;
  restartPolicy?: { enabled: boolean; ignoredExitCodes?: number[]; restartAttemptPeriod?: number };
  entryPoint?: string[];
  command?: string[];
  environment?: KeyValuePair[];
  environmentFiles?: { value: string; type: 's3' }[];
  mountPoints?: { sourceVolume?: string; containerPath?: string; readOnly?: boolean }[];
  volumesFrom?: { sourceContainer?: string; readOnly?: boolean }[];
  linuxParameters?: {
    capabilities?: { add?: string[]; drop?: string[] };
    devices?: { hostPath: string; containerPath?: string; permissions?: ('mknod' | 'read' | 'write')[] }[];
    initProcessEnabled?: boolean;
    sharedMemorySize?: number;
    tmpfs?: { containerPath: string; size: number; mountOptions?: string[] }[];
    maxSwap?: number;
    swappiness?: number;
  };
  secrets?: Secret[];
  dependsOn?: { containerName: string; condition: 'COMPLETE' | 'HEALTHY' | 'START' | 'SUCCESS' }[];
  startTimeout?: number;
  /** In seconds: from the wish that it ends until it is killed. Default: `timings.stopTimeoutMs`. */
  stopTimeout?: number;
  versionConsistency?: 'disabled' | 'enabled';
  hostname?: string;
  user?: string;
  workingDirectory?: string;
  disableNetworking?: boolean;
  privileged?: boolean;
  readonlyRootFilesystem?: boolean;
  dnsServers?: string[];
  dnsSearchDomains?: string[];
  extraHosts?: { hostname: string; ipAddress: string }[];
  dockerSecurityOptions?: string[];
  interactive?: boolean;
  pseudoTerminal?: boolean;
  dockerLabels?: Record<string, string>;
  ulimits?: { name: UlimitName; softLimit: number; hardLimit: number }[];
  logConfiguration?: LogConfiguration;
  healthCheck?: HealthCheck;
  systemControls?: { namespace?: string; value?: string }[];
  resourceRequirements?: ResourceRequirement[];
  firelensConfiguration?: { type: 'fluentbit' | 'fluentd'; options?: Record<string, string> };
  credentialSpecs?: string[];
}

export interface Volume {
  name?: string;
  host?: { sourcePath?: string };
  dockerVolumeConfiguration?: {
    scope?: 'shared' | 'task';
    autoprovision?: boolean;
    driver?: string;
    driverOpts?: Record<string, string>;
    labels?: Record<string, string>;
  };
  efsVolumeConfiguration?: {
    fileSystemId: string;
    rootDirectory?: string;
    transitEncryption?: 'DISABLED' | 'ENABLED';
    transitEncryptionPort?: number;
    authorizationConfig?: { accessPointId?: string; iam?: 'DISABLED' | 'ENABLED' };
  };
  s3filesVolumeConfiguration?: { fileSystemArn: string; rootDirectory?: string; transitEncryptionPort?: number; accessPointArn?: string };
  fsxWindowsFileServerVolumeConfiguration?: {
    fileSystemId: string;
    rootDirectory: string;
    authorizationConfig: { credentialsParameter: string; domain: string };
  };
  configuredAtLaunch?: boolean;
}

export interface ProxyConfiguration {
  type?: 'APPMESH';
  containerName: string;
  properties?: KeyValuePair[];
}

export interface RuntimePlatform {
  cpuArchitecture?: 'ARM64' | 'X86_64';
  operatingSystemFamily?: OperatingSystemFamily;
}

/** Newer than the SDK that these types are compared with. */
export interface TrustedExecutionConfiguration {
  isolationMode: 'CONFIDENTIAL_SANDBOX' | 'ISOLATED_SANDBOX' | 'SHARED';
  attestationPolicy?: string;
}

export interface TaskDefinition {
  taskDefinitionArn: string;
  /** As they were sent, with what the service adds. */
  containerDefinitions: (ContainerDefinition &
    Required<Pick<ContainerDefinition, 'name' | 'image' | 'cpu' | 'essential' | 'portMappings' | 'environment' | 'mountPoints' | 'volumesFrom' | 'systemControls'>>)[];
  family: string;
  taskRoleArn?: string;
  executionRoleArn?: string;
  networkMode?: NetworkMode;
  /** From 1. */
  revision: number;
  volumes: Volume[];
  status: 'ACTIVE' | 'INACTIVE';
  /** What a host must be capable of; absent if that is nothing. */
  requiresAttributes?: { name: string }[];
  placementConstraints: { type?: 'memberOf'; expression?: string }[];
  compatibilities: Compatibility[];
  runtimePlatform?: RuntimePlatform;
  requiresCompatibilities?: Compatibility[];
  /** In CPU units, or such as `1 vCPU`, as it was sent. */
  cpu?: string;
  /** In MiB, or such as `2 GB`, as it was sent. */
  memory?: string;
  inferenceAccelerators?: { deviceName: string; deviceType: string }[];
  pidMode?: 'host' | 'task';
  ipcMode?: 'host' | 'none' | 'task';
  proxyConfiguration?: ProxyConfiguration;
  registeredAt: Date;
  deregisteredAt?: Date;
  registeredBy: string;
  ephemeralStorage?: { sizeInGiB: number };
  enableFaultInjection?: boolean;
  trustedExecutionConfiguration?: TrustedExecutionConfiguration;
}

export interface NetworkConfiguration {
  awsvpcConfiguration?: { subnets: string[]; securityGroups?: string[]; assignPublicIp?: 'DISABLED' | 'ENABLED' };
}

export interface ContainerOverride {
  name?: string;
  command?: string[];
  environment?: KeyValuePair[];
  environmentFiles?: { value: string; type: 's3' }[];
  cpu?: number;
  memory?: number;
  memoryReservation?: number;
  resourceRequirements?: ResourceRequirement[];
}

/** Of this, `cpu` and `memory` of the whole task count when a host is chosen; the rest is shown as it was sent. */
export interface TaskOverride {
  containerOverrides?: ContainerOverride[];
  cpu?: string;
  inferenceAcceleratorOverrides?: { deviceName?: string; deviceType?: string }[];
  executionRoleArn?: string;
  memory?: string;
  taskRoleArn?: string;
  ephemeralStorage?: { sizeInGiB: number };
}

export interface PlacementConstraint {
  type?: 'distinctInstance' | 'memberOf';
  /** For `memberOf`: the cluster query language, such as `attribute:stack == blue`. */
  expression?: string;
}

export interface PlacementStrategy {
  type?: 'binpack' | 'random' | 'spread';
  /** `spread`: `instanceId`, `host` or an attribute; `binpack`: `cpu` or `memory`. */
  field?: string;
}

export interface Container {
  containerArn: string;
  taskArn: string;
  name: string;
  image: string;
  /** Absent until it has started. */
  runtimeId?: string;
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  /** Of a container that ended. */
  exitCode?: number;
  /** Why it never started. */
  reason?: string;
  networkInterfaces: { attachmentId?: string; privateIpv4Address?: string; ipv6Address?: string }[];
  /** `UNKNOWN` without a health check. */
  healthStatus: TaskHealth;
  cpu: string;
}

export interface Task {
  /** The network interface of a task in the mode `awsvpc`. */
  attachments: Attachment[];
  attributes: Attribute[];
  availabilityZone: string;
  clusterArn: string;
  /** Absent until the agent has taken it up; so is `connectivityAt`. */
  connectivity?: 'CONNECTED';
  connectivityAt?: Date;
  /** Absent once the container instance is forgotten. */
  containerInstanceArn?: string;
  containers: Container[];
  /** In CPU units: of the task where its definition says so, else the sum over its containers. */
  cpu: string;
  createdAt: Date;
  desiredStatus: 'RUNNING' | 'STOPPED';
  enableExecuteCommand: boolean;
  executionStoppedAt?: Date;
  /** `service:` with a name, `family:` with a name, or what was given. */
  group: string;
  healthStatus: TaskHealth;
  lastStatus: TaskStatus;
  launchType: 'EC2';
  /** In MiB, like `cpu`. */
  memory: string;
  overrides: TaskOverride;
  pullStartedAt?: Date;
  pullStoppedAt?: Date;
  startedAt?: Date;
  /** `ecs-svc/` with a number for the tasks of a deployment. */
  startedBy?: string;
  stopCode?: TaskStopCode;
  stoppedAt?: Date;
  stoppedReason?: string;
  stoppingAt?: Date;
  /** Of a description only with `TAGS` in `include`; otherwise empty. */
  tags: Tag[];
  taskArn: string;
  taskDefinitionArn: string;
  /** Rises with every change that sends an event. */
  version: number;
}

/** Where the tasks of a service are registered. */
export interface LoadBalancer {
  /** Known from then on to {@link Simulation.target}. */
  targetGroupArn?: string;
  /** Of a Classic Load Balancer, which is not simulated. */
  loadBalancerName?: string;
  containerName?: string;
  containerPort?: number;
  advancedConfiguration?: { alternateTargetGroupArn?: string; productionListenerRule?: string; testListenerRule?: string; roleArn?: string };
}

/** How the tasks of a service are replaced. The percentages and the circuit breaker are simulated. */
export interface DeploymentConfiguration {
  deploymentCircuitBreaker?: {
    enable: boolean;
    rollback: boolean;
    resetOnHealthyTask?: boolean;
    thresholdConfiguration?: { type: 'BOUNDED_PERCENT' | 'COUNT' | 'UNBOUNDED_PERCENT'; value: number };
  };
  /** Of `desiredCount`, rounded down: the most tasks there may be. Default: 200; of daemons 100. */
  maximumPercent?: number;
  /** Of `desiredCount`, rounded up: the fewest healthy tasks there are to be. Default: 100; of daemons 0. */
  minimumHealthyPercent?: number;
  alarms?: { alarmNames: string[]; rollback: boolean; enable: boolean };
  /** Only `ROLLING` is simulated. */
  strategy?: 'BLUE_GREEN' | 'CANARY' | 'LINEAR' | 'ROLLING';
  bakeTimeInMinutes?: number;
  lifecycleHooks?: {
    targetType?: 'AWS_LAMBDA' | 'PAUSE';
    hookTargetArn?: string;
    roleArn?: string;
    lifecycleStages?: (
      | 'POST_PRODUCTION_TRAFFIC_SHIFT'
      | 'POST_SCALE_UP'
      | 'POST_TEST_TRAFFIC_SHIFT'
      | 'PRE_PRODUCTION_TRAFFIC_SHIFT'
      | 'PRE_SCALE_UP'
      | 'PRODUCTION_TRAFFIC_SHIFT'
      | 'RECONCILE_SERVICE'
      | 'TEST_TRAFFIC_SHIFT'
    )[];
    hookDetails?: unknown;
    timeoutConfiguration?: { timeoutInMinutes?: number; action?: 'CONTINUE' | 'ROLLBACK' };
  }[];
  linearConfiguration?: { stepPercent?: number; stepBakeTimeInMinutes?: number };
  canaryConfiguration?: { canaryPercent?: number; canaryBakeTimeInMinutes?: number };
  earlySuccessCriteria?: { enable: boolean; healthyPercent?: number; sourceServiceRevisionCleanup?: 'BLOCKING' | 'DEFERRED' };
}

export interface DeploymentController {
  /** Only `ECS` is simulated. */
  type: 'CODE_DEPLOY' | 'ECS' | 'EXTERNAL';
}

export interface ServiceConnectConfiguration {
  enabled: boolean;
  namespace?: string;
  services?: {
    portName: string;
    discoveryName?: string;
    clientAliases?: { port: number; dnsName?: string; testTrafficRules?: { header: { name: string; value?: { exact: string } } } }[];
    ingressPortOverride?: number;
    timeout?: { idleTimeoutSeconds?: number; perRequestTimeoutSeconds?: number };
    tls?: { issuerCertificateAuthority: { awsPcaAuthorityArn?: string }; kmsKey?: string; roleArn?: string };
  }[];
  logConfiguration?: LogConfiguration;
  accessLogConfiguration?: { format: 'JSON' | 'TEXT'; includeQueryParameters?: 'DISABLED' | 'ENABLED' };
  containerConfigurations?: ({ logLevel: 'debug' | 'info'; $unknown?: never } | Unknown<'logLevel'>)[];
}

/** What an Amazon EBS volume is made of; volumes are not simulated. */
export interface ManagedVolume {
  encrypted?: boolean;
  kmsKeyId?: string;
  volumeType?: string;
  sizeInGiB?: number;
  snapshotId?: string;
  volumeInitializationRate?: number;
  iops?: number;
  throughput?: number;
  tagSpecifications?: { resourceType: 'volume'; tags?: { key?: string; value?: string }[]; propagateTags?: PropagateTags }[];
  roleArn: string;
  filesystemType?: 'ext3' | 'ext4' | 'ntfs' | 'xfs';
}

export interface TaskVolume {
  name: string;
  managedEBSVolume?: ManagedVolume & { terminationPolicy?: { deleteOnTermination: boolean } };
}

/** Members of requests about services that are judged by the rules and have no effect here. */
export interface ServiceExtras {
  serviceRegistries?: { registryArn?: string; port?: number; containerName?: string; containerPort?: number }[];
  platformVersion?: string;
  enableECSManagedTags?: boolean;
  enableExecuteCommand?: boolean;
  serviceConnectConfiguration?: ServiceConnectConfiguration;
  volumeConfigurations?: { name: string; managedEBSVolume?: ManagedVolume }[];
  vpcLatticeConfigurations?: {
    roleArn: string;
    targetGroupArn: string;
    portName: string;
    advancedConfiguration?: { alternateTargetGroupArn?: string; productionListenerRule?: string; testListenerRule?: string };
  }[];
  gatewayConnectors?: {
    portName: string;
    healthCheck?: {
      healthCheckProtocol?: 'HTTP' | 'HTTPS';
      healthCheckPort?: number;
      healthCheckPath?: string;
      healthCheckTimeoutSeconds?: number;
      healthCheckIntervalSeconds?: number;
      healthyThresholdCount?: number;
      unhealthyThresholdCount?: number;
      matcher?: { httpCode?: string; grpcCode?: string };
    };
    filters?: { accessTypes?: ('PRIVATE' | 'PUBLIC')[] };
  }[];
  monitoring?: { metricConfigurations?: { metricNames: string[]; resolutionSeconds: number }[] };
}

/** A deployment of a service: the first is the one that its tasks are to be of. */
export interface Deployment {
  /** `ecs-svc/` with a number. */
  id: string;
  status: 'PRIMARY' | 'ACTIVE';
  taskDefinition: string;
  /** 0 until the scheduler has looked. */
  desiredCount: number;
  pendingCount: number;
  runningCount: number;
  failedTasks: number;
  createdAt: Date;
  updatedAt: Date;
  launchType: 'EC2';
  rolloutState: DeploymentRolloutState;
  rolloutStateReason: string;
}

export interface Service {
  serviceArn: string;
  serviceName: string;
  clusterArn: string;
  loadBalancers: { targetGroupArn: string; containerName: string; containerPort: number }[];
  /** Empty: service discovery is not simulated. */
  serviceRegistries: { registryArn?: string; port?: number; containerName?: string; containerPort?: number }[];
  status: ServiceStatus;
  /** Of a DAEMON, how many hosts there are for it. */
  desiredCount: number;
  runningCount: number;
  pendingCount: number;
  launchType: 'EC2';
  taskDefinition: string;
  deploymentConfiguration: {
    deploymentCircuitBreaker: { enable: boolean; rollback: boolean };
    maximumPercent: number;
    minimumHealthyPercent: number;
  };
  deployments: Deployment[];
  /** The 100 latest messages, the newest first. */
  events: { id: string; createdAt: Date; message: string }[];
  createdAt: Date;
  placementConstraints: { type: 'distinctInstance' | 'memberOf'; expression?: string }[];
  placementStrategy: { type: 'binpack' | 'random' | 'spread'; field?: string }[];
  networkConfiguration?: NetworkConfiguration;
  healthCheckGracePeriodSeconds?: number;
  schedulingStrategy: SchedulingStrategy;
  deploymentController: { type: 'ECS' };
  /** Of a description only with `TAGS` in `include`; otherwise absent. */
  tags?: Tag[];
  enableECSManagedTags: boolean;
  propagateTags: PropagateTags;
  enableExecuteCommand: boolean;
  availabilityZoneRebalancing: 'DISABLED' | 'ENABLED';
}

export interface ProtectedTask {
  taskArn: string;
  protectionEnabled: boolean;
  /** While it is protected. */
  expirationDate?: Date;
}

export interface NetworkBinding {
  bindIP?: string | undefined;
  containerPort?: number | undefined;
  hostPort?: number | undefined;
  protocol?: TransportProtocol | undefined;
  containerPortRange?: string | undefined;
  hostPortRange?: string | undefined;
}

/** Something that was asked for and not found, or could not be changed. */
export interface Failure {
  arn: string;
  /** `MISSING`, `INACTIVE` and the like. */
  reason: string;
}

export interface Setting {
  name: SettingName;
  value: string;
  principalArn: string;
  type: 'user';
}

/**
 * What the operations of a {@link Simulation} take and answer, by name. What is about launch
 * types other than EC2, capacity providers, Classic Load Balancers, or deployments that are not
 * rolling updates by ECS itself, is refused with `NotSimulatedException`.
 */
export interface OperationMap {
  CreateCluster: {
    input: {
      /** `default` unless given. */
      clusterName?: string | undefined;
      tags?: readonly TagInput[] | undefined;
      settings?: readonly { name?: 'containerInsights' | undefined; value?: string | undefined }[] | undefined;
      configuration?: ClusterConfiguration | undefined;
      capacityProviders?: readonly string[] | undefined;
      defaultCapacityProviderStrategy?: readonly CapacityProviderStrategyItem[] | undefined;
      serviceConnectDefaults?: { namespace: string | undefined } | undefined;
    };
    output: { cluster: Cluster };
  };
  CreateService: {
    input: Given<ServiceExtras> & {
      cluster?: string | undefined;
      serviceName: string | undefined;
      /** A family, `family:revision` or an ARN. */
      taskDefinition?: string | undefined;
      availabilityZoneRebalancing?: 'DISABLED' | 'ENABLED' | undefined;
      loadBalancers?: Given<LoadBalancer[]> | undefined;
      /** Required, unless the strategy is DAEMON. */
      desiredCount?: number | undefined;
      /** Judged; a second request is answered like any other. */
      clientToken?: string | undefined;
      /** Only `EC2` is simulated. */
      launchType?: LaunchType | undefined;
      /** Not simulated: refused with 501. */
      capacityProviderStrategy?: readonly CapacityProviderStrategyItem[] | undefined;
      role?: string | undefined;
      deploymentConfiguration?: Given<DeploymentConfiguration> | undefined;
      placementConstraints?: Given<PlacementConstraint[]> | undefined;
      placementStrategy?: Given<PlacementStrategy[]> | undefined;
      networkConfiguration?: Given<NetworkConfiguration> | undefined;
      healthCheckGracePeriodSeconds?: number | undefined;
      schedulingStrategy?: SchedulingStrategy | undefined;
      deploymentController?: Given<DeploymentController> | undefined;
      tags?: readonly TagInput[] | undefined;
      propagateTags?: PropagateTags | undefined;
    };
    output: { service: Service & { tags: Tag[] } };
  };
  DeleteAccountSetting: {
    input: { name: SettingName | undefined; principalArn?: string | undefined };
    output: { setting: Setting };
  };
  DeleteAttributes: {
    input: { cluster?: string | undefined; attributes: readonly AttributeInput[] | undefined };
    output: { attributes: Attribute[] };
  };
  DeleteCluster: {
    input: { cluster: string | undefined };
    output: { cluster: Cluster };
  };
  DeleteService: {
    input: {
      cluster?: string | undefined;
      service: string | undefined;
      /** Also if it is scaled above 0. */
      force?: boolean | undefined;
    };
    output: { service: Service & { tags: Tag[] } };
  };
  DeregisterContainerInstance: {
    input: {
      cluster?: string | undefined;
      containerInstance: string | undefined;
      /** Also if tasks run on it. */
      force?: boolean | undefined;
    };
    output: { containerInstance: ContainerInstance };
  };
  DeregisterTaskDefinition: {
    input: {
      /** `family:revision` or an ARN. */
      taskDefinition: string | undefined;
    };
    output: { taskDefinition: TaskDefinition };
  };
  DescribeClusters: {
    input: {
      clusters?: readonly string[] | undefined;
      include?: readonly ('ATTACHMENTS' | 'CONFIGURATIONS' | 'SETTINGS' | 'STATISTICS' | 'TAGS')[] | undefined;
    };
    output: { clusters: Cluster[]; failures: Failure[] };
  };
  DescribeContainerInstances: {
    input: {
      cluster?: string | undefined;
      /** IDs or ARNs, 1 to 100. */
      containerInstances: readonly string[] | undefined;
      include?: readonly ('TAGS' | 'CONTAINER_INSTANCE_HEALTH')[] | undefined;
    };
    output: { containerInstances: ContainerInstance[]; failures: Failure[] };
  };
  DescribeServices: {
    input: {
      cluster?: string | undefined;
      /** Names or ARNs, 1 to 10. */
      services: readonly string[] | undefined;
      include?: readonly 'TAGS'[] | undefined;
    };
    output: { services: Service[]; failures: Failure[] };
  };
  DescribeTaskDefinition: {
    input: {
      /** A family, for its latest ACTIVE revision, `family:revision` or an ARN. */
      taskDefinition: string | undefined;
      include?: readonly 'TAGS'[] | undefined;
    };
    output: { taskDefinition: TaskDefinition; tags?: Tag[] };
  };
  DescribeTasks: {
    input: {
      cluster?: string | undefined;
      /** IDs or ARNs, 1 to 100. */
      tasks: readonly string[] | undefined;
      include?: readonly 'TAGS'[] | undefined;
    };
    output: { tasks: Task[]; failures: Failure[] };
  };
  DiscoverPollEndpoint: {
    input: { containerInstance?: string | undefined; cluster?: string | undefined };
    output: { endpoint: string; telemetryEndpoint: string; serviceConnectEndpoint: string };
  };
  GetTaskProtection: {
    input: {
      cluster: string | undefined;
      /** IDs or ARNs, at most 100. Left out, all tasks of the cluster that are protected. */
      tasks?: readonly string[] | undefined;
    };
    output: { protectedTasks: ProtectedTask[]; failures: Failure[] };
  };
  ListAccountSettings: {
    input: {
      name?: SettingName | undefined;
      value?: string | undefined;
      principalArn?: string | undefined;
      effectiveSettings?: boolean | undefined;
      nextToken?: string | undefined;
      maxResults?: number | undefined;
    };
    output: { settings: Setting[]; nextToken?: string };
  };
  ListAttributes: {
    input: {
      cluster?: string | undefined;
      targetType: 'container-instance' | undefined;
      attributeName?: string | undefined;
      attributeValue?: string | undefined;
      nextToken?: string | undefined;
      maxResults?: number | undefined;
    };
    output: { attributes: Attribute[]; nextToken?: string };
  };
  ListClusters: {
    input: { nextToken?: string | undefined; maxResults?: number | undefined };
    output: { clusterArns: string[]; nextToken?: string };
  };
  ListContainerInstances: {
    input: {
      cluster?: string | undefined;
      /** The cluster query language, such as `agentConnected==true and attribute:stack==blue`. */
      filter?: string | undefined;
      nextToken?: string | undefined;
      maxResults?: number | undefined;
      status?: Exclude<ContainerInstanceStatus, 'INACTIVE'> | undefined;
    };
    output: { containerInstanceArns: string[]; nextToken?: string };
  };
  ListServices: {
    input: {
      cluster?: string | undefined;
      nextToken?: string | undefined;
      /** 1 to 100. Default: 10. */
      maxResults?: number | undefined;
      launchType?: LaunchType | undefined;
      schedulingStrategy?: SchedulingStrategy | undefined;
      /** Has no effect here. */
      resourceManagementType?: 'CUSTOMER' | 'ECS' | undefined;
    };
    output: { serviceArns: string[]; nextToken?: string };
  };
  ListTagsForResource: {
    input: { resourceArn: string | undefined };
    output: { tags: Tag[] };
  };
  ListTaskDefinitionFamilies: {
    input: {
      familyPrefix?: string | undefined;
      /** Default: `ACTIVE`, families with a revision that is. */
      status?: 'ACTIVE' | 'ALL' | 'INACTIVE' | undefined;
      nextToken?: string | undefined;
      maxResults?: number | undefined;
    };
    output: { families: string[]; nextToken?: string };
  };
  ListTaskDefinitions: {
    input: {
      /** The whole name of a family. */
      familyPrefix?: string | undefined;
      status?: 'ACTIVE' | 'DELETE_IN_PROGRESS' | 'INACTIVE' | undefined;
      sort?: 'ASC' | 'DESC' | undefined;
      nextToken?: string | undefined;
      maxResults?: number | undefined;
    };
    output: { taskDefinitionArns: string[]; nextToken?: string };
  };
  ListTasks: {
    input: {
      cluster?: string | undefined;
      /** An ID or ARN. */
      containerInstance?: string | undefined;
      family?: string | undefined;
      nextToken?: string | undefined;
      maxResults?: number | undefined;
      startedBy?: string | undefined;
      /** A name or ARN. */
      serviceName?: string | undefined;
      /** Default: `RUNNING`. A task that stops is `STOPPED` as soon as that is wanted. */
      desiredStatus?: 'PENDING' | 'RUNNING' | 'STOPPED' | undefined;
      launchType?: LaunchType | undefined;
      daemonName?: string | undefined;
    };
    output: { taskArns: string[]; nextToken?: string };
  };
  PutAccountSetting: {
    input: { name: SettingName | undefined; value: string | undefined; principalArn?: string | undefined };
    output: { setting: Setting };
  };
  PutAccountSettingDefault: {
    input: { name: SettingName | undefined; value: string | undefined };
    output: { setting: Setting };
  };
  PutAttributes: {
    input: { cluster?: string | undefined; attributes: readonly AttributeInput[] | undefined };
    output: { attributes: Attribute[] };
  };
  /** What an agent sends. Of a host that {@link Simulation.launch} gives, its own agent does. */
  RegisterContainerInstance: {
    input: {
      cluster?: string | undefined;
      /** JSON; what it says of the host becomes its attributes. */
      instanceIdentityDocument?: string | undefined;
      instanceIdentityDocumentSignature?: string | undefined;
      totalResources?: readonly ResourceInput[] | undefined;
      versionInfo?: VersionInfo | undefined;
      /** To register again. */
      containerInstanceArn?: string | undefined;
      attributes?: readonly AttributeInput[] | undefined;
      platformDevices?: readonly { id: string | undefined; type: 'GPU' | 'NEURON_DEVICE' | undefined }[] | undefined;
      tags?: readonly TagInput[] | undefined;
      /** Not in the public model; agents send it. */
      clientToken?: string | undefined;
    };
    output: { containerInstance: ContainerInstance };
  };
  RegisterTaskDefinition: {
    input: {
      family: string | undefined;
      taskRoleArn?: string | undefined;
      executionRoleArn?: string | undefined;
      networkMode?: NetworkMode | undefined;
      containerDefinitions: Given<ContainerDefinition[]> | undefined;
      volumes?: Given<Volume[]> | undefined;
      placementConstraints?: readonly { type?: 'memberOf' | undefined; expression?: string | undefined }[] | undefined;
      requiresCompatibilities?: readonly Compatibility[] | undefined;
      /** In CPU units, or such as `1 vCPU`. */
      cpu?: string | undefined;
      /** In MiB, or such as `2 GB`. */
      memory?: string | undefined;
      tags?: readonly TagInput[] | undefined;
      pidMode?: 'host' | 'task' | undefined;
      ipcMode?: 'host' | 'none' | 'task' | undefined;
      proxyConfiguration?: Given<ProxyConfiguration> | undefined;
      inferenceAccelerators?: readonly { deviceName: string | undefined; deviceType: string | undefined }[] | undefined;
      ephemeralStorage?: { sizeInGiB: number | undefined } | undefined;
      runtimePlatform?: Given<RuntimePlatform> | undefined;
      enableFaultInjection?: boolean | undefined;
      trustedExecutionConfiguration?: Given<TrustedExecutionConfiguration> | undefined;
    };
    output: { taskDefinition: TaskDefinition; tags: Tag[] };
  };
  RunTask: {
    input: {
      /** Not simulated: refused with 501. */
      capacityProviderStrategy?: readonly CapacityProviderStrategyItem[] | undefined;
      cluster?: string | undefined;
      /** 1 to 10. Default: 1. What finds no place is told in `failures`. */
      count?: number | undefined;
      /** Has no effect here. */
      enableECSManagedTags?: boolean | undefined;
      /** Has no effect here. */
      enableExecuteCommand?: boolean | undefined;
      group?: string | undefined;
      /** Only `EC2` is simulated. */
      launchType?: LaunchType | undefined;
      networkConfiguration?: Given<NetworkConfiguration> | undefined;
      overrides?: Given<TaskOverride> | undefined;
      placementConstraints?: Given<PlacementConstraint[]> | undefined;
      placementStrategy?: Given<PlacementStrategy[]> | undefined;
      platformVersion?: string | undefined;
      propagateTags?: PropagateTags | undefined;
      referenceId?: string | undefined;
      startedBy?: string | undefined;
      tags?: readonly TagInput[] | undefined;
      /** A family, `family:revision` or an ARN. */
      taskDefinition: string | undefined;
      /** Judged; a second request is answered like any other. */
      clientToken?: string | undefined;
      /** Has no effect here. */
      volumeConfigurations?: Given<TaskVolume[]> | undefined;
    };
    output: { tasks: Task[]; failures: Failure[] };
  };
  StartTask: {
    input: {
      cluster?: string | undefined;
      /** IDs or ARNs, 1 to 10: one task is started on each. */
      containerInstances: readonly string[] | undefined;
      /** Has no effect here. */
      enableECSManagedTags?: boolean | undefined;
      /** Has no effect here. */
      enableExecuteCommand?: boolean | undefined;
      group?: string | undefined;
      networkConfiguration?: Given<NetworkConfiguration> | undefined;
      overrides?: Given<TaskOverride> | undefined;
      propagateTags?: PropagateTags | undefined;
      referenceId?: string | undefined;
      startedBy?: string | undefined;
      tags?: readonly TagInput[] | undefined;
      /** A family, `family:revision` or an ARN. */
      taskDefinition: string | undefined;
      /** Has no effect here. */
      volumeConfigurations?: Given<TaskVolume[]> | undefined;
    };
    output: { tasks: Task[]; failures: Failure[] };
  };
  StopTask: {
    input: {
      cluster?: string | undefined;
      /** An ID or ARN. */
      task: string | undefined;
      /** Default: `Task stopped by user`. */
      reason?: string | undefined;
    };
    output: { task: Task };
  };
  /** What an agent sends. Of a host that {@link Simulation.launch} gives, its own agent needs no request for it. */
  SubmitContainerStateChange: {
    input: {
      cluster?: string | undefined;
      task?: string | undefined;
      containerName?: string | undefined;
      runtimeId?: string | undefined;
      status?: string | undefined;
      exitCode?: number | undefined;
      reason?: string | undefined;
      networkBindings?: readonly NetworkBinding[] | undefined;
    };
    output: { acknowledgment: string };
  };
  /** What an agent sends. `RUNNING` and `STOPPED` count; the steps between are the service's own. */
  SubmitTaskStateChange: {
    input: {
      cluster?: string | undefined;
      task?: string | undefined;
      status?: string | undefined;
      reason?: string | undefined;
      containers?:
        | readonly {
            containerName?: string | undefined;
            imageDigest?: string | undefined;
            runtimeId?: string | undefined;
            exitCode?: number | undefined;
            networkBindings?: readonly NetworkBinding[] | undefined;
            reason?: string | undefined;
            status?: string | undefined;
          }[]
        | undefined;
      attachments?: readonly { attachmentArn: string | undefined; status: string | undefined }[] | undefined;
      managedAgents?:
        | readonly {
            containerName: string | undefined;
            managedAgentName: 'ExecuteCommandAgent' | undefined;
            status: string | undefined;
            reason?: string | undefined;
          }[]
        | undefined;
      pullStartedAt?: Date | undefined;
      pullStoppedAt?: Date | undefined;
      executionStoppedAt?: Date | undefined;
    };
    output: { acknowledgment: string };
  };
  TagResource: {
    input: { resourceArn: string | undefined; tags: readonly TagInput[] | undefined };
    output: {};
  };
  UntagResource: {
    input: { resourceArn: string | undefined; tagKeys: readonly string[] | undefined };
    output: {};
  };
  UpdateContainerAgent: {
    input: { cluster?: string | undefined; containerInstance: string | undefined };
    output: { containerInstance: ContainerInstance };
  };
  UpdateContainerInstancesState: {
    input: {
      cluster?: string | undefined;
      /** IDs or ARNs, 1 to 10. */
      containerInstances: readonly string[] | undefined;
      /** Only `ACTIVE` and `DRAINING` are taken; the others are in the SDK's type, and refused. */
      status: Exclude<ContainerInstanceStatus, 'INACTIVE'> | undefined;
    };
    output: { containerInstances: ContainerInstance[]; failures: Failure[] };
  };
  UpdateService: {
    input: Given<ServiceExtras> & {
      cluster?: string | undefined;
      /** A name or ARN. */
      service: string | undefined;
      desiredCount?: number | undefined;
      taskDefinition?: string | undefined;
      /** Not simulated: refused with 501. */
      capacityProviderStrategy?: readonly CapacityProviderStrategyItem[] | undefined;
      deploymentConfiguration?: Given<DeploymentConfiguration> | undefined;
      availabilityZoneRebalancing?: 'DISABLED' | 'ENABLED' | undefined;
      networkConfiguration?: Given<NetworkConfiguration> | undefined;
      placementConstraints?: Given<PlacementConstraint[]> | undefined;
      placementStrategy?: Given<PlacementStrategy[]> | undefined;
      forceNewDeployment?: boolean | undefined;
      healthCheckGracePeriodSeconds?: number | undefined;
      deploymentController?: Given<DeploymentController> | undefined;
      loadBalancers?: Given<LoadBalancer[]> | undefined;
      propagateTags?: PropagateTags | undefined;
    };
    output: { service: Service & { tags: Tag[] } };
  };
  UpdateTaskProtection: {
    input: {
      cluster: string | undefined;
      /** IDs or ARNs of tasks of services, 1 to 10. */
      tasks: readonly string[] | undefined;
      protectionEnabled: boolean | undefined;
      /** 1 to 2,880. Default: 120. */
      expiresInMinutes?: number | undefined;
    };
    output: { protectedTasks: ProtectedTask[]; failures: Failure[] };
  };
}

/**
 * The simulated service refused a request. It has the shape of the SDK's exceptions,
 * and is not of their class.
 *
 * ```js
 * import { EcsServiceException, Simulation } from 'ecs-drydock';
 * try {
 *   new Simulation().call('ListContainerInstances', { cluster: 'gone' });
 * } catch (error) {
 *   console.log(error instanceof EcsServiceException, error.name, error.message);
 *   // true ClusterNotFoundException Cluster not found.
 * }
 * ```
 */
export class EcsServiceException extends Error {
  private constructor();
  /**
   * The exception's name, such as `ClusterNotFoundException`. `UnknownOperationException`:
   * ECS has no such operation. `NotSimulatedException`, our own: ECS has it, and it is not
   * simulated here.
   */
  readonly name: string;
  readonly $fault: 'client' | 'server';
  /** `httpStatusCode`: 400, 500 for a fault of the service, 501 for what is not simulated. */
  readonly $metadata: {
    readonly httpStatusCode: number;
    readonly requestId: string;
    readonly attempts: number;
    readonly totalRetryDelay: number;
  };
  /** Everything that the rules found wrong with the request; empty if the state of the cluster refused it. */
  readonly diagnostics: Diagnostic[];
}

// ---------------------------------------------------------------------------------
// The simulation.
// ---------------------------------------------------------------------------------

/** What a {@link Simulation} starts from. All numbers are whole; times are in milliseconds. */
export interface SimulationOptions {
  /** What every draw follows from, 0 to 2⁵³ − 1, or a BigInt of up to 63 bits. Default: 1. */
  seed?: number | bigint | undefined;
  /** The first moment: a `Date`, or milliseconds since 1970. Default: 2026-01-01T00:00:00Z. */
  startTime?: Date | number | undefined;
  /** Default: `us-east-1`. The partition of ARNs follows from it. */
  region?: string | undefined;
  /** Twelve digits. Default: `123456789012`. */
  accountId?: string | undefined;
  /** Whether every host that registers gets a simulated agent. Default: true; false for who plays the agent. */
  agents?: boolean | undefined;
  /** The version that agents are updated to, and that hosts are launched with. Default: `1.105.1`. */
  latestAgentVersion?: string | undefined;
  /** The oldest version that can be updated. Default: `1.0.0`. */
  oldestUpdatableAgentVersion?: string | undefined;
  /** How long things take. */
  timings?: TimingOptions | undefined;
  /**
   * Other answers to what is not known of the service: by the `id` of a row of
   * {@link assumptions}, 0 for its default or the number of an alternative, from 1.
   * Default: all 0.
   */
  assumptions?: Readonly<Record<number, number>> | undefined;
  /** What goes wrong by itself. Default: nothing. */
  faults?: FaultRates | undefined;
  /** Whether requests are throttled by the service's token buckets. Default: false. */
  throttling?: boolean | undefined;
  /** Up to how many milliseconds late a read may be, a year at most. Default: 0, never late. */
  readLagMs?: number | undefined;
  /** How events arrive. Default: at once, each once, in order. */
  delivery?: DeliveryOptions | undefined;
  /** Target groups that differ from the timings. Default: none; a service that names another makes it known. */
  targetGroups?: readonly TargetGroupOptions[] | undefined;
  /** What containers do, by the family of their task definition. Default: all goes well, as the timings have it. */
  workloads?: readonly Omit<Workload, 'afterMs'>[] | undefined;
  /** How many events are kept, at least 1; older ones are dropped. Default: 10,000. */
  eventCapacity?: number | undefined;
}

/** How long things take, in whole milliseconds, at most a year each. */
export interface TimingOptions {
  /** From the launch or start of a host to the start of its agent. Default: 30,000. */
  bootMs?: number | undefined;
  /** Up to how much longer a host takes to boot, drawn for each. Default: 10,000. */
  bootSpreadMs?: number | undefined;
  /** From the registration to the agent's connection. Default: 2,000. */
  connectMs?: number | undefined;
  /** Between two heartbeats, with which health is reported; at least 1. Default: 30,000. */
  heartbeatMs?: number | undefined;
  /** Until a silent agent counts as disconnected. Default: 90,000. */
  silenceMs?: number | undefined;
  /** Until a connection that the host closed counts as disconnected. Default: 1,000. */
  closeMs?: number | undefined;
  /** Until a terminated host whose agent was connected is deregistered. Default: 600,000. */
  reapMs?: number | undefined;
  /** From stopping or shutting down until EC2 has done so. Default: 30,000. */
  ec2StopMs?: number | undefined;
  /** Until a trunk interface is attached. Default: 20,000. */
  trunkAttachMs?: number | undefined;
  /** Until a trunk interface is taken away. Default: 20,000. */
  trunkDetachMs?: number | undefined;
  /** How long an INACTIVE instance can be described. Default: 3,600,000. */
  inactiveMs?: number | undefined;
  /** Until `AGENT_CONNECTIVITY` of a disconnected agent is IMPAIRED; 0 leaves that check out. Default: 300,000. */
  connectivityMs?: number | undefined;
  /** From an agent update's acceptance to its staging. Default: 2,000. */
  updateAcceptMs?: number | undefined;
  /** How long the new agent is downloaded. Default: 20,000. */
  updateDownloadMs?: number | undefined;
  /** From the download to its use. Default: 2,000. */
  updatePerformMs?: number | undefined;
  /** How long the agent is away for its new version. Default: 10,000. */
  updateRestartMs?: number | undefined;
  /** From the notice of a Spot interruption to the end. Default: 120,000. */
  spotNoticeMs?: number | undefined;
  /** Between two looks of the scheduler at a service. Default: 10,000. */
  schedulerTickMs?: number | undefined;
  /** Until the agent acts on what was decided about a task. Default: 1,000. */
  taskAckMs?: number | undefined;
  /** Until the network interface of a task is attached. Default: 10,000. */
  eniAttachMs?: number | undefined;
  /** Until the network interface of a task is taken away. Default: 10,000. */
  eniDetachMs?: number | undefined;
  /** How long the images of a task are pulled. Default: 5,000. */
  pullMs?: number | undefined;
  /** From the pull to the start of the containers. Default: 1,000. */
  startMs?: number | undefined;
  /** How long a task is registered with its target groups. Default: 2,000. */
  targetRegisterMs?: number | undefined;
  /** Until a target is found healthy: five checks, 30 seconds apart. Default: 150,000. */
  targetHealthyMs?: number | undefined;
  /** How long connections drain when a target is taken out. Default: 300,000. */
  deregistrationDelayMs?: number | undefined;
  /** How long containers take to end once they are asked to. Default: 2,000. */
  stopMs?: number | undefined;
  /** After how long they are killed, unless their definition says so: `ECS_CONTAINER_STOP_TIMEOUT`. Default: 30,000. */
  stopTimeoutMs?: number | undefined;
  /** How long a task without health checks has to run to count as healthy in a drain. Default: 40,000. */
  healthyMs?: number | undefined;
  /** How long a stopped task can be described. Default: 3,600,000. */
  stoppedTaskMs?: number | undefined;
  /** Until a service with uneven zones is rebalanced. Default: 60,000. */
  rebalanceMs?: number | undefined;
  /** The first pause of a service whose tasks keep failing to start. Default: 60,000. */
  failurePauseMs?: number | undefined;
  /** The longest such pause. Default: 1,620,000. */
  failurePauseMostMs?: number | undefined;
}

/** A target group. Nothing is known of listeners; only what a drain waits for is. */
export interface TargetGroupOptions {
  arn: string;
  /** How long connections drain when a target is taken out, in milliseconds. Default: `timings.deregistrationDelayMs`. */
  deregistrationDelayMs?: number | undefined;
  /** How long a target takes to be found healthy, in milliseconds. Default: `timings.targetHealthyMs`. */
  healthyAfterMs?: number | undefined;
}

/** What goes wrong by itself: how many of a thousand hosts suffer it within an hour. Each default is 0 unless said. */
export interface FaultRates {
  /** The agent hangs. */
  agentLoss?: number | undefined;
  /** The agent hangs and still counts as connected. */
  unnoticedAgentLoss?: number | undefined;
  /** The connection breaks and comes back. */
  flap?: number | undefined;
  /** The container runtime stops answering. */
  runtimeImpaired?: number | undefined;
  /** EC2 stops the host; it is started again after a while. */
  hostStop?: number | undefined;
  /** The host boots anew. */
  hostReboot?: number | undefined;
  /** The host is terminated. */
  hostTerminate?: number | undefined;
  /** The agent loses its state and registers as new. */
  lostState?: number | undefined;
  /** The next update is refused. */
  updateNack?: number | undefined;
  /** The next trunk interface fails. */
  trunkFailure?: number | undefined;
  /** Of a thousand requests, how many meet a fault of the service. */
  serverException?: number | undefined;
  /** The least that a fault lasts, in milliseconds. Default: 10,000. */
  shortestMs?: number | undefined;
  /** The most that a fault lasts, in milliseconds, a year at most. Default: 600,000. */
  longestMs?: number | undefined;
  /** How long after the start faults come, in milliseconds. Default: 0, for ever. */
  forMs?: number | undefined;
}

/** How events arrive; the service promises "at least once", and no order. */
export interface DeliveryOptions {
  /** Up to how many milliseconds late, a year at most, drawn for each. Default: 0. */
  lateMs?: number | undefined;
  /** Of a thousand, how many arrive twice. Default: 0. */
  twicePerMille?: number | undefined;
}

/** When something is to happen. */
export interface Later {
  /** How many milliseconds from now. Default: 0, at once. What it is about may be gone by then; then nothing happens. */
  afterMs?: number | undefined;
}

/**
 * What the containers of a family of task definitions do from now on, whenever one comes to a step
 * that this is about; what health checks say, and pulls that hang, change at once. What is left out stays
 * as it was said before; before that it is as the timings have it, and all goes well.
 */
export interface Workload extends Later {
  family: string;
  /**
   * What becomes of pulling images: `fails` stops the task with `CannotPullContainerError`,
   * `hangs` leaves it PENDING.
   */
  pull?: 'succeeds' | 'fails' | 'hangs' | undefined;
  pullMs?: number | undefined;
  /** From the pull to the start. */
  startMs?: number | undefined;
  /** How long they take to end once they are asked to; after their stop timeout they are killed. */
  stopMs?: number | undefined;
  /** What their health checks say; nothing where the definition has none. */
  health?: 'healthy' | 'unhealthy' | undefined;
  /** How long after its start a task that starts from then on ends by itself; 0 for never. */
  exitAfterMs?: number | undefined;
  /** The exit code of that. */
  exitCode?: number | undefined;
}

/** How a target group is from now on, or the targets of one task in it. */
export interface Target extends Later {
  /** The ARN of a target group that a service or the option `targetGroups` named. */
  targetGroup: string;
  /** The ID or ARN of a task; its targets alone are meant, and only `health` counts. */
  task?: string | undefined;
  /** What the health checks of the load balancer say. */
  health?: 'healthy' | 'unhealthy' | undefined;
  deregistrationDelayMs?: number | undefined;
  healthyAfterMs?: number | undefined;
}

/** What EC2 is asked to start, and what the agents on the hosts are configured with. */
export interface LaunchOptions extends Later {
  /** 1 to 10,000. Default: 1. */
  count?: number | undefined;
  /** The `name` of one of {@link instanceTypes}. Default: `m5.large`. */
  instanceType?: string | undefined;
  /** Zones that take turns. Default: those of the Region that end in a, b and c. */
  availabilityZones?: readonly string[] | undefined;
  /** The name of the cluster that the agents register in. Default: `default`, which they create if need be. */
  cluster?: string | undefined;
  /** `ECS_INSTANCE_ATTRIBUTES`. Default: none. */
  attributes?: readonly { name: string; value?: string | undefined }[] | undefined;
  /** `ECS_CONTAINER_INSTANCE_TAGS`. Default: none. */
  tags?: readonly { key: string; value: string }[] | undefined;
  /** The machine image. Default: `ami-0d00dc5dec5d0c000`. */
  amiId?: string | undefined;
  /** The agent in the image. Default: `latestAgentVersion` of the simulation. */
  agentVersion?: string | undefined;
  /** Docker in the image. Default: `25.0.14`. */
  dockerVersion?: string | undefined;
  /** `ECS_UPDATES_ENABLED`. Default: true, as in the image optimised for ECS. */
  updatesEnabled?: boolean | undefined;
  /** `ECS_ENABLE_SPOT_INSTANCE_DRAINING`. Default: false. */
  spotDraining?: boolean | undefined;
  /** `ECS_RESERVED_MEMORY`, in MiB. Default: 0. */
  reservedMemoryMib?: number | undefined;
}

/**
 * What happens to a host. `terminate`, `stop`, `start`, `reboot`: EC2 does. `spotInterruption`:
 * EC2 gives the notice and terminates it when `spotNoticeMs` have passed. `stopAgent`,
 * `startAgent`: the agent's process ends or starts.
 */
export type HostAction = 'terminate' | 'stop' | 'start' | 'reboot' | 'spotInterruption' | 'stopAgent' | 'startAgent';

/** Why an agent refuses an update. */
export type NackReason =
  | 'updatesDisabled'
  | 'invalidUpdate'
  | 'unableToDownload'
  | 'hashsumMismatch'
  | 'notDownloaded'
  | 'newUpdateArrived';

/** Something that goes wrong. `host`: an EC2 ID, or the ID or ARN of a container instance. */
export type Fault =
  /** The agent hangs, for ever unless a duration is given. `unnoticed`: the service goes on showing it as connected. */
  | { type: 'agentLoss'; host: string; durationMs?: number | undefined; unnoticed?: boolean | undefined }
  /** The agent's connection breaks for `downMs`, 1 or more, and holds for `upMs`, 1 to 1,000 times. */
  | { type: 'flap'; host: string; times: number; downMs: number; upMs: number }
  /** The container runtime stops answering, for ever unless a duration is given. */
  | { type: 'runtimeImpaired'; host: string; durationMs?: number | undefined }
  /** A check that only hosts of ECS Managed Instances have says something; `reason` is such as `XID_46`. */
  | {
      type: 'healthCheck';
      host: string;
      check: 'ACCELERATED_COMPUTE' | 'DAEMON';
      status: HealthState;
      reason?: string | undefined;
    }
  /** The next update of the agent is refused, in the agent's own words. */
  | { type: 'updateNack'; host: string; reason: NackReason }
  /** The new agent does not start after the next update. */
  | { type: 'updateStartFailure'; host: string }
  /** The agent loses what it had stored and registers as new. */
  | { type: 'lostState'; host: string }
  /** The trunk interface of the next `times` (1) instances to register cannot be made; `statusReason` quotes `reason`. */
  | { type: 'trunkFailure'; times?: number | undefined; reason?: string | undefined }
  /** A task ends by itself; `task`: its ID or ARN; `exitCode`: 1 unless given. */
  | { type: 'taskExit'; task: string; exitCode?: number | undefined }
  /** The next `times` (1) requests are throttled. */
  | { type: 'throttling'; times?: number | undefined }
  /** The next `times` (1) requests meet a fault of the service. */
  | { type: 'serverException'; times?: number | undefined };

/** A request to the service, as a command. */
export type CallCommand<Name extends OperationName = OperationName> = {
  [Each in Name]: { kind: 'call'; operation: Each; request?: OperationMap[Each]['input'] | undefined };
}[Name];
/** Time passes. */
export interface AdvanceCommand {
  kind: 'advance';
  milliseconds: number;
}
/** EC2 starts hosts. */
export interface LaunchCommand extends LaunchOptions {
  kind: 'launch';
}
/** Something happens to a host. */
export interface HostCommand extends Later {
  kind: 'host';
  host: string;
  action: HostAction;
}
/** A host is terminated at a set time, whatever still runs on it. */
export interface DeadlineCommand {
  kind: 'deadline';
  host: string;
  afterMs: number;
}
/** Something goes wrong. */
export interface FaultCommand extends Later {
  kind: 'fault';
  fault: Fault;
}
/** Containers do something else. */
export interface WorkloadCommand extends Workload {
  kind: 'workload';
}
/** A target group, or the targets of a task, are otherwise. */
export interface TargetCommand extends Target {
  kind: 'target';
}
/** Another answer to what is not known of the service. */
export interface AssumeCommand {
  kind: 'assume';
  /** The `id` of a row of {@link assumptions}. */
  assumption: number;
  /** 0 for its default, or the number of an alternative, from 1. */
  choice: number;
}

/** Something done to a {@link Simulation}, as plain data that JSON can carry. */
export type Command =
  | CallCommand
  | AdvanceCommand
  | LaunchCommand
  | HostCommand
  | DeadlineCommand
  | FaultCommand
  | WorkloadCommand
  | TargetCommand
  | AssumeCommand;

/** How a container instance is wanted; what is left out may be anything. */
export interface InstanceCondition {
  status?: ContainerInstanceStatus | undefined;
  agentConnected?: boolean | undefined;
  agentUpdateStatus?: AgentUpdateStatus | undefined;
  /** The overall status of its health. */
  health?: HealthState | undefined;
}

/** Something to wait for, as plain data: one member, nested at most 16 levels deep. */
export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  /** One container instance is as wanted; `id` is its ID or ARN, or the EC2 ID of its host. */
  | { containerInstance: InstanceCondition & { id: string } }
  /** So many container instances of a cluster (`default` unless given) are as wanted. */
  | {
      containerInstances: {
        cluster?: string | undefined;
        are?: InstanceCondition | undefined;
        atLeast?: number | undefined;
        atMost?: number | undefined;
      };
    }
  /** A host is as wanted; `id` is its EC2 ID, or the ID or ARN of its container instance. */
  | { host: { id: string; state?: HostState | undefined; registered?: boolean | undefined } }
  /**
   * So many tasks are as wanted, by the cluster's name (`default` unless given), the host, and the
   * service's name. Without `lastStatus` those count that are not STOPPED.
   */
  | {
      tasks: {
        cluster?: string | undefined;
        /** Its EC2 ID, or the ID or ARN of its container instance. */
        host?: string | undefined;
        service?: string | undefined;
        lastStatus?: TaskStatus | undefined;
        desiredStatus?: 'RUNNING' | 'STOPPED' | undefined;
        atLeast?: number | undefined;
        atMost?: number | undefined;
      };
    }
  /** A service is as wanted; `steady`: it told of a steady state, and nothing happened since. */
  | {
      service: { name: string; cluster?: string | undefined; steady?: boolean | undefined; status?: ServiceStatus | undefined };
    }
  /** An event arrives from now on; `containerInstance` is an ID or ARN, or the EC2 ID of the host. */
  | { event: { type?: EventType | undefined; containerInstance?: string | undefined } };

/** How EC2 has a host. */
export type HostState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** A host as it is at one moment. What only an identity document tells is absent if it registered without one. */
export interface HostDescription {
  /** The EC2 ID. */
  id?: string;
  state: HostState;
  instanceType?: string;
  availabilityZone?: string;
  amiId?: string;
  /** What it registered as last; absent if it has not yet, or if its agent lost that. */
  containerInstanceArn?: string;
  /** Whether it was launched here, rather than registered from outside. */
  launched: boolean;
  /** Whether the container runtime answers. */
  runtimeOk: boolean;
  /** The ARNs of tasks whose containers go on here after a deregistration by force; absent if there are none. */
  orphans?: string[];
  agent: {
    process: 'off' | 'running' | 'hung' | 'exited';
    /** Why it exited, in its own words. */
    exitReason?: string;
    version: string;
    /** Whether the connection really stands; the service may see it otherwise. */
    connected: boolean;
    /** Why it refused the last update, in its own words. */
    updateRefusal?: string;
  };
  /** When a Spot interruption ends it, in milliseconds since 1970; absent without notice. */
  interruptionAt?: number;
}

/**
 * A handle on a host of a {@link Simulation}. It holds nothing but the name; what the
 * host is like is read when it is asked for. Every method throws {@link DrydockError}
 * `bad-argument`, `unknown-host` or `freed`.
 */
export class Host {
  private constructor();
  /** The EC2 ID; for a host that registered without an identity document, the ARN of its container instance. */
  readonly id: string;
  /** How it is now. */
  describe(): HostDescription;
  /** EC2 terminates it. The service deregisters its instance if the agent was connected; otherwise a zombie stays. */
  terminate(options?: Later): void;
  stop(options?: Later): void;
  start(options?: Later): void;
  reboot(options?: Later): void;
  /** EC2 gives the notice of a Spot interruption, two minutes unless `timings.spotNoticeMs` says otherwise. */
  spotInterruption(options?: Later): void;
  /** The agent's process ends. */
  stopAgent(options?: Later): void;
  /** The agent's process starts, if it does not run. */
  startAgent(options?: Later): void;
  /** It is terminated in so many milliseconds, whatever still runs on it. */
  deadline(afterMs: number): void;
}

/** The kinds of events that a {@link Simulation} emits. */
export type EventType =
  | 'containerInstanceStateChange'
  | 'containerInstanceHealthChange'
  | 'taskStateChange'
  | 'serviceAction'
  | 'deploymentStateChange';

interface EventEnvelope<DetailType extends string, Detail> {
  version: '0';
  id: string;
  'detail-type': DetailType;
  source: 'aws.ecs';
  account: string;
  /** ISO 8601, whole seconds. */
  time: string;
  region: string;
  /** The ARN of the container instance, task or service. */
  resources: [string];
  detail: Detail;
}

/** In an event a resource has only the number that counts. */
export interface EventResource {
  name: string;
  type: 'INTEGER' | 'DOUBLE' | 'LONG' | 'STRINGSET';
  doubleValue?: number;
  longValue?: number;
  integerValue?: number;
  stringSetValue?: string[];
}

/** A container instance changed. */
export type ContainerInstanceStateChangeEvent = EventEnvelope<
  'ECS Container Instance State Change',
  {
    agentConnected: boolean;
    agentUpdateStatus?: AgentUpdateStatus;
    attachments: Attachment[];
    attributes: { name: string; value?: string }[];
    clusterArn: string;
    containerInstanceArn: string;
    ec2InstanceId?: string;
    pendingTasksCount: number;
    /** ISO 8601. */
    registeredAt: string;
    registeredResources: EventResource[];
    remainingResources: EventResource[];
    runningTasksCount: number;
    status: ContainerInstanceStatus;
    statusReason?: string;
    /** ISO 8601. */
    updatedAt: string;
    /** Two events of one instance with the same version are the same event twice. */
    version: number;
    versionInfo: VersionInfo;
  }
>;

/** The health of a container instance changed. */
export type ContainerInstanceHealthChangeEvent = EventEnvelope<
  'ECS Container Instance Health Change',
  {
    clusterArn: string;
    containerInstanceArn: string;
    capacityProviderName: string | null;
    ec2InstanceId: string | null;
    overallStatus: HealthState;
    healthChecks: {
      type: HealthCheckType;
      status: HealthState;
      /** ISO 8601. */
      lastStatusChange: string;
      /** ISO 8601. */
      lastUpdated: string;
      statusReason: string | null;
    }[];
  }
>;

/** A shape whose times are text in ISO 8601, without zeros at the end of a fraction. */
type WithTimesAsText<Shape> = { [Name in keyof Shape]: NonNullable<Shape[Name]> extends Date ? string : Shape[Name] };

/** A task changed. */
export type TaskStateChangeEvent = EventEnvelope<'ECS Task State Change', Omit<WithTimesAsText<Task>, 'tags'> & { updatedAt: string }>;

/** A service did something, or could not. */
export type ServiceActionEvent = EventEnvelope<
  'ECS Service Action',
  {
    eventType: 'INFO' | 'WARN' | 'ERROR';
    eventName:
      | 'SERVICE_STEADY_STATE'
      | 'SERVICE_DESIRED_COUNT_UPDATED'
      | 'SERVICE_TASK_START_IMPAIRED'
      | 'SERVICE_TASK_PLACEMENT_FAILURE'
      | 'SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED'
      | 'SERVICE_REBALANCING_STARTED'
      | 'SERVICE_REBALANCING_COMPLETED'
      | 'SERVICE_REBALANCING_STOPPED';
    clusterArn: string;
    containerInstanceArns?: string[];
    /** Such as `RESOURCE:MEMORY`. */
    reason?: string;
    /** ISO 8601. */
    createdAt: string;
  }
>;

/** A deployment of a service changed. */
export type DeploymentStateChangeEvent = EventEnvelope<
  'ECS Deployment State Change',
  {
    eventType: 'INFO' | 'ERROR';
    eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS' | 'SERVICE_DEPLOYMENT_COMPLETED' | 'SERVICE_DEPLOYMENT_FAILED';
    clusterArn: string;
    deploymentId: string;
    /** ISO 8601. */
    updatedAt: string;
    reason: string;
  }
>;

/** An event as EventBridge delivers it. */
export type SimulationEvent =
  | ContainerInstanceStateChangeEvent
  | ContainerInstanceHealthChangeEvent
  | TaskStateChangeEvent
  | ServiceActionEvent
  | DeploymentStateChangeEvent;

/** How far time has come. */
export interface Progress {
  /** The time now, in milliseconds since 1970. */
  now: number;
  /** How many events arrived on the way. */
  events: number;
  /** The cursor behind the last event; see {@link Simulation.events}. */
  cursor: number;
}

/** Events behind a cursor. */
export interface EventPage {
  events: SimulationEvent[];
  /** The cursor to go on from. */
  next: number;
  /** How many events behind the cursor are kept no more. */
  dropped: number;
}

/** What is to be explained: one of the first four, or everything. A cluster may stand beside a service. */
export interface ExplainTarget {
  /** A name or ARN. Beside a service whose name is given: its cluster, `default` unless said. */
  cluster?: string | undefined;
  /** Its EC2 ID, or the ID or ARN of its container instance. */
  host?: string | undefined;
  /** A name or ARN. */
  service?: string | undefined;
  /** An ID or ARN. */
  task?: string | undefined;
  /** Whether each change is tried in a fork, for up to an hour of virtual time. Default: false. */
  prove?: boolean | undefined;
  /** How many hosts of the list of refusals are passed over: the `nextHost` before. Default: 0. */
  hostsAfter?: number | undefined;
  /** How many of them are listed. Default: 0; the histogram in `reasons` has all. */
  hostsLimit?: number | undefined;
}

/**
 * What keeps tasks where they are. Somebody has to do something about these:
 *
 * - `deploymentBounds`: the percentages of the service allow neither a stop nor a start
 * - `noHost`: no host can take the replacement
 * - `imageNeverPulls`: the images of the replacement never come
 * - `replacementUnhealthy`: the replacement does not become healthy
 * - `servicePaused`: tasks of the service fail to start, so it starts none for a while
 * - `deploymentFailed`: the circuit breaker ended the deployment, and the service starts no task until it gets another
 * - `standaloneTask`: a task of no service, which a drain leaves alone
 * - `protectedTask`: protected by UpdateTaskProtection
 * - `daemonWaits`: a daemon, which stops after the other tasks of its host
 * - `agentGone`: nobody is there to stop the task, or to tell that it has stopped; said at once, unless the agent is to come back by itself
 *
 * And these pass by themselves:
 *
 * - `targetDraining`: connections drain for as long as the target group says
 * - `stopTimeout`: containers were asked to stop, and take their time
 * - `waitsForStops`: the replacement waits for tasks that stop, as the most there may be are there
 * - `replacementStarting`: the replacement is there and not healthy yet
 * - `proceeding`: it goes on at the next step
 */
export type BlockerKind =
  | 'deploymentBounds'
  | 'noHost'
  | 'imageNeverPulls'
  | 'replacementUnhealthy'
  | 'servicePaused'
  | 'deploymentFailed'
  | 'standaloneTask'
  | 'protectedTask'
  | 'daemonWaits'
  | 'agentGone'
  | 'targetDraining'
  | 'stopTimeout'
  | 'waitsForStops'
  | 'replacementStarting'
  | 'proceeding';

/** Something to do about a blocker. */
export interface Change {
  /** What it does, in words. */
  message: string;
  /** How it is done, one after another: each is for {@link Simulation.apply}. */
  commands: Command[];
  /** How many hosts it adds. */
  extraHosts: number;
  /** How many tasks it stops or moves. */
  taskMoves: number;
  /** Whether the blocker went when it was tried in a fork; absent unless `prove` asked for that. */
  proven?: boolean;
}

/** One thing that keeps tasks where they are. */
export interface Blocker {
  kind: BlockerKind;
  /** Whether it ends by itself, as time passes. */
  passes: boolean;
  /** The service whose tasks wait; absent for tasks of none. */
  serviceArn?: string;
  /** What it is, with the numbers in it. */
  message: string;
  /** Since when, in milliseconds since 1970. */
  since: number;
  /** Until when, if that is known. */
  until?: number;
  /** The tasks that wait: how many, and the first 100. None where a service only lacks tasks. */
  tasks: { count: number; taskArns: string[] };
  /** How many tasks the service wants to start and cannot; absent for 0. */
  missing?: number;
  /** For `deploymentBounds` and `waitsForStops`: how the bounds are worked out. */
  arithmetic?: string;
  /** For `noHost`: how many hosts refuse the task for each reason, and up to five of them. */
  reasons?: { reason: string; count: number; containerInstanceArns: string[] }[];
  /** For `noHost`: the hosts one by one, as `hostsAfter` and `hostsLimit` ask for. */
  hosts?: {
    containerInstanceArn: string;
    /** `AGENT`, `ATTRIBUTE`, `RESOURCE:CPU` and the like, in the words of `failures`; or the status of the instance. */
    reason: string;
    /** What it lacks. */
    detail?: string;
  }[];
  /** For `noHost`: the `hostsAfter` of the next page; absent on the last. */
  nextHost?: number;
  /** What would free the tasks: the fewest commands first, then the fewest hosts, then the fewest tasks moved. */
  changes: Change[];
}

/** Why tasks are where they are, and what would change that. */
export interface Explanation {
  /** What was asked about, with its ARN; of a host that of its container instance. */
  target: { kind: 'all' } | { kind: 'cluster' | 'host' | 'service' | 'task'; arn: string };
  /** The moment that it is about, in milliseconds since 1970. */
  now: number;
  /** How many tasks wait: each stands in exactly one blocker. */
  waitingTasks: number;
  /** One sentence, such as for a log. */
  summary: string;
  /** The most telling first. */
  blockers: Blocker[];
}

/** An answer as it travels. */
export interface HandledResponse<Body = string> {
  status: number;
  headers: { 'content-type': string; 'x-amzn-requestid': string };
  /** JSON. */
  body: Body;
}

/**
 * How the time of a simulation goes on while clients talk to it:
 *
 * - `manual`: only by `advance` and the like
 * - `real`: as on the wall, from the first request on
 * - `x60`: sixty times as fast
 * - `+1000`: a second with each request, so that whoever polls need not sleep
 */
export type Clock = 'manual' | 'real' | `x${number}` | `+${number}`;

type InputArguments<Input> = {} extends Input ? [input?: Input] : [input: Input];

/**
 * A simulated cluster: hosts, their agents, and the service that they register with,
 * over virtual time. Nothing happens unless it is asked for; the same commands after
 * the same options lead to the same state, everywhere.
 *
 * ```js
 * import { Simulation } from 'ecs-drydock';
 * const simulation = new Simulation({ seed: 7 });
 * simulation.launch({ count: 3, instanceType: 'c5.large' });
 * simulation.advanceUntil({ containerInstances: { are: { agentConnected: true }, atLeast: 3 } });
 * const { containerInstanceArns } = simulation.call('ListContainerInstances');
 * simulation.call('UpdateContainerInstancesState', { containerInstances: containerInstanceArns, status: 'DRAINING' });
 * ```
 *
 * It lives in the WebAssembly module until {@link Simulation.free} or the end of a
 * `using` block; the garbage collector frees it too, at a time of its own.
 * Besides what each member names, all throw {@link DrydockError} `freed`, `not-initialised`
 * and `module-dead`. What throws has changed nothing, unless it is said to.
 */
export class Simulation {
  /** @throws {@link DrydockError} `bad-argument`: the message names the option */
  constructor(options?: SimulationOptions);

  /**
   * Goes on from a snapshot. The journal begins there.
   *
   * @throws {@link DrydockError} `bad-snapshot`, `snapshot-version`, `bad-argument`
   */
  static restore(snapshot: Uint8Array): Simulation;

  /** The virtual time, in milliseconds since 1970. */
  readonly now: number;
  /** When something is due next, in milliseconds since 1970; `undefined` if nothing is. */
  readonly nextDue: number | undefined;
  /** How many commands were applied, those before a snapshot included; time that passed in a row counts not. */
  readonly sequence: number;

  /**
   * Sends a request to the service. Times in the answer are `Date`s, as in the SDK's.
   *
   * ```js
   * const { cluster } = simulation.call('CreateCluster', { clusterName: 'production' });
   * ```
   *
   * @throws {@link EcsServiceException} if the service refuses it; where throttling or faults
   *   are on, the refusal may itself be part of what happened
   * @throws {@link DrydockError} `bad-argument` for a value that no client can send
   */
  call<Name extends OperationName>(operation: Name, ...input: InputArguments<OperationMap[Name]['input']>): OperationMap[Name]['output'];

  /**
   * Sends a request as it travels, and gives the answer, or the refusal, as it travels:
   * for harnesses that speak HTTP. Any bytes are answered. A request that was answered
   * before, with no change since, is answered so again without being looked at.
   *
   * @param request `operation`: the part of `X-Amz-Target` behind the dot; `body`: JSON, `{}` unless given;
   *   `bytes`: whether the body of the answer is wanted as UTF-8, not as text
   * @throws {@link DrydockError} `bad-argument` only if `operation` or `body` is of the wrong kind
   */
  handle(request: { operation: string; body?: string | Uint8Array | undefined; bytes?: false | undefined }): HandledResponse;
  handle(request: { operation: string; body?: string | Uint8Array | undefined; bytes: true }): HandledResponse<Uint8Array>;

  /**
   * EC2 starts hosts; their agents register when they have booted.
   *
   * ```js
   * const [host] = simulation.launch({ instanceType: 'm5.large', attributes: [{ name: 'stack', value: 'blue' }] });
   * ```
   *
   * @returns the hosts; none if `afterMs` puts the launch off
   * @throws {@link DrydockError} `bad-argument`
   */
  launch(options?: LaunchOptions): Host[];

  /** Every host, those that are gone included, in the order of launch. */
  hosts(): Host[];

  /**
   * @param id its EC2 ID, or the ID or ARN of its container instance
   * @throws {@link DrydockError} `unknown-host`
   */
  host(id: string): Host;

  /**
   * Something goes wrong, now or later.
   *
   * ```js
   * simulation.inject({ type: 'agentLoss', host: host.id, durationMs: 120_000 }, { afterMs: 60_000 });
   * ```
   *
   * @throws {@link DrydockError} `bad-argument`, `unknown-host`
   */
  inject(fault: Fault, options?: Later): void;

  /**
   * The containers of a family do something else, now or later.
   *
   * ```js
   * simulation.workload({ family: 'web', pull: 'hangs' });
   * ```
   *
   * @throws {@link DrydockError} `bad-argument`
   */
  workload(workload: Workload): void;

  /**
   * A target group, or the targets of one task in it, are otherwise, now or later.
   *
   * ```js
   * import { Simulation } from 'ecs-drydock';
   * const targetGroup = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef';
   * const balanced = new Simulation({ targetGroups: [{ arn: targetGroup }] });
   * balanced.target({ targetGroup, deregistrationDelayMs: 0 });
   * ```
   *
   * @throws {@link DrydockError} `bad-argument`, also for a target group that nobody has named yet
   */
  target(target: Target): void;

  /**
   * Why tasks are still on hosts that drain, or a service has fewer than it wants, and the
   * smallest changes that free them. It changes nothing.
   *
   * ```js
   * simulation.call('RegisterTaskDefinition', { family: 'job', containerDefinitions: [{ name: 'main', image: 'job', memory: 512 }] });
   * simulation.call('RunTask', { taskDefinition: 'job' });
   * simulation.call('UpdateContainerInstancesState', { containerInstances: [host.describe().containerInstanceArn], status: 'DRAINING' });
   * const { blockers: [blocker] } = simulation.explain({ host: host.id, prove: true });
   * console.log(blocker.changes[0].proven, blocker.kind, blocker.changes[0].commands[0].operation);
   * // true standaloneTask StopTask
   * ```
   *
   * Sources: the rows of `docs/ecs-behaviour.md` under "Draining", "How a task stops" and "What makes real drains hang".
   *
   * @param target what is to be explained; everything unless given
   * @throws {@link DrydockError} `bad-argument`, also for a cluster, service or task that is not there; `unknown-host`
   */
  explain(target?: ExplainTarget): Explanation;

  /**
   * Takes another answer to what is not known of the service.
   *
   * @param assumption the `id` of a row of {@link assumptions}
   * @param choice 0 for its default, or the number of an alternative, from 1
   * @throws {@link DrydockError} `bad-argument`, also for what cannot be switched
   */
  assume(assumption: number, choice: number): void;

  /** The assumptions that are answered otherwise than by default, with the number of the alternative. */
  assumptions(): Record<string, number>;

  /**
   * Applies a command: what every other method that changes something does.
   *
   * @returns what the method of its kind returns
   * @throws what the method of its kind throws
   */
  apply<Name extends OperationName>(command: CallCommand<Name>): OperationMap[Name]['output'];
  apply(command: AdvanceCommand): Progress;
  apply(command: LaunchCommand): Host[];
  apply(command: HostCommand | DeadlineCommand | FaultCommand | WorkloadCommand | TargetCommand | AssumeCommand): void;
  apply(command: Command): unknown;

  /**
   * The commands that changed something, since the start or since the snapshot. Applied in
   * order to a simulation with the same options, they lead to the same {@link Simulation.digest}.
   * Requests that were throttled or met a fault are among them, and throw again.
   *
   * ```js
   * import { EcsServiceException, Simulation } from 'ecs-drydock';
   * const replayed = new Simulation({ seed: 7 });
   * for (const command of simulation.journal()) {
   *   try {
   *     replayed.apply(command);
   *   } catch (error) {
   *     if (!(error instanceof EcsServiceException)) throw error;
   *   }
   * }
   * ```
   */
  journal(): Command[];

  /**
   * Lets time pass. `advance(a)` and then `advance(b)` is the same as `advance(a + b)`.
   *
   * @param milliseconds a whole number from 0; not past the year 9999
   * @throws {@link DrydockError} `bad-argument`
   */
  advance(milliseconds: number): Progress;

  /**
   * Lets time pass until a condition holds, or for as long as `limitMs` says.
   *
   * ```js
   * const { reached, now } = simulation.advanceUntil({ host: { id: host.id, state: 'terminated' } }, { limitMs: 600_000 });
   * ```
   *
   * @param options `limitMs`: a whole number of milliseconds. Default: 86,400,000, a day
   * @throws {@link DrydockError} `bad-argument`, also for a word that can never be reached; `unknown-host`
   */
  advanceUntil(condition: Condition, options?: { limitMs?: number | undefined }): Progress & { reached: boolean };

  /**
   * Events as EventBridge delivers them, the oldest first.
   *
   * ```js
   * let cursor = 0;
   * const { events, next, dropped } = simulation.events({ after: cursor, types: ['containerInstanceStateChange'] });
   * ```
   *
   * @param options `after`: the cursor to begin behind, 0 unless given; `limit`: how many at most, 1,000 unless given;
   *   `types`: the kinds wanted, all unless given
   * @throws {@link DrydockError} `bad-argument`
   */
  events(options?: {
    after?: number | undefined;
    limit?: number | undefined;
    types?: readonly EventType[] | undefined;
  }): EventPage;

  /** The whole state as bytes, for {@link Simulation.restore} of the same {@link behaviourVersion}. */
  snapshot(): Uint8Array;

  /** The same simulation once more: what is done to one does not touch the other. */
  fork(): Simulation;

  /** A digest of the whole state: two simulations with the same one answer alike for ever. */
  digest(): string;

  /** Gives the memory back. Doing so again is harmless; anything else afterwards is `freed`. */
  free(): void;
  /** The same, at the end of a `using` block. */
  [Symbol.dispose](): void;
}

/** The version that digests and snapshots belong to. It rises when the same commands lead to something else. */
export function behaviourVersion(): number;

declare global {
  // For who compiles without `lib: ["esnext.disposable"]`; it merges with what stands there.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}
