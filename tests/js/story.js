// The story of tests/clients/story.json, which clients of every kind are held to.

import { readFileSync } from 'node:fs';

export const { story, refusals } = JSON.parse(readFileSync(new URL('../clients/story.json', import.meta.url), 'utf8'));

/** An input with what earlier answers told in place of `$name`, and of `$...name` in a list. */
export function filled(input, known) {
  if (Array.isArray(input)) return input.flatMap((item) => (typeof item === 'string' && item.startsWith('$...') ? known[item.slice(4)] : [filled(item, known)]));
  if (input !== null && typeof input === 'object') return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, filled(value, known)]));
  return typeof input === 'string' && input.startsWith('$') ? at(known, input.slice(1)) : input;
}

/** What is to be remembered of an answer. */
export function kept(keep = {}, output) {
  return Object.fromEntries(Object.entries(keep).map(([name, path]) => [name, at(output, path)]));
}

function at(value, path) {
  return path.split('.').reduce((inner, name) => inner[name], value);
}
