// What is seen of a cluster: its hosts with what they carry, its services, and what moved where.
//
// It is read whole once, as a client would read it, and kept up from the events of the service
// from then on: of fifty thousand tasks only those are touched that changed. What stands in the
// maps is never changed in place, so a copy of a scene is a copy of its maps, and who compares
// two records by identity knows whether a host looks different.

import { CLUSTER } from './agreed.js';
import { everyPage, pages, unnoticed } from './asking.js';

/** How many things one request describes (row `quota-list-sizes`). */
const MOST_DESCRIBED = 100;
const MOST_SERVICES_DESCRIBED = 10;
/** More events than lie between two looks. */
const MOST_EVENTS = 1_000_000;

/** What of a host is drawn, beside its agent and its orphans. */
const DRAWN = ['state', 'containerInstanceArn', 'interruptionAt'];

export class Scene {
  /** Hosts by their EC2 ID, as EC2 and their agents have them, in the order of launch. */
  hosts = new Map();
  /** Container instances by ARN, as the service has them. */
  instances = new Map();
  /** All that a host was ever registered as, by its EC2 ID: one that lost its state registers once more. */
  registrations = new Map();
  /** The tasks that are not STOPPED, by the ARN of their container instance; `''` for those that name none. */
  aboard = new Map();
  /** Where each of those tasks is, by its ARN. */
  places = new Map();
  /** Services by name. */
  services = new Map();
  /** By service: how many tasks run, are on their way, and run without being reported unhealthy. */
  counts = new Map();
  /** By service: the tasks that a new one takes the place of, the first to go first. */
  leaving = new Map();
  /** By service that is being rebalanced: the tasks that came for it, each before the one whose place it takes. */
  arrived = new Map();
  /** The cursor behind the last event that was taken in. */
  cursor = 0;
  /** Whether requests are to meet faults, which a look must not use up. */
  isDisturbed = false;
  /** The records that are drawn, by host; those of what changed are missing until they are asked for. */
  #records = new Map();

  /** Reads everything anew. `isDisturbed`: whether requests to the simulation are to meet faults, or may be. */
  static read(simulation, isDisturbed = false) {
    const scene = new Scene();
    scene.isDisturbed = isDisturbed;
    scene.cursor = simulation.events({ after: Number.MAX_SAFE_INTEGER }).next;
    scene.lookAtHosts(simulation);
    const known = [...scene.hosts.values()].flatMap(({ containerInstanceArn }) => containerInstanceArn ?? []);
    scene.#unnoticed(simulation, (ask) => {
      const listed = STATUSES.flatMap((status) => everyPage(ask, 'ListContainerInstances', { status }, 'containerInstanceArns'));
      scene.#describeInstances(ask, [...new Set([...listed, ...known.filter(isOurs)])]);
      const tasks = ['RUNNING', 'STOPPED'].flatMap((desiredStatus) => everyPage(ask, 'ListTasks', { desiredStatus }, 'taskArns'));
      for (const page of pages(tasks, MOST_DESCRIBED)) for (const task of ask('DescribeTasks', { tasks: page }).tasks) scene.#putTask(task);
    });
    scene.lookAtServices(simulation);
    return scene;
  }

  #describeInstances(ask, arns) {
    for (const page of pages(arns, MOST_DESCRIBED)) {
      for (const instance of ask('DescribeContainerInstances', { containerInstances: page, include: ['CONTAINER_INSTANCE_HEALTH'] }).containerInstances) this.#putInstance(instance);
    }
  }

  /** Reads some container instances anew: how an update of the agent goes is told by no event. */
  lookAtInstances(simulation, arns) {
    const underWay = [...this.instances.values()].filter(({ update, status }) => UNDER_WAY.has(update) && status !== 'INACTIVE').map(({ arn }) => arn);
    const wanted = [...new Set([...arns.filter((arn) => this.instances.has(arn)), ...underWay])];
    if (wanted.length > 0) this.#unnoticed(simulation, (ask) => this.#describeInstances(ask, wanted));
  }

  /** Asks the service, so that looking uses up no faults. */
  #unnoticed(simulation, work) {
    return unnoticed(simulation, this.isDisturbed, work);
  }

  copy() {
    const scene = new Scene();
    for (const name of ['hosts', 'instances', 'registrations', 'aboard', 'places', 'services', 'counts', 'leaving', 'arrived']) scene[name] = new Map(this[name]);
    scene.cursor = this.cursor;
    scene.isDisturbed = this.isDisturbed;
    scene.#records = new Map(this.#records);
    return scene;
  }

  /**
   * Takes in what happened since the last time. `told` is called with the scene as it was at each second
   * in which something happened, before what comes later. Returns whether anything has.
   */
  follow(simulation, told = () => {}) {
    const { events, next, dropped } = simulation.events({ after: this.cursor, limit: MOST_EVENTS });
    if (dropped > 0) {
      Object.assign(this, Scene.read(simulation, this.isDisturbed));
      this.#records = new Map();
      return true;
    }
    this.cursor = next;
    const odd = new Set();
    const fresh = [];
    for (const [index, event] of events.entries()) {
      const { containerInstanceArn } = event.detail;
      if (event['detail-type'] === STATE_CHANGE && !this.instances.has(containerInstanceArn)) fresh.push(containerInstanceArn);
      this.#takeIn(event, odd);
      if (events[index + 1]?.time !== event.time) told(Date.parse(event.time));
    }
    // The event of a registration does not say what the health begins as.
    this.lookAtInstances(simulation, fresh);
    // How many tasks a daemon service wants changes with the hosts, and one that is deleted ends: no event of it tells so.
    for (const { name, isDaemon, status } of this.services.values()) if (isDaemon || status !== 'ACTIVE') odd.add(name);
    if (odd.size > 0) this.lookAtServices(simulation, [...odd]);
    return events.length > 0;
  }

  #takeIn({ 'detail-type': type, detail, resources }, odd) {
    if (type === 'ECS Task State Change') {
      if (!isOurs(detail.taskArn)) return;
      this.#putTask(detail);
      if (detail.group.startsWith('service:')) odd.add(nameOf(detail.group));
    } else if (type === STATE_CHANGE) {
      if (isOurs(detail.containerInstanceArn)) this.#putInstance(detail);
    } else if (type === 'ECS Container Instance Health Change') {
      const instance = this.instances.get(detail.containerInstanceArn);
      if (instance) this.#setInstance({ ...instance, health: detail.overallStatus });
    } else if (isOurs(resources[0])) {
      const name = lastOf(resources[0]);
      odd.add(name);
      if (detail.eventName === 'SERVICE_STEADY_STATE') this.#settle(name);
      if (detail.eventName === 'SERVICE_REBALANCING_STARTED') this.arrived.set(name, []);
      if (['SERVICE_REBALANCING_COMPLETED', 'SERVICE_REBALANCING_STOPPED'].includes(detail.eventName)) this.arrived.delete(name);
    }
  }

  /** Of a service that is steady only tasks of hosts that drain are still to be replaced. */
  #settle(name) {
    const left = this.leaving.get(name);
    if (!left) return;
    const stays = left.filter((arn) => this.task(arn) && this.instances.get(this.places.get(arn))?.status === 'DRAINING');
    this.leaving.set(name, stays);
  }

  #putInstance(given) {
    const before = this.instances.get(given.containerInstanceArn);
    const number = (resources, name) => resources.find((one) => one.name === name)?.integerValue ?? 0;
    const texts = (resources, name) => resources.find((one) => one.name === name)?.stringSetValue ?? [];
    // The agent's own ports are reserved from the start: the others are those of tasks.
    const own = texts(given.registeredResources, 'PORTS');
    const cpu = number(given.registeredResources, 'CPU');
    const memory = number(given.registeredResources, 'MEMORY');
    this.#setInstance({
      arn: given.containerInstanceArn,
      id: lastOf(given.containerInstanceArn),
      ec2: given.ec2InstanceId ?? given.containerInstanceArn,
      status: given.status,
      isConnected: given.agentConnected,
      // An event of a change of state says nothing of health.
      health: given.healthStatus?.overallStatus ?? before?.health,
      update: given.agentUpdateStatus,
      agentVersion: given.versionInfo?.agentVersion,
      isTrunk: given.attributes.some(({ name }) => name === 'ecs.awsvpc-trunk-id'),
      cpu: [cpu - number(given.remainingResources, 'CPU'), cpu],
      memory: [memory - number(given.remainingResources, 'MEMORY'), memory],
      ports: texts(given.remainingResources, 'PORTS').filter((port) => !own.includes(port)),
    });
    if (given.status === 'DRAINING' && before?.status !== 'DRAINING') this.#drains(given.containerInstanceArn);
    if (given.status === 'ACTIVE' && before?.status === 'DRAINING') this.#staysAfterAll(given.containerInstanceArn);
  }

  #setInstance(instance) {
    if (!this.instances.has(instance.arn)) this.registrations.set(instance.ec2, [...(this.registrations.get(instance.ec2) ?? []), instance.arn]);
    this.instances.set(instance.arn, instance);
    this.#records.delete(instance.ec2);
  }

  #drains(arn) {
    for (const task of this.aboard.get(arn) ?? []) this.#leaves(task);
  }

  #staysAfterAll(arn) {
    for (const [name, arns] of this.leaving) this.leaving.set(name, arns.filter((one) => this.places.get(one) !== arn || this.task(one)?.desired === 'STOPPED'));
  }

  #leaves({ arn, name, isOfService, next }) {
    if (!isOfService || next || this.services.get(name)?.isDaemon) return;
    const [first, ...rest] = this.arrived.get(name) ?? [];
    if (first && this.task(first)) {
      this.arrived.set(name, rest);
      this.#takesPlace(this.task(first), arn);
      return;
    }
    const left = this.leaving.get(name) ?? [];
    if (!left.includes(arn)) this.leaving.set(name, [...left, arn]);
  }

  #putTask(given) {
    const before = this.task(given.taskArn);
    if (given.lastStatus === 'STOPPED') {
      if (before) this.#replaceTask(before, undefined);
      return;
    }
    const task = {
      arn: given.taskArn,
      id: lastOf(given.taskArn),
      name: nameOf(given.group),
      isOfService: given.group.startsWith('service:'),
      last: given.lastStatus,
      desired: given.desiredStatus,
      health: given.healthStatus,
      enis: given.attachments.filter(({ type, status }) => ENI.has(type) && status !== 'DELETED').length,
      at: given.containerInstanceArn ?? '',
      hops: before?.hops ?? 0,
      from: before?.from,
      next: before?.next,
    };
    this.#replaceTask(before, task);
    if (!before && task.isOfService) this.#follows(task);
    if (task.desired === 'STOPPED' && before?.desired === 'RUNNING') this.#leaves(task);
  }

  /** A new task of a service takes the place of the one that has waited longest to be replaced; while the service is rebalanced, of one that goes later. */
  #follows({ arn, name }) {
    const [left, ...rest] = this.leaving.get(name) ?? [];
    if (left !== undefined) {
      this.leaving.set(name, rest);
      this.#takesPlace(this.task(arn), left);
    } else if (this.arrived.has(name)) {
      this.arrived.set(name, [...this.arrived.get(name), arn]);
    }
  }

  #takesPlace(task, arn) {
    const left = this.task(arn);
    this.#replaceTask(task, { ...task, hops: (left?.hops ?? 0) + 1, from: { id: lastOf(arn), ec2: this.instances.get(this.places.get(arn))?.ec2 } });
    if (left) this.#replaceTask(left, { ...left, next: task.id });
  }

  #replaceTask(before, task) {
    const { arn, at, name } = task ?? before;
    if (before && before.at !== task?.at) this.#setAboard(before.at, this.aboard.get(before.at).filter((one) => one !== before));
    if (task) {
      const there = this.aboard.get(at) ?? [];
      this.#setAboard(at, before?.at === at ? there.map((one) => (one === before ? task : one)) : [...there, task]);
      this.places.set(arn, at);
    } else {
      this.places.delete(arn);
    }
    const counted = { running: 0, pending: 0, healthy: 0, ...this.counts.get(name) };
    for (const [one, by] of [[before, -1], [task, 1]]) {
      if (!one) continue;
      if (one.last === 'RUNNING') counted.running += by;
      else if (one.desired === 'RUNNING') counted.pending += by;
      if (one.last === 'RUNNING' && one.desired === 'RUNNING' && one.health !== 'UNHEALTHY') counted.healthy += by;
    }
    this.counts.set(name, counted);
  }

  #setAboard(at, tasks) {
    if (tasks.length > 0) this.aboard.set(at, tasks);
    else this.aboard.delete(at);
    this.#records.delete(this.instances.get(at)?.ec2);
  }

  /** A task that is not STOPPED, by its ARN. */
  task(arn) {
    const at = this.places.get(arn);
    return at === undefined ? undefined : this.aboard.get(at).find((task) => task.arn === arn);
  }

  /** Reads some services, or all of them, with their bounds as numbers of tasks. */
  lookAtServices(simulation, names) {
    this.#unnoticed(simulation, (ask) => {
      const wanted = names ?? everyPage(ask, 'ListServices', {}, 'serviceArns');
      if (!names) this.services = new Map();
      for (const page of pages(wanted, MOST_SERVICES_DESCRIBED)) {
        const found = ask('DescribeServices', { services: page }).services.filter(({ status }) => status !== 'INACTIVE');
        // One that was deleted long ago is not described any more.
        for (const name of page) if (!found.some(({ serviceName }) => serviceName === name)) this.services.delete(name);
        for (const service of found) this.services.set(service.serviceName, summary(service));
      }
    });
  }

  /** Reads what EC2 and the agents know, of which no event tells. The map of hosts stays the same one as long as none of them is otherwise. */
  lookAtHosts(simulation) {
    const hosts = new Map();
    let isOther = false;
    for (const handle of simulation.hosts()) {
      const host = handle.describe();
      const before = this.hosts.get(handle.id);
      const isSame = before && DRAWN.every((name) => before[name] === host[name]) && before.agent.process === host.agent.process
        && before.agent.version === host.agent.version && before.orphans?.length === host.orphans?.length;
      hosts.set(handle.id, isSame ? before : host);
      if (isSame) continue;
      isOther = true;
      this.#records.delete(handle.id);
    }
    if (isOther) this.hosts = hosts;
  }

  /** The hosts that are there, in the order of launch. */
  order() {
    return [...this.hosts].filter(([, { state }]) => state !== 'terminated').map(([id]) => id);
  }

  /** A host as it is drawn: the same object as long as it looks the same. */
  record(id) {
    let record = this.#records.get(id);
    if (!record) {
      const host = this.hosts.get(id);
      const instance = this.instances.get(host.containerInstanceArn);
      const tasks = this.aboard.get(host.containerInstanceArn) ?? [];
      record = {
        id,
        zone: host.availabilityZone ?? 'outside',
        type: host.instanceType,
        state: host.state,
        process: host.agent.process,
        interruptionAt: host.interruptionAt,
        orphans: host.orphans?.length ?? 0,
        instance,
        former: this.#former(host),
        enis: tasks.reduce((sum, task) => sum + task.enis, 0),
        tasks,
      };
      this.#records.set(id, record);
    }
    return record;
  }

  /** What a host was registered as before, as far as the service has it still, with how many tasks. */
  #former({ id, containerInstanceArn }) {
    const others = (this.registrations.get(id) ?? []).filter((arn) => arn !== containerInstanceArn && this.instances.get(arn).status !== 'INACTIVE').sort();
    return others.map((arn) => ({ arn, status: this.instances.get(arn).status, count: this.aboard.get(arn)?.length ?? 0 }));
  }

  /** Sums over all: for the charts, and for who does not look at each host. */
  totals() {
    const sums = { hosts: 0, live: 0, draining: 0, drains: 0, cpu: 0, cpuTotal: 0, memory: 0, memoryTotal: 0, tasks: this.places.size };
    for (const { status, isConnected, cpu, memory, arn } of this.instances.values()) {
      if (!isRegistered(status)) continue;
      sums.hosts += 1;
      if (status === 'DRAINING') sums.draining += 1;
      if (status === 'DRAINING' && this.aboard.has(arn)) sums.drains += 1;
      if (status === 'ACTIVE' && isConnected) sums.live += 1;
      sums.cpu += cpu[0];
      sums.cpuTotal += cpu[1];
      sums.memory += memory[0];
      sums.memoryTotal += memory[1];
    }
    return sums;
  }
}

/** Whether the service counts a container instance among its hosts. */
export const isRegistered = (status) => status === 'ACTIVE' || status === 'DRAINING';

const STATE_CHANGE = 'ECS Container Instance State Change';
/** Those that a list without a status leaves out are asked for, too. */
const STATUSES = ['ACTIVE', 'DRAINING', 'REGISTERING', 'DEREGISTERING', 'REGISTRATION_FAILED'];
/** An update of an agent that goes on. */
const UNDER_WAY = new Set(['PENDING', 'STAGING', 'STAGED', 'UPDATING']);
/** A network interface of a task, as events and as descriptions call it. */
const ENI = new Set(['eni', 'ElasticNetworkInterface']);

const isOurs = (arn) => arn.includes(`/${CLUSTER}/`);
const lastOf = (arn) => arn.slice(arn.lastIndexOf('/') + 1);
const nameOf = (group) => group.slice(group.indexOf(':') + 1);

function summary({ serviceName, desiredCount, runningCount, pendingCount, schedulingStrategy, status, events, deploymentConfiguration }) {
  const { minimumHealthyPercent, maximumPercent } = deploymentConfiguration;
  return {
    name: serviceName,
    status,
    isDaemon: schedulingStrategy === 'DAEMON',
    desired: desiredCount,
    running: runningCount,
    pending: pendingCount,
    // Rows `drain-floor` and `drain-ceiling`: the floor is rounded up, the ceiling down.
    floor: Math.ceil((desiredCount * minimumHealthyPercent) / 100),
    ceiling: Math.floor((desiredCount * maximumPercent) / 100),
    percentages: [minimumHealthyPercent, maximumPercent],
    message: events[0]?.message ?? '',
  };
}
