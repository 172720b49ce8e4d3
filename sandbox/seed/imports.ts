import { addDays } from 'date-fns';
import type { StoredMachine, StoredObject } from '../ec2/import-entities.js';
import { IMPORT_SERVICE } from '../ec2/imports/role.js';
import type { SeedContents } from '../ec2/store.js';
import { ACCOUNTS } from './accounts.js';

const GIB = 2 ** 30;

/** Virtual machines that wait in S3 to be imported, and what each import comes to. */
export function importContents(now: Date): SeedContents {
  return {
    buckets: [
      { id: 'vm-images', region: 'us-east-1', ownerId: ACCOUNTS.images },
      // The role vmimport may not read this one.
      { id: 'vm-images-eu', region: 'eu-west-1', ownerId: ACCOUNTS.images },
      // In an account without the role.
      { id: 'prod-exports', region: 'us-east-1', ownerId: ACCOUNTS.prod },
      { id: 'dev-exports', region: 'us-east-1', ownerId: ACCOUNTS.dev },
      { id: 'vm-images-sydney', region: 'ap-southeast-2', ownerId: ACCOUNTS.images },
    ],
    roles: [importRole(ACCOUNTS.images, ['vm-images', 'vm-images-sydney']), importRole(ACCOUNTS.dev, ['dev-exports'])],
    denials: [
      // Its content cannot be read, and the import runs all the same.
      { id: 'dev-bucket', account: ACCOUNTS.dev, permission: 's3:ListBucket' },
      { id: 'dev-role', account: ACCOUNTS.dev, permission: 'iam:GetRole' },
    ],
    objects: [
      file('vm-images/web-1.ova', 6, { format: 'OVA', disks: [20, 50] }),
      file('vm-images/reports/windows 2022.vhdx', 18, { format: 'VHDX', disks: [60], machine: WINDOWS }),
      failing('vm-images/thick.vmdk', 'VMDK', 'ClientError: Disk validation failed [Unsupported VMDK File Format]'),
      failing('vm-images/own-kernel.raw', 'RAW', 'ClientError: Unsupported kernel version 6.12.27'),
      failing('vm-images/beos.vhd', 'VHD', 'ClientError: Unknown OS / Missing OS files'),
      failing(
        'vm-images/domain-controller.vhd',
        'VHD',
        'FirstBootFailure: This import request failed because the instance failed to boot and establish network connectivity.',
      ),
      failing(
        'vm-images/locked.ova',
        'OVA',
        'ClientError: Disk validation failed [We do not have access to the given resource. Reason 403 Forbidden]',
      ),
      // The file extension lists the unsupported formats.
      file('vm-images/mislabelled.vhd', 4, { format: 'VHDX', disks: [20] }),
      file('vm-images/empty.raw', 0, { format: 'RAW', disks: [] }),
      { ...file('vm-images/2019/archived.ova', 9, { format: 'OVA', disks: [40] }), storageClass: 'GLACIER' },
      file('vm-images-eu/web-2.ova', 6, { format: 'OVA', disks: [20] }),
      file('vm-images-sydney/web-3.ova', 6, { format: 'OVA', disks: [20] }),
      file('prod-exports/app.ova', 6, { format: 'OVA', disks: [20] }),
      file('dev-exports/app.ova', 6, { format: 'OVA', disks: [20] }),
    ],
  };

  function file(path: string, gib: number, machine: StoredMachine): StoredObject {
    const [bucket = '', ...names] = path.split('/');
    const lastModifiedAt = addDays(now, -3).toISOString();
    const key = names.join('/');
    return { id: `s3://${path}`, bucket, key, size: gib * GIB, storageClass: 'STANDARD', lastModifiedAt, machine };
  }

  function failing(path: string, format: StoredMachine['format'], failure: string): StoredObject {
    return file(path, 5, { format, disks: [20], failure });
  }
}

/** Commands that show them, for the sandbox's page. */
export const IMPORT_GUIDE: readonly { readonly command: string; readonly shows: string }[] = [
  {
    command: '/ami import s3://vm-images/web-1.ova as web-1',
    shows: 'Create an AMI from a virtual machine image in S3',
  },
  { command: '/ami import s3://vm-images/thick.vmdk as web-2', shows: 'EC2 cannot read the file; the reason is shown' },
  {
    command: '/ami import s3://vm-images/own-kernel.raw as web-3',
    shows: 'EC2 does not support its kernel and fails half way',
  },
  {
    command: '/ami import s3://vm-images-eu/web-2.ova as web-4',
    shows: 'The role vmimport may not read this bucket',
  },
  { command: '/ami import s3://prod-exports/app.ova as app of prod', shows: 'The account has no role vmimport' },
  {
    command: '/ami import s3://dev-exports/app.ova as app of dev',
    shows: 'Bucket and role cannot be checked; the import works all the same',
  },
];

const WINDOWS = { platform: 'windows', platformDetails: 'Windows', usageOperation: 'RunInstances:0002' } as const;

function importRole(account: string, reads: readonly string[]) {
  return { id: `arn:aws:iam::${account}:role/vmimport`, trusts: [], services: [IMPORT_SERVICE], reads };
}
