import { describe, expect, test } from '@jest/globals';
import { requestMessage } from '../../../../src/listeners/blocks/request/message.js';
import type { Request, RequestEvent, Status } from '../../../../src/domain/request/types.js';
import { ana, approval, ben, directory, plan, request, rita, step, STATUSES, t } from '../../../workflows/builders.js';
import { renderedLines } from '../../rendered-messages.js';
import { linesOf } from './message-setup.js';

const WORDS = ['Waiting for approval', 'Approved', 'Running', 'Done', 'Failed', 'Denied', 'Cancelled', 'Expired'];

function eventFor(status: Status): RequestEvent {
  if (status === 'denied') return { type: 'denied', by: ben, reason: 'not now', at: t(60) };
  if (status === 'cancelled') return { type: 'cancelled', by: ben, at: t(60) };
  return { type: 'requested', by: rita, at: t(0) };
}

describe('the message of a request', () => {
  test.each([
    ['says where IAM does not limit its calls', '999988887777', true],
    ['says nothing of IAM where a role is assumed for its calls', '111122223333', false],
  ])('%s', (_, account, isSaid) => {
    const { call } = step('share');
    const lines = linesOf({ plan: plan({ steps: [step('share', { call: { ...call, account } })] }) });

    expect(lines.some((line) => line.startsWith('Not limited by IAM in images'))).toBe(isSaid);
  });

  test('shows requester, title, reason, evidence, findings, steps and approvals', () => {
    const lines = linesOf({
      reason: 'the release needs it',
      policyDecision: approval(2, ['U0ANA', 'S0PLATFORM']),
      approvals: [{ by: ana, at: t(30), requirementIndexes: [0] }],
      plan: plan({
        evidence: [{ label: 'Shared with', value: 'only its owner' }],
        findings: [
          { code: 'a', severity: 'info', text: 'Tags are not visible to others.' },
          { code: 'b', severity: 'warning', text: 'It is deprecated.', fix: 'Share a newer one.' },
          { code: 'c', severity: 'unknown', text: 'Its use was not seen.' },
        ],
      }),
    });

    expect(lines).toEqual([
      '# AR-7F3K2M: Waiting for approval',
      'Share ami-1234567890abcdef0 with prod (111122223333)',
      'Requested by @U0RITA, 2026-11-24 09:00 UTC',
      '> the release needs it',
      '- Shared with: only its owner',
      ':question: Unknown',
      '- Its use was not seen.',
      ':warning: Warnings',
      '- It is deprecated. Share a newer one.',
      ':information_source: Good to know',
      '- Tags are not visible to others.',
      '1 step:',
      '(pending) Do share < ModifyImageAttribute in us-east-1, images (999988887777)',
      'Not limited by IAM in images (999988887777): changes are made with the credentials of AMI Steward itself.',
      '1 of 2 approvals from @U0ANA, @S0PLATFORM',
      'Approved by @U0ANA',
      'Expires: 2026-11-27 09:00 UTC',
      '[Approve] [Deny] [Show API calls] [Cancel]',
    ]);
  });

  test.each<[Status, string | undefined]>([
    ['pending', '[Approve] [Deny] [Show API calls] [Cancel]'],
    ['approved', '[Show API calls]'],
    ['running', '[Show API calls]'],
    ['done', '[Show API calls]'],
    ['failed', '[Retry] [Show API calls]'],
    ['denied', undefined],
    ['cancelled', undefined],
    ['expired', undefined],
  ])('with status %s has exactly the applicable buttons', (status, buttons) => {
    const lines = linesOf({ status, history: [eventFor(status)] });

    expect(lines.find((line) => line.startsWith('['))).toBe(buttons);
  });

  test.each(STATUSES)('with status %s shows one status name, the same in blocks and text', (status) => {
    const { text, blocks } = requestMessage(request({ status, history: [eventFor(status)] }), directory);
    const header = renderedLines(blocks)[0] ?? '';

    expect(WORDS.filter((word) => header.includes(word))).toHaveLength(1);
    expect(WORDS.filter((word) => text.includes(word))).toEqual(WORDS.filter((word) => header.includes(word)));
  });

  test('shows the progress of each step and omits cleanups that are not needed', () => {
    const steps = [
      step('one'),
      step('two', { after: ['one'] }),
      step('three', { after: ['two'] }),
      step('clean', { cleanup: { stepId: 'two', unlessDone: 'two' } }),
      step('idle', { cleanup: { stepId: 'one', unlessDone: 'one' } }),
      step('unmade', { cleanup: { stepId: 'three' } }),
      step('always', { cleanup: { stepId: 'one' } }),
    ];
    const at = { attempts: 0, startedAt: t(1) };

    const lines = linesOf({
      status: 'running',
      plan: plan({ steps }),
      steps: {
        one: { ...at, state: 'done', detail: '2 snapshots' },
        two: { ...at, state: 'failed', failure: { code: 'X', message: 'no room' } },
        three: { ...at, state: 'skipped' },
        clean: { ...at, state: 'waiting', detail: '80 %' },
        unmade: { ...at, state: 'skipped' },
      },
    });

    const place = 'ModifyImageAttribute in us-east-1, images (999988887777)';
    expect(lines.filter((line) => line.startsWith('(') || line.includes('steps'))).toEqual([
      '5 steps, 1 done:',
      `(complete) Do one < ${place} = 2 snapshots`,
      `(error) Do two < ${place} = no room`,
      `(pending) Do three < ${place} = Skipped: a step before it was not done.`,
      `(in_progress) Do clean < ${place} = 80 %`,
      `(pending) Do always < ${place}`,
    ]);
  });

  test('shows the failure and the advice', () => {
    const lines = linesOf({
      status: 'failed',
      failure: { code: 'UnauthorizedOperation', message: 'You are not authorized.', advice: 'Allow ec2:CopyImage.' },
    });

    expect(lines).toContain('What went wrong: You are not authorized.');
    expect(lines).toContain('What to do: Allow ec2:CopyImage.');
  });

  test.each<[string, Partial<Request>, readonly string[]]>([
    [
      'a denial',
      { status: 'denied', history: [eventFor('denied')] },
      ['Denied by @U0BEN, 2026-11-24 09:01 UTC', '> not now'],
    ],
    [
      'a cancellation',
      { status: 'cancelled', history: [eventFor('cancelled')] },
      ['Cancelled by @U0BEN, 2026-11-24 09:01 UTC'],
    ],
    ['an expiration', { status: 'expired' }, ['Expired without a decision. It can be submitted again.']],
    [
      'that the AMI cannot be read',
      { status: 'approved', retryState: { attempts: 1, retryAt: t(9) } },
      ['The AMI cannot be checked now. Retrying.'],
    ],
    [
      'why it needs approval again',
      {
        history: [
          {
            type: 'plan-changed',
            plan: plan(),
            policyDecision: approval(),
            differences: ['New: It is in use.'],
            approvalExpiresAt: t(9),
            remindAt: t(8),
            at: t(7),
          },
        ],
      },
      ['Things changed after the approval, so it waits for approval again:', '- New: It is in use.'],
    ],
    [
      'that a rule allows it without approval',
      { policyDecision: { kind: 'auto', rules: [1] } },
      ['A rule allows this without approval.'],
    ],
  ])('shows %s', (_, overrides, expected) => {
    expect(linesOf(overrides)).toEqual(expect.arrayContaining([...expected]));
  });

  test('states how many lines it omits', () => {
    const steps = Array.from({ length: 100 }, (_, index) => step(`s${index}`));
    const evidence = Array.from({ length: 100 }, () => ({ label: 'Tag', value: 'x'.repeat(100) }));

    const lines = linesOf({ plan: plan({ steps, evidence }) });

    expect(lines.filter((line) => line.includes('more'))).toEqual([
      expect.stringMatching(/^- … \d+ more$/),
      expect.stringMatching(/^… \d+ more steps: see Show API calls$/),
    ]);
  });
});
