import { describe, expect, test } from '@jest/globals';
import type { SharingBeforeDisable, Facts, Grantee } from '../../../../src/domain/model/facts.js';
import { known, type Fact } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import { plan } from '../../../../src/domain/operations/enable/plan.js';
import { findingCodes, findingWith, expectPlan } from '../codes.js';
import { directory, ORGANIZATION, OWNER, PROD } from '../directory.js';
import { account, AMI, BOOT, DATA, denied, facts, image, snapshot } from '../facts-builder.js';

function enable(overrides: Partial<Facts>, sharing = false): PlanResult {
  const situation = facts({ image: image({ state: 'disabled' }), sharingBeforeDisable: known(null), ...overrides });
  return plan({ ami: AMI, sharing }, situation, { directory });
}

function erased(...grantees: readonly Grantee[]): { readonly sharingBeforeDisable: Fact<SharingBeforeDisable> } {
  return { sharingBeforeDisable: known({ requestId: 'AR-7F3K2M', at: '2026-11-02T10:00:00.000Z', grantees }) };
}

const organization = { kind: 'organization', arn: ORGANIZATION } as const;
const everyone = { kind: 'public' } as const;

describe('the enable plan', () => {
  test('makes one call, waits until the AMI is available, and disables it on Undo', () => {
    expect(expectPlan(enable(erased(account(PROD)))).steps).toEqual([
      {
        id: 'enable',
        title: `Enable ${AMI} (golden-base, us-east-1)`,
        call: { name: 'EnableImage', account: OWNER, region: 'us-east-1', input: { ImageId: AMI } },
        waitFor: { kind: 'image-state', imageId: AMI, state: 'available' },
        after: [],
        undo: [
          {
            id: 'undo-enable',
            title: `Disable ${AMI} again`,
            call: { name: 'DisableImage', account: OWNER, region: 'us-east-1', input: { ImageId: AMI } },
            waitFor: { kind: 'image-state', imageId: AMI, state: 'disabled' },
          },
        ],
      },
    ]);
  });

  test('shares the AMI again with its former grantees, but not publicly', () => {
    const { steps, title, policyInput } = expectPlan(enable(erased(account(PROD), organization, everyone), true));

    expect(steps.slice(1)).toEqual([
      {
        id: 'share-again',
        title: `Let prod (${PROD}), organization ${ORGANIZATION} launch ${AMI} again`,
        call: {
          name: 'ModifyImageAttribute',
          account: OWNER,
          region: 'us-east-1',
          input: {
            ImageId: AMI,
            LaunchPermission: { Add: [{ UserId: PROD }, { OrganizationArn: ORGANIZATION }] },
          },
        },
        waitFor: { kind: 'launch-permissions', imageId: AMI, present: [account(PROD), organization], absent: [] },
        after: ['enable'],
        undo: [],
      },
    ]);
    expect(title).toContain(`and share it again with prod (${PROD}), organization ${ORGANIZATION}`);
    expect(policyInput.targets).toEqual([account(PROD), organization]);
  });

  test('passes no targets to the policy rules without sharing', () => {
    expect(expectPlan(enable(erased(account(PROD)))).policyInput.targets).toEqual([]);
  });
});

describe('the findings of an enable plan', () => {
  test.each<[string, Partial<Facts>, boolean, readonly string[]]>([
    ['its sharing was not recorded', {}, false, ['info sharing-not-recorded']],
    ['it was shared', erased(account(PROD)), false, ['warning sharing-stays-erased']],
    ['it was not shared', erased(), false, ['info no-recorded-grantees']],
    ['it is shared again', erased(account(PROD)), true, []],
    ['it was public too', erased(account(PROD), everyone), true, ['warning not-public-again']],
    ['it was public only', erased(everyone), false, ['warning not-public-again', 'info no-recorded-grantees']],
    ['the record cannot be read', { sharingBeforeDisable: denied }, false, ['unknown sharing-unknown']],
    [
      'a snapshot cannot be read',
      { ...erased(), snapshots: { [BOOT]: snapshot(BOOT), [DATA]: denied } },
      false,
      ['unknown snapshot-unknown', 'info no-recorded-grantees'],
    ],
    [
      'it is deprecated',
      { ...erased(), image: image({ state: 'disabled', deprecatedAt: '2026-01-01T00:00:00.000Z' }) },
      false,
      ['warning image-deprecated', 'info no-recorded-grantees'],
    ],
  ])('have the expected codes when %s', (_, overrides, sharing, codes) => {
    expect(findingCodes(enable(overrides, sharing))).toEqual(codes);
  });

  test('name the request, the date and the former grantees', () => {
    const planned = enable(erased(account(PROD)));

    expect(findingWith(planned, 'sharing-stays-erased')).toMatchObject({
      text: `When AR-7F3K2M disabled it on 2026-11-02 it was shared with prod (${PROD}). It is not shared with them again.`,
      fix: 'Add “with sharing” to share it with them again.',
    });
    expect(expectPlan(planned).evidence[0]).toEqual({
      label: 'Shared before',
      value: `prod (${PROD}) (until 2026-11-02, AR-7F3K2M)`,
    });
  });

  test.each<[string, Partial<Facts>, boolean, string]>([
    ['it is available', { image: image() }, false, 'not-disabled'],
    ['its creation failed', { image: image({ state: 'failed' }) }, false, 'image-failed'],
    ['another account owns it', { image: image({ state: 'disabled', ownerId: PROD }) }, false, 'not-owner'],
    [
      'a snapshot is archived',
      { snapshots: { [BOOT]: snapshot(BOOT, { storageTier: 'archive' }), [DATA]: snapshot(DATA) } },
      false,
      'snapshots-in-archive',
    ],
    ['its sharing was not recorded', {}, true, 'sharing-not-recorded'],
    ['the record cannot be read', { sharingBeforeDisable: denied }, true, 'sharing-unknown'],
    ['its record names no account to share it with', erased(everyone), true, 'no-recorded-grantees'],
  ])('refuse the plan because %s', (_, overrides, sharing, code) => {
    expect(findingCodes(enable(overrides, sharing)).filter((each) => each.startsWith('refusal'))).toEqual([
      `refusal ${code}`,
    ]);
  });
});
