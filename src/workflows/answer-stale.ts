import { Gone, isPortFailure } from './errors.js';
import type { Image, ImageRef } from './facts/image.js';
import type { Adoption, Drift } from './drift/types.js';
import { isSame } from './operations/planning/grantee.js';
import { later } from './request/times.js';
import { keyOf } from './stale/changes.js';
import type { Keep } from './stale/types.js';
import type { DriftList, StaleList, StaleOutcome, StaleReply } from './digest-answers.js';
import type { UseCases } from './use-cases.js';
import { nowOf, type World } from './world.js';

const DAY_MS = 86_400_000;

/** Undefined when no scan is remembered. */
export async function listStale({ scan, clock }: Pick<World, 'scan' | 'clock'>): Promise<StaleList | undefined> {
  const [last, keeps] = await Promise.all([scan.memory.lastScan(), scan.memory.keeps(clock.now().toISOString())]);
  if (last === undefined) return undefined;
  const kept = new Set(keeps.map(keyOf));
  return { scannedAt: last.scannedAt, images: last.stale.filter((note) => !kept.has(keyOf(note))) };
}

/** Undefined when no scan is remembered, or what it could not know. */
export async function listDrift({ scan }: Pick<World, 'scan'>): Promise<DriftList | undefined> {
  const [last, adoptions] = await Promise.all([scan.memory.lastScan(), scan.memory.adoptions()]);
  if (last?.drift === undefined) return undefined;
  const { scannedAt } = last;
  return { scannedAt, drifts: last.drift.filter((drift) => !isAdoptedSince(scannedAt, drift, adoptions)) };
}

function isAdoptedSince(scannedAt: string, drift: Drift, adoptions: readonly Adoption[]): boolean {
  const about = adoptions.filter(
    (one) => keyOf(one) === keyOf(drift) && one.kind === drift.kind && isSame(one.grantee, drift.grantee),
  );
  const last = about.at(-1);
  return last !== undefined && last.at > scannedAt && new Set(about.map(({ by }) => by.userId)).size >= last.needs;
}

/** Carries an answer out for each AMI by itself: what fails for one does not keep the others. */
export async function answerStale(
  world: World,
  submit: UseCases['submit'],
  reply: StaleReply,
): Promise<readonly StaleOutcome[]> {
  if (reply.kind === 'keep') return keepAll(world, reply);
  const outcomes: StaleOutcome[] = [];
  // One after the other: each looks at AWS a dozen times.
  for (const { image, operation, input } of reply.asks) {
    const { by: requester, reason } = reply;
    outcomes.push(
      await attempt(image, async () => {
        const submission = await submit({ operation, input, requester, ...(reason === undefined ? {} : { reason }) });
        return { image, result: { kind: 'asked', submission } };
      }),
    );
  }
  return outcomes;
}

async function keepAll(world: World, reply: StaleReply & { kind: 'keep' }): Promise<readonly StaleOutcome[]> {
  const keeps = await world.scan.memory.keeps(nowOf(world));
  const held = new Map(keeps.map((keep) => [keyOf(keep), keep]));
  return Promise.all(
    reply.images.map((image) => attempt(image, () => keepOne(world, image, reply, held.get(keyOf(image))))),
  );
}

async function keepOne(
  world: World,
  { imageId, region, account }: ImageRef,
  { by, days, reason }: StaleReply & { kind: 'keep' },
  held: Keep | undefined,
): Promise<StaleOutcome> {
  const image = { imageId, region, account };
  const found = await lookFor(world, image);
  const name = found === undefined ? {} : { name: found.name };
  const at = nowOf(world);
  const keep: Keep = { ...image, until: later(at, days * DAY_MS), by, reason, at };
  if (held !== undefined && held.until >= keep.until) {
    return { image, ...name, result: { kind: 'kept-already', keep: held } };
  }
  await world.scan.memory.keep(keep);
  return { image, ...name, result: { kind: 'kept', keep } };
}

/** Undefined where it could not be looked. Throws `Gone` when it is certain that it is not there. */
async function lookFor({ cloud }: World, { imageId, region, account }: ImageRef): Promise<Image | undefined> {
  const { images, unreachable } = await cloud.findImages({ id: imageId, region, account });
  if (images.length === 0 && unreachable.length === 0) throw new Gone(`${imageId} is no longer there`);
  return images[0];
}

async function attempt(image: ImageRef, work: () => Promise<StaleOutcome>): Promise<StaleOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    if (error.kind === 'gone') return { image, result: { kind: 'gone' } };
    return { image, result: { kind: 'failed', message: error.message } };
  }
}
