// What can be done beside requests: a title, its fields, and the command that they make. A field is
// its name, what it holds, what it begins with, and for a choice the words there are.

import { CLUSTER } from '../../rehearsal/agreed.js';
import { ACTIONS, FAULTS, KINDS } from './named.js';

const HOST = ['host', 'host'];
const LASTING = ['durationMs', 'number', ''];
const LATER = ['afterMs', 'number', ''];

const fault = (type, about, ...fields) => ({ title: `${FAULTS[type]} (${type})`, group: 'Something goes wrong', about, fields: [...fields, LATER], command: ({ afterMs, ...rest }) => ({ kind: 'fault', fault: { type, ...rest }, ...(afterMs !== undefined && { afterMs }) }) });
const NACKS = ['unableToDownload', 'updatesDisabled', 'invalidUpdate', 'hashsumMismatch', 'notDownloaded', 'newUpdateArrived'];

export const COMMANDS = [
  {
    title: KINDS.launch, group: 'Hosts and tasks', about: 'EC2 starts hosts; their agents register when they have booted.',
    fields: [['count', 'number', 1], ['instanceType', 'type', 'm5.large'], ['availabilityZones', 'list', 'us-east-1a, us-east-1b, us-east-1c'], ['cluster', 'text', CLUSTER], ['agentVersion', 'text', ''], LATER],
    command: (values) => ({ kind: 'launch', ...values }),
  },
  {
    title: KINDS.host, group: 'Hosts and tasks', about: 'What EC2 does, or what becomes of the agent’s process.',
    fields: [HOST, ['action', 'action', 'terminate', Object.keys(ACTIONS)], LATER],
    command: (values) => ({ kind: 'host', ...values }),
  },
  { title: KINDS.deadline, group: 'Hosts and tasks', about: 'The host is terminated then, whatever still runs on it.', fields: [HOST, ['afterMs', 'number', 900_000]], command: (values) => ({ kind: 'deadline', ...values }) },
  {
    title: KINDS.workload, group: 'Hosts and tasks', about: 'From now on, for the tasks of a family.',
    fields: [['family', 'text', 'web'], ['pull', 'choice', '', ['succeeds', 'fails', 'hangs']], ['pullMs', 'number', ''], ['startMs', 'number', ''], ['stopMs', 'number', ''], ['health', 'choice', '', ['healthy', 'unhealthy']], ['exitAfterMs', 'number', ''], ['exitCode', 'number', ''], LATER],
    command: (values) => ({ kind: 'workload', ...values }),
  },
  {
    title: KINDS.target, group: 'Hosts and tasks', about: 'Or the targets of one task in it. A service must have named it before.',
    fields: [['targetGroup', 'text', ''], ['task', 'text', ''], ['health', 'choice', '', ['healthy', 'unhealthy']], ['deregistrationDelayMs', 'number', ''], ['healthyAfterMs', 'number', ''], LATER],
    command: (values) => ({ kind: 'target', ...values }),
  },
  { title: KINDS.assume, group: 'Hosts and tasks', about: 'Another answer to what is not known of the service: a row of the table of assumptions.', fields: [['assumption', 'number', ''], ['choice', 'number', 1]], command: (values) => ({ kind: 'assume', ...values }) },
  fault('agentLoss', 'The agent hangs, for ever unless a duration is given.', HOST, LASTING, ['unnoticed', 'boolean', false]),
  fault('flap', 'The agent’s connection breaks and comes back.', HOST, ['times', 'number', 5], ['downMs', 'number', 20_000], ['upMs', 'number', 20_000]),
  fault('runtimeImpaired', 'The container runtime stops answering, for ever unless a duration is given.', HOST, LASTING),
  fault('healthCheck', 'A check that only hosts of ECS Managed Instances have says something.', HOST, ['check', 'choice', 'ACCELERATED_COMPUTE', ['ACCELERATED_COMPUTE', 'DAEMON']], ['status', 'choice', 'IMPAIRED', ['OK', 'IMPAIRED', 'INSUFFICIENT_DATA', 'INITIALIZING']], ['reason', 'text', '']),
  fault('updateNack', 'The next update of the agent is refused.', HOST, ['reason', 'choice', NACKS[0], NACKS]),
  fault('updateStartFailure', 'The new agent does not start after the next update.', HOST),
  fault('lostState', 'The agent loses what it had stored and registers as new.', HOST),
  fault('trunkFailure', 'The trunk interface of the next instances to register cannot be made.', ['times', 'number', 1], ['reason', 'text', '']),
  fault('taskExit', 'A task ends by itself.', ['task', 'text', ''], ['exitCode', 'number', 1]),
  fault('throttling', 'The next requests are throttled.', ['times', 'number', 1]),
  fault('serverException', 'The next requests meet a fault of the service.', ['times', 'number', 1]),
];

/** The command that the texts of the fields make; what is left empty is left out. */
export function commandOf({ fields, command }, texts) {
  const values = fields.map(([name, kind]) => [name, valueOf(kind, texts[name])]);
  return command(Object.fromEntries(values.filter(([, value]) => value !== undefined)));
}

/** What a field begins with. */
export const textsOf = ({ fields }, hosts) => Object.fromEntries(fields.map(([name, kind, begin]) => [name, kind === 'host' ? (hosts[0] ?? '') : (begin ?? '')]));

function valueOf(kind, text) {
  if (kind === 'boolean') return text === true ? true : undefined;
  if (text === '' || text === undefined) return undefined;
  // A text that is no number is left to the simulation to refuse, in its words.
  if (kind === 'number') return Number.isNaN(Number(text)) ? text : Number(text);
  if (kind === 'list') return String(text).split(',').map((part) => part.trim()).filter(Boolean);
  return text;
}
