/**
 * A cluster for a test in one line. It brings its own module along, in Node, under jsdom
 * and in a browser alike, and needs no `init()`.
 *
 * @packageDocumentation
 */
import type { Clock, LaunchOptions, OperationMap, Simulation, SimulationOptions } from './index.js';
import type { RequestHandler } from './aws-sdk.js';

type ServiceInput = OperationMap['CreateService']['input'];
type DefinitionInput = OperationMap['RegisterTaskDefinition']['input'];

export interface TestClusterOptions extends SimulationOptions {
  /** How many hosts are launched. Default: 3 */
  hosts?: number | undefined;
  /** What the hosts are like. */
  launch?: Omit<LaunchOptions, 'count'> | undefined;
  /**
   * Services by their names: how many tasks each has, or what CreateService takes, with a
   * task definition by name or as what RegisterTaskDefinition takes. One that is not given
   * has a container of 128 CPU units and 128 MiB.
   */
  services?: Record<string, number | (Partial<Omit<ServiceInput, 'serviceName' | 'taskDefinition'>> & { taskDefinition?: string | Partial<DefinitionInput> })> | undefined;
  /** How time goes on with the requests of clients. Default: `manual` */
  clock?: Clock | undefined;
}

export interface TestCluster {
  /** The simulation as it is now; another one after {@link TestCluster.reset}. */
  readonly simulation: Simulation;
  /** For SDK clients: `new ECSClient({ requestHandler })`. It stays good after a reset. */
  readonly requestHandler: RequestHandler;
  /** For whatever speaks fetch. It stays good after a reset. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Puts everything back to how it was when the cluster was made. */
  reset(): void;
  /** Gives the memory back. */
  free(): void;
  /** The same, at the end of a `using` block. */
  [Symbol.dispose](): void;
}

/**
 * A cluster in which the hosts are connected and the services steady.
 *
 * ```js
 * import { testCluster } from 'ecs-drydock/testing';
 *
 * const cluster = testCluster({ hosts: 2, services: { web: 3 } });
 * console.log(cluster.simulation.call('DescribeClusters').clusters[0].runningTasksCount); // 3
 * cluster.free();
 * ```
 *
 * @throws DrydockError `not-reached` if that takes more than an hour, with what it is held up by; `bad-argument`
 * @throws EcsServiceException what the service would not do
 */
export function testCluster(options?: TestClusterOptions): TestCluster;
