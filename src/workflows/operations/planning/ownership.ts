import { accountLabel, accountOf, canActIn, type Directory } from '../../facts/directory.js';
import type { Image } from '../../facts/image.js';
import type { Finding } from '../../plan/types.js';
import { refusal } from './finding.js';

/** Whether the account through which the AMI is seen owns it. */
export function isOwn({ ownerId, account }: Image): boolean {
  return ownerId === account;
}

/** Only the owner may change an AMI, whatever others may do with it. (EC2 API, ModifyImageAttribute, DeregisterImage) */
export function ownerFindings(image: Image, directory: Directory, doing: string, wayOut: string): readonly Finding[] {
  if (isOwn(image)) return [];
  const owner = accountLabel(directory, image.ownerId);
  const text = `Only its owner, ${owner}, can ${doing} this AMI; here it is seen from ${accountLabel(directory, image.account)}.`;
  const needsRole = accountOf(directory, image.ownerId) !== undefined && !canActIn(directory, image.ownerId);
  const fix = needsRole ? `Give the account a role_arn in the configuration, so that the bot can act there.` : wayOut;
  return [refusal('not-owner', text, { fix })];
}
