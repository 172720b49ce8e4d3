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
  summary: 'Take the deprecation date of an AMI away',
  usage: '/ami undeprecate <ami>',
  help: [
    'Takes the deprecation date of an AMI away, whether it has come or lies ahead: whoever may use the AMI finds it in lists again.',
    'A public AMI keeps its date: make it private first.',
    'Undo puts the date back where it still lies ahead; EC2 takes no date that has passed.',
  ],
  examples: ['/ami undeprecate ami-1234567890abcdef0', '/ami undeprecate ami-123 because its successor was withdrawn'],
  grammar: { subject: AMI_FIELD, clauses: CHANGE_CLAUSES },
  input: undeprecateInput,
  parse,
  needs: () => ({ launchPermissions: true }),
  plan,
};
