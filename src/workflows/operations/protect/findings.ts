import type { Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Image } from '../../facts/image.js';
import type { Finding } from '../../plan/types.js';
import { info, refusal } from '../planning/finding.js';
import { ownerFindings } from '../planning/ownership.js';
import { isProtected, protectionLabel } from '../planning/protection.js';
import { finishedFindings } from '../planning/state.js';

/** Everything that speaks against protecting an AMI, or follows from it. */
export function findings({ image }: Facts, directory: Directory): readonly Finding[] {
  return [
    ...ownerFindings(image, directory, 'protect', 'Ask the owner to protect it.'),
    ...finishedFindings(image),
    ...presentFindings(image),
    info('protects-from-everybody', 'Nobody can deregister it, whatever their rights, before /ami unprotect.'),
    info('snapshots-protected-too', 'As long as the AMI is there, its snapshots cannot be deleted either.'),
  ];
}

function presentFindings(image: Image): readonly Finding[] {
  if (!isProtected(image)) return [];
  return [refusal('already-protected', `The AMI is ${protectionLabel(image)} already: there is nothing to do.`)];
}
