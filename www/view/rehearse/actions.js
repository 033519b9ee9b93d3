// What can be done to a host or a task from its own menu: a word for it, when it makes sense, and the command.

import { html } from 'lit-html';

import { act, request } from '../../rehearsal.js';
import { ACTIONS, FAULTS } from './named.js';

/** A button for each that makes sense, by group. `close` is given the click, to put the menu away before it is done. */
export function choices(subject, actions, berth, close) {
  const does = (command) => (event) => {
    close(event);
    act(berth, command(subject));
  };
  const groups = Object.entries(actions).map(([title, all]) => [title, all.filter(([, makesSense]) => makesSense(subject))]);
  return groups.filter(([, possible]) => possible.length > 0).map(([title, possible]) => html`
    <div class="choices" role="group" aria-label=${title}><span class="meta">${title}</span>
      ${possible.map(([word, , command]) => html`<button type="button" @click=${does(command)}>${word}</button>`)}</div>`);
}

const isThere = ({ instance }) => instance !== undefined && instance.status !== 'INACTIVE';
const toState = ({ instance }, status) => request('UpdateContainerInstancesState', { containerInstances: [instance.arn], status });
const ofInstance = (operation, more) => ({ instance }) => request(operation, { containerInstance: instance.arn, ...more });
const isUp = ({ state }) => state === 'running';
const host = (action, makesSense) => [ACTIONS[action][0], makesSense, ({ id }) => ({ kind: 'host', host: id, action })];
const fault = (type, more, word = FAULTS[type]) => [word, isUp, ({ id }) => ({ kind: 'fault', fault: { type, host: id, ...more } })];

export const HOST_ACTIONS = {
  'The service': [
    ['Drain', ({ instance }) => instance?.status === 'ACTIVE', (one) => toState(one, 'DRAINING')],
    ['Back to ACTIVE', ({ instance }) => instance?.status === 'DRAINING', (one) => toState(one, 'ACTIVE')],
    ['Deregister', isThere, ofInstance('DeregisterContainerInstance')],
    ['Deregister by force', isThere, ofInstance('DeregisterContainerInstance', { force: true })],
    ['Update the agent', isThere, ofInstance('UpdateContainerAgent')],
  ],
  'The host': [
    host('stopAgent', ({ process }) => process === 'running'),
    host('startAgent', (one) => isUp(one) && one.process !== 'running'),
    host('reboot', isUp),
    host('stop', isUp),
    host('start', ({ state }) => state === 'stopped'),
    host('spotInterruption', isUp),
    host('terminate', ({ state }) => !['shutting-down', 'terminated'].includes(state)),
  ],
  'What goes wrong': [
    fault('agentLoss'),
    fault('agentLoss', { unnoticed: true }, 'It hangs unnoticed'),
    fault('flap', { times: 5, downMs: 20_000, upMs: 20_000 }),
    fault('runtimeImpaired'),
    fault('lostState'),
    fault('updateNack', { reason: 'unableToDownload' }),
    fault('updateStartFailure'),
  ],
};

const isLive = ({ desired }) => desired === 'RUNNING';

export const TASK_ACTIONS = {
  'The service': [
    ['Stop', isLive, ({ arn }) => request('StopTask', { task: arn, reason: 'stopped in the rehearsal' })],
    ['Protect for an hour', (one) => isLive(one) && one.isOfService, ({ arn }) => request('UpdateTaskProtection', { tasks: [arn], protectionEnabled: true, expiresInMinutes: 60 })],
    ['Protect no more', (one) => isLive(one) && one.isOfService, ({ arn }) => request('UpdateTaskProtection', { tasks: [arn], protectionEnabled: false })],
    ['Describe', () => true, ({ arn }) => request('DescribeTasks', { tasks: [arn] })],
  ],
  'What goes wrong': [['It ends by itself', ({ last }) => last === 'RUNNING', ({ arn }) => ({ kind: 'fault', fault: { type: 'taskExit', task: arn, exitCode: 1 } })]],
};
