// Sets up, builds, and serves the playground.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { build } from './build.js';
import { setUp } from './setup.js';
import { Failure, main, root } from './steps.js';

const HELP = `npm start -- [--port N] [--host ADDRESS]

Sets up what is missing, builds the WebAssembly module, serves the playground
and prints its address. The first time takes some minutes, later ones seconds.

  --port N        the port, 5173 unless given; the next free one if it is taken
  --host ADDRESS  the address to listen on, localhost unless given
`;

await main(async () => {
  const { values } = options();
  if (values.help) {
    console.log(HELP);
    return;
  }
  const port = Number(values.port ?? 5173);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Failure(`--port takes a number from 1 to 65535, got \`${values.port}\``);
  await setUp();
  await build();
  const vite = await import(pathToFileURL(join(root, 'node_modules', 'vite', 'dist', 'node', 'index.js')).href);
  const server = await vite.createServer({
    root: join(root, 'www'),
    server: { port, host: values.host ?? 'localhost' },
    logLevel: 'warn',
    clearScreen: false,
  });
  await server.listen();
  console.log('\nThe playground is at');
  const [address] = [...server.resolvedUrls.local, ...server.resolvedUrls.network];
  console.log(`  ${address}\n\nPress Ctrl+C to stop.`);
});

function options() {
  try {
    return parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    throw new Failure(`${error.message}\n\n${HELP}`);
  }
}
