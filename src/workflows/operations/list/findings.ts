import type { Found } from '../../facts/catalog.js';
import type { Finding } from '../../plan/types.js';
import { info, open } from '../planning/finding.js';
import { because } from '../planning/observed.js';
import { dayAndAge } from '../planning/wording.js';

/** What the list does not know. */
export function findings(found: Found): readonly Finding[] {
  return [...sharingFindings(found), ...scanFindings(found)];
}

/** Whom an AMI is shared with may not be known: then it is listed, too. */
function sharingFindings({ images }: Found): readonly Finding[] {
  const [first] = images.flatMap(({ sharedWith }) => (sharedWith?.known === false ? sharedWith : []));
  if (first === undefined) return [];
  return [
    open('launch-permissions-unknown', `Whom some of these are shared with could not be found out: ${because(first)}.`),
  ];
}

/** What is stale is told by the last scan: launches and uses since then are not in it. */
function scanFindings({ scannedAt, observedAt }: Found): readonly Finding[] {
  if (scannedAt === undefined) return [];
  if (scannedAt === null) {
    return [
      info('not-scanned', 'What is stale is not known: no scan is remembered.', { fix: '/ami digest makes one.' }),
    ];
  }
  return [info('stale-by-last-scan', `As the last scan found it: ${dayAndAge(scannedAt, observedAt)}.`)];
}
