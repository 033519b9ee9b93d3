/**
 * A simulation behind `Request` and `Response`: for Mock Service Worker, for a service
 * worker, and for whatever else speaks fetch. The types and their documentation are in
 * fetch.d.ts.
 */

import { MOST_BYTES, NOT_ENCODED, TOO_LARGE, door, encodingOf, isEncoding } from './protocol.js';

export function fetchHandler(simulation, options) {
  const answer = door(simulation, options);
  return async (request) => {
    const { headers, method, url } = request;
    const read = await bodyOf(request);
    const answered = answer({
      ...read,
      method,
      path: new URL(url).pathname,
      target: headers.get('x-amz-target'),
      contentType: headers.get('content-type'),
    });
    return new Response(answered.body, { status: answered.status, headers: answered.headers });
  };
}

/** The bytes of a request, unpacked; or why there are none. Too many are not read to their end. */
async function bodyOf(request) {
  const { bodyUsed, headers } = request;
  const encoding = encodingOf(headers.get('content-encoding'));
  if (!isEncoding(encoding)) return { encoding };
  if (bodyUsed) return { refusal: { name: 'SerializationException', message: 'the body of this request was read before' } };
  // Not every browser gives the body of a request as a stream.
  const body = request.body === undefined ? new Blob([await request.arrayBuffer()]).stream() : request.body;
  if (!body) return {};
  const stream = encoding === 'gzip' ? body.pipeThrough(new DecompressionStream('gzip')) : body;
  const parts = [];
  let length = 0;
  try {
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > MOST_BYTES) {
        reader.cancel().catch(() => {});
        return { refusal: TOO_LARGE(MOST_BYTES) };
      }
      parts.push(value);
    }
  } catch {
    return { refusal: NOT_ENCODED };
  }
  return { body: joined(parts, length) };
}

function joined(parts, length) {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
