import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { App } from '@slack/bolt';
import { openWorkspace, startBolt, type WorkspaceHarness } from './open-workspace.js';
import { button, field, modal, plain, textInput } from './block-fragments.js';

let opened: WorkspaceHarness;
let stop: (() => Promise<void>) | undefined;

async function bolt(listen: (app: App) => void): Promise<void> {
  stop = await startBolt(opened.workspace, listen);
}

beforeEach(async () => {
  opened = await openWorkspace();
});

afterEach(async () => {
  await stop?.();
  stop = undefined;
  await opened.close();
});

describe('a slash command', () => {
  test('reaches a Bolt app with a valid signature and escaped mentions and URLs', async () => {
    const seen: unknown[] = [];
    await bolt((app) =>
      app.command('/ami', async ({ command, ack }) => {
        seen.push(command.text, command.user_id, command.channel_name);
        await ack();
      }),
    );

    const outcome = await opened.workspace
      .user('U0RITA')
      .command('C0GENERAL', '/ami share a&b <c> @ana @platform #general https://x.io/?a=1&b=2');

    expect(outcome).toMatchObject({ ok: true });
    expect(seen).toEqual([
      'share a&amp;b &lt;c&gt; <@U0ANA> <!subteam^S0PLATFORM|platform> <#C0GENERAL|general> <https://x.io/?a=1&amp;b=2>',
      'U0RITA',
      'general',
    ]);
    expect(opened.workspace.violations).toEqual([]);
  });

  test('keeps the text as typed if the command does not request escaping', async () => {
    const seen: unknown[] = [];
    await bolt((app) =>
      app.command('/plain', async ({ command, ack }) => {
        seen.push(command.text);
        await ack();
      }),
    );

    await opened.workspace.user('U0RITA').command('C0GENERAL', '/plain a&b @ana https://x.io');

    expect(seen).toEqual(['a&b @ana https://x.io']);
  });

  test('is answered privately by the acknowledgement and by the response URL', async () => {
    await bolt((app) =>
      app.command('/ami', async ({ ack, respond }) => {
        await ack('Working on it');
        await respond({ text: 'Done' });
      }),
    );
    const rita = opened.workspace.user('U0RITA');

    await rita.command('C0GENERAL', '/ami help');
    await opened.workspace.waitUntil(() => rita.ephemeralMessages().length === 2);

    expect(rita.ephemeralMessages().map(({ text }) => text)).toEqual(['Working on it', 'Done']);
    expect(opened.workspace.messages('C0GENERAL')).toEqual([]);
  });

  test('fails with operation_timeout and a violation if it is not acknowledged', async () => {
    await opened.close();
    opened = await openWorkspace({ patienceMs: 100 });
    await bolt((app) => app.command('/ami', () => Promise.resolve()));

    const outcome = await opened.workspace.user('U0RITA').command('C0GENERAL', '/ami help');

    expect(outcome).toMatchObject({ ok: false, error: '/ami failed with the error operation_timeout' });
    expect(opened.workspace.violations).toMatchObject([{ rule: 'acknowledgement' }]);
  });

  test('without an app fails with dispatch_failed', async () => {
    expect(await opened.workspace.user('U0RITA').command('C0GENERAL', '/ami help')).toMatchObject({
      ok: false,
      error: '/ami failed with the error dispatch_failed',
    });
  });

  test('that is unknown or typed outside the channel does not reach the app', async () => {
    expect(await opened.workspace.user('U0RITA').command('C0GENERAL', '/other')).toMatchObject({
      error: '/other is not a valid command.',
    });
    expect(await opened.workspace.user('U0GUEST').command('C0GENERAL', '/ami')).toMatchObject({ ok: false });
  });
});

describe('a button', () => {
  async function post(): Promise<void> {
    await opened.client.chat.postMessage({
      channel: 'C0APPROVALS',
      text: 'Approve?',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', text: { type: 'plain_text', text: 'Yes' }, action_id: 'go', value: 'AR-1' }],
        },
      ],
    });
  }

  test('sends its value, the message and the user who pressed it', async () => {
    const seen: unknown[] = [];
    await bolt((app) =>
      app.action('go', async ({ ack, body, action, respond }) => {
        await ack();
        seen.push(body.user, action);
        await respond({ text: 'Approved', replace_original: true });
      }),
    );
    await post();
    const [message] = opened.workspace.messages('C0APPROVALS');
    if (message === undefined) throw new Error('not posted');

    await opened.workspace.user('U0STRANGER').click(message, 'go');
    await opened.workspace.waitUntil(() => opened.workspace.messages('C0APPROVALS')[0]?.text === 'Approved');

    expect(seen).toMatchObject([
      { id: 'U0STRANGER', team_id: 'T0OTHER' },
      { type: 'button', action_id: 'go', value: 'AR-1' },
    ]);
    // Text without blocks removes the blocks.
    expect(opened.workspace.messages('C0APPROVALS')[0]?.blocks).toEqual([]);
  });

  test('whose listener fails shows an error and records a violation', async () => {
    await bolt((app) => app.action('go', () => Promise.reject(new Error('a defect'))));
    await post();
    const [message] = opened.workspace.messages('C0APPROVALS');
    if (message === undefined) throw new Error('not posted');

    expect(await opened.workspace.user('U0ANA').click(message, 'go')).toMatchObject({ ok: false });
    expect(opened.workspace.violations).toMatchObject([{ rule: 'acknowledgement' }]);
    await expect(async () => opened.workspace.user('U0ANA').click(message, 'other')).rejects.toThrow(
      'There is no other',
    );
  });
});

describe('a form', () => {
  const form = modal([field(textInput, { block_id: 'name' })], { callback_id: 'form', notify_on_close: true });

  test('opens from a command, shows errors and closes when it is accepted', async () => {
    await bolt((app) => {
      app.command('/ami', async ({ ack, client, command }) => {
        await ack();
        await client.apiCall('views.open', { trigger_id: command.trigger_id, view: form });
      });
      app.view('form', async ({ ack, view }) => {
        const value = view.state.values.name?.name?.value;
        await (value === 'good' ? ack() : ack({ response_action: 'errors', errors: { name: 'Not good' } }));
      });
    });
    const rita = opened.workspace.user('U0RITA');
    await rita.command('C0GENERAL', '/ami');
    const view = await opened.workspace.waitUntil(() => rita.views()[0]);

    expect(await rita.submit(view)).toMatchObject({
      ok: false,
      errors: { name: 'Please complete this required field.' },
    });
    expect(await rita.submit(view, { name: { name: { value: 'bad' } } })).toMatchObject({
      errors: { name: 'Not good' },
    });
    expect(await rita.submit(view, { name: { name: { value: 'good' } } })).toMatchObject({ ok: true });
    expect(rita.views()).toEqual([]);
    expect(opened.workspace.violations).toEqual([]);
  });

  test('can be updated, pushed up to three views and cleared by a submission', async () => {
    const answers = ['push', 'push', 'push', 'update', 'clear'];
    await bolt((app) => {
      app.shortcut('ami_new', async ({ ack, client, shortcut }) => {
        await ack();
        await client.apiCall('views.open', { trigger_id: shortcut.trigger_id, view: form });
      });
      app.view('form', async ({ ack }) => {
        const action = answers.shift();
        await (action === 'clear'
          ? ack({ response_action: 'clear' })
          : action === 'push'
            ? ack({
                response_action: 'push',
                view: { type: 'modal', title: { type: 'plain_text', text: 'Pushed' }, callback_id: 'form', blocks: [] },
              })
            : ack({
                response_action: 'update',
                view: {
                  type: 'modal',
                  title: { type: 'plain_text', text: 'Updated' },
                  callback_id: 'form',
                  blocks: [],
                },
              }));
      });
    });
    const rita = opened.workspace.user('U0RITA');
    const entered = { name: { name: { value: 'x' } } };
    async function submitTop(): Promise<unknown> {
      const top = rita.views().at(-1);
      return top === undefined ? undefined : rita.submit(top, entered);
    }
    await rita.shortcut('ami_new');
    await opened.workspace.waitUntil(() => rita.views()[0]);

    await submitTop();
    await submitTop();
    expect(rita.views()).toHaveLength(3);
    expect(await submitTop()).toMatchObject({ ok: false });
    expect(opened.workspace.violations).toMatchObject([
      { rule: 'view', detail: expect.stringContaining('push_limit_reached') },
    ]);
    await submitTop();
    expect(rita.views().at(-1)?.content.title).toEqual(plain('Updated'));
    await submitTop();
    expect(rita.views()).toEqual([]);
  });

  test('accepts errors for input blocks only', async () => {
    await bolt((app) => {
      app.shortcut('ami_new', async ({ ack, client, shortcut }) => {
        await ack();
        await client.apiCall('views.open', { trigger_id: shortcut.trigger_id, view: form });
      });
      app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { other: 'No' } }));
    });
    const rita = opened.workspace.user('U0RITA');
    await rita.shortcut('ami_new');
    const view = await opened.workspace.waitUntil(() => rita.views()[0]);

    const outcome = await rita.submit(view, { name: { name: { value: 'x' } } });

    expect(outcome).toMatchObject({ ok: false, error: 'We had some trouble connecting. Try again?' });
    expect(opened.workspace.violations).toMatchObject([{ rule: 'view' }]);
  });

  test('sends view_closed if notify_on_close is set', async () => {
    const seen: unknown[] = [];
    await bolt((app) => {
      app.shortcut('ami_new', async ({ ack, client, shortcut }) => {
        await ack();
        await client.apiCall('views.open', { trigger_id: shortcut.trigger_id, view: form });
      });
      app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
        seen.push('is_cleared' in body && body.is_cleared);
        await ack();
      });
    });
    const rita = opened.workspace.user('U0RITA');
    await rita.shortcut('ami_new');
    const view = await opened.workspace.waitUntil(() => rita.views()[0]);

    await rita.close(view);

    expect(seen).toEqual([true]);
    expect(rita.views()).toEqual([]);
  });
});

describe('the Home tab', () => {
  test('is published when it is opened, and its buttons send the view', async () => {
    const seen: unknown[] = [];
    await bolt((app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        await client.apiCall('views.publish', {
          user_id: event.user,
          view: { type: 'home', blocks: [{ type: 'actions', elements: [button()] }] },
        });
      });
      app.action('go', async ({ ack, body }) => {
        await ack();
        seen.push('container' in body && body.container.type);
      });
    });
    const ana = opened.workspace.user('U0ANA');

    await ana.openHome();
    const home = await opened.workspace.waitUntil(() => ana.home());
    await ana.click(home, 'go');

    expect(seen).toEqual(['view']);
  });
});

describe('an external select', () => {
  const select = { type: 'external_select', action_id: 'image', min_query_length: 0 };

  test('shows the options of the app and rejects invalid ones', async () => {
    const answers = [
      { options: [{ text: { type: 'plain_text' as const, text: 'ami-1' }, value: 'ami-1' }] },
      { options: [{ text: { type: 'plain_text' as const, text: 'x'.repeat(76) }, value: 'ami-1' }] },
    ];
    await bolt((app) => {
      app.shortcut('ami_new', async ({ ack, client, shortcut }) => {
        await ack();
        await client.apiCall('views.open', {
          trigger_id: shortcut.trigger_id,
          view: modal([field(select, { block_id: 'image' })]),
        });
      });
      app.options('image', async ({ ack }) => ack(answers.shift() ?? { options: [] }));
    });
    const rita = opened.workspace.user('U0RITA');
    await rita.shortcut('ami_new');
    const { id } = await opened.workspace.waitUntil(() => rita.views()[0]);
    const ask = { view_id: id, action_id: 'image', block_id: 'image', value: 'ami' };

    expect(await rita.suggest(ask)).toEqual({ options: [{ text: plain('ami-1'), value: 'ami-1' }] });
    expect(await rita.suggest(ask)).toEqual({});
    expect(opened.workspace.violations).toMatchObject([{ rule: 'content' }]);
  });
});
