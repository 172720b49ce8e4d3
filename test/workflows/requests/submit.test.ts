import { describe, expect, test } from '@jest/globals';
import type { ImageMatches } from '../../../src/workflows/ports/resource-finder.js';
import type { PlanResult } from '../../../src/domain/operations/contract.js';
import type { Step } from '../../../src/domain/plan/types.js';
import type { Rule } from '../../../src/domain/policy/types.js';
import { submitRequest } from '../../../src/workflows/requests/submit.js';
import { ana, IMAGE, rita, rule } from '../builders.js';
import { copyAndShare, sourceImage } from '../execution/copy-and-share.js';
import { WorkflowHarness } from '../setup.js';

function ask(ami: string, requester = rita) {
  return { operation: copyAndShare, input: { ami }, requester };
}

function finding(setup: WorkflowHarness, matches: ImageMatches) {
  const worker = setup.process();
  return { ...worker, finder: { ...worker.finder, findImages: () => Promise.resolve(matches) } };
}

describe('submitting a request', () => {
  test('stores the full AMI ID for an ID prefix', async () => {
    const setup = new WorkflowHarness();

    const { submission } = await submitRequest(setup.process(), ask('ami-123'));

    expect(submission).toMatchObject({ kind: 'submitted', request: { input: { ami: IMAGE.imageId } } });
  });

  test('posts the request before it answers the requester', async () => {
    const setup = new WorkflowHarness();

    const { submission } = await submitRequest(setup.process(), ask('ami-123'));

    expect(submission).toMatchObject({ request: { notifications: { message: { channel: 'C0APPROVALS' } } } });
  });

  test('returns the existing pending request for any user who repeats it', async () => {
    const setup = new WorkflowHarness();
    await setup.submit(setup.process());
    const [first] = await setup.requests();

    const { submission } = await submitRequest(setup.process(), ask(IMAGE.imageId, ana));

    expect(submission).toMatchObject({ kind: 'duplicate', request: { id: first?.id } });
    expect(await setup.requests()).toHaveLength(1);
  });

  test('creates another request if only the delays differ', async () => {
    const setup = new WorkflowHarness();
    const slower = { ...copyAndShare, plan: slowerPlan };
    await submitRequest(setup.process(), ask('ami-123'));

    const { submission } = await submitRequest(setup.process(), { ...ask('ami-123'), operation: slower });

    expect(submission).toMatchObject({ kind: 'submitted' });
    expect(await setup.requests()).toHaveLength(2);
  });

  test('draws another ID if the first is taken', async () => {
    const setup = new WorkflowHarness();
    await setup.submit(setup.process());
    const [first] = await setup.requests();
    const ids = [first?.id ?? '', 'AR-ZZZZZZ'];
    const worker = { ...setup.process(), ids: { requestId: () => ids.shift() ?? '' } };
    const other = { ...copyAndShare, plan: otherPlan };

    const { submission } = await submitRequest(worker, { ...ask('ami-123'), operation: other });

    expect(submission).toMatchObject({ kind: 'submitted', request: { id: 'AR-ZZZZZZ' } });
  });

  test('runs without approval if a rule allows it, and records the rule', async () => {
    const setup = new WorkflowHarness(copyAndShare, [rule({ kind: 'auto' })]);

    await setup.submit(setup.process());
    await setup.runUntilSettled(setup.process());

    const [done] = await setup.requests();
    expect(done?.status).toBe('done');
    expect(done?.history[1]).toMatchObject({ type: 'approved', how: 'rule' });
  });
});

function otherPlan(...given: Parameters<typeof copyAndShare.plan>): PlanResult {
  return withSteps(copyAndShare.plan(...given), (steps) => steps.slice(0, 1));
}

function slowerPlan(...given: Parameters<typeof copyAndShare.plan>): PlanResult {
  return withSteps(copyAndShare.plan(...given), (steps) => steps.map((step) => ({ ...step, delayMs: 60_000 })));
}

function withSteps(planned: PlanResult, change: (steps: readonly Step[]) => readonly Step[]): PlanResult {
  if (planned.kind === 'refused') return planned;
  return { kind: 'plan', plan: { ...planned.plan, steps: change(planned.plan.steps) } };
}

describe('submitting a request that may be rejected', () => {
  const unreachable = [{ account: '111122223333', region: 'us-east-1', reason: 'the role cannot be assumed' }];
  const twin = { ...sourceImage, imageId: 'ami-1234500000000000a' };

  test.each<[string, string, ImageMatches, object]>([
    [
      'stores nothing if no AMI is found',
      'ami-9',
      { images: [], unreachable },
      { kind: 'unresolved', subjectKind: 'image', reason: 'not-found', id: 'ami-9', matches: [], unreachable },
    ],
    [
      'stores nothing if an ID prefix matches several AMIs',
      'ami-123',
      { images: [sourceImage, twin], unreachable: [] },
      { kind: 'unresolved', subjectKind: 'image', reason: 'ambiguous', matches: [sourceImage, twin] },
    ],
    [
      'stores nothing if a location that could not be read may have another match',
      'ami-123',
      { images: [sourceImage], unreachable },
      { kind: 'unresolved', subjectKind: 'image', reason: 'unconfirmed', matches: [sourceImage], unreachable },
    ],
  ])('%s', async (_, ami, matches, expected) => {
    const setup = new WorkflowHarness();

    const { submission } = await submitRequest(finding(setup, matches), ask(ami));

    expect(submission).toMatchObject(expected);
    expect(await setup.requests()).toEqual([]);
  });

  test('accepts a full ID even if a location could not be read', async () => {
    const setup = new WorkflowHarness();

    const { submission } = await submitRequest(
      finding(setup, { images: [sourceImage], unreachable }),
      ask(IMAGE.imageId),
    );

    expect(submission.kind).toBe('submitted');
  });

  test.each<[string, readonly Rule[], object]>([
    ['stores nothing if no rule matches', [], { code: 'no-rule-matches', action: 'copy' }],
    [
      'stores nothing if a rule refuses',
      [rule({ kind: 'refuse', message: 'No.' })],
      { code: 'refused-by-rule', message: 'No.' },
    ],
  ])('%s', async (_, rules, reason) => {
    const setup = new WorkflowHarness(copyAndShare, rules);

    const { submission } = await submitRequest(setup.process(), ask('ami-123'));

    expect(submission).toMatchObject({ kind: 'forbidden', reason });
    expect(await setup.requests()).toEqual([]);
    expect(setup.announcer.messages.size).toBe(0);
  });
});
