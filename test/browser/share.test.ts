import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { buildWeb } from '../../sandbox/slack/web/build.mjs';
import { describeInChromium, DESKTOP, PHONE } from './chromium.js';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

describeInChromium('sharing an AMI in the sandbox', (open) => {
  let sandbox: Sandbox;

  // The sandbox serves the page from where it is built.
  beforeAll(() => buildWeb());
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, log: quiet, pollMs: 100 });
  });
  afterEach(() => sandbox.close());

  test.each([DESKTOP, PHONE])('requests, approves and completes a share at $width pixels', async (screen) => {
    const { page, errors } = await open(`${sandbox.url}/#/U0RITA/C0GENERAL`, screen);
    const log = page.getByRole('log');

    await page.getByRole('textbox', { name: 'Message #general' }).fill('/ami share ami-123 with 1111');
    await page.keyboard.press('Enter');
    const answer = log.getByRole('article', { name: /^AMI Steward/ }).last();
    await answer.getByText('Only visible to you').waitFor();
    await answer.getByRole('link', { name: /request/ }).click();
    await page.getByRole('heading', { name: '#ami-approvals' }).waitFor();

    await page.getByRole('button', { name: 'Acting as Rita Requester' }).click();
    await page.getByRole('menuitemradio', { name: 'Ana Approver' }).click();
    await page.getByRole('button', { name: 'Acting as Ana Approver' }).waitFor();
    const message = log.getByRole('article', { name: /^AMI Steward/ }).last();
    await message.getByRole('heading', { name: /Waiting for approval/ }).waitFor();
    await message.getByRole('button', { name: 'Approve' }).click();

    await message.getByRole('heading', { name: /Done/ }).waitFor();
    expect(await message.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(await message.getByRole('img', { name: 'Complete' }).count()).toBe(3);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(await page.getByText(/of Slack's rules/).count()).toBe(0);
    expect(sandbox.workspace.violations).toEqual([]);
    expect(errors).toEqual([]);
  });
});
