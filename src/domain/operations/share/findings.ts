import { findAccountById, type Directory } from '../../model/directory.js';
import type { Facts, Grantee } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import {
  allowedImagesFindings,
  foreignSnapshotFindings,
  instanceStoreFindings,
  regionOnlyFinding,
  unreadPermissionFindings,
} from '../findings/sharing.js';
import { summarizeEncryption, unreadFindings, keyFindings } from '../findings/encryption.js';
import { info, refusal, warning } from '../findings/build.js';
import { accountIds, granteeLabel, hasGrantee } from '../../model/grantee.js';
import { orNotObserved } from '../../model/observed-facts.js';
import { isOwnedHere, ownerFindings, trustFindings } from '../findings/ownership.js';
import { productCodeFindings } from '../findings/product-codes.js';
import { availabilityFindings, deprecationFindings } from '../findings/lifecycle.js';
import { joinList } from '../../model/format.js';
import { grantExpiry } from '../findings/expiring-share.js';

interface FindingsContext {
  readonly targets: readonly Grantee[];
  readonly facts: Facts;
  readonly directory: Directory;
  /** Everything that would be added is there. */
  readonly isNoOp: boolean;
}

/** Organizations, OUs and accounts of one AMI together; can be raised. (EC2 User Guide, "AMI quotas") */
const SHARING_QUOTA_CODE = 1_000;
const QUOTA_WARNING_AT = 900;

/** Everything that speaks against sharing, or follows from it. */
export function findings(context: FindingsContext): readonly Finding[] {
  const { facts, targets, directory } = context;
  const { image } = facts;
  const wayOut = `Ask the owner to share it, or copy it first, so that you own the copy: /ami copy ${image.imageId} to ${image.region} as <name>`;
  if (!isOwnedHere(image))
    return [...ownerFindings(image, directory, 'share', wayOut), ...trustFindings(image, directory)];
  const encryption = summarizeEncryption(facts);
  return [
    ...targetFindings(context),
    ...availabilityFindings(image),
    ...keyFindings(encryption, image, targets, directory),
    ...allowedImagesFindings(accountIds(targets), facts, directory),
    ...unreadFindings(encryption),
    ...unreadPermissionFindings(facts, 'It is added all the same; adding twice changes nothing.'),
    ...foreignSnapshotFindings(facts),
    ...alreadySharedFindings(context),
    ...quotaFindings(context),
    ...organizationFindings(targets),
    ...productCodeFindings(image),
    ...instanceStoreFindings(facts),
    ...deprecationFindings(image, facts.observedAt),
    ...consequences(facts),
  ];
}

function targetFindings({ targets, facts, directory }: FindingsContext): readonly Finding[] {
  return targets.flatMap((target) => {
    if (target.kind !== 'account') return [];
    const label = granteeLabel(target, directory);
    if (target.id === facts.image.ownerId) {
      return refusal('target-is-owner', `${label} owns the AMI and can use it already.`, { subject: target.id });
    }
    if (findAccountById(directory, target.id) !== undefined) return [];
    return warning('unknown-account', `Account ${target.id} is not in the directory.`, {
      fix: 'Check these digits: the account that they belong to can copy the AMI.',
      subject: target.id,
    });
  });
}

function alreadySharedFindings({ targets, facts, directory, isNoOp }: FindingsContext): readonly Finding[] {
  const permissions = orNotObserved(facts.launchPermissions);
  const granted = permissions.known ? permissions.value : [];
  const already = targets
    .filter((target) => hasGrantee(granted, target) && grantExpiry(facts.image.imageId, target, facts) === undefined)
    .map((target) => granteeLabel(target, directory));
  const publicInfo = warning(
    'already-public',
    'The AMI is public: every account can launch it, whether it is shared or not.',
    {
      fix: 'If this is not intended, make it private.',
    },
  );
  return [
    ...(isNoOp && already.length > 0
      ? [refusal('already-shared', `${joinList(already)} already has this AMI. Nothing to do.`)]
      : []),
    ...(!isNoOp && already.length > 0
      ? [info('partly-shared', `${joinList(already)} can already launch it. Only missing permissions are added.`)]
      : []),
    ...(facts.image.public || hasGrantee(granted, { kind: 'public' }) ? [publicInfo] : []),
  ];
}

function quotaFindings({ targets, facts }: FindingsContext): readonly Finding[] {
  const permissions = orNotObserved(facts.launchPermissions);
  if (!permissions.known) return [];
  const added = targets.filter((target) => !hasGrantee(permissions.value, target)).length;
  const count = permissions.value.filter(({ kind }) => kind !== 'public').length + added;
  if (added === 0 || count < QUOTA_WARNING_AT) return [];
  if (count <= SHARING_QUOTA_CODE)
    return [warning('near-sharing-quota', `It would be shared with ${count} of at most ${SHARING_QUOTA_CODE}.`)];
  return [
    warning(
      'over-sharing-quota',
      `It would be shared with ${count}; EC2 allows ${SHARING_QUOTA_CODE} unless the quota was raised.`,
      {
        fix: 'Share with an organization or OU instead of its accounts, or have the quota raised.',
      },
    ),
  ];
}

/** (EBS User Guide, "Share an Amazon EBS snapshot with other AWS accounts"; EC2 User Guide, "Share an AMI with organizations and OUs") */
function organizationFindings(targets: readonly Grantee[]): readonly Finding[] {
  if (targets.every(({ kind }) => kind === 'account')) return [];
  return [
    warning(
      'snapshots-not-for-organizations',
      'Snapshots cannot be shared with organizations or OUs: their accounts can launch the AMI, but not copy it directly. All their accounts, also later ones, get it.',
      { fix: 'To let accounts copy it, share it with them as well.' },
    ),
  ];
}

function consequences(facts: Facts): readonly Finding[] {
  const shared = Object.keys(facts.image.tags).filter((key) => key.startsWith('ec2:SharedTag/'));
  const except = shared.length === 0 ? '' : `, except ${joinList(shared)}`;
  return [
    info(
      'sharing-allows-copying',
      'Accounts that can launch an AMI can also copy it. Unsharing does not remove their copies.',
    ),
    info('tags-not-shared', `Its tags are not visible to others${except}.`),
    regionOnlyFinding(facts),
  ];
}
