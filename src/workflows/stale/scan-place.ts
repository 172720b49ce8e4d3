import { unknown } from '../facts/known.js';
import { isPortFailure, type PortFailure } from '../errors.js';
import { keyOf } from './changes.js';
import { examine } from './scan-candidates.js';
import { listShares, readExpected } from './scan-shares.js';
import type { ScanRun } from './scan-run.js';
import type { Evidence, Place, ScannedImage, Settled } from './types.js';
import { firstSight } from './verdict.js';

/** So many candidates are looked into together: batches of ten are filled, and few wait in memory. */
const TOGETHER = 200;

/**
 * Scans one place: every AMI is judged as its page comes, candidates as soon as there are enough of them. Resolves with
 * whether all of its AMIs were listed.
 */
export async function scanPlace(run: ScanRun, place: Place): Promise<boolean> {
  let waiting: Evidence[] = [];
  let listed = 0;
  let sharing: Promise<void> | undefined;

  async function examineWaiting(): Promise<void> {
    const batch = waiting;
    waiting = [];
    await examine(run, place, batch);
  }

  try {
    for await (const page of run.inventory.images(place)) {
      run.signal?.throwIfAborted();
      listed += page.length;
      run.shares.list(page);
      // Where there is no AMI none is shared. Else its lists and those of the AMIs are on their way together.
      if (page.length > 0) sharing ??= listShares(run, place);
      waiting.push(...(await settleAtSight(run, page)));
      while (waiting.length >= TOGETHER) await examineWaiting();
    }
    return true;
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    run.problems.note(place, notListed(error, listed));
    run.log.warn('place not listed to its end', { ...place, kind: error.kind, listed });
    return false;
  } finally {
    if (run.signal?.aborted !== true) {
      await Promise.all([waiting.length > 0 ? examineWaiting() : undefined, sharing]);
      await readExpected(run, place);
    }
  }
}

/** Settles what the listing alone decides and gives back the candidates. */
async function settleAtSight(run: ScanRun, page: readonly ScannedImage[]): Promise<readonly Evidence[]> {
  const candidates: Evidence[] = [];
  const settled: Settled[] = [];
  for (const image of page) {
    if (image.sourceImageId !== undefined) {
      run.children.set(image.sourceImageId, (run.children.get(image.sourceImageId) ?? 0) + 1);
    }
    const keep = run.keeps.get(keyOf(image));
    const evidence = { image, at: run.at, ...(keep === undefined ? {} : { keep }) };
    const judgement = firstSight(evidence, run.policy);
    if (judgement === undefined) candidates.push(evidence);
    else {
      const answered = judgement.verdict === 'kept' && keep !== undefined ? { keep } : {};
      settled.push({ image, ...judgement, ...answered });
    }
  }
  run.progress({ listed: page.length, candidates: candidates.length });
  await run.settle(settled);
  return candidates;
}

function notListed(error: PortFailure, listed: number) {
  const what = listed === 0 ? 'its AMIs could not be listed' : `only ${listed} of its AMIs could be listed`;
  const permission = error.kind === 'denied' ? error.permission : undefined;
  return unknown(`${what} (${error.message})`, permission);
}
