import type { ChangeOperation } from '../contract.js';
import { AMI, CHANGE_CLAUSES } from '../parsing/fields.js';
import { undeprecateInput, type UndeprecateInput } from './input.js';
import { parse } from './parse.js';
import { plan } from './plan.js';

export const undeprecate: ChangeOperation<UndeprecateInput> = {
  kind: 'change',
  about: 'image',
  undo: { by: 'deprecate' },
  calls: ['DisableImageDeprecation'],
  name: 'undeprecate',
  group: 'life',
  summary: 'Take the deprecation date of an AMI away',
  usage: '/ami undeprecate <ami>',
  help: [
    'Takes the deprecation date of an AMI away, whether it has come or lies ahead: whoever may use the AMI finds it in lists again.',
    'A public AMI keeps its date: make it private first.',
    'Undo puts the date back where it still lies ahead; EC2 takes no date that has passed.',
  ],
  examples: ['/ami undeprecate ami-1234567890abcdef0', '/ami undeprecate ami-123 because its successor was withdrawn'],
  grammar: { subject: AMI, clauses: CHANGE_CLAUSES },
  input: undeprecateInput,
  parse,
  needs: () => ({ launchPermissions: true }),
  plan,
};
