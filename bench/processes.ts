import { execFileSync, fork, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ServiceMessage } from './surroundings.js';

const OURS = fileURLToPath(new URL('app.js', import.meta.url));
const BENCH = fileURLToPath(new URL('bench.js', import.meta.url));

/** A server in a process of its own. */
export interface Server {
  readonly port: number;
  /** Milliseconds from the start of the process until it was ready. */
  readonly startedIn: number;
  /** Resident memory in megabytes, now. */
  memory(): number;
  stop(): Promise<void>;
}

export interface SimulatedServices {
  readonly slackUrl: string;
  readonly awsUrl: string;
  readonly dynamoUrl: string;
  /** Emits `shown` with the news of each request's message. */
  readonly messages: EventEmitter<{ messageUpdates: [ServiceMessage & { kind: 'message-updated' }] }>;
  /** How many private answers Slack was sent so far. */
  responseCount(): Promise<number>;
  stop(): void;
}

/** The bare Bolt app. It is ready when it answers anything. */
export function startBare(): Promise<Server> {
  return start(
    (port) => spawn(process.execPath, [BENCH, 'bare', String(port)], OPTIONS),
    '/',
    (status) => status !== undefined,
  );
}

/** AMI Steward as it is run. It is ready when `/readyz` says so: Slack and the table answered. */
export function startOurs(environment: Readonly<Record<string, string>>): Promise<Server> {
  const env = { PATH: process.env.PATH, ...environment };
  return start(
    (port) => spawn(process.execPath, [OURS], { ...OPTIONS, env: { ...env, PORT: String(port) } }),
    '/readyz',
    (status) => status === 200,
  );
}

export async function startSimulatedServices(images: number): Promise<SimulatedServices> {
  const child = fork(BENCH, ['surroundings', String(images)]);
  const messages: SimulatedServices['messages'] = new EventEmitter();
  // As many wait at once as requests are under way.
  messages.setMaxListeners(0);
  const onCount = new EventEmitter<{ answers: [number] }>();
  const ready = new Promise<ServiceMessage & { kind: 'ready' }>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The surroundings ended')));
    child.on('message', (message: ServiceMessage) => {
      if (message.kind === 'ready') resolve(message);
      else if (message.kind === 'message-updated') messages.emit('messageUpdates', message);
      else onCount.emit('answers', message.count);
    });
  });
  const { slackUrl, awsUrl, dynamoUrl } = await ready;
  return {
    slackUrl,
    awsUrl,
    dynamoUrl,
    messages,
    async responseCount() {
      const answer = once(onCount, 'answers') as Promise<[number]>;
      child.send('count');
      return (await answer)[0];
    },
    stop: () => child.kill(),
  };
}

const OPTIONS: SpawnOptions = { stdio: ['ignore', 'ignore', 'inherit'] };
const START_TIMEOUT_MS = 30_000;

async function start(
  begin: (port: number) => ChildProcess,
  path: string,
  isReady: (status: number | undefined) => boolean,
): Promise<Server> {
  const port = await freePort();
  const started = performance.now();
  const child = begin(port);
  while (!isReady(await statusOf(port, path))) {
    const isOver = child.exitCode !== null || performance.now() - started > START_TIMEOUT_MS;
    if (isOver) throw new Error('A server that is to be measured did not become ready');
  }
  const { pid } = child;
  return {
    port,
    startedIn: performance.now() - started,
    memory: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024,
    async stop() {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

/** The status of an answer; without an answer undefined, after a moment. */
async function statusOf(port: number, path: string): Promise<number | undefined> {
  const status = await new Promise<number | undefined>((resolve) => {
    get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', () => resolve(undefined));
  });
  if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 2));
  return status;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
