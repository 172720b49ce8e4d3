import { admit } from '../observation/admission.js';
import { cacheMembers, resolveEligibility } from '../observation/eligibility.js';
import type { UserDirectory } from '../ports/user-directory.js';
import type { Person, Request, RequestSummary } from '../../domain/request/types.js';
import type { Home } from '../use-cases.js';
import type { UseCaseContext } from '../context.js';

const OPEN_LIMIT = 50;
const OWN_LIMIT = 10;

/**
 * Returns the requests that a person could approve, and their own. Reads each user group once. Throws what the store
 * throws.
 */
export async function getHome(
  context: Pick<UseCaseContext, 'store' | 'clock' | 'policy' | 'log'>,
  user: Person,
  users: UserDirectory,
): Promise<Home> {
  const admission = await admit({ ...context, users }, user, 'read');
  if (admission.kind === 'refused') return admission;
  const { person } = admission;
  const [open, own] = await Promise.all([
    context.store.listOpen({ limit: OPEN_LIMIT }),
    context.store.listByRequester(person, { limit: OWN_LIMIT }),
  ]);
  const ports = { users: cacheMembers(users, context.clock, Infinity), log: context.log };
  const candidates = await Promise.all(open.items.filter(isCandidate(person)).map(({ id }) => context.store.load(id)));
  const evaluated = await Promise.all(
    candidates.flatMap((request) =>
      request === undefined || !awaitsDecisionOf(person, request)
        ? []
        : [
            resolveEligibility(ports, person, request.policyDecision).then((eligibility) => ({
              request,
              eligibility,
            })),
          ],
    ),
  );
  return {
    kind: 'home',
    awaitingDecision: evaluated
      .flatMap(({ request, eligibility }) => (eligibility.kind === 'approver' ? [request] : []))
      .sort((one, other) => one.approvalExpiresAt.localeCompare(other.approvalExpiresAt)),
    unreadableGroups: [
      ...new Set(
        evaluated.flatMap(({ eligibility }) => (eligibility.kind === 'membership-unknown' ? eligibility.groups : [])),
      ),
    ],
    hasMoreOpen: open.cursor !== undefined,
    ownRequests: own.items,
    hasMoreOwn: own.cursor !== undefined,
  };
}

function isCandidate({ userId }: Person): (summary: RequestSummary) => boolean {
  return ({ status, requester }) => status === 'pending' && requester.userId !== userId;
}

function awaitsDecisionOf({ userId }: Person, { status, approvals }: Request): boolean {
  return status === 'pending' && approvals.every(({ by }) => by.userId !== userId);
}
