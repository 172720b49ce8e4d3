import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { CopyInput } from '../../../../src/domain/operations/copy/input.js';
import { OWNER, PROD } from '../directory.js';
import { account, AMI, BOOT, CUSTOMER_KEY, DATA, destination, image, key } from '../facts-builder.js';
import { refusalCodes, stepWith } from '../codes.js';
import { copy, callsOf, output, ABROAD, awsEncrypted, named, GRANT, REVOKE } from './cross-account-setup.js';

const prod = account(PROD);

describe('a snapshot-by-snapshot copy', () => {
  const by = { by: 'snapshots' } as const;
  const volumes = [`${GRANT}-snapshot-1`, `${GRANT}-snapshot-2`];
  const copies = [`copy-${PROD}-snapshot-1`, `copy-${PROD}-snapshot-2`];
  const register = `register-${PROD}`;

  test('copies each snapshot, registers an AMI, and cleans up after a failure', () => {
    expect(callsOf(copy({}, by))).toEqual([
      ...volumes.map((id) => [id, 'ModifySnapshotAttribute', OWNER, []]),
      ...copies.map((id) => [id, 'CopySnapshot', PROD, volumes]),
      [register, 'RegisterImage', PROD, copies],
      ...volumes.map((id, index) => [
        `${REVOKE}-snapshot-${String(index + 1)}`,
        'ModifySnapshotAttribute',
        OWNER,
        copies,
        { stepId: id },
      ]),
      [`clean-up-${PROD}`, 'DeregisterImage', PROD, [], { stepId: register, unlessDone: register }],
      ...copies.map((stepId, index) => [
        `clean-up-${PROD}-snapshot-${String(index + 1)}`,
        'DeleteSnapshot',
        PROD,
        [`clean-up-${PROD}`],
        { stepId, unlessDone: register },
      ]),
    ]);
  });

  test('registers every attribute of the original and checks its billing', () => {
    const machine = {
      architecture: 'arm64',
      sriovNetSupport: 'simple',
      bootMode: 'uefi',
      tpmSupport: 'v2.0',
      imdsSupport: 'v2.0',
      description: 'Base',
      tags: { Tier: 'base' },
      blockDevices: [
        {
          device: '/dev/xvda',
          snapshotId: BOOT,
          sizeGiB: 8,
          volumeType: 'gp3',
          iops: 4_000,
          throughput: 250,
          encrypted: false,
          deleteOnTermination: true,
        },
        {
          device: '/dev/sdb',
          snapshotId: DATA,
          sizeGiB: 16,
          volumeType: 'gp2',
          iops: 100,
          encrypted: false,
          deleteOnTermination: false,
        },
        { device: '/dev/sdc', sizeGiB: 50, volumeType: 'io2', iops: 9_000, encrypted: true },
        { device: '/dev/sdd', virtualName: 'ephemeral0' },
      ],
    };
    const planned = copy({ image: image(machine), uefiData: known('VUVGSQ==') }, by);

    expect(stepWith(planned, register)?.call).toEqual({
      name: 'RegisterImage',
      ...ABROAD,
      input: {
        Name: 'golden-base',
        Description: 'Base',
        Architecture: 'arm64',
        VirtualizationType: 'hvm',
        RootDeviceName: '/dev/xvda',
        EnaSupport: true,
        SriovNetSupport: 'simple',
        BootMode: 'uefi',
        TpmSupport: 'v2.0',
        ImdsSupport: 'v2.0',
        UefiData: 'VUVGSQ==',
        BlockDeviceMappings: [
          {
            DeviceName: '/dev/xvda',
            Ebs: {
              SnapshotId: output(`copy-${PROD}-snapshot-1`, 'snapshot'),
              VolumeSize: 8,
              VolumeType: 'gp3',
              Iops: 4_000,
              Throughput: 250,
              DeleteOnTermination: true,
            },
          },
          {
            DeviceName: '/dev/sdb',
            Ebs: {
              SnapshotId: output(`copy-${PROD}-snapshot-2`, 'snapshot'),
              VolumeSize: 16,
              VolumeType: 'gp2',
              DeleteOnTermination: false,
            },
          },
          { DeviceName: '/dev/sdc', Ebs: { Encrypted: true, VolumeSize: 50, VolumeType: 'io2', Iops: 9_000 } },
          { DeviceName: '/dev/sdd', VirtualName: 'ephemeral0' },
        ],
        TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'Tier', Value: 'base' }] }],
      },
    });
    expect(stepWith(planned, register)?.waitFor).toEqual({
      kind: 'image-available',
      imageId: output(register, 'image'),
      billedAs: { platformDetails: 'Linux/UNIX', usageOperation: 'RunInstances' },
    });
    expect(stepWith(planned, `copy-${PROD}-snapshot-1`)?.call).toEqual({
      name: 'CopySnapshot',
      ...ABROAD,
      input: { SourceRegion: 'us-east-1', SourceSnapshotId: BOOT, Description: `Copied for a copy of ${AMI}` },
    });
  });

  test('keeps the kernel of a paravirtual AMI', () => {
    const machine = { virtualizationType: 'paravirtual', kernelId: 'aki-1', ramdiskId: 'ari-1', enaSupport: false };

    expect(stepWith(copy({ image: image(machine) }, by), register)?.call.input).toMatchObject({
      VirtualizationType: 'paravirtual',
      KernelId: 'aki-1',
      RamdiskId: 'ari-1',
      EnaSupport: false,
    });
  });

  test('is used when the launch permission quota is exhausted', () => {
    const crowd = Array.from({ length: 1_000 }, (_, index) => account(String(600_000_000_000 + index)));
    const planned = copy({ launchPermissions: known(crowd) });

    expect(stepWith(planned, register)?.call.name).toBe('RegisterImage');
    expect(stepWith(copy({ launchPermissions: known([...crowd.slice(1), prod]) }), register)).toBeUndefined();
  });

  test.each<[string, Partial<Facts>, Partial<CopyInput>, string]>([
    [
      'it is Windows',
      { image: image({ usageOperation: 'RunInstances:0002', platformDetails: 'Windows' }) },
      by,
      'licence-left-behind',
    ],
    [
      'it is a Marketplace AMI',
      { image: image({ productCodes: [{ id: 'x', type: 'marketplace' }] }) },
      by,
      'licence-left-behind',
    ],
    ['it has no snapshots', { image: image({ blockDevices: [] }) }, by, 'no-snapshots'],
    ['AWS manages its key', awsEncrypted, { ...by, ...named, key: 'alias/aws/ebs' }, 'snapshot-under-aws-managed-key'],
    [
      'the target is its own account',
      { destinations: [destination('eu-west-1')] },
      { ...by, targets: [{ kind: 'region', region: 'eu-west-1' }] },
      'route-not-needed',
    ],
  ])('is refused because %s', (_, overrides, input, code) => {
    const there = destination('us-east-1', { account: PROD, key: key(CUSTOMER_KEY.replace(OWNER, PROD)) });

    expect(refusalCodes(copy({ destinations: [there], ...overrides }, input))).toEqual([code]);
  });
});
