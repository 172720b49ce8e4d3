import { describe, expect, test } from '@jest/globals';
import { ServiceException } from '@smithy/core/client';
import fc from 'fast-check';
import { createSessionCache, sessionName, type AssumeRole } from '../../../src/aws/clients/credentials.js';

const ROLE = { roleArn: 'arn:aws:iam::111122223333:role/ami-steward', sessionName: 'ami-steward' };
const START = Date.parse('2026-11-02T09:00:00.000Z');
const MINUTE = 60_000;

describe('the session cache', () => {
  test('assumes a role once for concurrent and later calls', async () => {
    const { sessions, asked } = harness();

    const [first, second] = await Promise.all([sessions(ROLE), sessions(ROLE)]);
    await sessions(ROLE);

    expect(asked).toHaveLength(1);
    expect(second).toBe(first);
  });

  test.each([
    [53, 1],
    [54, 2],
    [90, 2],
  ])('renews a one-hour session near its end: after %d minutes, %d AssumeRole calls', async (minutes, times) => {
    const { sessions, asked, advance } = harness();
    await sessions(ROLE);
    advance(minutes * MINUTE);

    await Promise.all([sessions(ROLE), sessions(ROLE)]);

    expect(asked).toHaveLength(times);
  });

  test('keeps one session per session name', async () => {
    const { sessions, asked } = harness();

    await sessions(ROLE);
    await sessions({ ...ROLE, sessionName: 'AR-7F3K2M-U0RITA' });

    expect(asked).toEqual(['ami-steward', 'AR-7F3K2M-U0RITA']);
  });

  test('throws access-denied when AssumeRole is denied, and retries on the next call', async () => {
    const { sessions, asked } = harness([
      new ServiceException({ name: 'AccessDenied', message: 'no', $fault: 'client', $metadata: {} }),
    ]);

    await expect(sessions(ROLE)).rejects.toMatchObject({ kind: 'access-denied', permission: 'sts:AssumeRole' });
    await expect(sessions(ROLE)).resolves.toMatchObject({ accessKeyId: 'key-2' });
    expect(asked).toHaveLength(2);
  });

  test('throws throttled when STS throttles AssumeRole', async () => {
    const { sessions } = harness([
      new ServiceException({ name: 'Throttling', message: 'slow', $fault: 'client', $metadata: {} }),
    ]);

    await expect(sessions(ROLE)).rejects.toMatchObject({ kind: 'throttled' });
  });
});

describe('the session name', () => {
  test('contains the request ID and the user ID of the requester', () => {
    expect(sessionName('AR-7F3K2M', 'U0RITA')).toBe('AR-7F3K2M-U0RITA');
  });

  test('is valid for STS, whatever its parts are', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (parts) => {
        expect(sessionName(...parts)).toMatch(/^[\w+=,.@-]{2,64}$/);
      }),
    );
  });
});

function harness(failures: Error[] = []): {
  readonly sessions: AssumeRole;
  readonly asked: readonly string[];
  readonly advance: (ms: number) => void;
} {
  let now = START;
  const asked: string[] = [];
  const sessions = createSessionCache(
    async ({ sessionName: name }) => {
      asked.push(name);
      await new Promise(setImmediate);
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      const expiration = new Date(now + 60 * MINUTE);
      return { accessKeyId: `key-${asked.length}`, secretAccessKey: 'secret', sessionToken: 'token', expiration };
    },
    { now: () => new Date(now) },
  );
  return { sessions, asked, advance: (ms) => (now += ms) };
}
