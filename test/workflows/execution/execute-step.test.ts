import { describe, expect, test } from '@jest/globals';
import { actOnRequest } from '../../../src/workflows/requests/decide.js';
import { processUntilIdleLogged } from '../../../src/workflows/execution/process-request.js';
import type { Request } from '../../../src/domain/request/types.js';
import { rita } from '../builders.js';
import { WorkflowHarness } from '../setup.js';

async function asked(setup: WorkflowHarness): Promise<string> {
  await setup.submit(setup.process());
  return (await setup.requests())[0]?.id ?? '';
}

async function ended(setup: WorkflowHarness, minutes = 10): Promise<Request | undefined> {
  const worker = setup.process();
  await setup.approve(worker, await asked(setup));
  await setup.runUntilSettled(worker, minutes);
  return (await setup.requests())[0];
}

describe('running a step', () => {
  test('retries a throttled call later', async () => {
    const setup = new WorkflowHarness();
    setup.ec2.faults.push(...[1, 2, 3].map(() => ({ call: 'CopyImage', fault: { kind: 'throttled' } as const })));

    expect((await ended(setup))?.status).toBe('done');
    expect(setup.copies()).toBe(1);
  });

  test('repeats a call with a lost response with the same token, which makes one copy', async () => {
    const setup = new WorkflowHarness();
    setup.ec2.faults.push({ call: 'CopyImage', fault: { kind: 'lost-answer' } });

    expect((await ended(setup))?.status).toBe('done');
    expect(setup.copies()).toBe(1);
  });

  test('fails with the AWS message if a call is refused, and skips dependent steps', async () => {
    const setup = new WorkflowHarness();
    const fault = { kind: 'refused', code: 'InvalidRequest', message: 'Images from AWS Marketplace …' } as const;
    setup.ec2.faults.push({ call: 'CopyImage', fault });

    const request = await ended(setup);

    expect(request).toMatchObject({
      status: 'failed',
      failure: { code: 'InvalidRequest', message: 'Images from AWS Marketplace …' },
      steps: { copy: { state: 'failed' }, share: { state: 'skipped' }, clean: { state: 'skipped' } },
    });
  });

  test('names the missing permission', async () => {
    const setup = new WorkflowHarness();
    setup.ec2.denied['999988887777'] = ['ec2:CopyImage'];

    const request = await ended(setup);

    expect(request?.failure).toMatchObject({ code: 'access-denied', params: { permission: 'ec2:CopyImage' } });
  });

  test('reports why a copy failed later, and deletes the copy', async () => {
    const setup = new WorkflowHarness();
    const worker = setup.process();
    await setup.approve(worker, await asked(setup));
    const copy = setup.ec2.images.find((entry) => entry.copy !== undefined);
    if (copy?.copy === undefined) throw new Error('no copy');
    copy.copy = { ...copy.copy, failure: 'Given key ID is not accessible' };

    await setup.runUntilSettled(worker);

    const [request] = await setup.requests();
    expect(request?.failure?.message).toContain('Given key ID is not accessible');
    expect(request?.steps.clean?.state).toBe('done');
    expect(setup.copies()).toBe(0);
  });

  test('repeats the failed call on Retry and continues', async () => {
    const setup = new WorkflowHarness();
    const fault = { kind: 'refused', code: 'InvalidRequest', message: 'no' } as const;
    setup.ec2.faults.push({ call: 'ModifyImageAttribute', fault });
    const failed = await ended(setup);
    const worker = setup.process();

    const { result, lease } = await actOnRequest(worker, {
      requestId: failed?.id ?? '',
      by: rita,
      action: { kind: 'retry' },
    });
    if (lease !== undefined) await processUntilIdleLogged(worker, lease);
    await setup.runUntilSettled(worker);

    expect([failed?.status, result.kind]).toEqual(['failed', 'accepted']);
    expect((await setup.requests())[0]?.status).toBe('done');
    expect(setup.copies()).toBe(1);
    expect(setup.announcer.notices.map(({ notice }) => notice)).toEqual(['decided-1', 'ended-1', 'ended-2']);
  });

  test('starts no step during shutdown, and releases the request immediately', async () => {
    const setup = new WorkflowHarness();
    const id = await asked(setup);
    const shutdownSignal = AbortSignal.abort();

    await setup.approve({ ...setup.process(), shutdownSignal }, id);

    const [given] = await setup.requests();
    expect(given).toMatchObject({ status: 'approved', steps: {} });
    expect(given?.lease).toBeUndefined();
    await setup.runUntilSettled(setup.process());
    expect((await setup.requests())[0]?.status).toBe('done');
  });
});
