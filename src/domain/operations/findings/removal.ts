import type { Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import { joinList, pluralize } from '../../model/format.js';
import { accountIds, granteeLabel, hasGrantee } from '../../model/grantee.js';
import { backingSnapshots, orNotObserved, reasonText } from '../../model/observed-facts.js';
import type { Evidence, Finding } from '../../plan/types.js';
import { costLabel, estimateCost } from '../cost.js';
import {
  ageRow,
  costRow,
  lastLaunchRow,
  ownerRow,
  recycleBinRow,
  sharedWithRow,
  snapshotsRow,
  tagsRow,
  usageRow,
} from '../evidence.js';
import { info, unknownFinding, warning } from './build.js';
import { backupFindings, protectionFindings, protectionLabel } from './lifecycle.js';
import { type PlaceUsage, UNCHECKED_USAGE_FINDING, usageFindings } from './usage.js';

export interface RemovalOptions {
  readonly facts: Facts;
  readonly directory: Directory;
  readonly uses: readonly PlaceUsage[];
  /** Whether the snapshots go too. */
  readonly snapshots: boolean;
}

/** Reasons against removing an AMI, and consequences, for every operation that removes one. */
export function removalFindings(options: RemovalOptions): readonly Finding[] {
  const { facts, uses: usageByPlace } = options;
  const { image } = facts;
  return [
    ...backupFindings(image),
    ...protectionFindings(image),
    ...usageFindings(usageByPlace, image.account),
    ...sharingFindings(options),
    ...recycleBinFindings(options),
    ...snapshotFindings(options),
    info('instances-and-copies-stay', 'Running instances and copies of the AMI are not affected.'),
    UNCHECKED_USAGE_FINDING,
  ];
}

/** EC2 does not notify accounts when a shared AMI disappears. (EC2 User Guide, "Deregister an Amazon EC2 AMI") */
function sharingFindings({ facts, directory }: RemovalOptions): readonly Finding[] {
  const permissions = orNotObserved(facts.launchPermissions);
  const isPublic = facts.image.public || (permissions.known && hasGrantee(permissions.value, { kind: 'public' }));
  const publicWarning = warning('image-public', 'The AMI is public. Every account loses it without notice.');
  const publicity = isPublic ? [publicWarning] : [];
  if (!permissions.known) {
    const text = `Who the AMI is shared with is unknown: ${reasonText(permissions)}. Those accounts lose it too.`;
    return [unknownFinding('launch-permissions-unknown', text), ...publicity];
  }
  const others = permissions.value.filter(({ kind }) => kind !== 'public');
  if (others.length === 0) return publicity;
  const labels = joinList(others.map((grantee) => granteeLabel(grantee, directory)));
  const count =
    accountIds(others).length === others.length ? pluralize(others.length, 'account') : String(others.length);
  return [
    warning('image-shared', `The AMI is shared with ${labels} (${count}). They lose it without notice.`, {
      fix: 'Notify them first.',
    }),
    ...publicity,
  ];
}

/** (EBS User Guide, "Recycle Bin") */
function recycleBinFindings({ facts, snapshots }: RemovalOptions): readonly Finding[] {
  const bin = orNotObserved(facts.recycleBin);
  if (!bin.known) {
    const text = `Whether the Recycle Bin would retain the AMI is unknown: ${reasonText(bin)}. Assume that this is permanent.`;
    return [
      unknownFinding('recycle-bin-unknown', text, {
        fix: 'Let the bot read the rules (rbin:ListRules, rbin:GetRule).',
      }),
    ];
  }
  const { imageDays, snapshotDays } = bin.value;
  if (imageDays === null) {
    return [
      warning('deregistration-is-final', 'No Recycle Bin rule covers this AMI. Deregistering it is permanent.', {
        fix: 'Create a retention rule in Recycle Bin first if it may be needed again.',
      }),
    ];
  }
  const binFinding = info(
    'recycle-bin-keeps-it',
    `The Recycle Bin retains the AMI for ${pluralize(imageDays, 'day')}.`,
  );
  if (!snapshots || (snapshotDays !== null && snapshotDays >= imageDays)) return [binFinding];
  const days = snapshotDays === null ? 'not at all' : `for ${pluralize(snapshotDays, 'day')} only`;
  return [
    binFinding,
    warning(
      'snapshots-not-kept',
      `The Recycle Bin retains its snapshots ${days}. Restored without them, the AMI cannot launch.`,
      {
        fix: 'Leave the snapshots, or create a rule that retains them as long.',
      },
    ),
  ];
}

function snapshotFindings({ facts, snapshots }: RemovalOptions): readonly Finding[] {
  const backing = backingSnapshots(facts);
  if (backing.length === 0) return [];
  const cost = costLabel(estimateCost(facts));
  const noun = pluralize(backing.length, 'snapshot');
  const unread = backing.filter(({ snapshot }) => !snapshot.known).map(({ snapshotId }) => snapshotId);
  const unreadFindings =
    unread.length === 0
      ? []
      : [unknownFinding('snapshot-unknown', `Not readable, so not counted in the cost: ${joinList(unread)}.`)];
  if (!snapshots) {
    return [
      ...unreadFindings,
      warning('snapshots-stay', `${noun} will stay and keep costing: ${cost}.`, {
        fix: 'Add “with snapshots” to delete them too.',
      }),
    ];
  }
  return [
    ...unreadFindings,
    info('snapshots-deleted', `${noun} will be deleted, except those that another AMI uses. That saves ${cost}.`),
    ...archived(facts),
  ];
}

/** (EBS User Guide, "Pricing and billing for archiving Amazon EBS snapshots") */
function archived(facts: Facts): readonly Finding[] {
  const ids = backingSnapshots(facts).flatMap(({ snapshotId, snapshot }) =>
    snapshot.known && snapshot.value.storageTier === 'archive' ? snapshotId : [],
  );
  if (ids.length === 0) return [];
  return [
    warning(
      'archived-snapshots',
      `In the archive: ${joinList(ids)}. They are billed for at least 90 days, deleted or not.`,
    ),
  ];
}

/** The evidence about an AMI that will be removed, for every operation that removes one. */
export function removalEvidence(
  facts: Facts,
  directory: Directory,
  usageByPlace: readonly PlaceUsage[],
): readonly Evidence[] {
  return [
    usageRow(usageByPlace),
    sharedWithRow(facts, directory),
    lastLaunchRow(facts),
    ageRow(facts),
    costRow(facts),
    recycleBinRow(facts),
    { label: 'Protection', value: protectionLabel(facts.image) },
    snapshotsRow(facts),
    ownerRow(facts, directory),
    ...tagsRow(facts),
  ];
}
