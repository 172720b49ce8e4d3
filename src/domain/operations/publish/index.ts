import type { ChangeOperation, ImageInput } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { imageOnlyInput, parseImageOnly } from '../fields/image.js';
import { plan } from './plan.js';

export const publish: ChangeOperation<ImageInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'unpublish', judgedAs: ['unpublish', 'undeprecate'] },
  calls: ['ModifyImageAttribute'],
  name: 'publish',
  group: 'share',
  summary: 'Make an AMI public for everyone in the world',
  usage: '/ami publish <ami>',
  help: [
    'Lets everyone with an AWS account launch the AMI, copy it, and create volumes from its snapshots: everything on its disks becomes public, including deleted files. Copies belong to those who make them, so that this cannot really be reverted.',
    'EC2 refuses it for AMIs with encrypted volumes, product codes or watermarks, and while block public access is on for the account and Region. The answer names who manages that. Five public AMIs are allowed in a Region unless AWS has granted more.',
    'A public AMI is deprecated two years after its creation, and its deprecation date can then only become earlier. To share it with certain accounts only, use /ami share.',
  ],
  examples: ['/ami publish ami-1234567890abcdef0', '/ami publish ami-123 because it is our community image'],
  grammar: { subject: AMI_FIELD, clauses: CHANGE_CLAUSES },
  input: imageOnlyInput,
  parse: parseImageOnly,
  needs: () => ({ snapshots: true, launchPermissions: true, publicAccess: true, publicImages: true }),
  plan,
};
