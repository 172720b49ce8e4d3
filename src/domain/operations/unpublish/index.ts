import type { ChangeOperation, ImageInput } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { imageOnlyInput, parseImageOnly } from '../fields/image.js';
import { plan } from './plan.js';

export const unpublish: ChangeOperation<ImageInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { irreversible: 'It never makes an AMI public. To do that, request /ami publish.' },
  calls: ['ModifyImageAttribute'],
  name: 'unpublish',
  group: 'share',
  summary: 'Make a public AMI private again',
  usage: '/ami unpublish <ami>',
  help: [
    'Makes the AMI private. Accounts and organizations that it is shared with by name keep it.',
    'Running instances and copies that others have made are not affected, and who they are is unknown. Anything that launches instances from it later fails, anywhere in the world.',
    'Its deprecation date stays. It can be changed and removed once the AMI is private.',
  ],
  examples: ['/ami unpublish ami-1234567890abcdef0', '/ami unpublish ami-123 because it holds a key'],
  grammar: { subject: AMI_FIELD, clauses: CHANGE_CLAUSES },
  input: imageOnlyInput,
  parse: parseImageOnly,
  needs: () => ({ launchPermissions: true, publicAccess: true }),
  plan,
};
