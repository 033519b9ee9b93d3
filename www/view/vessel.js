// A host as a vessel, with what it carries.

import { html, nothing } from 'lit-html';

import { act, request } from '../rehearsal.js';
import { counted } from './words.js';

/** What can be done to a host: each with a word for it, when it makes sense, and the command. */
const ACTIONS = [
  ['Drain', ({ instance }) => instance?.status === 'ACTIVE', ({ instance }) => state(instance, 'DRAINING')],
  ['Back to ACTIVE', ({ instance }) => instance?.status === 'DRAINING', ({ instance }) => state(instance, 'ACTIVE')],
  ['Deregister', ({ instance }) => isThere(instance), ({ instance }) => request('DeregisterContainerInstance', { containerInstance: instance.containerInstanceArn })],
  ['Deregister by force', ({ instance }) => isThere(instance), ({ instance }) => request('DeregisterContainerInstance', { containerInstance: instance.containerInstanceArn, force: true })],
  ['Update the agent', ({ instance }) => isThere(instance), ({ instance }) => request('UpdateContainerAgent', { containerInstance: instance.containerInstanceArn })],
  ['Stop the agent', ({ host }) => host.agent.process === 'running', ({ host }) => ({ kind: 'host', host: host.id, action: 'stopAgent' })],
  ['Start the agent', ({ host }) => host.state === 'running' && host.agent.process !== 'running', ({ host }) => ({ kind: 'host', host: host.id, action: 'startAgent' })],
  ['Terminate', ({ host }) => !['shutting-down', 'terminated'].includes(host.state), ({ host }) => ({ kind: 'host', host: host.id, action: 'terminate' })],
];

const isThere = (instance) => instance !== undefined && instance.status !== 'INACTIVE';
const state = (instance, status) => request('UpdateContainerInstancesState', { containerInstances: [instance.containerInstanceArn], status });

/** A host with its container instance, if it has one, and its tasks. `mark` gives a service its letter and colour. */
export function vessel({ host, instance, tasks }, mark, draw) {
  const status = instance?.status ?? host.state;
  const label = `Host ${host.id}, ${status}, ${counted(tasks.length, 'task')}`;
  const total = (name) => instance?.registeredResources.find((one) => one.name === name)?.integerValue ?? 0;
  const left = (name) => instance?.remainingResources.find((one) => one.name === name)?.integerValue ?? 0;
  return html`
    <article class="vessel ${status.toLowerCase()} ${instance?.agentConnected === false ? 'silent' : ''}" aria-label=${label}>
      <header>
        <h3><code>…${host.id.slice(-6)}</code></h3>
        <span class="state">${status}</span>
        ${instance?.agentConnected === false ? html`<span class="state odd">agent not connected</span>` : nothing}
      </header>
      <ul class="deck">${tasks.map((task) => cargo(task, mark))}</ul>
      ${instance ? html`${fill('CPU', total('CPU') - left('CPU'), total('CPU'))}${fill('Memory', total('MEMORY') - left('MEMORY'), total('MEMORY'))}` : nothing}
      <details class="menu">
        <summary>Actions<span class="hidden"> for host ${host.id}</span></summary>
        <div>${ACTIONS.filter(([, makesSense]) => makesSense({ host, instance })).map(([word, , command]) => html`
          <button type="button" @click=${(event) => { event.target.closest('details').open = false; act(command({ host, instance })); draw(); }}>${word}</button>`)}</div>
      </details>
    </article>`;
}

/** A task, told by its letter as well as by its colour. */
function cargo(task, mark) {
  const name = task.group.replace(/^(service|family):/, '');
  const { letter, number } = mark(name);
  const goes = task.desiredStatus === 'STOPPED' ? 'going' : task.lastStatus === 'RUNNING' ? 'running' : 'coming';
  return html`<li class="cargo ${goes}" style="--colour: var(--colour-${number})" title="${name}: ${task.lastStatus}"><span aria-hidden="true">${letter}</span><span class="hidden">${name}, ${task.lastStatus}</span></li>`;
}

function fill(word, used, whole) {
  return html`<label class="fill">${word} <meter min="0" max=${whole} value=${used}></meter> <span>${used} of ${whole}</span></label>`;
}
