import { granteeKey } from '../../domain/model/grantee.js';
import type { ImageVerdict } from '../../domain/stale/types.js';

/** A verdict as `npm run digest -- --json` prints it. What was not read is null. */
export function toVerdictJson({ image, verdict, reasons, cost, sharedWith }: ImageVerdict) {
  return {
    imageId: image.imageId,
    name: image.name,
    account: image.account,
    region: image.region,
    verdict,
    reasons,
    createdAt: image.createdAt,
    lastLaunchedAt: image.lastLaunchedAt ?? null,
    sizeGiB: roundToCents(cost.gib),
    monthlyCostUsd: roundToCents(cost.usd),
    sharedWith: sharedWith?.map(granteeKey) ?? null,
  };
}

function roundToCents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
