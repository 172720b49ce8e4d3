import type { ChangeOperation, ImageInput } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { imageOnlyInput, parseImageOnly } from '../fields/image.js';
import { plan } from './plan.js';

export const disable: ChangeOperation<ImageInput> = {
  kind: 'change',
  subjectKind: 'image',
  undo: { inverse: 'enable', judgedAs: ['enable', 'share'] },
  calls: ['DisableImage'],
  name: 'disable',
  group: 'lifecycle',
  summary: 'Stop launches from an AMI, and keep it',
  usage: '/ami disable <ami>',
  help: [
    'A disabled AMI cannot be launched, and only its owner sees it. Running instances and copies are not affected, and its snapshots stay and keep costing. It can be enabled again at any time: disabling is the safe way to find out whether an AMI is still needed.',
    'EC2 permanently erases who the AMI is shared with. AMI Steward records it first: Undo enables the AMI and shares it with the same accounts again, and so does “/ami enable … with sharing”.',
    'The approvers are shown first what uses it, here and in the accounts it is shared with. An AMI that is, or may be, in use is disabled only where a rule of the configuration names that case.',
  ],
  examples: ['/ami disable ami-1234567890abcdef0', '/ami disable ami-123 because nothing has used it since spring'],
  grammar: { subject: AMI_FIELD, clauses: CHANGE_CLAUSES },
  input: imageOnlyInput,
  parse: parseImageOnly,
  needs: () => ({
    snapshots: true,
    launchPermissions: true,
    references: true,
    usageElsewhere: 'all-grantees',
  }),
  plan,
};
