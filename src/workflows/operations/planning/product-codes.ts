import type { Image } from '../../facts/image.js';
import type { Finding } from '../../plan/types.js';
import type { CopyTo } from './copy-to.js';
import { warning } from './finding.js';
import { clip, listed } from './wording.js';

/** "marketplace: abc123", or nothing. */
export function productCodesLabel({ productCodes }: Image): string | undefined {
  return productCodes.length === 0 ? undefined : listed(productCodes.map(({ id, type }) => `${type}: ${id}`));
}

/** Whether launches are billed for more than Linux. (EC2 User Guide, "AMI billing information fields") */
export function isLicensed({ usageOperation }: Image): boolean {
  return usageOperation !== undefined && usageOperation !== 'RunInstances';
}

/** What a product code means for others who get the AMI. (EC2 API, RunInstances, `OptInRequired`) */
export function productCodeFindings(image: Image): readonly Finding[] {
  const codes = productCodesLabel(image);
  if (codes === undefined) return [];
  return [
    warning('product-codes', `The AMI carries product codes (${codes}): whoever launches it needs a subscription.`, {
      fix: 'Subscribe to the product in AWS Marketplace in that account first.',
    }),
  ];
}

/** Such copies are refused at times: AWS documents neither that they work nor that they do not. */
export function licenceCopyFindings(image: Image, copies: readonly CopyTo[]): readonly Finding[] {
  const direct = copies.filter(
    ({ away, route }) => route !== 'registered' && route !== 'launched' && (away || image.ownerId !== image.account),
  );
  if (direct.length === 0 || (image.productCodes.length === 0 && !isLicensed(image))) return [];
  const what = productCodesLabel(image) ?? clip(image.platformDetails ?? image.usageOperation ?? '');
  return [
    warning(
      'licensed-copy',
      `The AMI carries a licence (${what}), and is copied by another account than its owner's. EC2 may refuse that; then nothing is left behind.`,
      { fix: 'If it does, ask again with “by launching <instance type>”.' },
    ),
  ];
}
