import type { ChangeOperation } from '../contract.js';
import { REASON_CLAUSE, REGION_CLAUSE, ACCOUNT_CLAUSE } from '../fields/clauses.js';
import { importInput, type ImportInput, parse } from './input.js';
import { plan } from './plan.js';

export const importImage: ChangeOperation<ImportInput, 'object'> = {
  kind: 'change',
  subjectKind: 'object',
  undo: { inverse: 'deregister' },
  calls: ['ImportImage', 'CreateTags', 'CancelImportTask', 'DeregisterImage'],
  name: 'import',
  group: 'create',
  summary: 'Create an AMI from a virtual machine image in S3',
  usage: '/ami import s3://bucket/key as <name>',
  help: [
    'VM Import/Export creates an AMI from a virtual machine: from an OVA, or from one disk as a VMDK (stream-optimized), VHD, VHDX or RAW file. The extension of the key determines the format. The AMI is in the account that imports it, in the Region of the bucket, and is not shared.',
    'EC2 reads the file through the role vmimport of that account, which an operator makes once: it must trust vmie.amazonaws.com and may read the bucket.',
    'EC2 accepts no name for it: its name is that of the import task (import-ami-…), and the name that you enter becomes its Name tag. “/ami copy <ami> to <its Region> as <name>” creates an AMI with that name.',
    'Supported are 64-bit Linux and Windows systems that AWS lists, with their own kernels, up to 21 disks of less than 8 TiB each. Not supported are ARM, encrypted disks, several systems on one machine, and machines that were converted from physical ones.',
    'It takes from half an hour to many hours and shows its progress. Stop cancels it, and Undo deregisters the AMI with its snapshots. If it fails, the answer says why in AWS’s words and what to do. Nothing remains.',
    'To move servers that are running, use AWS Application Migration Service (lift-and-shift): it replicates them while they run, and takes what cannot be imported.',
  ],
  examples: [
    '/ami import s3://vm-images/web-1.ova as web-1',
    '/ami import s3://vm-images/exports/db.vhdx as db-2 of prod because the data centre closes',
  ],
  grammar: {
    subject: {
      field: 'file',
      takes: 'word',
      required: true,
      label: 'File in S3',
      hint: 'An OVA, VMDK, VHD, VHDX or RAW file, by its extension.',
      placeholder: 's3://vm-images/web-1.ova',
    },
    clauses: [
      {
        keyword: 'as',
        field: 'name',
        takes: 'word',
        required: true,
        label: 'Name of the AMI',
        hint: 'Its Name tag: EC2 itself calls an imported AMI import-ami-…',
      },
      { ...REGION_CLAUSE, hint: 'The Region of the bucket. By default it is read from S3.' },
      { ...ACCOUNT_CLAUSE, hint: 'Whose AMI it becomes. Without it, the bot’s own account.' },
      REASON_CLAUSE,
    ],
  },
  input: importInput,
  parse,
  needs: () => ({}),
  plan,
};
