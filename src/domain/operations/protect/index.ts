import type { ChangeOperation, ImageInput } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { imageOnlyInput, parseImageOnly } from '../fields/image.js';
import { plan } from './plan.js';

export const protect: ChangeOperation<ImageInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'unprotect' },
  calls: ['EnableImageDeregistrationProtection'],
  name: 'protect',
  group: 'lifecycle',
  summary: 'Keep an AMI from being deregistered',
  usage: '/ami protect <ami>',
  help: [
    'A protected AMI cannot be deregistered, whatever the permissions, until the protection is turned off. Everything else still works: it can be launched, shared, deprecated and disabled.',
    'The protection is without a cooldown: once it is turned off the AMI can be deregistered at once. One with a cooldown, which EC2 can set too, binds for 24 hours more.',
  ],
  examples: ['/ami protect ami-1234567890abcdef0', '/ami protect ami-123 because auditors may need it'],
  grammar: { subject: AMI_FIELD, clauses: CHANGE_CLAUSES },
  input: imageOnlyInput,
  parse: parseImageOnly,
  needs: () => ({ references: true, launchPermissions: true, usageElsewhere: 'all-grantees' }),
  plan,
};
