import { describe, expect, test } from '@jest/globals';
import { nextTurn } from '../../../src/workflows/digest/next-turn.js';
import type { DigestRecord } from '../../../src/workflows/digest/types.js';

const NOW = '2026-11-26T09:00:30.000Z';
const before = '2026-11-26T09:00:00.000Z';
const after = '2026-11-26T09:01:00.000Z';
const lease = { holder: 'process-2', until: '2026-11-26T09:01:00.000Z' };
const ask = { day: '2026-11-26', now: NOW, lease };

const yesterday: DigestRecord = { version: 7, day: '2026-11-25', message: { channel: 'C0DIGEST', ts: '1.000' } };
const attempt = { day: '2026-11-26', failures: 2, isPosting: false };
const held = { holder: 'process-1', beat: 4 };

describe('whoever looks after the daily digest', () => {
  test.each<[string, DigestRecord | undefined, string, object]>([
    ['begins with the next one on the first start', undefined, '2026-11-26', { kind: 'settle', why: 'first-start' }],
    [
      'makes one that is due',
      yesterday,
      '2026-11-26',
      { kind: 'take', record: { version: 8, attempt: { failures: 0 } } },
    ],
    ['makes one that was missed', { version: 7, day: '2026-11-01' }, '2026-11-26', { kind: 'take' }],
    ['rests when the day is settled', { version: 7, day: '2026-11-26' }, '2026-11-26', { kind: 'rest' }],
    ['rests when the clock has gone back', { version: 7, day: '2026-11-27' }, '2026-11-26', { kind: 'rest' }],
    [
      'rests while another process makes it',
      { ...yesterday, attempt: { ...attempt, lease: { ...held, until: after } } },
      '2026-11-26',
      { kind: 'rest' },
    ],
    [
      'takes over from a process that is not heard of any more',
      { ...yesterday, attempt: { ...attempt, lease: { ...held, until: before } } },
      '2026-11-26',
      { kind: 'take', record: { attempt: { failures: 2, lease: { holder: 'process-2', beat: 0 } } } },
    ],
    [
      'does not post again what may have been posted',
      { ...yesterday, attempt: { ...attempt, isPosting: true, lease: { ...held, until: before } } },
      '2026-11-26',
      { kind: 'settle', why: 'maybe-posted', record: { version: 8, day: '2026-11-26' } },
    ],
    [
      'waits after a failure',
      { ...yesterday, attempt: { ...attempt, retryAt: after } },
      '2026-11-26',
      { kind: 'rest' },
    ],
    [
      'tries again after the wait',
      { ...yesterday, attempt: { ...attempt, retryAt: before } },
      '2026-11-26',
      { kind: 'take', record: { attempt: { failures: 2 } } },
    ],
    [
      'makes the new day’s when yesterday’s never succeeded',
      { ...yesterday, attempt: { ...attempt, retryAt: after } },
      '2026-11-27',
      { kind: 'take', record: { attempt: { day: '2026-11-27', failures: 0 } } },
    ],
  ])('%s', (_, record, day, expected) => {
    expect(nextTurn(record, { ...ask, day })).toMatchObject(expected);
  });

  test('keeps where the last one was posted', () => {
    const next = nextTurn(
      { ...yesterday, attempt: { ...attempt, isPosting: true, lease: { ...held, until: before } } },
      ask,
    );

    expect(next).toMatchObject({ record: { message: yesterday.message } });
    expect(next.kind === 'settle' && next.record.attempt).toBeUndefined();
  });
});
