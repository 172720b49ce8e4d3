/*
 * `npm run screenshots [-- <directory>]`: plays a morning in the sandbox and takes the pictures of the documentation,
 * in docs/images by default. Run it after changing a message or a form.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { createDigestStore, createDynamoClient } from '../src/aws/dynamodb/index.js';
import { createLog } from '../src/log/log.js';
import { CHROMIUM_ARGUMENTS, findChromium } from './chromium.js';
import { PREPARED_REQUESTS, DIGEST_SCREENSHOTS, SCREENSHOTS, type Screenshot } from './screenshot-scenes.js';
import { staleAws } from './seed/images-stale.js';
import { SETTINGS } from './seed/settings.js';
import { startSandbox, type Sandbox } from './sandbox.js';

/** Until fonts, times of day and animations have settled. */
const SETTLE_MS = 700;

const executablePath = findChromium(process.env.CHROMIUM_PATH, existsSync);
if (executablePath === undefined) {
  process.stderr.write('This needs Chromium: install the package "chromium", or name a browser in CHROMIUM_PATH.\n');
  process.exitCode = 1;
} else {
  await takeScreenshots(executablePath, process.argv[2] ?? 'docs/images');
}

async function takeScreenshots(executablePath: string, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
  try {
    await takeWorkspaceScreenshots(browser, directory);
    for (const digest of DIGEST_SCREENSHOTS) await takeDigestScreenshots(browser, digest, directory);
  } finally {
    await browser.close();
  }
}

async function takeWorkspaceScreenshots(browser: Browser, directory: string): Promise<void> {
  const sandbox = await startSandbox({ port: 0, log: createLog('warn') });
  try {
    for (const { person, line } of PREPARED_REQUESTS) await submitRequest(sandbox, person, line);
    for (const picture of SCREENSHOTS) {
      await take(browser, sandbox.url, picture, join(directory, `${picture.name}.png`));
      await closeForms(sandbox, picture.as);
    }
  } finally {
    await sandbox.close();
  }
}

/** In a sandbox whose digest is due. */
async function takeDigestScreenshots(
  browser: Browser,
  { stale, screenshots }: (typeof DIGEST_SCREENSHOTS)[number],
  directory: string,
): Promise<void> {
  const sandbox = await startSandbox({ port: 0, log: createLog('warn'), seed: staleAws(stale), app: false });
  try {
    const client = createDynamoClient({ region: SETTINGS.homeRegion });
    // As if the bot had been away since.
    await createDigestStore({ client, table: 'ami-steward' }).save({ version: 1, day: '2020-01-01' });
    client.destroy();
    await sandbox.startApp();
    const { workspace } = sandbox;
    await workspace.waitUntil(() => workspace.messages('C0DIGEST').length > 0, {
      timeoutMs: 60_000,
      description: 'a digest',
    });
    for (const picture of screenshots) {
      await take(browser, sandbox.url, picture, join(directory, `${picture.name}.png`));
      await closeForms(sandbox, picture.as);
    }
  } finally {
    await sandbox.close();
  }
}

/** Resolves once the request is shown to the approvers. */
async function submitRequest({ workspace }: Sandbox, person: string, line: string): Promise<void> {
  const before = workspace.messages('C0APPROVALS').length;
  await workspace.user(person).command('C0GENERAL', line);
  await workspace.waitUntil(() => workspace.messages('C0APPROVALS').length > before, { description: line });
}

async function closeForms({ workspace }: Sandbox, person: string): Promise<void> {
  for (const view of workspace.user(person).views()) await workspace.user(person).close(view);
}

async function take(
  browser: Browser,
  url: string,
  { as: userId, place, screen, prepare }: Screenshot,
  file: string,
): Promise<void> {
  const context = await browser.newContext({ viewport: screen, timezoneId: 'Europe/Berlin', locale: 'en-US' });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(`${url}/#/${userId}/${place}`);
  const closeGuide = page.getByRole('button', { name: 'Close what to try' });
  if (await closeGuide.isVisible()) await closeGuide.click();
  await prepare(page);
  await page.waitForTimeout(SETTLE_MS);
  await page.screenshot({ path: file });
  await context.close();
  process.stdout.write(`${file}\n`);
}
