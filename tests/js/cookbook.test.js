// What docs/cookbook.md and docs/server.md show works as shown: every snippet is run, in
// the order in which it stands, and what it prints is compared.
//
// The word behind the language of a block says what becomes of it: nothing, it is run;
// `serve`, it starts the server that the blocks after it talk to; a name, it is written
// to that file for the blocks after it. A block of `text` is what the one before prints.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { devNull } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';

import { python } from '../../scripts/setup.js';
import { root, target } from '../../scripts/steps.js';
import { inDocument, sections } from './document.js';
import { QUIET_SDK } from './use.js';

/** The address that documents write. */
const SHOWN = '127.0.0.1:4577';
const READY_MS = 20_000;
const RUN_MS = 120_000;

const venv = dirname(await python());
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|NODE_|PYTHON)/.test(name))),
  ...QUIET_SDK,
  PATH: [venv, join(root, 'node_modules', '.bin'), dirname(process.execPath), process.env.PATH].join(delimiter),
  NODE_OPTIONS: '--test-reporter=spec',
  PYTHONDONTWRITEBYTECODE: '1',
  AWS_PAGER: '',
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** What runs a file that no snippet runs, as it is for a browser. */
const BROWSER = {
  'service-worker.js': `
    import assert from 'node:assert/strict';

    const listeners = {};
    let skipped = 0;
    let claimed = 0;
    globalThis.self = { addEventListener: (type, listener) => (listeners[type] = listener), skipWaiting: () => skipped++, clients: { claim: async () => claimed++ } };
    await import('./service-worker.js');
    assert.deepEqual(Object.keys(listeners), ['install', 'activate', 'fetch']);
    listeners.install();
    listeners.activate({ waitUntil: (promise) => promise });
    assert.deepEqual([skipped, claimed], [1, 1]);

    const headers = { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListContainerInstances', 'content-type': 'application/x-amz-json-1.1' };
    const answer = (url) => {
      let answered;
      listeners.fetch({ request: new Request(url, { method: 'POST', headers, body: '{}' }), respondWith: (response) => (answered = response) });
      return answered;
    };
    const responses = await Promise.all(['eu-west-1', 'us-east-1'].map((region) => answer('https://ecs.' + region + '.amazonaws.com/')));
    for (const response of responses) {
      const { containerInstanceArns } = await response.json();
      assert.deepEqual([response.status, containerInstanceArns.length], [200, 3]);
    }
    for (const url of ['http://localhost/index.html', 'https://ec2.us-east-1.amazonaws.com/', 'https://ecs.us-east-1.amazonaws.com.example.com/']) {
      assert.equal(answer(url), undefined, url);
    }`,
  'page.js': `
    import assert from 'node:assert/strict';

    const output = {};
    let registered;
    const serviceWorker = {
      controller: null,
      addEventListener: (type, listener) => setTimeout(listener, 1),
      register: async (...given) => (registered = given),
    };
    Object.defineProperty(globalThis, 'navigator', { value: { serviceWorker } });
    globalThis.document = { querySelector: () => output };
    globalThis.fetch = async (url, { method, headers }) => {
      assert.deepEqual([url, method, headers['content-type']], ['https://ecs.us-east-1.amazonaws.com/', 'POST', 'application/x-amz-json-1.1']);
      return Response.json({ containerInstanceArns: ['a', 'b', 'c'] });
    };
    await import('./page.js');
    assert.deepEqual(registered, ['/service-worker.js', { type: 'module' }]);
    assert.equal(output.textContent, '200, 3 hosts');`,
};

/** In front of a file: that it was run is written down, so that no snippet is only stored. */
const MARK = {
  js: (name) => `import { writeFileSync as mark } from 'node:fs'; mark(${JSON.stringify(`${name}.ran`)}, '');\n`,
  python: (name) => `open(${JSON.stringify(`${name}.ran`)}, "w").close()\n`,
};
const COMMAND = { js: 'node', python: 'python' };
const SUFFIX = { js: 'mjs', python: 'py' };

for (const file of ['cookbook.md', 'server.md']) {
  for (const { title, blocks } of sections(readFileSync(join(root, 'docs', file), 'utf8'))) {
    if (blocks.length > 0) test(`${file}: ${title}`, () => inFolder(`${file}-${title.replace(/\W+/g, '-')}`, (folder) => runAll(blocks, folder)));
  }
}

test('a block that nothing runs, and an output that nothing prints, are found', () => {
  for (const [document, message] of [
    ['## A\n\n```ruby\nputs 1\n```\n', 'nothing runs a block of `ruby`:\nputs 1\n'],
    ['## A\n\n```\nnothing\n```\n', 'nothing runs a block of ``:\nnothing\n'],
    ['## A\n\n```text\n1\n```\n', 'nothing prints this:\n1\n'],
    ['## A\n\n```js\n1\n```\n\nWords.\n\n```text\n1\n```\n', 'nothing prints this:\n1\n'],
  ]) {
    assert.throws(() => sections(document), { message });
  }
  for (const [expected, said, same] of [
    ['a\n', 'a', true], ['a', 'a\nb', false], ['', '', true], ['', 'a', false], ['a…c', 'abc', true], ['a…c', 'a\nc', false],
    ['…\nb', 'a\na\nb', true], ['…\nb', 'b', true], ['a\n…', 'a\nb\nc', true], ['a.c', 'abc', false],
  ]) {
    assert.equal(inDocument(expected, said), same, `${expected} and ${said}`);
  }
});

test('links lead to files, and to headings in them', () => {
  for (const file of ['cookbook.md', 'server.md']) {
    const links = [...readFileSync(join(root, 'docs', file), 'utf8').matchAll(/\]\((?!https:)([^)#]*)(?:#([^)]+))?\)/g)];
    assert.ok(links.length > 1, file);
    for (const [, path, anchor] of links) {
      const text = readFileSync(join(root, 'docs', path || file), 'utf8');
      if (anchor) assert.ok(sections(text).some(({ title }) => title.toLowerCase().replace(/[^\w ]/g, '').replaceAll(' ', '-') === anchor), `${file}: ${anchor}`);
    }
  }
});

/** A folder inside the repository, so that `ecs-drydock` is found as a user's project finds it. */
async function inFolder(name, work) {
  const folder = join(target, 'documents', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await work(folder);
  // What failed stays there to be looked at.
  rmSync(folder, { recursive: true, force: true });
}

/** Runs the blocks of a section, one after another. */
async function runAll(blocks, folder) {
  const port = await freePort();
  const own = (code) => code.replaceAll(SHOWN, `127.0.0.1:${port}`).replaceAll('npx ecs-drydock serve', `ecs-drydock serve --port ${port}`);
  const shown = (output) => output.replaceAll(`127.0.0.1:${port}`, SHOWN);
  const written = [];
  let server;
  try {
    for (const [index, { language, word, code, output }] of blocks.entries()) {
      if (word === 'serve') {
        await server?.stop();
        server = await serving(own(code), folder);
        if (output !== undefined) printed(shown(server.said()), output, code);
      } else if (word) {
        assert.ok(MARK[language], `nothing runs a file of ${language}: ${word}`);
        writeFileSync(join(folder, word), MARK[language](word) + own(code));
        written.push(word);
        if (BROWSER[word]) await ran(await shell(`node ${script(folder, `for-${word}`, 'js', BROWSER[word])}`, folder), '', word);
      } else {
        const command = language === 'bash' ? own(code) : `${COMMAND[language]} ${script(folder, `snippet-${index}`, language, own(code))}`;
        await ran(await shell(command, folder), output ?? '', code, shown);
      }
    }
  } finally {
    await server?.stop();
  }
  for (const name of written) assert.ok(existsSync(join(folder, `${name}.ran`)), `${name} is shown and never run`);
}

function script(folder, name, language, code) {
  const file = `${name}.${SUFFIX[language]}`;
  writeFileSync(join(folder, file), code);
  return file;
}

function ran({ code, said }, expected, what, shown = (text) => text) {
  assert.equal(code, 0, `${what}\nexited with ${code}:\n${said}`);
  printed(shown(said), expected, what);
}

/** Compares what was printed with what the document says; a `…` there stands for anything. */
function printed(said, expected, what) {
  assert.ok(inDocument(expected, said), `${what}\nprinted:\n${said}\nand is said to print:\n${expected}`);
}

/** Runs commands to their end. What they export is there for those after them. */
function shell(commands, folder) {
  const code = `exec 2>&1; set -eu -o pipefail; [ -f exported.sh ] && . ./exported.sh; set -a\n${commands}\nset +a; export -p > exported.sh`;
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', code], { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'], timeout: RUN_MS });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (part) => (said += part));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal, said }));
  });
}

/** How the servers that run are stopped, also when the tests are broken off. */
const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const kill of running) kill();
    process.exit(1);
  });
}

/** A server that a command starts, once it is there. */
async function serving(command, folder) {
  const child = spawn('bash', ['-c', `exec 2>&1\n${command}`], { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  let said = '';
  const ended = new Promise((resolve) => child.on('close', resolve));
  const ready = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (part) => {
      said += part;
      if (said.includes('Press Ctrl+C')) resolve(true);
    });
  });
  const patience = new Promise((resolve) => setTimeout(resolve, READY_MS).unref());
  const kill = () => {
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It is gone already.
    }
  };
  running.add(kill);
  const stop = async () => {
    kill();
    await ended;
    running.delete(kill);
  };
  if (await Promise.race([ready, ended.then(() => false), patience])) return { stop, said: () => said };
  await stop();
  throw new assert.AssertionError({ message: `${command}\nis no server:\n${said}` });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
