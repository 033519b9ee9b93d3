/** The entry for bundlers that do not copy the .wasm file: it is in here as base64. */
import { started } from './api.js';
import base64 from './wasm/bytes.js';
import { initSync } from './wasm/ecs_drydock.js';

started(initSync({ module: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) }));

export * from './exports.js';

export async function init() {}
