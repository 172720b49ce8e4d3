import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageViolations, viewViolations } from '../../../sandbox/slack/rules/index.js';
import { callsView } from '../../../src/listeners/blocks/calls-view.js';
import { acceptedDeed, refusedDeed } from '../../../src/listeners/blocks/deed-answer.js';
import { failureAnswer, formTooLate } from '../../../src/listeners/blocks/failure.js';
import { helpOverview, type Asker } from '../../../src/listeners/blocks/help.js';
import { helpMatter, helpOperation } from '../../../src/listeners/blocks/help-topic.js';
import { requestHistory } from '../../../src/listeners/blocks/thing-history.js';
import { mattersOf } from '../../../src/listeners/blocks/matters.js';
import type { Message } from '../../../src/listeners/blocks/message.js';
import { isOfLimit, limitNotice } from '../../../src/listeners/blocks/limit-notice.js';
import { mistakesAnswer, unknownWord } from '../../../src/listeners/blocks/mistakes.js';
import { approverReminder, requesterNotice } from '../../../src/listeners/blocks/notices.js';
import { policyAnswer } from '../../../src/listeners/blocks/policy-answer.js';
import { requestList } from '../../../src/listeners/blocks/request-list.js';
import { requestMessage } from '../../../src/listeners/blocks/request-message.js';
import { sheetMessage } from '../../../src/listeners/blocks/sheet.js';
import { submissionAnswer } from '../../../src/listeners/blocks/submission-answer.js';
import { noticeView } from '../../../src/listeners/blocks/views.js';
import { Denied, Refused } from '../../../src/workflows/errors.js';
import { historyPage } from '../../../src/listeners/history-pages.js';
import { OPERATIONS } from '../../../src/workflows/operations/index.js';
import type { Match } from '../../../src/workflows/policy/explain.js';
import type { Submission } from '../../../src/workflows/submission.js';
import type { Refusal } from '../../../src/workflows/request/decide.js';
import { directory, IMAGE, rita, rule, T0 } from '../../workflows/builders.js';
import { sourceImage } from '../../workflows/copy-and-share.js';
import { hostileText, ownWords, parsedTexts } from '../hostile.js';
import { eventsWith, plans, requests } from './situations.js';

const RUNS = { numRuns: 30 };
/** Where Slack was observed to refuse a message whose blocks hold too much text together. */
const TOO_LONG = 13_200;

/** The top-level text in its own words: letters, marks of punctuation, mentions of people, and no markup. */
const OWN_WORDS = /^(?:[\w\s.,:;?!()|/[\]’'–…-]|<@[UW][A-Z0-9]+>)*$/;

function textIn(payload: unknown): number {
  if (typeof payload === 'string') return [...payload].length;
  if (typeof payload !== 'object' || payload === null) return 0;
  return Object.entries(payload).reduce(
    (sum, [key, value]) => sum + (['type', 'style', 'action_id', 'format'].includes(key) ? 0 : textIn(value)),
    0,
  );
}

function holds({ text, blocks }: Message): void {
  expect(messageViolations({ text, blocks })).toEqual([]);
  expect(parsedTexts(blocks)).toEqual([]);
  expect(ownWords(text)).toMatch(OWN_WORDS);
  expect(text.length).toBeLessThanOrEqual(4_000);
  expect(textIn(blocks)).toBeLessThan(TOO_LONG);
}

describe('whatever people and AWS write, Slack takes it and shows it as it is:', () => {
  test('the message of a request', () => {
    fc.assert(
      fc.property(requests, (request) => holds(requestMessage(request, directory))),
      RUNS,
    );
  });

  test('its calls', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const view = callsView(request, directory);

        expect(viewViolations(view)).toEqual([]);
        expect(parsedTexts(view)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('its history, and that of an AMI', () => {
    fc.assert(
      fc.property(requests, hostileText, fc.integer({ min: 0, max: 5 }), (request, imageId, count) => {
        const ref = { imageId, region: 'us-east-1', account: '1' };
        holds(requestHistory(request));
        holds(
          historyPage(
            {
              kind: 'told',
              name: imageId,
              requests: Array.from({ length: count }, () => request),
              keeps: [{ ...ref, until: T0, by: rita, reason: imageId, at: T0 }],
              adoptions: Array.from({ length: count * 10 }, () => ({
                ...ref,
                grantee: { kind: 'ou', arn: imageId },
                kind: 'gone',
                by: rita,
                reason: imageId,
                at: T0,
                needs: 1,
              })),
              older: { name: imageId, cursor: imageId },
              maker: request,
              unreachable: [{ region: imageId, account: imageId, reason: imageId }],
            },
            directory,
          ),
        );
      }),
      RUNS,
    );
  });

  test('lists', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (title, userId) => {
        const summary = { ...SUMMARY, title, requester: { teamId: 'T', userId } };
        holds(
          requestList(
            'all',
            Array.from({ length: 10 }, () => summary),
            'next',
          ),
        );
      }),
      RUNS,
    );
  });

  test('notices and the reminder', () => {
    fc.assert(
      fc.property(requests, hostileText, (request, text) => {
        for (const event of eventsWith(text)) {
          holds(requesterNotice(request, event));
          if (isOfLimit(event)) holds(limitNotice(request, event));
        }
        holds(approverReminder(request));
      }),
      { numRuns: 10 },
    );
  });

  test('answers to what was asked for', () => {
    fc.assert(
      fc.property(requests, plans, hostileText, (request, plan, text) => {
        const unreachable = Array.from({ length: 30 }, () => ({ account: text, region: text, reason: text }));
        const image = { ...sourceImage, name: text };
        const submissions: readonly Submission[] = [
          { kind: 'submitted', request },
          { kind: 'duplicate', request },
          { kind: 'refused', title: text, findings: plan.findings },
          { kind: 'forbidden', plan, reason: { code: 'refused-by-rule', rule: 1, message: text } },
          { kind: 'forbidden', plan, reason: { code: 'no-rule-matches', target: text } },
          { kind: 'no-image', id: text, unreachable },
          { kind: 'several-images', id: text, images: Array.from({ length: 30 }, () => image), unreachable },
          { kind: 'uncertain-image', id: text, image, unreachable },
        ];
        for (const submission of submissions) {
          holds(submissionAnswer(submission, { directory, approvalsChannel: 'C0APPROVALS' }));
        }
      }),
      { numRuns: 10 },
    );
  });

  test('what the rules say', () => {
    fc.assert(
      fc.property(plans, hostileText, fc.constantFrom(1, 40), (plan, text, count) => {
        const verdict = { kind: 'refuse', message: text } as const;
        const named = rule(verdict, { action: [text], to: [text], tags: { [text]: text }, inUse: true });
        const passed = Array.from({ length: count }, () => ({ rule: named, number: 1, because: 'target' as const }));
        const match: Match = {
          target: { kind: 'organization', arn: text },
          deciding: { rule: named, number: 2 },
          passed,
        };
        const matches = Array.from({ length: count }, () => match);
        const ruling = { kind: 'refused', reason: { code: 'refused-by-rule', rule: 2, message: text } } as const;

        holds(policyAnswer({ kind: 'possible', plan, matches, ruling }, directory));
        holds(policyAnswer({ kind: 'refused', title: text, findings: plan.findings }, directory));
      }),
      RUNS,
    );
  });

  test('answers to presses', () => {
    fc.assert(
      fc.property(requests, hostileText, (request, text) => {
        const refusals: readonly Refusal[] = [
          { code: 'not-an-approver', approvers: [text, 'S0PLATFORM'] },
          { code: 'not-concerned', requester: rita, approvers: [text] },
          { code: 'own-request' },
          { code: 'already-approved' },
          { code: 'too-late', status: request.status },
          { code: 'another-team' },
          { code: 'membership-unknown', groups: ['S0PLATFORM'] },
          { code: 'forbidden-now', reason: { code: 'refused-by-rule', rule: 2, message: text } },
        ];
        holds(acceptedDeed(request));
        for (const refusal of refusals) {
          const answer = refusedDeed(refusal, 'deny', request);
          holds(answer);
          expect(viewViolations(noticeView('Deny', answer))).toEqual([]);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('sheets', () => {
    fc.assert(
      fc.property(hostileText, plans, fc.constantFrom(0, 1, 60), (text, { findings }, count) => {
        const rows = Array.from({ length: count }, () => ({ label: text, value: text }));
        const sections = Array.from({ length: count }, () => ({ heading: text, rows }));
        holds(sheetMessage({ title: text, sections, findings }));
      }),
      RUNS,
    );
  });

  test('mistakes and failures', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, nearest) => {
        const mistakes = Array.from({ length: 12 }, () => ({ field: 'ami', text, nearest }));
        holds(mistakesAnswer(mistakes, { usage: text, examples: [text] }));
        holds(unknownWord(text));
        holds(formTooLate(text, text));
        holds(failureAnswer(new Refused('X', text, { advice: text }), 'REF'));
        holds(failureAnswer(new Denied(text, text), 'REF'));
      }),
      RUNS,
    );
  });
});

describe('the help', () => {
  const many = Array.from({ length: 100 }, (_, index) => `S0${'PLATFORM'.repeat(2)}${index}`);
  const verdict = { kind: 'approval', approvers: many, required: 100 } as const;

  test.each<[string, Asker['rules']]>([
    ['without rules', []],
    ['with one rule that names a hundred groups', [rule(verdict)]],
    [
      'with a hundred long rules',
      Array.from({ length: 100 }, () => rule(verdict, { to: many, tags: { [many.join('')]: '*' }, inUse: true })),
    ],
    ['with a rule that names the reader alone', [rule({ kind: 'approval', approvers: ['U0RITA'], required: 1 })]],
  ])('of everything, of each operation and of each matter is taken by Slack %s', (_, rules) => {
    const asker = { userId: 'U0RITA', rules };
    const matters = mattersOf({ expireAfterMs: 1, remindAfterMs: 1 });

    holds(helpOverview({ operations: OPERATIONS, topics: TOPICS, matters, approvalsChannel: 'C0APPROVALS' }, asker));
    for (const operation of OPERATIONS) holds(helpOperation(operation, asker));
    for (const matter of matters) holds(helpMatter(matter));
  });
});

/** As many as there are, as long as the longest. */
const TOPICS = Array.from({ length: 9 }, () => ({
  name: 'requests',
  usage: '/ami requests [mine|pending|all]',
  summary: 'Show which approval rule would decide a change, and who could approve it; nothing is requested',
  help: [],
  examples: [],
}));

const SUMMARY = {
  id: 'AR-7F3K2M',
  status: 'pending',
  operation: 'share',
  subject: IMAGE,
  createdAt: '2026-11-24T09:00:00.000Z',
} as const;
