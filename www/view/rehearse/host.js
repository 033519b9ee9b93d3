// What is said of a host and of what it carries, in words and figures, wherever it is shown.

import { instanceTypes } from 'ecs-drydock';

import { counted } from '../words.js';

/** How many network interfaces a host has for its tasks, by instance type. */
let interfaces;

/** What the service says of a host, or EC2 where the service says nothing. */
export const statusOf = ({ instance, state }) => instance?.status ?? state;

/** What is not as it should be with a host, in words. */
export function oddities({ instance, former, process, orphans, interruptionAt }) {
  return [
    instance && instance.status !== 'INACTIVE' && !instance.isConnected && 'agent not connected',
    instance?.health && instance.health !== 'OK' && `health ${instance.health}`,
    process === 'hung' && 'agent hangs',
    interruptionAt !== undefined && `taken back at ${new Date(interruptionAt).toISOString().slice(11, 19)}`,
    instance?.update && instance.update !== 'UPDATED' && `agent update ${instance.update}`,
    orphans > 0 && counted(orphans, 'orphan'),
    ...former.map(({ arn, status, count }) => `registered before as …${arn.slice(-6)}: ${status}, ${counted(count, 'task')}`),
  ].filter(Boolean);
}

export const titleOf = (record) => `Host ${record.id}, ${statusOf(record)}, ${counted(record.tasks.length, 'task')}`;

/** The fills of a host: what is used, and of how much. */
export function fills({ instance, type, enis }) {
  if (!instance) return [];
  interfaces ??= new Map(instanceTypes().map(({ name, taskEnis, taskEnisTrunked }) => [name, { plain: taskEnis, trunked: taskEnisTrunked }]));
  const limits = interfaces.get(type);
  const most = instance.isTrunk ? limits?.trunked : limits?.plain;
  return [['CPU', ...instance.cpu], ['Memory', ...instance.memory], ...(enis > 0 && most ? [['ENIs', enis, most]] : [])];
}

/** The same in words: `CPU 576 of 2048`. */
export const fillsInWords = (record) => fills(record).map(([word, used, whole]) => `${word} ${used} of ${whole}`);

/** How a task is going: on its way, there, or on its way out. */
export const going = ({ desired, last }) => (desired === 'STOPPED' ? 'going' : last === 'RUNNING' ? 'running' : 'coming');

/** What a host carries, by service: `web 3, api 1 (1 going)`. */
export function carried({ tasks }) {
  const names = new Map();
  for (const task of tasks) {
    const found = names.get(task.name) ?? { running: 0, coming: 0, going: 0 };
    found[going(task)] += 1;
    names.set(task.name, found);
  }
  return [...names].map(([name, { running, coming, going: leaving }]) => {
    const more = [coming > 0 && `${coming} coming`, leaving > 0 && `${leaving} going`].filter(Boolean);
    return `${name} ${running + coming + leaving}${more.length > 0 ? ` (${more.join(', ')})` : ''}`;
  }).join(', ');
}
