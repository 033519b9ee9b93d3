// Compiled, never run: every simulated operation against the SDK's, and what users write.
import type * as sdk from '@aws-sdk/client-ecs';
import {
  DrydockError,
  EcsServiceException,
  Host,
  Simulation,
  behaviourVersion,
  type Blocker,
  type BlockerKind,
  type Change,
  type Command,
  type Condition,
  type ExplainTarget,
  type Explanation,
  type Fault,
  type HostDescription,
  type OperationMap,
  type OperationName,
  type Progress,
  type SimulationEvent,
  type TargetCommand,
  type TaskDefinition,
  type Workload,
} from 'ecs-drydock';

interface SdkMap {
  CreateCluster: { input: sdk.CreateClusterCommandInput; output: sdk.CreateClusterCommandOutput };
  CreateService: { input: sdk.CreateServiceCommandInput; output: sdk.CreateServiceCommandOutput };
  DeleteAccountSetting: { input: sdk.DeleteAccountSettingCommandInput; output: sdk.DeleteAccountSettingCommandOutput };
  DeleteAttributes: { input: sdk.DeleteAttributesCommandInput; output: sdk.DeleteAttributesCommandOutput };
  DeleteCluster: { input: sdk.DeleteClusterCommandInput; output: sdk.DeleteClusterCommandOutput };
  DeleteService: { input: sdk.DeleteServiceCommandInput; output: sdk.DeleteServiceCommandOutput };
  DeregisterContainerInstance: { input: sdk.DeregisterContainerInstanceCommandInput; output: sdk.DeregisterContainerInstanceCommandOutput };
  DeregisterTaskDefinition: { input: sdk.DeregisterTaskDefinitionCommandInput; output: sdk.DeregisterTaskDefinitionCommandOutput };
  DescribeClusters: { input: sdk.DescribeClustersCommandInput; output: sdk.DescribeClustersCommandOutput };
  DescribeContainerInstances: { input: sdk.DescribeContainerInstancesCommandInput; output: sdk.DescribeContainerInstancesCommandOutput };
  DescribeServices: { input: sdk.DescribeServicesCommandInput; output: sdk.DescribeServicesCommandOutput };
  DescribeTaskDefinition: { input: sdk.DescribeTaskDefinitionCommandInput; output: sdk.DescribeTaskDefinitionCommandOutput };
  DescribeTasks: { input: sdk.DescribeTasksCommandInput; output: sdk.DescribeTasksCommandOutput };
  DiscoverPollEndpoint: { input: sdk.DiscoverPollEndpointCommandInput; output: sdk.DiscoverPollEndpointCommandOutput };
  GetTaskProtection: { input: sdk.GetTaskProtectionCommandInput; output: sdk.GetTaskProtectionCommandOutput };
  ListAccountSettings: { input: sdk.ListAccountSettingsCommandInput; output: sdk.ListAccountSettingsCommandOutput };
  ListAttributes: { input: sdk.ListAttributesCommandInput; output: sdk.ListAttributesCommandOutput };
  ListClusters: { input: sdk.ListClustersCommandInput; output: sdk.ListClustersCommandOutput };
  ListContainerInstances: { input: sdk.ListContainerInstancesCommandInput; output: sdk.ListContainerInstancesCommandOutput };
  ListServices: { input: sdk.ListServicesCommandInput; output: sdk.ListServicesCommandOutput };
  ListTagsForResource: { input: sdk.ListTagsForResourceCommandInput; output: sdk.ListTagsForResourceCommandOutput };
  ListTaskDefinitionFamilies: { input: sdk.ListTaskDefinitionFamiliesCommandInput; output: sdk.ListTaskDefinitionFamiliesCommandOutput };
  ListTaskDefinitions: { input: sdk.ListTaskDefinitionsCommandInput; output: sdk.ListTaskDefinitionsCommandOutput };
  ListTasks: { input: sdk.ListTasksCommandInput; output: sdk.ListTasksCommandOutput };
  PutAccountSetting: { input: sdk.PutAccountSettingCommandInput; output: sdk.PutAccountSettingCommandOutput };
  PutAccountSettingDefault: { input: sdk.PutAccountSettingDefaultCommandInput; output: sdk.PutAccountSettingDefaultCommandOutput };
  PutAttributes: { input: sdk.PutAttributesCommandInput; output: sdk.PutAttributesCommandOutput };
  RegisterContainerInstance: { input: sdk.RegisterContainerInstanceCommandInput; output: sdk.RegisterContainerInstanceCommandOutput };
  RegisterTaskDefinition: { input: sdk.RegisterTaskDefinitionCommandInput; output: sdk.RegisterTaskDefinitionCommandOutput };
  RunTask: { input: sdk.RunTaskCommandInput; output: sdk.RunTaskCommandOutput };
  StartTask: { input: sdk.StartTaskCommandInput; output: sdk.StartTaskCommandOutput };
  StopTask: { input: sdk.StopTaskCommandInput; output: sdk.StopTaskCommandOutput };
  SubmitContainerStateChange: { input: sdk.SubmitContainerStateChangeCommandInput; output: sdk.SubmitContainerStateChangeCommandOutput };
  SubmitTaskStateChange: { input: sdk.SubmitTaskStateChangeCommandInput; output: sdk.SubmitTaskStateChangeCommandOutput };
  TagResource: { input: sdk.TagResourceCommandInput; output: sdk.TagResourceCommandOutput };
  UntagResource: { input: sdk.UntagResourceCommandInput; output: sdk.UntagResourceCommandOutput };
  UpdateContainerAgent: { input: sdk.UpdateContainerAgentCommandInput; output: sdk.UpdateContainerAgentCommandOutput };
  UpdateContainerInstancesState: { input: sdk.UpdateContainerInstancesStateCommandInput; output: sdk.UpdateContainerInstancesStateCommandOutput };
  UpdateService: { input: sdk.UpdateServiceCommandInput; output: sdk.UpdateServiceCommandOutput };
  UpdateTaskProtection: { input: sdk.UpdateTaskProtectionCommandInput; output: sdk.UpdateTaskProtectionCommandOutput };
}

/** Takes only `never`; otherwise the error of the compiler shows what was found. */
type Nothing<Found extends never> = Found;

/**
 * Members of one that the other has not, at any depth; that one may be assigned to the other
 * does not tell. Nothing is extra to what takes anything, and `any` tells nothing.
 */
type Extra<One, Other> = 0 extends 1 & One
  ? never
  : [keyof Other] extends [never]
    ? never
    : One extends readonly (infer Item)[]
      ? Other extends readonly (infer Known)[]
        ? Extra<Item, Known>
        : 'a list'
      : One extends Date
        ? never
        : One extends object
          ?
              | Exclude<keyof One, keyof Other>
              | { [Name in keyof One & keyof Other]-?: Extra<NonNullable<One[Name]>, NonNullable<Other[Name]>> }[keyof One & keyof Other]
          : never;

type Fits<One, Other, Words> = [One] extends [Other] ? never : Words;

export type Names = Nothing<Exclude<keyof OperationMap, OperationName> | Exclude<OperationName, keyof OperationMap> | Exclude<keyof SdkMap, OperationName>>;
export type Inputs = Nothing<{ [Name in OperationName]: Fits<SdkMap[Name]['input'], OperationMap[Name]['input'], Name> }[OperationName]>;
export type Outputs = Nothing<{ [Name in OperationName]: Fits<OperationMap[Name]['output'], Omit<SdkMap[Name]['output'], '$metadata'>, Name> }[OperationName]>;
export type InputMembers = Nothing<{ [Name in OperationName]: Extra<SdkMap[Name]['input'], OperationMap[Name]['input']> }[OperationName]>;
// One is newer than the SDK.
type Newer = 'trustedExecutionConfiguration';
export type OutputMembers = Nothing<Exclude<{ [Name in OperationName]: Extra<OperationMap[Name]['output'], SdkMap[Name]['output']> }[OperationName], Newer>>;
// Agents send one that the public model does not show.
export type HiddenMembers = Nothing<Exclude<{ [Name in OperationName]: Extra<OperationMap[Name]['input'], SdkMap[Name]['input']> }[OperationName], Newer | 'clientToken'>>;

// The checks above can fail.
// @ts-expect-error: a member too many
export type TooMany = Nothing<Extra<{ tags: { key: string; name: string }[] }, sdk.ListTagsForResourceCommandOutput>>;
// @ts-expect-error: text where a date is due
export type NoDate = Nothing<Fits<{ containerInstance: { registeredAt: string } }, Omit<sdk.DeregisterContainerInstanceCommandOutput, '$metadata'>, 'output'>>;
// @ts-expect-error: an input that lacks a word of the SDK
export type NoWord = Nothing<Fits<sdk.PutAccountSettingCommandInput, { name: 'awsvpcTrunking'; value: string }, 'input'>>;

const simulation = new Simulation({ seed: 7n, startTime: new Date(0), timings: { bootMs: 0 }, assumptions: { 1: 1 }, faults: { flap: 5 } });
const hosts: Host[] = simulation.launch({ count: 3, instanceType: 'c5.large', attributes: [{ name: 'stack', value: 'blue' }] });
const [first] = hosts;
export const description: HostDescription | undefined = first?.describe();
first?.terminate({ afterMs: 5 });
first?.deadline(5);

const describing: sdk.DescribeContainerInstancesCommandInput = { containerInstances: ['x'], include: ['CONTAINER_INSTANCE_HEALTH'] };
export const described: Omit<sdk.DescribeContainerInstancesCommandOutput, '$metadata'> = simulation.call('DescribeContainerInstances', describing);
export const since: Date | undefined = simulation.call('DescribeContainerInstances', describing).containerInstances[0]?.registeredAt;
export const arns: string[] = simulation.call('ListContainerInstances').containerInstanceArns.concat(simulation.call('ListClusters', {}).clusterArns);
simulation.call('UpdateContainerInstancesState', { containerInstances: ['x'] as const, status: 'DRAINING' });

/** The input of an operation that is known only to the caller. */
export function call<Name extends OperationName>(operation: Name, request: OperationMap[Name]['input']): OperationMap[Name]['output'] {
  return simulation.apply({ kind: 'call', operation, request } as never);
}

const fault: Fault = { type: 'agentLoss', host: 'i-1', durationMs: 5 };
simulation.inject(fault, { afterMs: 5 });
const journal: Command[] = simulation.journal();
for (const command of journal) simulation.apply(command);
export const progress: Progress = simulation.apply({ kind: 'advance', milliseconds: 5 });
export const launched: Host[] = simulation.apply({ kind: 'launch', count: 1 });
export const created: string = simulation.apply({ kind: 'call', operation: 'CreateCluster' }).cluster.clusterArn;
const condition: Condition = { all: [{ not: { host: { id: 'i-1', state: 'terminated' } } }, { containerInstances: { atLeast: 1, are: { health: 'OK' } } }] };
export const reached: boolean = simulation.advanceUntil(condition, { limitMs: 5 }).reached;
export const status: number = simulation.handle({ operation: 'ListClusters', body: new Uint8Array() }).status;
export const again: Simulation = Simulation.restore(simulation.snapshot()).fork();
export const version: number = behaviourVersion() + simulation.now + (simulation.nextDue ?? 0) + simulation.sequence;

// Tasks, services and what keeps a drain.
const image = { name: 'app', image: 'nginx', memory: 512, portMappings: [{ containerPort: 80 }] } as const;
const { taskDefinition } = simulation.call('RegisterTaskDefinition', { family: 'web', containerDefinitions: [image], tags: [{ key: 'a' }] });
export const definition: TaskDefinition = taskDefinition;
export const essential: boolean | undefined = taskDefinition.containerDefinitions[0]?.essential;
export const shown: sdk.TaskDefinition = taskDefinition;
const creating: sdk.CreateServiceCommandInput = {
  serviceName: 'web',
  taskDefinition: 'web',
  desiredCount: 1,
  deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 150 },
};
const { service } = simulation.call('CreateService', creating);
export const theirs: sdk.Service = service;
export const deployed: Date | undefined = service.deployments[0]?.updatedAt;
export const ran: number = simulation.call('RunTask', { taskDefinition: 'web', count: 2, overrides: { cpu: '256' } }).failures.length;
export const until: Date | undefined = simulation.call('GetTaskProtection', { cluster: 'default' }).protectedTasks[0]?.expirationDate;
export const lines: string[] = simulation.call('DescribeServices', { services: ['web'] }).services[0]?.events.map(({ createdAt, message }) => createdAt.toISOString() + message) ?? [];
export const words: string = simulation.call('SubmitTaskStateChange', { task: 'x', status: 'RUNNING', pullStartedAt: new Date(0) }).acknowledgment;
const slow: Workload = { family: 'web', stopMs: 60_000 };
simulation.workload(slow);
simulation.workload({ family: 'web', pull: 'hangs', health: 'unhealthy', exitAfterMs: 0, exitCode: 0, afterMs: 5 });
const draining: TargetCommand = { kind: 'target', targetGroup: 'arn', deregistrationDelayMs: 0 };
simulation.apply(draining);
simulation.target({ targetGroup: 'arn', task: 'x', health: 'unhealthy' });
simulation.inject({ type: 'taskExit', task: 'x', exitCode: 137 });
new Simulation({ targetGroups: [{ arn: 'arn', healthyAfterMs: 0 }], workloads: [slow], timings: { schedulerTickMs: 5, failurePauseMostMs: 5 } });
simulation.advanceUntil({ any: [{ tasks: { host: 'i-1', atMost: 0 } }, { service: { name: 'web', steady: true, status: 'ACTIVE' } }] });
const about: ExplainTarget = { host: 'i-1', prove: true };
const explanation: Explanation = simulation.explain(about);
const [blocker] = simulation.explain().blockers;
export const kinds: BlockerKind[] = explanation.blockers.map((each: Blocker) => each.kind);
const change: Change | undefined = blocker?.changes[0];
for (const command of change?.commands ?? []) simulation.apply(command);
export const proven: boolean | undefined = change?.proven;
export const named: string = explanation.target.kind === 'all' ? explanation.summary : explanation.target.arn;
export const orphans: string[] = hosts[0]?.describe().orphans ?? [];
simulation.events({ types: ['taskStateChange', 'serviceAction', 'deploymentStateChange'] });

export function told(event: SimulationEvent): string {
  switch (event['detail-type']) {
    case 'ECS Container Instance State Change':
      return event.detail.status;
    case 'ECS Container Instance Health Change':
      return event.detail.healthChecks[0]?.statusReason ?? event.detail.overallStatus;
    case 'ECS Task State Change':
      return event.detail.stoppedAt ?? event.detail.createdAt.concat(event.detail.containers[0]?.name ?? event.detail.updatedAt);
    case 'ECS Service Action':
      return event.detail.eventName === 'SERVICE_TASK_PLACEMENT_FAILURE' ? (event.detail.reason ?? '') : event.detail.createdAt;
    case 'ECS Deployment State Change':
      return `${event.detail.deploymentId}: ${event.detail.reason}`;
  }
}

try {
  simulation[Symbol.dispose]();
} catch (error) {
  if (error instanceof EcsServiceException && error.$fault === 'server') throw error.diagnostics[0];
  if (error instanceof DrydockError && error.code === 'freed') throw error;
}

// @ts-expect-error: ECS has it, and it is not simulated
simulation.call('CreateTaskSet', {});
// @ts-expect-error: an input is required
simulation.call('DeleteCluster');
// @ts-expect-error: a member is required
simulation.call('DeleteCluster', {});
// @ts-expect-error: no such member
simulation.call('ListClusters', { cluster: 'default' });
// @ts-expect-error: no such word
simulation.call('UpdateContainerInstancesState', { containerInstances: [], status: 'INACTIVE' });
// @ts-expect-error: a container instance has no such member
simulation.call('UpdateContainerAgent', { containerInstance: 'x' }).containerInstance.gpuDevices;
// @ts-expect-error: an answer has no metadata
simulation.call('ListClusters').$metadata;
// @ts-expect-error: text
new Simulation({ seed: '7' });
// @ts-expect-error: no such option
new Simulation({ clock: 5 });
// @ts-expect-error: hosts are given, not made
new Host();
// @ts-expect-error: no such fault
simulation.inject({ type: 'sink', host: 'i-1' });
// @ts-expect-error: a host is required
simulation.inject({ type: 'lostState' });
// @ts-expect-error: no such command
simulation.apply({ kind: 'wait' });
// @ts-expect-error: an instance is named
simulation.advanceUntil({ containerInstance: { status: 'ACTIVE' } });
// @ts-expect-error: a detail type is no kind
simulation.events({ types: ['ECS Container Instance State Change'] });
// @ts-expect-error: time is read, not set
simulation.now = 5;
// @ts-expect-error: a task definition is required
simulation.call('RunTask', {});
// @ts-expect-error: no such network mode
simulation.call('RegisterTaskDefinition', { family: 'web', networkMode: 'nat', containerDefinitions: [] });
// @ts-expect-error: a port is a number
simulation.call('RegisterTaskDefinition', { family: 'web', containerDefinitions: [{ portMappings: [{ containerPort: '80' }] }] });
// @ts-expect-error: a percentage is a number
simulation.call('UpdateService', { service: 'web', deploymentConfiguration: { maximumPercent: '200' } });
// @ts-expect-error: a service has no such member
simulation.call('DescribeServices', { services: [] }).services[0]?.taskSets;
// @ts-expect-error: a cluster is required
simulation.call('UpdateTaskProtection', { tasks: [], protectionEnabled: true });
// @ts-expect-error: a family is required
simulation.workload({ pull: 'hangs' });
// @ts-expect-error: no such word
simulation.workload({ family: 'web', pull: 'slow' });
// @ts-expect-error: a target group is required
simulation.target({ health: 'unhealthy' });
// @ts-expect-error: a target group is required
simulation.apply({ kind: 'target', task: 'x' });
// @ts-expect-error: a task is required
simulation.inject({ type: 'taskExit', exitCode: 1 });
// @ts-expect-error: no such status
simulation.advanceUntil({ tasks: { lastStatus: 'HUNG' } });
// @ts-expect-error: a service is named
simulation.advanceUntil({ service: { steady: true } });
// @ts-expect-error: no such member
simulation.explain({ containerInstance: 'x' });
// @ts-expect-error: a host is named by text
simulation.explain({ host: first });
// @ts-expect-error: no such kind
blocker?.kind === 'bored';
// @ts-expect-error: everything has no ARN
explanation.target.arn;
// @ts-expect-error: an ARN is required
new Simulation({ targetGroups: [{ healthyAfterMs: 5 }] });
// @ts-expect-error: no such timing
new Simulation({ timings: { taskMs: 5 } });
