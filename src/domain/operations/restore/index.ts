import type { ChangeOperation } from '../contract.js';
import { AMI_FIELD, CHANGE_CLAUSES } from '../fields/clauses.js';
import { restoreInput, type RestoreInput } from './input.js';
import { parse } from './input.js';
import { plan } from './plan.js';

export const restore: ChangeOperation<RestoreInput, 'recycled'> = {
  kind: 'change',
  subjectKind: 'recycled',
  undo: { inverse: 'deregister' },
  calls: ['RestoreSnapshotFromRecycleBin', 'RestoreImageFromRecycleBin'],
  name: 'restore',
  group: 'lifecycle',
  summary: 'Take a deregistered AMI out of the Recycle Bin',
  usage: '/ami restore <ami>',
  help: [
    'Brings back an AMI that was deregistered, if a rule of the Recycle Bin kept it and its time there is not over. It keeps its id, and whoever it was shared with may use it again.',
    'The snapshots in the Recycle Bin that were made for the AMI are restored first: without them it cannot launch. They are told by their descriptions, for the Recycle Bin does not say which snapshots an AMI needs.',
    'What the AMI was like, its tags and whom it is shared with cannot be seen before it is back. Look at it then with /ami info.',
    'Undo deregisters it again and leaves its snapshots, so that nothing is lost that no rule would keep.',
  ],
  examples: ['/ami restore ami-1234567890abcdef0', '/ami restore ami-123 in us-east-1 because batch still needs it'],
  grammar: { subject: AMI_FIELD, clauses: CHANGE_CLAUSES },
  input: restoreInput,
  parse,
  needs: () => ({}),
  plan,
};
