// Judges requests for the Python tests: a line of JSON in, a line of JSON out.

import { createInterface } from 'node:readline';

import { operations, rules, validateJson } from 'ecs-drydock';

const answers = {
  model: () => ({ operations: operations(), rules: rules() }),
  judge: ({ operation, request }) => validateJson(operation, request).map(({ path, rule, severity }) => ({ path, rule, severity })),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { ask, ...rest } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answers[ask](rest))}\n`);
}
