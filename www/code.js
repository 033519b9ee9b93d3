// A command as people write it elsewhere: for a shell, for Python, for JavaScript. A command may
// come from a stranger's link, and what is written here is pasted and run: so there is code only
// for operations that are known, and all else in it is quoted.

import { operations } from 'ecs-drydock';

import { isStructure } from './structure.js';

/** The operations by name, asked for when the first is written. */
let known;

/** A command in each language that has a word for it, by the language; what has none, as the data that it is. */
export function written(command) {
  const { kind, operation, request = {} } = command ?? {};
  if (kind !== 'call' || !membersOf(operation) || !isStructure(request)) return { 'A command, as JSON': json(command, 2) };
  return { 'AWS CLI': cli(operation, request), 'Python, boto3': boto3(operation, request), 'JavaScript, AWS SDK': sdk(operation, request) };
}

/** For the AWS CLI, quoted for a shell. */
export function cli(operation, input) {
  return `aws ecs ${words(operation).join('-')} --cli-input-json '${json(input).replaceAll("'", `'\\''`)}'`;
}

/** For boto3. Only members that the operation has are sure to be names of Python. */
export function boto3(operation, input) {
  const given = Object.entries(input);
  const isMember = ([name]) => membersOf(operation).has(name);
  const others = given.filter((entry) => !isMember(entry));
  const lines = [
    ...given.filter(isMember).map(([name, value]) => `    ${name}=${python(value)},\n`),
    ...(others.length > 0 ? [`    **${python(Object.fromEntries(others))},\n`] : []),
  ];
  return `import boto3\n\necs = boto3.client("ecs")\necs.${words(operation).join('_')}(${lines.length > 0 ? '\n' : ''}${lines.join('')})`;
}

/** For the AWS SDK for JavaScript v3, which takes times as dates. */
export function sdk(operation, input) {
  const isTime = (name) => membersOf(operation).get(name)?.type === 'timestamp';
  const date = (value) => `new Date(${json(typeof value === 'number' ? value * 1000 : value)})`;
  const lines = Object.entries(input).map(([name, value]) => `\n  ${json(name)}: ${isTime(name) ? date(value) : json(value, 2).replaceAll('\n', '\n  ')},`);
  // In JavaScript this one name, as any other is written, would be no member.
  const literal = `{${lines.join('')}${lines.length > 0 ? '\n' : ''}}`.replace(/^( *)"__proto__":/gm, '$1["__proto__"]:');
  return `import { ECSClient, ${operation}Command } from '@aws-sdk/client-ecs';\n\nconst ecs = new ECSClient();\nawait ecs.send(new ${operation}Command(${literal}));`;
}

/** The members of an operation by name; undefined if there is no such operation. */
function membersOf(operation) {
  known ??= new Map(operations().map(({ name, members }) => [name, new Map(members.map((member) => [member.name, member]))]));
  return known.get(operation);
}

/** `UpdateContainerInstancesState` is update, container, instances, state. */
function words(operation) {
  return operation.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
}

const WORDS = new Map([[true, 'True'], [false, 'False'], [null, 'None']]);

/** A value as Python writes it. The texts of JSON are texts of Python, too. */
function python(value) {
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (isStructure(value)) return `{${Object.entries(value).map(([name, inner]) => `${json(name, undefined, inPython)}: ${python(inner)}`).join(', ')}}`;
  return WORDS.get(value) ?? json(value, undefined, inPython);
}

/** JSON in which nothing is hidden: a terminal would obey a control character, and a person not see what turns the direction of letters. */
const json = (value, indent, escape = inJson) => JSON.stringify(value, undefined, indent).replace(HIDDEN, escape);
/** Controls, formats, separators of lines, and letters that are drawn as nothing. Controls below the space JSON writes as escapes itself. */
const HIDDEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

const inHex = (number, digits) => number.toString(16).padStart(digits, '0');
/** JSON, as JavaScript, escapes by units of UTF-16; Python would take the two halves of a pair for two characters. */
const inJson = (hidden) => Array.from({ length: hidden.length }, (_, index) => `\\u${inHex(hidden.charCodeAt(index), 4)}`).join('');
const inPython = (hidden) => (hidden.length > 1 ? `\\U${inHex(hidden.codePointAt(0), 8)}` : inJson(hidden));
