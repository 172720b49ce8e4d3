import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { deprecateInput, type DeprecateInput, parse } from './input.js';
import { plan } from './plan.js';

export const deprecate: ChangeOperation<DeprecateInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'undeprecate' },
  calls: ['EnableImageDeprecation'],
  name: 'deprecate',
  group: 'lifecycle',
  summary: 'Mark an AMI as deprecated from a date',
  usage: '/ami deprecate <ami> [on <date> | in <duration>]',
  help: [
    'From its deprecation date on, an AMI is hidden from the lists of every account but its owner. It can still be found by its ID and launched, and nothing that uses it fails: deprecation asks users to migrate, and revokes nothing.',
    'The date is a day such as 2027-01-31, which begins at midnight UTC, or a time such as 2027-01-31T18:00Z. “in 30d” counts from now to the end of that day, UTC; “in 4h” to the minute. The default is 30 days from now.',
    'EC2 accepts no past date and none more than ten years ahead. A public AMI is deprecated two years after its creation in any case. While it is public, its date can only become earlier.',
    'Copies have dates of their own. A date that the AMI has already is replaced, and put back by Undo.',
  ],
  examples: [
    '/ami deprecate ami-1234567890abcdef0 on 2030-01-31',
    '/ami deprecate ami-123 in 30d because golden-base-2026.12 takes its place',
    '/ami deprecate ami-123',
  ],
  grammar: {
    subject: AMI_FIELD,
    clauses: [
      {
        keyword: 'on',
        field: 'date',
        takes: 'word',
        required: false,
        label: 'On which day',
        hint: 'A day, from midnight UTC, or a time. Without day and duration: in 30 days.',
        placeholder: '2027-01-31',
      },
      {
        keyword: 'in',
        field: 'delay',
        takes: 'word',
        // No Region begins with a digit.
        accepts: (word) => /^\d/.test(word),
        required: false,
        label: 'Or in how long',
        hint: 'A duration: 4h, 30d, 2w.',
        placeholder: '30d',
      },
      ...CHANGE_CLAUSES,
    ],
  },
  input: deprecateInput,
  parse,
  needs: () => ({ launchPermissions: true, references: true, usageElsewhere: 'all-grantees' }),
  plan,
};
