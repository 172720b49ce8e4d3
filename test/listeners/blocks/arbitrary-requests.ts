import fc from 'fast-check';
import { planDigest } from '../../../src/domain/plan/plan-digest.js';
import type { Finding, Plan, Step } from '../../../src/domain/plan/types.js';
import type { PolicyDecision } from '../../../src/domain/policy/types.js';
import type { Request, RequestEvent, StepProgress } from '../../../src/domain/request/types.js';
import { ana, ben, IMAGE, person, plan, request, rita, step, STATUSES, t } from '../../workflows/builders.js';
import { adversarialText } from '../hostile-text.js';

const findings: fc.Arbitrary<Finding> = fc.record(
  {
    code: fc.constant('some-finding'),
    severity: fc.constantFrom('refusal', 'unknown', 'warning', 'info'),
    text: adversarialText,
    fix: adversarialText,
  },
  { requiredKeys: ['code', 'severity', 'text'] },
);

const progress: fc.Arbitrary<StepProgress> = fc.record(
  {
    state: fc.constantFrom('started', 'waiting', 'done', 'failed', 'skipped'),
    attempts: fc.constant(1),
    startedAt: fc.constant(t(1)),
    detail: adversarialText,
    failure: fc.record({ code: fc.constant('X'), message: adversarialText }),
  },
  { requiredKeys: ['state', 'attempts', 'startedAt'] },
);

const rulings: fc.Arbitrary<PolicyDecision> = fc.oneof(
  fc.constant({ kind: 'auto', rules: [1] } as const),
  fc
    .array(fc.constantFrom('U0ANA', 'S0PLATFORM', 'not-an-id', 'W0X'), { maxLength: 60 })
    .map((approvers) => ({ kind: 'approval', requirements: [{ approvers, required: 2, rule: 1 }] }) as const),
);

/** Steps with hostile titles and names, up to far more than a message holds. */
const steps: fc.Arbitrary<readonly Step[]> = fc
  .tuple(adversarialText, fc.constantFrom(0, 1, 3, 150))
  .map(([text, count]) =>
    Array.from({ length: count }, (_, index) =>
      step(`step-${index}`, {
        title: text,
        ...(index % 2 === 0 ? {} : { delayMs: 3_600_000 }),
        call: {
          name: 'CopyImage',
          account: IMAGE.account,
          region: 'eu-west-1',
          input: { SourceRegion: IMAGE.region, SourceImageId: IMAGE.imageId, Name: text },
        },
      }),
    ),
  );

export const plans: fc.Arbitrary<Plan> = fc
  .record({
    title: adversarialText,
    steps,
    findings: fc.array(findings, { maxLength: 40 }),
    evidence: fc.array(fc.record({ label: adversarialText, value: adversarialText }), { maxLength: 40 }),
  })
  .map((parts) => plan(parts));

/** Every kind of event, with hostile text wherever there is text. */
export function eventsWith(text: string): readonly RequestEvent[] {
  const failure = { code: 'X', message: text, advice: text };
  const changed = plan();
  const policyDecision = { kind: 'auto', rules: [1] } as const;
  return [
    { type: 'requested', by: rita, at: t(0) },
    { type: 'approval-given', by: ana, planDigest: planDigest(plan()), requirementIndexes: [0], at: t(1) },
    { type: 'approved', how: 'people', at: t(1) },
    { type: 'denied', by: ben, reason: text, at: t(2) },
    { type: 'cancelled', by: person(text), at: t(3) },
    { type: 'expired', at: t(3) },
    { type: 'reminded', at: t(3) },
    { type: 'action-refused', by: ben, action: 'approve', reason: 'own-request', at: t(4) },
    { type: 'started', at: t(5) },
    {
      type: 'plan-changed',
      plan: changed,
      policyDecision,
      differences: [text],
      approvalExpiresAt: t(9),
      remindAt: t(8),
      at: t(6),
    },
    { type: 'rules-changed', policyDecision, at: t(6) },
    { type: 'stage-announced', step: text, due: t(9), evidence: { label: text, value: text }, at: t(6) },
    { type: 'revalidated', step: 'step-0', undo: {}, evidence: { label: text, value: text }, at: t(7) },
    { type: 'cancel-requested', by: person(text), at: t(7) },
    { type: 'step-started', step: text, at: t(7) },
    { type: 'step-accepted', step: 'step-0', outputs: {}, detail: text, at: t(7) },
    { type: 'step-done', step: 'step-0', outputs: {}, detail: text, at: t(7) },
    { type: 'step-failed', step: 'step-0', failure, at: t(7) },
    { type: 'step-skipped', step: 'step-0', at: t(7) },
    { type: 'failed', failure, at: t(8) },
    { type: 'retried', by: rita, at: t(9) },
    { type: 'done', at: t(10) },
    { type: 'undo-requested', by: person(text), undo: 'AR-000001', at: t(11) },
    { type: 'undone', undo: 'AR-000001', at: t(12) },
    { type: 'expiry-announced', due: t(20), evidence: { label: text, value: text }, at: t(13) },
    { type: 'expiry-requested', by: person(text), at: t(14) },
    { type: 'revocation-delayed', reason: text, at: t(15) },
    { type: 'revocation-started', undo: 'AR-000001', at: t(16) },
    { type: 'revocation-not-needed', reason: text, at: t(17) },
  ];
}

/** Requests in every state, whatever stands in them. */
export const requests: fc.Arbitrary<Request> = fc
  .record({
    status: fc.constantFrom(...STATUSES),
    plan: plans,
    policyDecision: rulings,
    reason: adversarialText,
    requester: fc.oneof(
      fc.constant(rita),
      adversarialText.map((text) => person(text)),
    ),
    progress,
    text: adversarialText,
    hasHistory: fc.boolean(),
    isSettled: fc.option(fc.boolean(), { nil: undefined }),
  })
  .map(({ progress: each, text, hasHistory, isSettled, ...parts }) =>
    request({
      ...parts,
      ...(isSettled === undefined ? {} : { expiration: { revokeAt: t(99), isSettled } }),
      steps: Object.fromEntries(parts.plan.steps.slice(0, 100).map(({ id }) => [id, each])),
      failure: { code: 'X', message: text, advice: text },
      approvals: [{ by: ana, at: t(1), requirementIndexes: [0] }],
      notifications: { shownRevision: 0, sent: [], failures: 1, problem: text },
      history: hasHistory ? eventsWith(text) : [],
    }),
  );
