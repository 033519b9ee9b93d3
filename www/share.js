// A request, or a rehearsal, in the address: compressed, so that nothing is stored anywhere.

import { cli } from './code.js';
import { catalogue, state } from './model.js';

/** Longer addresses do not survive chats and mail. */
const MOST_ADDRESS = 8000;
/** What a link may unpack to, in bytes: a small link can be made to hold gigabytes. */
const MOST_UNPACKED = 1_000_000;

/** The address of the current request; undefined if it is too long for one. */
export async function shareLink() {
  return linkTo(`#/check?o=${state.operation}&r=${await pack(state.text)}`);
}

/** The address of a rehearsal; undefined if it is too long for one. */
export async function rehearsalLink(file) {
  return linkTo(`#/rehearse?r=${await pack(JSON.stringify(file))}`);
}

function linkTo(place) {
  const link = `${location.origin}${location.pathname}${place}`;
  return link.length > MOST_ADDRESS ? undefined : link;
}

/** The rehearsal in an address, as `{ text }`: undefined if it has none, `{ damaged }` with the reason if it cannot be read. */
export async function readRehearsal(hash) {
  const packed = new URLSearchParams(hash.split('?')[1] ?? '').get('r');
  if (packed === null) return undefined;
  try {
    return { text: await unpack(packed) };
  } catch (error) {
    return { damaged: error instanceof RangeError ? 'it unpacks to more than a rehearsal can be' : 'it was cut off or changed on the way' };
  }
}

/** The request in an address: undefined if it has none, `{ damaged: true }` if it cannot be read. */
export async function readShared(hash) {
  const query = new URLSearchParams(hash.split('?')[1] ?? '');
  const [operation, packed] = [query.get('o'), query.get('r')];
  if (operation === null && packed === null) return undefined;
  try {
    if (!catalogue.operations.has(operation)) return { damaged: true };
    return { operation, text: await unpack(packed) };
  } catch {
    return { damaged: true };
  }
}

async function pack(text) {
  return toBase64Url(await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(text), Infinity));
}

async function unpack(packed) {
  const bytes = await through(new DecompressionStream('deflate-raw'), fromBase64Url(packed), MOST_UNPACKED);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Bytes through a stream that packs or unpacks, up to a size. */
async function through(stream, bytes, most) {
  const parts = [];
  let size = 0;
  for (const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError('the link holds too much');
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function toBase64Url(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}

/** The request that is checked, for the AWS CLI. */
export function cliCommand() {
  return cli(state.operation, state.value);
}
