// The page lets nobody make the address of a script but this file, which knows the two there are.

import workerUrl from './rehearsal/worker.js?worker&url';

const KNOWN = new Set([workerUrl]);
const policy = globalThis.trustedTypes?.createPolicy('ecs-drydock', { createScriptURL: known });

/** The address of one of the page's own scripts, as a worker is made from it. */
export const scriptUrl = (url) => policy?.createScriptURL(url) ?? known(url);

function known(url) {
  if (!KNOWN.has(url)) throw new TypeError(`${url} is no script of this page`);
  return url;
}
