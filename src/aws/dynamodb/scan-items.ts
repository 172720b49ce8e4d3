import { z } from 'zod';
import type { Grantee } from '../../domain/model/facts.js';
import { Rejected } from '../../workflows/ports/errors.js';
import type { Adoption, Drift } from '../../domain/drift/types.js';
import { granteeKey } from '../../domain/model/grantee.js';
import type { Exemption, LastScan, ScanSummary, StaleRecord, StartedReport } from '../../domain/stale/types.js';
import { person } from './event-schema.js';

/*
 * What scans store, in the table of the requests. The lists of requests read one partition of each index. These items
 * are in partitions of their own in the index `all` and in no other index, so that no list of requests contains them.
 */

export type RecordKind = 'exemptions' | 'adoptions' | 'usage-reports' | 'scans';

/** An item of a list; the index projects its `summary`. */
export interface ListedItem {
  readonly id: string;
  readonly allIn: RecordKind;
  readonly order: string;
  readonly summary: unknown;
}

export const imageRef = { imageId: z.string(), region: z.string(), account: z.string() };

export const exemptionSchema = z.object({
  ...imageRef,
  until: z.string(),
  by: person,
  reason: z.string(),
  at: z.string(),
}) satisfies z.ZodType<Exemption>;

export const grantee = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), id: z.string() }),
  z.object({ kind: z.literal('organization'), arn: z.string() }),
  z.object({ kind: z.literal('ou'), arn: z.string() }),
  z.object({ kind: z.literal('public') }),
]) satisfies z.ZodType<Grantee>;

const driftKind = z.enum(['unexplained', 'gone']);

export const adoptionSchema = z.object({
  ...imageRef,
  grantee,
  kind: driftKind,
  by: person,
  at: z.string(),
  reason: z.string().exactOptional(),
  requiredAdopters: z.int(),
}) satisfies z.ZodType<Adoption>;

const driftSchema = z.object({
  ...imageRef,
  name: z.string(),
  grantee,
  kind: driftKind,
  requests: z.array(z.string()),
}) satisfies z.ZodType<Drift>;

export const reportSchema = z.object({
  ...imageRef,
  reportId: z.string(),
  startedAt: z.string(),
}) satisfies z.ZodType<StartedReport>;

export const scanSummarySchema = z.object({
  scannedAt: z.string(),
  counts: z.object({
    'in-use': z.number(),
    recent: z.number(),
    kept: z.number(),
    stale: z.number(),
    unknown: z.number(),
  }),
  staleCost: z.object({ gib: z.number(), usd: z.number() }),
}) satisfies z.ZodType<ScanSummary>;

const staleRecordSchema = z.object({
  ...imageRef,
  name: z.string(),
  usd: z.number(),
  staleSince: z.string(),
}) satisfies z.ZodType<StaleRecord>;

/** Names the last scan and the number of parts of its list. */
export const lastScanSchema = z.object({
  scannedAt: z.string(),
  parts: z.int(),
  /** A scan holds at most 500 items of some 300 bytes. */
  drift: z.array(driftSchema).exactOptional(),
});

export const chunkSchema = z.object({ records: z.array(staleRecordSchema) });

/** The end of the exemption comes first: expired ones are not read. */
export function exemptionItem(exemption: Exemption): ListedItem {
  const id = `keep#${exemption.account}#${exemption.region}#${exemption.imageId}`;
  return { id, allIn: 'exemptions', order: `${exemption.until}#${id}`, summary: exemption };
}

/** Each one is kept: together they are the history of adoptions. */
export function toAdoptionItem(adoption: Adoption): ListedItem {
  const { account, region, imageId, grantee, by, at } = adoption;
  const id = `adoption#${account}#${region}#${imageId}#${granteeKey(grantee)}#${by.userId}#${at}`;
  return { id, allIn: 'adoptions', order: `${at}#${id}`, summary: adoption };
}

export function toReportItem(report: StartedReport): ListedItem {
  const id = `usage-report#${report.account}#${report.region}#${report.reportId}`;
  return { id, allIn: 'usage-reports', order: `${report.startedAt}#${id}`, summary: report };
}

export function scanSummaryItem(summary: ScanSummary): ListedItem {
  const id = `scan#${summary.scannedAt}`;
  return { id, allIn: 'scans', order: `${summary.scannedAt}#${id}`, summary };
}

export const LAST_SCAN_ID = 'last-scan';

/** An item holds 400 KB, a record at most some 300 bytes. */
const RECORDS_PER_PART = 1_000;

/** Of each scan its own, so that two that are remembered at once never mix. */
export function chunksOf({ scannedAt, stale }: LastScan): readonly { readonly id: string }[] {
  const count = Math.ceil(stale.length / RECORDS_PER_PART);
  return chunkIds(scannedAt, count).map((id, index) => ({
    id,
    records: stale.slice(index * RECORDS_PER_PART, (index + 1) * RECORDS_PER_PART),
  }));
}

export function chunkIds(scannedAt: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `last-scan#${scannedAt}#${String(index)}`);
}

/** Throws `Refused` for an item that this version does not understand. */
export function parseStored<T>(schema: z.ZodType<T>, item: unknown): T {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Rejected('unreadable-memory', `a stored scan record cannot be read (${issue?.path.join('.') ?? ''})`, {
    advice: 'It may have been written by a newer version of AMI Steward: run that one.',
  });
}
