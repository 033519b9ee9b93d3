/**
 * A simulated Amazon ECS behind HTTP, for Node: what `ecs-drydock serve` does.
 *
 * @packageDocumentation
 */
import type { Clock, Simulation, SimulationOptions } from './index.js';

export interface ServerOptions {
  /** Default: 4577; 0 picks a free one */
  port?: number | undefined;
  /** Default: `127.0.0.1`, this machine only */
  host?: string | undefined;
  /** How time goes on. Default: `real` */
  clock?: Clock | undefined;
  /** The usual account and Region have this seed, others one that follows from it. Default: 1 */
  seed?: number | undefined;
  /** What else simulations are made with. */
  simulation?: Omit<SimulationOptions, 'seed' | 'accountId' | 'region'> | undefined;
  /** A file that is loaded at the start if it is there, and written at the end. */
  snapshot?: string | undefined;
  /**
   * A file to which every command is appended before it is answered. What is in it behind the
   * snapshot is done again at the start. A line that was never finished is cut off.
   */
  journal?: string | undefined;
  /** Whether the journal survives a power cut, too. Default: false */
  fsync?: boolean | undefined;
  /** Serves HTTPS; both PEM. */
  tls?: { key: string | Uint8Array; cert: string | Uint8Array } | undefined;
  /** Names in the header Host that are answered besides the server's own; `*` for any. */
  allowHosts?: readonly string[] | undefined;
  /** Pages whose requests are answered, such as `http://localhost:3000`; `*` for any. */
  allowOrigins?: readonly string[] | undefined;
  /** Only requests signed with these are answered; then there is no control API, unless it is asked for. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** Whether there is anything below `/_drydock/`, which asks for no signature. Default: unless there are `credentials`, or others than this machine are listened to */
  control?: boolean | undefined;
  /** Default: 4 MiB, the most that is read of a request */
  maxBodyBytes?: number | undefined;
  /** Default: 1000 */
  maxConnections?: number | undefined;
  /** How many accounts and Regions. Default: 32 */
  maxSimulations?: number | undefined;
  /** How much memory all simulations may take. Default: 2048 */
  maxMemoryMib?: number | undefined;
}

export interface Server {
  /** Such as `http://127.0.0.1:4577`: what an SDK takes as its endpoint. */
  readonly url: string;
  readonly port: number;
  /** How much of the journal was done again at the start, and how many bytes of its last line were cut off. */
  readonly restored: { entries: number; cut: number } | undefined;
  /** Called with an error after which the server cannot go on, such as a journal that cannot be written. */
  onFailure: ((error: Error) => void) | undefined;
  /** Called with an error that is a bug in the answer to one request; the server goes on. */
  onError: ((error: Error) => void) | undefined;
  /**
   * The simulation of an account and a Region, made if there is none yet. What is done to it
   * directly is in the journal only with the next request, as a whole snapshot.
   */
  simulation(place?: { account?: string | undefined; region?: string | undefined }): Simulation;
  /** Answers what is being answered, writes the snapshot, and lets go of everything. */
  close(): Promise<void>;
  /** The same, at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves simulations, one for each account and Region that requests name in their
 * signature. `docs/server.md` tells of the paths below `/_drydock/`.
 *
 * ```js
 * import { serve } from 'ecs-drydock/server';
 *
 * const server = await serve({ port: 0, clock: 'manual' });
 * const health = await fetch(`${server.url}/_drydock/`);
 * console.log(health.status); // 200
 * await server.close();
 * ```
 *
 * @throws DrydockError `bad-argument`; `cannot-listen`; `bad-journal`, also for a snapshot that cannot be gone on with
 */
export function serve(options?: ServerOptions): Promise<Server>;

declare global {
  // For who compiles without `lib: ["esnext.disposable"]`; it merges with what stands there.
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol;
  }
}
