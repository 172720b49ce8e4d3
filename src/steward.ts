import type { App } from '@slack/bolt';
import { createAnnouncer, createHomes, createPeople, homeView, registerListeners } from './listeners/index.js';
import { adoptShares } from './workflows/adopt-shares.js';
import { adoptionsIn, answersIn } from './workflows/answers-shown.js';
import { answerStale, listDrift, listStale } from './workflows/answer-stale.js';
import { createDigests } from './digests.js';
import { considerRequest } from './workflows/consider-request.js';
import { decideRequest } from './workflows/decide-request.js';
import { makeDigest, rememberDigest } from './workflows/make-digest.js';
import type { Schedule } from './workflows/digest/schedule.js';
import type { Directory } from './workflows/facts/directory.js';
import type { Hold } from './workflows/hold.js';
import { inspectImage } from './workflows/inspect-image.js';
import { lookHome } from './workflows/look-home.js';
import { rememberMembers } from './workflows/members-remembered.js';
import { OPERATIONS } from './workflows/operations/index.js';
import { prospectOf } from './workflows/policy/prospects.js';
import type { ApprovalPolicy } from './workflows/policy/types.js';
import type { DigestBook } from './workflows/digest/ports.js';
import type { Catalog, Clock, Cloud, Ids, Log, Page, PageOf, RequestStore } from './workflows/ports.js';
import type { RequestSummary } from './workflows/request/types.js';
import { driveSafely, runDue } from './workflows/run-request.js';
import { searchImages } from './workflows/search-images.js';
import type { ScanWorld } from './workflows/stale/scan.js';
import { submitRequest } from './workflows/submit-request.js';
import { tellHistory, tellOlder } from './workflows/tell-history.js';
import { undoRequest } from './workflows/undo-request.js';
import type { Listing, UseCases } from './workflows/use-cases.js';
import type { World } from './workflows/world.js';

/** What the product is made of; everything that touches the outside comes in here. */
export interface StewardDependencies {
  /** A Bolt app that is not started. */
  readonly app: App;
  readonly store: RequestStore;
  readonly cloud: Cloud;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly directory: Directory;
  /** What scans for stale AMIs are made with. */
  readonly scan: ScanWorld;
  /** The tag whose value may name the Slack user who owns an AMI. */
  readonly ownerTag: string;
  /** Absent: no digest is posted by itself. */
  readonly digest?: { readonly channel: string; readonly schedule: Schedule; readonly book: DigestBook };
  readonly approvals: { readonly channel: string; readonly policy: ApprovalPolicy };
  /** Unique to this process. */
  readonly holder: string;
  /** How long a request stays with a process that is not heard of any more; at least 3 seconds. */
  readonly leaseMs: number;
}

export interface Steward {
  /** Drives what is due now, and says how many requests that were. To be called again and again, by any number of processes. */
  poll(): Promise<number>;
  /** Posts the daily digest if it is due, which takes minutes; nothing where this process is at it. Never rejects. */
  postDigest(): Promise<void>;
  /** Resolves when nothing is in hand. */
  settle(): Promise<void>;
  /** Begins no new step, and resolves when what is in hand is finished or written down. */
  stop(): Promise<void>;
}

const DUE_AT_ONCE = 20;
const MEMBERS_REMEMBERED_MS = 60_000;

/** Wires the use cases to Slack. Opens nothing, reads no environment. */
export function createSteward(dependencies: StewardDependencies): Steward {
  const { app, store, cloud, catalog, clock, ids, log, directory, approvals, holder, leaseMs, scan, ownerTag } =
    dependencies;
  const stopping = new AbortController();
  const inHand = new Set<Promise<unknown>>();
  const people = createPeople({ client: app.client });
  const lately = rememberMembers(people, clock, MEMBERS_REMEMBERED_MS);
  const offers = OPERATIONS.filter(({ kind }) => kind === 'change').map(({ name, summary }) => ({
    name,
    summary,
    prospect: prospectOf(approvals.policy.rules, name),
  }));
  const homes = createHomes({
    client: app.client,
    clock,
    log,
    look: async (person, how) => homeView(await useCases.home(person, how), offers),
  });
  const announcer = createAnnouncer({
    client: app.client,
    approvalsChannel: approvals.channel,
    directory,
    onChange: () => homes.changed(),
  });
  const world: World = {
    store,
    cloud,
    catalog,
    scan,
    announcer,
    people,
    clock,
    ids,
    log,
    directory,
    policy: approvals.policy,
    operations: OPERATIONS,
    holder,
    leaseMs,
    stopping: stopping.signal,
  };

  function keepInHand<T>(work: Promise<T>): Promise<T> {
    const kept = work.finally(() => inHand.delete(kept));
    inHand.add(kept);
    return kept;
  }

  function driveOn(hold: Hold | undefined): void {
    if (hold !== undefined) void keepInHand(driveSafely(world, hold));
  }

  const digests = createDigests(dependencies, stopping.signal, keepInHand);

  const useCases: UseCases = {
    async submit(ask) {
      const { submission, hold } = await keepInHand(submitRequest(world, ask));
      driveOn(hold);
      return submission;
    },
    consider: (ask) => considerRequest(world, ask),
    async act(deed) {
      const { answer, hold } = await keepInHand(decideRequest(world, deed));
      driveOn(hold);
      return answer;
    },
    async undo(ask) {
      const { answer, hold } = await keepInHand(undoRequest(world, ask));
      driveOn(hold);
      return answer;
    },
    inspect: (question) => inspectImage(world, question),
    search: (question) => searchImages(world, question),
    async digest() {
      const made = await keepInHand(makeDigest(scan, { signal: stopping.signal }));
      await rememberDigest(scan, made);
      return made;
    },
    listStale: () => listStale(world),
    async answerStale(reply) {
      const outcomes = await keepInHand(answerStale(world, (ask) => useCases.submit(ask), reply));
      digests.note(answersIn(outcomes, reply.by));
      return outcomes;
    },
    listDrift: () => listDrift(world),
    async adoptShares(reply) {
      const outcomes = await keepInHand(adoptShares(world, reply));
      digests.note(adoptionsIn(outcomes, reply.by));
      return outcomes;
    },
    history: (ask) => tellHistory(world, ask),
    olderHistory: (from) => tellOlder(world, from),
    home: (person, how) => lookHome(world, person, how === 'now' ? people : lately),
    find: (id) => store.load(id),
    list: (which, page) => list(store, which, page),
  };
  registerListeners(app, {
    useCases,
    operations: OPERATIONS,
    directory,
    people,
    homes,
    approvalsChannel: approvals.channel,
    policy: approvals.policy,
    ownerTag,
    log,
    clock,
  });

  async function settle(): Promise<void> {
    while (inHand.size > 0) await Promise.allSettled(inHand);
  }

  return {
    poll() {
      // A slow Slack must not hold up what is due.
      void keepInHand(homes.tick());
      digests.redraw();
      return keepInHand(runDue(world, DUE_AT_ONCE));
    },
    postDigest: () => digests.post(),
    settle,
    async stop() {
      stopping.abort();
      await settle();
    },
  };
}

function list(store: RequestStore, which: Listing, page: PageOf): Promise<Page<RequestSummary>> {
  switch (which.kind) {
    case 'mine':
      return store.byRequester(which.person, page);
    case 'pending':
      return store.open(page);
    case 'all':
      return store.all(page);
  }
}
