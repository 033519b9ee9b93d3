/**
 * A simulated Amazon ECS behind HTTP, for clients that are programs of their own: boto3,
 * the AWS CLI, SDKs in other languages. The types and their documentation are in server.d.ts.
 */

import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { Gunzip, createGunzip } from 'node:zlib';

import { misuse } from './api.js';
import { DrydockError } from './node.js';
import { NOT_ENCODED, TOO_LARGE, UNKNOWN_ENCODING, encodingOf, exception, isEncoding, operationOf, refused } from './protocol.js';
import { PREFIX, control, refused as controlRefused } from './server/control.js';
import { Docks, Limit } from './server/docks.js';
import { guard, isLoopback, preflight, sharedWith } from './server/guard.js';
import { JournalFailure } from './server/journal.js';
import { checked } from './server/options.js';
import { placeOf, wrongSignature } from './server/signature.js';

/** A snapshot may be larger than a request. */
const MOST_SNAPSHOT_BYTES = 512 * 1024 * 1024;
/** An answer that is shorter is sent as text. */
const SHORT = 16 * 1024;
/** How long a client may take for its headers, and for all of its request. */
const HEADERS_MS = 20_000;
const REQUEST_MS = 60_000;
/** How long requests that are being answered are waited for at the end. */
const LEAVE_MS = 2_000;

export async function serve(options = {}) {
  const given = checked(options);
  const docks = new Docks(given);
  try {
    const server = new Server(docks, given);
    await server.listen();
    return server;
  } catch (error) {
    docks.close({ keep: false });
    throw error;
  }
}

class Server {
  #docks;
  #options;
  #http;
  #guard;
  #refusals = 0;
  #closed;
  /** Called with the error if the server cannot go on, and with one that is a bug in the answer to one request. */
  onFailure;
  onError;

  constructor(docks, options) {
    this.#docks = docks;
    // Who may not send unsigned requests, or is on another machine, does not get behind the service's back either.
    this.#options = { ...options, control: options.control ?? (options.credentials === undefined && isLoopback(options.host)) };
    this.#guard = guard(options);
    this.restored = docks.restored;
    const limits = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, maxHeaderSize: 16 * 1024, keepAliveTimeout: 30_000 };
    this.#http = listener(options.tls, limits);
    this.#http.maxConnections = options.maxConnections;
    // How long they are together is the limit; Node would pass over those beyond a count.
    this.#http.maxHeadersCount = 0;
    this.#http.on('request', (request, response) => this.#answer(request, response));
    // A body that is refused anyway need not be sent.
    this.#http.on('checkContinue', (request, response) => {
      if (!(Number(request.headers['content-length']) > this.#mostOf(request))) response.writeContinue();
      this.#answer(request, response);
    });
    this.#http.on('checkExpectation', (request, response) => {
      this.#send(request, response, this.#exception({ status: 417, message: 'the header Expect is 100-continue, or none' }));
    });
    this.#http.on('clientError', (error, socket) => this.#hangUp(error, socket));
  }

  listen() {
    const { port, host } = this.#options;
    return new Promise((resolve, reject) => {
      this.#http.once('error', (error) => {
        const words = {
          EADDRINUSE: `port ${port} is taken: choose another, or 0 for any`,
          EACCES: `port ${port} is not for everybody: choose one from 1024`,
          EADDRNOTAVAIL: `${host} is no address of this machine`,
          ENOTFOUND: `there is no host ${host}`,
          EAI_AGAIN: `there is no host ${host}`,
        };
        reject(words[error.code] ? new DrydockError('cannot-listen', words[error.code], { cause: error }) : error);
      });
      this.#http.listen({ port, host }, resolve);
    });
  }

  get port() {
    return this.#http.address().port;
  }

  get url() {
    const { host, tls } = this.#options;
    const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
    return `${tls ? 'https' : 'http'}://${name}:${this.port}`;
  }

  simulation({ account, region } = {}) {
    return this.#docks.at(account, region).simulation;
  }

  /** Stops: what is being answered is answered, and everything is written. */
  close() {
    this.#closed ??= this.#leave();
    return this.#closed;
  }

  async #leave() {
    const left = new Promise((resolve) => this.#http.close(resolve));
    this.#docks.dismiss();
    this.#http.closeIdleConnections();
    const last = setTimeout(() => this.#http.closeAllConnections(), LEAVE_MS);
    await left;
    clearTimeout(last);
    this.#docks.close();
  }

  async #answer(request, response) {
    const stranger = this.#guard(request);
    if (stranger) return this.#send(request, response, this.#strange(request, stranger));
    for (const [name, value] of Object.entries(sharedWith(request))) response.setHeader(name, value);
    try {
      const answer = await this.#reply(request, response);
      if (answer) this.#send(request, response, answer);
    } catch (error) {
      // Whoever hung up gets no answer.
      if (request.errored || response.destroyed) return;
      this.#send(request, response, this.#exception(this.#failed(error)));
    }
  }

  /** What is told of an error, and whether the server can go on after it. */
  #failed(error) {
    if (error instanceof Limit) return { name: 'LimitExceededException', message: error.message };
    // What cannot be written must not be told: nothing that is said from now on would last.
    const isLast = error instanceof JournalFailure || error.code === 'module-dead';
    (isLast ? this.onFailure : this.onError)?.(error);
    return { name: 'ServerException', status: 500, message: isLast ? `this server cannot go on: ${error.message}` : `this is a bug of the server: ${error.message}` };
  }

  /**
   * Sends an answer. What is still to come of the request is passed over: were the
   * connection closed meanwhile, the client would see that instead of the answer. Only one
   * that waits to be asked for its body will not send it any more.
   */
  #send(request, response, { status, headers, body }) {
    const waits = !request.complete && /100-continue/i.test(request.headers.expect ?? '');
    response.writeHead(status, { 'x-amzn-requestid': headers['x-amzn-requestid'] ?? this.#requestId(), ...headers, 'content-length': body.length, ...(waits && { connection: 'close' }) });
    request.resume();
    if (request.method === 'HEAD') return response.end();
    // What is short goes in one piece with the headers: two would be written one by one.
    if (body.length < SHORT) response.end(Buffer.from(body.buffer, body.byteOffset, body.length).latin1Slice(), 'latin1');
    else response.end(body);
  }

  /** What HTTP itself cannot read is answered as far as it can be. */
  #hangUp({ code }, socket) {
    if (!socket.writable) return socket.destroy();
    const [status, reason] = { HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'], ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'] }[code] ?? [400, 'Bad Request'];
    socket.end(`HTTP/1.1 ${status} ${reason}\r\nx-amzn-requestid: ${this.#requestId()}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  }

  #isControl(url) {
    return this.#options.control && url.startsWith(PREFIX);
  }

  /** How many bytes a request may have. */
  #mostOf({ method, url }) {
    return this.#isControl(url) && method === 'PUT' ? MOST_SNAPSHOT_BYTES : this.#options.maxBodyBytes;
  }

  /** What answers somebody who may not talk to this server. */
  #strange({ url }, message) {
    return this.#isControl(url) ? controlRefused(403, 'refused', message) : this.#exception({ name: 'AccessDeniedException', status: 403, message });
  }

  /** What answers a request. */
  async #reply(request, response) {
    const { method, url, headers } = request;
    const isControl = this.#isControl(url);
    if (method === 'OPTIONS' && headers.origin) return { status: 204, headers: preflight(request), body: Buffer.alloc(0) };
    const { refusal, raw, body } = await bodyOf(request, this.#mostOf(request));
    if (refusal) return isControl ? controlRefused(refusal.status ?? 400, 'bad-body', refusal.message) : this.#exception(refusal);
    if (isControl) {
      response.setHeader('x-amzn-requestid', this.#requestId());
      const fail = (error) => this.#failed(error);
      return control({ method, url, headers, body }, response, { docks: this.#docks, about: this.#about(), fail });
    }
    return this.#service({ method, url, headers, raw, body });
  }

  /** Answers a request to the service: `raw` is its body as it came, which is what was signed. */
  #service({ method, url, headers, raw, body }) {
    const edge = refused({
      method,
      path: url.split('?')[0],
      target: headers['x-amz-target'],
      contentType: headers['content-type'],
    });
    if (edge) return this.#exception(edge);
    const { credentials } = this.#options;
    const wrong = credentials && wrongSignature({ method, url, headers, body: raw }, credentials);
    if (wrong) return this.#exception({ status: 403, ...wrong });
    const dock = this.#dockOf(headers.authorization);
    if (dock.refusal) return this.#exception(dock.refusal);
    const text = body.length === 0 ? '{}' : isUtf8(body) ? body.toString('utf8') : body;
    return dock.call(operationOf(headers['x-amz-target']), text);
  }

  #dockOf(header) {
    const { account, region } = placeOf(header);
    try {
      return this.#docks.at(account, region);
    } catch (error) {
      if (!(error instanceof DrydockError)) throw error;
      return { refusal: { name: 'InvalidSignatureException', status: 403, message: `Credential should be scoped to a valid region. ${error.message}` } };
    }
  }

  /** An exception that no simulation has a part in. */
  #exception(refusal) {
    return exception(refusal, { 'x-amzn-requestid': this.#requestId() });
  }

  /** Follows from the seed and how many there were, as those of a simulation do. */
  #requestId() {
    const digest = createHash('sha256').update(`${this.#options.seed}/refused/${++this.#refusals}`).digest('hex');
    return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  }

  #about() {
    const { clock, seed, journal, snapshot } = this.#options;
    return { server: 'ecs-drydock', clock, seed, journal, snapshot };
  }
}

if (Symbol.asyncDispose) Server.prototype[Symbol.asyncDispose] = Server.prototype.close;

function listener(tls, limits) {
  if (!tls) return createHttpServer(limits);
  try {
    return createHttpsServer({ ...limits, key: tls.key, cert: tls.cert });
  } catch (error) {
    throw misuse(`tls: the key and the certificate are PEM, and belong together: ${error.message}`, error);
  }
}

/** The bytes of a request as they came and unpacked; or why there are none. Too many are not kept. */
async function bodyOf(request, most) {
  const encoding = encodingOf(request.headers['content-encoding']);
  if (!isEncoding(encoding)) return { refusal: UNKNOWN_ENCODING };
  if (Number(request.headers['content-length']) > most) return { refusal: TOO_LARGE(most) };
  const raw = await gathered(request, most);
  if (raw === undefined) return { refusal: TOO_LARGE(most) };
  if (encoding !== 'gzip') return { raw, body: raw };
  const unzip = createGunzip();
  unzip.end(raw);
  try {
    const body = await gathered(unzip, most);
    return body === undefined ? { refusal: TOO_LARGE(most) } : { raw, body };
  } catch {
    return { refusal: NOT_ENCODED };
  }
}

/** All bytes of a stream; undefined if they are too many. */
function gathered(stream, most) {
  return new Promise((resolve, reject) => {
    const parts = [];
    let length = 0;
    stream.on('data', (part) => {
      length += part.length;
      if (length <= most) return parts.push(part);
      stream.removeAllListeners('data');
      // A request is passed over; what unpacks one is of no use any more.
      if (stream instanceof Gunzip) stream.destroy();
      resolve(undefined);
    });
    stream.on('end', () => resolve(parts.length === 1 ? parts[0] : Buffer.concat(parts)));
    stream.on('error', reject);
    stream.on('close', () => reject(new Error('the connection was closed')));
  });
}
