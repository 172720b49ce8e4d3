import { describe, expect, test } from '@jest/globals';
import type { Facts, Grantee, ExpiringGrant } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import { type ShareInput, toDraft, parse } from '../../../../src/domain/operations/share/input.js';
import { plan } from '../../../../src/domain/operations/share/plan.js';
import type { Call } from '../../../../src/domain/plan/types.js';
import { findingCodes, findingWith, expectPlan } from '../codes.js';
import { directory, ORGANIZATION, PARTNER, PROD } from '../directory.js';
import { AMI, BOOT, DATA, denied, facts, NOW, sharedWith } from '../facts-builder.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const prod = { kind: 'account', id: PROD } as const;
const partner = { kind: 'account', id: PARTNER } as const;

function inDays(days: number): string {
  return new Date(Date.parse(NOW) + days * DAY).toISOString();
}

/** What requests have given prod for a time, on the AMI and on both snapshots unless it is said otherwise. */
function until(end: string, on: readonly string[] = [AMI, BOOT, DATA]): Pick<Facts, 'expiringGrants'> {
  return { expiringGrants: on.map((each): ExpiringGrant => ({ resourceId: each, grantee: PROD, expiresAt: end })) };
}

function share(
  days: number | undefined,
  overrides: Partial<Facts> = {},
  targets: ShareInput['targets'] = [prod],
): PlanResult {
  const input = { ami: AMI, targets, ...(days === undefined ? {} : { expiresAfterMs: days * DAY }) };
  return plan(input, facts(overrides), { directory });
}

/** The accounts that the calls of a plan add, by resource. */
function given(planned: PlanResult): readonly string[] {
  return expectPlan(planned).steps.map(({ call }) => givenBy(call));
}

function givenBy(call: Call): string {
  if (call.name === 'ModifySnapshotAttribute')
    return `${JSON.stringify(call.input.SnapshotId).slice(1, -1)} ${call.input.UserIds?.join() ?? ''}`;
  if (call.name !== 'ModifyImageAttribute') throw new Error(call.name);
  const names = call.input.LaunchPermission.Add?.map(({ UserId, OrganizationArn }) => UserId ?? OrganizationArn);
  return `${AMI} ${names?.join() ?? ''}`;
}

/** What is said of the time alone. */
function saidOfTime(planned: PlanResult): readonly string[] {
  return findingCodes(planned).filter(
    (code) => /end|shared|good|until/.test(code) && !code.endsWith('tags-not-shared'),
  );
}

const ALL = [`${AMI} ${PROD}`, `${BOOT} ${PROD}`, `${DATA} ${PROD}`];

describe('a time-limited share', () => {
  test('has the steps of a permanent share and stores the duration in the plan', () => {
    const { expiresAfterMs, title, steps } = expectPlan(share(7));

    expect(expiresAfterMs).toBe(7 * DAY);
    expect(title).toContain(`with prod (${PROD}) for 7 days`);
    expect(steps).toEqual(expectPlan(share(undefined)).steps);
    expect(expectPlan(share(undefined))).not.toHaveProperty('expiresAfterMs');
  });

  test.each<[string, number, string]>([
    ['a week', 7, '7 days after it is done: done now, on 2026-12-01 09:00 UTC. Warned 1 day before.'],
    ['a day', 1, '1 day after it is done: done now, on 2026-11-25 09:00 UTC. Warned 12 hours before.'],
    [
      'half an hour',
      1 / 48,
      '30 minutes after it is done: done now, on 2026-11-24 09:30 UTC. That is too short for a warning.',
    ],
  ])('for %s shows its expiry and the time of the warning', (_, days, text) => {
    expect(findingWith(share(days), 'ends-by-itself')?.text).toBe(`It is revoked automatically ${text}`);
  });

  test('is refused when the current permissions cannot be read', () => {
    expect(saidOfTime(share(7, { launchPermissions: denied }))).toEqual(['refusal end-not-certain']);
    expect(saidOfTime(share(7, { volumePermissions: { [BOOT]: denied, [DATA]: known([]) } }))).toEqual([
      'refusal end-not-certain',
    ]);
    expect(share(undefined, { launchPermissions: denied }).kind).toBe('plan');
  });

  test('names the accounts that keep permanent access', () => {
    const planned = share(7, sharedWith(partner), [prod, partner]);

    expect(findingWith(planned, 'permanent-share-stays')?.text).toBe(
      `partner (${PARTNER}) can already launch it without an expiration, and keeps it.`,
    );
    expect(given(planned)).toEqual(ALL);
  });
});

describe('sharing an AMI that has a time-limited share', () => {
  const shared = sharedWith(prod);

  test.each<[string, number | undefined, Partial<Facts>, readonly string[], string]>([
    ['for a longer time adds the permissions again', 7, { ...shared, ...until(inDays(3)) }, ALL, 'this moves the end'],
    [
      'permanently adds the permissions again',
      undefined,
      { ...shared, ...until(inDays(3)) },
      ALL,
      'this makes it permanent',
    ],
    [
      'adds again only the permissions that expire',
      7,
      { ...shared, ...until(inDays(3), [AMI, DATA]) },
      [`${AMI} ${PROD}`, `${DATA} ${PROD}`],
      'this moves the end',
    ],
    [
      'that has expired but is not revoked yet moves the expiry',
      1,
      { ...shared, ...until(inDays(-1)) },
      ALL,
      'this moves the end',
    ],
  ])('%s', (_, days, overrides, calls, change) => {
    const planned = share(days, overrides);

    expect(given(planned)).toEqual(calls);
    expect(findingWith(planned, 'shared-until')?.text).toContain(change);
    expect(findingCodes(planned)).not.toContain('refusal already-shared');
  });

  test('shows the current expiry', () => {
    expect(findingWith(share(7, { ...shared, ...until(inDays(3)) }), 'shared-until')?.text).toBe(
      `prod (${PROD}) has it until 2026-11-27 09:00 UTC now; this moves the end.`,
    );
  });

  test.each<[string, number]>([
    ['shorter', 1],
    ['exactly as long', 3],
  ])('for a time that is %s is refused with the current expiry', (_, days) => {
    const planned = share(days, { ...shared, ...until(inDays(3)) });

    expect(saidOfTime(planned)).toEqual(['refusal shared-longer']);
    expect(findingWith(planned, 'shared-longer')).toMatchObject({
      text: `prod (${PROD}) has it until 2026-11-27 09:00 UTC already, which is longer. Nothing to do.`,
      fix: expect.stringContaining('End now') as unknown,
    });
  });

  test('for a shorter time with another account keeps the later expiry', () => {
    const planned = share(1, { ...shared, ...until(inDays(3)) }, [prod, partner]);

    expect(given(planned)).toEqual([`${AMI} ${PARTNER}`, `${BOOT} ${PARTNER}`, `${DATA} ${PARTNER}`]);
    expect(saidOfTime(planned)).toEqual(['info ends-by-itself', 'info shared-longer']);
  });

  test('without an expiry is refused as already shared for any time', () => {
    expect(saidOfTime(share(7, shared))).toEqual(['refusal already-shared']);
    expect(saidOfTime(share(undefined, shared))).toEqual(['refusal already-shared']);
  });

  test('with another account does not change the existing share', () => {
    const other: readonly Grantee[] = [prod, { kind: 'organization', arn: ORGANIZATION }];
    const planned = share(7, { ...sharedWith(...other), ...until(inDays(3)) }, [partner]);

    expect(given(planned)).toEqual([`${AMI} ${PARTNER}`, `${BOOT} ${PARTNER}`, `${DATA} ${PARTNER}`]);
    expect(saidOfTime(planned)).toEqual(['info ends-by-itself']);
  });
});

describe('parse and toDraft', () => {
  test.each<[string, readonly string[], string | undefined]>([
    ['for a week', [PROD], '7d'],
    ['for two weeks with several targets', [PROD, ORGANIZATION], '2w'],
    ['for a number of hours', [PROD], '36h'],
    ['without an expiration', [PROD], undefined],
  ])('keep the input of a share %s', (_, targets, span) => {
    const said = {
      ami: [AMI],
      region: ['us-east-1'],
      account: ['images'],
      targets,
      ...(span === undefined ? {} : { for: [span] }),
    };
    const parsed = parse(said, { directory, now: NOW });
    if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed));

    expect(parse(toDraft(parsed.input), { directory, now: NOW })).toEqual(parsed);
    expect(toDraft(parsed.input).for).toEqual(said.for?.map((word) => (word === '7d' ? '1w' : word)));
  });
});
