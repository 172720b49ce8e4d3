import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';
import { directMessage } from './api/channels.js';
import { createChanges } from './changes.js';
import type { Core } from './core.js';
import { createAppTransport } from './delivery/app-link.js';
import { createHttpDelivery } from './delivery/http-delivery.js';
import { createSocketServer } from './delivery/socket-server.js';
import { createTestUser, type TestUser } from './test-user.js';
import { waitUntil, type WaitOptions, type Truthy } from './wait-until.js';
import { createFaults, type Fault } from './faults.js';
import { createCallLog, type ApiCall, type RecordedViolation } from './call-log.js';
import { createModals } from './modals.js';
import { createRateLimits, type CallsPerMinute } from './rate-limits.js';
import { createResponseUrls } from './response-urls.js';
import { createWorkspaceServer } from './server.js';
import type { Message, WorkspaceSeed } from './state/entities.js';
import { createSaver, readSaved } from './state/persistence.js';
import { createSequence } from './state/sequence.js';
import { createStore } from './state/store.js';
import { createTokens, type TokenPair } from './tokens.js';
import { createTriggers } from './triggers.js';

export interface WorkspaceOptions {
  readonly seed: WorkspaceSeed;
  readonly signingSecret: string;
  readonly tokens: TokenPair;
  readonly clock: Clock;
  /** 0 for any. */
  readonly port: number;
  /** Where the built page is. */
  readonly pageDirectory: string;
  /** The directory of the state. Absent: a restart resets the workspace. */
  readonly file?: string;
  /** Default: none. Tests that need limits set them. */
  readonly rateLimits?: CallsPerMinute;
  /** How long Slack waits for an acknowledgement and accepts a trigger, in milliseconds. 3 seconds, as in Slack, without. */
  readonly patienceMs?: number | undefined;
  /** Handles requests that the workspace does not serve. Returns whether it did. */
  readonly fallbackHandler?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** A running workspace: the server for the app and the page, and the driver and recorder for tests. */
export interface Workspace {
  /** The address of the page: `http://localhost:3000`, without a slash at the end. */
  readonly url: string;
  /** For `SLACK_API_URL`. */
  readonly apiUrl: string;
  /** Where the app takes Slack's requests; not needed in Socket Mode. */
  sendTo(requestUrl: string): void;
  user(user: string): TestUser;
  /** Every call of the Web API, and posts to response URLs as `response_url`; oldest first. */
  readonly calls: readonly ApiCall[];
  readonly violations: readonly RecordedViolation[];
  /** Oldest first, without private ones. */
  messages(channel: string): readonly Message[];
  message(channel: string, ts: string): Message | undefined;
  /** Resolves with the first truthy result. Evaluated at every change. */
  waitUntil<T>(predicate: () => T | Promise<T>, options?: WaitOptions): Promise<Truthy<T>>;
  injectFault(fault: Fault): void;
  /** Lifts all faults. */
  clearFaults(): void;
  archive(channel: string): void;
  deleteMessage(message: Pick<Message, 'channel' | 'ts'>): void;
  revokeTokens(): void;
  /** Asks the app to open its socket again. */
  refreshSocket(): void;
  /** Writes the state and closes every connection. */
  close(): Promise<void>;
}

/** Starts a workspace on loopback. Rejects if the port is in use or the stored state cannot be read. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { seed, clock, signingSecret, patienceMs } = options;
  const saved = options.file === undefined ? undefined : await readSaved(options.file);
  const changes = createChanges();
  const sequence = createSequence(clock, saved?.sequence);
  const store = createStore(seed, changes, saved);
  const socket = createSocketServer(seed.app.id, patienceMs);
  const closing = new AbortController();
  let address = '';
  let requestUrl: string | undefined;
  const core: Core = {
    clock,
    changes,
    store,
    sequence,
    callLog: createCallLog(clock, changes),
    triggers: createTriggers(clock, sequence, patienceMs),
    responseUrls: createResponseUrls(clock, sequence),
    modals: createModals(changes),
    faults: createFaults(),
    rateLimits: createRateLimits(clock, options.rateLimits ?? {}),
    tokens: createTokens(options.tokens),
    app: createAppTransport(createHttpDelivery({ signingSecret, requestUrl: () => requestUrl, patienceMs }), socket),
    isClosing: closing.signal,
    address: () => address,
    socketAddress: () => address.replace(/^http/, 'ws') + socket.ticket(),
  };
  for (const user of seed.users.filter(({ is_bot }) => is_bot !== true)) directMessage(core, user);

  const server = createWorkspaceServer({
    core,
    socket,
    pageDirectory: options.pageDirectory,
    fallbackHandler: options.fallbackHandler,
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' ? (bound?.port ?? 0) : 0;
  address = `http://127.0.0.1:${port}`;
  const saver =
    options.file === undefined
      ? undefined
      : createSaver(options.file, () => ({ ...store.persistentState, sequence: sequence.last }));
  if (saver !== undefined) changes.on(() => saver.schedule());

  return {
    url: `http://localhost:${port}`,
    apiUrl: `${address}/api/`,
    sendTo: (url) => {
      requestUrl = url;
    },
    user: (user) => createTestUser(core, user),
    calls: core.callLog.calls,
    violations: core.callLog.violations,
    messages: (channel) => store.messages(channel).filter(({ visibleTo }) => visibleTo === null),
    message: (channel, ts) => store.message(channel, ts),
    waitUntil: (predicate, waitOptions) => waitUntil(changes, predicate, waitOptions),
    injectFault: (fault) => core.faults.inject(fault),
    clearFaults: () => core.faults.clear(),
    archive: (id) => {
      const channel = store.channel(id);
      if (channel !== undefined) store.putChannel({ ...channel, archived: true });
    },
    deleteMessage: ({ channel, ts }) => store.removeMessage(channel, ts),
    revokeTokens: () => core.tokens.revoke(),
    refreshSocket: () => socket.refresh(),
    close: async () => {
      closing.abort();
      socket.close();
      server.close();
      server.closeAllConnections();
      await saver?.flush();
    },
  };
}
