/** The command `ecs-drydock serve`. */

import { readFileSync } from 'node:fs';

import { misuse } from './api.js';
import { DrydockError } from './node.js';
import { serve } from './server.js';

export const SERVE_HELP = `ecs-drydock serve [options]

A simulated Amazon ECS behind HTTP, for boto3, the AWS CLI and every other client.
Each account and Region is a cluster landscape of its own, made when it is first named.

  --port N                4577 unless given; 0 picks a free one
  --host ADDRESS          127.0.0.1 unless given: this machine only
  --clock CLOCK           real (unless given), manual, x60 for sixty times as fast,
                          +1000 for a second with each request
  --seed N                1 unless given; the same seed and requests lead to the same answers
  --simulation FILE       JSON with more options of a simulation, such as timings and faults

  --snapshot FILE         loaded at the start if it is there, written at the end
  --journal FILE          every command is appended before it is answered, and done again at
                          the next start: kill -9 loses nothing that was answered
  --fsync                 the journal survives a power cut, too; slower

  --tls-key FILE, --tls-cert FILE           HTTPS, PEM
  --access-key-id ID, --secret-access-key KEY   only requests signed with these are answered;
                          the key may stand in DRYDOCK_SECRET_ACCESS_KEY instead
  --allow-host NAME       answers to this name in the header Host as well; may be repeated
  --allow-origin ORIGIN   answers to pages from there; may be repeated
  --no-control            nothing below /_drydock/; so it is, unless --control is given, where
                          a key is, or where others than this machine are listened to
  --max-body BYTES        4194304 unless given
  --max-connections N     1000 unless given
  --max-simulations N     32 accounts and Regions unless given
  --max-memory MIB        2048 for all simulations unless given

  ecs-drydock serve --clock x60 --journal cluster.journal
  AWS_ENDPOINT_URL_ECS=http://127.0.0.1:4577 aws ecs list-clusters
`;

const text = { type: 'string' };
const list = { type: 'string', multiple: true };
const flag = { type: 'boolean' };
export const SERVE_OPTIONS = {
  port: text, host: text, clock: text, seed: text, simulation: text, snapshot: text, journal: text, fsync: flag, 'tls-key': text, 'tls-cert': text,
  'access-key-id': text, 'secret-access-key': text, 'allow-host': list, 'allow-origin': list, control: flag, 'no-control': flag, 'max-body': text,
  'max-connections': text, 'max-simulations': text, 'max-memory': text,
};

/** Serves until it is told to stop; the exit code. */
export async function serveCommand(values, { bold, dim, red }) {
  const options = serverOptions(values);
  const server = await serve(options);
  const ended = new Promise((resolve, reject) => {
    server.onFailure = reject;
    server.onError = (error) => console.error(red(`ecs-drydock: a bug, please report it: ${error.stack}`));
    const stop = once(resolve);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  });
  greet(server, options, { bold, dim });
  try {
    await ended;
  } catch (error) {
    console.error(red(`ecs-drydock: the server stops: ${error.message}`));
    await server.close().catch(() => {});
    return 1;
  }
  await server.close();
  return 0;
}

/** The second time somebody asks, nothing is waited for. */
function once(resolve) {
  let asked = false;
  return () => {
    if (asked) process.exit(130);
    asked = true;
    resolve();
  };
}

function greet({ url, restored }, { clock = 'real', seed = 1, journal, snapshot }, { bold, dim }) {
  console.log(`ecs-drydock listens on ${bold(url)}`);
  console.log(dim(`clock ${clock}, seed ${seed}${journal ? `, journal ${journal}` : ''}${snapshot ? `, snapshot ${snapshot}` : ''}`));
  if (restored?.entries > 0) console.log(`${restored.entries} entries of the journal were done again`);
  if (restored?.cut > 0) console.log(`the last line of the journal was never finished: its ${restored.cut} bytes were cut off`);
  console.log(`
  export AWS_ENDPOINT_URL_ECS=${url} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
  curl -d '{"count": 3}' ${url}/_drydock/launch
  aws ecs list-container-instances

Press Ctrl+C to stop.`);
}

function serverOptions(values) {
  const number = (name, most = Number.MAX_SAFE_INTEGER) => {
    const given = values[name];
    if (given === undefined) return undefined;
    if (/^\d+$/.test(given) && Number(given) <= most) return Number(given);
    throw misuse(`--${name} takes a whole number from 0 to ${most}, got \`${given}\``);
  };
  const key = values['secret-access-key'] ?? (values['access-key-id'] && process.env.DRYDOCK_SECRET_ACCESS_KEY);
  if ((values['access-key-id'] === undefined) !== (key === undefined)) throw misuse('--access-key-id and --secret-access-key go together');
  if ((values['tls-key'] === undefined) !== (values['tls-cert'] === undefined)) throw misuse('--tls-key and --tls-cert go together');
  return {
    port: number('port', 65_535),
    host: values.host,
    clock: values.clock,
    seed: number('seed'),
    simulation: values.simulation && json(values.simulation),
    snapshot: values.snapshot,
    journal: values.journal,
    fsync: values.fsync,
    tls: values['tls-key'] && { key: read(values['tls-key']), cert: read(values['tls-cert']) },
    credentials: key && { accessKeyId: values['access-key-id'], secretAccessKey: key },
    allowHosts: values['allow-host'],
    allowOrigins: values['allow-origin'],
    control: values['no-control'] ? false : values.control,
    maxBodyBytes: number('max-body', 2 ** 30),
    maxConnections: number('max-connections'),
    maxSimulations: number('max-simulations'),
    maxMemoryMib: number('max-memory', 4096),
  };
}

function json(file) {
  try {
    return JSON.parse(read(file));
  } catch (error) {
    if (error instanceof DrydockError) throw error;
    throw misuse(`--simulation ${file}: it is not JSON: ${error.message}`);
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw misuse(`${file} could not be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`);
  }
}
