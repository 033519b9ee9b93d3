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
  | { kind: 'range'; min: number; max: number }
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

export type MemberType = 'string' | 'boolean' | 'integer' | 'long' | 'double' | 'list' | 'structure';

/** One member of a request, as the service's model has it. */
export interface Member {
  name: string;
  /** A pointer in which `*` stands for any index. */
  path: string;
  type: MemberType;
  required: boolean;
  /** One sentence for a person who fills it in. */
  about: string;
  /** For a list: its item; the item's `name` is `*`. */
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
  /** An argument of the wrong kind. */
  | 'bad-argument';

/** Misuse of this package. Never what the service would say: that is a {@link Diagnostic}. */
export class DrydockError extends Error {
  readonly name: 'DrydockError';
  readonly code: DrydockErrorCode;
}
