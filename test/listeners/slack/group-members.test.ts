import { describe, expect, test } from '@jest/globals';
import { createGroupReader } from '../../../src/listeners/slack/group-members.js';
import { NotFound, Throttled } from '../../../src/workflows/ports/errors.js';
import { TestClock } from '../../workflows/context.js';

type Answer = readonly string[] | Error;

/** A reader in front of a Slack that gives these answers in turn, the last one for ever. Pauses move the clock. */
function readerOver(...answers: readonly [Answer, ...Answer[]]) {
  const clock = new TestClock();
  const reads: string[] = [];
  const pauses: number[] = [];
  const readMembers = createGroupReader({
    clock,
    read(group) {
      const answer = answers[Math.min(reads.length, answers.length - 1)] ?? [];
      reads.push(group);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    pause(ms) {
      pauses.push(ms);
      clock.advance(ms / 1_000);
      return Promise.resolve();
    },
  });
  return { clock, reads, pauses, readMembers };
}

describe('reading the members of a group', () => {
  test('shares one read among concurrent callers, and one for each group', async () => {
    const { reads, readMembers } = readerOver(['U0ANA']);

    const answers = await Promise.all(Array.from({ length: 25 }, () => readMembers('S0PLATFORM')));
    await readMembers('S0SECURITY');

    expect(answers).toEqual(Array.from({ length: 25 }, () => ['U0ANA']));
    expect(reads).toEqual(['S0PLATFORM', 'S0SECURITY']);
  });

  test('reuses a result for five seconds and not longer', async () => {
    const { clock, readMembers } = readerOver(['U0ANA'], ['U0BEN']);

    expect(await readMembers('S0PLATFORM')).toEqual(['U0ANA']);
    clock.advance(4.9);
    expect(await readMembers('S0PLATFORM')).toEqual(['U0ANA']);
    clock.advance(0.2);
    expect(await readMembers('S0PLATFORM')).toEqual(['U0BEN']);
  });

  test('reuses no failure', async () => {
    const { readMembers } = readerOver(new NotFound('no_such_subteam'), ['U0ANA']);

    await expect(readMembers('S0PLATFORM')).rejects.toThrow(NotFound);
    expect(await readMembers('S0PLATFORM')).toEqual(['U0ANA']);
  });
});

describe('while Slack is throttling', () => {
  test('waits as long as Slack says and reads again', async () => {
    const { pauses, reads, readMembers } = readerOver(new Throttled('ratelimited', 3_000), ['U0ANA']);

    expect(await readMembers('S0PLATFORM')).toEqual(['U0ANA']);

    expect(pauses).toEqual([3_000]);
    expect(reads).toHaveLength(2);
  });

  test('makes no read of another group before that time', async () => {
    const { clock, pauses, reads, readMembers } = readerOver(new Throttled('ratelimited', 60_000), ['U0ANA']);
    await expect(readMembers('S0PLATFORM')).rejects.toThrow(Throttled);

    clock.advance(50);
    expect(await readMembers('S0SECURITY')).toEqual(['U0ANA']);

    expect(pauses).toEqual([10_000]);
    expect(reads).toEqual(['S0PLATFORM', 'S0SECURITY']);
  });

  test('fails at once if Slack wants more than fifteen seconds', async () => {
    const { pauses, readMembers } = readerOver(new Throttled('ratelimited', 16_000));

    await expect(readMembers('S0PLATFORM')).rejects.toThrow(Throttled);
    expect(pauses).toEqual([]);
  });

  test('waits at most fifteen seconds in all', async () => {
    const { pauses, reads, readMembers } = readerOver(new Throttled('ratelimited', 6_000));

    await expect(readMembers('S0PLATFORM')).rejects.toThrow(Throttled);
    expect(pauses).toEqual([6_000, 6_000]);
    expect(reads).toHaveLength(3);
  });

  test('fails at once without a time to wait', async () => {
    const { pauses, readMembers } = readerOver(new Throttled('Slack cannot be reached'));

    await expect(readMembers('S0PLATFORM')).rejects.toThrow(Throttled);
    expect(pauses).toEqual([]);
  });
});
