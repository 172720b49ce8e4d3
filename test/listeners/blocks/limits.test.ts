import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageViolations, viewViolations } from '../../../sandbox/slack/rules/index.js';
import { callsView } from '../../../src/listeners/blocks/request/calls-view.js';
import { actionAccepted, actionRefused } from '../../../src/listeners/blocks/answers/action.js';
import { failureAnswer, formExpired } from '../../../src/listeners/blocks/answers/failure.js';
import { helpOverview, type HelpReader } from '../../../src/listeners/blocks/help/overview.js';
import { helpConcept, helpOperation } from '../../../src/listeners/blocks/help/topic.js';
import { requestHistory } from '../../../src/listeners/blocks/answers/subject-history.js';
import { createHelpTopics } from '../../../src/listeners/blocks/help/topics.js';
import type { Message } from '../../../src/listeners/blocks/kit/message.js';
import {
  isExpirationEvent,
  expirationNotice,
  approverReminder,
  requesterNotice,
} from '../../../src/listeners/blocks/request/notices.js';
import { inputErrorsAnswer, unknownCommand } from '../../../src/listeners/blocks/answers/input-errors.js';
import { policyAnswer } from '../../../src/listeners/blocks/answers/policy.js';
import { requestList } from '../../../src/listeners/blocks/request/list.js';
import { requestMessage } from '../../../src/listeners/blocks/request/message.js';
import { reportMessage } from '../../../src/listeners/blocks/answers/report.js';
import { submissionAnswer } from '../../../src/listeners/blocks/answers/submission.js';
import { noticeView } from '../../../src/listeners/blocks/kit/views.js';
import { AccessDenied, Rejected } from '../../../src/workflows/ports/errors.js';
import { historyPage } from '../../../src/listeners/actions/paging.js';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';
import type { RuleMatch } from '../../../src/domain/policy/evaluate.js';
import type { Submission } from '../../../src/workflows/requests/submission.js';
import type { Refusal } from '../../../src/domain/request/refusal.js';
import { directory, IMAGE, rita, rule, T0 } from '../../workflows/builders.js';
import { sourceImage } from '../../workflows/execution/copy-and-share.js';
import { adversarialText, withoutCodeSpans, findMrkdwnOrBroadcasts } from '../hostile-text.js';
import { runs } from '../../runs.js';
import { eventsWith, plans, requests } from './arbitrary-requests.js';

const RUNS = { numRuns: runs(8, 30) };
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
  expect(findMrkdwnOrBroadcasts(blocks)).toEqual([]);
  expect(withoutCodeSpans(text)).toMatch(OWN_WORDS);
  expect(text.length).toBeLessThanOrEqual(4_000);
  expect(textIn(blocks)).toBeLessThan(TOO_LONG);
}

describe('Slack accepts and shows unchanged any text in', () => {
  test('the request message', () => {
    fc.assert(
      fc.property(requests, (request) => holds(requestMessage(request, directory))),
      RUNS,
    );
  });

  test('the API calls of a request', () => {
    fc.assert(
      fc.property(requests, (request) => {
        for (const page of [0, 1, 999]) {
          const view = callsView(request, directory, { request: request.id, page, plan: 0 });

          expect(viewViolations(view)).toEqual([]);
          expect(findMrkdwnOrBroadcasts(view)).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  test('the history of a request and of an AMI', () => {
    fc.assert(
      fc.property(requests, adversarialText, fc.integer({ min: 0, max: 5 }), (request, imageId, count) => {
        const ref = { imageId, region: 'us-east-1', account: '1' };
        holds(requestHistory(request));
        holds(
          historyPage(
            {
              kind: 'history',
              subjectKey: imageId,
              requests: Array.from({ length: count }, () => request),
              exemptions: [{ ...ref, until: T0, by: rita, reason: imageId, at: T0 }],
              adoptions: Array.from({ length: count * 10 }, () => ({
                ...ref,
                grantee: { kind: 'ou', arn: imageId },
                kind: 'gone',
                by: rita,
                reason: imageId,
                at: T0,
                requiredAdopters: 1,
              })),
              older: { subjectKey: imageId, cursor: imageId },
              creator: request,
              unreachable: [{ region: imageId, account: imageId, reason: imageId }],
            },
            directory,
          ),
        );
      }),
      RUNS,
    );
  });

  test('request lists', () => {
    fc.assert(
      fc.property(adversarialText, adversarialText, (title, userId) => {
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
      fc.property(requests, adversarialText, (request, text) => {
        for (const event of eventsWith(text)) {
          holds(requesterNotice(request, event));
          if (isExpirationEvent(event)) holds(expirationNotice(request, event));
        }
        holds(approverReminder(request));
      }),
      { numRuns: runs(3, 10) },
    );
  });

  test('replies to submissions', () => {
    fc.assert(
      fc.property(requests, plans, adversarialText, (request, plan, text) => {
        const unreachable = Array.from({ length: 30 }, () => ({ account: text, region: text, reason: text }));
        const image = { ...sourceImage, name: text };
        const submissions: readonly Submission[] = [
          { kind: 'submitted', request },
          { kind: 'duplicate', request },
          { kind: 'refused', title: text, findings: plan.findings },
          {
            kind: 'forbidden',
            plan,
            reason: { code: 'refused-by-rule', rule: 1, action: 'share', target: text, message: text },
          },
          { kind: 'forbidden', plan, reason: { code: 'no-rule-matches', action: 'share', target: text } },
          { kind: 'unresolved', subjectKind: 'image', reason: 'not-found', id: text, matches: [], unreachable },
          {
            kind: 'unresolved',
            subjectKind: 'image',
            reason: 'ambiguous',
            id: text,
            matches: Array.from({ length: 30 }, () => image),
            unreachable,
          },
          { kind: 'unresolved', subjectKind: 'image', reason: 'unconfirmed', id: text, matches: [image], unreachable },
        ];
        for (const submission of submissions) {
          holds(submissionAnswer(submission, { directory, approvalsChannel: 'C0APPROVALS' }));
        }
      }),
      { numRuns: runs(3, 10) },
    );
  });

  test('policy replies', () => {
    fc.assert(
      fc.property(plans, adversarialText, fc.constantFrom(1, 40), (plan, text, count) => {
        const verdict = { kind: 'refuse', message: text } as const;
        const named = rule(verdict, { action: [text], to: [text], tags: { [text]: text }, inUse: true });
        const skipped = Array.from({ length: count }, () => ({ rule: named, number: 1, mismatch: 'target' as const }));
        const match: RuleMatch = {
          effect: { action: text, account: text, region: text, target: { kind: 'organization', arn: text } },
          deciding: { rule: named, number: 2 },
          skipped,
        };
        const matches = Array.from({ length: count }, () => match);
        const policyDecision = {
          kind: 'refused',
          reason: { code: 'refused-by-rule', rule: 2, action: 'share', target: text, message: text },
        } as const;

        holds(policyAnswer({ kind: 'planned', plan, matches, policyDecision }, directory));
        holds(policyAnswer({ kind: 'refused', title: text, findings: plan.findings }, directory));
      }),
      RUNS,
    );
  });

  test('replies to buttons', () => {
    fc.assert(
      fc.property(requests, adversarialText, (request, text) => {
        const refusals: readonly Refusal[] = [
          { code: 'not-an-approver', approvers: [text, 'S0PLATFORM'] },
          { code: 'not-requester-or-approver', requester: rita, approvers: [text] },
          { code: 'own-request' },
          { code: 'already-approved' },
          { code: 'too-late', status: request.status },
          { code: 'another-team' },
          { code: 'membership-unknown', groups: ['S0PLATFORM'] },
          {
            code: 'no-longer-allowed',
            reason: { code: 'refused-by-rule', rule: 2, action: 'share', target: text, message: text },
          },
        ];
        holds(actionAccepted(request));
        for (const refusal of refusals) {
          const answer = actionRefused(refusal, 'deny', request);
          holds(answer);
          expect(viewViolations(noticeView('Deny', answer))).toEqual([]);
        }
      }),
      { numRuns: runs(3, 10) },
    );
  });

  test('reports', () => {
    fc.assert(
      fc.property(adversarialText, plans, fc.constantFrom(0, 1, 60), (text, { findings }, count) => {
        const rows = Array.from({ length: count }, () => ({ label: text, value: text }));
        const sections = Array.from({ length: count }, () => ({ heading: text, rows }));
        holds(reportMessage({ title: text, sections, findings }));
      }),
      RUNS,
    );
  });

  test('error replies', () => {
    fc.assert(
      fc.property(adversarialText, adversarialText, (text, nearest) => {
        const mistakes = Array.from({ length: 12 }, () => ({ field: 'ami', text, nearest }));
        holds(inputErrorsAnswer(mistakes, { usage: text, examples: [text] }));
        holds(unknownCommand(text));
        holds(formExpired(text, text));
        holds(failureAnswer(new Rejected('X', text, { advice: text }), 'REF'));
        holds(failureAnswer(new AccessDenied(text, text), 'REF'));
      }),
      RUNS,
    );
  });
});

describe('the help messages', () => {
  const many = Array.from({ length: 100 }, (_, index) => `S0${'PLATFORM'.repeat(2)}${index}`);
  const verdict = { kind: 'approval', approvers: many, required: 100 } as const;

  test.each<[string, HelpReader['rules']]>([
    ['without rules', []],
    ['with one rule that names a hundred groups', [rule(verdict)]],
    [
      'with a hundred long rules',
      Array.from({ length: 100 }, () => rule(verdict, { to: many, tags: { [many.join('')]: '*' }, inUse: true })),
    ],
    ['with a rule that names only the reader', [rule({ kind: 'approval', approvers: ['U0RITA'], required: 1 })]],
  ])('for all operations and topics fit the Slack limits %s', (_, rules) => {
    const asker = { userId: 'U0RITA', rules };
    const helpTopics = createHelpTopics({ expireAfterMs: 1, remindAfterMs: 1 });

    holds(helpOverview({ operations: OPERATIONS, topics: TOPICS, helpTopics, approvalsChannel: 'C0APPROVALS' }, asker));
    for (const operation of OPERATIONS) holds(helpOperation(operation, asker));
    for (const topic of helpTopics) holds(helpConcept(topic));
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
