// Scripts that the page starts beside itself. It lets nobody make the address of a script but this
// file, which knows the two there are.

import workerUrl from './rehearsal/worker.js?worker&url';

const KEEPER = './sw.js';
const KNOWN = new Set([workerUrl, KEEPER]);
const policy = globalThis.trustedTypes?.createPolicy('ecs-drydock', { createScriptURL: known });

/** Starts the worker that the rehearsal lives in. */
export const startWorker = () => new Worker(scriptUrl(workerUrl), { type: 'module' });

/** Has the browser keep the page's own files, where it can; without that, the page needs the network to be loaded again. */
export function keepFiles() {
  if (import.meta.env.PROD) navigator.serviceWorker?.register(scriptUrl(KEEPER)).catch(() => {});
}

const scriptUrl = (url) => policy?.createScriptURL(url) ?? known(url);

function known(url) {
  if (!KNOWN.has(url)) throw new TypeError(`${url} is no script of this page`);
  return url;
}
