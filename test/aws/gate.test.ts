import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createGate } from '../../src/aws/gate.js';

describe('a gate', () => {
  test('never lets more run at once than its limits allow, and lets everything run in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 25 }),
        async (each, overall, keys) => {
          const gate = createGate({ each, overall });
          const running: string[] = [];
          let most = 0;
          let mostOfOne = 0;

          const done = await Promise.all(
            keys.map((key) =>
              gate.run(key, async () => {
                running.push(key);
                most = Math.max(most, running.length);
                mostOfOne = Math.max(mostOfOne, running.filter((other) => other === key).length);
                await new Promise(setImmediate);
                running.splice(running.indexOf(key), 1);
                return key;
              }),
            ),
          );

          expect(done).toEqual(keys);
          expect(most).toBeLessThanOrEqual(overall);
          expect(mostOfOne).toBeLessThanOrEqual(each);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('lets the next in after a task that failed', async () => {
    const gate = createGate({ each: 1, overall: 1 });

    const failed = gate.run('a', () => Promise.reject(new Error('broken')));
    const next = gate.run('a', () => Promise.resolve('done'));

    await expect(failed).rejects.toThrow('broken');
    await expect(next).resolves.toBe('done');
  });

  test('does not make one place wait for another', async () => {
    const gate = createGate({ each: 1, overall: 2 });
    void gate.run('busy', () => new Promise(() => undefined));

    await expect(gate.run('free', () => Promise.resolve('done'))).resolves.toBe('done');
  });
});
