import { omitUndefined } from '../../model/omit-undefined.js';
import type { ObservationRequest, DestinationQuery } from '../../model/facts.js';
import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import type { CopyTarget } from '../fields/copy-targets.js';
import { copyInput, type CopyInput, parse } from './input.js';
import { plan } from './plan.js';

export const copy: ChangeOperation<CopyInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'deregister' },
  calls: [
    'CopyImage',
    'ModifyImageAttribute',
    'ModifySnapshotAttribute',
    'CopySnapshot',
    'RegisterImage',
    'DeregisterImage',
    'DeleteSnapshot',
    'RunInstances',
    'StopInstances',
    'CreateImage',
    'TerminateInstances',
  ],
  name: 'copy',
  group: 'create',
  summary: 'Copy an AMI to other Regions and accounts',
  usage:
    '/ami copy <ami> to <region or account>[, …] [as <name>] [encrypted [with <key>]] [without sharing] [by snapshots | by launching <instance type> [subnet <id>]]',
  help: [
    'Makes an AMI of its own in each place, with snapshots of its own: what happens to the original later does not touch it. To keep an AMI in its Region, under another name or another key, copy it to the Region where it is.',
    'To a Region: the copy is in the same account. It gets the tags and, when it is available, the grantees of the original, including accounts that may copy its snapshots. The rules judge that as a share with each of them. “without sharing” leaves them out. A share for a limited time is never carried over.',
    'To an account: the copy is in the same Region, and that account creates and owns it. The account may use the original while it copies; permissions that it did not have before are revoked afterwards. The tags are carried over, the sharing is not. The bot needs a role there. Without one, share the AMI instead.',
    'Never carried over: public access, deprecation, deregistration protection, and permissions of S3 buckets.',
    '“encrypted” encrypts the copy with the default key of the account there, “encrypted with <key>” with the key that you name by alias, ID or ARN. An encrypted AMI stays encrypted. A copy under an AWS managed key cannot be shared, so a shared AMI needs a customer managed key.',
    'An AMI under an AWS managed key reaches another account through an intermediate copy under a customer managed key, which “encrypted with <key>” names and which is removed afterwards. “by snapshots” copies the snapshots one by one and registers an AMI from them, in case EC2 refuses to copy the AMI as a whole.',
    '“by launching <instance type>” is for a licence that EC2 refuses to copy, such as one of AWS Marketplace. One instance is launched in the other account and stopped when it runs, an AMI is created from it, and it is terminated. Licence and product codes are kept, and so is everything that the first boot wrote.',
    'A copy takes minutes to hours. You pay for the storage of its snapshots and, to another Region, for the transfer. A failed copy shows the reason and is cleaned up.',
  ],
  examples: [
    '/ami copy ami-1234567890abcdef0 to eu-west-1',
    '/ami copy ami-123 to eu-west-1 without sharing',
    '/ami copy ami-123 to us-east-1, eu-west-1 as golden-base-2 encrypted with alias/golden',
    '/ami copy ami-123 to prod, eu-west-1',
    '/ami copy ami-123 to prod by launching t3.large',
  ],
  grammar: {
    subject: AMI_FIELD,
    clauses: [
      {
        keyword: 'to',
        field: 'targets',
        takes: 'list',
        required: true,
        label: 'To Regions or accounts',
        hint: 'One or several, with commas. An account gets a copy of its own, in the Region of the AMI.',
        placeholder: 'eu-west-1, prod',
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
        hint: 'A KMS key there: alias, ID or ARN. Default: the default key of the account.',
        placeholder: 'alias/golden',
      },
      {
        keyword: 'without sharing',
        field: 'withoutSharing',
        takes: 'flag',
        required: false,
        label: 'Do not share the copy',
        hint: 'Otherwise a copy in the same account is shared with the accounts and organizations of the original.',
      },
      {
        keyword: 'by snapshots',
        field: 'snapshots',
        takes: 'flag',
        required: false,
        label: 'Copy the snapshots and register an AMI from them',
      },
      {
        keyword: 'by launching',
        field: 'instanceType',
        takes: 'word',
        required: false,
        label: 'Launch an instance of this type, and make the copy from it',
        hint: 'For a licence that EC2 refuses to copy. The type has to suit the AMI.',
        placeholder: 't3.large',
      },
      {
        keyword: 'subnet',
        field: 'subnet',
        takes: 'word',
        required: false,
        label: 'Subnet of that instance',
        hint: 'Without it, a default subnet of the other account.',
        placeholder: 'subnet-0123456789abcdef0',
      },
      ...CHANGE_CLAUSES,
    ],
  },
  input: copyInput,
  parse,
  needs: ({ targets, account, name, key, launching }) => ({
    snapshots: true,
    launchPermissions: true,
    volumePermissions: true,
    expiringGrants: true,
    keys: true,
    destinations: targets.map((target) => ({
      ...toAccountRegion(target, account),
      ...omitUndefined({ name, keyId: key, launch: launching }),
    })),
    ...crossAccountObservations(
      targets.flatMap((target) => (target.kind === 'account' ? target.id : [])),
      key,
    ),
  }),
  plan,
};

/** The account that has the AMI, and its Region, are left out where they are not known yet. */
function toAccountRegion(
  target: CopyTarget,
  account: string | undefined,
): Pick<DestinationQuery, 'account' | 'region'> {
  if (target.kind === 'account') return { account: target.id };
  return account === undefined ? { region: target.region } : { region: target.region, account };
}

function crossAccountObservations(accounts: readonly string[], key: string | undefined): ObservationRequest {
  if (accounts.length === 0) return {};
  return { uefiData: true, allowedImages: accounts, ...omitUndefined({ namedKey: key }) };
}
