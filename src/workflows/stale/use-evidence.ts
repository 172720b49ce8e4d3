import { accountLabel, type Directory } from '../facts/directory.js';
import type { Grantee } from '../facts/facts.js';
import { granteeLabel } from '../operations/planning/grantee.js';
import { because } from '../operations/planning/observed.js';
import { referenceNames, resourcesLabel } from '../operations/planning/use.js';
import { listed } from '../operations/planning/wording.js';
import type { CountedUse, Evidence, UseIn } from './types.js';

/** What was seen to use the AMI, a sentence an account; empty when nothing was. */
export function inUseReasons(evidence: Evidence, directory: Directory): readonly string[] {
  const seen = (evidence.uses ?? []).flatMap(({ account, use }) => {
    if (!use.known || use.value.length === 0) return [];
    const where = accountLabel(directory, account);
    return `Used in ${where} by ${referenceNames(use.value)}.`;
  });
  return [...seen, ...countedReasons(evidence, directory)];
}

/** What keeps it from being called unused: each thing that could not be found out, with the permission that is missing. */
export function openQuestions(evidence: Evidence, directory: Directory): readonly string[] {
  const { image, uses = [], sharedWith, report } = evidence;
  const here = uses.find(({ account }) => account === image.account);
  if (here === undefined) return ['Whether it is used was not looked at.'];
  if (!here.use.known) return [`Whether it is used is not known: ${because(here.use)}.`];
  if (sharedWith === undefined) return ['Whom it is shared with was not looked at.'];
  if (!sharedWith.known) return [`Whom it is shared with is not known: ${because(sharedWith)}.`];
  // The report covers every account, also those that could not be looked into.
  const unseen = unseenGrantees(sharedWith.value, uses);
  if (unseen.length === 0 || report?.known === true) return [];
  const whom = listed(unseen.map((grantee) => granteeLabel(grantee, directory)));
  if (report === undefined) return [`It is shared with ${whom}, and its use there was not looked at.`];
  return [`It is shared with ${whom}, and its use there is not known: ${because(report)}.`];
}

/** Those it is shared with whose use was not seen directly. */
export function unseenGrantees(grantees: readonly Grantee[], uses: readonly UseIn[]): readonly Grantee[] {
  return grantees.filter((grantee) => grantee.kind !== 'account' || !wasSeen(grantee.id, uses));
}

function wasSeen(id: string, uses: readonly UseIn[]): boolean {
  return uses.some(({ account, use }) => account === id && use.known);
}

/** What was seen directly is newer than what the report counts there. */
function countedReasons({ uses = [], report }: Evidence, directory: Directory): readonly string[] {
  if (report?.known !== true) return [];
  const byAccount = new Map<string, CountedUse[]>();
  for (const counted of report.value.uses) {
    if (counted.count === 0 || wasSeen(counted.account, uses)) continue;
    byAccount.set(counted.account, [...(byAccount.get(counted.account) ?? []), counted]);
  }
  return [...byAccount].map(([account, counts]) => {
    const what = resourcesLabel(new Map(counts.map(({ type, count }) => [type, count])));
    return `Used in ${accountLabel(directory, account)} by ${what}, as EC2 counted on ${report.value.startedAt.slice(0, 10)}.`;
  });
}
