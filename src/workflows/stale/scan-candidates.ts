import { canActIn } from '../facts/directory.js';
import type { Snapshot } from '../facts/facts.js';
import type { Fact, Unknown } from '../facts/known.js';
import { accountsOf } from '../operations/planning/grantee.js';
import { observed } from '../operations/planning/observed.js';
import { sized } from './cost.js';
import { readUsageReports } from './scan-usage.js';
import type { ScanRun } from './scan-run.js';
import { unseenGrantees } from './use-evidence.js';
import type { Evidence, Place, Settled } from './types.js';
import { judge } from './verdict.js';

/**
 * Finds out about candidates what the listing does not tell, the cheapest first and only while it can still matter: use in
 * the account, whom they are shared with, use there.
 */
export async function examine(run: ScanRun, place: Place, candidates: readonly Evidence[]): Promise<void> {
  const looked = await lookIntoUse(run, place, candidates);
  const unused = looked.filter(isOpen(run));
  const shared = await Promise.all(unused.map((evidence) => readSharing(run, place, evidence)));
  const seen = await lookElsewhere(run, place, shared);
  const reported = await readUsageReports(
    run,
    place,
    seen.filter((evidence) => isOpen(run)(evidence) && isSharedOutOfSight(evidence)),
  );
  const latest = new Map([...looked, ...seen, ...reported].map((evidence) => [evidence.image.imageId, evidence]));
  await settleAll(run, place, [...latest.values()]);
  run.progress({ examined: candidates.length });
}

/** Whether nothing is known yet that settles it. A use that could not be looked into stays unknown whatever else is read. */
function isOpen({ policy }: ScanRun): (evidence: Evidence) => boolean {
  return (evidence) => {
    const own = evidence.uses?.find(({ account }) => account === evidence.image.account);
    return own?.use.known === true && judge(evidence, policy).verdict !== 'in-use';
  };
}

async function lookIntoUse(
  { inventory, problems }: ScanRun,
  place: Place,
  candidates: readonly Evidence[],
): Promise<readonly Evidence[]> {
  const uses = await inventory.uses(
    place,
    candidates.map(({ image }) => image.imageId),
  );
  return candidates.map((evidence) => {
    const use = noted(observed(uses.get(evidence.image.imageId)), (why) => problems.note(place, why));
    return { ...evidence, uses: [{ account: place.account, use }] };
  });
}

async function readSharing(
  { inventory, problems, shares }: ScanRun,
  place: Place,
  evidence: Evidence,
): Promise<Evidence> {
  const { image } = evidence;
  const sharedWith = noted(await inventory.launchPermissions(image), (why) => problems.note(place, why));
  const { imageId, name } = image;
  if (sharedWith.known) shares.see({ ...place, imageId, name, given: sharedWith.value, isWhole: true });
  return { ...evidence, sharedWith };
}

/** Looks itself into the accounts that the AMIs are shared with, where the bot may act there. */
async function lookElsewhere(
  run: ScanRun,
  { region }: Place,
  shared: readonly Evidence[],
): Promise<readonly Evidence[]> {
  const byAccount = new Map<string, string[]>();
  for (const { image, sharedWith } of shared) {
    for (const account of accountsOf(sharedWith?.known === true ? sharedWith.value : [])) {
      if (account === image.account || !canActIn(run.policy.directory, account)) continue;
      byAccount.set(account, [...(byAccount.get(account) ?? []), image.imageId]);
    }
  }
  const looks = await Promise.all(
    [...byAccount].map(async ([account, imageIds]) => {
      const uses = await run.inventory.uses({ account, region }, imageIds);
      return { account, uses };
    }),
  );
  return shared.map((evidence) => {
    const elsewhere = looks.flatMap(({ account, uses }) => {
      const use = uses.get(evidence.image.imageId);
      if (use === undefined) return [];
      return [{ account, use: noted(use, (why) => run.problems.note({ account, region }, why)) }];
    });
    return { ...evidence, uses: [...(evidence.uses ?? []), ...elsewhere] };
  });
}

function isSharedOutOfSight({ sharedWith, uses = [] }: Evidence): boolean {
  return sharedWith?.known === true && unseenGrantees(sharedWith.value, uses).length > 0;
}

async function settleAll(run: ScanRun, place: Place, examined: readonly Evidence[]): Promise<void> {
  const judged = examined.map((evidence) => ({ evidence, judgement: judge(evidence, run.policy) }));
  const stale = judged.filter(({ judgement }) => judgement.verdict === 'stale');
  const snapshots = await readSnapshots(
    run,
    place,
    stale.flatMap(({ evidence }) => evidence.image.snapshots.map(({ snapshotId }) => snapshotId)),
  );
  await run.settle(
    judged.map(({ evidence: { image, sharedWith }, judgement }): Settled => {
      const grantees = sharedWith?.known === true ? { sharedWith: sharedWith.value } : {};
      return { image: sized(image, snapshots), ...judgement, ...grantees };
    }),
  );
}

/** Without them the volumes' sizes stand in: an upper bound all the same, and no reason to doubt a verdict. */
async function readSnapshots(
  { inventory, problems }: ScanRun,
  place: Place,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Snapshot>> {
  const read = noted(await inventory.snapshots(place, [...new Set(ids)]), (why) => problems.note(place, why));
  return read.known ? read.value : new Map();
}

function noted<T>(fact: Fact<T>, note: (why: Unknown) => void): Fact<T> {
  if (!fact.known) note(fact);
  return fact;
}
