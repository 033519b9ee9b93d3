// What can be done with the whole request: undo, copy, share.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';

import * as model from '../model.js';
import { cliCommand, shareLink } from '../share.js';
import { REFUSED, copied } from './copy.js';

const { state } = model;

/** How long it is said that something was copied, in milliseconds. */
const WHILE = 4000;

let said = '';
/** What the browser did not let us copy, to be copied by hand. */
let byHand;
let timer;

export function actions(draw) {
  const copy = async (text, words) => {
    clearTimeout(timer);
    if (await copied(text)) {
      [said, byHand] = [words, undefined];
      timer = setTimeout(() => {
        said = '';
        draw();
      }, WHILE);
    } else {
      [said, byHand] = [`${REFUSED} Copy this:`, text];
    }
    draw();
  };
  const share = async () => {
    const link = await shareLink();
    await copy(link ?? state.text, link ? 'Link copied.' : 'Too long for a link: the JSON was copied instead.');
  };
  const button = (label, work, possible = true) => html`<button type="button" class="quiet" ?disabled=${!possible} @click=${work}>${label}</button>`;
  return html`
    <div class="actions" role="group" aria-label="Request">
      ${button('Undo', model.undo, model.canUndo())} ${button('Redo', model.redo, model.canRedo())}
      ${button('Format', model.format, state.parses)} ${button('Copy', () => copy(state.text, 'JSON copied.'))}
      ${button('Copy as AWS CLI', () => copy(cliCommand(), 'AWS CLI command copied.'), state.parses)} ${button('Copy link', share)}
    </div>
    <p class="said" role="status">${said}</p>
    ${byHand === undefined ? nothing : html`<input class="by-hand" readonly aria-label="To copy by hand" .value=${byHand} ${ref(select)} />`}`;
}

function select(element) {
  element?.select();
}
