import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { retireInput, type RetireInput } from './input.js';
import { parse } from './input.js';
import { plan } from './plan.js';

export const retire: ChangeOperation<RetireInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'restore' },
  calls: ['EnableImageDeprecation', 'DisableImage', 'DeregisterImage'],
  name: 'retire',
  group: 'lifecycle',
  summary: 'Take an AMI out of use step by step, with time to object',
  usage: '/ami retire <ami> [over <duration>] [with snapshots]',
  help: [
    'The reversible way out, approved once: the AMI is deprecated now, disabled half way, and deregistered at the end. Without “over” that takes 30 days.',
    'Each of the later steps is announced a day before (with short durations a quarter of the wait before), in the thread of the request and to whoever asked. Stop, a button for whoever asked and for the approvers, ends it at any time; what was done then stays until Undo takes it back.',
    'The AMI is looked at again at each announcement and at each step. When something began to use it, or can no longer be looked at, it waits and asks the approvers with what is new.',
    'EC2 erases whom a disabled AMI is shared with. That is recorded at that moment, and Undo shares it again. After the last step it comes back only where a rule of the Recycle Bin keeps it.',
    'Its snapshots stay and go on costing, unless “with snapshots” says to delete them at the end.',
  ],
  examples: [
    '/ami retire ami-1234567890abcdef0',
    '/ami retire ami-123 over 60d with snapshots because golden-base-2026.12 takes its place',
  ],
  grammar: {
    subject: AMI_FIELD,
    clauses: [
      {
        keyword: 'over',
        field: 'over',
        takes: 'word',
        required: false,
        label: 'Over how long',
        hint: 'A duration: 30d, 2w, 12h. It is disabled half way and deregistered at the end. Without it: 30 days.',
        placeholder: '30d',
      },
      {
        keyword: 'with snapshots',
        field: 'snapshots',
        takes: 'flag',
        required: false,
        label: 'Delete its snapshots too',
        hint: 'At the end. Snapshots that another AMI uses are kept.',
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
