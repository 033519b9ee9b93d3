// A request as people write it elsewhere: for a shell, for Python, for JavaScript.

/** For the AWS CLI, quoted for a shell. */
export function cli(operation, input) {
  return `aws ecs ${words(operation).join('-')} --cli-input-json '${JSON.stringify(input).replaceAll("'", `'\\''`)}'`;
}

/** For boto3. */
export function boto3(operation, input) {
  const given = Object.entries(input).map(([name, value]) => `\n    ${name}=${python(value)},`);
  return `ecs = boto3.client("ecs")\necs.${words(operation).join('_')}(${given.join('')}${given.length > 0 ? '\n' : ''})`;
}

/** For the AWS SDK for JavaScript v3. */
export function sdk(operation, input) {
  return `const ecs = new ECSClient();\nawait ecs.send(new ${operation}Command(${JSON.stringify(input, undefined, 2)}));`;
}

/** What is no request, for this project's own package. */
export function drydock(command) {
  return `simulation.apply(${JSON.stringify(command, undefined, 2)});`;
}

/** `UpdateContainerInstancesState` is update, container, instances, state. */
function words(operation) {
  return operation.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
}

/** A value as Python writes it. The texts of JSON are texts of Python, too. */
function python(value) {
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (value !== null && typeof value === 'object') return `{${Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${python(inner)}`).join(', ')}}`;
  return { true: 'True', false: 'False', null: 'None' }[value] ?? JSON.stringify(value);
}
