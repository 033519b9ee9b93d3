// The lifecycles as pictures, each with the same as a table, and two small questions.

import { rollUpHealth, transition, transitions } from 'ecs-drydock';
import { html, nothing } from 'lit-html';

import { diagram, statesOf } from './diagram.js';
import { evidence, option, sentence } from './words.js';

const MACHINES = {
  containerInstance: { title: 'Container instance', about: 'The status of a container instance, from its registration to the end.', ask: ['ACTIVE', 'DRAINING'] },
  agentUpdate: { title: 'Agent update', about: 'The status of an update of the container agent; absent until one is asked for.', ask: ['STAGING', 'PENDING'] },
  task: { title: 'Task', about: 'The last status of a task, a ladder that leads down only.', ask: ['RUNNING', 'DEACTIVATING'] },
};

const HEALTH = ['OK', 'INITIALIZING', 'INSUFFICIENT_DATA', 'IMPAIRED'];
const CHECKS = ['CONTAINER_RUNTIME', 'AGENT_CONNECTIVITY', 'ACCELERATED_COMPUTE', 'DAEMON'];

const asked = { machine: '', from: '', to: '', picked: undefined };
const health = { CONTAINER_RUNTIME: 'OK', AGENT_CONNECTIVITY: '', ACCELERATED_COMPUTE: '', DAEMON: '' };

export function lifecycles([given], draw) {
  const machine = Object.hasOwn(MACHINES, given) ? given : 'containerInstance';
  const states = statesOf(machine);
  const [from, to] = MACHINES[machine].ask;
  if (asked.machine !== machine) Object.assign(asked, { machine, from, to, picked: { from, to } });
  const rows = transitions(machine);
  const pick = (from, to) => {
    Object.assign(asked, { picked: { from, to }, from: from ?? '', to });
    draw();
  };
  return html`
    <div class="page">
      <h1>Lifecycles</h1>
      <nav class="subnav" aria-label="Lifecycles">
        ${Object.entries(MACHINES).map(([name, { title }]) => html`<a href="#/lifecycles/${name}" aria-current=${name === machine ? 'page' : 'false'}>${title}</a>`)}
      </nav>
      <p class="lead">${MACHINES[machine].about}</p>
      <div class="scroll picture" tabindex="0" role="region" aria-label="Picture of the lifecycle">${diagram(machine, rows, asked.picked, pick)}</div>
      <p class="legend">
        <span><span class="line legal"></span> happens</span>
        ${rows.every(({ legal }) => legal) ? nothing : html`<span><span class="line refused"></span> is asked for and refused</span>`}
        <span>Choose an arrow to see what brings it about.</span>
        <span class="wide">The picture is wider than the screen: scroll it sideways.</span>
      </p>
      ${question(machine, states, draw)}
      <h2 id="moves">All moves</h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="moves">${table(rows)}</div>
      ${machine === 'containerInstance' ? rollUp(draw) : nothing}
    </div>`;
}

function question(machine, states, draw) {
  const verdict = transition(machine, asked.from || undefined, asked.to);
  const choose = (key) => (event) => {
    asked[key] = event.target.value;
    asked.picked = { from: asked.from || undefined, to: asked.to };
    draw();
  };
  const select = (key, words) => html`
    <select id="ask-${key}" aria-label=${key} @change=${choose(key)}>
      ${words.map((word) => option(word, word || 'nothing', asked[key] === word))}
    </select>`;
  return html`
    <section class="ask" aria-label="May it go there?">
      <p class="ask-line">From ${select('from', ['', ...states])} to ${select('to', states)}</p>
      <div class="ask-answer ${verdict.legal ? 'accepted' : 'refused'}" role="status">
        <strong>${verdict.legal ? 'It happens' : 'It does not happen'}</strong>: ${sentence(verdict.reason.replace(/\.?$/, '.'))}
        ${verdict.triggers.length ? html`<ul>${verdict.triggers.map((trigger) => html`<li>${trigger}</li>`)}</ul>` : nothing}
        <p class="meta">
          ${verdict.exception ? html`<span>${verdict.exception}</span>` : nothing}
          ${verdict.source ? html`${evidence(verdict)} <code>${verdict.source}</code>` : nothing}
        </p>
      </div>
    </section>`;
}

const table = (rows) => html`
  <table class="moves">
    <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">What brings it about</th><th scope="col">Why</th><th scope="col">Known</th></tr></thead>
    <tbody>
      ${rows.map((row) => html`
        <tr class=${row.legal ? 'legal' : 'refused'}>
          <td>${row.from ?? '–'}</td><td>${row.to}</td><td>${row.triggers.join(', ')}</td>
          <td>${row.legal ? nothing : html`<strong>refused${row.exception ? ` with ${row.exception}` : ''}</strong>: `}${sentence(row.reason)}</td>
          <td>${evidence(row)}</td>
        </tr>`)}
    </tbody>
  </table>`;

function rollUp(draw) {
  const details = CHECKS.filter((type) => health[type]).map((type) => ({ type, status: health[type] }));
  const overall = rollUpHealth(details);
  return html`
    <h2>Health</h2>
    <p>The overall status of an instance is the worst of its checks.</p>
    <div class="health">
      ${CHECKS.map((type) => html`
        <label>${type}
          <select @change=${(event) => { health[type] = event.target.value; draw(); }}>
            ${option('', 'no such check', !health[type])} ${HEALTH.map((status) => option(status, status, health[type] === status))}
          </select>
        </label>`)}
      <p class="overall" role="status">overallStatus <strong class=${overall}>${overall}</strong></p>
    </div>`;
}
