import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { undeprecateInput, type UndeprecateInput } from './input.js';
import { parse } from './input.js';
import { plan } from './plan.js';

export const undeprecate: ChangeOperation<UndeprecateInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'deprecate' },
  calls: ['DisableImageDeprecation'],
  name: 'undeprecate',
  group: 'lifecycle',
  summary: 'Remove the deprecation date of an AMI',
  usage: '/ami undeprecate <ami>',
  help: [
    'Removes the deprecation date of an AMI, past or future: accounts that may use the AMI find it in lists again.',
    'A public AMI keeps its date. Make it private first.',
    'Undo restores a future date. EC2 accepts no past date.',
  ],
  examples: ['/ami undeprecate ami-1234567890abcdef0', '/ami undeprecate ami-123 because its successor was withdrawn'],
  grammar: { subject: AMI_FIELD, clauses: CHANGE_CLAUSES },
  input: undeprecateInput,
  parse,
  needs: () => ({ launchPermissions: true }),
  plan,
};
