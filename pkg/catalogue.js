/**
 * The catalogue: the rules, the operations, the assumptions, the lifecycles. The build
 * has the core write it down, so that the module needs none of it. A bundler leaves this
 * file out where nobody asks for a table.
 */

import { DrydockError, cut, kindOf, operationNumber, ready } from './api.js';
import json from './wasm/catalogue.js';

/** What the file says, read when it is first asked for. */
let all;

/** One table. It is ours: what is given away of it is a copy. */
function table(name) {
  ready();
  all ??= JSON.parse(json);
  return all[name];
}

export function rules(operation) {
  if (operation !== undefined) operationNumber(operation);
  const [known, places] = [table('rules'), table('places')];
  return (operation === undefined ? Object.keys(places) : [operation]).flatMap((name) =>
    places[name].map(([number, path]) => {
      const { id, ...rest } = structuredClone(known[number]);
      return { id, operation: name, path, ...rest };
    }),
  );
}

export function operations() {
  return structuredClone(table('operations'));
}

export function assumptions() {
  return structuredClone(table('assumptions'));
}

export function instanceTypes() {
  return structuredClone(table('instanceTypes'));
}

export function transition(machine, from, to) {
  const { states, verdicts } = machineOf(machine);
  if (from !== undefined) knownState(machine, states, from);
  knownState(machine, states, to);
  return structuredClone(verdicts[from ?? ''][to]);
}

export function transitions(machine) {
  return structuredClone(machineOf(machine).transitions);
}

function machineOf(machine) {
  const machines = table('machines');
  if (typeof machine === 'string' && Object.hasOwn(machines, machine)) return machines[machine];
  const given = typeof machine === 'string' ? `\`${cut(machine)}\`` : kindOf(machine);
  throw new DrydockError('bad-argument', `the machine is containerInstance, agentUpdate or task, got ${given}`);
}

function knownState(machine, states, state) {
  if (states.includes(state)) return;
  const given = typeof state === 'string' ? `\`${cut(state)}\`` : kindOf(state);
  throw new DrydockError('bad-argument', `${machine} has the states ${states.join(', ')}, got ${given}`);
}
