// The JSON: a plain text area at once, and an editor in its place as soon as a person turns to it.

import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { ref } from 'lit-html/directives/ref.js';

import { notify, state, subscribe, type } from '../model.js';

/** The editor once it is loaded, and the loading of it. */
let rich;
let loading;

export function editor() {
  return html`<div class="editor ${rich ? 'rich' : ''}" id="editor" ${ref(mount)}>
    <textarea id="json" aria-label="The request as JSON" spellcheck="false" autocapitalize="off" autocomplete="off"
      .value=${live(state.text)} @input=${(event) => type(event.target.value)} @focus=${load} @pointerenter=${load}></textarea>
  </div>`;
}

/** Puts the editor into whatever element stands for it now. */
function mount(element) {
  if (rich) element?.append(rich.host);
}

/** Loads the editor once. Most who come to a view never write in it, and it is larger than all the rest. */
function load() {
  loading ??= import('./codemirror.js').then(
    ({ create }) => {
      rich = create();
      rich.show(state);
      subscribe(() => rich.show(state));
      const plain = document.querySelector('#json');
      const isTyping = plain !== null && document.activeElement === plain;
      document.querySelector('#editor')?.append(rich.host);
      notify();
      if (isTyping) rich.focus(plain.selectionStart, plain.selectionEnd);
    },
    () => {
      // Without it the text area stays, which does all that is needed.
    },
  );
  return loading;
}

/** Shows a problem's place in the JSON; takes the focus there if asked to. */
export async function reveal(diagnostic, focus) {
  if (focus) await load();
  if (rich) rich.reveal(diagnostic, focus);
  else if (focus) document.querySelector('#json')?.focus();
}
