import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OPERATIONS } from '../../../src/domain/operations/registry.js';
import { AMI, COMMAND_SEQUENCES, SHARED } from './undo-chains.js';
import { runs } from '../../runs.js';
import { startSimulatedEc2, type SimulatedEc2 } from './simulated-ec2.js';
import { SHARING_COMMANDS, expectUndoRestores } from './undo-round-trip.js';

let ec2: SimulatedEc2;
beforeAll(async () => {
  ec2 = await startSimulatedEc2();
});
afterAll(async () => {
  await ec2.close();
});

const lines = fc.constantFrom(...new Set([...COMMAND_SEQUENCES.flat(), ...SHARING_COMMANDS]));

describe('undo on the simulated EC2', () => {
  test('restores the state after any sequence of operations, undone in reverse order', async () => {
    const undone = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(lines, { minLength: 1, maxLength: 6 }), async (sequence) => {
        const setup = ec2.harness();
        for (const name of await expectUndoRestores(setup, () => ec2.snapshot(), sequence)) undone.add(name);
      }),
      {
        numRuns: COMMAND_SEQUENCES.length + runs(1, 20),
        examples: COMMAND_SEQUENCES.map((chain): [string[]] => [[...chain]]),
      },
    );
    const withUndo = OPERATIONS.filter((operation) => operation.kind === 'change' && 'inverse' in operation.undo);
    expect([...undone].toSorted()).toEqual(withUndo.map(({ name }) => name).toSorted());
  });

  test.each([
    ['an AMI that was available', []],
    ['an AMI that was disabled before', [`/ami disable ${AMI}`]],
  ])('restores from a completed retirement %s', async (_, before) => {
    const setup = ec2.harness();
    for (const line of [SHARED, ...before]) expect((await setup.submitAndRun(line))?.status).toBe('done');
    const then = ec2.snapshot();
    const request = await setup.submitAndRun(`/ami retire ${AMI} over 10m with snapshots`);
    await setup.runUntilSettled(15);
    expect((await setup.load(request?.id ?? '')).status).toBe('done');
    expect(ec2.store.get('images', AMI)?.state).toBe('deregistered');

    expect(await setup.undo(request?.id ?? '')).toMatchObject({ kind: 'submitted' });
    await setup.runUntilSettled();

    expect(ec2.snapshot()).toEqual(then);
  });
});
