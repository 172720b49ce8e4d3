import { describe, expect, test } from '@jest/globals';
import { approvalOfShown } from '../approval.js';
import fc from 'fast-check';
import { actOnRequest } from '../../../src/workflows/requests/decide.js';
import { processUntilIdleLogged, processDue } from '../../../src/workflows/execution/process-request.js';
import { runs } from '../../runs.js';
import { ana, ben, person, rule } from '../builders.js';
import { copyAndShare } from './copy-and-share.js';
import { WorkflowHarness } from '../setup.js';

/** Ports whose answers come in whatever order the scheduler chooses. */
function overScheduler(scheduler: fc.Scheduler): <T extends object>(port: T) => T {
  return (port) =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return async (...given: readonly unknown[]) => {
          await scheduler.schedule(Promise.resolve(), String(name));
          return Reflect.apply(method, target, given) as unknown;
        };
      },
    });
}

describe('several processes on one table', () => {
  test('execute a request once, in any interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const setup = new WorkflowHarness();
        await setup.submit(setup.process());
        const [asked] = await setup.requests();
        const requestId = asked?.id ?? '';
        const processes = [1, 2, 3].map(() => setup.processWith(overScheduler(scheduler)));

        const racing = processes.flatMap((worker) => [setup.approve(worker, requestId), processDue(worker, 10)]);
        const answers = await scheduler.waitFor(Promise.all(racing));
        await setup.runUntilSettled(setup.process());

        const accepted = answers.filter((answer) => typeof answer === 'object' && answer.kind === 'accepted');
        const [done] = await setup.requests();
        expect(accepted).toHaveLength(1);
        expect(done?.status).toBe('done');
        expect(setup.copies()).toBe(1);
        expect(setup.announcer.messages.size).toBe(1);
        expect([...setup.announcer.messages.values()].map(({ status }) => status)).toEqual(['done']);
        expect(setup.announcer.notices.map(({ notice }) => notice)).toEqual(['decided-1', 'ended-1']);
      }),
      { numRuns: runs(15, 150) },
    );
  });

  test('count simultaneous approvals, each approver once', async () => {
    const rules = [rule({ kind: 'approval', approvers: ['U0ANA', 'U0BEN', 'U0CY'], required: 3 })];
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const setup = new WorkflowHarness(copyAndShare, rules);
        await setup.submit(setup.process());
        const [asked] = await setup.requests();
        const clicks = [ana, ben, ana, person('U0CY'), ben, person('U0SAM')].map(async (by) => {
          const worker = setup.processWith(overScheduler(scheduler));
          const { result, lease } = await actOnRequest(worker, {
            requestId: asked?.id ?? '',
            by,
            action: await approvalOfShown(setup.store, asked?.id ?? ''),
          });
          if (lease !== undefined) await processUntilIdleLogged(worker, lease);
          return result.kind;
        });

        const answers = await scheduler.waitFor(Promise.all(clicks));
        await setup.runUntilSettled(setup.process());

        const [done] = await setup.requests();
        expect(answers.filter((kind) => kind === 'accepted')).toHaveLength(3);
        expect(done?.approvals.map(({ by }) => by.userId).sort()).toEqual(['U0ANA', 'U0BEN', 'U0CY']);
        expect(done?.history.filter(({ type }) => type === 'approved')).toHaveLength(1);
        expect(setup.copies()).toBe(1);
      }),
      { numRuns: runs(10, 100) },
    );
  });
});
