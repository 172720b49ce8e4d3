import type { Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Finding } from '../../plan/types.js';
import { costLabel, costOf } from '../planning/cost.js';
import { info, open, refusal, warning } from '../planning/finding.js';
import { granteeLabel } from '../planning/grantee.js';
import { backingOf, because, observed } from '../planning/observed.js';
import { ownerFindings } from '../planning/ownership.js';
import { isPublic } from '../planning/publicity.js';
import { finishedFindings } from '../planning/state.js';
import type { UseInPlace } from '../planning/use.js';
import { USE_NOT_COVERED, useFindings } from '../planning/use-findings.js';
import { counted, listed } from '../planning/wording.js';

interface Situation {
  readonly facts: Facts;
  readonly directory: Directory;
  readonly uses: readonly UseInPlace[];
}

/** Everything that speaks against disabling an AMI, or follows from it. */
export function findings({ facts, directory, uses }: Situation): readonly Finding[] {
  const { image } = facts;
  return [
    ...ownerFindings(image, directory, 'disable', 'Ask the owner to disable it.'),
    ...stateFindings(facts),
    ...useFindings(uses, image.account),
    ...sharingFindings(facts, directory),
    ...snapshotFindings(facts),
    info('instances-and-copies-stay', 'Running instances go on, and copies of the AMI stay as they are.'),
    USE_NOT_COVERED,
  ];
}

function stateFindings({ image }: Facts): readonly Finding[] {
  if (image.state !== 'disabled') return finishedFindings(image);
  return [refusal('already-disabled', 'The AMI is disabled already: there is nothing to do.')];
}

/** Launch permissions do not come back when the AMI is enabled. (EC2 User Guide, "Disable an Amazon EC2 AMI") */
function sharingFindings(facts: Facts, directory: Directory): readonly Finding[] {
  const permissions = observed(facts.launchPermissions);
  const everybody = warning('image-public', 'The AMI is public: it goes away for everybody, and nobody is told.', {
    fix: 'Undo can make it public again only where public AMIs are still let through by then.',
  });
  const publicity = isPublic(facts) ? [everybody] : [];
  if (!permissions.known) {
    const text = `Whom the AMI is shared with is not known: ${because(permissions)}. EC2 erases it, and Undo will not bring it back.`;
    const fix = 'Let the bot read it (ec2:DescribeImageAttribute in the account that owns the AMI).';
    return [open('launch-permissions-unknown', text, { fix }), ...publicity];
  }
  const others = permissions.value.filter(({ kind }) => kind !== 'public');
  if (others.length === 0) return publicity;
  const labels = listed(others.map((grantee) => granteeLabel(grantee, directory)));
  const text = `EC2 erases that the AMI is shared with ${labels} (${others.length}). It is recorded here, and Undo shares it again.`;
  return [warning('sharing-erased', text, { fix: 'Tell them first.' }), ...publicity];
}

function snapshotFindings(facts: Facts): readonly Finding[] {
  const backing = backingOf(facts);
  if (backing.length === 0) return [];
  const text = `${counted(backing.length, 'snapshot')} will stay and go on costing: ${costLabel(costOf(facts))}. Whoever may copy them still may.`;
  return [info('snapshots-stay-too', text)];
}
