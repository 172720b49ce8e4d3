import { adoptersOf } from './drift/expected.js';
import { drift } from './drift/drift.js';
import type { Adoption, Drift } from './drift/types.js';
import { isPortFailure } from './errors.js';
import type { Image } from './facts/image.js';
import { requestsAbout } from './requests-about.js';
import { isSame, policyTarget } from './operations/planning/grantee.js';
import { because } from './operations/planning/observed.js';
import { judge } from './policy/judge.js';
import type { Ruling } from './policy/types.js';
import { requirementsOf } from './request/decide.js';
import type { Person, Request } from './request/types.js';
import { standingNow } from './standing-now.js';
import { keyOf } from './stale/changes.js';
import type { AdoptReply, DriftOutcome } from './digest-answers.js';
import { nowOf, type World } from './world.js';

/**
 * Takes drifts for what is to be, each by itself: who might approve the share by the rules of this moment may. What is no
 * drift any more is said to be, and nothing is written.
 */
export async function adoptShares(world: World, reply: AdoptReply): Promise<readonly DriftOutcome[]> {
  const outcomes: DriftOutcome[] = [];
  // One after the other: each looks at AWS and at the requests.
  for (const given of reply.drifts) outcomes.push(await attempt(world, given, reply));
  return outcomes;
}

async function attempt(world: World, given: Drift, reply: AdoptReply): Promise<DriftOutcome> {
  try {
    return { drift: given, result: await adopt(world, given, reply) };
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    return { drift: given, result: { kind: 'failed', message: error.message } };
  }
}

async function adopt(world: World, given: Drift, { by, reason }: AdoptReply): Promise<DriftOutcome['result']> {
  const image = await imageNow(world, given);
  if (image === 'gone') return { kind: 'no-image' };
  const told = await toldAbout(world, given);
  const granted = await world.catalog.sharedWith(given);
  if (!granted.known) return { kind: 'failed', message: because(granted) };
  const sharing = { ...given, given: granted.value, isWhole: true };
  const isStill = drift(sharing, told.requests, told.adoptions).some((now) => isSameDrift(now, given));
  if (!isStill) return { kind: 'settled' };
  const ruling = rulingFor(world, given, image);
  const refusal = await refusalFor(world, by, ruling);
  if (refusal !== undefined) return refusal;
  const needs = Math.max(1, ...requirementsOf(ruling).map(({ required }) => required));
  const people = new Set(adoptersOf(given, told.requests, told.adoptions));
  if (people.has(by.userId)) return { kind: 'adopted-already', missing: needs - people.size };
  await world.scan.memory.adopt(adoptionOf(given, { by, needs, at: nowOf(world) }, reason));
  return { kind: 'adopted', missing: Math.max(0, needs - people.size - 1) };
}

function adoptionOf(
  { imageId, region, account, grantee, kind }: Drift,
  how: Pick<Adoption, 'by' | 'needs' | 'at'>,
  reason: string | undefined,
): Adoption {
  return { imageId, region, account, grantee, kind, ...how, ...(reason === undefined ? {} : { reason }) };
}

async function imageNow({ cloud }: World, { imageId, region, account }: Drift): Promise<Image | 'gone' | undefined> {
  const { images, unreachable } = await cloud.findImages({ id: imageId, region, account });
  return images.length === 0 && unreachable.length === 0 ? 'gone' : images[0];
}

async function toldAbout(
  world: World,
  image: Drift,
): Promise<{ readonly requests: readonly Request[]; readonly adoptions: readonly Adoption[] }> {
  const [requests, adoptions] = await Promise.all([
    requestsAbout(world, { subject: image }),
    world.scan.memory.adoptions(),
  ]);
  return { requests, adoptions: adoptions.filter((adoption) => keyOf(adoption) === keyOf(image)) };
}

/** What the rules say of asking for what is to be adopted: the share, or that it ends. */
function rulingFor({ policy, directory }: World, { grantee, kind }: Drift, image: Image | undefined): Ruling {
  const [share, unshare] = grantee.kind === 'public' ? ['publish', 'unpublish'] : ['share', 'unshare'];
  const scope = {
    targets: [policyTarget(grantee)],
    tags: image?.tags ?? {},
    inUse: 'unknown',
    takesAway: false,
  } as const;
  return judge(policy.rules, { operation: kind === 'unexplained' ? share : unshare, scope }, directory);
}

async function refusalFor(
  world: World,
  by: Person,
  ruling: Ruling,
): Promise<Extract<DriftOutcome['result'], { kind: 'forbidden' | 'not-allowed' }> | undefined> {
  if (ruling.kind === 'refused') return { kind: 'forbidden', reason: ruling.reason };
  const standing = await standingNow(world, by, ruling);
  if (standing.kind === 'another-team') return { kind: 'not-allowed', why: standing, ruling };
  if (ruling.kind === 'auto' || standing.kind === 'approver') return undefined;
  return { kind: 'not-allowed', why: standing, ruling };
}

function isSameDrift(one: Drift, other: Drift): boolean {
  return one.kind === other.kind && isSame(one.grantee, other.grantee);
}
