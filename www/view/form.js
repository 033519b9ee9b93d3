// The form, drawn from the members and rules of the operation.

import { html, nothing } from 'lit-html';

import * as model from '../model.js';
import { isStructure } from '../structure.js';
import { messages, needed, remove, scalar } from './field.js';
import { add, isOpen, mostShown, openMembers, showMore } from './steps.js';
import { sentence } from './words.js';

const { state } = model;

export function form(operation) {
  if (!state.parses) {
    return html`<p class="notice">The JSON cannot be read at the moment, so the form shows what it last was. Mend the JSON to go on here.</p>
      <fieldset class="members frozen" disabled aria-label="The form, as it last was">${members(operation.members, state.value, '')}</fieldset>`;
  }
  if (!isStructure(state.value)) {
    return html`<p class="notice">The request is not a structure. <button type="button" class="quiet" @click=${() => model.type('{}')}>Begin with an empty one</button></p>
      ${messages('')}`;
  }
  return html`${messages('')}
    <div class="members">${members(operation.members, state.value, '')}${unknown(operation.members, state.value, '')}</div>`;
}

const members = (list, value, path, inRow) => list.map((member) => field(member, value?.[member.name], `${path}/${member.name}`, member.name, inRow));

/** Members that the operation does not have: they can be removed. */
function unknown(list, value, path) {
  const names = Object.keys(value).filter((name) => !list.some((member) => member.name === name));
  return names.slice(0, mostShown(path)).map((name) => raw(value[name], `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, name));
}

function field(member, value, path, label, inRow) {
  if (value !== undefined && value !== null && !fits(member, value)) return raw(value, path, label);
  if (member.type === 'structure') return structure(member, value, path, label);
  // Under names of the sender's own: they are written as JSON, and can be removed here.
  if (member.type === 'map') return structure({ ...member, members: [] }, value, path, label);
  if (member.type === 'list') return list(member, value, path, label);
  return scalar(member, value, path, label, inRow);
}

function fits(member, value) {
  if (member.type === 'list') return Array.isArray(value);
  if (['structure', 'map'].includes(member.type)) return isStructure(value);
  return typeof value !== 'object';
}

/** A value that no field can hold, such as a list where a text should be. */
function raw(value, path, label) {
  const text = JSON.stringify(value);
  return html`<div class="field raw" id="field-${path}" tabindex="-1">
    <div class="label-row"><span class="label">${label}</span>${remove(path, label)}</div>
    <code class="value">${text.length > 200 ? `${text.slice(0, 200)}…` : text}</code>
    ${messages(path)}
  </div>`;
}

function structure(member, value, path, label) {
  const isThere = value !== undefined && value !== null;
  return html`<fieldset class="group ${isThere ? '' : 'absent'}" id="field-${path}" tabindex="-1">
    <legend>${label}${needed(member)}</legend>
    ${isThere ? remove(path, label) : nothing}
    ${member.about ? html`<p class="about">${sentence(member.about)}</p>` : nothing}
    ${messages(path)}
    ${isThere
      ? html`<div class="members">${members(member.members, value, path)}${unknown(member.members, value, path)}</div>`
      : html`<button type="button" class="quiet add" aria-label="Add ${label}" @click=${() => add(path, {})}>Add</button>`}
  </fieldset>`;
}

function list(member, value, path, label) {
  const items = value ?? [];
  const limit = model.rulesAt(path).find(({ check }) => check.kind === 'items' && check.max !== undefined)?.check.max;
  const fresh = { structure: {}, map: {}, list: [] }[member.item.type] ?? '';
  const shown = items.slice(0, mostShown(path));
  const hidden = items.length - shown.length;
  return html`<fieldset class="group list ${value === undefined ? 'absent' : ''}" id="field-${path}" tabindex="-1">
    <legend>${label}${needed(member)}
      ${value === undefined ? nothing : html` <span class="count ${limit && items.length > limit ? 'over' : ''}">${items.length}${limit ? ` of ${limit}` : ''}</span>`}
    </legend>
    ${value === undefined ? nothing : remove(path, label)}
    ${member.about ? html`<p class="about">${sentence(member.about)}</p>` : nothing}
    ${member.item.members && items.length ? glossary(member.item.members, label) : nothing}
    ${messages(path)}
    ${shown.length ? html`<ol class="items">${shown.map((item, index) => listItem(member.item, item, `${path}/${index}`, `${label} ${index + 1}`, index))}</ol>` : nothing}
    ${hidden > 0 ? html`<button type="button" class="quiet" @click=${() => showMore(path)}>Show more of ${label}: ${hidden} are not shown</button>` : nothing}
    <button type="button" class="quiet add" id="add-${path}" aria-label="Add to ${label}" @click=${() => add(`${path}/${items.length}`, fresh)}>Add</button>
  </fieldset>`;
}

/** What the members of the items mean, once for all of them. */
const glossary = (list, label) => list.some(({ about }) => about) ? html`<details class="glossary">
  <summary>What the members of ${label} are</summary>
  <dl>${list.filter(({ about }) => about).map(({ name, about }) => html`<div><dt>${name}</dt><dd>${sentence(about)}</dd></div>`)}</dl>
</details>` : nothing;

function listItem(item, value, path, label, index) {
  if (item.type !== 'structure' || !isStructure(value)) {
    return html`<li class="item plain"><span class="index" aria-hidden="true">${index + 1}</span>${field({ ...item, about: '' }, value === null ? undefined : value, path, label)}${remove(path, label)}</li>`;
  }
  const isUsual = usual(item.members, value, path);
  const shown = item.members.filter(isUsual).map((member) => ({ ...member, about: '' }));
  const isScalar = (member) => !member.members && !member.item && (value[member.name] === null || typeof value[member.name] !== 'object');
  return html`<li class="item structure" id="field-${path}" tabindex="-1">
    <span class="index" aria-hidden="true">${index + 1}</span>
    <div class="item-body" role="group" aria-label=${label}>
      ${messages(path)}
      <div class="row">${members(shown, value, path, true)}${unknown(item.members, value, path)}</div>
      ${shown.filter(isScalar).map(({ name }) => messages(`${path}/${name}`))}
    </div>
    ${more(item.members.filter((member) => !isUsual(member)), path, label)} ${remove(path, label)}
  </li>`;
}

/** The members of an item that have a field at once: what is sent, required or wrong, and never fewer than two. */
function usual(list, value, path) {
  const isShown = ({ name, required }) => required || value[name] !== undefined || isOpen(`${path}/${name}`) || model.problemsAt(`${path}/${name}`).length > 0;
  const shown = list.filter(isShown);
  if (shown.length < 2) shown.push(...list.filter((member) => !isShown(member)).slice(0, 2 - shown.length));
  return (member) => shown.includes(member);
}

const more = (list, path, label) =>
  list.length === 0
    ? nothing
    : html`<button type="button" class="quiet icon" aria-label="More members of ${label}: ${list.map(({ name }) => name).join(', ')}" @click=${() => openMembers(list.map(({ name }) => `${path}/${name}`))}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 3v10M3 8h10" /></svg>
      </button>`;
