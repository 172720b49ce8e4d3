import type { Image } from '../../model/image.js';
import type { Finding } from '../../plan/types.js';
import type { PlannedCopy } from '../copy/destinations.js';
import { warning } from './build.js';
import { truncate, joinList } from '../../model/format.js';

/** "marketplace: abc123", or nothing. */
export function productCodesLabel({ productCodes }: Image): string | undefined {
  return productCodes.length === 0 ? undefined : joinList(productCodes.map(({ id, type }) => `${type}: ${id}`));
}

/** Whether launches are billed for more than Linux. (EC2 User Guide, "AMI billing information fields") */
export function isLicensed({ usageOperation }: Image): boolean {
  return usageOperation !== undefined && usageOperation !== 'RunInstances';
}

/** The consequences of a product code for accounts that get the AMI. (EC2 API, RunInstances, `OptInRequired`) */
export function productCodeFindings(image: Image): readonly Finding[] {
  const codes = productCodesLabel(image);
  if (codes === undefined) return [];
  return [
    warning('product-codes', `The AMI carries product codes (${codes}). Accounts that launch it need a subscription.`, {
      fix: 'Subscribe to the product in AWS Marketplace in that account first.',
    }),
  ];
}

/** Such copies are refused at times: AWS documents neither that they work nor that they do not. */
export function licenseCopyFindings(image: Image, copies: readonly PlannedCopy[]): readonly Finding[] {
  const direct = copies.filter(
    ({ crossAccount, route }) =>
      route !== 'registered' && route !== 'launched' && (crossAccount || image.ownerId !== image.account),
  );
  if (direct.length === 0 || (image.productCodes.length === 0 && !isLicensed(image))) return [];
  const license = productCodesLabel(image) ?? truncate(image.platformDetails ?? image.usageOperation ?? '');
  return [
    warning(
      'licensed-copy',
      `The AMI carries a licence (${license}), and is copied by another account than its owner's. EC2 may refuse that; then nothing is left behind.`,
      { fix: 'If it does, submit it again with “by launching <instance type>”.' },
    ),
  ];
}
