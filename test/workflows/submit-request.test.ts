import { describe, expect, test } from '@jest/globals';
import type { ImageMatches } from '../../src/workflows/ports.js';
import type { Planned } from '../../src/workflows/operations/contract.js';
import type { Step } from '../../src/workflows/plan/types.js';
import type { Rule } from '../../src/workflows/policy/types.js';
import { submitRequest } from '../../src/workflows/submit-request.js';
import { ana, IMAGE, rita, rule } from './builders.js';
import { copyAndShare, sourceImage } from './copy-and-share.js';
import { Ground } from './ground.js';

function ask(ami: string, requester = rita) {
  return { operation: copyAndShare, input: { ami }, requester };
}

function finding(ground: Ground, matches: ImageMatches) {
  const process = ground.process();
  return { ...process, cloud: { ...process.cloud, findImages: () => Promise.resolve(matches) } };
}

describe('submitting a request', () => {
  test('keeps the AMI that an abbreviation meant', async () => {
    const ground = new Ground();

    const { submission } = await submitRequest(ground.process(), ask('ami-123'));

    expect(submission).toMatchObject({ kind: 'submitted', request: { input: { ami: IMAGE.imageId } } });
  });

  test('is posted before the requester is answered', async () => {
    const ground = new Ground();

    const { submission } = await submitRequest(ground.process(), ask('ami-123'));

    expect(submission).toMatchObject({ request: { announced: { message: { channel: 'C0APPROVALS' } } } });
  });

  test('asked again by anybody while it is pending, it answers with the one that exists', async () => {
    const ground = new Ground();
    await ground.ask(ground.process());
    const [first] = await ground.requests();

    const { submission } = await submitRequest(ground.process(), ask(IMAGE.imageId, ana));

    expect(submission).toMatchObject({ kind: 'duplicate', request: { id: first?.id } });
    expect(await ground.requests()).toHaveLength(1);
  });

  test('that would do the same at another pace is another one', async () => {
    const ground = new Ground();
    const slower = { ...copyAndShare, plan: slowerPlan };
    await submitRequest(ground.process(), ask('ami-123'));

    const { submission } = await submitRequest(ground.process(), { ...ask('ami-123'), operation: slower });

    expect(submission).toMatchObject({ kind: 'submitted' });
    expect(await ground.requests()).toHaveLength(2);
  });

  test('draws another id when one is taken', async () => {
    const ground = new Ground();
    await ground.ask(ground.process());
    const [first] = await ground.requests();
    const ids = [first?.id ?? '', 'AR-ZZZZZZ'];
    const process = { ...ground.process(), ids: { requestId: () => ids.shift() ?? '' } };
    const other = { ...copyAndShare, plan: otherPlan };

    const { submission } = await submitRequest(process, { ...ask('ami-123'), operation: other });

    expect(submission).toMatchObject({ kind: 'submitted', request: { id: 'AR-ZZZZZZ' } });
  });

  test('runs by itself where a rule lets it, and is approved by that rule', async () => {
    const ground = new Ground(copyAndShare, [rule({ kind: 'auto' })]);

    await ground.ask(ground.process());
    await ground.settle(ground.process());

    const [done] = await ground.requests();
    expect(done?.status).toBe('done');
    expect(done?.history[1]).toMatchObject({ type: 'approved', how: 'rule' });
  });
});

function otherPlan(...given: Parameters<typeof copyAndShare.plan>): Planned {
  return withSteps(copyAndShare.plan(...given), (steps) => steps.slice(0, 1));
}

function slowerPlan(...given: Parameters<typeof copyAndShare.plan>): Planned {
  return withSteps(copyAndShare.plan(...given), (steps) => steps.map((step) => ({ ...step, waitMs: 60_000 })));
}

function withSteps(planned: Planned, change: (steps: readonly Step[]) => readonly Step[]): Planned {
  if (planned.kind === 'refused') return planned;
  return { kind: 'plan', plan: { ...planned.plan, steps: change(planned.plan.steps) } };
}

describe('nothing is stored', () => {
  const unreachable = [{ account: '111122223333', region: 'us-east-1', reason: 'the role cannot be assumed' }];
  const twin = { ...sourceImage, imageId: 'ami-1234500000000000a' };

  test.each<[string, string, ImageMatches, object]>([
    ['when no AMI is found', 'ami-9', { images: [], unreachable }, { kind: 'no-image', id: 'ami-9', unreachable }],
    [
      'when an abbreviation means several',
      'ami-123',
      { images: [sourceImage, twin], unreachable: [] },
      { kind: 'several-images', images: [sourceImage, twin] },
    ],
    [
      'when an abbreviation may mean another AMI where nobody could look',
      'ami-123',
      { images: [sourceImage], unreachable },
      { kind: 'uncertain-image', image: sourceImage, unreachable },
    ],
  ])('%s', async (_, ami, matches, expected) => {
    const ground = new Ground();

    const { submission } = await submitRequest(finding(ground, matches), ask(ami));

    expect(submission).toMatchObject(expected);
    expect(await ground.requests()).toEqual([]);
  });

  test('a whole id is not in doubt because of a place that could not be looked into', async () => {
    const ground = new Ground();

    const { submission } = await submitRequest(
      finding(ground, { images: [sourceImage], unreachable }),
      ask(IMAGE.imageId),
    );

    expect(submission.kind).toBe('submitted');
  });

  test.each<[string, readonly Rule[], object]>([
    ['when no rule matches', [], { code: 'no-rule-matches' }],
    ['when a rule refuses', [rule({ kind: 'refuse', message: 'No.' })], { code: 'refused-by-rule', message: 'No.' }],
  ])('%s', async (_, rules, reason) => {
    const ground = new Ground(copyAndShare, rules);

    const { submission } = await submitRequest(ground.process(), ask('ami-123'));

    expect(submission).toMatchObject({ kind: 'forbidden', reason });
    expect(await ground.requests()).toEqual([]);
    expect(ground.announcer.messages.size).toBe(0);
  });
});
