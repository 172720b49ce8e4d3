import { granteeKey } from '../model/grantee.js';
import type { Request, RequestId } from '../request/types.js';
import { effectiveChanges } from '../undo/grant-ledger.js';
import { executedSteps } from '../undo/revertible-steps.js';
import type { Adoption, Drift } from './types.js';

/** The latest statement of requests and adoptions about one launch permission. */
interface ExpectedGrant {
  readonly isGranted: boolean;
  /** Not so while the outcome of a call is unknown: then both is explained. */
  readonly isConfirmed: boolean;
  readonly by: readonly RequestId[];
}

/** By the grantee's name; one who is not there was never spoken of. */
export type ExpectedGrants = ReadonlyMap<string, ExpectedGrant>;

/** Something that was done, or decided, about permissions. */
type GrantEvent = { readonly at: string } & (
  | { readonly kind: 'change'; readonly grantee: string; readonly expected: ExpectedGrant }
  /** EC2 takes all permissions of an AMI away when it is disabled. */
  | { readonly kind: 'erasure'; readonly by: RequestId; readonly isConfirmed: boolean }
  | { readonly kind: 'adoption'; readonly adoption: Adoption }
);

/** Returns the launch permissions that the requests about an AMI, and later adoptions, lead to. */
export function expectedGrantsFor(
  imageId: string,
  requests: readonly Request[],
  adoptions: readonly Adoption[],
): ExpectedGrants {
  return replay(imageId, requests, adoptions).expected;
}

/** Returns the users who have adopted a drift that needs further adopters. */
export function adoptersOf(
  { imageId, grantee }: Pick<Drift, 'imageId' | 'grantee'>,
  requests: readonly Request[],
  adoptions: readonly Adoption[],
): ReadonlySet<string> {
  return replay(imageId, requests, adoptions).adopters.get(granteeKey(grantee)) ?? new Set();
}

interface ReplayState {
  readonly expected: Map<string, ExpectedGrant>;
  /** Since requests last spoke of the permission, by the grantee's name. */
  readonly adopters: Map<string, Set<string>>;
}

function replay(imageId: string, requests: readonly Request[], adoptions: readonly Adoption[]): ReplayState {
  const state: ReplayState = { expected: new Map(), adopters: new Map() };
  for (const event of eventsAbout(imageId, requests, adoptions)) {
    switch (event.kind) {
      case 'change':
        state.adopters.delete(event.grantee);
        state.expected.set(event.grantee, merge(state.expected.get(event.grantee), event.expected));
        break;
      case 'erasure':
        state.adopters.clear();
        for (const [grantee, { isGranted }] of state.expected) {
          if (isGranted)
            state.expected.set(grantee, { isGranted: false, isConfirmed: event.isConfirmed, by: [event.by] });
        }
        break;
      case 'adoption':
        adopt(event.adoption, state);
    }
  }
  return state;
}

function eventsAbout(
  imageId: string,
  requests: readonly Request[],
  adoptions: readonly Adoption[],
): readonly GrantEvent[] {
  const byId = new Map(requests.map((request) => [request.id, request]));
  const changes = effectiveChanges(requests)
    .filter(({ grant }) => grant.resourceId === imageId)
    .map(({ at, by, grant, isConfirmed }): GrantEvent => {
      const requested = { isGranted: grant.isGrant, isConfirmed, by: [by] };
      const expected = grant.isGrant ? withExpiration(requested, byId.get(by)) : requested;
      return { kind: 'change', at, grantee: grant.grantee, expected };
    });
  const erasures = requests
    .filter(({ undoneBy }) => undoneBy?.done !== true)
    .flatMap((request) =>
      executedSteps(request)
        .filter(({ step: { call } }) => call.name === 'DisableImage' && call.input.ImageId === imageId)
        .map(({ step, startedAt: at }): GrantEvent => {
          return { kind: 'erasure', at, by: request.id, isConfirmed: request.steps[step.id]?.state === 'done' };
        }),
    );
  const adopted = adoptions.map((adoption): GrantEvent => ({ kind: 'adoption', at: adoption.at, adoption }));
  return [...changes, ...erasures, ...adopted].sort((one, other) => one.at.localeCompare(other.at));
}

/** An expired grant is no longer expected. A request revokes it, or there was nothing to revoke. */
function withExpiration(given: ExpectedGrant, by: Request | undefined): ExpectedGrant {
  if (by?.expiration?.isSettled !== true) return given;
  return by.undoneBy === undefined ? { isGranted: false, isConfirmed: true, by: [] } : { ...given, isConfirmed: false };
}

/** Several requests may have granted the same permission. One call with an unknown outcome leaves it open. */
function merge(before: ExpectedGrant | undefined, now: ExpectedGrant): ExpectedGrant {
  if (before?.isGranted !== now.isGranted) return now;
  return { ...now, isConfirmed: before.isConfirmed || now.isConfirmed, by: [...new Set([...before.by, ...now.by])] };
}

/** Counts once as many people have adopted it as the rules require. */
function adopt({ grantee, kind, by, requiredAdopters }: Adoption, { expected, adopters }: ReplayState): void {
  const name = granteeKey(grantee);
  const isGranted = kind === 'unexplained';
  if ((expected.get(name)?.isGranted ?? false) === isGranted) return;
  const people = (adopters.get(name) ?? new Set()).add(by.userId);
  adopters.set(name, people);
  if (people.size < requiredAdopters) return;
  adopters.delete(name);
  expected.set(name, { isGranted, isConfirmed: true, by: [] });
}
