import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { accountIds } from '../../model/grantee.js';
import { shareInput, type ShareInput, toDraft, parse } from './input.js';
import { plan } from './plan.js';

export const share: ChangeOperation<ShareInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'unshare' },
  calls: ['ModifyImageAttribute', 'ModifySnapshotAttribute'],
  name: 'share',
  group: 'share',
  summary: 'Let other accounts launch and copy an AMI',
  usage: '/ami share <ami> with <target>[, …] [for <duration>]',
  help: [
    'Gives accounts, organizations or OUs the permission to launch an AMI, and accounts the permission to create volumes from every snapshot behind it, so that they can copy it too. You still own the AMI.',
    'Name an account by its 12 digits, its name, or four or more digits that begin or end exactly one account of the directory. Name an organization or OU by its full ARN. Snapshots cannot be shared with those, so their accounts can launch the AMI but not copy it.',
    'Accounts that can launch an AMI can create one of their own from the instance. They see the AMI in its own Region only, without its tags.',
    'With “for 7d” the share is revoked automatically that long after it was done, unless another request shares it for longer or permanently. A day before (at half of the time if that is less than two days; not at all if it is less than an hour) the requester is notified of what uses it, with the buttons Extend and End now. Only the grants of the request are revoked. Manual changes since then are left alone and reported.',
    'An AMI that is encrypted with an AWS managed key cannot be shared. Copy it with “encrypted with <key>” first, and share the copy.',
  ],
  examples: [
    '/ami share ami-1234567890abcdef0 with 111122223333',
    '/ami share ami-123 with 1111 in eu-west-1 because the release needs it',
    '/ami share ami-1234567890abcdef0 with prod for 7d',
  ],
  grammar: {
    subject: AMI_FIELD,
    clauses: [
      {
        keyword: 'with',
        field: 'targets',
        takes: 'list',
        required: true,
        label: 'Target',
        hint: 'Accounts (digits or names), ARNs of organizations or OUs; separate several with commas.',
        placeholder: 'prod, 111122223333',
      },
      {
        keyword: 'for',
        field: 'for',
        takes: 'word',
        required: false,
        label: 'For how long',
        hint: 'A duration: 7d, 12h. Access is revoked automatically then. Default: permanent.',
        placeholder: '7d',
      },
      ...CHANGE_CLAUSES,
    ],
  },
  input: shareInput,
  parse,
  needs: ({ targets }) => ({
    snapshots: true,
    launchPermissions: true,
    volumePermissions: true,
    keys: true,
    expiringGrants: true,
    allowedImages: accountIds(targets),
  }),
  toDraft,
  plan,
};
