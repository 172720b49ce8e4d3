import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { info, refusal, warning } from '../findings/build.js';
import { ownerFindings } from '../findings/ownership.js';
import { removalFindings, type RemovalOptions } from '../findings/removal.js';
import { truncate } from '../../model/format.js';

/** Everything that speaks against removing an AMI, or follows from it. */
export function findings(removal: RemovalOptions): readonly Finding[] {
  const { facts, directory } = removal;
  return [
    ...ownerFindings(facts.image, directory, 'deregister', 'Ask the owner to deregister it.'),
    ...stateFindings(facts),
    ...removalFindings(removal),
  ];
}

function stateFindings({ image }: Facts): readonly Finding[] {
  switch (image.state) {
    case 'deregistered':
      return [refusal('already-deregistered', 'The AMI is already deregistered. Nothing to do.')];
    case 'pending':
    case 'transient':
      return [warning('still-being-made', 'The AMI is still pending. Deregistering it now stops its creation.')];
    case 'failed':
    case 'error':
    case 'invalid': {
      const reason = image.stateReason === undefined ? '' : `: ${truncate(image.stateReason, 300)}`;
      return [info('image-failed', `The AMI was never finished${reason}.`)];
    }
    default:
      return [];
  }
}
