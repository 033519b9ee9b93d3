/** The entry for browsers and workers: the module is fetched by init(). */
import { DrydockError, isStarted, started } from './api.js';
import load from './wasm/ecs_drydock.js';

export * from './exports.js';

/** The loading under way, so that two calls share one. */
let loading;

export function init(source) {
  if (isStarted()) return Promise.resolve();
  loading ??= start(source ?? new URL('./wasm/ecs_drydock_bg.wasm', import.meta.url)).finally(() => {
    loading = undefined;
  });
  return loading;
}

async function start(source) {
  try {
    started(await load({ module_or_path: source }));
  } catch (cause) {
    const words = `the WebAssembly module could not be loaded: ${cause?.message ?? cause}`;
    throw new DrydockError('load-failed', words, { cause });
  }
}
