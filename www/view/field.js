// One member with a text, a number or a choice, and the problems at its place.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';

import * as model from '../model.js';
import { removeAt } from './steps.js';
import { brief, option, sentence } from './words.js';

/** A text longer than this has several lines to be seen in. */
const LONG = 80;

/** In a row of an item the row says the problems, over its whole width. */
export function scalar(member, value, path, label, inRow = false) {
  const rules = model.rulesAt(path);
  const problems = model.problemsAt(path);
  const words = member.type === 'boolean' ? ['true', 'false'] : rules.find(({ check }) => check.kind === 'oneOf')?.check.values;
  const limit = rules.find(({ check }) => check.kind === 'length')?.check;
  const length = typeof value === 'string' ? [...value].length : 0;
  const worst = problems.some(({ severity }) => severity === 'error') ? 'error' : problems.length ? 'warning' : '';
  const described = [member.about && `about-${path}`, problems.length && `problems-${path}`].filter(Boolean).join(' ');
  const common = { path, value, member, invalid: worst === 'error', described };
  return html`<div class="field ${worst}">
    <div class="label-row">
      <label for="field-${path}">${label}${needed(member)}</label>
      ${limit && length > limit.max * 0.8 ? html`<span class="count ${length > limit.max ? 'over' : ''}">${length} of ${limit.max}</span>` : nothing}
      ${value === '' && !isItem(path) ? remove(path, label) : nothing}
    </div>
    ${words ? select(common, words) : input(common)}
    ${inRow ? nothing : messages(path)}
    ${member.about ? html`<p class="about" id="about-${path}">${sentence(member.about)}</p>` : nothing}
  </div>`;
}

const isItem = (path) => /\/\d+$/.test(path);

/** A choice of words; a value that is none of them stays in the list. */
function select({ path, value, member, invalid, described }, words) {
  const current = value === undefined || value === null ? '' : String(value);
  const listed = words.includes(current) || current === '' ? words : [current, ...words];
  const parse = (word) => (member.type === 'boolean' ? word === 'true' : word);
  return html`<select id="field-${path}" aria-invalid=${invalid} aria-required=${member.required} aria-describedby=${described || nothing}
    @change=${({ target }) => model.put(path, target.value === '' ? undefined : parse(target.value))}>
    ${option('', 'not sent', current === '')} ${listed.map((word) => option(word, word, word === current))}
  </select>`;
}

function input({ path, value, member, invalid, described }) {
  const isNumber = member.type !== 'string';
  const shown = value === undefined || value === null ? '' : String(value);
  const change = ({ target: { value: text } }) => {
    if (text === '' && !isItem(path)) model.put(path, undefined);
    else model.put(path, isNumber && /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text);
  };
  // The text is set only where it differs, so that the cursor stays; and 1.0 stays
  // as typed, though it is 1, or else 1.05 could not be typed.
  const keep = ref((element) => {
    if (!element || element.value === shown) return;
    const isSame = isNumber && element.value.trim() !== '' && Number(element.value) === value;
    if (!isSame) element.value = shown;
  });
  return isLong(path, shown)
    ? html`<textarea id="field-${path}" rows="3" spellcheck="false" autocapitalize="off" aria-invalid=${invalid} aria-required=${member.required}
        aria-describedby=${described || nothing} ${keep} @input=${change}></textarea>`
    : html`<input id="field-${path}" type="text" list="known-${path.split('/')[1]}" inputmode=${isNumber ? 'decimal' : 'text'} autocomplete="off" autocapitalize="off" spellcheck="false"
        placeholder=${value === '' ? 'empty text is sent' : 'not sent'} aria-invalid=${invalid} aria-required=${member.required}
        aria-describedby=${described || nothing} ${keep} @input=${change} />`;
}

/** A field does not change its kind while a person types in it. */
function isLong(path, shown) {
  const focused = document.activeElement;
  if (focused?.id === `field-${path}`) return focused.localName === 'textarea';
  return shown.length > LONG || shown.includes('\n');
}

export const needed = (member) => (member.required ? html` <span class="needed">required</span>` : nothing);

export const remove = (path, label) => html`<button type="button" class="quiet icon remove" aria-label="Remove ${label}" @click=${() => removeAt(path)}>
  <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
</button>`;

export function messages(path) {
  const problems = model.problemsAt(path);
  if (problems.length === 0) return nothing;
  return html`<ul class="messages" id="problems-${path}">
    ${problems.map(({ severity, message, help }) => html`<li class=${severity}><span class="hidden">${severity}: </span><span class="message">${brief(message)}</span>${help ? html` <span class="help">${help}</span>` : nothing}</li>`)}
  </ul>`;
}
