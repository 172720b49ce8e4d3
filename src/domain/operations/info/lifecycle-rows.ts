import type { Facts, ExemptionNote } from '../../model/facts.js';
import { reasonText, orNotObserved } from '../../model/observed-facts.js';
import { isOwnedHere } from '../findings/ownership.js';
import { backupFindings, protectionLabel } from '../findings/lifecycle.js';
import { truncate, pluralize, formatDay } from '../../model/format.js';
import type { Row } from '../report-section.js';

/** What prevents the removal of the AMI, or restores it. */
export function lifecycleRows(facts: Facts): readonly Row[] {
  const { image } = facts;
  if (!isOwnedHere(image)) return [];
  return [
    ['Deregistration', protectionLabel(image)],
    ['Recycle Bin', recycleBinValue(facts)],
    ['Exempted from the digest', exemptionLabel(facts.exemption), facts.exemption?.by],
    ['AWS Backup', backupFindings(image).length > 0 ? 'a recovery point: only AWS Backup can remove it' : undefined],
  ];
}

function recycleBinValue(facts: Facts): string {
  const bin = orNotObserved(facts.recycleBin);
  if (!bin.known) return `unknown: ${reasonText(bin)}`;
  const { imageDays } = bin.value;
  return imageDays === null
    ? 'no rule: deregistering it is permanent'
    : `would keep it for ${pluralize(imageDays, 'day')}`;
}

/** "until 2027-02-24: “For the audit”", with the user who exempted it. */
export function exemptionLabel(exemption: Pick<ExemptionNote, 'until' | 'reason'> | undefined): string | undefined {
  return exemption === undefined ? undefined : `until ${formatDay(exemption.until)}: “${truncate(exemption.reason)}”`;
}
