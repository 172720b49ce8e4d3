import { describe, expect, test } from '@jest/globals';
import { createReadiness, NotReady, type ReadinessCheck } from '../../src/server/health.js';
import { AccessDenied, NotFound, Throttled, UnknownOutcome } from '../../src/workflows/ports/errors.js';

const fine: ReadinessCheck = () => Promise.resolve();

function failing(error: Error): ReadinessCheck {
  return () => Promise.reject(error);
}

function readinessOf(checks: Readonly<Record<string, ReadinessCheck>>) {
  return createReadiness({ clock: { now: () => new Date(0) }, checks, timeoutMs: 20 })();
}

describe('readiness', () => {
  test('is ok if every check succeeds', async () => {
    expect(await readinessOf({ Slack: fine, table: fine })).toEqual({ status: 'ok' });
  });

  test.each<[Error, string]>([
    [new NotReady('refuses the token (invalid_auth)'), 'Slack: refuses the token (invalid_auth)'],
    [new NotFound('no table arn:aws:dynamodb:us-east-1:111122223333:table/x'), 'Slack: does not exist'],
    [new AccessDenied('arn:aws:iam::111122223333:role/x may not'), 'Slack: a permission is missing'],
    [new Throttled('slow down'), 'Slack: is temporarily unavailable'],
    [new UnknownOutcome('timeout'), 'Slack: does not answer'],
    [new Error('secret detail'), 'Slack: failed'],
  ])('hides the details of %p', async (error, reason) => {
    expect(await readinessOf({ Slack: failing(error), table: fine })).toEqual({ status: 'unavailable', reason });
  });

  test('lists every failed check', async () => {
    function never(): Promise<never> {
      return new Promise(() => undefined);
    }

    expect(await readinessOf({ Slack: never, table: failing(new NotReady('is away')) })).toEqual({
      status: 'unavailable',
      reason: 'Slack: does not answer; table: is away',
    });
  });

  test('caches the result for five seconds', async () => {
    let now = 0;
    let asked = 0;
    const readiness = createReadiness({
      clock: { now: () => new Date(now) },
      checks: { Slack: () => Promise.resolve((asked += 1)) },
    });

    await Promise.all([readiness(), readiness()]);
    now = 4_999;
    await readiness();
    const within = asked;
    now = 5_000;
    await readiness();

    expect({ within, asked }).toEqual({ within: 1, asked: 2 });
  });
});
