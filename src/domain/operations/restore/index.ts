import type { ChangeOperation, ImageInput } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { imageOnlyInput, parseImageOnly } from '../fields/image.js';
import { plan } from './plan.js';

export const restore: ChangeOperation<ImageInput, 'recycled'> = {
  kind: 'change',
  subjectKind: 'recycled',
  undo: { inverse: 'deregister' },
  calls: ['RestoreSnapshotFromRecycleBin', 'RestoreImageFromRecycleBin'],
  name: 'restore',
  group: 'lifecycle',
  summary: 'Take a deregistered AMI out of the Recycle Bin',
  usage: '/ami restore <ami>',
  help: [
    'Restores an AMI that was deregistered, if a rule of the Recycle Bin retained it and its retention has not ended. It keeps its ID, and the accounts that it was shared with can use it again.',
    'The snapshots in the Recycle Bin that were made for the AMI are restored first, since it cannot launch without them. They are found by their descriptions, because the Recycle Bin does not say which snapshots an AMI needs.',
    'The properties, tags and sharing of the AMI cannot be read before it is restored. Check it then with /ami info.',
    'Undo deregisters it again and leaves its snapshots, so that nothing is lost that no rule would keep.',
  ],
  examples: ['/ami restore ami-1234567890abcdef0', '/ami restore ami-123 in us-east-1 because batch still needs it'],
  grammar: { subject: AMI_FIELD, clauses: CHANGE_CLAUSES },
  input: imageOnlyInput,
  parse: parseImageOnly,
  needs: () => ({}),
  plan,
};
