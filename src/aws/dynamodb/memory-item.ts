import { z } from 'zod';
import { Refused } from '../../workflows/errors.js';
import type { Keep, LastScan, ScanHeadline, StaleNote, StartedReport } from '../../workflows/stale/types.js';
import { person } from './event-schema.js';

/*
 * What scans remember, beside the requests in the same table. The lists of requests read one partition of each index; these
 * items lie in partitions of their own in the index `all` and in no other index, so that no list of requests meets them.
 */

export type MemoryKind = 'keeps' | 'usage-reports' | 'scans';

/** An item of a list; the index projects its `summary`. */
export interface ListedItem {
  readonly id: string;
  readonly allIn: MemoryKind;
  readonly order: string;
  readonly summary: unknown;
}

const imageRef = { imageId: z.string(), region: z.string(), account: z.string() };

export const keepSchema = z.object({
  ...imageRef,
  until: z.string(),
  by: person,
  reason: z.string(),
  at: z.string(),
}) satisfies z.ZodType<Keep>;

export const reportSchema = z.object({
  ...imageRef,
  reportId: z.string(),
  startedAt: z.string(),
}) satisfies z.ZodType<StartedReport>;

export const headlineSchema = z.object({
  scannedAt: z.string(),
  counts: z.object({
    'in-use': z.number(),
    recent: z.number(),
    kept: z.number(),
    stale: z.number(),
    unknown: z.number(),
  }),
  staleCost: z.object({ gib: z.number(), usd: z.number() }),
}) satisfies z.ZodType<ScanHeadline>;

const noteSchema = z.object({
  ...imageRef,
  name: z.string(),
  usd: z.number(),
  staleSince: z.string(),
}) satisfies z.ZodType<StaleNote>;

/** Says which scan was the last and how many parts hold its list. */
export const lastScanSchema = z.object({ scannedAt: z.string(), parts: z.int() });

export const partSchema = z.object({ notes: z.array(noteSchema) });

/** Until when it holds comes first: those that no longer do are not read. */
export function keepItem(keep: Keep): ListedItem {
  const id = `keep#${keep.account}#${keep.region}#${keep.imageId}`;
  return { id, allIn: 'keeps', order: `${keep.until}#${id}`, summary: keep };
}

export function reportItem(report: StartedReport): ListedItem {
  const id = `usage-report#${report.account}#${report.region}#${report.reportId}`;
  return { id, allIn: 'usage-reports', order: `${report.startedAt}#${id}`, summary: report };
}

export function headlineItem(headline: ScanHeadline): ListedItem {
  const id = `scan#${headline.scannedAt}`;
  return { id, allIn: 'scans', order: `${headline.scannedAt}#${id}`, summary: headline };
}

export const LAST_SCAN_ID = 'last-scan';

/** An item holds 400 KB; a note at most some 300 bytes. */
const NOTES_IN_A_PART = 1_000;

/** Of each scan its own, so that two that are remembered at once never mix. */
export function partsOf({ scannedAt, stale }: LastScan): readonly { readonly id: string }[] {
  const count = Math.ceil(stale.length / NOTES_IN_A_PART);
  return partIds(scannedAt, count).map((id, index) => ({
    id,
    notes: stale.slice(index * NOTES_IN_A_PART, (index + 1) * NOTES_IN_A_PART),
  }));
}

export function partIds(scannedAt: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `last-scan#${scannedAt}#${String(index)}`);
}

/** Throws `Refused` for an item that this version does not understand. */
export function remembered<T>(schema: z.ZodType<T>, item: unknown): T {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refused(
    'unreadable-memory',
    `what a scan left in the table is not understood (${issue?.path.join('.') ?? ''})`,
    {
      advice: 'It may have been written by a newer version of AMI Steward: run that one.',
    },
  );
}
