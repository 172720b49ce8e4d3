import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { NotFound, isPortFailure } from '../ports/errors.js';
import type { Image, ImageRef } from '../../domain/model/image.js';
import type { Adoption, Drift } from '../../domain/drift/types.js';
import { isSameGrantee } from '../../domain/model/grantee.js';
import { addMs } from '../../domain/model/time.js';
import { imageKey } from '../../domain/stale/changes.js';
import type { Exemption } from '../../domain/stale/types.js';
import type { DriftList, StaleList, StaleOutcome, StaleResponse } from './results.js';
import type { UseCases } from '../use-cases.js';
import { isoNow, type UseCaseContext } from '../context.js';

type ResponseContext = Pick<UseCaseContext, 'finder' | 'exemptions' | 'clock'>;

const DAY_MS = 86_400_000;

/** Undefined when no scan is remembered. */
export async function listStaleImages({
  scan,
  exemptions: store,
  clock,
}: Pick<UseCaseContext, 'scan' | 'exemptions' | 'clock'>): Promise<StaleList | undefined> {
  const [last, exemptions] = await Promise.all([
    scan.scanHistory.lastScan(),
    store.listActive(clock.now().toISOString()),
  ]);
  if (last === undefined) return undefined;
  const exempted = new Set(exemptions.map(imageKey));
  return { scannedAt: last.scannedAt, images: last.stale.filter((record) => !exempted.has(imageKey(record))) };
}

/** `undefined` if no scan is stored, or if it could not read them. */
export async function listDrift({
  scan,
  adoptions: store,
}: Pick<UseCaseContext, 'scan' | 'adoptions'>): Promise<DriftList | undefined> {
  const [last, adoptions] = await Promise.all([scan.scanHistory.lastScan(), store.list()]);
  if (last?.drift === undefined) return undefined;
  const { scannedAt } = last;
  return { scannedAt, drifts: last.drift.filter((drift) => !isAdoptedSince(scannedAt, drift, adoptions)) };
}

function isAdoptedSince(scannedAt: string, drift: Drift, adoptions: readonly Adoption[]): boolean {
  const matching = adoptions.filter(
    (one) => imageKey(one) === imageKey(drift) && one.kind === drift.kind && isSameGrantee(one.grantee, drift.grantee),
  );
  const last = matching.at(-1);
  return (
    last !== undefined &&
    last.at > scannedAt &&
    new Set(matching.map(({ by }) => by.userId)).size >= last.requiredAdopters
  );
}

/** Carries out a response for each AMI on its own. A failure for one does not affect the others. */
export async function respondToStale(
  context: ResponseContext,
  submit: UseCases['submitRequest'],
  response: StaleResponse,
): Promise<readonly StaleOutcome[]> {
  if (response.kind === 'exempt') return exemptAll(context, response);
  const outcomes: StaleOutcome[] = [];
  // One after the other: each makes a dozen calls to AWS.
  for (const { image, operation, input } of response.requests) {
    const { by: requester, reason } = response;
    outcomes.push(
      await tryEach(image, async () => {
        const submission = await submit({ operation, input, requester, ...omitUndefined({ reason }) });
        return { image, result: { kind: 'requested', submission } };
      }),
    );
  }
  return outcomes;
}

async function exemptAll(
  context: ResponseContext,
  response: StaleResponse & { kind: 'exempt' },
): Promise<readonly StaleOutcome[]> {
  const exemptions = await context.exemptions.listActive(isoNow(context));
  const existing = new Map(exemptions.map((exemption) => [imageKey(exemption), exemption]));
  return Promise.all(
    response.images.map((image) =>
      tryEach(image, () => exemptOne(context, image, response, existing.get(imageKey(image)))),
    ),
  );
}

async function exemptOne(
  context: ResponseContext,
  { imageId, region, account }: ImageRef,
  { by, days, reason }: StaleResponse & { kind: 'exempt' },
  existing: Exemption | undefined,
): Promise<StaleOutcome> {
  const image = { imageId, region, account };
  const found = await findImage(context, image);
  const name = found === undefined ? {} : { name: found.name };
  const at = isoNow(context);
  const exemption: Exemption = { ...image, until: addMs(at, days * DAY_MS), by, reason, at };
  if (existing !== undefined && existing.until >= exemption.until) {
    return { image, ...name, result: { kind: 'already-exempted', exemption: existing } };
  }
  await context.exemptions.save(exemption);
  return { image, ...name, result: { kind: 'exempted', exemption } };
}

/** `undefined` if it could not be read. Throws `NotFound` if it certainly does not exist. */
async function findImage(
  { finder }: Pick<UseCaseContext, 'finder'>,
  { imageId, region, account }: ImageRef,
): Promise<Image | undefined> {
  const { images, unreachable } = await finder.findImages({ id: imageId, region, account });
  if (images.length === 0 && unreachable.length === 0) throw new NotFound(`${imageId} no longer exists`);
  return images[0];
}

async function tryEach(image: ImageRef, work: () => Promise<StaleOutcome>): Promise<StaleOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    if (error.kind === 'not-found') return { image, result: { kind: 'not-found' } };
    return { image, result: { kind: 'failed', message: error.message } };
  }
}
