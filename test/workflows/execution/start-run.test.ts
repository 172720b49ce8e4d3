import { describe, expect, test } from '@jest/globals';
import { NotFound, Throttled } from '../../../src/workflows/ports/errors.js';
import type { PlanResult } from '../../../src/domain/operations/contract.js';
import type { ResourceObserver } from '../../../src/workflows/ports/resource-observer.js';
import type { Finding } from '../../../src/domain/plan/types.js';
import type { Request } from '../../../src/domain/request/types.js';
import { copyAndShare, copyPlan } from './copy-and-share.js';
import type { Rule } from '../../../src/domain/policy/types.js';
import type { UseCaseContext } from '../../../src/workflows/context.js';
import { processUntilIdleLogged } from '../../../src/workflows/execution/process-request.js';
import { actOnRequest } from '../../../src/workflows/requests/decide.js';
import { rita, rule } from '../builders.js';
import { people } from '../context.js';
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

describe('starting to run: the approvals on record', () => {
  const byGroup = [rule({ kind: 'approval', approvers: ['S0PLATFORM'], required: 1 })];
  const byTwo = [rule({ kind: 'approval', approvers: ['U0ANA', 'U0BEN'], required: 2 })];
  const bySomeoneElse = [rule({ kind: 'approval', approvers: ['U0CY'], required: 1 })];
  const members = people({ S0PLATFORM: ['U0ANA'] });

  function under(worker: UseCaseContext, rules: readonly Rule[], users = worker.users): UseCaseContext {
    return { ...worker, users, policy: { ...worker.policy, rules } };
  }

  /** A request that Ana has approved and that has not begun, because EC2 throttles the read of the AMI. */
  async function approvedByAna(rules: readonly Rule[], failure: Error = new Throttled('slow down')) {
    const setup = new WorkflowHarness(copyAndShare, rules);
    const worker = { ...setup.process(), users: members };
    await setup.submit(worker);
    const id = (await setup.requests())[0]?.id ?? '';
    const observer = { ...worker.observer, observeImage: () => Promise.reject(failure) };
    await setup.approve({ ...worker, observer }, id);
    return { setup, worker, id };
  }

  async function startUnder(worker: UseCaseContext, setup: WorkflowHarness): Promise<Request | undefined> {
    await setup.runUntilSettled(worker);
    return (await setup.requests())[0];
  }

  test.each<[string, readonly Rule[]]>([
    ['need more approvals', byTwo],
    ['name other approvers', bySomeoneElse],
  ])('return the request if the rules in force %s', async (_, rules) => {
    const { setup, worker } = await approvedByAna(byGroup);

    expect(await startUnder(under(worker, rules), setup)).toMatchObject({ status: 'pending', approvals: [] });
    expect((await setup.requests())[0]?.history.find(({ type }) => type === 'plan-changed')).toMatchObject({
      differences: ['The approvals no longer satisfy the approval rules.'],
    });
    expect(setup.copies()).toBe(0);
  });

  test.each<[string, readonly Rule[], string]>([
    ['are unchanged', byGroup, 'done'],
    ['need no approval', [rule({ kind: 'auto' })], 'done'],
    ['refuse', [rule({ kind: 'refuse', message: 'No.' })], 'failed'],
  ])('lead to the right end if the rules in force %s', async (_, rules, status) => {
    const { setup, worker } = await approvedByAna(byGroup);

    expect((await startUnder(under(worker, rules), setup))?.status).toBe(status);
  });

  test('are checked on a Retry too, under the rules in force', async () => {
    const { setup, worker, id } = await approvedByAna(byGroup, new NotFound('gone'));
    expect((await setup.requests())[0]?.status).toBe('failed');

    const strict = under(worker, byTwo);
    const { lease } = await actOnRequest(strict, { requestId: id, by: rita, action: { kind: 'retry' } });
    if (lease !== undefined) await processUntilIdleLogged(strict, lease);

    expect((await setup.requests())[0]).toMatchObject({ status: 'pending', approvals: [] });
  });

  test('count for 15 minutes without another look at the group', async () => {
    const { setup, worker } = await approvedByAna(byGroup);

    expect((await startUnder(under(worker, byGroup, people()), setup))?.status).toBe('done');
  });

  test('wait after 15 minutes until the group can be read', async () => {
    const { setup, worker } = await approvedByAna(byGroup);
    setup.clock.advance(16 * 60);

    const waiting = await startUnder(under(worker, byGroup, people()), setup);
    expect(waiting).toMatchObject({ status: 'approved', retryState: { waitsFor: 'approvers' } });
    expect(setup.copies()).toBe(0);
    expect([...setup.announcer.messages.values()].at(-1)?.retryState?.waitsFor).toBe('approvers');

    expect((await startUnder(worker, setup))?.status).toBe('done');
  });

  test('return the request after 15 minutes if the approver has left the group', async () => {
    const { setup, worker } = await approvedByAna(byGroup);
    setup.clock.advance(16 * 60);

    const left = people({ S0PLATFORM: ['U0BEN'] });
    expect((await startUnder(under(worker, byGroup, left), setup))?.status).toBe('pending');
  });
});
