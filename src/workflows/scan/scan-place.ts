import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { unknown } from '../../domain/model/fact.js';
import { isPortFailure, type PortFailure } from '../ports/errors.js';
import { imageKey } from '../../domain/stale/changes.js';
import { examineCandidates } from './candidates.js';
import { observeShares, observeExpected } from './share-check.js';
import type { ScanContext } from './context.js';
import type { AccountRegion } from '../../domain/model/directory.js';
import type { StaleEvidence, ScannedImage, JudgedImage } from '../../domain/stale/types.js';
import { preliminaryVerdict } from '../../domain/stale/verdict.js';

/** The number of candidates that are examined together: batches of ten are filled, and few wait in memory. */
const BATCH = 200;

/**
 * Scans one place: every AMI is judged as its page comes, candidates as soon as there are enough of them. Resolves with
 * whether all of its AMIs were listed.
 */
export async function scanPlace(context: ScanContext, place: AccountRegion): Promise<boolean> {
  let waiting: StaleEvidence[] = [];
  let listed = 0;
  let sharing: Promise<void> | undefined;

  async function examineWaiting(): Promise<void> {
    const batch = waiting;
    waiting = [];
    await examineCandidates(context, place, batch);
  }

  try {
    for await (const page of context.inventory.listImages(place)) {
      context.signal?.throwIfAborted();
      listed += page.length;
      context.shares.addListed(page);
      // Without AMIs there are no shares. Otherwise their lists and the AMIs are read at the same time.
      if (page.length > 0) sharing ??= observeShares(context, place);
      waiting.push(...(await judgeFromListing(context, page)));
      while (waiting.length >= BATCH) await examineWaiting();
    }
    return true;
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    context.warnings.addUnknown(place, listingFailure(error, listed));
    context.log.warn('place not listed to its end', { ...place, kind: error.kind, listed });
    return false;
  } finally {
    if (context.signal?.aborted !== true) {
      await Promise.all([waiting.length > 0 ? examineWaiting() : undefined, sharing]);
      await observeExpected(context, place);
    }
  }
}

/** Settles what the listing alone decides and gives back the candidates. */
async function judgeFromListing(
  context: ScanContext,
  page: readonly ScannedImage[],
): Promise<readonly StaleEvidence[]> {
  const candidates: StaleEvidence[] = [];
  const settled: JudgedImage[] = [];
  for (const image of page) {
    if (image.sourceImageId !== undefined) {
      context.derivedCounts.set(image.sourceImageId, (context.derivedCounts.get(image.sourceImageId) ?? 0) + 1);
    }
    const exemption = context.exemptions.get(imageKey(image));
    const evidence = { image, at: context.at, ...omitUndefined({ exemption }) };
    const verdict = preliminaryVerdict(evidence, context.policy);
    if (verdict === undefined) candidates.push(evidence);
    else {
      const answered = verdict.verdict === 'kept' && exemption !== undefined ? { exemption } : {};
      settled.push({ image, ...verdict, ...answered });
    }
  }
  context.progress({ listed: page.length, candidates: candidates.length });
  await context.addVerdicts(settled);
  return candidates;
}

function listingFailure(error: PortFailure, listed: number) {
  const what = listed === 0 ? 'its AMIs could not be listed' : `only ${listed} of its AMIs could be listed`;
  const permission = error.kind === 'access-denied' ? error.permission : undefined;
  return unknown(`${what} (${error.message})`, permission);
}
