// Compiled, never run: what users write and what must be refused.
import type { RegisterContainerInstanceCommandInput, UpdateContainerInstancesStateCommandInput } from '@aws-sdk/client-ecs';
import {
  DrydockError,
  assumptions,
  checkTags,
  init,
  instanceTypes,
  operations,
  rollUpHealth,
  rules,
  transition,
  transitions,
  validate,
  validateJson,
  type Diagnostic,
  type HealthState,
  type Member,
  type OperationName,
  type Rule,
} from 'ecs-drydock';
import * as inline from 'ecs-drydock/inline';

const drain: UpdateContainerInstancesStateCommandInput = { containerInstances: ['None'], status: 'DRAINING' };
const registration: RegisterContainerInstanceCommandInput = { attributes: [{ name: 'a' }], tags: [{ key: 'a', value: undefined }] };
export const found: Diagnostic[] = [...validate('UpdateContainerInstancesState', drain), ...validate('RegisterContainerInstance', registration)];
export const fromText: Diagnostic[] = validateJson('ListClusters', '{}').concat(validateJson('ListClusters', new Uint8Array()));
export const same: Diagnostic[] = inline.validate('ListClusters', {});
checkTags(registration.tags ?? []);
await init();
await init(new URL('https://example.com/ecs_drydock.wasm'));

const first = found.find((diagnostic) => diagnostic.first);
export const words: string | undefined = first?.help;
export const name: OperationName = operations()[0]!.name;
export const state: HealthState = rollUpHealth([{ type: 'CONTAINER_RUNTIME', status: 'OK' }]);
export const legal: boolean = transition('task', undefined, 'PENDING').legal;
export const from: string | undefined = transitions('agentUpdate')[0]?.from;
export const memory: number = instanceTypes()[0]!.memoryMib + assumptions()[0]!.id;

export function longest(rule: Rule): number | undefined {
  switch (rule.check.kind) {
    case 'length':
      return rule.check.max;
    case 'items':
      return rule.check.max;
    default:
      return undefined;
  }
}

export function depth(member: Member): number {
  return 1 + Math.max(0, ...(member.members ?? []).map(depth), member.item ? depth(member.item) : 0);
}

try {
  validate('ListClusters', {});
} catch (error) {
  if (error instanceof DrydockError && error.code === 'module-dead') throw error;
}

// @ts-expect-error: no such operation
validate('ListCluster', {});
// @ts-expect-error: no request
validate('ListClusters');
// @ts-expect-error: neither text nor bytes
validateJson('ListClusters', {});
// @ts-expect-error: no such machine
transition('host', undefined, 'ACTIVE');
// @ts-expect-error: no deep imports
import 'ecs-drydock/api.js';
export function code(error: DrydockError): boolean {
  // @ts-expect-error: no such code
  return error.code === 'other';
}
