import { nameOf } from '../../workflows/operations/planning/grantee.js';
import type { ImageVerdict } from '../../workflows/stale/types.js';

/** A verdict as `npm run digest -- --json` prints it. What was not looked at is null. */
export function verdictJson({ image, verdict, reasons, cost, sharedWith }: ImageVerdict) {
  return {
    imageId: image.imageId,
    name: image.name,
    account: image.account,
    region: image.region,
    verdict,
    reasons,
    createdAt: image.createdAt,
    lastLaunchedAt: image.lastLaunchedAt ?? null,
    sizeGiB: rounded(cost.gib),
    monthlyCostUsd: rounded(cost.usd),
    sharedWith: sharedWith?.map(nameOf) ?? null,
  };
}

function rounded(amount: number): number {
  return Math.round(amount * 100) / 100;
}
