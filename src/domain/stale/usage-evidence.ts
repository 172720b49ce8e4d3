import { accountLabel, type Directory } from '../model/directory.js';
import type { Grantee } from '../model/facts.js';
import { granteeLabel } from '../model/grantee.js';
import { reasonText } from '../model/observed-facts.js';
import { referenceNames, resourcesLabel } from '../operations/findings/usage.js';
import { joinList } from '../model/format.js';
import type { UsageCount, StaleEvidence, AccountUsage } from './types.js';

/** The usage that was seen, a sentence per account. Empty if there was none. */
export function inUseReasons(evidence: StaleEvidence, directory: Directory): readonly string[] {
  const seen = (evidence.usage ?? []).flatMap(({ account, usage }) => {
    if (!usage.known || usage.value.length === 0) return [];
    const where = accountLabel(directory, account);
    return `Used in ${where} by ${referenceNames(usage.value)}.`;
  });
  return [...seen, ...countedReasons(evidence, directory)];
}

/** What prevents it from being called unused: everything that could not be read, with the missing permission. */
export function unresolvedChecks(evidence: StaleEvidence, directory: Directory): readonly string[] {
  const { image, usage: usageByPlace = [], sharedWith, report } = evidence;
  const here = usageByPlace.find(({ account }) => account === image.account);
  if (here === undefined) return ['Its use was not checked.'];
  if (!here.usage.known) return [`Whether it is used is unknown: ${reasonText(here.usage)}.`];
  if (sharedWith === undefined) return ['Who it is shared with was not checked.'];
  if (!sharedWith.known) return [`Who it is shared with is unknown: ${reasonText(sharedWith)}.`];
  // The report covers every account, including those without access.
  const unseen = unobservedGrantees(sharedWith.value, usageByPlace);
  if (unseen.length === 0 || report?.known === true) return [];
  const audience = joinList(unseen.map((grantee) => granteeLabel(grantee, directory)));
  if (report === undefined) return [`It is shared with ${audience}, and its use there was not checked.`];
  return [`It is shared with ${audience}, and its use there is unknown: ${reasonText(report)}.`];
}

/** Those it is shared with whose use was not seen directly. */
export function unobservedGrantees(
  grantees: readonly Grantee[],
  usageByPlace: readonly AccountUsage[],
): readonly Grantee[] {
  return grantees.filter((grantee) => grantee.kind !== 'account' || !isObserved(grantee.id, usageByPlace));
}

function isObserved(id: string, usageByPlace: readonly AccountUsage[]): boolean {
  return usageByPlace.some(({ account, usage }) => account === id && usage.known);
}

/** What was seen directly is newer than the report. */
function countedReasons({ usage: usageByPlace = [], report }: StaleEvidence, directory: Directory): readonly string[] {
  if (report?.known !== true) return [];
  const byAccount = new Map<string, UsageCount[]>();
  for (const counted of report.value.uses) {
    if (counted.count === 0 || isObserved(counted.account, usageByPlace)) continue;
    byAccount.set(counted.account, [...(byAccount.get(counted.account) ?? []), counted]);
  }
  return [...byAccount].map(([account, counts]) => {
    const what = resourcesLabel(new Map(counts.map(({ type, count }) => [type, count])));
    return `Used in ${accountLabel(directory, account)} by ${what}, as EC2 counted on ${report.value.startedAt.slice(0, 10)}.`;
  });
}
