// A server that does nothing but HTTP: it reads each request to its end and sends what it was
// told to, which is what no simulated service can be faster than. The answers come as JSON on
// standard input, by X-Amz-Target; where it listens is the first line that it prints.

import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** As long as our server waits, so that both have the same connections. */
const KEEP_ALIVE_MS = 30_000;

const answers = new Map(
  Object.entries(JSON.parse(await text(process.stdin))).map(([target, { body, ...answer }]) => [target, { ...answer, body: Buffer.from(body, 'base64') }]),
);

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const { status, headers, body } = answers.get(request.headers['x-amz-target']);
    response.writeHead(status, headers);
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
