import { nameOf } from '../operations/planning/grantee.js';
import type { Request, RequestId } from '../request/types.js';
import { standingChanges } from '../undo/holders.js';
import { happenedIn } from '../undo/take-back.js';
import type { Adoption, Drift } from './types.js';

/** What requests and adoptions say last of one launch permission. */
export interface Expected {
  readonly isGiven: boolean;
  /** Not so while the outcome of a call is not known: then both is explained. */
  readonly isSure: boolean;
  readonly by: readonly RequestId[];
}

/** By the grantee's name; one who is not there was never spoken of. */
export type Expectations = ReadonlyMap<string, Expected>;

/** Something that was done, or decided, about permissions. */
type Event = { readonly at: string } & (
  | { readonly kind: 'change'; readonly grantee: string; readonly expected: Expected }
  /** EC2 takes all permissions of an AMI away when it is disabled. */
  | { readonly kind: 'erasure'; readonly by: RequestId; readonly isSure: boolean }
  | { readonly kind: 'adoption'; readonly adoption: Adoption }
);

/** What is to be of an AMI's launch permissions, by the requests about it and by what people adopted since. */
export function expectationsFor(
  imageId: string,
  requests: readonly Request[],
  adoptions: readonly Adoption[],
): Expectations {
  return toldOf(imageId, requests, adoptions).expected;
}

/** Who has adopted a drift that the rules want more people for. */
export function adoptersOf(
  { imageId, grantee }: Pick<Drift, 'imageId' | 'grantee'>,
  requests: readonly Request[],
  adoptions: readonly Adoption[],
): ReadonlySet<string> {
  return toldOf(imageId, requests, adoptions).adopters.get(nameOf(grantee)) ?? new Set();
}

interface Told {
  readonly expected: Map<string, Expected>;
  /** Since requests last spoke of the permission, by the grantee's name. */
  readonly adopters: Map<string, Set<string>>;
}

function toldOf(imageId: string, requests: readonly Request[], adoptions: readonly Adoption[]): Told {
  const told: Told = { expected: new Map(), adopters: new Map() };
  for (const event of eventsAbout(imageId, requests, adoptions)) {
    switch (event.kind) {
      case 'change':
        told.adopters.delete(event.grantee);
        told.expected.set(event.grantee, joined(told.expected.get(event.grantee), event.expected));
        break;
      case 'erasure':
        told.adopters.clear();
        for (const [grantee, { isGiven }] of told.expected) {
          if (isGiven) told.expected.set(grantee, { isGiven: false, isSure: event.isSure, by: [event.by] });
        }
        break;
      case 'adoption':
        adopt(event.adoption, told);
    }
  }
  return told;
}

function eventsAbout(imageId: string, requests: readonly Request[], adoptions: readonly Adoption[]): readonly Event[] {
  const byId = new Map(requests.map((request) => [request.id, request]));
  const changes = standingChanges(requests)
    .filter(({ grant }) => grant.on === imageId)
    .map(({ at, by, grant, isSure }): Event => {
      const asked = { isGiven: grant.gives, isSure, by: [by] };
      const expected = grant.gives ? limited(asked, byId.get(by)) : asked;
      return { kind: 'change', at, grantee: grant.grantee, expected };
    });
  const erasures = requests
    .filter(({ undo }) => undo?.done !== true)
    .flatMap((request) =>
      happenedIn(request)
        .filter(({ step: { call } }) => call.name === 'DisableImage' && call.input.ImageId === imageId)
        .map(({ step, startedAt: at }): Event => {
          return { kind: 'erasure', at, by: request.id, isSure: request.steps[step.id]?.state === 'done' };
        }),
    );
  const adopted = adoptions.map((adoption): Event => ({ kind: 'adoption', at: adoption.at, adoption }));
  return [...changes, ...erasures, ...adopted].sort((one, other) => one.at.localeCompare(other.at));
}

/** What was given for a time that is over is nobody's wish any more; a request takes it back, or there was nothing to. */
function limited(given: Expected, by: Request | undefined): Expected {
  if (by?.limit?.isOver !== true) return given;
  return by.undo === undefined ? { isGiven: false, isSure: true, by: [] } : { ...given, isSure: false };
}

/** Several requests may have asked for the same. One call whose outcome is not known leaves it open. */
function joined(before: Expected | undefined, now: Expected): Expected {
  if (before?.isGiven !== now.isGiven) return now;
  return { ...now, isSure: before.isSure || now.isSure, by: [...new Set([...before.by, ...now.by])] };
}

/** Counts from as many people as the rules asked for. */
function adopt({ grantee, kind, by, needs }: Adoption, { expected, adopters }: Told): void {
  const name = nameOf(grantee);
  const isGiven = kind === 'unexplained';
  if ((expected.get(name)?.isGiven ?? false) === isGiven) return;
  const people = (adopters.get(name) ?? new Set()).add(by.userId);
  adopters.set(name, people);
  if (people.size < needs) return;
  adopters.delete(name);
  expected.set(name, { isGiven, isSure: true, by: [] });
}
