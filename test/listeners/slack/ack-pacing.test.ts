import { expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { createAckPacer } from '../../../src/listeners/slack/ack-pacing.js';

test('work waits until all concurrent requests are acknowledged', async () => {
  const waitForQuiet = createAckPacer();
  const order: string[] = [];

  await Promise.all(
    [1, 2, 3].map(async (number) => {
      await pause(number);
      order.push('acknowledged');
      await waitForQuiet();
      order.push('worked');
    }),
  );

  expect(order).toEqual(['acknowledged', 'acknowledged', 'acknowledged', 'worked', 'worked', 'worked']);
});

test('work starts within a second even if requests never stop', async () => {
  const waitForQuiet = createAckPacer();
  const stream = setInterval(() => void waitForQuiet(), 1);

  const begun = Date.now();
  await waitForQuiet();
  clearInterval(stream);

  expect(Date.now() - begun).toBeLessThan(1_000);
});
