import { describe, expect, test } from '@jest/globals';
import { NotFound, Throttled } from '../../../src/workflows/ports/errors.js';
import type { PlanResult } from '../../../src/domain/operations/contract.js';
import type { ResourceObserver } from '../../../src/workflows/ports/resource-observer.js';
import type { Finding } from '../../../src/domain/plan/types.js';
import type { Request } from '../../../src/domain/request/types.js';
import { copyAndShare, copyPlan } from './copy-and-share.js';
import { WorkflowHarness } from '../setup.js';

const warning: Finding = { code: 'target-uses-it', severity: 'warning', text: 'prod uses the AMI now.' };

/** Asks, lets the world change, approves. */
async function approvedAfter(
  change: PlanResult | ((observer: ResourceObserver) => ResourceObserver),
): Promise<[WorkflowHarness, Request | undefined]> {
  let planned: PlanResult | undefined;
  const setup = new WorkflowHarness({ ...copyAndShare, plan: (...given) => planned ?? copyAndShare.plan(...given) });
  const worker = setup.process();
  await setup.submit(worker);
  const id = (await setup.requests())[0]?.id ?? '';
  if (typeof change !== 'function') planned = change;
  await setup.approve(typeof change === 'function' ? { ...worker, observer: change(worker.observer) } : worker, id);
  return [setup, (await setup.requests())[0]];
}

function replanned(findings: readonly Finding[]): PlanResult {
  return { kind: 'plan', plan: { ...copyPlan, findings } };
}

describe('starting to run', () => {
  test('returns a request to the approvers if the plan has changed, with the change', async () => {
    const [setup, request] = await approvedAfter(replanned([warning]));

    expect(request).toMatchObject({ status: 'pending', approvals: [], plan: { findings: [warning] } });
    expect(request?.history.find(({ type }) => type === 'plan-changed')).toMatchObject({
      differences: ['New: prod uses the AMI now.'],
    });
    expect(setup.copies()).toBe(0);
    expect(setup.announcer.notices.map(({ notice }) => notice)).toEqual(['decided-1', 'returned-for-approval-1']);

    await setup.approve(setup.process(), request?.id ?? '');
    await setup.runUntilSettled(setup.process());
    expect((await setup.requests())[0]?.status).toBe('done');
  });

  test('fails with the reason if the operation is no longer possible', async () => {
    const refusal: Finding = {
      code: 'image-disabled',
      severity: 'refusal',
      text: 'It is disabled.',
      fix: 'Enable it.',
    };
    const [setup, request] = await approvedAfter({ kind: 'refused', title: 'Copy', findings: [refusal] });

    expect(request).toMatchObject({
      status: 'failed',
      failure: { code: 'image-disabled', message: 'It is disabled.', advice: 'Enable it.' },
    });
    expect(setup.copies()).toBe(0);
  });

  test('fails if the AMI no longer exists', async () => {
    const [, request] = await approvedAfter((observer) => ({
      ...observer,
      observeImage: () => Promise.reject(new NotFound('gone')),
    }));

    expect(request).toMatchObject({ status: 'failed', failure: { code: 'not-found' } });
  });

  test('stays approved and waits while EC2 throttles calls', async () => {
    const [setup, request] = await approvedAfter((observer) => ({
      ...observer,
      observeImage: () => Promise.reject(new Throttled('slow down')),
    }));

    expect(request).toMatchObject({ status: 'approved', retryState: { attempts: 1 } });
    await setup.runUntilSettled(setup.process());
    expect((await setup.requests())[0]?.status).toBe('done');
  });

  test('fails the request on an internal error, without exposing the error', async () => {
    const [, request] = await approvedAfter((observer) => ({
      ...observer,
      observeImage: () => Promise.reject(new TypeError('undefined is not a function')),
    }));

    expect(request).toMatchObject({ status: 'failed', failure: { code: 'defect' } });
    expect(JSON.stringify(request)).not.toContain('undefined is not');
  });
});
