// Writes docs/fidelity.md from the rules themselves, so that the page cannot say
// more than the rules do. A test compares it with the rules of the day.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from './build.js';
import { setUp } from './setup.js';
import { main, root } from './steps.js';

/** The marks, strongest first, and what each means to somebody who relies on a verdict. */
const MARKS = {
  recorded: 'Seen coming from the real service: the exception and the words are its own. A warning has neither; there the fact is recorded, and the words are ours.',
  documented: 'Stated by AWS. The exception and the words may differ from the service’s.',
  agent: 'Read in the source of the container agent.',
  emulator: 'Only another emulator claims it. Do not rely on the exception or the words.',
  assumed: 'Not known. The assumption of the same number in [the fact sheet](ecs-behaviour.md#assumptions) says what is done about it, and what else it could be.',
};

const MACHINES = { containerInstance: 'Container instance', agentUpdate: 'Agent update', task: 'Task' };

/** The whole page. `drydock` is the package. */
export function fidelity(drydock) {
  const rules = distinct(drydock.rules());
  const moves = Object.keys(MACHINES).flatMap((machine) => drydock.transitions(machine));
  const operations = drydock.operations().length;
  const lines = [
    '# How far each rule can be trusted',
    '',
    'Made by `node scripts/fidelity.js` from `rules()` and `transitions()`; do not edit it by hand.',
    '',
    'Every rule of the package carries a mark that says how it is known, and the row of [the fact sheet](ecs-behaviour.md) that it rests on. A diagnostic carries both, so a program can choose what to act on.',
    '',
    '| mark | rules | moves of lifecycles | what it means |',
    '|---|---|---|---|',
    ...Object.entries(MARKS).map(([mark, words]) => `| ${mark} | ${count(rules, mark)} | ${count(moves, mark)} | ${words} |`),
    '',
    `In all ${new Set(rules.map(({ id }) => id)).size} rules for the requests of ${operations} operations. A rule that is known better at one place than at another stands under both marks.`,
  ];
  for (const mark of Object.keys(MARKS)) {
    const marked = rules.filter(({ evidence }) => evidence === mark);
    if (marked.length === 0) continue;
    lines.push('', `## Rules: ${mark}`, '', '| rule | what it says | answer | row | operations |', '|---|---|---|---|---|', ...marked.map((rule) => ruleRow(rule, operations)));
  }
  for (const [machine, title] of Object.entries(MACHINES)) {
    lines.push('', `## Lifecycle: ${title.toLowerCase()}`, '', '| from | to | | why | mark | row |', '|---|---|---|---|---|---|', ...moves.filter((move) => move.machine === machine).map(moveRow));
  }
  return `${lines.join('\n')}\n`;
}

/** The same rule stands at many places: once for each way in which it is known. */
function distinct(rules) {
  const known = new Map();
  for (const rule of rules) {
    const key = [rule.id, rule.evidence, rule.source].join(' ');
    if (!known.has(key)) known.set(key, { ...rule, operations: new Set() });
    known.get(key).operations.add(rule.operation);
  }
  return [...known.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function count(list, mark) {
  return list.filter(({ evidence }) => evidence === mark).length;
}

function ruleRow({ id, sentence, severity, exception, source, operations }, all) {
  const answer = exception ?? (severity === 'warning' ? 'warning' : 'cannot be sent');
  const where = operations.size === all ? 'all' : [...operations].join(', ');
  return `| \`${id}\` | ${cell(sentence)} | ${answer} | \`${source}\` | ${where} |`;
}

function moveRow({ from, to, legal, triggers, reason, exception, evidence, assumption, source }) {
  const mark = assumption ? `${evidence} (${assumption})` : evidence;
  const words = legal ? `${triggers.join('; ')}: ${reason}` : reason;
  return `| ${from ?? 'nothing'} | ${to} | ${legal ? 'legal' : exception ?? 'refused'} | ${cell(words)} | ${mark} | \`${source}\` |`;
}

/** Text for a cell of a table. */
function cell(text) {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll(' _ ', ' \\_ ');
}

if (process.argv[1]?.endsWith('fidelity.js')) {
  await main(async () => {
    await setUp();
    await build();
    writeFileSync(join(root, 'docs', 'fidelity.md'), fidelity(await import(pathToFileURL(join(root, 'pkg', 'node.js')).href)));
    console.log('docs/fidelity.md is written');
  });
}
