// The module: fetched and compiled once, for the page and for its worker.

import { init } from 'ecs-drydock';
import wasmUrl from 'ecs-drydock/ecs_drydock.wasm?url';

let compiled;

/** Loads the rules. What goes wrong is told as the package tells it. */
export async function load() {
  const response = await fetch(wasmUrl).catch(() => undefined);
  try {
    compiled = response?.ok ? await WebAssembly.compile(await response.arrayBuffer()) : undefined;
  } catch {
    compiled = undefined;
  }
  await init(compiled);
}

export const wasmModule = () => compiled;
