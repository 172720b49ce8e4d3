import type { SearchPage } from '../../model/catalog.js';
import type { Finding } from '../../plan/types.js';
import { info, unknownFinding } from '../findings/build.js';
import { reasonText } from '../../model/observed-facts.js';
import { formatDayWithAge } from '../../model/format.js';

/** What the list does not know. */
export function findings(page: SearchPage): readonly Finding[] {
  return [...sharingFindings(page), ...scanFindings(page)];
}

/** An AMI with unknown grantees is listed, too. */
function sharingFindings({ images }: SearchPage): readonly Finding[] {
  const [first] = images.flatMap(({ sharedWith }) => (sharedWith?.known === false ? sharedWith : []));
  if (first === undefined) return [];
  return [
    unknownFinding('launch-permissions-unknown', `Who some of these are shared with is unknown: ${reasonText(first)}.`),
  ];
}

/** Staleness is as of the last scan. It does not include later launches and usage. */
function scanFindings({ scannedAt, observedAt }: SearchPage): readonly Finding[] {
  if (scannedAt === undefined) return [];
  if (scannedAt === null) {
    return [
      info('not-scanned', 'The stale AMIs are not known, because no scan was made yet.', {
        fix: 'Run /ami digest to start one.',
      }),
    ];
  }
  return [info('stale-by-last-scan', `From the last scan: ${formatDayWithAge(scannedAt, observedAt)}.`)];
}
