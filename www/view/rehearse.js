// The cluster as a picture and as tables, time, what can be done, and why a drain is stuck.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';

import { boto3, cli, sdk } from '../code.js';
import { LESSONS } from '../lessons.js';
import { SPEEDS, act, advance, begin, canUndo, goTo, next, open as openRehearsal, play, reopen, showStep, state, undo } from '../rehearsal.js';
import { rehearsalLink } from '../share.js';
import { vessel } from './vessel.js';
import { counted, option } from './words.js';

/** How many colours there are for services; beyond, the letters tell them apart. */
const COLOURS = 6;

export function rehearse(_, draw) {
  if (state.scene === undefined) reopen();
  const { scene } = state;
  const mark = marks(scene);
  return html`
    <div class="page rehearse">
      <h1>Rehearse</h1>
      <p class="lead">A cluster of its own, in this page only. Drain a host, take its agent away, terminate it: what follows takes the time it takes at ECS, and you may hurry it.</p>
      ${lesson(draw)}
      ${time(scene, draw)}
      ${outcome(draw)}
      ${zones(scene, mark, draw)}
      ${why(scene, draw)}
      ${services(scene, mark)}
      ${log()}
    </div>`;
}

/** A lesson to be led through, step by step; or none. */
function lesson(draw) {
  const { lesson: chosen, step } = state;
  const choose = (event) => {
    const wanted = LESSONS.find(({ id }) => id === event.target.value);
    state.lesson = wanted;
    begin(wanted?.seed ?? 1, wanted);
    draw();
  };
  const now = chosen?.steps[step];
  return html`
    <section class="lesson" aria-label="Lesson">
      <label>Lesson <select @change=${choose}>${option('', 'None: a harbour of your own', !chosen)} ${LESSONS.map(({ id, title }) => option(id, title, chosen?.id === id))}</select></label>
      ${chosen ? html`
        <p class="about">${chosen.about}</p>
        <div role="status">
          ${now
            ? html`<p><strong>Step ${step + 1} of ${chosen.steps.length}.</strong> ${now.say}</p>`
            : html`<p><strong>That was it.</strong> Look around, undo, try something else; or choose another lesson.</p>`}
        </div>
        ${now ? html`<button type="button" class="primary" @click=${() => { showStep(); draw(); }}>Show me</button>` : nothing}` : nothing}
    </section>`;
}

/** What is wrong with the link that was followed, or what became of one that was copied. */
let said = '';

/** Opens what a link holds; a view without one stays as it is. */
export function open(shared) {
  said = shared === undefined ? '' : shared.damaged ? 'The link is damaged, so its rehearsal could not be opened.' : (openRehearsal(shared) ?? '');
}

/** Leaves the page: time stands. */
export function leave() {
  play(false);
}

/** A letter and a colour for each service and family, in the order of their names. */
function marks({ tasks, services }) {
  const names = [...new Set([...services.map(({ serviceName }) => serviceName), ...tasks.map(({ group }) => group.replace(/^(service|family):/, ''))])].sort();
  return (name) => ({ letter: name.slice(0, 2), number: names.indexOf(name) % COLOURS });
}

function time({ now }, draw) {
  const does = (work) => () => { work(); draw(); };
  const share = async () => {
    const link = await rehearsalLink();
    try {
      if (link) await navigator.clipboard.writeText(link);
      said = link ? 'Link copied.' : 'Too much was done for a link.';
    } catch {
      said = link;
    }
    draw();
  };
  return html`
    <section class="time" aria-label="Time">
      <output class="now">${new Date(now).toISOString().slice(0, 19).replace('T', ' ')} UTC</output>
      <button type="button" class="primary" @click=${does(() => play(!state.isPlaying, draw))}>${state.isPlaying ? 'Pause' : 'Play'}</button>
      <button type="button" @click=${does(next)}>Next event</button>
      <button type="button" @click=${does(() => advance(60_000))}>One minute on</button>
      <button type="button" ?disabled=${!canUndo()} @click=${does(undo)}>Undo</button>
      <button type="button" @click=${share}>Copy link</button>
      <label>Speed <select @change=${(event) => { state.speed = event.target.value; }}>${Object.keys(SPEEDS).map((speed) => option(speed, speed, speed === state.speed))}</select></label>
      <form @submit=${(event) => { event.preventDefault(); begin(Number(new FormData(event.target).get('seed'))); draw(); }}>
        <label>Seed <input name="seed" type="number" min="0" max="9007199254740991" required .value=${String(state.seed)} /></label>
        <button type="submit">Begin anew</button>
      </form>
      <label class="moment">Moment
        <input type="range" min=${state.begun} max=${Math.max(state.latest, state.begun + 1)} step="1000" .value=${live(String(now))}
          aria-valuetext="${Math.round((now - state.begun) / 1000)} s after the beginning" @input=${(event) => { play(false, draw); goTo(Number(event.target.value)); draw(); }} /></label>
      <p class="hint" role="status">${now < state.latest ? 'An earlier moment: what came later is forgotten when something is done here.' : said}</p>
    </section>`;
}

/** What came of the last thing that was done, in the service's words; a request also as code. */
function outcome(draw) {
  const { kind, operation, request } = state.last?.command ?? {};
  return html`${verdict()}${kind === 'call' ? asCode(operation, request ?? {}, draw) : nothing}`;
}

const LANGUAGES = { 'AWS CLI': cli, 'Python, boto3': boto3, 'JavaScript, AWS SDK': sdk };

function asCode(operation, request, draw) {
  const copy = async (text, name) => {
    try {
      await navigator.clipboard.writeText(text);
      said = `${name}: copied.`;
    } catch {
      said = 'The browser does not let a page copy here.';
    }
    draw();
  };
  return html`
    <details class="code">
      <summary>The same as code, and the answer</summary>
      ${Object.entries(LANGUAGES).map(([name, write]) => html`
        <h3>${name} <button type="button" @click=${() => copy(write(operation, request), name)}>Copy<span class="hidden"> for ${name}</span></button></h3>
        <pre tabindex="0">${write(operation, request)}</pre>`)}
      <h3>${state.last.error ? 'Exception' : 'Answer'}</h3>
      <pre tabindex="0">${state.last.error ? `${state.last.error.name}: ${state.last.error.message}` : JSON.stringify(state.last.answer, undefined, 2)}</pre>
    </details>`;
}

function verdict() {
  const { last } = state;
  if (!last) return html`<p class="outcome quiet" role="status">Nothing was done yet.</p>`;
  if (last.command.kind === 'advance' && !last.error) return html`<p class="outcome quiet" role="status">Time passed.</p>`;
  const { operation = last.command.kind, action } = last.command;
  const what = html`<strong>${operation}${action ? `: ${action}` : ''}</strong>`;
  if (!last.error) return html`<p class="outcome accepted" role="status">${what} was done${last.answer?.failures?.length ? html`, with a failure: <code>${last.answer.failures[0].reason}</code>` : nothing}.</p>`;
  return html`<p class="outcome refused" role="status">${what} was refused. <code>${last.error.name}</code>: ${last.error.message}</p>`;
}

function zones({ hosts, instances, tasks }, mark, draw) {
  const there = hosts.filter(({ state }) => state !== 'terminated');
  const zones = [...new Set(there.map(({ availabilityZone }) => availabilityZone))].sort();
  const onBoard = (arn) => tasks.filter(({ containerInstanceArn }) => arn !== undefined && containerInstanceArn === arn);
  const lost = tasks.filter(({ containerInstanceArn }) => !there.some((host) => host.containerInstanceArn === containerInstanceArn));
  return html`
    <div class="zones">
      ${zones.map((zone) => html`
        <section class="zone" aria-label="Availability Zone ${zone}">
          <h2>${zone}</h2>
          ${repeat(there.filter((host) => host.availabilityZone === zone), ({ id }) => id, (host) =>
            vessel({ host, instance: instances.get(host.containerInstanceArn), tasks: onBoard(host.containerInstanceArn) }, mark, draw))}
        </section>`)}
    </div>
    ${lost.length > 0 ? html`<p class="lost">${counted(lost.length, 'task')} of hosts that are gone: ECS does not know it yet, or lets them end.</p>` : nothing}`;
}

/** The blockers, each with its arithmetic and what would free it. */
function why({ explanation }, draw) {
  if (!explanation) return nothing;
  // What passes by itself is no reason to do anything.
  const isStuck = explanation.blockers.some(({ passes }) => !passes);
  return html`
    <section class="why ${isStuck ? 'stuck' : ''}" aria-labelledby="why">
      <h2 id="why">${isStuck ? 'Why is it stuck?' : 'What does the drain wait for?'}</h2>
      <p>${explanation.blockers.length > 0 ? sentenced(explanation.summary) : 'For nothing: no task is left that it would move.'}</p>
      ${explanation.blockers.map((blocker) => html`
        <article class="blocker">
          <h3>${blocker.kind}</h3>
          <p>${blocker.message}</p>
          ${blocker.arithmetic && !blocker.message.includes(blocker.arithmetic) ? html`<p class="arithmetic">${blocker.arithmetic}</p>` : nothing}
          <ul>${blocker.changes.map((change) => html`
            <li><button type="button" @click=${() => { change.commands.forEach(act); draw(); }}>${change.message}</button>
              ${change.proven === undefined ? nothing : html`<span class="meta">${change.proven ? 'tried in a fork: it helps' : 'tried in a fork: it does not help by itself'}</span>`}</li>`)}</ul>
        </article>`)}
    </section>`;
}

const sentenced = (words) => `${words[0].toUpperCase()}${words.slice(1)}.`;

function services({ services }, mark) {
  return html`
    <h2 id="services">Services</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="services">
      <table class="services">
        <thead><tr><th scope="col">Service</th><th scope="col">Desired</th><th scope="col">Running</th><th scope="col">Pending</th><th scope="col">Last message</th></tr></thead>
        <tbody>${services.map(({ serviceName, desiredCount, runningCount, pendingCount, events }) => html`
          <tr><th scope="row"><span class="cargo" style="--colour: var(--colour-${mark(serviceName).number})" aria-hidden="true">${mark(serviceName).letter}</span> ${serviceName}</th>
            <td data-label="Desired">${desiredCount}</td><td data-label="Running">${runningCount}</td><td data-label="Pending">${pendingCount}</td><td>${events[0]?.message ?? ''}</td></tr>`)}</tbody>
      </table>
    </div>`;
}

/** Events as they come; a screen reader tells of them when it has nothing else to say. */
function log() {
  return html`
    <h2 id="events">Events</h2>
    <div class="events" role="log" aria-live="polite" aria-labelledby="events" tabindex="0"><ol>
      ${repeat(state.events, ({ id }) => id, (event) => html`<li><time>${event.time.slice(11, 19)}</time> <strong>${event['detail-type'].replace(/^ECS /, '')}</strong> ${told(event)}</li>`)}
    </ol></div>`;
}

function told({ detail }) {
  const { group, lastStatus, desiredStatus, status, overallStatus, eventName, reason, agentConnected, ec2InstanceId } = detail;
  if (lastStatus) return `${group}: ${lastStatus}${desiredStatus !== lastStatus ? `, wanted ${desiredStatus}` : ''}`;
  if (eventName) return `${eventName}${reason ? `: ${reason}` : ''}`;
  return `…${ec2InstanceId?.slice(-6) ?? ''} ${status ?? overallStatus ?? ''}${agentConnected === false ? ', agent not connected' : ''}`;
}
