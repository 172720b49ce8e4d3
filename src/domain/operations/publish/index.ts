import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { publishInput, type PublishInput } from './input.js';
import { parse } from './input.js';
import { plan } from './plan.js';

export const publish: ChangeOperation<PublishInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'unpublish' },
  calls: ['ModifyImageAttribute'],
  name: 'publish',
  group: 'share',
  summary: 'Make an AMI public: everybody in the world can use it',
  usage: '/ami publish <ami>',
  help: [
    'Lets everybody with an AWS account launch the AMI, copy it, and make volumes from its snapshots: whatever is on its disks becomes public, also what was deleted there. What others have copied stays with them, so that this cannot really be taken back.',
    'EC2 refuses it for AMIs with encrypted volumes, product codes or watermarks, and while block public access is on for the account and Region; the answer says who manages that. Five public AMIs are allowed in a Region unless AWS has granted more.',
    'A public AMI is deprecated two years after it was made, and its deprecation date can then only come earlier. To give it to certain accounts only, share it.',
  ],
  examples: ['/ami publish ami-1234567890abcdef0', '/ami publish ami-123 because it is our community image'],
  grammar: { subject: AMI_FIELD, clauses: CHANGE_CLAUSES },
  input: publishInput,
  parse,
  needs: () => ({ snapshots: true, launchPermissions: true, publicAccess: true, publicImages: true }),
  plan,
};
