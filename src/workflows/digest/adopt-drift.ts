import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { adoptersOf } from '../../domain/drift/expected-grants.js';
import { detectDrift } from '../../domain/drift/detect-drift.js';
import type { Adoption, Drift } from '../../domain/drift/types.js';
import { isPortFailure } from '../ports/errors.js';
import type { Image } from '../../domain/model/image.js';
import { loadRequestsAbout } from '../observation/load-requests.js';
import { isSameGrantee, toPolicyTarget } from '../../domain/model/grantee.js';
import { reasonText } from '../../domain/model/observed-facts.js';
import { decideMatches, matchRules } from '../../domain/policy/evaluate.js';
import type { PolicyDecision } from '../../domain/policy/types.js';
import { requirementsOf } from '../../domain/request/refusal.js';
import type { Person, Request } from '../../domain/request/types.js';
import { resolveEligibility } from '../observation/eligibility.js';
import { imageKey } from '../../domain/stale/changes.js';
import type { AdoptDriftCommand, DriftOutcome } from './results.js';
import { isoNow, type UseCaseContext } from '../context.js';

type AdoptionContext = Pick<
  UseCaseContext,
  'finder' | 'catalog' | 'adoptions' | 'store' | 'users' | 'directory' | 'policy' | 'clock' | 'log'
>;

/**
 * Accepts drifts as the expected state, each on its own. The rules judge an adoption as a share: any member may adopt
 * first, as the requester; the approvers of the rules in force confirm it by adopting it, too. For a drift that no longer
 * exists nothing is stored.
 */
export async function adoptDrift(
  context: AdoptionContext,
  command: AdoptDriftCommand,
): Promise<readonly DriftOutcome[]> {
  const outcomes: DriftOutcome[] = [];
  // One after the other: each reads AWS and the requests.
  for (const given of command.drifts) outcomes.push(await tryAdopt(context, given, command));
  return outcomes;
}

async function tryAdopt(context: AdoptionContext, expected: Drift, command: AdoptDriftCommand): Promise<DriftOutcome> {
  try {
    return { drift: expected, result: await adopt(context, expected, command) };
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    return { drift: expected, result: { kind: 'failed', message: error.message } };
  }
}

async function adopt(
  context: AdoptionContext,
  expected: Drift,
  { by, reason }: AdoptDriftCommand,
): Promise<DriftOutcome['result']> {
  const image = await findImage(context, expected);
  if (image === 'not-found') return { kind: 'image-not-found' };
  const history = await loadGrantHistory(context, expected);
  const granted = await context.catalog.launchPermissions(expected);
  if (!granted.known) return { kind: 'failed', message: reasonText(granted) };
  const sharing = { ...expected, grantees: granted.value, isComplete: true };
  const stillDrifts = detectDrift(sharing, history.requests, history.adoptions).some((now) =>
    isSameDrift(now, expected),
  );
  if (!stillDrifts) return { kind: 'resolved' };
  const decision = evaluateFor(context, expected, image);
  const adopters = adoptersOf(expected, history.requests, history.adoptions);
  const refusal = await refusalFor(context, by, decision, { isFirst: adopters.size === 0 });
  if (refusal !== undefined) return refusal;
  const [requirement] = requirementsOf(decision);
  // The first adopter is the requester, who never counts as an approver.
  const requiredAdopters = 1 + (requirement?.required ?? 0);
  if (adopters.has(by.userId)) return { kind: 'already-adopted', missingAdopters: requiredAdopters - adopters.size };
  await context.adoptions.save(toAdoption(expected, { by, requiredAdopters, at: isoNow(context) }, reason));
  return { kind: 'adopted', missingAdopters: Math.max(0, requiredAdopters - adopters.size - 1) };
}

function toAdoption(
  { imageId, region, account, grantee, kind }: Drift,
  how: Pick<Adoption, 'by' | 'requiredAdopters' | 'at'>,
  reason: string | undefined,
): Adoption {
  return { imageId, region, account, grantee, kind, ...how, ...omitUndefined({ reason }) };
}

async function findImage(
  { finder }: Pick<UseCaseContext, 'finder'>,
  { imageId, region, account }: Drift,
): Promise<Image | 'not-found' | undefined> {
  const { images, unreachable } = await finder.findImages({ id: imageId, region, account });
  return images.length === 0 && unreachable.length === 0 ? 'not-found' : images[0];
}

async function loadGrantHistory(
  context: Pick<UseCaseContext, 'store' | 'adoptions'>,
  image: Drift,
): Promise<{ readonly requests: readonly Request[]; readonly adoptions: readonly Adoption[] }> {
  const [requests, adoptions] = await Promise.all([
    loadRequestsAbout(context, { subject: image }),
    context.adoptions.list(),
  ]);
  return { requests, adoptions: adoptions.filter((adoption) => imageKey(adoption) === imageKey(image)) };
}

/** What the rules decide about the adopted state: the share, or its removal. */
function evaluateFor(
  { policy, directory }: Pick<UseCaseContext, 'policy' | 'directory'>,
  { grantee, kind, account, region }: Drift,
  image: Image | undefined,
): PolicyDecision {
  const [share, unshare] =
    grantee.kind === 'public' ? (['publish', 'unpublish'] as const) : (['share', 'unshare'] as const);
  const action = kind === 'unexplained' ? share : unshare;
  const input = { tags: image?.tags ?? {}, inUse: 'unknown' } as const;
  const effect = { action, account, region, target: toPolicyTarget(grantee) };
  return decideMatches([matchRules(policy.rules, effect, input, directory)], input);
}

async function refusalFor(
  context: Pick<UseCaseContext, 'users' | 'log'>,
  by: Person,
  decision: PolicyDecision,
  { isFirst }: { readonly isFirst: boolean },
): Promise<Extract<DriftOutcome['result'], { kind: 'forbidden' | 'not-allowed' }> | undefined> {
  if (decision.kind === 'refused') return { kind: 'forbidden', reason: decision.reason };
  const eligibility = await resolveEligibility(context, by, decision);
  const isMember = eligibility.kind === 'approver' || eligibility.kind === 'not-an-approver';
  if (eligibility.kind === 'approver' || (isMember && (isFirst || decision.kind === 'auto'))) return undefined;
  return { kind: 'not-allowed', eligibility, policyDecision: decision };
}

function isSameDrift(one: Drift, other: Drift): boolean {
  return one.kind === other.kind && isSameGrantee(one.grantee, other.grantee);
}
