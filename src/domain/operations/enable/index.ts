import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { enableInput, type EnableInput, parse } from './input.js';
import { plan } from './plan.js';

export const enable: ChangeOperation<EnableInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'disable' },
  calls: ['EnableImage', 'ModifyImageAttribute'],
  name: 'enable',
  group: 'lifecycle',
  summary: 'Allow launches from a disabled AMI again',
  usage: '/ami enable <ami> [with sharing]',
  help: [
    'Makes a disabled AMI available again: instances can be launched from it, and it is found in lists.',
    'EC2 erases who an AMI is shared with when it is disabled. If a request here disabled it, that is recorded: the answer names the accounts, and “with sharing” shares it with them again, judged by the rules like any share. It is never made public again.',
    'If one of its snapshots is archived, restore that first, which takes up to 72 hours.',
  ],
  examples: ['/ami enable ami-1234567890abcdef0', '/ami enable ami-123 with sharing because prod still needs it'],
  grammar: {
    subject: AMI_FIELD,
    clauses: [
      {
        keyword: 'with sharing',
        field: 'sharing',
        takes: 'flag',
        required: false,
        label: 'Share it again',
        hint: 'With the accounts that it was shared with when a request here disabled it.',
      },
      ...CHANGE_CLAUSES,
    ],
  },
  input: enableInput,
  parse,
  needs: () => ({ snapshots: true, sharingBeforeDisable: true }),
  plan,
};
