import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';
import { createDispatch } from './dispatch.js';
import { createFaults, type Faults } from './faults.js';
import type { AuthorizationPolicy } from './identity.js';
import { createPersistence } from './persistence.js';
import type { RecordedCall } from './recorded-call.js';
import { createStore, type State, type Store } from './store.js';

export type { AuthorizationPolicy } from './identity.js';
export type { RecordedCall } from './recorded-call.js';

export interface AwsOptions {
  readonly clock: Clock;
  /** What exists at first. */
  readonly seed: (now: Date) => State;
  /** Any free one without. */
  readonly port?: number;
  /** How long a copy takes, by the clock; 20 without. */
  readonly copySeconds?: number;
  /** How long a new image is not found yet and a deregistered one still is, by the clock; 0 without. */
  readonly settleSeconds?: number;
  /** A directory in which the state outlives the process. */
  readonly persistDirectory?: string;
  /** What IAM allows besides; everything without. */
  readonly isAuthorized?: AuthorizationPolicy;
}

/** The simulated AWS: EC2, STS, KMS, Auto Scaling, Recycle Bin, S3 and IAM at one address, for all accounts and Regions. */
export interface SimulatedAws {
  /** What `AWS_ENDPOINT_URL` is set to. */
  readonly url: string;
  readonly faults: Faults;
  /** Latest last, up to a few thousand. */
  readonly calls: readonly RecordedCall[];
  /** For inspecting the state, and for changing it from outside. */
  readonly store: Store;
  /** Removes everything, including faults and recorded calls, and seeds again. */
  reset(): void;
  close(): Promise<void>;
}

const MAX_CALLS = 5_000;

export async function startAws(options: AwsOptions): Promise<SimulatedAws> {
  const { clock, seed, port = 0, copySeconds = 20, settleSeconds = 0 } = options;
  const { isAuthorized = () => Promise.resolve(true) } = options;
  const file = options.persistDirectory === undefined ? undefined : createPersistence(options.persistDirectory);
  const store = createStore(file?.load() ?? seed(clock.now()), () => file?.schedule(() => store.state()));
  const faults = createFaults();
  const calls: RecordedCall[] = [];
  const dispatch = createDispatch({
    store,
    faults,
    now: () => clock.now(),
    wait: (ms) => sleep(ms),
    record(call) {
      calls.push(call);
      if (calls.length > MAX_CALLS) calls.shift();
    },
    copySeconds,
    settleSeconds,
    permits: isAuthorized,
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const { pathname, search } = new URL(url, 'http://localhost');
    const body = await readBody(request);
    const reply = await dispatch({ method, path: pathname, query: search.slice(1), headers, body });
    if (reply === undefined) {
      response.destroy();
      return;
    }
    response.writeHead(reply.status, reply.headers).end(reply.body);
  }

  const server = createServer((request, response) => {
    // A defect of the simulator must not look like one of AWS's errors.
    serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  const address = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? `http://127.0.0.1:${bound.port}` : '');
    });
  });

  return {
    url: address,
    faults,
    calls,
    store,
    reset() {
      faults.clear();
      calls.length = 0;
      store.replace(seed(clock.now()));
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      file?.flush();
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
