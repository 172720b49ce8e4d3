import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OPERATIONS } from '../../../src/workflows/operations/index.js';
import { AMI, CHAINS, SHARED } from '../chains.js';
import { startSimulatedEc2, type SimulatedEc2 } from './simulated-ec2.js';
import { SHARING, takesBack } from './undo-after-do.js';

let ec2: SimulatedEc2;
beforeAll(async () => {
  ec2 = await startSimulatedEc2();
});
afterAll(async () => {
  await ec2.close();
});

const lines = fc.constantFrom(...new Set([...CHAINS.flat(), ...SHARING]));

describe('undo after do, over the simulated EC2', () => {
  test('leaves it as it was, over any sequence of operations, taken back from the last to the first', async () => {
    const undone = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(lines, { minLength: 1, maxLength: 6 }), async (sequence) => {
        const ground = ec2.ground();
        for (const name of await takesBack(ground, () => ec2.picture(), sequence)) undone.add(name);
      }),
      { numRuns: CHAINS.length + 20, examples: CHAINS.map((chain): [string[]] => [[...chain]]) },
    );
    const withUndo = OPERATIONS.filter((operation) => operation.kind === 'change' && 'by' in operation.undo);
    expect([...undone].toSorted()).toEqual(withUndo.map(({ name }) => name).toSorted());
  }, 120_000);

  test.each([
    ['an AMI that was available', []],
    ['one that was disabled before', [`/ami disable ${AMI}`]],
  ])(
    'brings back from a ladder climbed to its end %s',
    async (_, before) => {
      const ground = ec2.ground();
      for (const line of [SHARED, ...before]) expect((await ground.carryOut(line))?.status).toBe('done');
      const then = ec2.picture();
      const request = await ground.carryOut(`/ami retire ${AMI} over 10m with snapshots`);
      await ground.settle(15);
      expect((await ground.load(request?.id ?? '')).status).toBe('done');
      expect(ec2.store.get('images', AMI)?.state).toBe('deregistered');

      expect(await ground.undo(request?.id ?? '')).toMatchObject({ kind: 'submitted' });
      await ground.settle();

      expect(ec2.picture()).toEqual(then);
    },
    60_000,
  );
});
