// Lessons: a cluster, and steps that each end when something is so. They are data, which
// `npm test` goes through without the page. This file asks nothing of the page.

/** How long a cluster may take to be there, in virtual time. */
const LONGEST_SETUP_MS = 3_600_000;

/** Brings a simulation to where a rehearsal begins: commands, and conditions to wait for. `told` is called before each with its number. */
export function setUp(simulation, setup, told = () => {}) {
  for (const [index, { until, ...command }] of setup.entries()) {
    told(index, setup.length);
    if (until === undefined) simulation.apply(filled(command, simulation));
    else if (!simulation.advanceUntil(filled(until, simulation), { limitMs: LONGEST_SETUP_MS }).reached) throw new Error(`it never comes that ${JSON.stringify(until)}`);
  }
}

/** Whether a condition holds now. It is asked of a fork, since asking lets happen what is due at this moment. */
export function holds(simulation, until) {
  const fork = simulation.fork();
  try {
    return fork.advanceUntil(filled(until, simulation), { limitMs: 0 }).reached;
  } finally {
    fork.free();
  }
}

/** Data with hosts in it, by the order of their launch: `$host.0` is the EC2 ID of the first, `$instance.0` the ARN of its container instance. */
export function filled(value, simulation) {
  if (Array.isArray(value)) return value.map((item) => filled(item, simulation));
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, simulation)]));
  const [, kind, index] = (typeof value === 'string' && /^\$(host|instance)\.(\d+)$/.exec(value)) || [];
  if (kind === undefined) return value;
  const host = simulation.hosts()[index].describe();
  return kind === 'host' ? host.id : host.containerInstanceArn;
}
