// The module: fetched and compiled once, for the page and for its worker.

import { init } from 'ecs-drydock';
import wasmUrl from 'ecs-drydock/ecs_drydock.wasm?url';

let compiled;

/** Loads the rules. */
export async function load() {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`${response.status} for ${new URL(wasmUrl, location).pathname}`);
  compiled = await WebAssembly.compile(await response.arrayBuffer());
  await init(compiled);
}

export const wasmModule = () => compiled;
