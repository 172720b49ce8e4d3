import { known } from '../../../src/domain/model/fact.js';
import type { ImageRef } from '../../../src/domain/model/image.js';
import type { Digest } from '../../../src/domain/digest/types.js';
import type {
  ImageVerdict,
  ScanSummary,
  ScanReport,
  ScannedImage,
  StaleRecord,
} from '../../../src/domain/stale/types.js';
import { UNCHECKED_USAGE_NOTE } from '../../../src/domain/stale/reasons.js';

export const SCANNED_AT = '2026-11-26T08:00:00.000Z';

export function scannedImage(overrides: Partial<ScannedImage> = {}): ScannedImage {
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
    ...overrides,
  };
}

export function stale(usd: number, overrides: Partial<ScannedImage> = {}): ImageVerdict {
  return {
    image: scannedImage(overrides),
    verdict: 'stale',
    reasons: ['Created 2025-01-20, 675 days ago.', 'No use was found.', UNCHECKED_USAGE_NOTE],
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

function report(images: readonly ImageVerdict[], overrides: Partial<ScanReport> = {}): ScanReport {
  return {
    scannedAt: SCANNED_AT,
    apiCalls: { DescribeImages: 4 },
    counts: { 'in-use': 20, recent: 10, kept: 2, stale: images.length, unknown: 1 },
    stale: images,
    exempted: [],
    staleCost: {
      gib: images.reduce((sum, { cost }) => sum + cost.gib, 0),
      usd: images.reduce((sum, { cost }) => sum + cost.usd, 0),
    },
    drift: known({ found: [], count: 0 }),
    warnings: [],
    toRemember: { scannedAt: SCANNED_AT, stale: [] },
    ...overrides,
  };
}

export function headline(scannedAt: string, usd: number): ScanSummary {
  return {
    scannedAt,
    counts: { 'in-use': 0, recent: 0, kept: 0, stale: 1, unknown: 0 },
    staleCost: { gib: usd / 0.05, usd },
  };
}

export function digest(
  images: readonly ImageVerdict[],
  overrides: Partial<ScanReport> = {},
  past: readonly ScanSummary[] = [],
): Digest {
  const made = report(images, overrides);
  return { report: made, history: [...past, headline(made.scannedAt, made.staleCost.usd)] };
}

/** What is remembered of a stale AMI. */
export function staleRecord({ imageId, region, account }: ImageRef, usd = 1): StaleRecord {
  return { imageId, region, account, name: `named-${imageId}`, usd, staleSince: SCANNED_AT };
}
