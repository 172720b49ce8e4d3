import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { isDeprecated } from '../steps/lifecycle.js';
import { info } from '../findings/build.js';
import { granteeLabel } from '../../model/grantee.js';
import { orNotObserved } from '../../model/observed-facts.js';
import { ownerFindings } from '../findings/ownership.js';
import { removalFindings, type RemovalOptions } from '../findings/removal.js';
import { notReadyFindings } from '../findings/lifecycle.js';
import { joinList } from '../../model/format.js';

/** Reasons against removing the AMI at the end, and the consequences of the stages before. */
export function findings(options: RemovalOptions): readonly Finding[] {
  const { facts, directory } = options;
  const owner = ownerFindings(facts.image, directory, 'retire', 'Ask the owner to retire it.');
  const notReady = notReadyFindings(facts.image);
  if (notReady.length > 0) return [...owner, ...notReady];
  return [
    ...owner,
    ...removalFindings(options),
    ...sharingFindings(options),
    ...firstStageFindings(facts),
    info(
      'stop-at-any-time',
      'Stop cancels the remaining stages at any time before the last one. Completed stages stay until Undo.',
    ),
  ];
}

/** EC2 erases the launch permissions of an AMI that is disabled. (EC2 User Guide, "Disable an Amazon EC2 AMI") */
function sharingFindings({ facts, directory }: RemovalOptions): readonly Finding[] {
  const permissions = orNotObserved(facts.launchPermissions);
  if (!permissions.known || permissions.value.length === 0) return [];
  const recipients = joinList(permissions.value.map((grantee) => granteeLabel(grantee, directory)));
  const text = `Disabling half way revokes it from ${recipients}. Who it is shared with then is recorded, and Undo shares it again.`;
  return [info('sharing-recorded', text)];
}

function firstStageFindings(facts: Facts): readonly Finding[] {
  if (facts.image.state === 'disabled') {
    return [
      info('begins-half-way', 'It is already disabled. The remaining stage is to deregister it, after half the time.'),
    ];
  }
  if (!isDeprecated(facts)) return [];
  return [info('deprecated-before', 'It is deprecated already: the first change is to disable it, half way.')];
}
