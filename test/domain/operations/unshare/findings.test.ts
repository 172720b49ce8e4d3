import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import { findingCodes, findingWith } from '../codes.js';
import { PARTNER, PROD } from '../directory.js';
import { account, BOOT, DATA, denied, image, sharedWith, snapshot } from '../facts-builder.js';
import { instance, organization, prod, template, unshare, type Targets } from './plan-setup.js';

describe('the findings of an unshare plan', () => {
  test.each<[string, Partial<Facts>, Targets, readonly string[]]>([
    ['no special condition applies', {}, [prod], []],
    [
      'the target uses it',
      { usageElsewhere: { [PROD]: known([instance, template]) } },
      [prod],
      ['warning target-uses-image'],
    ],
    [
      'usage by the target cannot be read',
      { usageElsewhere: { [PROD]: denied } },
      [prod],
      ['unknown use-elsewhere-unknown'],
    ],
    [
      'usage by an organization cannot be read',
      sharedWith(organization),
      [organization],
      ['unknown use-elsewhere-unknown'],
    ],
    [
      'it is not shared with one of two targets',
      sharedWith(prod),
      [prod, { kind: 'account', id: PARTNER }],
      ['unknown use-elsewhere-unknown', 'info partly-not-shared'],
    ],
    ['it is public', { image: image({ public: true }) }, [prod], ['warning still-public']],
    [
      'it stays shared through an organization',
      sharedWith(prod, organization),
      [prod],
      ['warning still-shared-through-organization'],
    ],
    [
      'the launch permissions cannot be read',
      { launchPermissions: denied },
      [prod],
      ['unknown launch-permissions-unknown'],
    ],
    [
      "a snapshot's permissions cannot be read",
      { volumePermissions: { [BOOT]: known([prod]), [DATA]: denied } },
      [prod],
      ['unknown volume-permissions-unknown'],
    ],
    [
      'another account owns a snapshot',
      { snapshots: { [BOOT]: snapshot(BOOT), [DATA]: snapshot(DATA, { ownerId: PARTNER }) } },
      [prod],
      ['warning snapshot-of-another-owner'],
    ],
  ])('have the expected codes when %s', (_, overrides, targets, codes) => {
    expect(findingCodes(unshare(overrides, targets))).toEqual([...codes, 'info instances-and-copies-stay']);
  });

  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['it is not shared with the target', sharedWith(account(PARTNER)), ['refusal not-shared']],
    [
      'the target has access only because the AMI is public',
      { ...sharedWith(), image: image({ public: true }) },
      ['refusal not-shared', 'warning still-public'],
    ],
    [
      'the target has access through its organization',
      sharedWith(organization),
      ['refusal not-shared', 'warning still-shared-through-organization'],
    ],
    ['another account owns it', { image: image({ ownerId: PROD }) }, ['refusal not-owner']],
  ])('refuse the plan because %s', (_, overrides, codes) => {
    const planned = unshare(overrides);

    expect(planned.kind).toBe('refused');
    expect(findingCodes(planned)).toEqual(expect.arrayContaining([...codes]));
    expect(findingCodes(planned).filter((code) => code.startsWith('refusal'))).toEqual(codes.slice(0, 1));
  });

  test('list the resources of the target that use the AMI', () => {
    const planned = unshare({ usageElsewhere: { [PROD]: known([instance, template]) } });

    expect(findingWith(planned, 'target-uses-image')?.text).toBe(
      `prod (${PROD}) uses the AMI: 1 instance (i-0abc), 1 launch template (lt-1). New launches there will fail.`,
    );
  });

  test('name the accounts with which the AMI is shared', () => {
    expect(findingWith(unshare(sharedWith(account(PARTNER))), 'not-shared')?.fix).toBe(
      `It is shared with partner (${PARTNER}).`,
    );
  });
});
