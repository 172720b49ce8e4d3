import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from '@jest/globals';

/** A running moto, with its EC2, STS and DynamoDB. */
export interface Moto {
  readonly url: string;
}

const isInstalled = spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0;

/** A suite with a moto of its own, which begins with its own AMIs or with these, which it loads in one Region only. Where `moto_server` is not installed it is skipped, and says so. */
export function describeWithMoto(
  name: string,
  suite: (moto: () => Moto) => void,
  { amis }: { readonly amis?: readonly object[] } = {},
): void {
  if (!isInstalled) {
    describe(name, () => {
      test.skip('moto_server is not installed (pip install "moto[server]")', () => undefined);
    });
    return;
  }
  describe(name, () => {
    let url = '';
    let server: ChildProcess | undefined;
    let directory: string | undefined;

    beforeAll(async () => {
      const port = await freePort();
      url = `http://127.0.0.1:${String(port)}`;
      const env = { ...process.env };
      if (amis !== undefined) {
        directory = await mkdtemp(join(tmpdir(), 'moto-'));
        env.MOTO_AMIS_PATH = join(directory, 'amis.json');
        await writeFile(env.MOTO_AMIS_PATH, JSON.stringify(amis));
      }
      server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore', env });
      await untilItAnswers(url);
    }, 60_000);
    afterAll(async () => {
      if (server === undefined) return;
      const exit = once(server, 'exit');
      server.kill('SIGKILL');
      await exit;
      if (directory !== undefined) await rm(directory, { recursive: true });
    });

    suite(() => ({ url }));
  });
}

async function untilItAnswers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      await fetch(`${url}/moto-api/data.json`);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  throw new Error('moto_server was started and does not answer');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
