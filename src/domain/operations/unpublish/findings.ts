import type { Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { info, unknownFinding, refusal, warning } from '../findings/build.js';
import { granteeLabel } from '../../model/grantee.js';
import { reasonText, orNotObserved } from '../../model/observed-facts.js';
import { ownerFindings } from '../findings/ownership.js';
import { unreadPermissionFindings, isPublic } from '../findings/sharing.js';
import { formatDateOrTime, joinList } from '../../model/format.js';

/** Everything that speaks against making an AMI private, or follows from it. */
export function findings(facts: Facts, directory: Directory): readonly Finding[] {
  const { image } = facts;
  const withoutVolumes = { ...facts, image: { ...image, blockDevices: [] } };
  return [
    ...ownerFindings(image, directory, 'make private', 'Ask the owner to make it private.'),
    ...(isPublic(facts) ? [] : [refusal('not-public', 'The AMI is not public. Nothing to do.')]),
    warning('launchers-unknown', 'Who launches it around the world cannot be seen; their next launches will fail.', {
      fix: 'Tell them where you announced it.',
    }),
    ...unreadPermissionFindings(withoutVolumes, 'It is revoked from everyone all the same.'),
    ...blockFindings(facts),
    info('instances-and-copies-stay', 'Running instances and copies that others have made are not affected.'),
    ...stillSharedFindings(facts, directory),
    ...dateFindings(facts),
  ];
}

/** Whether it could be made public again. (EC2 User Guide, "Block public access to your AMIs") */
function blockFindings({ publicAccess, image: { region } }: Facts): readonly Finding[] {
  const block = orNotObserved(publicAccess);
  if (!block.known) {
    return [
      unknownFinding('block-unknown', `Whether public AMIs are blocked in ${region} is unknown: ${reasonText(block)}.`),
    ];
  }
  if (block.value.state === 'unblocked') {
    return [info('public-access-open', `Public AMIs are not blocked in ${region}: it can be published again.`)];
  }
  return [
    warning(
      'not-public-again-here',
      `Public AMIs are blocked in ${region}: it cannot be published again, and Undo fails.`,
    ),
  ];
}

function stillSharedFindings({ launchPermissions }: Facts, directory: Directory): readonly Finding[] {
  const permissions = orNotObserved(launchPermissions);
  const others = permissions.known ? permissions.value.filter(({ kind }) => kind !== 'public') : [];
  if (others.length === 0) return [];
  const recipients = joinList(others.map((grantee) => granteeLabel(grantee, directory)));
  return [info('still-shared-with', `It stays shared with ${recipients}.`)];
}

function dateFindings({ image: { deprecatedAt } }: Facts): readonly Finding[] {
  if (deprecatedAt === undefined) return [];
  const text = `Its deprecation date stays, ${formatDateOrTime(deprecatedAt)}. It can be changed once the AMI is private.`;
  return [info('date-stays', text, { fix: '/ami deprecate or /ami undeprecate does that.' })];
}
