/** The entry for Node, Deno and Bun: the module is loaded as the package is. */
import { readFileSync } from 'node:fs';

import { started } from './api.js';
import { initSync } from './wasm/ecs_drydock.js';

started(initSync({ module: readFileSync(new URL('./wasm/ecs_drydock_bg.wasm', import.meta.url)) }));

export * from './exports.js';

export async function init() {}
