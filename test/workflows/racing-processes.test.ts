import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideRequest } from '../../src/workflows/decide-request.js';
import { driveSafely, runDue } from '../../src/workflows/run-request.js';
import { ana, ben, person, rule } from './builders.js';
import { copyAndShare } from './copy-and-share.js';
import { Ground } from './ground.js';

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
  test('carry a request out once, in whatever order things happen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const ground = new Ground();
        await ground.ask(ground.process());
        const [asked] = await ground.requests();
        const requestId = asked?.id ?? '';
        const processes = [1, 2, 3].map(() => ground.processOver(overScheduler(scheduler)));

        const racing = processes.flatMap((process) => [ground.approve(process, requestId), runDue(process, 10)]);
        const answers = await scheduler.waitFor(Promise.all(racing));
        await ground.settle(ground.process());

        const accepted = answers.filter((answer) => typeof answer === 'object' && answer.kind === 'accepted');
        const [done] = await ground.requests();
        expect(accepted).toHaveLength(1);
        expect(done?.status).toBe('done');
        expect(ground.copies()).toBe(1);
        expect(ground.announcer.messages.size).toBe(1);
        expect([...ground.announcer.messages.values()].map(({ status }) => status)).toEqual(['done']);
        expect(ground.announcer.notices.map(({ notice }) => notice)).toEqual(['decided-1', 'ended-1']);
      }),
      { numRuns: 150 },
    );
  });

  test('count simultaneous approvals each, and each person once', async () => {
    const rules = [rule({ kind: 'approval', approvers: ['U0ANA', 'U0BEN', 'U0CY'], required: 3 })];
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const ground = new Ground(copyAndShare, rules);
        await ground.ask(ground.process());
        const [asked] = await ground.requests();
        const clicks = [ana, ben, ana, person('U0CY'), ben, person('U0SAM')].map(async (by) => {
          const process = ground.processOver(overScheduler(scheduler));
          const { answer, hold } = await decideRequest(process, {
            requestId: asked?.id ?? '',
            by,
            attempt: { kind: 'approve' },
          });
          if (hold !== undefined) await driveSafely(process, hold);
          return answer.kind;
        });

        const answers = await scheduler.waitFor(Promise.all(clicks));
        await ground.settle(ground.process());

        const [done] = await ground.requests();
        expect(answers.filter((kind) => kind === 'accepted')).toHaveLength(3);
        expect(done?.approvals.map(({ by }) => by.userId).sort()).toEqual(['U0ANA', 'U0BEN', 'U0CY']);
        expect(done?.history.filter(({ type }) => type === 'approved')).toHaveLength(1);
        expect(ground.copies()).toBe(1);
      }),
      { numRuns: 100 },
    );
  });
});
