import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { HOME_CREDENTIALS } from '../sandbox/seed/accounts.js';
import type { AwsUrls } from './aws-and-table.js';
import { percentile, formatTable, type Measurement } from './statistics.js';
import type { ScanUsage } from './used.js';

const BENCH = fileURLToPath(new URL('bench.js', import.meta.url));
const SIZES = [1_000, 10_000, 100_000];
/** The median of so many; what takes long varies less. */
const ROUNDS = 3;
const MANY_ROUNDS = 50_000;
const AIM = 2;

/** Time and memory of a scan, beside those of listing the same AMIs, for each number of AMIs. */
export async function runScanBench(sizes: readonly number[] = SIZES): Promise<void> {
  const measured: Measurement[] = [];
  for (const amis of sizes) measured.push(...(await measureScan(amis)));
  process.stdout.write(`${formatTable(measured)}\n`);
}

async function measureScan(amis: number): Promise<readonly Measurement[]> {
  const aws = startRole('scanned', [String(amis)], process.env);
  try {
    const env = environmentFor(await messageOf<AwsUrls>(aws));
    const floor: ScanUsage[] = [];
    const ours: ScanUsage[] = [];
    for (let attempt = 0; attempt < (amis < MANY_ROUNDS ? ROUNDS : 1); attempt += 1) {
      floor.push(await measureRole('listing', amis, env));
      ours.push(await measureRole('own-scan', amis, env));
    }
    const what = `scan of ${amis.toLocaleString('en')} AMIs`;
    return [
      { name: `${what}, time`, unit: 'ms', ours: median(ours, 'ms'), floor: median(floor, 'ms'), target: AIM },
      { name: `${what}, peak memory`, unit: 'MB', ours: median(ours, 'peakMb'), floor: median(floor, 'peakMb') },
    ];
  } finally {
    aws.kill();
  }
}

async function measureRole(role: string, amis: number, env: NodeJS.ProcessEnv): Promise<ScanUsage> {
  const used = await messageOf<ScanUsage>(startRole(role, [], env));
  if (used.amis !== amis) throw new Error(`${role} went through ${String(used.amis)} of ${String(amis)} AMIs`);
  return used;
}

function startRole(role: string, rest: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return fork(BENCH, [role, ...rest], { env });
}

/** The one thing that a process of the bench tells. */
function messageOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: T) => resolve(message));
    child.once('exit', (code) => reject(new Error(`A process of the bench ended with ${String(code)}`)));
  });
}

function environmentFor({ awsUrl, dynamoUrl }: AwsUrls): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ENDPOINT_URL_DYNAMODB: dynamoUrl,
    AWS_ACCESS_KEY_ID: HOME_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: HOME_CREDENTIALS.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

function median(all: readonly ScanUsage[], what: 'ms' | 'peakMb'): number {
  return percentile(
    all.map((used) => used[what]),
    50,
  );
}
