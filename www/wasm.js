// The module: fetched and compiled once, for the page and for its worker.

import { init } from 'ecs-drydock';
import wasmUrl from 'ecs-drydock/ecs_drydock.wasm?url';

let compiled;

/** Loads the rules. Where the module cannot be had, the package is left to try for itself, and to say in its words what is wrong. */
export async function load() {
  compiled = await fetched().catch(() => undefined);
  await init(compiled);
}

const fetched = async () => WebAssembly.compile(await (await fetch(wasmUrl)).arrayBuffer());

export const wasmModule = () => compiled;
