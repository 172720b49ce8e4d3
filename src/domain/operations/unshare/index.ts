import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { accountIds } from '../../model/grantee.js';
import { unshareInput, type UnshareInput, parse } from './input.js';
import { plan } from './plan.js';

export const unshare: ChangeOperation<UnshareInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'share' },
  calls: ['ModifyImageAttribute', 'ModifySnapshotAttribute'],
  name: 'unshare',
  group: 'share',
  summary: 'Stop sharing an AMI with accounts',
  usage: '/ami unshare <ami> from <target>[, …]',
  help: [
    'Revokes the permission to launch an AMI and to create volumes from the snapshots behind it, from the named targets only.',
    'Running instances and copies that others have made are not affected. Anything that launches instances there later, such as Auto Scaling groups and launch templates, fails. The answer says where the AMI is used, or that this is unknown.',
    'An account that has the AMI through its organization or OU, or because the AMI is public, keeps it.',
  ],
  examples: [
    '/ami unshare ami-1234567890abcdef0 from 111122223333',
    '/ami unshare ami-123 from prod because it moved to its own base image',
  ],
  grammar: {
    subject: AMI_FIELD,
    clauses: [
      {
        keyword: 'from',
        field: 'targets',
        takes: 'list',
        required: true,
        label: 'Target',
        hint: 'Accounts (digits or names), ARNs of organizations or OUs; separate several with commas.',
        placeholder: 'prod, 111122223333',
      },
      ...CHANGE_CLAUSES,
    ],
  },
  input: unshareInput,
  parse,
  needs: ({ targets }) => ({
    snapshots: true,
    launchPermissions: true,
    volumePermissions: true,
    usageElsewhere: accountIds(targets),
  }),
  plan,
};
