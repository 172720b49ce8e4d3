import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { retireInput, type RetireInput, parse } from './input.js';
import { plan } from './plan.js';

export const retire: ChangeOperation<RetireInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'restore', judgedAs: ['restore', 'enable', 'share', 'undeprecate'] },
  calls: ['EnableImageDeprecation', 'DisableImage', 'DeregisterImage'],
  name: 'retire',
  group: 'lifecycle',
  summary: 'Take an AMI out of use step by step, with time to object',
  usage: '/ami retire <ami> [over <duration>] [with snapshots]',
  help: [
    'The reversible way to remove an AMI, approved once: the AMI is deprecated now, disabled half way, and deregistered at the end. The default duration is 30 days.',
    'Each later stage is announced a day before (with short durations a quarter of the wait before), in the thread of the request and to the requester. Stop, a button for the requester and the approvers, cancels the remaining stages at any time. Completed stages stay until Undo.',
    'The AMI is checked again at each announcement and at each stage. If it has come into use, or can no longer be checked, the request waits and asks the approvers with the differences.',
    'EC2 erases who a disabled AMI is shared with. AMI Steward records it at that moment, and Undo shares it again. After the last stage it can be restored only if a rule of the Recycle Bin retains it.',
    'Its snapshots stay and keep costing, unless you add “with snapshots”, which deletes them at the end.',
  ],
  examples: [
    '/ami retire ami-1234567890abcdef0',
    '/ami retire ami-123 over 60d with snapshots because golden-base-2026.12 replaces it',
  ],
  grammar: {
    subject: AMI_FIELD,
    clauses: [
      {
        keyword: 'over',
        field: 'over',
        takes: 'word',
        required: false,
        label: 'Duration',
        hint: 'A duration: 30d, 2w, 12h. It is disabled half way and deregistered at the end. Without it: 30 days.',
        placeholder: '30d',
      },
      {
        keyword: 'with snapshots',
        field: 'snapshots',
        takes: 'flag',
        required: false,
        label: 'Delete its snapshots too',
        hint: 'At the end. Snapshots that another AMI uses stay.',
      },
      ...CHANGE_CLAUSES,
    ],
  },
  input: retireInput,
  parse,
  needs: () => ({
    snapshots: true,
    launchPermissions: true,
    references: true,
    usageElsewhere: 'all-grantees',
    sharingBeforeDisable: true,
    recycleBin: true,
  }),
  plan,
};
