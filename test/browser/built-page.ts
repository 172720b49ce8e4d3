import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWeb } from '../../sandbox/slack/web/build.mjs';

/** The page as the sources stand now, in a directory of its own. */
export async function buildPage(): Promise<{ readonly directory: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'sandbox-web-'));
  await buildWeb(directory);
  return { directory, remove: () => rm(directory, { recursive: true }) };
}
