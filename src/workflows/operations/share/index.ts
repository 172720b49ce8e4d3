import type { ChangeOperation } from '../contract.js';
import { AMI, CHANGE_CLAUSES } from '../parsing/fields.js';
import { shareInput, type ShareInput } from './input.js';
import { parse } from './parse.js';
import { plan } from './plan.js';

export const share: ChangeOperation<ShareInput> = {
  kind: 'change',
  about: 'image',
  undo: { by: 'unshare' },
  calls: ['ModifyImageAttribute', 'ModifySnapshotAttribute'],
  name: 'share',
  group: 'share',
  summary: 'Let other accounts launch and copy an AMI',
  usage: '/ami share <ami> with <target>[, …]',
  help: [
    'Gives accounts, organizations or OUs the permission to launch an AMI, and accounts the permission to make volumes from every snapshot behind it, so that they can copy it too. The AMI stays yours.',
    'An account is named by its 12 digits, its name, or four or more digits that begin or end exactly one account of the directory. An organization or OU is named by its whole ARN; snapshots cannot be shared with those, so their accounts can launch the AMI but not copy it.',
    'Shared is shared: whoever may launch an AMI can make one of their own from the instance. The AMI is seen in its own Region only, without its tags.',
    'An AMI that is encrypted under the key that AWS manages cannot be shared. Copy it with “encrypted with <key>” first, and share the copy.',
  ],
  examples: [
    '/ami share ami-1234567890abcdef0 with 111122223333',
    '/ami share ami-123 with 1111 in eu-west-1 because the release needs it',
  ],
  grammar: {
    subject: AMI,
    clauses: [
      {
        keyword: 'with',
        field: 'targets',
        takes: 'list',
        required: true,
        label: 'With whom',
        hint: 'Accounts (digits or names), ARNs of organizations or OUs; several with commas.',
        placeholder: 'prod, 111122223333',
      },
      ...CHANGE_CLAUSES,
    ],
  },
  input: shareInput,
  parse,
  needs: () => ({ snapshots: true, launchPermissions: true, volumePermissions: true, keys: true }),
  plan,
};
