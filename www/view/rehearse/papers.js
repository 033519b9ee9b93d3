// The papers of one host or one task: all that is known of it, and what can be done to it.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';

import { HOST_ACTIONS, TASK_ACTIONS, choices } from './actions.js';
import { fills, oddities, statusOf } from './host.js';
import { badge } from './services.js';

/** What is looked at: a berth, and the ID of a host or the ARN of a task. */
let chosen;

export function look(what, draw) {
  chosen = what;
  draw();
}

export function papers(berths, mark, draw) {
  const berth = chosen && berths[chosen.berth];
  const content = berth && (chosen.host ? ofHost(berth.hosts.get(chosen.host), berth, mark, draw) : ofTask(chosen.task, berth, mark, draw));
  if (!content) return nothing;
  return html`<dialog class="papers" aria-labelledby="papers-title" ${ref(show)} @close=${() => look(undefined, draw)} @click=${(event) => event.target.localName === 'dialog' && event.target.close()}>
    <form method="dialog"><button type="submit" class="quiet icon" aria-label="Close"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg></button></form>
    ${content}
  </dialog>`;
}

/** A dialog can be opened once it stands in the page. */
function show(element) {
  queueMicrotask(() => {
    if (element?.isConnected && !element.open) element.showModal();
  });
}

function facts(pairs) {
  return html`<dl class="facts">${pairs.filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

const close = (event) => event.target.closest('dialog').close();

function ofHost(record, berth, mark, draw) {
  if (!record) return undefined;
  const { id, zone, type, state, process, instance, tasks } = record;
  return html`
    <h2 id="papers-title">Host <code>${id}</code></h2>
    ${facts([
      ['Status', [statusOf(record), ...oddities(record)].join(', ')],
      ['EC2', `${state}, ${type ?? 'unknown type'}, ${zone}`],
      ['Container instance', instance && html`<code>${instance.id}</code>`],
      ['Agent', `${process}${instance?.agentVersion ? `, version ${instance.agentVersion}` : ''}`],
      ['Health', instance?.health],
      ...fills(record).map(([word, used, whole]) => [word, html`<meter min="0" max=${whole} .value=${used} aria-hidden="true"></meter> ${used} of ${whole}`]),
      ['Ports', instance?.ports.join(', ')],
    ])}
    ${choices(record, HOST_ACTIONS, berth.berth, close)}
    <h3>Tasks</h3>
    ${tasks.length === 0 ? html`<p class="meta">None.</p>` : html`<ul class="tasks">${tasks.map((task) => html`
      <li><button type="button" class="quiet" @click=${() => look({ berth: berth.berth, task: task.arn }, draw)}>${badge(mark(task.name))} ${task.name}, ${task.last}${task.desired === 'STOPPED' ? ', wanted STOPPED' : ''}</button></li>`)}</ul>`}`;
}

function ofTask(arn, berth, mark, draw) {
  for (const record of berth.hosts.values()) {
    const task = record.tasks.find((one) => one.arn === arn);
    if (!task) continue;
    return html`
      <h2 id="papers-title">${badge(mark(task.name))} Task of ${task.name}</h2>
      ${facts([
        ['ID', html`<code>${task.id}</code>`],
        ['Status', `${task.last}${task.desired === task.last ? '' : `, wanted ${task.desired}`}`],
        ['Health', task.health],
        ['On', html`<button type="button" class="quiet" @click=${() => look({ berth: berth.berth, host: record.id }, draw)}><code>${record.id}</code></button>`],
        ['In place of', task.from && html`<code>${task.from.id}</code> on <code>${task.from.ec2 ?? 'a host that is gone'}</code>`],
        ['Moved', task.hops > 0 ? `${task.hops === 1 ? 'once' : `${task.hops} times`}, itself and those before it` : undefined],
      ])}
      ${choices(task, TASK_ACTIONS, berth.berth, close)}`;
  }
  return html`<h2 id="papers-title">A task that is gone</h2><p>It has stopped by now. Go back in time to see it.</p>`;
}
