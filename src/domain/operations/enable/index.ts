import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { enableInput, type EnableInput } from './input.js';
import { parse } from './input.js';
import { plan } from './plan.js';

export const enable: ChangeOperation<EnableInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'disable' },
  calls: ['EnableImage', 'ModifyImageAttribute'],
  name: 'enable',
  group: 'lifecycle',
  summary: 'Let a disabled AMI be launched again',
  usage: '/ami enable <ami> [with sharing]',
  help: [
    'Makes a disabled AMI available again: instances can be launched from it, and it is found in lists.',
    'Whom it was shared with before is erased by EC2 when it is disabled. Where a request here disabled it, that is recorded: the answer says whom, and “with sharing” shares it with them again. The rules look at them as they look at those whom an AMI is shared with. It is never made public again by this.',
    'If one of its snapshots lies in the archive, restore that first, which takes up to 72 hours.',
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
        hint: 'With those whom it was shared with when a request here disabled it.',
      },
      ...CHANGE_CLAUSES,
    ],
  },
  input: enableInput,
  parse,
  needs: () => ({ snapshots: true, sharingBeforeDisable: true }),
  plan,
};
