// The cases that Rust and JavaScript share, spelled out.

import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('../cases/', import.meta.url);

/** Every case: { file, name, operation, request?, json?, diagnostics }. */
export function cases() {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const { cases } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
      return cases.map((one) => ({
        ...one,
        file,
        ...(one.request === undefined ? {} : { request: expand(one.request) }),
        diagnostics: expand(one.diagnostics),
      }));
    });
}

/**
 * `{"$repeat": [text, times]}` is a text repeated, `{"$times": [item, count]}` a list
 * of that many items in which `$i` is the index, `{"$concat": [text, …]}` texts
 * joined, `{"$lists": [list, …]}` lists joined.
 */
export function expand(value, index) {
  if (typeof value === 'string') return index === undefined ? value : value.replaceAll('$i', String(index));
  if (Array.isArray(value)) return value.map((item) => expand(item, index));
  if (value === null || typeof value !== 'object') return value;
  if (value.$repeat) return expand(value.$repeat[0], index).repeat(value.$repeat[1]);
  if (value.$concat) return expand(value.$concat, index).join('');
  if (value.$lists) return expand(value.$lists, index).flat(1);
  if (value.$times) return Array.from({ length: value.$times[1] }, (_, index) => expand(value.$times[0], index));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expand(inner, index)]));
}
