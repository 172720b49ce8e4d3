import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { deregisterInput, type DeregisterInput, parse } from './input.js';
import { plan } from './plan.js';

export const deregister: ChangeOperation<DeregisterInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'restore' },
  calls: ['DeregisterImage'],
  name: 'deregister',
  group: 'lifecycle',
  summary: 'Remove an AMI permanently',
  usage: '/ami deregister <ami> [with snapshots]',
  help: [
    'Removes an AMI for its owner and for every account that it is shared with. Running instances and copies are not affected. New launches from it fail.',
    'The approvers are shown first what uses it, as far as that can be seen: instances, launch templates and configurations, Auto Scaling groups, SSM parameters, image recipes, here and in the accounts it is shared with. An AMI that is, or may be, in use is removed only where a rule of the configuration names that case.',
    'Its snapshots stay and keep costing, unless you add “with snapshots”. A snapshot that another AMI uses always stays.',
    'Whether it can be restored depends on the rules of the Recycle Bin at that moment: the answer names the number of days, or says that it is permanent. An AMI with deregistration protection, or one that AWS Backup manages, is refused.',
  ],
  examples: [
    '/ami deregister ami-1234567890abcdef0',
    '/ami deregister ami-123 with snapshots because nothing has used it since spring',
  ],
  grammar: {
    subject: AMI_FIELD,
    clauses: [
      {
        keyword: 'with snapshots',
        field: 'snapshots',
        takes: 'flag',
        required: false,
        label: 'Delete its snapshots too',
        hint: 'Snapshots that another AMI uses stay.',
      },
      ...CHANGE_CLAUSES,
    ],
  },
  input: deregisterInput,
  parse,
  needs: () => ({
    snapshots: true,
    launchPermissions: true,
    references: true,
    usageElsewhere: 'all-grantees',
    recycleBin: true,
  }),
  plan,
};
