import type { Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Evidence } from '../../plan/types.js';
import {
  ageRow,
  costRow,
  lastLaunchRow,
  ownerRow,
  recycleBinRow,
  sharedWithRow,
  snapshotsRow,
  tagsRow,
  useRow,
} from './evidence.js';
import { protectionLabel } from './protection.js';
import type { UseInPlace } from './use.js';

/** What an approver wants to know of an AMI that is to be removed, whoever removes it and however. */
export function removalEvidence(facts: Facts, directory: Directory, uses: readonly UseInPlace[]): readonly Evidence[] {
  return [
    useRow(uses),
    sharedWithRow(facts, directory),
    lastLaunchRow(facts),
    ageRow(facts),
    costRow(facts),
    recycleBinRow(facts),
    { label: 'Protection', value: protectionLabel(facts.image) },
    snapshotsRow(facts),
    ownerRow(facts, directory),
    ...tagsRow(facts),
  ];
}
