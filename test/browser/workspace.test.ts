import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { App } from '@slack/bolt';
import { openWorkspace, startBolt, type WorkspaceHarness } from '../sandbox/slack/open-workspace.js';
import { buildPage } from './built-page.js';
import { describeInChromium, DESKTOP } from './chromium.js';

/** A small app with a listener of every kind that the page can reach. */
function listen(app: App): void {
  app.command('/ami', async ({ ack, respond, command }) => {
    await ack();
    await respond({ text: 'Which one?', blocks: [button('approve', `Approve ${command.text}`)] });
  });
  app.action('approve', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions') return;
    const blocks = [input('reason', 'Reason', { type: 'plain_text_input', action_id: 'v' }), KEY];
    await client.views.open({
      trigger_id: body.trigger_id,
      view: { type: 'modal', callback_id: 'why', title: plain('Why?'), submit: plain('Send'), blocks },
    });
  });
  app.options('key', async ({ ack, options }) => {
    await ack({ options: [{ text: plain(`alias/${options.value}`), value: 'key-1' }] });
  });
  app.view('why', async ({ ack, view, client, body }) => {
    const reason = view.state.values.reason?.v?.value ?? '';
    if (reason.length < 5) {
      await ack({ response_action: 'errors', errors: { reason: 'Say more.' } });
      return;
    }
    await ack();
    const key = view.state.values.key?.key?.selected_option?.value ?? 'none';
    await client.chat.postMessage({ channel: body.user.id, text: `${reason} with ${key}` });
  });
  app.shortcut('ami_new', async ({ ack, shortcut, client }) => {
    await ack();
    const blocks = [section('From a shortcut')];
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: { type: 'modal', callback_id: 'new', title: plain('New'), blocks },
    });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section('Welcome home')] } });
  });
}

function plain(text: string) {
  return { type: 'plain_text' as const, text };
}

function section(text: string) {
  return { type: 'section' as const, text: plain(text) };
}

function button(action_id: string, text: string) {
  return { type: 'actions' as const, elements: [{ type: 'button' as const, action_id, text: plain(text) }] };
}

function input<E>(block_id: string, label: string, element: E) {
  return { type: 'input' as const, block_id, label: plain(label), element };
}

const KEY = { ...input('key', 'Key', { type: 'external_select' as const, action_id: 'key' }), optional: true };

describeInChromium('the page with the simulated Slack and a real Bolt app', (open) => {
  let built: Awaited<ReturnType<typeof buildPage>>;
  let opened: WorkspaceHarness;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    built = await buildPage();
    opened = await openWorkspace({ pageDirectory: built.directory });
    stop = await startBolt(opened.workspace, listen);
  });
  afterAll(async () => {
    await stop();
    await opened.close();
    await built.remove();
  });

  test('handles a command, its button, the form it opens and a direct message', async () => {
    const { page, errors } = await open(`${opened.workspace.url}/#/U0RITA/C0GENERAL`, DESKTOP);

    await page.getByRole('textbox', { name: 'Message #general' }).fill('/ami ami-123');
    await page.keyboard.press('Enter');
    await page.getByText('Only visible to you').waitFor();
    await page.getByRole('button', { name: 'Approve ami-123' }).click();

    const form = page.getByRole('dialog', { name: 'Why?' });
    await form.getByRole('textbox', { name: 'Reason' }).fill('no');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByText('Say more.').waitFor();

    await form.getByRole('textbox', { name: 'Reason' }).fill('because');
    await form.getByRole('combobox', { name: 'Key' }).fill('mine');
    await form.getByRole('option', { name: 'alias/mine' }).waitFor();
    await form.getByRole('combobox', { name: 'Key' }).press('Enter');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.waitFor({ state: 'detached' });

    await page.getByRole('link', { name: /AMI Steward\s+1 unread/ }).click();
    await page.getByText('because with key-1').waitFor();
    expect(opened.workspace.violations).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('opens the form of a shortcut and closes it with the close button', async () => {
    const { page } = await open(`${opened.workspace.url}/#/U0SAM/C0GENERAL`, DESKTOP);

    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: 'New AMI request' }).click();
    const form = page.getByRole('dialog', { name: 'New' });
    await form.getByText('From a shortcut').waitFor();
    await form.getByRole('button', { name: 'Close form' }).click();

    await form.waitFor({ state: 'detached' });
  });

  test('publishes the Home tab when it is opened', async () => {
    const { page } = await open(`${opened.workspace.url}/#/U0BEN/home`, DESKTOP);

    await page.getByText('Welcome home').waitFor();
  });

  test('delivers a message to other users as unread', async () => {
    const { page } = await open(`${opened.workspace.url}/#/U0RITA/C0APPROVALS`, DESKTOP);

    await page.getByRole('textbox', { name: 'Message #ami-approvals' }).fill('*hello* <!channel> & all');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('<!channel> & all').waitFor();
    await page.goto(`${opened.workspace.url}/#/U0ANA/C0GENERAL`);

    await page.getByRole('link', { name: /ami-approvals\s+1 unread/ }).waitFor();
    expect(opened.workspace.violations).toEqual([]);
  });
});
