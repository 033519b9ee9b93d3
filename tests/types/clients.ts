// Compiled, never run: the ways in for clients.
import { ECSClient } from '@aws-sdk/client-ecs';
import { Simulation, type Clock, type HandledResponse } from 'ecs-drydock';
import { requestHandler, type RequestHandler } from 'ecs-drydock/aws-sdk';
import { fetchHandler } from 'ecs-drydock/fetch';
import { serve, type Server, type ServerOptions } from 'ecs-drydock/server';
import { testCluster, type TestCluster } from 'ecs-drydock/testing';

const simulation = new Simulation();
const clock: Clock = 'x60';
export const handler: RequestHandler = requestHandler(simulation, { clock });
export const client = new ECSClient({ region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, requestHandler: handler });
export const answer: (request: Request) => Promise<Response> = fetchHandler(simulation, { clock: '+1000' });
export const text: HandledResponse = simulation.handle({ operation: 'ListClusters' });
export const bytes: Uint8Array = simulation.handle({ operation: 'ListClusters', body: '{}', bytes: true }).body;
export const cluster: TestCluster = testCluster({
  hosts: 2,
  launch: { instanceType: 'c5.large', cluster: 'quay' },
  services: { web: 3, agent: { schedulingStrategy: 'DAEMON', taskDefinition: { containerDefinitions: [{ name: 'a', image: 'b', memory: 64 }] } } },
  seed: 7,
});
new ECSClient({ requestHandler: cluster.requestHandler });
const options: ServerOptions = { port: 0, clock: 'real', journal: 'a', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, simulation: { throttling: true } };
export const server: Server = await serve(options);
export const url: string = server.url;
export const there: Simulation = server.simulation({ region: 'eu-west-1' });
await server.close();

// @ts-expect-error: no such clock
requestHandler(simulation, { clock: 'fast' });
// @ts-expect-error: no such option
await serve({ prot: 1 });
// @ts-expect-error: the place decides
await serve({ simulation: { region: 'eu-west-1' } });
// @ts-expect-error: a text, not bytes
export const wrong: Uint8Array = simulation.handle({ operation: 'ListClusters' }).body;
