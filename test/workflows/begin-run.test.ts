import { describe, expect, test } from '@jest/globals';
import { Gone, Throttled } from '../../src/workflows/errors.js';
import type { Planned } from '../../src/workflows/operations/contract.js';
import type { Cloud } from '../../src/workflows/ports.js';
import type { Finding } from '../../src/workflows/plan/types.js';
import type { Request } from '../../src/workflows/request/types.js';
import { copyAndShare, copyPlan } from './copy-and-share.js';
import { Ground } from './ground.js';

const warning: Finding = { code: 'target-uses-it', severity: 'warning', text: 'prod uses the AMI now.' };

/** Asks, lets the world change, approves. */
async function approvedAfter(change: Planned | ((cloud: Cloud) => Cloud)): Promise<[Ground, Request | undefined]> {
  let planned: Planned | undefined;
  const ground = new Ground({ ...copyAndShare, plan: (...given) => planned ?? copyAndShare.plan(...given) });
  const process = ground.process();
  await ground.ask(process);
  const id = (await ground.requests())[0]?.id ?? '';
  if (typeof change !== 'function') planned = change;
  await ground.approve(typeof change === 'function' ? { ...process, cloud: change(process.cloud) } : process, id);
  return [ground, (await ground.requests())[0]];
}

function replanned(findings: readonly Finding[]): Planned {
  return { kind: 'plan', plan: { ...copyPlan, findings } };
}

describe('beginning to run', () => {
  test('sends a request back to the approvers when the world has changed, with the difference', async () => {
    const [ground, request] = await approvedAfter(replanned([warning]));

    expect(request).toMatchObject({ status: 'pending', approvals: [], plan: { findings: [warning] } });
    expect(request?.history.find(({ type }) => type === 'plan-changed')).toMatchObject({
      differences: ['New: prod uses the AMI now.'],
    });
    expect(ground.copies()).toBe(0);
    expect(ground.announcer.notices.map(({ notice }) => notice)).toEqual(['decided-1', 'sent-back-1']);

    await ground.approve(ground.process(), request?.id ?? '');
    await ground.settle(ground.process());
    expect((await ground.requests())[0]?.status).toBe('done');
  });

  test('fails with the reasons when it can no longer be done', async () => {
    const refusal: Finding = {
      code: 'image-disabled',
      severity: 'refusal',
      text: 'It is disabled.',
      fix: 'Enable it.',
    };
    const [ground, request] = await approvedAfter({ kind: 'refused', title: 'Copy', findings: [refusal] });

    expect(request).toMatchObject({
      status: 'failed',
      failure: { code: 'image-disabled', message: 'It is disabled.', advice: 'Enable it.' },
    });
    expect(ground.copies()).toBe(0);
  });

  test('fails when the AMI is gone', async () => {
    const [, request] = await approvedAfter((cloud) => ({ ...cloud, observe: () => Promise.reject(new Gone('gone')) }));

    expect(request).toMatchObject({ status: 'failed', failure: { code: 'gone' } });
  });

  test('waits, and stays approved, while EC2 cannot be asked', async () => {
    const [ground, request] = await approvedAfter((cloud) => ({
      ...cloud,
      observe: () => Promise.reject(new Throttled('slow down')),
    }));

    expect(request).toMatchObject({ status: 'approved', trouble: { attempts: 1 } });
    await ground.settle(ground.process());
    expect((await ground.requests())[0]?.status).toBe('done');
  });

  test('a defect of ours ends the request in plain sight, and Retry is offered', async () => {
    const [, request] = await approvedAfter((cloud) => ({
      ...cloud,
      observe: () => Promise.reject(new TypeError('undefined is not a function')),
    }));

    expect(request).toMatchObject({ status: 'failed', failure: { code: 'defect' } });
    expect(JSON.stringify(request)).not.toContain('undefined is not');
  });
});
