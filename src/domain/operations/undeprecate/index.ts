import type { ChangeOperation, ImageInput } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { imageOnlyInput, parseImageOnly } from '../fields/image.js';
import { plan } from './plan.js';

export const undeprecate: ChangeOperation<ImageInput> = {
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
  input: imageOnlyInput,
  parse: parseImageOnly,
  needs: () => ({ launchPermissions: true }),
  plan,
};
