// The package as others get it: its names, its files, and every way into it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

const pkg = new URL('../../pkg/', import.meta.url);
const declared = readFileSync(new URL('index.d.ts', pkg), 'utf8');
const names = [...declared.matchAll(/^export (?:function|class|const) (\w+)/gm)].map((match) => match[1]).sort();

test('entries export what index.d.ts declares', async () => {
  for (const entry of ['node.js', 'web.js', 'inline.js']) {
    assert.deepEqual(Object.keys(await import(new URL(entry, pkg))).sort(), names, entry);
  }
});

test('the other entries export what their types declare', async () => {
  for (const entry of ['aws-sdk', 'fetch', 'testing', 'server']) {
    const types = readFileSync(new URL(`${entry}.d.ts`, pkg), 'utf8');
    const exported = [...types.matchAll(/^export (?:function|class|const) (\w+)/gm)].map((match) => match[1]).sort();
    assert.deepEqual(Object.keys(await import(`ecs-drydock/${entry}`)).sort(), exported, entry);
  }
});

test('only the server needs Node, and the ways in need no module of their own', () => {
  const importsOf = (file, seen = new Set()) => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const [, from] of readFileSync(new URL(file, pkg), 'utf8').matchAll(/^(?:import|export) .*?from '([^']+)'/gms)) {
      if (from.startsWith('.')) importsOf(new URL(from, new URL(file, pkg)).href.slice(pkg.href.length), seen);
      else seen.add(from);
    }
    return seen;
  };
  for (const entry of ['aws-sdk.js', 'fetch.js']) assert.deepEqual([...importsOf(entry)].filter((name) => name.startsWith('node:') || /^(node|web|inline)\.js$/.test(name)), [], entry);
  for (const entry of ['testing.js', 'web.js', 'inline.js']) assert.deepEqual([...importsOf(entry)].filter((name) => name.startsWith('node:')), [], entry);
  assert.ok(importsOf('server.js').has('node:http'));
});

test('operation names are declared', async () => {
  const { operations } = await import('ecs-drydock');
  const union = declared.match(/export type OperationName =([^;]*);/)[1];
  assert.deepEqual([...union.matchAll(/'(\w+)'/g)].map((match) => match[1]), operations().map(({ name }) => name));
});

test('require works, and both entries share one module', async () => {
  const require = createRequire(import.meta.url);
  const required = require('ecs-drydock');
  assert.equal(required.validate, (await import('ecs-drydock')).validate);
  assert.equal(require('ecs-drydock/inline').checkTagKey('aws:')[0].rule, 'tag-key-reserved');
  assert.equal(require('ecs-drydock/package.json').name, 'ecs-drydock');
});

test('without init() the web entry says what to do', () => {
  const code = `import { validate } from ${JSON.stringify(new URL('web.js', pkg).href)};
    try { validate('ListClusters', {}); } catch (error) { console.log(error.code, error.message); }`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  assert.equal(printed.trim(), 'not-initialised call and await init() before anything else');
});

test('the web entry loads from bytes and says why it cannot', () => {
  const web = JSON.stringify(new URL('web.js', pkg).href);
  const wasm = JSON.stringify(new URL('wasm/ecs_drydock_bg.wasm', pkg).pathname);
  const code = `import { init, checkTagKey } from ${web};
    import { readFileSync } from 'node:fs';
    await init(new Uint8Array([1, 2])).catch((error) => console.log(error.code));
    await Promise.all([init(readFileSync(${wasm})), init(readFileSync(${wasm}))]);
    console.log(checkTagKey('aws:').length);`;
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }), 'load-failed\n1\n');
});

test('a worker has a module of its own', async () => {
  const code = `import { parentPort } from 'node:worker_threads';
    import { checkTagKey } from ${JSON.stringify(new URL('node.js', pkg).href)};
    parentPort.postMessage(checkTagKey('aws:')[0].rule);`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  const [message] = await new Promise((resolve, reject) => {
    worker.on('message', (value) => resolve([value]));
    worker.on('error', reject);
  });
  assert.equal(message, 'tag-key-reserved');
  await worker.terminate();
});

test('the tarball has these files', () => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const [{ files }] = JSON.parse(execFileSync(npm, ['pack', '--dry-run', '--json'], { cwd: pkg, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: process.platform === 'win32' }));
  assert.deepEqual(files.map(({ path }) => path).sort(), [
    'CHANGELOG.md', 'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'api.js', 'aws-sdk.d.ts', 'aws-sdk.js', 'catalogue.js', 'cli.js', 'clock.js', 'exports.js', 'fetch.d.ts', 'fetch.js',
    'index.d.ts', 'inline.js', 'node.js', 'package.json', 'place.js', 'protocol.js', 'serve.js', 'server.d.ts', 'server.js', 'server/control.js', 'server/docks.js', 'server/guard.js',
    'server/journal.js', 'server/options.js', 'server/signature.js', 'server/stream.js', 'simulation.js', 'tape.js', 'testing.d.ts', 'testing.js', 'wasm/bytes.js', 'wasm/catalogue.js', 'wasm/ecs_drydock.js',
    'wasm/ecs_drydock_bg.wasm', 'web.js',
  ]);
});

test('a trap becomes one typed error, and what it tore is used no more', () => {
  const code = `import { validate, validateJson, DrydockError } from ${JSON.stringify(new URL('node.js', pkg).href)};
    import { __memory_bytes } from ${JSON.stringify(new URL('api.js', pkg).href)};
    validateJson('ListClusters', '"' + 'a'.repeat(1_000_000) + '"');
    const before = __memory_bytes();
    const cut = Int32Array.prototype.set;
    // What only a bug could do: a trap in the middle of a judgement.
    Int32Array.prototype.set = () => { throw new WebAssembly.RuntimeError('unreachable'); };
    try { validate('ListClusters', {}); } catch (error) { console.log(error instanceof DrydockError, error.code, error.cause.message); }
    Int32Array.prototype.set = cut;
    console.log(validate('ListClusters', {}).length, __memory_bytes() < before);`;
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }), 'true module-dead unreachable\n0 true\n');
});
