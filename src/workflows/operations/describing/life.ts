import type { Facts, KeptUntil } from '../../facts/facts.js';
import { because, observed } from '../planning/observed.js';
import { isOwn } from '../planning/ownership.js';
import { backupFindings, protectionLabel } from '../planning/protection.js';
import { clip, counted, day } from '../planning/wording.js';
import type { Row } from './section.js';

/** What keeps the AMI from going away, or brings it back. */
export function lifeRows(facts: Facts): readonly Row[] {
  const { image } = facts;
  if (!isOwn(image)) return [];
  return [
    ['Deregistration', protectionLabel(image)],
    ['Recycle Bin', recycleBin(facts)],
    ['Kept out of the digest', keptLabel(facts.kept), facts.kept?.by],
    ['AWS Backup', backupFindings(image).length > 0 ? 'a recovery point: only AWS Backup can remove it' : undefined],
  ];
}

function recycleBin(facts: Facts): string {
  const bin = observed(facts.recycleBin);
  if (!bin.known) return `not known: ${because(bin)}`;
  const { imageDays } = bin.value;
  return imageDays === null
    ? 'no rule: deregistered, it is gone for good'
    : `would keep it for ${counted(imageDays, 'day')}`;
}

/** "until 2027-02-24: “For the audit”", by whoever answered so. */
export function keptLabel(kept: Pick<KeptUntil, 'until' | 'reason'> | undefined): string | undefined {
  return kept === undefined ? undefined : `until ${day(kept.until)}: “${clip(kept.reason)}”`;
}
