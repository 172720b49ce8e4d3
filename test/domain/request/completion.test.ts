import { describe, expect, test } from '@jest/globals';
import type { PerTarget, Step } from '../../../src/domain/plan/types.js';
import { completionEvent } from '../../../src/domain/request/completion.js';
import type { Failure } from '../../../src/domain/request/failure.js';
import type { StepProgress } from '../../../src/domain/request/types.js';
import { failureText } from '../../../src/listeners/blocks/request/failure-text.js';
import { plan, request, step, t } from '../../workflows/builders.js';

/** `done`, `skipped`, or the code of its failure. */
type End = string;

const SAID = { done: 'Shared with', partly: 'Shared only in part with', failed: 'Not shared with' };

/** Two steps for each account; the second waits for the first. */
const steps: readonly Step[] = ['prod', 'dev', 'partner'].flatMap((name) => [
  step(`share-${name}`),
  step(`share-${name}-snap`, { after: [`share-${name}`] }),
]);

const perTarget: PerTarget = {
  phrases: SAID,
  targets: ['prod', 'dev', 'partner'].map((label) => ({ label, steps: [`share-${label}`, `share-${label}-snap`] })),
};

function ended(
  ends: Readonly<Record<string, End>>,
  given: { perTarget?: PerTarget; steps?: readonly Step[] } = { perTarget },
) {
  const all = Object.entries(ends).map(([id, end]) => [id, progress(end)] as const);
  return completionEvent(
    request({ status: 'running', plan: plan({ steps, ...given }), steps: Object.fromEntries(all) }),
    t(9),
  );
}

function progress(end: End): StepProgress {
  if (end === 'done' || end === 'skipped') return { state: end, attempts: 0, startedAt: t(1) };
  return { state: 'failed', attempts: 0, startedAt: t(1), failure: { code: end, message: `${end} happened` } };
}

const ALL_DONE = Object.fromEntries(steps.map(({ id }) => [id, 'done']));

function failureOf(...given: Parameters<typeof ended>): Failure | undefined {
  const event = ended(...given);
  return event.type === 'failed' ? event.failure : undefined;
}

function failureLinesOf(...given: Parameters<typeof ended>): string | undefined {
  const failure = failureOf(...given);
  return failure === undefined ? undefined : failureText(failure);
}

describe('the completion of a request with several targets', () => {
  test('is done when every step is done', () => {
    expect(ended(ALL_DONE)).toEqual({ type: 'done', at: t(9) });
  });

  test.each<[string, Readonly<Record<string, End>>, readonly string[]]>([
    [
      'a failed target with the reason',
      { 'share-dev': 'Quota', 'share-dev-snap': 'skipped' },
      ['Shared with prod, partner.', 'Not shared with dev: Quota happened.'],
    ],
    [
      'targets with the same outcome on one line',
      { 'share-dev': 'Quota', 'share-dev-snap': 'skipped', 'share-prod': 'Quota', 'share-prod-snap': 'skipped' },
      ['Shared with partner.', 'Not shared with prod, dev: Quota happened.'],
    ],
    [
      'a partly completed target with the missing step',
      { 'share-dev-snap': 'Locked', 'share-prod': 'Quota', 'share-prod-snap': 'skipped' },
      [
        'Shared with partner.',
        'Shared only in part with dev: Do share-dev-snap: Locked happened.',
        'Not shared with prod: Quota happened.',
      ],
    ],
  ])('reports %s', (_, ends, lines) => {
    expect(failureLinesOf({ ...ALL_DONE, ...ends })).toBe(lines.join('\n'));
  });

  test('reports the reason when a preparatory step failed', () => {
    const onTheWay = [step('lend-dev'), step('copy-dev', { after: ['lend-dev'] }), step('copy-prod')];
    const copies = { phrases: SAID, targets: ['prod', 'dev'].map((label) => ({ label, steps: [`copy-${label}`] })) };

    const lines = failureLinesOf(
      { 'lend-dev': 'Quota', 'copy-dev': 'skipped', 'copy-prod': 'done' },
      { steps: onTheWay, perTarget: copies },
    );

    expect(lines).toBe('Shared with prod.\nNot shared with dev: Quota happened.');
  });

  test('reports a failed clean-up in addition to the completed targets', () => {
    const withCleanUp = [...steps, step('take-back', { after: ['share-dev'], cleanup: { stepId: 'share-dev' } })];

    expect(failureLinesOf({ ...ALL_DONE, 'take-back': 'Locked' }, { perTarget, steps: withCleanUp })).toBe(
      'Shared with prod, dev, partner.\nDo take-back: Locked happened.',
    );
  });
});

describe('the completion of a request without targets', () => {
  test('has the message of the failed step', () => {
    expect(failureOf({ ...ALL_DONE, 'share-dev': 'Quota' }, {})).toEqual({ code: 'Quota', message: 'Quota happened' });
  });

  test('keeps the failure of each step', () => {
    const failure = { code: 'X', message: 'no', advice: 'Ask.' };
    const failed: StepProgress = { state: 'failed', attempts: 0, startedAt: t(1), failure };

    const event = completionEvent(
      request({ plan: plan({ steps }), steps: { 'share-prod': failed, 'share-dev': failed } }),
      t(9),
    );

    const parts = ['Do share-prod', 'Do share-dev'].map((text) => ({ text, failures: [failure] }));
    expect(event).toMatchObject({ failure: { code: 'X', parts } });
  });
});
