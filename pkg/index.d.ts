/**
 * ecs-drydock: a dry dock for Amazon ECS container instances.
 *
 * In Node the module is ready as soon as it is imported. In a browser or a
 * worker, await {@link init} once before anything else.
 *
 * @packageDocumentation
 */

/** An operation whose requests have rules here. See {@link operations}. */
export type OperationName =
  | 'CreateCluster'
  | 'DeleteAccountSetting'
  | 'DeleteAttributes'
  | 'DeleteCluster'
  | 'DeregisterContainerInstance'
  | 'DescribeClusters'
  | 'DescribeContainerInstances'
  | 'DiscoverPollEndpoint'
  | 'ListAccountSettings'
  | 'ListAttributes'
  | 'ListClusters'
  | 'ListContainerInstances'
  | 'ListTagsForResource'
  | 'PutAccountSetting'
  | 'PutAccountSettingDefault'
  | 'PutAttributes'
  | 'RegisterContainerInstance'
  | 'TagResource'
  | 'UntagResource'
  | 'UpdateContainerAgent'
  | 'UpdateContainerInstancesState';

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
  | 'snapshot-version';

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

/** What the operations of a {@link Simulation} take and answer, by name. */
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
  DeregisterContainerInstance: {
    input: {
      cluster?: string | undefined;
      containerInstance: string | undefined;
      /** Also if tasks run on it. */
      force?: boolean | undefined;
    };
    output: { containerInstance: ContainerInstance };
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
  DiscoverPollEndpoint: {
    input: { containerInstance?: string | undefined; cluster?: string | undefined };
    output: { endpoint: string; telemetryEndpoint: string; serviceConnectEndpoint: string };
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
  ListTagsForResource: {
    input: { resourceArn: string | undefined };
    output: { tags: Tag[] };
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
/** Another answer to what is not known of the service. */
export interface AssumeCommand {
  kind: 'assume';
  /** The `id` of a row of {@link assumptions}. */
  assumption: number;
  /** 0 for its default, or the number of an alternative, from 1. */
  choice: number;
}

/** Something done to a {@link Simulation}, as plain data that JSON can carry. */
export type Command = CallCommand | AdvanceCommand | LaunchCommand | HostCommand | DeadlineCommand | FaultCommand | AssumeCommand;

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
export type EventType = 'containerInstanceStateChange' | 'containerInstanceHealthChange';

interface EventEnvelope<DetailType extends string, Detail> {
  version: '0';
  id: string;
  'detail-type': DetailType;
  source: 'aws.ecs';
  account: string;
  /** ISO 8601, whole seconds. */
  time: string;
  region: string;
  /** The ARN of the container instance. */
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

/** An event as EventBridge delivers it. */
export type SimulationEvent = ContainerInstanceStateChangeEvent | ContainerInstanceHealthChangeEvent;

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

/** An answer as it travels. */
export interface HandledResponse {
  status: number;
  headers: { 'content-type': string; 'x-amzn-requestid': string };
  /** JSON. */
  body: string;
}

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
   * for harnesses that speak HTTP. Any bytes are answered.
   *
   * @param request `operation`: the part of `X-Amz-Target` behind the dot; `body`: JSON, `{}` unless given
   * @throws {@link DrydockError} `bad-argument` only if `operation` or `body` is of the wrong kind
   */
  handle(request: { operation: string; body?: string | Uint8Array | undefined }): HandledResponse;

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
  apply(command: HostCommand | DeadlineCommand | FaultCommand | AssumeCommand): void;
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
