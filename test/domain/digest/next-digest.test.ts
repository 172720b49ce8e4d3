import { describe, expect, test } from '@jest/globals';
import { nextDigest, manualDigest } from '../../../src/domain/digest/next-digest.js';
import type { DigestRecord } from '../../../src/domain/digest/types.js';

const NOW = '2026-11-26T09:00:30.000Z';
const before = '2026-11-26T09:00:00.000Z';
const after = '2026-11-26T09:01:00.000Z';
const lease = { ownerId: 'process-2', expiresAt: '2026-11-26T09:01:00.000Z', heartbeat: 0 };
const ask = { day: '2026-11-26', now: NOW, lease };

const yesterday: DigestRecord = { version: 7, day: '2026-11-25', message: { channel: 'C0DIGEST', ts: '1.000' } };
const attempt = { day: '2026-11-26', failures: 2, isPosting: false };
const held = { ownerId: 'process-1', heartbeat: 4 };

describe('nextDigest', () => {
  test.each<[string, DigestRecord | undefined, string, object]>([
    [
      'starts with the next digest on the first start',
      undefined,
      '2026-11-26',
      { kind: 'mark-settled', reason: 'first-start' },
    ],
    [
      'acquires a digest that is due',
      yesterday,
      '2026-11-26',
      { kind: 'acquire', record: { version: 8, attempt: { failures: 0 } } },
    ],
    ['acquires a digest that was missed', { version: 7, day: '2026-11-01' }, '2026-11-26', { kind: 'acquire' }],
    ['is idle when the day is settled', { version: 7, day: '2026-11-26' }, '2026-11-26', { kind: 'idle' }],
    ['is idle when the clock was set back', { version: 7, day: '2026-11-27' }, '2026-11-26', { kind: 'idle' }],
    [
      'is idle while another process creates the digest',
      { ...yesterday, attempt: { ...attempt, lease: { ...held, expiresAt: after } } },
      '2026-11-26',
      { kind: 'idle' },
    ],
    [
      'takes over from a process whose lease has expired',
      { ...yesterday, attempt: { ...attempt, lease: { ...held, expiresAt: before } } },
      '2026-11-26',
      { kind: 'acquire', record: { attempt: { failures: 2, lease: { ownerId: 'process-2', heartbeat: 0 } } } },
    ],
    [
      'does not post a digest again that was possibly posted',
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
      'retries after the wait',
      { ...yesterday, attempt: { ...attempt, retryAt: before } },
      '2026-11-26',
      { kind: 'acquire', record: { attempt: { failures: 2 } } },
    ],
    [
      'acquires today’s digest when yesterday’s never succeeded',
      { ...yesterday, attempt: { ...attempt, retryAt: after } },
      '2026-11-27',
      { kind: 'acquire', record: { attempt: { day: '2026-11-27', failures: 0 } } },
    ],
  ])('%s', (_, record, day, expected) => {
    expect(nextDigest(record, { ...ask, day })).toMatchObject(expected);
  });

  test('keeps the message of the last digest', () => {
    const next = nextDigest(
      { ...yesterday, attempt: { ...attempt, isPosting: true, lease: { ...held, expiresAt: before } } },
      ask,
    );

    expect(next).toMatchObject({ record: { message: yesterday.message } });
    expect(next.kind === 'mark-settled' && next.record.attempt).toBeUndefined();
  });
});

describe('manualDigest', () => {
  const today = '2026-11-26';
  const first = { channel: 'C0DIGEST', ts: '2.000' };

  /** Where the last message was posted on `postedOn`. */
  function byHand(record: DigestRecord | undefined, postedOn = '2026-11-25') {
    return manualDigest(record, { ...ask, day: today }, { before: '2026-11-25', postedOn: () => postedOn });
  }

  test.each<[string, DigestRecord | undefined, string, object]>([
    [
      'acquires the digest before it is due',
      yesterday,
      '2026-11-25',
      { kind: 'acquire', record: { version: 8, day: '2026-11-25' } },
    ],
    [
      'acquires the digest when no digest was ever created',
      undefined,
      '',
      { kind: 'acquire', record: { version: 1, day: '2026-11-25', attempt: { day: today } } },
    ],
    [
      'acquires the digest when the day was settled without one',
      { version: 7, day: today, message: first },
      '2026-11-25',
      { kind: 'acquire' },
    ],
    [
      'acquires a digest that was possibly posted',
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
      'returns the message of a digest that was posted',
      { version: 7, day: today, message: first },
      today,
      { kind: 'already-posted', message: first },
    ],
    [
      'acquires today’s digest when only a missed digest was posted today',
      { version: 7, day: '2026-11-25', message: first },
      today,
      { kind: 'acquire' },
    ],
    [
      'is busy while another process creates the digest',
      { ...yesterday, attempt: { ...attempt, lease: { ...held, expiresAt: after } } },
      '2026-11-25',
      { kind: 'busy' },
    ],
  ])('%s', (_, record, postedOn, expected) => {
    expect(byHand(record, postedOn)).toMatchObject(expected);
  });
});
