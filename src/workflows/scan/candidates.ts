import { canAccessAccount, type AccountRegion } from '../../domain/model/directory.js';
import type { Snapshot } from '../../domain/model/facts.js';
import type { Fact, Unknown } from '../../domain/model/fact.js';
import { accountIds } from '../../domain/model/grantee.js';
import { orNotObserved } from '../../domain/model/observed-facts.js';
import { withSnapshotSizes } from '../../domain/stale/cost.js';
import { withUsageReports } from './usage-reports.js';
import type { ScanContext } from './context.js';
import { unobservedGrantees } from '../../domain/stale/usage-evidence.js';
import type { StaleEvidence, JudgedImage } from '../../domain/stale/types.js';
import { judgeStaleness } from '../../domain/stale/verdict.js';

/**
 * Reads what the listing does not tell about candidates, the cheapest first and only while it matters: use in the
 * account, grantees, use by the grantees.
 */
export async function examineCandidates(
  context: ScanContext,
  place: AccountRegion,
  candidates: readonly StaleEvidence[],
): Promise<void> {
  const looked = await observeUsage(context, place, candidates);
  const unused = looked.filter(isUnsettled(context));
  const shared = await Promise.all(unused.map((evidence) => readSharing(context, place, evidence)));
  const seen = await observeUsageElsewhere(context, place, shared);
  const reported = await withUsageReports(
    context,
    place,
    seen.filter((evidence) => isUnsettled(context)(evidence) && isSharedOutOfSight(evidence)),
  );
  const latest = new Map([...looked, ...seen, ...reported].map((evidence) => [evidence.image.imageId, evidence]));
  await judgeAll(context, place, [...latest.values()]);
  context.progress({ examined: candidates.length });
}

/** Whether the evidence does not settle the verdict yet. Unreadable use stays unknown whatever else is read. */
function isUnsettled({ policy }: ScanContext): (evidence: StaleEvidence) => boolean {
  return (evidence) => {
    const own = evidence.usage?.find(({ account }) => account === evidence.image.account);
    return own?.usage.known === true && judgeStaleness(evidence, policy).verdict !== 'in-use';
  };
}

async function observeUsage(
  { inventory, warnings }: ScanContext,
  place: AccountRegion,
  candidates: readonly StaleEvidence[],
): Promise<readonly StaleEvidence[]> {
  const usageByImage = await inventory.usage(
    place,
    candidates.map(({ image }) => image.imageId),
  );
  return candidates.map((evidence) => {
    const usage = withWarning(orNotObserved(usageByImage.get(evidence.image.imageId)), (unknownFact) =>
      warnings.addUnknown(place, unknownFact),
    );
    return { ...evidence, usage: [{ account: place.account, usage }] };
  });
}

async function readSharing(
  { inventory, warnings, shares }: ScanContext,
  place: AccountRegion,
  evidence: StaleEvidence,
): Promise<StaleEvidence> {
  const { image } = evidence;
  const sharedWith = withWarning(await inventory.launchPermissions(image), (unknownFact) =>
    warnings.addUnknown(place, unknownFact),
  );
  const { imageId, name } = image;
  if (sharedWith.known) shares.addObserved({ ...place, imageId, name, grantees: sharedWith.value, isComplete: true });
  return { ...evidence, sharedWith };
}

/** Looks itself into the accounts that the AMIs are shared with, where the bot may act there. */
async function observeUsageElsewhere(
  context: ScanContext,
  { region }: AccountRegion,
  shared: readonly StaleEvidence[],
): Promise<readonly StaleEvidence[]> {
  const byAccount = new Map<string, string[]>();
  for (const { image, sharedWith } of shared) {
    for (const account of accountIds(sharedWith?.known === true ? sharedWith.value : [])) {
      if (account === image.account || !canAccessAccount(context.policy.directory, account)) continue;
      byAccount.set(account, [...(byAccount.get(account) ?? []), image.imageId]);
    }
  }
  const looks = await Promise.all(
    [...byAccount].map(async ([account, imageIds]) => {
      const usageByImage = await context.inventory.usage({ account, region }, imageIds);
      return { account, usageByImage };
    }),
  );
  return shared.map((evidence) => {
    const elsewhere = looks.flatMap(({ account, usageByImage }) => {
      const usage = usageByImage.get(evidence.image.imageId);
      if (usage === undefined) return [];
      return [
        {
          account,
          usage: withWarning(usage, (unknownFact) => context.warnings.addUnknown({ account, region }, unknownFact)),
        },
      ];
    });
    return { ...evidence, usage: [...(evidence.usage ?? []), ...elsewhere] };
  });
}

function isSharedOutOfSight({ sharedWith, usage = [] }: StaleEvidence): boolean {
  return sharedWith?.known === true && unobservedGrantees(sharedWith.value, usage).length > 0;
}

async function judgeAll(context: ScanContext, place: AccountRegion, examined: readonly StaleEvidence[]): Promise<void> {
  const judged = examined.map((evidence) => ({ evidence, verdict: judgeStaleness(evidence, context.policy) }));
  const stale = judged.filter(({ verdict }) => verdict.verdict === 'stale');
  const snapshots = await readSnapshots(
    context,
    place,
    stale.flatMap(({ evidence }) => evidence.image.snapshots.map(({ snapshotId }) => snapshotId)),
  );
  await context.addVerdicts(
    judged.map(({ evidence: { image, sharedWith }, verdict }): JudgedImage => {
      const grantees = sharedWith?.known === true ? { sharedWith: sharedWith.value } : {};
      return { image: withSnapshotSizes(image, snapshots), ...verdict, ...grantees };
    }),
  );
}

/** Without them the volumes' sizes stand in: an upper bound all the same, and no reason to doubt a verdict. */
async function readSnapshots(
  { inventory, warnings }: ScanContext,
  place: AccountRegion,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Snapshot>> {
  const read = withWarning(await inventory.snapshots(place, [...new Set(ids)]), (unknownFact) =>
    warnings.addUnknown(place, unknownFact),
  );
  return read.known ? read.value : new Map();
}

function withWarning<T>(fact: Fact<T>, note: (unknownFact: Unknown) => void): Fact<T> {
  if (!fact.known) note(fact);
  return fact;
}
