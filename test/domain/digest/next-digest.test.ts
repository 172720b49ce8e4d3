import { describe, expect, test } from '@jest/globals';
import { nextDigest, manualDigest } from '../../../src/domain/digest/next-digest.js';
import type { DigestRecord } from '../../../src/domain/digest/types.js';

const NOW = '2026-11-26T09:00:30.000Z';
const before = '2026-11-26T09:00:00.000Z';
const after = '2026-11-26T09:01:00.000Z';
const lease = { ownerId: 'process-2', expiresAt: '2026-11-26T09:01:00.000Z' };
const ask = { day: '2026-11-26', now: NOW, lease };

const yesterday: DigestRecord = { version: 7, day: '2026-11-25', message: { channel: 'C0DIGEST', ts: '1.000' } };
const attempt = { day: '2026-11-26', failures: 2, isPosting: false };
const held = { ownerId: 'process-1', heartbeat: 4 };

describe('whoever looks after the daily digest', () => {
  test.each<[string, DigestRecord | undefined, string, object]>([
    [
      'begins with the next one on the first start',
      undefined,
      '2026-11-26',
      { kind: 'mark-settled', reason: 'first-start' },
    ],
    [
      'makes one that is due',
      yesterday,
      '2026-11-26',
      { kind: 'acquire', record: { version: 8, attempt: { failures: 0 } } },
    ],
    ['makes one that was missed', { version: 7, day: '2026-11-01' }, '2026-11-26', { kind: 'acquire' }],
    ['rests when the day is settled', { version: 7, day: '2026-11-26' }, '2026-11-26', { kind: 'idle' }],
    ['rests when the clock has gone back', { version: 7, day: '2026-11-27' }, '2026-11-26', { kind: 'idle' }],
    [
      'rests while another process makes it',
      { ...yesterday, attempt: { ...attempt, lease: { ...held, expiresAt: after } } },
      '2026-11-26',
      { kind: 'idle' },
    ],
    [
      'takes over from a process that is not heard of any more',
      { ...yesterday, attempt: { ...attempt, lease: { ...held, expiresAt: before } } },
      '2026-11-26',
      { kind: 'acquire', record: { attempt: { failures: 2, lease: { ownerId: 'process-2', heartbeat: 0 } } } },
    ],
    [
      'does not post again what may have been posted',
      { ...yesterday, attempt: { ...attempt, isPosting: true, lease: { ...held, expiresAt: before } } },
      '2026-11-26',
      { kind: 'mark-settled', reason: 'possibly-posted', record: { version: 8, day: '2026-11-26' } },
    ],
    [
      'waits after a failure',
      { ...yesterday, attempt: { ...attempt, retryAt: after } },
      '2026-11-26',
      { kind: 'idle' },
    ],
    [
      'tries again after the wait',
      { ...yesterday, attempt: { ...attempt, retryAt: before } },
      '2026-11-26',
      { kind: 'acquire', record: { attempt: { failures: 2 } } },
    ],
    [
      'makes the new day’s when yesterday’s never succeeded',
      { ...yesterday, attempt: { ...attempt, retryAt: after } },
      '2026-11-27',
      { kind: 'acquire', record: { attempt: { day: '2026-11-27', failures: 0 } } },
    ],
  ])('%s', (_, record, day, expected) => {
    expect(nextDigest(record, { ...ask, day })).toMatchObject(expected);
  });

  test('keeps where the last one was posted', () => {
    const next = nextDigest(
      { ...yesterday, attempt: { ...attempt, isPosting: true, lease: { ...held, expiresAt: before } } },
      ask,
    );

    expect(next).toMatchObject({ record: { message: yesterday.message } });
    expect(next.kind === 'mark-settled' && next.record.attempt).toBeUndefined();
  });
});

describe('whoever wants the digest of a day now', () => {
  const today = '2026-11-26';
  const first = { channel: 'C0DIGEST', ts: '2.000' };

  /** Where the last message was posted on `postedOn`. */
  function byHand(record: DigestRecord | undefined, postedOn = '2026-11-25') {
    return manualDigest(record, { ...ask, day: today }, { before: '2026-11-25', postedOn: () => postedOn });
  }

  test.each<[string, DigestRecord | undefined, string, object]>([
    [
      'makes it before it is due',
      yesterday,
      '2026-11-25',
      { kind: 'acquire', record: { version: 8, day: '2026-11-25' } },
    ],
    [
      'makes it where none was ever made',
      undefined,
      '',
      { kind: 'acquire', record: { version: 1, day: '2026-11-25', attempt: { day: today } } },
    ],
    [
      'makes it where the day was settled without one, as on the first start',
      { version: 7, day: today, message: first },
      '2026-11-25',
      { kind: 'acquire' },
    ],
    [
      'makes it where nobody knows whether it was posted',
      { ...yesterday, attempt: { ...attempt, isPosting: true, lease: { ...held, expiresAt: before } } },
      '2026-11-25',
      { kind: 'acquire', record: { attempt: { isPosting: false } } },
    ],
    [
      'does not wait after a failure',
      { ...yesterday, attempt: { ...attempt, retryAt: after } },
      '2026-11-25',
      { kind: 'acquire' },
    ],
    [
      'makes none where it was posted',
      { version: 7, day: today, message: first },
      today,
      { kind: 'already-posted', message: first },
    ],
    [
      'makes this day’s where only one that was missed was posted today',
      { version: 7, day: '2026-11-25', message: first },
      today,
      { kind: 'acquire' },
    ],
    [
      'leaves it to a process that is at it',
      { ...yesterday, attempt: { ...attempt, lease: { ...held, expiresAt: after } } },
      '2026-11-25',
      { kind: 'busy' },
    ],
  ])('%s', (_, record, postedOn, expected) => {
    expect(byHand(record, postedOn)).toMatchObject(expected);
  });
});
