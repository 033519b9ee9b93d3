// The worker that the rehearsal lives in: it takes one verb after another, and answers each.

import { init } from 'ecs-drydock';

import { Dock } from './dock.js';
import { CLUSTERS, LESSONS } from './scenarios.js';

const dock = new Dock((message) => postMessage(message), CLUSTERS, LESSONS);
/** The page's own compiled module comes first; nothing is fetched here. */
let started;

addEventListener('message', async ({ data: { id, verb, args, module } }) => {
  if (module) {
    started = init(module);
    return;
  }
  try {
    await started;
    postMessage({ kind: 'done', id, result: dock[verb](...args) });
  } catch (error) {
    postMessage({ kind: 'failed', id, message: error.message });
  }
});
