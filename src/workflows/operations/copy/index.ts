import type { ChangeOperation } from '../contract.js';
import { AMI, CHANGE_CLAUSES } from '../parsing/fields.js';
import { copyInput, type CopyInput } from './input.js';
import { parse } from './parse.js';
import { plan } from './plan.js';

export const copy: ChangeOperation<CopyInput> = {
  kind: 'change',
  about: 'image',
  undo: { by: 'deregister' },
  name: 'copy',
  summary: 'Copy an AMI to other Regions, with its tags and sharing',
  usage: '/ami copy <ami> to <region>[, …] [as <name>] [encrypted [with <key>]]',
  help: [
    'Makes an AMI of its own in each Region, in the same account, with snapshots of its own: what happens to the original later does not touch it. To keep an AMI in its Region, under another name or another key, copy it to the Region where it is.',
    'The tags come along, and when the copy is available, whom the original is shared with, accounts that may copy its snapshots included. What does not: public access, deprecation, protection from deregistration, and permissions of S3 buckets.',
    '“encrypted” encrypts the copy under the default key of the account there, “encrypted with <key>” under the key that is named by alias, id or ARN. What is encrypted stays so. A copy under the key that AWS manages cannot be shared, so a shared AMI needs a customer managed key.',
    'A copy takes minutes to hours. It costs the storage of its snapshots and, to another Region, the transfer. A copy that fails says why and is cleaned away.',
  ],
  examples: [
    '/ami copy ami-1234567890abcdef0 to eu-west-1',
    '/ami copy ami-123 to us-east-1, eu-west-1 as golden-base-2 encrypted with alias/golden',
  ],
  grammar: {
    subject: AMI,
    clauses: [
      {
        keyword: 'to',
        field: 'regions',
        takes: 'list',
        required: true,
        label: 'To Regions',
        hint: 'One or several, with commas.',
        placeholder: 'eu-west-1, eu-central-1',
      },
      {
        keyword: 'as',
        field: 'name',
        takes: 'word',
        required: false,
        label: 'Name',
        hint: 'Without it, the copy has the same name. In one Region, every name of an account is used once.',
      },
      { keyword: 'encrypted', field: 'encrypted', takes: 'flag', required: false, label: 'Encrypt the copy' },
      {
        keyword: 'encrypted with',
        field: 'key',
        takes: 'word',
        required: false,
        label: 'Encryption key',
        hint: 'A KMS key there: alias, id or ARN. Without it, the default key of the account.',
        placeholder: 'alias/golden',
      },
      ...CHANGE_CLAUSES,
    ],
  },
  input: copyInput,
  parse,
  needs: ({ regions, account, name, key }) => ({
    snapshots: true,
    launchPermissions: true,
    volumePermissions: true,
    keys: true,
    destinations: regions.map((region) => ({
      region,
      ...(account === undefined ? {} : { account }),
      ...(name === undefined ? {} : { name }),
      ...(key === undefined ? {} : { keyId: key }),
    })),
  }),
  plan,
};
