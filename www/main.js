// Starts the page: loads the rules, then shows the view that the address names.

import { html, render } from 'lit-html';

import { examples } from './examples.js';
import * as model from './model.js';
import { halt } from './rehearsal.js';
import { readRehearsal, readShared } from './share.js';
import { showTheme, themeSwitch } from './theme.js';
import { keepFiles } from './trusted.js';
import { about } from './view/about.js';
import * as check from './view/check.js';
import { lifecycles } from './view/lifecycles.js';
import * as rehearse from './view/rehearse.js';
import * as rules from './view/rules.js';
import { load } from './wasm.js';

/** `arrive` is told when a person comes to a view, `leave` when he goes to another, `draw` whenever something may look different. */
const VIEWS = {
  check: { title: 'Check a request', short: 'Check', draw: check.check },
  rehearse: { title: 'Rehearse', draw: rehearse.rehearse, arrive: rehearse.arrive, leave: rehearse.leave },
  rules: { title: 'Rules', draw: rules.rules, arrive: rules.arrive },
  lifecycles: { title: 'Lifecycles', draw: lifecycles },
  about: { title: 'About', draw: about },
};

const header = document.querySelector('#header');
const main = document.querySelector('#main');
let shown;
/** Whether a view could not be drawn. */
let isBroken = false;

showTheme();
start();

async function start() {
  // The link is no address of a view, so the browser must not follow it.
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  try {
    await load();
  } catch (error) {
    main.replaceChildren();
    render(notLoaded(error), main);
    return;
  }
  model.load();
  model.openExample(examples[0]);
  await openShared();
  model.subscribe(draw);
  addEventListener('hashchange', async () => {
    if (isBroken) location.reload();
    await openShared();
    route();
  });
  main.replaceChildren();
  route();
  keepFiles();
}

/** Opens the request or the rehearsal that the address holds, if it holds one. */
async function openShared() {
  // What is sent in a rehearsal is another request than the one that is checked.
  model.turnTo(place().view === 'rehearse' ? 'rehearse' : 'check');
  if (place().view === 'rehearse') return rehearse.open(await readRehearsal(location.hash));
  const shared = await readShared(location.hash);
  check.say(shared?.damaged ? 'The link is damaged or for another version, so its request could not be opened.' : '');
  if (shared && !shared.damaged) model.open(shared);
}

/** The view and what follows it in the address: `#/rules/tag-key-length`. */
function place() {
  const [, view, ...rest] = location.hash.split('?')[0].split('/');
  return { view: Object.hasOwn(VIEWS, view) ? view : 'check', rest: rest.map(decoded) };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function route() {
  const { view, rest } = place();
  const isNew = shown !== undefined && shown !== view;
  if (isNew) VIEWS[shown].leave?.();
  shown = view;
  draw();
  if (isNew) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  VIEWS[view].arrive?.(rest, draw);
}

function draw() {
  if (isBroken) return;
  const { view, rest } = place();
  document.title = view === 'check' ? 'ecs-drydock' : `${VIEWS[view].title} · ecs-drydock`;
  render(top(view), header);
  try {
    render(VIEWS[view].draw(rest, draw), main);
  } catch (error) {
    // Half a view helps nobody, and what is half drawn cannot be drawn on: only the way out is left.
    isBroken = true;
    halt();
    main.replaceChildren(document.createElement('div'));
    render(halfDrawn(error), main.firstChild);
    throw error;
  }
}

const top = (view) => html`
  <div class="bar">
    <a class="brand" href="#/check" aria-label="ecs-drydock, check a request">
      <svg viewBox="0 0 32 32" aria-hidden="true"><path class="dock" d="M3 6v20h26V6" /><path class="hull" d="M8 11h16l-3 8.5H11z" /></svg>
      <span>ecs-drydock</span>
    </a>
    <nav aria-label="Views">
      ${Object.entries(VIEWS).map(
        ([name, { title, short }]) => html`<a href="#/${name}" aria-current=${view === name ? 'page' : 'false'}>${short ?? title}</a>`,
      )}
    </nav>
    ${themeSwitch(draw)}
  </div>
`;

const notLoaded = (error) => broken('The rules could not be loaded', error, html`The playground needs WebAssembly, served from this page’s own address. Reload the page; if
  that does not help, check that <code>.wasm</code> files are served, and that no policy forbids <code>wasm-unsafe-eval</code>.`);

const halfDrawn = (error) => broken('This view could not be drawn', error, html`That is a fault of the page. What you did before is kept: a reload begins with it.`);

/** What is shown when nothing else can be, with the way out. */
const broken = (title, error, advice) => html`
  <section class="broken" role="alert">
    <h1>${title}</h1>
    <p><code>${error.message}</code></p>
    <p>${advice}</p>
    <button type="button" @click=${() => location.reload()}>Reload</button>
  </section>
`;
