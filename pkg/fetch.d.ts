/**
 * A simulation behind `Request` and `Response`.
 *
 * @packageDocumentation
 */
import type { HandlerOptions } from './aws-sdk.js';
import type { Simulation } from './index.js';

export type { HandlerOptions };

/**
 * Answers requests as the service does on its endpoint: for a handler of Mock Service
 * Worker, for a service worker, for whatever else speaks fetch. Every request has an
 * answer; one that is not of the protocol gets a 4xx.
 *
 * ```js
 * import { Simulation } from 'ecs-drydock';
 * import { fetchHandler } from 'ecs-drydock/fetch';
 *
 * const answer = fetchHandler(new Simulation());
 * const response = await answer(
 *   new Request('https://ecs.us-east-1.amazonaws.com/', {
 *     method: 'POST',
 *     headers: { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters', 'content-type': 'application/x-amz-json-1.1' },
 *     body: '{}',
 *   }),
 * );
 * console.log(response.status, await response.json()); // 200 { clusterArns: [] }
 * ```
 *
 * @throws DrydockError `bad-argument` if it is no simulation, or no such clock
 */
export function fetchHandler(
  simulation: Pick<Simulation, 'handle' | 'advance'>,
  options?: HandlerOptions,
): (request: Request) => Promise<Response>;
