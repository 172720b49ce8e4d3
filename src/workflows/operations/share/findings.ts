import { accountOf, type Directory } from '../../facts/directory.js';
import type { Facts, Grantee } from '../../facts/facts.js';
import type { Finding } from '../../plan/types.js';
import { allowedImagesFindings } from '../planning/allowed-images.js';
import { encryptionOf, unreadFindings } from '../planning/encryption.js';
import { info, refusal, warning } from '../planning/finding.js';
import { accountsOf, granteeLabel, includes } from '../planning/grantee.js';
import { keyFindings } from '../planning/key-access.js';
import { observed } from '../planning/observed.js';
import { isOwn, ownerFindings } from '../planning/ownership.js';
import {
  foreignSnapshotFindings,
  instanceStoreFindings,
  regionOnlyFinding,
  unreadPermissionFindings,
} from '../planning/permissions.js';
import { productCodeFindings } from '../planning/product-codes.js';
import { availabilityFindings, deprecationFindings } from '../planning/state.js';
import { trustFindings } from '../planning/trust.js';
import { listed } from '../planning/wording.js';
import { endOf } from '../planning/timed-sharing.js';

interface Situation {
  readonly targets: readonly Grantee[];
  readonly facts: Facts;
  readonly directory: Directory;
  /** Everything that would be added is there. */
  readonly nothingToDo: boolean;
}

/** Organizations, OUs and accounts of one AMI together; can be raised. (EC2 User Guide, "AMI quotas") */
const QUOTA = 1_000;
const NEAR_QUOTA = 900;

/** Everything that speaks against sharing, or follows from it. */
export function findings(situation: Situation): readonly Finding[] {
  const { facts, targets, directory } = situation;
  const { image } = facts;
  const wayOut = `Ask the owner to share it, or copy it first, which makes the copy yours: /ami copy ${image.imageId} to ${image.region} as <name>`;
  if (!isOwn(image)) return [...ownerFindings(image, directory, 'share', wayOut), ...trustFindings(image, directory)];
  const encryption = encryptionOf(facts);
  return [
    ...targetFindings(situation),
    ...availabilityFindings(image),
    ...keyFindings(encryption, image, targets, directory),
    ...allowedImagesFindings(accountsOf(targets), facts, directory),
    ...unreadFindings(encryption),
    ...unreadPermissionFindings(facts, 'It is added all the same; adding twice changes nothing.'),
    ...foreignSnapshotFindings(facts),
    ...presentFindings(situation),
    ...quotaFindings(situation),
    ...organizationFindings(targets),
    ...productCodeFindings(image),
    ...instanceStoreFindings(facts),
    ...deprecationFindings(image, facts.observedAt),
    ...consequences(facts),
  ];
}

function targetFindings({ targets, facts, directory }: Situation): readonly Finding[] {
  return targets.flatMap((target) => {
    if (target.kind !== 'account') return [];
    const label = granteeLabel(target, directory);
    if (target.id === facts.image.ownerId) {
      return refusal('target-is-owner', `${label} owns the AMI and can use it already.`, { subject: target.id });
    }
    if (accountOf(directory, target.id) !== undefined) return [];
    return warning('unknown-account', `Account ${target.id} is not in the directory.`, {
      fix: 'Make sure that these are the right digits: whoever they belong to can copy the AMI.',
      subject: target.id,
    });
  });
}

function presentFindings({ targets, facts, directory, nothingToDo }: Situation): readonly Finding[] {
  const permissions = observed(facts.launchPermissions);
  const present = permissions.known ? permissions.value : [];
  const already = targets
    .filter((target) => includes(present, target) && endOf(facts.image.imageId, target, facts) === undefined)
    .map((target) => granteeLabel(target, directory));
  const everybody = warning(
    'already-public',
    'The AMI is public: everybody can launch it, whoever it is shared with.',
    {
      fix: 'If that is not wanted, make it private.',
    },
  );
  return [
    ...(nothingToDo && already.length > 0
      ? [refusal('already-shared', `It is shared with ${listed(already)} already: there is nothing to do.`)]
      : []),
    ...(!nothingToDo && already.length > 0
      ? [info('partly-shared', `${listed(already)} can launch it already; only what is missing is added.`)]
      : []),
    ...(facts.image.public || includes(present, { kind: 'public' }) ? [everybody] : []),
  ];
}

function quotaFindings({ targets, facts }: Situation): readonly Finding[] {
  const permissions = observed(facts.launchPermissions);
  if (!permissions.known) return [];
  const added = targets.filter((target) => !includes(permissions.value, target)).length;
  const count = permissions.value.filter(({ kind }) => kind !== 'public').length + added;
  if (added === 0 || count < NEAR_QUOTA) return [];
  if (count <= QUOTA) return [warning('near-sharing-quota', `It would be shared with ${count} of at most ${QUOTA}.`)];
  return [
    warning(
      'over-sharing-quota',
      `It would be shared with ${count}; EC2 allows ${QUOTA} unless the quota was raised.`,
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
      { fix: 'Share it with those accounts too that are to copy it.' },
    ),
  ];
}

function consequences(facts: Facts): readonly Finding[] {
  const shared = Object.keys(facts.image.tags).filter((key) => key.startsWith('ec2:SharedTag/'));
  const except = shared.length === 0 ? '' : `, except ${listed(shared)}`;
  return [
    info(
      'sharing-allows-copying',
      'Whoever may launch an AMI can make a copy that is theirs; unsharing does not undo that.',
    ),
    info('tags-not-shared', `Its tags are not visible to others${except}.`),
    regionOnlyFinding(facts),
  ];
}
