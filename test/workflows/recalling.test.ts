import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/workflows/request/types.js';
import { IMAGE } from './builders.js';
import { Ground } from './ground.js';
import { snapshotAndRegister } from './snapshot-and-register.js';

async function ended(ground: Ground): Promise<Request | undefined> {
  const process = ground.process();
  await ground.ask(process);
  await ground.approve(process, (await ground.requests())[0]?.id ?? '');
  await ground.settle(process);
  return (await ground.requests())[0];
}

function made({ ec2 }: Ground): { readonly images: number; readonly snapshots: number } {
  return {
    images: ec2.images.filter(({ image }) => image.imageId !== IMAGE.imageId).length,
    snapshots: ec2.copiedSnapshots.length,
  };
}

describe('a call that creates something and takes no client token', () => {
  test.each(['CopySnapshot', 'RegisterImage'])('is not made twice when the answer of %s is lost', async (call) => {
    const ground = new Ground(snapshotAndRegister);
    ground.ec2.faults.push({ call, fault: { kind: 'lost-answer' } });

    expect((await ended(ground))?.status).toBe('done');
    expect(made(ground)).toEqual({ images: 1, snapshots: 1 });
  });

  test('waits when it cannot be found out whether it was made', async () => {
    const ground = new Ground(snapshotAndRegister);
    ground.ec2.faults.push({ call: 'CopySnapshot', fault: { kind: 'lost-answer' } });
    ground.ec2.denied[IMAGE.account] = ['ec2:DescribeSnapshots'];
    const process = ground.process();
    await ground.ask(process);
    await ground.approve(process, (await ground.requests())[0]?.id ?? '');
    await ground.settle(process, 2);

    const [waiting] = await ground.requests();
    expect([waiting?.status, waiting?.steps.snapshot?.state]).toEqual(['running', 'started']);
    expect(made(ground).snapshots).toBe(1);

    ground.ec2.denied[IMAGE.account] = [];
    await ground.settle(process);
    expect((await ground.requests())[0]?.status).toBe('done');
    expect(made(ground)).toEqual({ images: 1, snapshots: 1 });
  });

  test('leaves nothing when a later step fails', async () => {
    const ground = new Ground(snapshotAndRegister);
    ground.ec2.faults.push({
      call: 'RegisterImage',
      fault: { kind: 'refused', code: 'InvalidRequest', message: 'no' },
    });

    const request = await ended(ground);

    expect(request).toMatchObject({
      status: 'failed',
      failure: { message: 'no' },
      steps: { 'discard-image': { state: 'skipped' }, 'discard-snapshot': { state: 'done' } },
    });
    expect(made(ground)).toEqual({ images: 0, snapshots: 0 });
  });

  test('is not failed by its own name when what it made is not seen yet', async () => {
    const ground = new Ground(snapshotAndRegister);
    ground.ec2.faults.push(
      { call: 'RegisterImage', fault: { kind: 'lost-answer' } },
      { call: 'recall', fault: { kind: 'unseen' } },
    );

    expect((await ended(ground))?.status).toBe('done');
    expect(made(ground)).toEqual({ images: 1, snapshots: 1 });
  });
});
