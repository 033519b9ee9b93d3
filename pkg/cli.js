#!/usr/bin/env node
/** The command `ecs-drydock`. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { DrydockError, operations, rules, validateJson } from './node.js';
import { placeOf } from './place.js';

const HELP = `ecs-drydock: a dry dock for Amazon ECS container instances

  ecs-drydock validate OPERATION FILE…   judge requests as the service would; - reads standard input
  ecs-drydock rules [OPERATION]          the rules, each with how it is known
  ecs-drydock operations                 the operations whose requests have rules
  ecs-drydock serve                      a simulated Amazon ECS behind HTTP; serve --help says more

  --format json   for tools: [{ "file", "diagnostics" }]; the default is human
  --help, --version

validate exits with 0 if the service would accept every request (warnings do not
count), 1 if it would refuse one, 2 if something could not be read.

  ecs-drydock validate UpdateContainerInstancesState drain.json
  aws ecs register-container-instance --generate-cli-skeleton | ecs-drydock validate RegisterContainerInstance -
`;

const FLAGS = {
  format: { type: 'string', default: 'human' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
};

/** Misuse: what is wrong, and how it is done. */
class Usage extends Error {}

const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
const [red, yellow, bold, dim, green] = [31, 33, 1, 2, 32].map(paint);

const COMMANDS = { validate: validateFiles, rules: listRules, operations: listOperations, serve };

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Usage) && !(error instanceof DrydockError)) throw error;
  console.error(`ecs-drydock: ${error.message}`);
  process.exitCode = 2;
}

function main() {
  if (process.argv[2] === 'serve') return serve(process.argv.slice(3));
  const { values, positionals } = options(process.argv.slice(2), FLAGS);
  const [command, ...rest] = positionals;
  if (values.version) {
    console.log(JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')).version);
    return 0;
  }
  if (values.help || command === undefined) {
    (values.help ? console.log : console.error)(HELP);
    return values.help ? 0 : 2;
  }
  if (!['human', 'json'].includes(values.format)) throw new Usage(`--format is human or json, got \`${values.format}\``);
  if (!Object.hasOwn(COMMANDS, command)) {
    throw new Usage(`there is no command \`${command}\`: ${Object.keys(COMMANDS).join(', ')}; see --help`);
  }
  return COMMANDS[command](rest, values.format === 'json');
}

function options(args, flags) {
  try {
    return parseArgs({ args, allowPositionals: true, options: flags });
  } catch (error) {
    throw new Usage(`${error.message}; see --help`);
  }
}

/** Loaded only here: the other commands need no server. */
async function serve(args) {
  const { SERVE_HELP, SERVE_OPTIONS, serveCommand } = await import('./serve.js');
  const { values, positionals } = options(args, { ...SERVE_OPTIONS, help: FLAGS.help });
  if (values.help) {
    console.log(SERVE_HELP);
    return 0;
  }
  if (positionals.length > 0) throw new Usage(`serve takes options only, got \`${positionals[0]}\`; see serve --help`);
  return serveCommand(values, { bold, dim, red });
}

function validateFiles([operation, ...files], asJson) {
  if (operation === undefined) throw new Usage('validate takes an operation and files: ecs-drydock validate UpdateContainerInstancesState drain.json');
  rules(operation);
  if (files.length === 0) throw new Usage(`validate ${operation} takes at least one file; - reads standard input`);
  if (files.filter((file) => file === '-').length > 1) throw new Usage('standard input can be read only once: give - once');
  const results = files.map((file) => judgeFile(operation, file));
  if (asJson) {
    console.log(JSON.stringify(results.map(({ file, diagnostics, error }) => ({ file, diagnostics, ...(error && { error }) })), undefined, 2));
  } else {
    for (const result of results) show(operation, result);
  }
  if (results.some((result) => result.error)) return 2;
  return results.some((result) => result.refused) ? 1 : 0;
}

function judgeFile(operation, file) {
  let bytes;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const words = { ENOENT: 'there is no such file', EISDIR: 'this is a folder', EACCES: 'it may not be read' };
    return { file, diagnostics: [], error: words[error.code] ?? error.message };
  }
  const diagnostics = validateJson(operation, bytes);
  return { file, diagnostics, text: bytes.toString('utf8'), refused: diagnostics.some(({ severity }) => severity === 'error') };
}

function show(operation, { file, diagnostics, text, error }) {
  const name = file === '-' ? 'standard input' : file;
  if (error) {
    console.error(`${bold(name)}  ${red('could not be read')}: ${error}`);
    return;
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const count = (number, word) => (number ? `${number} ${word}${number > 1 ? 's' : ''}` : undefined);
  const verdict = errors ? red(`ECS would refuse this ${operation} request`) : green(`ECS would accept this ${operation} request`);
  const counts = [count(errors, 'error'), count(warnings, 'warning')].filter(Boolean).join(', ');
  console.log(`${bold(name)}  ${verdict}${counts ? `: ${counts}` : ''}`);
  for (const diagnostic of diagnostics) console.log(lines(diagnostic, text));
}

function lines(diagnostic, text) {
  const { line, column } = diagnostic.line ? diagnostic : placeOf(text, diagnostic.path);
  const mark = diagnostic.severity === 'error' ? red('error') : yellow('warning');
  const exception = diagnostic.exception ? ` ${diagnostic.exception}:` : '';
  const answer = diagnostic.first ? bold('  ← what ECS answers') : '';
  const evidence = diagnostic.assumption ? `assumption ${diagnostic.assumption}` : diagnostic.evidence;
  return [
    `\n  ${line}:${column}  ${mark}  ${diagnostic.path || 'the request'}${answer}`,
    `      ${exception.trim()}${exception ? ' ' : ''}${diagnostic.message}`,
    diagnostic.help && `      ${diagnostic.help}`,
    `      ${dim(`${diagnostic.rule} · ${evidence}${diagnostic.source ? ` · ${diagnostic.source}` : ''}`)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function listRules([operation], asJson) {
  const listed = rules(operation);
  if (asJson) {
    console.log(JSON.stringify(listed, undefined, 2));
    return 0;
  }
  const seen = new Set();
  for (const rule of listed) {
    if (seen.has(rule.id)) continue;
    seen.add(rule.id);
    const mark = rule.severity === 'error' ? red('error  ') : yellow('warning');
    const evidence = rule.assumption ? `assumption ${rule.assumption}` : rule.evidence;
    console.log(`${mark}  ${rule.id.padEnd(32)} ${dim(evidence.padEnd(13))} ${rule.sentence}`);
  }
  return 0;
}

function listOperations(_, asJson) {
  const listed = operations().map(({ name, about }) => ({ name, about }));
  if (asJson) console.log(JSON.stringify(listed, undefined, 2));
  else for (const { name, about } of listed) console.log(`${name.padEnd(32)} ${dim(about)}`);
  return 0;
}
