import type { App } from '@slack/bolt';
import {
  createAnnouncer,
  createHomeTabPublisher,
  createUserDirectory,
  homeView,
  registerListeners,
} from '../listeners/index.js';
import { adoptDrift } from '../workflows/digest/adopt-drift.js';
import { toAdoptionAnnotations, toAnnotations } from '../workflows/digest/results.js';
import { respondToStale, listDrift, listStaleImages } from '../workflows/digest/respond-to-stale.js';
import { createDigestJobs } from './digests.js';
import { previewRequest, submitRequest } from '../workflows/requests/submit.js';
import { actOnRequest } from '../workflows/requests/decide.js';
import { buildDigest, saveScan } from '../workflows/digest/post-digest.js';
import type { Schedule } from '../domain/digest/schedule.js';
import type { Directory } from '../domain/model/directory.js';
import type { RequestLease } from '../workflows/execution/request-lease.js';
import { describeImage } from '../workflows/inventory/describe-image.js';
import { getHome } from '../workflows/requests/home.js';
import { admit } from '../workflows/observation/admission.js';
import { cacheMembers } from '../workflows/observation/eligibility.js';
import { createReadBudget } from '../workflows/observation/read-budget.js';
import { OPERATIONS } from '../domain/operations/registry.js';
import { outlookFor } from '../domain/policy/outlook.js';
import type { ApprovalPolicy } from '../domain/policy/types.js';
import type { DeliveryLog } from '../workflows/ports/delivery-log.js';
import type { DigestStore } from '../workflows/ports/digest-store.js';
import type { Catalog } from '../workflows/ports/catalog.js';
import type { Clock, Ids } from '../workflows/ports/clock-and-ids.js';
import type { CallExecutor } from '../workflows/ports/call-executor.js';
import type { ResourceFinder } from '../workflows/ports/resource-finder.js';
import type { ResourceObserver } from '../workflows/ports/resource-observer.js';
import type { Log } from '../workflows/ports/log.js';
import type { Page, PageRequest, RequestStore } from '../workflows/ports/request-store.js';
import type { RequestSummary } from '../domain/request/types.js';
import { processUntilIdleLogged, processDue } from '../workflows/execution/process-request.js';
import { searchImages } from '../workflows/inventory/search-images.js';
import type { ScanDependencies } from '../workflows/scan/scan.js';
import { getHistory, getOlderHistory } from '../workflows/requests/history.js';
import { undoRequest } from '../workflows/requests/undo.js';
import type { RequestFilter, UseCases } from '../workflows/use-cases.js';
import type { UseCaseContext } from '../workflows/context.js';

/** What the product is made of; everything that touches the outside comes in here. */
export interface StewardDependencies {
  /** A Bolt app that is not started. */
  readonly app: App;
  readonly store: RequestStore;
  readonly deliveries: DeliveryLog;
  readonly finder: ResourceFinder;
  readonly observer: ResourceObserver;
  readonly executor: CallExecutor;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly directory: Directory;
  /** What scans for stale AMIs are made with. */
  readonly scan: ScanDependencies;
  /** The tag whose value may name the Slack user who owns an AMI. */
  readonly ownerTag: string;
  /** Absent: no digest is posted automatically. */
  readonly digest?: { readonly channel: string; readonly schedule: Schedule; readonly digestStore: DigestStore };
  readonly approvals: { readonly channel: string; readonly policy: ApprovalPolicy };
  /** Unique to this process. */
  readonly ownerId: string;
  /** Lease duration in milliseconds, at least 3,000. Another process may take over after this time. */
  readonly leaseMs: number;
}

export interface Steward {
  /** Processes due requests, and returns their number. Call it repeatedly, from any number of processes. */
  poll(): Promise<number>;
  /** Posts the daily digest if it is due, which takes minutes; nothing where this process is at it. Never rejects. */
  postDigest(): Promise<void>;
  /** Resolves when no work is in progress. */
  whenIdle(): Promise<void>;
  /** Starts no new step, and resolves when the work in progress is finished or stored. */
  stop(): Promise<void>;
}

const MAX_CONCURRENT_REQUESTS = 20;
const MEMBER_CACHE_TTL_MS = 60_000;

/** Wires the use cases to Slack. Opens nothing, reads no environment. */
export function createSteward(dependencies: StewardDependencies): Steward {
  const { app, store, catalog, clock, ids, log, directory, approvals, ownerId, leaseMs, scan, ownerTag } = dependencies;
  const shutdown = new AbortController();
  const inFlight = new Set<Promise<unknown>>();
  const users = createUserDirectory({ client: app.client, clock });
  const cachedUsers = cacheMembers(users, clock, MEMBER_CACHE_TTL_MS);
  const requestableChanges = OPERATIONS.filter(({ kind }) => kind === 'change').map(({ name, summary }) => ({
    name,
    summary,
    outlook: outlookFor(approvals.policy.rules, name),
  }));
  const homeTab = createHomeTabPublisher({
    client: app.client,
    clock,
    log,
    render: async (person) => homeView(await useCases.getHome(person), requestableChanges),
  });
  const announcer = createAnnouncer({
    client: app.client,
    approvalsChannel: approvals.channel,
    directory,
    onChange: () => homeTab.invalidate(),
  });
  const context: UseCaseContext = {
    store,
    finder: dependencies.finder,
    observer: dependencies.observer,
    executor: dependencies.executor,
    catalog,
    exemptions: scan.exemptions,
    adoptions: scan.adoptions,
    scan,
    announcer,
    users,
    readBudget: createReadBudget(clock),
    clock,
    ids,
    log,
    directory,
    policy: approvals.policy,
    operations: OPERATIONS,
    ownerId,
    leaseMs,
    shutdownSignal: shutdown.signal,
  };

  function track<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => inFlight.delete(tracked));
    inFlight.add(tracked);
    return tracked;
  }

  function continueProcessing(lease: RequestLease | undefined): void {
    if (lease !== undefined) void track(processUntilIdleLogged(context, lease));
  }

  const digestJobs = createDigestJobs(dependencies, shutdown.signal, track);

  const useCases: UseCases = {
    async submitRequest(command) {
      const { submission, lease } = await track(submitRequest(context, command));
      continueProcessing(lease);
      return submission;
    },
    admit: (person, access) => admit(context, person, access),
    previewRequest: (command) => previewRequest(context, command),
    async actOnRequest(command) {
      const { result, lease } = await track(actOnRequest(context, command));
      continueProcessing(lease);
      return result;
    },
    async undoRequest(command) {
      const { result, lease } = await track(undoRequest(context, command));
      continueProcessing(lease);
      return result;
    },
    describe: (query) => describeImage(context, query),
    search: (query) => searchImages(context, query),
    async buildDigest() {
      const built = await track(buildDigest(scan, { signal: shutdown.signal }));
      await saveScan(scan, built);
      return built;
    },
    listStaleImages: () => listStaleImages(context),
    async respondToStale(response) {
      const outcomes = await track(respondToStale(context, (command) => useCases.submitRequest(command), response));
      digestJobs.addAnnotations(toAnnotations(outcomes, response.by));
      return outcomes;
    },
    listDrift: () => listDrift(context),
    async adoptDrift(command) {
      const outcomes = await track(adoptDrift(context, command));
      digestJobs.addAnnotations(toAdoptionAnnotations(outcomes, command.by));
      return outcomes;
    },
    getHistory: (query) => getHistory(context, query),
    getOlderHistory: (from) => getOlderHistory(context, from),
    getHome: (person) => getHome(context, person, cachedUsers),
    getRequest: (id) => store.load(id),
    listRequests: (filter, page) => listRequests(store, filter, page),
  };
  registerListeners(app, {
    useCases,
    operations: OPERATIONS,
    directory,
    deliveries: dependencies.deliveries,
    homeTabs: homeTab,
    approvalsChannel: approvals.channel,
    policy: approvals.policy,
    ownerTag,
    log,
    clock,
  });

  async function whenIdle(): Promise<void> {
    while (inFlight.size > 0) await Promise.allSettled(inFlight);
  }

  return {
    poll() {
      // A slow Slack must not delay due work.
      void track(homeTab.refreshDue());
      digestJobs.syncMessages();
      return track(processDue(context, MAX_CONCURRENT_REQUESTS));
    },
    postDigest: () => digestJobs.postIfDue(),
    whenIdle,
    async stop() {
      shutdown.abort();
      await whenIdle();
    },
  };
}

function listRequests(store: RequestStore, filter: RequestFilter, page: PageRequest): Promise<Page<RequestSummary>> {
  switch (filter.kind) {
    case 'mine':
      return store.listByRequester(filter.person, page);
    case 'pending':
      return store.listOpen(page);
    case 'all':
      return store.listAll(page);
  }
}
