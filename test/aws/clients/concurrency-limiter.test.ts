import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createConcurrencyLimiter } from '../../../src/aws/clients/concurrency-limiter.js';

describe('the concurrency limiter', () => {
  test('never exceeds the per-key and total limits and runs every task', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 25 }),
        async (perKey, total, keys) => {
          const limiter = createConcurrencyLimiter({ perKey, total });
          const running: string[] = [];
          let max = 0;
          let mostOfOne = 0;

          const done = await Promise.all(
            keys.map((key) =>
              limiter.run(key, async () => {
                running.push(key);
                max = Math.max(max, running.length);
                mostOfOne = Math.max(mostOfOne, running.filter((other) => other === key).length);
                await new Promise(setImmediate);
                running.splice(running.indexOf(key), 1);
                return key;
              }),
            ),
          );

          expect(done).toEqual(keys);
          expect(max).toBeLessThanOrEqual(total);
          expect(mostOfOne).toBeLessThanOrEqual(perKey);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('runs the next task after one fails', async () => {
    const limiter = createConcurrencyLimiter({ perKey: 1, total: 1 });

    const failed = limiter.run('a', () => Promise.reject(new Error('broken')));
    const next = limiter.run('a', () => Promise.resolve('done'));

    await expect(failed).rejects.toThrow('broken');
    await expect(next).resolves.toBe('done');
  });

  test('does not block one key on another', async () => {
    const limiter = createConcurrencyLimiter({ perKey: 1, total: 2 });
    void limiter.run('busy', () => new Promise(() => undefined));

    await expect(limiter.run('free', () => Promise.resolve('done'))).resolves.toBe('done');
  });
});
