import { rememberMembers } from './members-remembered.js';
import type { People } from './ports.js';
import type { Person, Request, RequestSummary } from './request/types.js';
import { standingNow } from './standing-now.js';
import type { Home } from './use-cases.js';
import type { World } from './world.js';

const OPEN = 50;
const MINE = 10;

/**
 * What concerns a person now: the requests that they could approve, and their own. Who is in a group is asked of `people`,
 * once each. Throws what the store throws.
 */
export async function lookHome(world: World, person: Person, people: People): Promise<Home> {
  if (person.teamId !== (await people.homeTeam())) return { kind: 'stranger' };
  const [open, mine] = await Promise.all([
    world.store.open({ limit: OPEN }),
    world.store.byRequester(person, { limit: MINE }),
  ]);
  const asked = { ...world, people: rememberMembers(people, world.clock, Infinity) };
  const candidates = await Promise.all(open.items.filter(isCandidate(person)).map(({ id }) => world.store.load(id)));
  const judged = await Promise.all(
    candidates.flatMap((request) =>
      request === undefined || !waitsFor(person, request)
        ? []
        : [standingNow(asked, person, request.ruling).then((standing) => ({ request, standing }))],
    ),
  );
  return {
    kind: 'home',
    waiting: judged
      .flatMap(({ request, standing }) => (standing.kind === 'approver' ? [request] : []))
      .sort((one, other) => one.expiresAt.localeCompare(other.expiresAt)),
    unread: [
      ...new Set(judged.flatMap(({ standing }) => (standing.kind === 'membership-unknown' ? standing.groups : []))),
    ],
    isMoreOpen: open.cursor !== undefined,
    mine: mine.items,
    isMoreMine: mine.cursor !== undefined,
  };
}

function isCandidate({ userId }: Person): (summary: RequestSummary) => boolean {
  return ({ status, requester }) => status === 'pending' && requester.userId !== userId;
}

function waitsFor({ userId }: Person, { status, approvals }: Request): boolean {
  return status === 'pending' && approvals.every(({ by }) => by.userId !== userId);
}
