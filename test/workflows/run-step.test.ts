import { describe, expect, test } from '@jest/globals';
import { decideRequest } from '../../src/workflows/decide-request.js';
import { driveSafely } from '../../src/workflows/run-request.js';
import type { Request } from '../../src/workflows/request/types.js';
import { rita } from './builders.js';
import { Ground } from './ground.js';

async function asked(ground: Ground): Promise<string> {
  await ground.ask(ground.process());
  return (await ground.requests())[0]?.id ?? '';
}

async function ended(ground: Ground, minutes = 10): Promise<Request | undefined> {
  const process = ground.process();
  await ground.approve(process, await asked(ground));
  await ground.settle(process, minutes);
  return (await ground.requests())[0];
}

describe('running a step', () => {
  test('a throttled call is tried again later', async () => {
    const ground = new Ground();
    ground.ec2.faults.push(...[1, 2, 3].map(() => ({ call: 'CopyImage', fault: { kind: 'throttled' } as const })));

    expect((await ended(ground))?.status).toBe('done');
    expect(ground.copies()).toBe(1);
  });

  test('a call whose answer was lost is repeated with the same token: one copy', async () => {
    const ground = new Ground();
    ground.ec2.faults.push({ call: 'CopyImage', fault: { kind: 'lost-answer' } });

    expect((await ended(ground))?.status).toBe('done');
    expect(ground.copies()).toBe(1);
  });

  test("a refused call fails the request in AWS's words, and what needed it is skipped", async () => {
    const ground = new Ground();
    const fault = { kind: 'refused', code: 'InvalidRequest', message: 'Images from AWS Marketplace …' } as const;
    ground.ec2.faults.push({ call: 'CopyImage', fault });

    const request = await ended(ground);

    expect(request).toMatchObject({
      status: 'failed',
      failure: { code: 'InvalidRequest', message: 'Images from AWS Marketplace …' },
      steps: { copy: { state: 'failed' }, share: { state: 'skipped' }, clean: { state: 'skipped' } },
    });
  });

  test('a missing permission names it', async () => {
    const ground = new Ground();
    ground.ec2.denied['999988887777'] = ['ec2:CopyImage'];

    const request = await ended(ground);

    expect(request?.failure?.advice).toContain('ec2:CopyImage');
  });

  test('a copy that fails later says why and is cleaned away', async () => {
    const ground = new Ground();
    const process = ground.process();
    await ground.approve(process, await asked(ground));
    const copy = ground.ec2.images.find((entry) => entry.copy !== undefined);
    if (copy?.copy === undefined) throw new Error('no copy');
    copy.copy = { ...copy.copy, failure: 'Given key ID is not accessible' };

    await ground.settle(process);

    const [request] = await ground.requests();
    expect(request?.failure?.message).toContain('Given key ID is not accessible');
    expect(request?.steps.clean?.state).toBe('done');
    expect(ground.copies()).toBe(0);
  });

  test('Retry makes the failed call anew and goes on', async () => {
    const ground = new Ground();
    const fault = { kind: 'refused', code: 'InvalidRequest', message: 'no' } as const;
    ground.ec2.faults.push({ call: 'ModifyImageAttribute', fault });
    const failed = await ended(ground);
    const process = ground.process();

    const { answer, hold } = await decideRequest(process, {
      requestId: failed?.id ?? '',
      by: rita,
      attempt: { kind: 'retry' },
    });
    if (hold !== undefined) await driveSafely(process, hold);
    await ground.settle(process);

    expect([failed?.status, answer.kind]).toEqual(['failed', 'accepted']);
    expect((await ground.requests())[0]?.status).toBe('done');
    expect(ground.copies()).toBe(1);
    expect(ground.announcer.notices.map(({ notice }) => notice)).toEqual(['decided-1', 'ended-1', 'ended-2']);
  });

  test('a process that is to stop begins no step, and gives the request to the next one at once', async () => {
    const ground = new Ground();
    const id = await asked(ground);
    const stopping = AbortSignal.abort();

    await ground.approve({ ...ground.process(), stopping }, id);

    const [given] = await ground.requests();
    expect(given).toMatchObject({ status: 'approved', steps: {} });
    expect(given?.lease).toBeUndefined();
    await ground.settle(ground.process());
    expect((await ground.requests())[0]?.status).toBe('done');
  });
});
