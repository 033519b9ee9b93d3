// The JSON: a plain text area at once, and an editor in its place when that has loaded.

import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { ref } from 'lit-html/directives/ref.js';

import { notify, state, subscribe, type } from '../model.js';

/** The editor once it is loaded, and the element that it lives in. */
let rich;
let loading;

export function editor() {
  return html`<div class="editor ${rich ? 'rich' : ''}" id="editor" ${ref(mount)}>
    <textarea id="json" aria-label="The request as JSON" spellcheck="false" autocapitalize="off" autocomplete="off"
      .value=${live(state.text)} @input=${(event) => type(event.target.value)}></textarea>
  </div>`;
}

/** Loads the editor once, and puts it into whatever element stands for it now. */
function mount(element) {
  if (!element) return;
  if (rich) {
    element.append(rich.host);
    return;
  }
  loading ??= import('./codemirror.js').then(
    ({ create }) => {
      rich = create();
      rich.show(state);
      subscribe(() => rich.show(state));
      const plain = document.querySelector('#json');
      const isTyping = plain !== null && document.activeElement === plain;
      document.querySelector('#editor')?.append(rich.host);
      notify();
      if (isTyping) rich.focus(plain.selectionStart);
    },
    () => {
      // Without it the text area stays, which does all that is needed.
    },
  );
}

/** Shows a problem's place in the JSON; takes the focus there if asked to. */
export function reveal(diagnostic, focus) {
  if (rich) rich.reveal(diagnostic, focus);
  else if (focus) document.querySelector('#json')?.focus();
}
