import type { Facts } from '../../facts/facts.js';
import type { Finding } from '../../plan/types.js';
import { isDeprecated } from '../planning/deprecation.js';
import { info } from '../planning/finding.js';
import { granteeLabel } from '../planning/grantee.js';
import { observed } from '../planning/observed.js';
import { ownerFindings } from '../planning/ownership.js';
import { removalFindings, type Removal } from '../planning/removal-findings.js';
import { finishedFindings } from '../planning/state.js';
import { listed } from '../planning/wording.js';

/** What speaks against removing the AMI in the end, and what the rungs before that mean. */
export function findings(removal: Removal): readonly Finding[] {
  const { facts, directory } = removal;
  const owner = ownerFindings(facts.image, directory, 'retire', 'Ask the owner to retire it.');
  const unfinished = finishedFindings(facts.image);
  if (unfinished.length > 0) return [...owner, ...unfinished];
  return [
    ...owner,
    ...removalFindings(removal),
    ...sharingFindings(removal),
    ...startFindings(facts),
    info('stop-at-any-time', 'Stop ends it at any time before the last step; what was done then stays until Undo.'),
  ];
}

/** EC2 erases the launch permissions of an AMI that is disabled. (EC2 User Guide, "Disable an Amazon EC2 AMI") */
function sharingFindings({ facts, directory }: Removal): readonly Finding[] {
  const permissions = observed(facts.launchPermissions);
  if (!permissions.known || permissions.value.length === 0) return [];
  const whom = listed(permissions.value.map((grantee) => granteeLabel(grantee, directory)));
  const text = `Disabling half way takes it from ${whom}. Whom it is shared with then is recorded, and Undo shares it again.`;
  return [info('sharing-recorded', text)];
}

function startFindings(facts: Facts): readonly Finding[] {
  if (facts.image.state === 'disabled') {
    return [info('begins-half-way', 'It is disabled already: what is left is to deregister it, after half the time.')];
  }
  if (!isDeprecated(facts)) return [];
  return [info('deprecated-before', 'It is deprecated already: the first change is to disable it, half way.')];
}
