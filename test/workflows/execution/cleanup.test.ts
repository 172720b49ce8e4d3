import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IMAGE } from '../builders.js';
import { WorkflowHarness, ProcessKilled } from '../setup.js';
import { snapshotAndRegister } from './snapshot-and-register.js';
import { runs } from '../../runs.js';

const fault = fc.oneof(
  fc.constant({ kind: 'throttled' } as const),
  fc.constant({ kind: 'lost-answer' } as const),
  fc.constant({ kind: 'refused', code: 'InvalidRequest', message: 'no' } as const),
);
const faults = fc.array(fc.record({ call: fc.constantFrom('CopySnapshot', 'RegisterImage'), fault }), { maxLength: 3 });

async function unlessKilled(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof ProcessKilled)) throw error;
  });
}

describe('any failed call and any crash', () => {
  test('leaves either one complete copy or nothing', async () => {
    await fc.assert(
      fc.asyncProperty(faults, fc.nat({ max: 40 }), fc.constantFrom('before', 'after'), async (given, diesAt, when) => {
        const setup = new WorkflowHarness(snapshotAndRegister);
        setup.ec2.faults.push(...given);
        await setup.submit(setup.process());
        const [asked] = await setup.requests();
        await unlessKilled(setup.approve(setup.process(diesAt, when), asked?.id ?? ''));
        await setup.runUntilSettled(setup.process(), 1);
        await unlessKilled(setup.approve(setup.process(), asked?.id ?? ''));
        await setup.runUntilSettled(setup.process());

        const [request] = await setup.requests();
        const whole = request?.status === 'done' ? 1 : 0;
        expect(['done', 'failed']).toContain(request?.status);
        expect({
          images: setup.ec2.images.filter(({ image }) => image.imageId !== IMAGE.imageId).length,
          snapshots: setup.ec2.copiedSnapshots.length,
        }).toEqual({ images: whole, snapshots: whole });
      }),
      { numRuns: runs(20, 60) },
    );
  });
});
