/**
 * How the time of a simulation goes on while clients talk to it. The types and their
 * documentation are in index.d.ts.
 */

import { DrydockError, cut } from './api.js';

/** Faster than this, a poll of a second would be more than a year. */
const FASTEST = 1_000_000;

/**
 * What tells by how many milliseconds time is to go on before a request (`true`), or
 * because real time went on (`false`).
 */
export function clockOf(spec = 'manual') {
  const step = /^\+(\d+)$/.exec(spec)?.[1];
  if (step !== undefined && Number.isSafeInteger(Number(step))) return (isRequest) => (isRequest ? Number(step) : 0);
  if (spec === 'manual') return () => 0;
  const times = spec === 'real' ? 1 : Number(/^x(\d+(?:\.\d+)?)$/.exec(spec)?.[1]);
  if (!(times > 0 && times <= FASTEST)) {
    const given = typeof spec === 'string' ? `\`${cut(spec)}\`` : typeof spec;
    const ways = '`manual`, `real`, `x60` for sixty times as fast, or `+1000` for a second with each request';
    throw new DrydockError('bad-argument', `the clock is ${ways}; got ${given}`);
  }
  return running(times);
}

/** A clock that goes on by itself from the first time it is looked at. Parts of a millisecond are not lost. */
function running(times) {
  let start;
  let given = 0;
  return () => {
    const now = performance.now();
    start ??= now;
    const due = Math.floor((now - start) * times) - given;
    given += due;
    return due;
  };
}
