// The rest of the API: shapes, errors, tables.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import * as drydock from 'ecs-drydock';

const { DrydockError } = drydock;

function refused(code, words, call) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof DrydockError && error instanceof Error);
    assert.equal(error.name, 'DrydockError');
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return true;
  });
}

test('init resolves, again and again', async () => {
  assert.equal(await drydock.init(), undefined);
  assert.equal(await drydock.init(), undefined);
});

test('an unknown operation is misuse, and the nearest is named', () => {
  refused('unknown-operation', /did you mean RegisterContainerInstance\?/, () => drydock.validate('RegisterContainerInstances', {}));
  refused('unknown-operation', /operations\(\) lists/, () => drydock.validateJson('Nothing', '{}'));
  refused('unknown-operation', /must be a string, got undefined/, () => drydock.validate());
  refused('unknown-operation', /`\ud800`/, () => drydock.validate('\ud800', {}));
  refused('unknown-operation', /`x{80}…`/, () => drydock.rules('x'.repeat(1e6)));
});

test('arguments of the wrong kind are misuse', () => {
  refused('bad-argument', /got an array/, () => drydock.validateJson('ListClusters', []));
  refused('bad-argument', /got undefined/, () => drydock.validateJson('ListClusters'));
  for (const name of ['AttributeName', 'AttributeValue', 'TagKey', 'TagValue', 'ClusterName', 'ContainerInstanceId']) {
    refused('bad-argument', new RegExp(`check${name} takes a string, got null`), () => drydock[`check${name}`](null));
  }
  refused('bad-argument', /takes an array, got object/, () => drydock.checkTags({}));
  refused('bad-argument', /takes an array/, () => drydock.rollUpHealth('OK'));
  refused('bad-argument', /containerInstance, agentUpdate or task, got `host`/, () => drydock.transitions('host'));
  refused('bad-argument', /got undefined/, () => drydock.transition());
  refused('bad-argument', /has the states .*STOPPED.*, got `GONE`/, () => drydock.transition('task', 'RUNNING', 'GONE'));
  refused('bad-argument', /got null/, () => drydock.transition('task', null, 'RUNNING'));
});

test('fields of a form', () => {
  const check = (name, value, ...rules) => assert.deepEqual(drydock[name](value).map(({ path, rule }) => `${path} ${rule}`), rules.map((rule) => ` ${rule}`));
  check('checkTagKey', 'team');
  check('checkTagKey', 'AWS:team', 'tag-key-reserved');
  check('checkTagKey', '', 'tag-key-length');
  check('checkTagKey', 'a\ud800', 'value-lone-surrogate');
  check('checkTagKey', 'é'.repeat(129), 'tag-key-length');
  check('checkTagValue', '');
  check('checkTagValue', '#', 'tag-value-charset');
  check('checkAttributeName', 'a b', 'attribute-name-charset');
  check('checkAttributeValue', ' a', 'attribute-value-space');
  check('checkClusterName', 'a b', 'cluster-name');
  check('checkClusterName', 'arn:aws:ecs:eu-west-1:123456789012:cluster/a');
  check('checkContainerInstanceId', 'None', 'instance-id-length');
  check('checkContainerInstanceId', '', 'instance-id-length');
  check('checkTagKey', 'a'.repeat(5_000_000), 'request-size');
  assert.deepEqual(drydock.checkTags([{ key: 'a' }, { key: 'a' }]).map(({ path }) => path), ['/1/key']);
});

test('tables are fresh copies', () => {
  for (const name of ['rules', 'operations', 'assumptions', 'instanceTypes']) {
    const before = JSON.stringify(drydock[name]());
    const table = drydock[name]();
    table[0].id = table[0].name = 'changed';
    table.length = 1;
    assert.equal(JSON.stringify(drydock[name]()), before, name);
  }
});

test('rules name rows of the fact sheet and assumptions that exist', () => {
  const sheet = readFileSync(new URL('../../docs/ecs-behaviour.md', import.meta.url), 'utf8');
  const rows = new Set([...sheet.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]));
  const assumptions = new Set(drydock.assumptions().map(({ id }) => id));
  const all = drydock.rules();
  assert.ok(all.length > 500);
  for (const rule of all) {
    assert.ok(rows.has(rule.source), `${rule.id}: ${rule.source}`);
    assert.equal(rule.evidence === 'assumed', rule.assumption !== undefined, rule.id);
    if (rule.assumption) assert.ok(assumptions.has(rule.assumption), rule.id);
    if (rule.check.kind === 'charset') assert.ok(new RegExp(rule.check.pattern, 'u'), rule.id);
  }
  assert.deepEqual(all.filter(({ operation }) => operation === 'ListClusters'), drydock.rules('ListClusters'));
});

test('patterns agree with the checks', () => {
  const pattern = (id) => new RegExp(drydock.rules().find((rule) => rule.id === id).check.pattern, 'u');
  const cases = [['tag-key-charset', 'checkTagKey'], ['attribute-name-charset', 'checkAttributeName'], ['attribute-value-charset', 'checkAttributeValue']];
  for (const [id, check] of cases) {
    const expression = pattern(id);
    for (let code = 1; code < 0x3000; code++) {
      // A character that this engine's Unicode does not have yet may be newer.
      if (/\p{Cn}/u.test(String.fromCodePoint(code))) continue;
      const text = `a${String.fromCodePoint(code)}a`;
      const found = drydock[check](text).some(({ rule }) => rule === id);
      assert.equal(found, !expression.test(text), `${id} U+${code.toString(16)}`);
    }
  }
});

test('a character counts wherever it stands in a text of whatever length', () => {
  const has = (check, text, id) => drydock[check](text).some(({ rule }) => rule === id);
  const cases = [['checkTagKey', 'tag-key-charset', '#!~\t'], ['checkTagValue', 'tag-value-charset', ',\u0301€'], ['checkAttributeName', 'attribute-name-charset', ' :@é'], ['checkAttributeValue', 'attribute-value-charset', '+=,é']];
  for (const [check, id, outside] of cases) {
    const bad = [...outside];
    for (let length = 1; length <= 50; length++) {
      const good = 'B-9_z/x.'.repeat(7).slice(0, length);
      assert.ok(!has(check, good, id), `${check} ${good}`);
      for (let at = 0; at < length; at++) {
        const character = bad[(at + length) % bad.length];
        const text = good.slice(0, at) + character + good.slice(at + 1);
        assert.ok(has(check, text, id), `${check} ${text}`);
      }
    }
  }
  assert.ok(!has('checkTagKey', `${'B-9_z/x.'.repeat(2)}船${'é'.repeat(20)}`, 'tag-key-charset'));
});

test('lifecycles', () => {
  const check = (machine, from, to, legal, exception) => {
    const verdict = drydock.transition(machine, from, to);
    assert.deepEqual([verdict.legal, verdict.exception], [legal, exception], `${machine}: ${from} to ${to}`);
    if (legal) assert.ok(verdict.triggers.length > 0 && verdict.source);
  };
  check('containerInstance', undefined, 'ACTIVE', true);
  check('containerInstance', 'ACTIVE', 'DRAINING', true);
  check('containerInstance', 'DRAINING', 'ACTIVE', true);
  check('containerInstance', 'REGISTERING', 'DRAINING', false);
  check('containerInstance', 'INACTIVE', 'ACTIVE', false, 'ClientException');
  check('containerInstance', 'INACTIVE', 'REGISTERING', false);
  check('containerInstance', 'REGISTERING', 'DEREGISTERING', true);
  assert.deepEqual(drydock.transition('containerInstance', 'INACTIVE', 'ACTIVE').triggers, ['RegisterContainerInstance with its ARN']);
  check('agentUpdate', undefined, 'PENDING', true);
  check('agentUpdate', 'STAGED', 'PENDING', false, 'UpdateInProgressException');
  check('agentUpdate', 'FAILED', 'PENDING', true);
  check('task', 'RUNNING', 'STOPPING', true);
  check('task', 'STOPPED', 'RUNNING', false);
  assert.equal(drydock.transition('containerInstance', 'ACTIVE', 'INACTIVE').triggers.length, 2);
  for (const machine of ['containerInstance', 'agentUpdate', 'task']) {
    assert.ok(drydock.transitions(machine).every((row) => row.machine === machine && row.to));
  }
});

test('every pair of states has a verdict with a reason', () => {
  const states = {
    containerInstance: ['REGISTERING', 'REGISTRATION_FAILED', 'ACTIVE', 'DRAINING', 'DEREGISTERING', 'INACTIVE'],
    agentUpdate: ['PENDING', 'STAGING', 'STAGED', 'UPDATING', 'UPDATED', 'FAILED'],
    task: ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING', 'DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED'],
  };
  for (const [machine, known] of Object.entries(states)) {
    for (const from of [undefined, ...known]) {
      const onward = known.filter((to) => {
        const { legal, triggers, reason, evidence } = drydock.transition(machine, from, to);
        assert.ok(reason && evidence, `${machine}: ${from} to ${to}`);
        if (legal) assert.ok(triggers.length > 0, `${machine}: ${from} to ${to} has no trigger`);
        return legal && from !== to;
      });
      // Only what is final has no way on.
      assert.equal(onward.length === 0, ['INACTIVE', 'STOPPED'].includes(from), `${machine}: from ${from}`);
    }
  }
});

test('health rolls up to the worst', () => {
  const check = (overall, ...details) => assert.equal(drydock.rollUpHealth(details), overall);
  check('INSUFFICIENT_DATA');
  check('OK', { type: 'CONTAINER_RUNTIME', status: 'OK' });
  check('INITIALIZING', { status: 'OK' }, { status: 'INITIALIZING' });
  check('INSUFFICIENT_DATA', { status: 'INITIALIZING' }, { status: 'INSUFFICIENT_DATA' });
  check('IMPAIRED', { status: 'INSUFFICIENT_DATA' }, { type: 'FROM_THE_FUTURE', status: 'IMPAIRED' });
  check('INSUFFICIENT_DATA', { status: 'OK' }, { status: 'FROM_THE_FUTURE' });
  check('OK', { status: 'OK', lastUpdated: new Date(1), lastStatusChange: new Date(2) });
});

test('instance types', () => {
  const type = (name) => drydock.instanceTypes().find((one) => one.name === name);
  assert.deepEqual(type('c5.large'), { name: 'c5.large', vcpu: 2, memoryMib: 4096, architecture: 'x86_64', taskEnis: 2, taskEnisTrunked: 10, gpus: 0 });
  assert.equal('taskEnisTrunked' in type('t3.medium'), false);
  assert.equal(type('p3.8xlarge').gpus, 4);
  const names = drydock.instanceTypes().map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});
