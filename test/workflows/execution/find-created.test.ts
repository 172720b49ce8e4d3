import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../../src/domain/request/types.js';
import { IMAGE } from '../builders.js';
import { WorkflowHarness } from '../setup.js';
import { snapshotAndRegister } from './snapshot-and-register.js';

async function ended(setup: WorkflowHarness): Promise<Request | undefined> {
  const worker = setup.process();
  await setup.submit(worker);
  await setup.approve(worker, (await setup.requests())[0]?.id ?? '');
  await setup.runUntilSettled(worker);
  return (await setup.requests())[0];
}

function made({ ec2 }: WorkflowHarness): { readonly images: number; readonly snapshots: number } {
  return {
    images: ec2.images.filter(({ image }) => image.imageId !== IMAGE.imageId).length,
    snapshots: ec2.copiedSnapshots.length,
  };
}

describe('a creating call that takes no client token', () => {
  test.each(['CopySnapshot', 'RegisterImage'])('is not repeated if the response of %s is lost', async (call) => {
    const setup = new WorkflowHarness(snapshotAndRegister);
    setup.ec2.faults.push({ call, fault: { kind: 'lost-answer' } });

    expect((await ended(setup))?.status).toBe('done');
    expect(made(setup)).toEqual({ images: 1, snapshots: 1 });
  });

  test('waits while EC2 cannot report whether the resource exists', async () => {
    const setup = new WorkflowHarness(snapshotAndRegister);
    setup.ec2.faults.push({ call: 'CopySnapshot', fault: { kind: 'lost-answer' } });
    setup.ec2.denied[IMAGE.account] = ['ec2:DescribeSnapshots'];
    const worker = setup.process();
    await setup.submit(worker);
    await setup.approve(worker, (await setup.requests())[0]?.id ?? '');
    await setup.runUntilSettled(worker, 2);

    const [waiting] = await setup.requests();
    expect([waiting?.status, waiting?.steps.snapshot?.state]).toEqual(['running', 'started']);
    expect(made(setup).snapshots).toBe(1);

    setup.ec2.denied[IMAGE.account] = [];
    await setup.runUntilSettled(worker);
    expect((await setup.requests())[0]?.status).toBe('done');
    expect(made(setup)).toEqual({ images: 1, snapshots: 1 });
  });

  test('leaves nothing if a later step fails', async () => {
    const setup = new WorkflowHarness(snapshotAndRegister);
    setup.ec2.faults.push({
      call: 'RegisterImage',
      fault: { kind: 'refused', code: 'InvalidRequest', message: 'no' },
    });

    const request = await ended(setup);

    expect(request).toMatchObject({
      status: 'failed',
      failure: { message: 'no' },
      steps: { 'discard-image': { state: 'skipped' }, 'discard-snapshot': { state: 'done' } },
    });
    expect(made(setup)).toEqual({ images: 0, snapshots: 0 });
  });

  test('does not fail on its own name if the new resource is not visible yet', async () => {
    const setup = new WorkflowHarness(snapshotAndRegister);
    setup.ec2.faults.push(
      { call: 'RegisterImage', fault: { kind: 'lost-answer' } },
      { call: 'recall', fault: { kind: 'unseen' } },
    );

    expect((await ended(setup))?.status).toBe('done');
    expect(made(setup)).toEqual({ images: 1, snapshots: 1 });
  });
});
