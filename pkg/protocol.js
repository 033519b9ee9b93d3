/**
 * The protocol between clients and the service, AWS JSON 1.1, as far as it is not the
 * request itself: what every way in has in common.
 */

import { DrydockError } from './api.js';
import { clockOf } from './clock.js';

/** What comes before the operation in `X-Amz-Target` (row `protocol-json` of the fact sheet). */
const TARGET = 'AmazonEC2ContainerServiceV20141113.';
const CONTENT_TYPES = new Set(['application/x-amz-json-1.1', 'application/x-amz-json-1.0', 'application/json']);
/** More than the largest request that is read (assumption 54); a client may ask for less. */
export const MOST_BYTES = 4 * 1024 * 1024;

/**
 * A way into a simulation, with its clock: a function from what an HTTP request says to
 * what answers it; `refusal` is what is known to be wrong with its body. Nothing is
 * thrown but misuse of the simulation itself.
 */
export function door(simulation, { clock } = {}) {
  if (typeof simulation?.handle !== 'function') throw new DrydockError('bad-argument', 'expected a Simulation');
  const due = clockOf(clock);
  return (request) => {
    tick(simulation, due(true));
    const refusal = request.refusal ?? refused(request);
    // Also what never gets to the service has an identifier, the next one.
    if (refusal) return exception(refusal, simulation.handle({ operation: '' }).headers);
    const { target, body } = request;
    return simulation.handle({ operation: operationOf(target), body: body?.length ? textOf(body) : '{}', bytes: true });
  };
}

/** Lets time pass; a simulation at the end of its time stays there. */
export function tick(simulation, milliseconds) {
  if (milliseconds <= 0) return;
  try {
    simulation.advance(milliseconds);
  } catch (error) {
    if (!/past the year 9999/.test(error.message)) throw error;
  }
}

/** The operation that a target names. */
export function operationOf(target) {
  return target.slice(TARGET.length);
}

/** What is wrong with a request before its body counts (assumption 110); undefined if nothing is. */
export function refused({ method, path = '/', target, contentType, encoding }) {
  if (path !== '/') return { status: 404, message: `there is nothing at this path: requests go to POST /` };
  if (method !== 'POST') return { status: 405, message: `requests are sent by POST, got ${method}`, headers: { allow: 'POST' } };
  if (!target) return { message: `the header X-Amz-Target is missing: it names the operation, \`${TARGET}ListClusters\`` };
  if (!target.startsWith(TARGET)) return { message: `the header X-Amz-Target begins with \`${TARGET}\`` };
  if (!CONTENT_TYPES.has(contentType?.split(';')[0].trim().toLowerCase())) {
    return { message: 'the header Content-Type is `application/x-amz-json-1.1`' };
  }
  if (!isEncoding(encoding)) return UNKNOWN_ENCODING;
  return undefined;
}

/** An exception that does not come from the simulated service itself. */
export function exception({ name = 'UnknownOperationException', status = 400, message, headers = {} }, { 'x-amzn-requestid': requestId }) {
  const body = encoder.encode(JSON.stringify({ __type: name, message }));
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId, ...headers }, body };
}

/** What a header Content-Encoding says. */
export function encodingOf(header) {
  return header?.trim().toLowerCase() || undefined;
}

/** Whether a body that is encoded so can be read. */
export function isEncoding(encoding) {
  return encoding === undefined || encoding === 'gzip' || encoding === 'identity';
}

export const UNKNOWN_ENCODING = { name: 'SerializationException', status: 415, message: 'the header Content-Encoding is gzip, identity or none' };
export const TOO_LARGE = (most) => ({ name: 'RequestEntityTooLargeException', status: 413, message: `a request has at most ${most} bytes here` });
export const NOT_ENCODED = { name: 'SerializationException', message: 'the body is not what the header Content-Encoding says' };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A body as text, of which a simulation keeps answers; bytes that are none stay what they are. */
function textOf(body) {
  if (typeof body === 'string') return body;
  try {
    return decoder.decode(body);
  } catch {
    return body;
  }
}
