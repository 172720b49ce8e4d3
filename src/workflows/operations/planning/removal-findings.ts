import type { Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Finding } from '../../plan/types.js';
import { costLabel, costOf } from './cost.js';
import { info, open, warning } from './finding.js';
import { accountsOf, granteeLabel, includes } from './grantee.js';
import { backingOf, because, observed } from './observed.js';
import { backupFindings, protectionFindings } from './protection.js';
import type { UseInPlace } from './use.js';
import { USE_NOT_COVERED, useFindings } from './use-findings.js';
import { counted, listed } from './wording.js';

export interface Removal {
  readonly facts: Facts;
  readonly directory: Directory;
  readonly uses: readonly UseInPlace[];
  /** Whether the snapshots go too. */
  readonly snapshots: boolean;
}

/** What speaks against removing an AMI, or follows from it, whoever removes it and however. */
export function removalFindings(removal: Removal): readonly Finding[] {
  const { facts, uses } = removal;
  const { image } = facts;
  return [
    ...backupFindings(image),
    ...protectionFindings(image),
    ...useFindings(uses, image.account),
    ...sharingFindings(removal),
    ...recycleBinFindings(removal),
    ...snapshotFindings(removal),
    info('instances-and-copies-stay', 'Running instances go on, and copies of the AMI stay as they are.'),
    USE_NOT_COVERED,
  ];
}

/** Nobody is told when an AMI that is shared goes away. (EC2 User Guide, "Deregister an Amazon EC2 AMI") */
function sharingFindings({ facts, directory }: Removal): readonly Finding[] {
  const permissions = observed(facts.launchPermissions);
  const isPublic = facts.image.public || (permissions.known && includes(permissions.value, { kind: 'public' }));
  const everybody = warning('image-public', 'The AMI is public: it goes away for everybody, and nobody is told.');
  const publicity = isPublic ? [everybody] : [];
  if (!permissions.known) {
    const text = `Whom the AMI is shared with is not known: ${because(permissions)}. It goes away for them too.`;
    return [open('launch-permissions-unknown', text), ...publicity];
  }
  const others = permissions.value.filter(({ kind }) => kind !== 'public');
  if (others.length === 0) return publicity;
  const labels = listed(others.map((grantee) => granteeLabel(grantee, directory)));
  const count = accountsOf(others).length === others.length ? counted(others.length, 'account') : String(others.length);
  return [
    warning(
      'image-shared',
      `The AMI is shared with ${labels} (${count}): it goes away for them, and nobody tells them.`,
      {
        fix: 'Tell them first.',
      },
    ),
    ...publicity,
  ];
}

/** (EBS User Guide, "Recycle Bin") */
function recycleBinFindings({ facts, snapshots }: Removal): readonly Finding[] {
  const bin = observed(facts.recycleBin);
  if (!bin.known) {
    const text = `Whether the Recycle Bin would keep the AMI is not known: ${because(bin)}. Take it as final.`;
    return [open('recycle-bin-unknown', text, { fix: 'Let the bot read the rules (rbin:ListRules, rbin:GetRule).' })];
  }
  const { imageDays, snapshotDays } = bin.value;
  if (imageDays === null) {
    return [
      warning('deregistration-is-final', 'No rule of the Recycle Bin covers the AMI: it is gone for good.', {
        fix: 'Make a retention rule in Recycle Bin first, if it may be wanted back.',
      }),
    ];
  }
  const kept = info('recycle-bin-keeps-it', `The Recycle Bin keeps the AMI for ${counted(imageDays, 'day')}.`);
  if (!snapshots || (snapshotDays !== null && snapshotDays >= imageDays)) return [kept];
  const days = snapshotDays === null ? 'not at all' : `for ${counted(snapshotDays, 'day')} only`;
  return [
    kept,
    warning(
      'snapshots-not-kept',
      `The Recycle Bin keeps its snapshots ${days}: restored without them, the AMI cannot launch.`,
      {
        fix: 'Leave the snapshots, or make a rule that keeps them as long.',
      },
    ),
  ];
}

function snapshotFindings({ facts, snapshots }: Removal): readonly Finding[] {
  const backing = backingOf(facts);
  if (backing.length === 0) return [];
  const cost = costLabel(costOf(facts));
  const noun = counted(backing.length, 'snapshot');
  const unread = backing.filter(({ snapshot }) => !snapshot.known).map(({ snapshotId }) => snapshotId);
  const notRead =
    unread.length === 0
      ? []
      : [open('snapshot-unknown', `Not readable, so not counted in the cost: ${listed(unread)}.`)];
  if (!snapshots) {
    return [
      ...notRead,
      warning('snapshots-stay', `${noun} will stay and go on costing: ${cost}.`, {
        fix: 'Say “with snapshots” to delete them too.',
      }),
    ];
  }
  return [
    ...notRead,
    info('snapshots-deleted', `${noun} will be deleted, except where another AMI uses it. That saves ${cost}.`),
    ...archived(facts),
  ];
}

/** (EBS User Guide, "Pricing and billing for archiving Amazon EBS snapshots") */
function archived(facts: Facts): readonly Finding[] {
  const ids = backingOf(facts).flatMap(({ snapshotId, snapshot }) =>
    snapshot.known && snapshot.value.storageTier === 'archive' ? snapshotId : [],
  );
  if (ids.length === 0) return [];
  return [
    warning(
      'archived-snapshots',
      `In the archive: ${listed(ids)}. They are billed for at least 90 days, deleted or not.`,
    ),
  ];
}
