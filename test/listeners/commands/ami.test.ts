import { describe, expect, test } from '@jest/globals';
import { messageViolations, viewViolations } from '../../../sandbox/slack/rules/index.js';
import { Throttled } from '../../../src/workflows/ports/errors.js';
import type { RequestSummary } from '../../../src/domain/request/types.js';
import type { SubmitRequestCommand, RequestActionCommand } from '../../../src/workflows/use-cases.js';
import type { Submission } from '../../../src/workflows/requests/submission.js';
import { ana, request, rita } from '../../workflows/builders.js';
import { sourceImage } from '../../workflows/execution/copy-and-share.js';
import { command } from '../payloads.js';
import { renderedLines } from '../rendered-messages.js';
import { slackRejects, ListenerHarness, type JsonObject } from '../slack-setup.js';

const notifications = {
  shownRevision: 1,
  sent: [],
  failures: 0,
  message: { channel: 'C0APPROVALS', ts: '1.000' },
} as const;
const submitted: Submission = { kind: 'submitted', request: request({ notifications }) };

/** The one private answer, as its reader sees it. */
function answerOf(harness: ListenerHarness): readonly string[] {
  const [response = {}, ...others] = harness.callsOf('response_url');
  expect(others).toEqual([]);
  expect(response).toMatchObject({ response_type: 'ephemeral', replace_original: false });
  return linesOf(response);
}

function linesOf({ text, blocks }: JsonObject): readonly string[] {
  expect(messageViolations({ text, blocks })).toEqual([]);
  return renderedLines(Array.isArray(blocks) ? blocks : []);
}

describe('/ami', () => {
  test('acknowledges first and answers a complete request with its ID and a link', async () => {
    const asked: SubmitRequestCommand[] = [];
    const harness: ListenerHarness = new ListenerHarness({
      useCases: {
        submitRequest: async (command) => {
          expect(harness.acknowledged).toEqual([undefined]);
          asked.push(command);
          return submitted;
        },
      },
    });

    await harness.send(command('share ami-123 with 1111 because &lt;b&gt; &amp; co'));

    expect(asked).toMatchObject([{ requester: rita, reason: '<b> & co', input: { ami: 'ami-123' } }]);
    expect(asked[0]?.operation.name).toBe('share');
    expect(answerOf(harness)).toEqual([
      'AR-7F3K2M: Share ami-1234567890abcdef0 with prod (111122223333)',
      'It waits for approval. See the request (https://acme.slack.test/archives/C0APPROVALS/p1000) in #C0APPROVALS',
    ]);
  });

  test('answers without a link if Slack returns none', async () => {
    const harness = new ListenerHarness({
      useCases: { submitRequest: async () => submitted },
      responses: { 'chat.getPermalink': slackRejects('message_not_found') },
    });

    await harness.send(command('share ami-123 with 1111'));

    expect(answerOf(harness)[1]).toBe('It waits for approval. It is shown in #C0APPROVALS');
  });

  test('reports that the request could not be posted yet', async () => {
    const problem = 'the channel is archived';
    const harness = new ListenerHarness({
      useCases: {
        submitRequest: async () => ({
          kind: 'submitted',
          request: request({ notifications: { shownRevision: 0, sent: [], failures: 1, problem } }),
        }),
      },
    });

    await harness.send(command('share ami-123 with 1111'));

    expect(answerOf(harness)[1]).toBe(
      'It waits for approval. It is stored, but could not be shown in #C0APPROVALS yet: the channel is archived. Retrying automatically.',
    );
  });

  test.each<[string, Submission, readonly string[]]>([
    [
      'an existing request',
      { kind: 'duplicate', request: request({ notifications }) },
      [
        'Already requested: AR-7F3K2M (Waiting for approval) by @U0RITA. Nothing was stored. See the request (https://acme.slack.test/archives/C0APPROVALS/p1000)',
      ],
    ],
    [
      'a change that is not possible, and its fix',
      {
        kind: 'refused',
        title: 'Share ami-1',
        findings: [{ code: 'x', severity: 'refusal', text: 'The key cannot be shared.', fix: 'Copy it first.' }],
      },
      ['Not requested: Share ami-1', ':no_entry: Not possible', '- The key cannot be shared. Copy it first.'],
    ],
    [
      'a change that no rule allows',
      {
        kind: 'forbidden',
        plan: request().plan,
        reason: { code: 'no-rule-matches', action: 'share', target: '111122223333' },
      },
      [
        'Not requested: Share ami-1234567890abcdef0 with prod (111122223333)',
        'No approval rule covers share with 111122223333. An operator can add one to the configuration.',
      ],
    ],
    [
      'an AMI that was not found',
      {
        kind: 'unresolved',
        subjectKind: 'image',
        reason: 'not-found',
        matches: [],
        id: 'ami-123',
        unreachable: [{ account: '111122223333', region: 'us-east-1', reason: 'no role' }],
      },
      ['No AMI found with ID or ID prefix ami-123.', 'Not searched:', '- us-east-1, prod (111122223333): no role'],
    ],
    [
      'an ambiguous abbreviation',
      {
        kind: 'unresolved',
        subjectKind: 'image',
        reason: 'ambiguous',
        id: 'ami-123',
        matches: [sourceImage, { ...sourceImage, imageId: 'ami-123f', region: 'eu-west-1' }],
        unreachable: [],
      },
      [
        'ami-123 matches 2 AMIs. Enter more of the ID:',
        '- ami-1234567890abcdef0 golden-base in us-east-1, images (999988887777)',
        '- ami-123f golden-base in eu-west-1, images (999988887777)',
      ],
    ],
  ])('explains %s', async (_, submission, expected) => {
    const harness = new ListenerHarness({ useCases: { submitRequest: async () => submission } });

    await harness.send(command('share ami-123 with 1111'));

    expect(answerOf(harness)).toEqual(expected);
  });

  test.each([
    ['shre ami-123 with 1111', 'Did you mean /ami share?'],
    ['share ami-123 wiht 1111', 'Did you mean with?'],
    ['share ami-123 with 1111 with 2222', 'Usage: /ami share <ami> with <target>[, …] [for <duration>]'],
    ['requests pendign', 'Did you mean pending?'],
    ['help deregistre', 'Did you mean deregister?'],
    ['status AR-1', 'Usage: /ami status <request>'],
    ['cancel AR-7F3K2M now', 'Usage: /ami cancel <request>'],
  ])('answers the invalid command %j privately without a lookup', async (text, expected) => {
    const harness = new ListenerHarness();

    await harness.send(command(text));

    expect(answerOf(harness).join('\n')).toContain(expected);
    expect(harness.calls).toHaveLength(1);
  });

  test('opens a form for a missing value first, with the other values filled in', async () => {
    const harness = new ListenerHarness();

    const sent = command('share ami-123 in us-east-1 because we need it');
    await harness.send(sent);

    const [{ view, trigger_id: trigger } = { view: undefined }] = harness.callsOf('views.open');
    expect(harness.calls).toHaveLength(1);
    expect(trigger).toBe(sent.trigger_id);
    expect(viewViolations(view)).toEqual([]);
    expect(view).toMatchObject({ private_metadata: '{"command":"share","channel":"C0GENERAL"}' });
    expect(renderedLines(blocksOf(view))).toEqual([
      'Let other accounts launch and copy an AMI. As a command: /ami share <ami> with <target>[, …] [for <duration>]',
      'AMI*: ami-123',
      'Target*: ',
      'For how long: ',
      'Region: us-east-1',
      'Account: ',
      'Reason: we need it',
      '[Check it first]',
    ]);
  });

  test('shows the full command to type if the form opens too late', async () => {
    const harness = new ListenerHarness({ responses: { 'views.open': slackRejects('expired_trigger_id') } });

    await harness.send(command('share ami-123 because we need it'));

    expect(answerOf(harness)).toEqual([
      'The form could not be opened in time. Nothing was requested. Try again, or type all of it:',
      '/ami share ami-123 because we need it',
      'Usage: /ami share <ami> with <target>[, …] [for <duration>]',
    ]);
  });

  test('refuses members of other workspaces', async () => {
    const harness = new ListenerHarness();

    await harness.send(command('share ami-123 with 1111', { user: 'U0STRANGER', team: 'T0OTHER' }));

    expect(answerOf(harness)).toEqual([
      'Only members of the workspace that AMI Steward belongs to can use it. Nothing was requested.',
    ]);
  });

  test('answers a query with its report', async () => {
    const report = {
      title: 'golden-base',
      sections: [{ heading: 'AMI', rows: [{ label: 'State', value: 'available' }] }],
      findings: [],
    };
    const harness = new ListenerHarness({ useCases: { describe: async () => ({ kind: 'report', report }) } });

    await harness.send(command('info ami-123'));

    expect(answerOf(harness)).toEqual(['# golden-base', 'AMI', '- State: available']);
  });

  test('shows a request with its buttons', async () => {
    const harness = new ListenerHarness({ useCases: { getRequest: async (id) => request({ id }) } });

    await harness.send(command('status 7f3k2m'));

    const lines = answerOf(harness);
    expect([lines[0], lines.at(-1)]).toEqual([
      '# AR-7F3K2M: Waiting for approval',
      '[Approve] [Deny] [Show API calls] [Cancel]',
    ]);
  });

  test('cancels a request and answers with its status', async () => {
    const commands: RequestActionCommand[] = [];
    const harness = new ListenerHarness({
      useCases: {
        actOnRequest: async (command) => {
          commands.push(command);
          return { kind: 'accepted', request: request({ status: 'cancelled' }) };
        },
      },
    });

    await harness.send(command('cancel ar-7f3k2m'));

    expect(commands).toEqual([{ requestId: 'AR-7F3K2M', by: rita, action: { kind: 'cancel' } }]);
    expect(answerOf(harness)).toEqual(['AR-7F3K2M: Cancelled.']);
  });

  test('lists the permitted users if a command is refused', async () => {
    const harness = new ListenerHarness({
      useCases: {
        actOnRequest: async () => ({
          kind: 'refused',
          refusal: { code: 'not-requester-or-approver', requester: ana, approvers: ['S0PLATFORM'] },
          request: request(),
        }),
      },
    });

    await harness.send(command('retry AR-7F3K2M'));

    expect(answerOf(harness)).toEqual(['AR-7F3K2M: you may not retry it. Only these people can: @U0ANA, @S0PLATFORM']);
  });

  test('lists requests with a button for the next page', async () => {
    const harness = new ListenerHarness({
      useCases: { listRequests: async () => ({ items: [summary()], cursor: 'next' }) },
    });

    await harness.send(command('requests pending'));

    expect(answerOf(harness)).toEqual([
      'Requests that are not finished',
      '- AR-7F3K2M Waiting for approval: Share it – @U0RITA, 2026-11-24 09:00 UTC',
      '[More]',
    ]);
  });

  test('answers by direct message if the response_url is expired', async () => {
    const harness = new ListenerHarness({
      responses: { response_url: { status: 404, body: { ok: false, error: 'expired_url' } } },
    });

    await harness.send(command('help share'));

    const [message = {}] = harness.callsOf('chat.postMessage');
    expect(message).toMatchObject({ channel: 'U0RITA', parse: 'none' });
    expect(linesOf(message)[0]).toBe('# /ami share');
  });

  test('answers with a reference if a port fails and logs one line', async () => {
    const harness = new ListenerHarness({
      useCases: { submitRequest: () => Promise.reject(new Throttled('EC2 asks for fewer calls')) },
    });

    await harness.send(command('share ami-123 with 1111'));

    expect(answerOf(harness)).toEqual([
      'AWS or Slack is temporarily unavailable. Nothing was done; try again in a minute.',
      'Reference for the log: REF123',
    ]);
    expect(harness.log.map(({ level, fields }) => [level, fields.reference, fields.kind])).toEqual([
      ['warn', 'REF123', 'throttled'],
    ]);
  });
});

function summary(): RequestSummary {
  const { id, status, operation, subject, requester, createdAt } = request();
  return { id, status, operation, title: 'Share it', subject, requester, createdAt };
}

function blocksOf(view: unknown): readonly unknown[] {
  return typeof view === 'object' && view !== null && 'blocks' in view && Array.isArray(view.blocks) ? view.blocks : [];
}
