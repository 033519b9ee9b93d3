// What there is in the cluster, offered where a request asks for its name. The fields of the form
// look for a list by the member that they belong to.

import { html } from 'lit-html';

import { CLUSTER } from '../../rehearsal/agreed.js';

/** More than this nobody looks through. */
const MOST = 50;

export function known({ hosts, services, names }) {
  const first = [...hosts.values()].slice(0, MOST);
  const instances = first.filter(({ instance }) => instance).map(({ id, instance }) => [instance.id, id]);
  const tasks = first.flatMap((host) => host.tasks.map(({ id, name }) => [id, `${name} on ${host.id}`])).slice(0, MOST);
  const named = services.slice(0, MOST).map(({ name }) => [name]);
  const lists = { cluster: [[CLUSTER]], service: named, services: named, taskDefinition: names.slice(0, MOST).map((name) => [name]), containerInstance: instances, containerInstances: instances, task: tasks, tasks };
  return Object.entries(lists).map(([member, all]) => html`<datalist id="known-${member}">${all.map(([value, words]) => html`<option value=${value}>${words ?? value}</option>`)}</datalist>`);
}
