// What a person does to the form besides typing: adding, removing, opening. Each
// leaves the keyboard where the work goes on.

import * as model from '../model.js';

/** How many items of a list are drawn at first, and how many more each time. */
const PAGE = 100;

/** Members of list items that have a field although nothing is sent for them. */
const opened = new Set();
/** By path of a list: how many of its items are drawn, if more than at first. */
const shown = new Map();
let operation;

/** What is open belongs to one operation's form. */
function current() {
  if (operation === model.state.operation) return;
  operation = model.state.operation;
  opened.clear();
  shown.clear();
}

export function isOpen(path) {
  current();
  return opened.has(path);
}

export function mostShown(path) {
  current();
  return shown.get(path) ?? PAGE;
}

export function openMembers(paths) {
  for (const path of paths) opened.add(path);
  model.notify();
  enter(paths[0]);
}

export function showMore(path) {
  const before = mostShown(path);
  shown.set(path, before + PAGE);
  model.notify();
  enter(`${path}/${before}`);
}

export function add(path, value) {
  const index = Number(path.split('/').at(-1));
  const list = path.slice(0, path.lastIndexOf('/'));
  if (index >= mostShown(list)) shown.set(list, index + PAGE);
  model.put(path, value);
  enter(path);
}

/** Removes, then goes to what took its place, or the one before, or the button that adds. */
export function removeAt(path) {
  model.put(path, undefined);
  const [, list, last] = /^(.*)\/([^/]*)$/.exec(path);
  const before = /^\d+$/.test(last) && last !== '0' ? `${list}/${last - 1}` : undefined;
  if (enter(path) || (before && enter(before))) return;
  const next = document.getElementById(`add-${list}`) ?? document.getElementById(`field-${list}`) ?? document.querySelector('#form-title');
  next?.focus();
}

/** The first thing to type into at a path; says whether there was one. */
function enter(path) {
  const place = document.getElementById(`field-${path}`);
  const target = place?.matches('input, select, textarea, button') ? place : place?.querySelector('input, select, textarea, .add') ?? place;
  target?.focus();
  return target !== null && target !== undefined;
}
