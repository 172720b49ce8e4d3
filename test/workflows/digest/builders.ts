import { known } from '../../../src/workflows/facts/known.js';
import type { ImageRef } from '../../../src/workflows/facts/image.js';
import type { Digest } from '../../../src/workflows/digest/types.js';
import type {
  ImageVerdict,
  ScanHeadline,
  ScanReport,
  ScannedImage,
  StaleNote,
} from '../../../src/workflows/stale/types.js';
import { NOT_COVERED } from '../../../src/workflows/stale/stale-reasons.js';

export const SCANNED_AT = '2026-11-26T08:00:00.000Z';

export function scannedImage(parts: Partial<ScannedImage> = {}): ScannedImage {
  return {
    imageId: 'ami-0a57a1ed0c4b3f210',
    region: 'us-east-1',
    account: '999988887777',
    name: 'payments-api-2025.01',
    state: 'available',
    createdAt: '2025-01-20T09:00:00.000Z',
    lastLaunchedAt: '2025-09-01T09:00:00.000Z',
    deregistrationProtection: 'disabled',
    tags: {},
    snapshots: [],
    ...parts,
  };
}

export function stale(usd: number, parts: Partial<ScannedImage> = {}): ImageVerdict {
  return {
    image: scannedImage(parts),
    verdict: 'stale',
    reasons: ['Created 2025-01-20, 675 days ago.', 'Nothing was found that uses it.', NOT_COVERED],
    cost: { gib: usd / 0.05, usd },
  };
}

/** So many stale AMIs, each of another price, in four places. */
export function manyStale(count: number): readonly ImageVerdict[] {
  const places = [
    { account: '999988887777', region: 'us-east-1' },
    { account: '999988887777', region: 'eu-west-1' },
    { account: '111122223333', region: 'us-east-1' },
    { account: '111122223333', region: 'eu-west-1' },
  ] as const;
  return Array.from({ length: count }, (_, index) => {
    const imageId = `ami-0${String(index).padStart(16, '0')}`;
    return stale(((index * 7) % 40) + 0.25, { ...places[index % places.length], imageId, name: `service-${index}` });
  });
}

export function report(images: readonly ImageVerdict[], parts: Partial<ScanReport> = {}): ScanReport {
  return {
    scannedAt: SCANNED_AT,
    apiCalls: { DescribeImages: 4 },
    counts: { 'in-use': 20, recent: 10, kept: 2, stale: images.length, unknown: 1 },
    stale: images,
    kept: [],
    staleCost: {
      gib: images.reduce((sum, { cost }) => sum + cost.gib, 0),
      usd: images.reduce((sum, { cost }) => sum + cost.usd, 0),
    },
    drift: known({ found: [], count: 0 }),
    problems: [],
    remembered: { scannedAt: SCANNED_AT, stale: [] },
    ...parts,
  };
}

export function headline(scannedAt: string, usd: number): ScanHeadline {
  return {
    scannedAt,
    counts: { 'in-use': 0, recent: 0, kept: 0, stale: 1, unknown: 0 },
    staleCost: { gib: usd / 0.05, usd },
  };
}

export function digest(
  images: readonly ImageVerdict[],
  parts: Partial<ScanReport> = {},
  past: readonly ScanHeadline[] = [],
): Digest {
  const made = report(images, parts);
  return { report: made, history: [...past, headline(made.scannedAt, made.staleCost.usd)] };
}

/** What is remembered of a stale AMI. */
export function noteOf({ imageId, region, account }: ImageRef, usd = 1): StaleNote {
  return { imageId, region, account, name: `named-${imageId}`, usd, staleSince: SCANNED_AT };
}
