import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { openWorkspace, startBolt, type Opened } from '../sandbox/slack/opened.js';
import { buildPage } from './built-page.js';
import { describeInChromium, DESKTOP, PHONE } from './chromium.js';

/** Plays the product's part: posts a request, runs it when somebody else approves it, and tells the requester. */
function listen(app: App): void {
  app.command('/ami', async ({ ack, respond, command, client }) => {
    await ack();
    const posted = await client.chat.postMessage({ channel: 'C0APPROVALS', ...request('Waiting for approval') });
    const { permalink } = await client.chat.getPermalink({ channel: 'C0APPROVALS', message_ts: posted.ts ?? '' });
    await respond(`<@${command.user_id}>: <${permalink ?? ''}|AR-7F3K2M> waits for approval.`);
  });
  app.action('approve', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || body.message === undefined) return;
    await client.chat.update({ channel: 'C0APPROVALS', ts: body.message.ts, ...request('Done') });
    await client.chat.postMessage({ channel: 'U0RITA', text: 'AR-7F3K2M: Done.' });
  });
}

function request(status: 'Waiting for approval' | 'Done'): { readonly text: string; readonly blocks: KnownBlock[] } {
  const isDone = status === 'Done';
  const approve: KnownBlock = {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'approve', style: 'primary', text: { type: 'plain_text', text: 'Approve' } },
    ],
  };
  const step = {
    type: 'task_card' as const,
    task_id: 'launch',
    title: 'Let prod launch ami-1234567890abcdef0',
    status: isDone ? ('complete' as const) : ('pending' as const),
  };
  return {
    text: `AR-7F3K2M: ${status}`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: `${status} · AR-7F3K2M` } },
      { type: 'plan', title: '1 step', tasks: [step] },
      ...(isDone ? [] : [approve]),
    ],
  };
}

describeInChromium('sharing an AMI', (open) => {
  let built: Awaited<ReturnType<typeof buildPage>>;
  let opened: Opened;
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

  test.each([DESKTOP, PHONE])('one asks, another approves, and both see it done, at $width pixels', async (screen) => {
    const { page, errors } = await open(`${opened.workspace.url}/#/U0RITA/C0GENERAL`, screen);
    const log = page.getByRole('log');

    await page.getByRole('textbox', { name: 'Message #general' }).fill('/ami share ami-123 with 1111');
    await page.keyboard.press('Enter');
    const answer = log.getByRole('article', { name: /^AMI Steward/ }).last();
    await answer.getByText('Only visible to you').waitFor();
    await answer.getByRole('link').click();
    await page.getByRole('heading', { name: '#ami-approvals' }).waitFor();

    await page.getByRole('button', { name: 'Acting as Rita Requester' }).click();
    await page.getByRole('menuitemradio', { name: 'Ana Approver' }).click();
    await page.getByRole('button', { name: 'Acting as Ana Approver' }).waitFor();
    const message = log.getByRole('article', { name: /^AMI Steward/ }).last();
    await message.getByText('Waiting for approval').waitFor();
    await message.getByRole('button', { name: 'Approve' }).click();

    await message.getByRole('heading', { name: /^Done/ }).waitFor();
    await message.getByRole('img', { name: 'Complete' }).waitFor();
    expect(await message.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(opened.workspace.violations).toEqual([]);
    expect(errors).toEqual([]);
  });
});
