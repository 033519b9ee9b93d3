// Answers the Python tests: a line of JSON in, a line of JSON out.

import { createInterface } from 'node:readline';

import { Simulation, operations, rules, validateJson } from 'ecs-drydock';

let simulation;

const answers = {
  model: () => ({ operations: operations(), rules: rules() }),
  judge: ({ operation, request }) => validateJson(operation, request).map(({ path, rule, severity }) => ({ path, rule, severity })),
  // A simulation in place of the one before.
  simulate: ({ options }) => {
    simulation?.free();
    simulation = new Simulation(options);
    return simulation.now;
  },
  apply: ({ command }) => {
    try {
      simulation.apply(command);
    } catch (error) {
      // An earlier answer told of the task; by now it may be forgotten.
      if (!/there is no task/.test(error.message)) throw error;
    }
    return simulation.hosts().map((host) => host.id);
  },
  handle: ({ operation, body }) => simulation.handle({ operation, body }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { ask, ...rest } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answers[ask](rest))}\n`);
}
