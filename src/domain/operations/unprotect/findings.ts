import { addHours, isValid } from 'date-fns';
import type { Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { info, refusal, warning } from '../findings/build.js';
import { ownerFindings } from '../findings/ownership.js';
import { hasCooldown, isProtected, protectionLabel } from '../findings/lifecycle.js';
import { formatDateOrTime } from '../../model/format.js';

/** (EC2 User Guide, "Protect an AMI from deregistration") */
const COOLDOWN_HOURS = 24;

/** Everything that speaks against turning the protection off, or follows from it. */
export function findings(facts: Facts, directory: Directory): readonly Finding[] {
  const { image } = facts;
  return [
    ...ownerFindings(image, directory, 'change the protection of', 'Ask the owner to turn it off.'),
    ...protectionFindings(facts),
    info('nothing-deregistered', 'This deregisters nothing. Afterwards, users with the permission can.'),
  ];
}

function protectionFindings({ image, observedAt }: Facts): readonly Finding[] {
  if (!isProtected(image)) {
    const text = `Its protection is not on (EC2: ${protectionLabel(image)}). Nothing to do.`;
    const fix = 'If it was turned off with a cooldown, deregistering works 24 hours after that.';
    return [refusal('not-protected', text, { fix })];
  }
  if (!hasCooldown(image)) return [];
  const end = addHours(new Date(observedAt), COOLDOWN_HOURS);
  const when = isValid(end)
    ? `until ${formatDateOrTime(end.toISOString())} if it is turned off now`
    : 'for 24 hours more';
  return [warning('cooldown-follows', `It has a cooldown: the AMI cannot be deregistered ${when}.`)];
}
