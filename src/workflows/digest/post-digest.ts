import type { DigestMessage } from '../../domain/digest/digest-message.js';
import { lastDueDay, localDay } from '../../domain/digest/schedule.js';
import type { Digest } from '../../domain/digest/types.js';
import { backoffMs } from '../../domain/model/backoff.js';
import type { MessageRef } from '../../domain/request/types.js';
import type { ScanSummary } from '../../domain/stale/types.js';
import { LeaseLost } from '../execution/lease.js';
import { retryWrite } from '../execution/retry-write.js';
import type { DigestAnnouncer, PostedMessage } from '../ports/digest-store.js';
import { Conflict, isPortFailure, Throttled } from '../ports/errors.js';
import { type ScanDependencies, scanImages, type ScanOptions } from '../scan/scan.js';
import { DigestLease, type DigestLeaseContext } from './lease.js';

/** The number of scans in the chart. */
const HISTORY_LENGTH = 30;

/** Scans and builds a digest. Stores nothing yet: a digest that was not posted is not the last one. */
export async function buildDigest(dependencies: ScanDependencies, options: ScanOptions = {}): Promise<Digest> {
  const report = await scanImages(dependencies, options);
  const { counts, scannedAt, staleCost } = report;
  const history = await loadHistory(dependencies);
  return { report, history: [...history, { counts, scannedAt, staleCost }].slice(-HISTORY_LENGTH) };
}

/** Stores the scan of a digest, for the comparison with the next one. */
export async function saveScan({ scanHistory, log }: ScanDependencies, { report }: Digest): Promise<void> {
  const { counts, scannedAt, staleCost, toRemember, changes } = report;
  try {
    await scanHistory.saveScan(toRemember, { counts, scannedAt, staleCost }, changes?.since);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    // Another scan was stored first, with the same content; or the next one compares with an older one.
    if (!(error instanceof Conflict)) log.warn('a scan could not be remembered', { why: error.kind });
  }
}

async function loadHistory({ scanHistory, log }: ScanDependencies): Promise<readonly ScanSummary[]> {
  try {
    return await scanHistory.recentScans(HISTORY_LENGTH - 1);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    log.warn('earlier scans could not be read', { why: error.kind });
    return [];
  }
}

export interface PostDigestContext extends DigestLeaseContext {
  readonly scan: ScanDependencies;
  readonly announcer: DigestAnnouncer;
}

interface PostResult {
  readonly digest: Digest;
  readonly message: MessageRef;
}

/** Scans, posts what came of it, settles the day and remembers the scan. Throws `LeaseLost`, and what ports throw. */
async function buildAndPost(context: PostDigestContext, lease: DigestLease, options: ScanOptions): Promise<PostResult> {
  const { scan, announcer, log } = context;
  const digest = await buildDigest(scan, options);
  await lease.markPosting();
  const posted = await announcer.post(digest, 0);
  const { message } = posted;
  await lease.complete(message);
  log.info('the digest is posted', { day: lease.day, stale: digest.report.counts.stale });
  await saveScan(scan, digest);
  await postRemainingPages(context, digest, posted);
  return { digest, message };
}

/**
 * Stores the first message, so that responses can be shown in it, and posts the rest of a long list in its thread. The
 * first message has the total, so that a missing part is noticed.
 */
async function postRemainingPages(context: PostDigestContext, digest: Digest, first: PostedMessage): Promise<void> {
  const pages = context.announcer.pages(digest);
  const pageInfo = { pages, digest: first.message.ts };
  await recordMessage(context, { ...first, ...pageInfo, page: 0 });
  for (let page = 1; page < pages; page += 1) {
    try {
      const posted = await retryThrottled(() => context.announcer.post(digest, page, first.message));
      await recordMessage(context, { ...posted, ...pageInfo, page });
    } catch (error) {
      if (!isPortFailure(error)) throw error;
      context.log.warn('a part of the digest could not be posted', { page, pages, why: error.kind });
    }
  }
}

async function recordMessage(
  { digestStore, log }: PostDigestContext,
  posted: Omit<DigestMessage, 'version' | 'annotations' | 'renderedCount'>,
): Promise<void> {
  try {
    const digestMessage = { ...posted, version: 1, annotations: [], renderedCount: 0 };
    await retryWrite('digest-page', () => digestStore.saveMessage(digestMessage));
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    log.warn('answers to a part of the digest will not be shown in it', { page: posted.page, why: error.kind });
  }
}

const MAX_ATTEMPTS = 5;

/** Slack takes about one message a second in a channel. (M: chat.postMessage) */
async function retryThrottled<T>(post: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await post();
    } catch (error) {
      if (!(error instanceof Throttled) || attempt === MAX_ATTEMPTS) throw error;
      const delayMs = error.retryAfterMs ?? backoffMs(attempt, 'digest');
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
}

export interface DigestContext extends PostDigestContext {
  /** Aborted when the process is to stop. */
  readonly shutdownSignal: AbortSignal;
}

/**
 * Gives a function that makes and posts the daily digest, if it is due and no other process does. Safe to call again at
 * any time, in any process: a day's digest is posted once. It never throws what ports throw: it is tried again later.
 */
export function createDailyDigestJob(context: DigestContext): () => Promise<void> {
  // Spares a read at each of thousands of calls a day.
  let settledDay = '';
  return async () => {
    const day = lastDueDay(context.schedule, context.clock.now());
    if (day === undefined || day <= settledDay) return;
    try {
      const record = await context.digestStore.load();
      settledDay = record?.day ?? '';
      const lease = await DigestLease.acquire(context, record, day);
      if (lease !== undefined) await runUnderLease(context, lease);
    } catch (error) {
      if (!isPortFailure(error)) throw error;
      context.log.warn('how far the digest is could not be read or written', { day, why: error.kind });
    }
  };
}

async function runUnderLease(context: DigestContext, lease: DigestLease): Promise<void> {
  const { log, shutdownSignal } = context;
  try {
    await lease.keepAliveWhile(buildAndPost(context, lease, { signal: shutdownSignal }));
  } catch (error) {
    if (error instanceof LeaseLost) {
      log.info('digest lease lost', { day: lease.day });
      return;
    }
    if (shutdownSignal.aborted) return lease.abandon();
    if (isPortFailure(error)) log.warn('building the digest failed temporarily', { day: lease.day, why: error.kind });
    else log.error('building the digest failed', { day: lease.day, error });
    await lease.releaseForRetry();
  }
}

export type PostNowResult =
  | (PostResult & { readonly kind: 'posted'; readonly day: string })
  /** This day's digest is there: one day has one. */
  | { readonly kind: 'already-posted'; readonly day: string; readonly message: MessageRef }
  /** Another process makes it at this moment. */
  | { readonly kind: 'busy'; readonly day: string };

/**
 * Makes this day's digest now and posts it, whether it is due or not; the scheduled one of the day is thereby done. Throws
 * what ports throw: then the day is as it was.
 */
export async function postDigestNow(context: PostDigestContext, options: ScanOptions = {}): Promise<PostNowResult> {
  const day = localDay(context.schedule.timezone, context.clock.now());
  const lease = await DigestLease.acquireManually(context, day);
  if (!(lease instanceof DigestLease)) return { ...lease, day };
  try {
    return { kind: 'posted', day, ...(await lease.keepAliveWhile(buildAndPost(context, lease, options))) };
  } catch (error) {
    if (error instanceof LeaseLost) return { kind: 'busy', day };
    await lease.abandon();
    throw error;
  }
}
