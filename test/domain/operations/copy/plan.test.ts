import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { CopyInput } from '../../../../src/domain/operations/copy/input.js';
import { forward, expectPlan, undoCalls } from '../codes.js';
import { ORGANIZATION, OWNER, PROD } from '../directory.js';
import {
  account,
  AMI,
  AWS_KEY,
  BOOT,
  CUSTOMER_KEY,
  DATA,
  denied,
  destination,
  image,
  key,
  sharedWith,
} from '../facts-builder.js';
import { copy, encrypted, irishKey, prod, regions, to } from './plan-setup.js';

const IRISH_KEY = CUSTOMER_KEY.replace('us-east-1', 'eu-west-1');
const PLAIN = { SourceRegion: 'us-east-1', SourceImageId: AMI, Name: 'golden-base', CopyImageTags: true };

/** What is sent with the first call. */
function parameters(overrides: Partial<Facts>, input: Partial<CopyInput> = {}): unknown {
  return expectPlan(copy(overrides, input)).steps[0]?.call.input;
}

describe('the copy plan', () => {
  test('copies the AMI, waits for it, and removes a failed copy', () => {
    expect(forward(expectPlan(copy({})).steps)).toEqual([
      {
        id: 'copy-eu-west-1',
        title: `Copy ${AMI} from us-east-1 to eu-west-1`,
        call: { name: 'CopyImage', account: OWNER, region: 'eu-west-1', input: PLAIN },
        waitFor: { kind: 'image-available', imageId: { step: 'copy-eu-west-1', output: 'image' } },
        outputs: { image: { from: 'response', field: 'ImageId' } },
        after: [],
      },
      {
        id: 'clean-up-eu-west-1',
        title: 'Remove the copy in eu-west-1 if it fails',
        call: {
          name: 'DeregisterImage',
          account: OWNER,
          region: 'eu-west-1',
          input: { ImageId: { step: 'copy-eu-west-1', output: 'image' }, DeleteAssociatedSnapshots: true },
        },
        waitFor: { kind: 'image-gone', imageId: { step: 'copy-eu-west-1', output: 'image' } },
        after: [],
        cleanup: { stepId: 'copy-eu-west-1', unlessDone: 'copy-eu-west-1' },
      },
    ]);
  });

  test('shares the available copy with the grantees of the original', () => {
    const { steps } = expectPlan(
      copy({
        launchPermissions: known([
          prod,
          { kind: 'organization', arn: ORGANIZATION },
          { kind: 'public' },
          account(OWNER),
        ]),
        volumePermissions: { [BOOT]: known([]), [DATA]: known([prod, { kind: 'public' }]) },
      }),
    );

    expect(steps.map(({ id }) => id)).toEqual([
      'copy-eu-west-1',
      'share-eu-west-1',
      'share-eu-west-1-snapshot-2',
      'clean-up-eu-west-1',
    ]);
    expect(steps[0]?.outputs).toEqual({
      image: { from: 'response', field: 'ImageId' },
      'snapshot-2': { from: 'device', device: '/dev/sdb' },
    });
    const copied = { step: 'copy-eu-west-1', output: 'image' };
    const grantees = [prod, { kind: 'organization', arn: ORGANIZATION }];
    expect(forward(steps)[1]).toEqual({
      id: 'share-eu-west-1',
      title: `Let prod (${PROD}), organization ${ORGANIZATION} launch the copy in eu-west-1`,
      call: {
        name: 'ModifyImageAttribute',
        account: OWNER,
        region: 'eu-west-1',
        input: { ImageId: copied, LaunchPermission: { Add: [{ UserId: PROD }, { OrganizationArn: ORGANIZATION }] } },
      },
      waitFor: { kind: 'launch-permissions', imageId: copied, present: grantees, absent: [] },
      after: ['copy-eu-west-1'],
    });
    const volume = { step: 'copy-eu-west-1', output: 'snapshot-2' };
    expect(forward(steps)[2]).toEqual({
      id: 'share-eu-west-1-snapshot-2',
      title: `Let prod (${PROD}) copy the snapshot at /dev/sdb of the copy in eu-west-1`,
      call: {
        name: 'ModifySnapshotAttribute',
        account: OWNER,
        region: 'eu-west-1',
        input: { SnapshotId: volume, Attribute: 'createVolumePermission', OperationType: 'add', UserIds: [PROD] },
      },
      waitFor: { kind: 'volume-permissions', snapshotId: volume, present: [prod], absent: [] },
      after: ['copy-eu-west-1', 'share-eu-west-1'],
    });
  });

  test('removes the copy with its snapshots and permissions on Undo', () => {
    const { steps } = expectPlan(copy(sharedWith(prod)));
    const copied = { step: 'copy-eu-west-1', output: 'image' };

    expect(undoCalls(steps)).toEqual([
      [
        'copy-eu-west-1',
        [
          [
            'Remove the copy in eu-west-1',
            { ImageId: copied, DeleteAssociatedSnapshots: true },
            { kind: 'image-gone', imageId: copied },
          ],
        ],
      ],
      ['share-eu-west-1', []],
      ['share-eu-west-1-snapshot-1', []],
      ['share-eu-west-1-snapshot-2', []],
      ['clean-up-eu-west-1', undefined],
    ]);
  });

  test('has separate steps for each Region', () => {
    const destinations = [destination('eu-west-1'), destination('ap-southeast-2')];
    const { steps, policyInput, title, perTarget } = expectPlan(
      copy({ destinations }, { targets: regions(['eu-west-1', 'ap-southeast-2']), name: 'golden 2' }),
    );

    expect(steps.map(({ id, call }) => [id, call.region])).toEqual([
      ['copy-eu-west-1', 'eu-west-1'],
      ['clean-up-eu-west-1', 'eu-west-1'],
      ['copy-ap-southeast-2', 'ap-southeast-2'],
      ['clean-up-ap-southeast-2', 'ap-southeast-2'],
    ]);
    expect(perTarget).toEqual({
      phrases: { done: 'Copied to', partly: 'Copied only in part to', failed: 'Not copied to' },
      targets: [
        { label: 'eu-west-1', steps: ['copy-eu-west-1'] },
        { label: 'ap-southeast-2', steps: ['copy-ap-southeast-2'] },
      ],
    });
    expect(title).toBe(`Copy ${AMI} (golden-base, us-east-1) to eu-west-1, ap-southeast-2 as golden 2`);
    expect(policyInput).toEqual({
      targets: [
        { kind: 'region', region: 'eu-west-1' },
        { kind: 'region', region: 'ap-southeast-2' },
      ],
      tags: {},
      inUse: 'unknown',
      removesAccess: false,
    });
  });

  test('does not copy permissions when another account owns the original', () => {
    const planned = copy({ image: image({ ownerId: PROD }), ...sharedWith(prod) });

    expect(expectPlan(planned).steps.map(({ id }) => id)).toEqual(['copy-eu-west-1', 'clean-up-eu-west-1']);
  });

  test.each<[string, Partial<Facts>, Partial<CopyInput>, object]>([
    [
      'sends a name and a description',
      { image: image({ description: 'Base' }) },
      { name: 'golden-2' },
      { Name: 'golden-2', Description: 'Base' },
    ],
    [
      'sends a named key',
      to('eu-west-1', { key: irishKey }),
      { encrypted: true, key: 'alias/golden' },
      { Encrypted: true, KmsKeyId: IRISH_KEY },
    ],
    [
      'sends a named key that cannot be read',
      to('eu-west-1', { key: denied }),
      { encrypted: true, key: 'alias/golden' },
      { Encrypted: true, KmsKeyId: 'alias/golden' },
    ],
    ['sends no key for the default key of AWS', {}, { encrypted: true }, { Encrypted: true }],
    [
      "sends the account's default key",
      to('eu-west-1', { defaultKey: irishKey }),
      { encrypted: true },
      { Encrypted: true, KmsKeyId: IRISH_KEY },
    ],
    [
      'sends the default key for an encrypted original',
      { ...encrypted, ...to('eu-west-1', { defaultKey: irishKey }) },
      {},
      { Encrypted: true, KmsKeyId: IRISH_KEY },
    ],
    [
      'encrypts the copy when only the device mapping is known to be encrypted',
      {
        image: image({ blockDevices: [{ device: '/dev/xvda', snapshotId: BOOT, encrypted: true }] }),
        snapshots: { [BOOT]: denied },
      },
      {},
      { Encrypted: true },
    ],
    [
      'sends no encryption for an account that encrypts by default',
      to('eu-west-1', { encryptionByDefault: known(true) }),
      {},
      {},
    ],
  ])('%s', (_, overrides, input, expected) => {
    expect(parameters(overrides, input)).toEqual({ ...PLAIN, ...expected });
  });

  test('keeps the key in the same Region unless encryption is requested', () => {
    const here = { ...encrypted, ...to('us-east-1', { defaultKey: key(AWS_KEY) }) };
    const input = { targets: regions(['us-east-1']), name: 'golden-2' };

    expect(parameters(here, input)).toEqual({ ...PLAIN, Name: 'golden-2', Encrypted: true, KmsKeyId: CUSTOMER_KEY });
    expect(parameters(here, { ...input, encrypted: true })).toEqual({ ...PLAIN, Name: 'golden-2', Encrypted: true });
  });

  test('shows the copied permissions first in the evidence', () => {
    expect(expectPlan(copy(sharedWith(prod))).evidence[0]).toEqual({
      label: 'Copied permissions',
      value: `prod (${PROD})`,
    });
    expect(expectPlan(copy({})).evidence[0]).toEqual({ label: 'Copied permissions', value: 'none' });
  });
});
