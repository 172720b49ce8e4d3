import { describe, expect, test } from '@jest/globals';
import { startPoller } from '../../src/composition/poller.js';
import type { Log } from '../../src/workflows/ports/log.js';

/** A poll whose answers are given in turn, and a promise for the moment they are used up. */
function answering(...answers: readonly (number | Error)[]) {
  let used = 0;
  let finish: () => void;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  return {
    finished,
    used: () => used,
    poll(): Promise<number> {
      const answer = answers[used] ?? 0;
      used += 1;
      if (used >= answers.length) finish();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

function recordingLog() {
  const messages: string[] = [];
  function write(message: string): void {
    messages.push(message);
  }
  return { messages, log: { debug: write, info: write, warn: write, error: write } satisfies Log };
}

describe('startPoller', () => {
  test('asks again and again, and goes on after a failure, which it logs', async () => {
    const { poll, finished } = answering(0, 3, new Error('the table is away'), 0, 0);
    const { log, messages } = recordingLog();

    const poller = startPoller({ poll, intervalMs: 1, log });
    await finished;
    await poller.stop();

    expect(messages).toEqual(['looking for due requests failed']);
  });

  test('does not ask again once it is stopped, however long the pause was', async () => {
    const { poll, finished, used } = answering(0);
    const { log } = recordingLog();

    const poller = startPoller({ poll, intervalMs: 60_000, log });
    await finished;
    await poller.stop();

    expect(used()).toBe(1);
  });

  test('stops only when the round in hand has ended', async () => {
    let ended = false;
    const { log } = recordingLog();
    async function poll(): Promise<number> {
      await new Promise((resolve) => setTimeout(resolve, 20));
      ended = true;
      return 0;
    }

    await startPoller({ poll, intervalMs: 60_000, log }).stop();

    expect(ended).toBe(true);
  });
});
