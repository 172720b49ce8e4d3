import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { buildWeb } from '../../sandbox/slack/web/build.mjs';
import { describeInChromium, DESKTOP, PHONE } from './chromium.js';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const OVERHANG = 'document.documentElement.scrollWidth - innerWidth';

describeInChromium('forms and the Home in the sandbox', (open) => {
  let sandbox: Sandbox;

  // The sandbox serves the page from where it is built.
  beforeAll(() => buildWeb());
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, log: quiet, pollMs: 100 });
  });
  afterEach(() => sandbox.close());

  test.each([DESKTOP, PHONE])(
    'opens a shortcut, checks the form and sends a request at $width pixels',
    async (screen) => {
      const { page, errors } = await open(`${sandbox.url}/#/U0RITA/C0GENERAL`, screen);

      await page.getByRole('button', { name: 'Shortcuts' }).click();
      await page.getByRole('menuitem', { name: 'New AMI request' }).click();
      await page.getByRole('combobox', { name: 'What do you want to request?' }).click();
      await page.getByRole('option', { name: /^share/ }).click();
      await page.getByRole('button', { name: 'Next' }).click();
      const form = page.getByRole('dialog', { name: '/ami share' });
      await form.getByRole('textbox', { name: 'AMI' }).fill('ami-123');
      await form.getByRole('textbox', { name: 'Target' }).fill('222233334444');
      await form.getByRole('button', { name: 'Check it first' }).click();
      await form.getByText('This can be requested.').waitFor();
      await form.getByText('is not in the directory').waitFor();

      expect(sandbox.workspace.messages('C0APPROVALS')).toEqual([]);
      expect(await form.getByRole('textbox', { name: 'AMI' }).inputValue()).toBe('ami-123');
      expect(await page.evaluate(OVERHANG)).toBe(0);

      await form.getByRole('button', { name: 'Request' }).click();
      await form.waitFor({ state: 'detached' });
      await sandbox.workspace.waitUntil(() => sandbox.workspace.messages('C0APPROVALS').length === 1);

      expect(sandbox.workspace.messages('C0APPROVALS')[0]?.text).toContain('with 222233334444');
      expect(sandbox.workspace.violations).toEqual([]);
      expect(errors).toEqual([]);
    },
  );

  test.each([DESKTOP, PHONE])(
    'approves a request in the Home tab and then lists none, at $width pixels',
    async (screen) => {
      await sandbox.workspace.user('U0RITA').command('C0GENERAL', '/ami share ami-123 with prod');
      await sandbox.workspace.waitUntil(() => sandbox.workspace.messages('C0APPROVALS').length === 1);
      const { page, errors } = await open(`${sandbox.url}/#/U0ANA/home`, screen);
      const home = page.getByRole('region', { name: 'Home' });

      await home.getByText('Requested by').waitFor();
      expect(await page.evaluate(OVERHANG)).toBe(0);
      await home.getByRole('button', { name: 'Approve' }).click();
      await home.getByText('Nothing waits for you.').waitFor();

      await sandbox.workspace.waitUntil(() => sandbox.workspace.messages('C0APPROVALS')[0]?.text.includes('Done'));
      expect(await home.getByRole('button', { name: 'Approve' }).count()).toBe(0);
      expect(sandbox.workspace.violations).toEqual([]);
      expect(errors).toEqual([]);
    },
  );
});
