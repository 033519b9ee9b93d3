// What the things that can be done are called, wherever one reads of them: in menus, in forms, and
// when it is told what came of them.

import { brief } from '../words.js';

/** What is no request, by its kind. */
export const KINDS = {
  launch: 'Launch hosts', host: 'Do something to a host', deadline: 'Set a deadline', workload: 'Change what containers do', target: 'Change a target group', assume: 'Assume otherwise',
};

/** What is done to a host, with the word that leads to its name. */
export const ACTIONS = {
  terminate: ['Terminate', ''], stop: ['Stop', ''], start: ['Start', ''], reboot: ['Reboot', ''], spotInterruption: ['Interrupt (Spot)', ''], stopAgent: ['Stop the agent', 'on '], startAgent: ['Start the agent', 'on '],
};

/** What goes wrong. */
export const FAULTS = {
  agentLoss: 'The agent hangs',
  flap: 'The connection flaps',
  runtimeImpaired: 'The runtime stops answering',
  healthCheck: 'A health check says something',
  updateNack: 'The next update is refused',
  updateStartFailure: 'The next update fails',
  lostState: 'The agent loses its state',
  trunkFailure: 'The next trunks cannot be made',
  taskExit: 'A task ends by itself',
  throttling: 'The next requests are throttled',
  serverException: 'The service fails',
};

/** The fields of what is no request. */
export const FIELDS = {
  host: 'Host', action: 'What', count: 'How many', instanceType: 'Instance type', availabilityZones: 'Availability Zones', cluster: 'Cluster', agentVersion: 'Version of the agent', afterMs: 'Only after, in ms',
  family: 'Family', pull: 'The pull of the image', pullMs: 'It takes, in ms', startMs: 'The start takes, in ms', stopMs: 'The stop takes, in ms', health: 'Health', exitAfterMs: 'It ends after, in ms', exitCode: 'Exit code',
  targetGroup: 'Target group', task: 'Task', deregistrationDelayMs: 'Deregistration takes, in ms', healthyAfterMs: 'Healthy after, in ms', assumption: 'Number of the assumption', choice: 'Number of the answer',
  durationMs: 'For how long, in ms', unnoticed: 'The service does not notice', times: 'How many times', downMs: 'Down for, in ms', upMs: 'Up for, in ms', check: 'Check', status: 'Status', reason: 'Reason',
};

/** The members of requests that say of what they are, and those that say what becomes of it. */
const SUBJECTS = ['containerInstances', 'containerInstance', 'tasks', 'task', 'services', 'service', 'serviceName', 'taskDefinition', 'family', 'name'];
const DETAILS = ['status', 'desiredStatus', 'desiredCount', 'count', 'force', 'protectionEnabled'];
/** More names than this nobody reads. */
const MOST_NAMES = 3;

/** What a command does, in a few words. A link may hold anything, and so what is no command is shown as the data that it is. */
export function inWords(command, hosts) {
  const { kind, operation, request, host, action, fault, family, targetGroup } = command ?? {};
  const on = (name, lead) => (isText(name) ? `${lead}${nameOf(name, hosts)}` : '');
  const about = (name) => (isText(name) ? ` (${nameOf(name, hosts)})` : '');
  if (kind === 'call' && isText(operation)) return `${operation}${aboutOf(request ?? {}, hosts)}`;
  if (kind === 'host' && wordOf(ACTIONS, action)) return `${ACTIONS[action][0]}${on(host, ` ${ACTIONS[action][1]}`)}`;
  if (kind === 'fault' && wordOf(FAULTS, fault?.type)) return `${FAULTS[fault.type]}${on(fault.host, ' on ')}${about(fault.task)}`;
  if (kind !== 'host' && wordOf(KINDS, kind)) return `${KINDS[kind]}${on(host, ' for ')}${about(family ?? targetGroup)}`;
  return brief(JSON.stringify(command));
}

const isText = (value) => typeof value === 'string';
const wordOf = (table, name) => (isText(name) && Object.hasOwn(table, name) ? table[name] : undefined);

/** What a request is about: ` of i-…28f91a, status DRAINING`. */
function aboutOf(request, hosts) {
  const names = SUBJECTS.flatMap((member) => request[member] ?? []).filter(isText);
  const shown = names.slice(0, MOST_NAMES).map((name) => nameOf(name, hosts));
  if (names.length > shown.length) shown.push(`${names.length - shown.length} more`);
  const details = DETAILS.filter((member) => ['string', 'number', 'boolean'].includes(typeof request[member])).map((member) => `${member} ${brief(String(request[member]))}`);
  return [shown.length > 0 && ` of ${shown.join(', ')}`, ...details.map((words) => `, ${words}`)].filter(Boolean).join('');
}

/** A name as the picture has it: of a container instance its host, of another ID the end, of an ARN what it ends with. */
function nameOf(name, hosts) {
  const last = name.split('/').at(-1);
  const host = ID.test(last) && [...hosts.values()].find(({ instance }) => instance?.id === last);
  return brief((host ? host.id : last).replace(ID, '$1…$2'));
}

const ID = /^(i-)?[0-9a-f]{11,}([0-9a-f]{6})$/;
