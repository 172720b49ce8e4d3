import type { Facts } from '../../facts/facts.js';
import { because, observed } from '../planning/observed.js';
import { isOwn } from '../planning/ownership.js';
import { backupFindings, protectionLabel } from '../planning/protection.js';
import { counted } from '../planning/wording.js';
import type { Row } from './section.js';

/** What keeps the AMI from going away, or brings it back. */
export function lifeRows(facts: Facts): readonly Row[] {
  const { image } = facts;
  if (!isOwn(image)) return [];
  return [
    ['Deregistration', protectionLabel(image)],
    ['Recycle Bin', recycleBin(facts)],
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
