import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { percentile, type Measurement } from './statistics.js';

const BENCH = fileURLToPath(new URL('bench.js', import.meta.url));
const TIMES = 9;

const BUNDLES = {
  ours: { folder: new URL('lambda/', import.meta.url), file: 'slack.mjs' },
  floor: { folder: new URL('bench-lambda/', import.meta.url), file: 'bare-lambda.mjs' },
} as const;

type Bundle = keyof typeof BUNDLES;

/** What is uploaded, and what a cold start costs until the first command is acknowledged, beside a bare Bolt function. */
export async function measureLambda(environment: Readonly<Record<string, string>>): Promise<readonly Measurement[]> {
  // The worker, that takes whatever it is handed.
  let handedOver = 0;
  const worker = createServer((request, response) => {
    handedOver += 1;
    request.resume().once('end', () => response.writeHead(202).end());
  }).listen(0, '127.0.0.1');
  await once(worker, 'listening');
  const address = worker.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const env = {
    ...environment,
    AWS_REGION: 'us-east-1',
    STEWARD_WORKER: 'worker',
    AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${String(port)}`,
  };
  const times: Record<Bundle, number[]> = { ours: [], floor: [] };
  for (let attempt = 0; attempt < TIMES; attempt += 1) {
    times.floor.push(await coldStart('floor', env));
    times.ours.push(await coldStart('ours', env));
  }
  worker.close();
  if (handedOver !== TIMES) throw new Error('A function that is to be measured did not hand over its work');
  return [
    { name: 'Lambda: uploaded, before it is zipped', unit: 'MB', ours: sizeOf('ours'), floor: sizeOf('floor') },
    {
      name: 'Lambda: cold start to acknowledgement, median',
      unit: 'ms',
      ours: percentile(times.ours, 50),
      floor: percentile(times.floor, 50),
    },
  ];
}

async function coldStart(which: Bundle, environment: Readonly<Record<string, string>>): Promise<number> {
  const { folder, file } = BUNDLES[which];
  const child = fork(BENCH, ['cold', new URL(file, folder).href], { env: { PATH: process.env.PATH, ...environment } });
  const reported = new Promise<number>((resolve, reject) => {
    child.once('message', (took) => resolve(Number(took)));
    child.once('exit', () => reject(new Error(`The function ${file} did not acknowledge`)));
  });
  return reported;
}

/** Megabytes. */
function sizeOf(which: Bundle): number {
  const { folder } = BUNDLES[which];
  const bytes = readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => statSync(new URL(name, folder)).size);
  return bytes.reduce((sum, size) => sum + size, 0) / 1_000_000;
}
