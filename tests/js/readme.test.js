// What README.md shows works as shown: every example is run, and its output compared.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { QUIET_SDK } from './use.js';

const root = new URL('../../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8').replaceAll('\r\n', '\n');

/** The blocks of a language that are followed by their output. */
function examples(language) {
  const pattern = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\`\\n\\n\`\`\`text\\n([^]*?)\`\`\``, 'g');
  return [...readme.matchAll(pattern)].map(([, code, output]) => ({ code, output }));
}

function node(args, input) {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: fileURLToPath(root), env: { ...process.env, ...QUIET_SDK }, input, encoding: 'utf8' });
  return { stdout, stderr, status };
}

test('there are ten examples, each with its output', () => {
  assert.equal(examples('js').length, 10);
  assert.equal([...readme.matchAll(/^```js$/gm)].length, 10, 'no example without output');
  assert.equal(examples('sh').length, 1);
});

for (const [index, { code, output }] of examples('js').entries()) {
  test(`example ${index + 1}`, () => {
    // Run inside the workspace, so that `ecs-drydock` is found as a user's project finds it.
    const { stdout, stderr, status } = node(['--input-type=module', '--eval', code]);
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.equal(stdout, output);
  });
}

/** The examples of index.d.ts, each with what it takes for granted in front. */
const examplesOfTypes = examplesIn('pkg/index.d.ts');

function examplesIn(path) {
  const documented = readFileSync(new URL(path, root), 'utf8');
  return [...documented.matchAll(/ \* ```js\n([^]*?) \* ```/g)].map(([, block]) => block.replace(/^ *\* ?/gm, ''));
}

test('the examples in index.d.ts run', () => {
  assert.ok(examplesOfTypes.length >= 9);
  const given = `import * as drydock from 'ecs-drydock';
    const simulation = new drydock.Simulation({ seed: 7 });
    const [host] = simulation.launch();
    simulation.advance(60_000);`;
  for (const example of examplesOfTypes) {
    const imports = [...example.matchAll(/^import .*$/gm)].map(([line]) => line).join('\n');
    const body = example.replace(/^import .*$/gm, '');
    const { stderr, stdout, status } = node(['--input-type=module', '--eval', `${imports}\n${given}\n{${body}}`]);
    assert.equal(stderr, '', example);
    assert.equal(status, 0, example);
    const said = [...example.matchAll(/^ *\/\/ (true .*)$/gm)].map((match) => `${match[1]}\n`).join('');
    assert.equal(stdout, said, example);
  }
});

for (const name of ['aws-sdk', 'fetch', 'testing', 'server']) {
  test(`the example in ${name}.d.ts runs`, () => {
    const [example, ...more] = examplesIn(`pkg/${name}.d.ts`);
    assert.equal(more.length, 0);
    const { stderr, stdout, status } = node(['--input-type=module', '--eval', example]);
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.equal(stdout, [...example.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => `${match[1]}\n`).join(''));
    assert.notEqual(stdout, '');
  });
}

test('the example for the shell', () => {
  const [{ code, output }] = examples('sh');
  const [, input, args] = code.match(/^echo '([^']*)' \| npx ecs-drydock (.*)\n$/);
  const { stdout, status } = node([fileURLToPath(new URL('pkg/cli.js', root)), ...args.split(' ')], `${input}\n`);
  assert.equal(stdout.trimEnd(), output.trimEnd());
  assert.equal(status, 1);
});

test('links lead to files', () => {
  const links = [...readme.matchAll(/\]\((?!https:)([^)#]+)/g)].map((match) => match[1]);
  assert.ok(links.length > 5);
  for (const link of links) assert.ok(existsSync(new URL(link, root)), link);
});

test('every development dependency has its reason', () => {
  const names = ['package.json', 'www/package.json'].flatMap((path) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(new URL(path, root), 'utf8'));
    return Object.keys({ ...dependencies, ...devDependencies });
  });
  for (const name of names) {
    const shown = name === 'ecs-drydock' || readme.includes(`\`${name}\``) || readme.includes(`\`${name.split('/')[0]}/*\``);
    assert.ok(shown, `README.md says nothing of ${name}`);
  }
  assert.deepEqual(JSON.parse(readFileSync(new URL('pkg/package.json', root), 'utf8')).dependencies, undefined);
});

test('the numbers are those of the package', async () => {
  const { operations } = await import('ecs-drydock');
  assert.ok(readme.includes(`The rules of ${operations().length} operations`));
  const { version } = JSON.parse(readFileSync(new URL('pkg/package.json', root), 'utf8'));
  assert.ok(readme.includes(`ecs-drydock-${version}.tgz`));
});
