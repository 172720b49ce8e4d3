import type { Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { Image } from '../../model/image.js';
import type { Finding } from '../../plan/types.js';
import { info, refusal } from '../findings/build.js';
import { ownerFindings } from '../findings/ownership.js';
import { isProtected, protectionLabel, notReadyFindings } from '../findings/lifecycle.js';

/** Everything that speaks against protecting an AMI, or follows from it. */
export function findings({ image }: Facts, directory: Directory): readonly Finding[] {
  return [
    ...ownerFindings(image, directory, 'protect', 'Ask the owner to protect it.'),
    ...notReadyFindings(image),
    ...alreadyProtectedFindings(image),
    info('deregistration-blocked', 'It cannot be deregistered, whatever the permissions, before /ami unprotect.'),
    info('snapshots-protected-too', 'While the AMI exists, its snapshots cannot be deleted either.'),
  ];
}

function alreadyProtectedFindings(image: Image): readonly Finding[] {
  if (!isProtected(image)) return [];
  return [refusal('already-protected', `The AMI is already ${protectionLabel(image)}. Nothing to do.`)];
}
