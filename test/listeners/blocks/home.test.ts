import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { viewViolations } from '../../../sandbox/slack/rules/index.js';
import { chooseForm } from '../../../src/listeners/blocks/forms/choose.js';
import { homeView, homeUnavailable, type RequestableChange } from '../../../src/listeners/blocks/home.js';
import { checkingNotice, inputErrorsPreview, requestPreview } from '../../../src/listeners/blocks/answers/preview.js';
import { commandForm } from '../../../src/listeners/blocks/forms/command.js';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';
import type { Home } from '../../../src/workflows/use-cases.js';
import { directory, IMAGE, plan, request, rita, T0 } from '../../workflows/builders.js';
import { adversarialText, findMrkdwnOrBroadcasts } from '../hostile-text.js';
import { renderedLines } from '../rendered-messages.js';
import { plans, requests } from './arbitrary-requests.js';

const EMPTY: Home = {
  kind: 'home',
  awaitingDecision: [],
  unreadableGroups: [],
  hasMoreOpen: false,
  ownRequests: [],
  hasMoreOwn: false,
};
const OFFERS: readonly RequestableChange[] = [
  { name: 'share', summary: 'Let others use it', outlook: { kind: 'depends' } },
  { name: 'publish', summary: 'Let every AWS account use it', outlook: { kind: 'never', message: 'No.' } },
];

describe('the Home tab', () => {
  test('explains what to do while it is empty', () => {
    expect(renderedLines(homeView(EMPTY, OFFERS).blocks)).toEqual([
      '[New AMI request]',
      '# Waiting for your decision',
      'Nothing waits for you.',
      '# Your requests',
      'You have no requests yet. Press the button above, or type /ami help.',
      '# What you can request',
      '- /ami share Let others use it (approval depends on the details)',
      'The rules do not allow: publish',
    ]);
  });

  test('shows pending requests with a warning, buttons and unreadable groups', () => {
    const warned = request({
      reason: 'release 42',
      plan: plan({
        findings: [
          { code: 'i', severity: 'info', text: 'Fine.' },
          { code: 'w', severity: 'warning', text: 'It is old.' },
          { code: 'u', severity: 'unknown', text: 'Its use is unknown.' },
        ],
      }),
    });

    expect(
      renderedLines(
        homeView({ ...EMPTY, awaitingDecision: [warned], unreadableGroups: ['S0PLATFORM'] }, []).blocks,
      ).slice(2, 8),
    ).toEqual([
      'AR-7F3K2M: Share ami-1234567890abcdef0 with prod (111122223333)',
      'Requested by @U0RITA, 2026-11-24 09:00 UTC. Expires: 2026-11-27 09:00 UTC',
      '> release 42',
      ':warning: It is old. … and 1 more',
      '[Approve] [Deny] [Show API calls]',
      'Slack did not return the members of @S0PLATFORM: what waits for them may be missing.',
    ]);
  });

  test('fits the Slack limits and is never parsed as markup, whatever it contains', () => {
    fc.assert(
      fc.property(requests, adversarialText, fc.constantFrom(0, 1, 60), (one, text, count) => {
        function many<T>(item: T): readonly T[] {
          return Array.from({ length: count }, () => item);
        }
        const summary = {
          id: 'AR-7F3K2M',
          status: 'pending',
          operation: 'share',
          title: text,
          subject: IMAGE,
          requester: rita,
          createdAt: T0,
        } as const;
        const offer: RequestableChange = { name: text, summary: text, outlook: { kind: 'depends' } };
        const never: RequestableChange = { name: text, summary: text, outlook: { kind: 'never', message: text } };
        const home: Home = {
          ...EMPTY,
          awaitingDecision: many(one),
          unreadableGroups: many(text),
          hasMoreOpen: true,
          ownRequests: many(summary),
          hasMoreOwn: true,
        };
        const view = homeView(home, [...many(offer), ...many(never)]);

        expect(viewViolations(view)).toEqual([]);
        expect(findMrkdwnOrBroadcasts(view)).toEqual([]);
      }),
      { numRuns: 20 },
    );
    expect(viewViolations(homeUnavailable())).toEqual([]);
    for (const code of ['another-team', 'guest', 'standing-unknown'] as const) {
      expect(viewViolations(homeView({ kind: 'refused', code }, []))).toEqual([]);
    }
  });
});

describe('New AMI request', () => {
  test('offers every change in a valid Slack form', () => {
    const changes = OPERATIONS.filter(({ kind }) => kind === 'change');

    expect(viewViolations(chooseForm(changes, '{}'))).toEqual([]);
  });
});

describe('the preview in a form', () => {
  const [operation] = OPERATIONS.filter(({ kind }) => kind === 'change');

  test('fits the Slack limits and is never parsed as markup, whatever it contains', () => {
    fc.assert(
      fc.property(plans, adversarialText, (asked, text) => {
        const policyDecision = {
          kind: 'refused',
          reason: { code: 'refused-by-rule', rule: 1, action: 'share', target: text, message: text },
        } as const;
        for (const below of [
          checkingNotice(),
          inputErrorsPreview([{ field: 'ami', text, suggestion: text }]),
          requestPreview({ kind: 'planned', plan: asked, matches: [], policyDecision }, directory),
          requestPreview({ kind: 'refused', title: text, findings: asked.findings }, directory),
          requestPreview(
            { kind: 'unresolved', subjectKind: 'image', reason: 'not-found', id: text, matches: [], unreachable: [] },
            directory,
          ),
        ]) {
          if (operation === undefined) throw new Error('there is no change');
          const view = commandForm({ ...operation, submit: 'Request', isChange: true }, {}, '{}', below);
          expect(viewViolations(view)).toEqual([]);
          expect(findMrkdwnOrBroadcasts(view)).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });
});
