import { describe, expect, test } from '@jest/globals';
import type { Plan } from '../../../src/domain/plan/types.js';
import type { UndoResult } from '../../../src/workflows/use-cases.js';
import { findEntry } from '../../fakes/in-memory-world.js';
import { ana, IMAGE, rule } from '../builders.js';
import { UndoHarness } from './undo-setup.js';

const PROD = '111122223333';
const DEV = '444455556666';
const SHARE = `/ami share ${IMAGE.imageId} with prod, ${DEV}`;
const COPY = `/ami copy ${IMAGE.imageId} to eu-west-1 as other`;

async function done(setup: UndoHarness, line: string): Promise<string> {
  const request = await setup.submitAndRun(line);
  if (request?.status !== 'done') throw new Error(`${line} was not done`);
  return request.id;
}

/** The plan of the undo of a request. */
function planIn(result: UndoResult): Plan {
  if (result.kind === 'submitted') return result.request.plan;
  throw new Error(JSON.stringify(result));
}

function codes({ findings }: Pick<Plan, 'findings'>): readonly string[] {
  return findings.map(({ code }) => code);
}

describe('the plan of an undo', () => {
  test('reverses the steps from last to first, under the name of the inverse operation', async () => {
    const setup = new UndoHarness();
    const id = await done(setup, SHARE);

    const plan = planIn(await setup.undo(id));

    expect(plan).toMatchObject({
      operation: 'unshare',
      title: expect.stringContaining(`Undo ${id}: Share ${IMAGE.imageId}`) as unknown,
      policyInput: { targets: [DEV, PROD].map((account) => ({ kind: 'account', id: account })), removesAccess: false },
    });
    expect(plan.steps.map(({ call, after }) => [call.name, after])).toEqual([
      ['ModifySnapshotAttribute', []],
      ['ModifyImageAttribute', [plan.steps[0]?.id]],
      ['ModifySnapshotAttribute', []],
      ['ModifyImageAttribute', [plan.steps[2]?.id]],
    ]);
    expect(codes(plan)).toContain('use-elsewhere-unknown');
  });

  test('omits what was removed manually, and reports it', async () => {
    const setup = new UndoHarness();
    const id = await done(setup, SHARE);
    const entry = findEntry(setup.ec2, IMAGE);
    if (entry !== undefined) entry.sharedWith = [{ kind: 'account', id: DEV }];

    const plan = planIn(await setup.undo(id));

    const launching = plan.steps.filter(({ call }) => call.name === 'ModifyImageAttribute');
    expect(launching.map(({ call }) => call.input)).toMatchObject([
      { LaunchPermission: { Remove: [{ UserId: DEV }] } },
    ]);
    expect(plan.findings.find(({ code }) => code === 'undo-already-gone')?.text).toContain('prod');
  });

  test('leaves a share to a later request that restored it', async () => {
    const setup = new UndoHarness();
    const id = await done(setup, SHARE);
    await done(setup, `/ami unshare ${IMAGE.imageId} from prod`);
    await done(setup, `/ami share ${IMAGE.imageId} with prod`);

    const plan = planIn(await setup.undo(id));
    await setup.runUntilSettled();

    expect(codes(plan)).toContain('undo-changed-since');
    expect(setup.shares()).toEqual([[PROD], [PROD]]);
  });

  test('removes a copy with its snapshots after checking its use', async () => {
    const setup = new UndoHarness();
    const id = await done(setup, COPY);

    const plan = planIn(await setup.undo(id));
    await setup.runUntilSettled();

    expect(plan).toMatchObject({
      operation: 'deregister',
      policyInput: { removesAccess: true, inUse: 'no', targets: [] },
    });
    expect(codes(plan)).toEqual(expect.arrayContaining(['deregistration-is-final', 'cannot-be-undone']));
    expect(plan.findings.find(({ code }) => code === 'deregistration-is-final')?.text).toMatch(
      /^ami-0c0de\w+ \(eu-west-1\): /,
    );
    expect(setup.ec2.images).toHaveLength(1);
  });

  test('is refused for a copy in use if no rule covers that case', async () => {
    const setup = new UndoHarness([rule({ kind: 'auto' })]);
    const id = await done(setup, COPY);
    const copy = setup.ec2.images.find(({ image }) => image.region === 'eu-west-1');
    Object.assign(copy?.usageByAccount ?? {}, {
      [IMAGE.account]: [{ type: 'ec2:Instance', arn: 'arn:aws:ec2:::instance/i-1' }],
    });

    expect(await setup.undo(id)).toMatchObject({ kind: 'forbidden', reason: { code: 'in-use', inUse: 'yes' } });
    expect(setup.ec2.images).toHaveLength(2);
  });

  test('reverts the completed steps of a failed request', async () => {
    const setup = new UndoHarness();
    setup.ec2.faults.push({ call: 'ModifySnapshotAttribute', fault: { kind: 'refused', code: 'No', message: 'no' } });
    const failed = await setup.submitAndRun(`/ami share ${IMAGE.imageId} with prod`);
    expect(failed?.status).toBe('failed');

    const plan = planIn(await setup.undo(failed?.id ?? ''));
    await setup.runUntilSettled();

    expect(plan.steps.map(({ call }) => call.name)).toEqual(['ModifyImageAttribute']);
    expect(setup.shares()).toEqual([[], []]);
  });

  test('reverts the snapshot shares of an AMI that no longer exists', async () => {
    const setup = new UndoHarness();
    const id = await done(setup, `/ami share ${IMAGE.imageId} with prod`);
    setup.ec2.images.length = 0;

    const result = await setup.undo(id);

    expect(result.kind === 'submitted' && result.request.plan.steps.map(({ call }) => call.name)).toEqual([
      'ModifySnapshotAttribute',
    ]);
  });

  test('returns to the approvers if a new plan differs before it runs', async () => {
    const approvers = rule({ kind: 'approval', approvers: ['U0ANA'], required: 1 }, { action: ['unshare'] });
    const setup = new UndoHarness([approvers, rule({ kind: 'auto' })]);
    const undo = await setup.undo(await done(setup, SHARE), ana);
    const undoId = undo.kind === 'submitted' ? undo.request.id : '';
    const entry = findEntry(setup.ec2, IMAGE);
    if (entry !== undefined) entry.sharedWith = [{ kind: 'account', id: DEV }];

    await setup.approve(undoId);
    expect((await setup.load(undoId)).status).toBe('pending');
  });
});

describe('an undo is refused', () => {
  test('if nothing is left to revert', async () => {
    const setup = new UndoHarness();
    const id = await done(setup, SHARE);
    await done(setup, `/ami unshare ${IMAGE.imageId} from prod, ${DEV}`);

    const result = await setup.undo(id);

    expect(result).toMatchObject({ kind: 'refused' });
    expect(result.kind === 'refused' && codes(result)).toEqual(['nothing-to-undo']);
    expect((await setup.load(id)).undoneBy).toBeUndefined();
  });

  test('if its effects cannot be reverted, with the reason', async () => {
    const setup = new UndoHarness();
    const id = await done(setup, `/ami deregister ${IMAGE.imageId}`);

    const result = await setup.undo(id);

    expect(result.kind === 'refused' && result.findings.map(({ text }) => text)).toEqual([
      'Its effects cannot be reverted.',
    ]);
  });
});
