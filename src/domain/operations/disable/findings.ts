import type { Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { costLabel, estimateCost } from '../cost.js';
import { info, unknownFinding, refusal, warning } from '../findings/build.js';
import { granteeLabel } from '../../model/grantee.js';
import { backingSnapshots, reasonText, orNotObserved } from '../../model/observed-facts.js';
import { ownerFindings } from '../findings/ownership.js';
import { isPublic } from '../findings/sharing.js';
import { notReadyFindings } from '../findings/lifecycle.js';
import { type PlaceUsage, UNCHECKED_USAGE_FINDING, usageFindings } from '../findings/usage.js';
import { pluralize, joinList } from '../../model/format.js';

interface FindingsContext {
  readonly facts: Facts;
  readonly directory: Directory;
  readonly uses: readonly PlaceUsage[];
}

/** Everything that speaks against disabling an AMI, or follows from it. */
export function findings({ facts, directory, uses: usageByPlace }: FindingsContext): readonly Finding[] {
  const { image } = facts;
  return [
    ...ownerFindings(image, directory, 'disable', 'Ask the owner to disable it.'),
    ...stateFindings(facts),
    ...usageFindings(usageByPlace, image.account),
    ...sharingFindings(facts, directory),
    ...snapshotFindings(facts),
    info('instances-and-copies-stay', 'Running instances and copies of the AMI are not affected.'),
    UNCHECKED_USAGE_FINDING,
  ];
}

function stateFindings({ image }: Facts): readonly Finding[] {
  if (image.state !== 'disabled') return notReadyFindings(image);
  return [refusal('already-disabled', 'The AMI is already disabled. Nothing to do.')];
}

/** Launch permissions do not come back when the AMI is enabled. (EC2 User Guide, "Disable an Amazon EC2 AMI") */
function sharingFindings(facts: Facts, directory: Directory): readonly Finding[] {
  const permissions = orNotObserved(facts.launchPermissions);
  const publicWarning = warning('image-public', 'The AMI is public. Every account loses it without notice.', {
    fix: 'Undo does not make it public again. That is a request of its own: /ami publish.',
  });
  const publicity = isPublic(facts) ? [publicWarning] : [];
  if (!permissions.known) {
    const text = `Who the AMI is shared with is unknown: ${reasonText(permissions)}. EC2 erases it, and Undo cannot restore it.`;
    const fix = 'Let the bot read it (ec2:DescribeImageAttribute in the account that owns the AMI).';
    return [unknownFinding('launch-permissions-unknown', text, { fix }), ...publicity];
  }
  const others = permissions.value.filter(({ kind }) => kind !== 'public');
  if (others.length === 0) return publicity;
  const labels = joinList(others.map((grantee) => granteeLabel(grantee, directory)));
  const text = `EC2 erases that the AMI is shared with ${labels} (${others.length}). It is recorded here, and Undo shares it again.`;
  return [warning('sharing-erased', text, { fix: 'Notify them first.' }), ...publicity];
}

function snapshotFindings(facts: Facts): readonly Finding[] {
  const backing = backingSnapshots(facts);
  if (backing.length === 0) return [];
  const text = `${pluralize(backing.length, 'snapshot')} will stay and keep costing: ${costLabel(estimateCost(facts))}. Accounts that can copy them still can.`;
  return [info('snapshots-stay-too', text)];
}
