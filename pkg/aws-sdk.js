/**
 * The AWS SDK for JavaScript v3 without a network: a simulation answers its requests. The
 * types and their documentation are in aws-sdk.d.ts.
 */

import { DrydockError } from './api.js';
import { door } from './protocol.js';

export function requestHandler(simulation, options) {
  return new RequestHandler(door(simulation, options));
}

class RequestHandler {
  metadata = { handlerProtocol: 'h1' };
  #answer;

  constructor(answer) {
    this.#answer = answer;
  }

  async handle({ method, path, headers, body }, { abortSignal } = {}) {
    if (abortSignal?.aborted) throw aborted(abortSignal);
    // Any client waits for its answer: what it does meanwhile happens before.
    await undefined;
    if (abortSignal?.aborted) throw aborted(abortSignal);
    if (!(body === undefined || typeof body === 'string' || body instanceof Uint8Array)) throw new DrydockError('bad-argument', 'the body of a request is text or bytes');
    const named = (name) => headers[name] ?? headers[Object.keys(headers).find((known) => known.toLowerCase() === name)];
    const request = { method, path, target: named('x-amz-target'), contentType: named('content-type'), body };
    const { status, headers: sent, body: bytes } = this.#answer(request);
    return { response: { statusCode: status, headers: { ...sent, 'content-length': String(bytes.length) }, body: bytes } };
  }

  /** There is nothing to configure: the SDK asks. */
  updateHttpClientConfig() {}

  httpHandlerConfigs() {
    return {};
  }

  destroy() {}
}

/** What the SDK's own handlers throw. */
function aborted({ reason }) {
  return Object.assign(reason instanceof Error ? new Error('Request aborted', { cause: reason }) : new Error('Request aborted'), { name: 'AbortError' });
}
