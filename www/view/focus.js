// Where the focus goes when what had it is gone: a person with a keyboard would begin anew at the top.

import { html, nothing } from 'lit-html';

/** Does something, and then leads the focus to a place if nothing has it any more. */
export const leading = (does, place) => async (event) => {
  await does(event);
  if (document.activeElement === document.body) document.querySelector(place)?.focus();
};

/** A button that stays where it is, with the focus, when there is nothing for it to do. */
export const steady = (words, isUseful, does, id) => html`<button type="button" id=${id ?? nothing} aria-disabled=${!isUseful} @click=${(event) => isUseful && does(event)}>${words}</button>`;
