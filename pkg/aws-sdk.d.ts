/**
 * The AWS SDK for JavaScript v3 without a network: a simulation answers its requests, in
 * Node and in a page.
 *
 * @packageDocumentation
 */
import type { Clock, Simulation } from './index.js';

export interface HandlerOptions {
  /** How time goes on with the requests. Default: `manual` */
  clock?: Clock | undefined;
}

/** What `requestHandler` of an SDK client takes. */
export interface RequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(
    request: { method: string; path: string; headers: Record<string, string>; body?: any },
    options?: { abortSignal?: any },
  ): Promise<{ response: { statusCode: number; headers: Record<string, string>; body: Uint8Array } }>;
  updateHttpClientConfig(key: never, value: never): void;
  httpHandlerConfigs(): {};
  destroy(): void;
}

/**
 * Lets a simulation answer the requests of an SDK client. Exceptions arrive as the SDK's
 * own classes, times as Dates; waiters and paginators work. Credentials are not looked at,
 * but the SDK wants some.
 *
 * ```js
 * import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
 * import { Simulation } from 'ecs-drydock';
 * import { requestHandler } from 'ecs-drydock/aws-sdk';
 *
 * const simulation = new Simulation();
 * const client = new ECSClient({
 *   region: 'us-east-1',
 *   credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
 *   requestHandler: requestHandler(simulation),
 * });
 * console.log((await client.send(new ListClustersCommand({}))).clusterArns); // []
 * ```
 *
 * A waiter asks, sleeps, and asks again. With the clock `+15000` each time it asks is a
 * quarter of a minute later, and its `minDelay` and `maxDelay` may be as short as it takes.
 *
 * @throws DrydockError `bad-argument` if it is no simulation, or no such clock
 */
export function requestHandler(simulation: Pick<Simulation, 'handle' | 'advance'>, options?: HandlerOptions): RequestHandler;
