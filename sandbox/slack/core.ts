import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';
import type { Changes } from './changes.js';
import type { AppTransport } from './delivery/app-link.js';
import type { Faults } from './faults.js';
import type { CallLog } from './call-log.js';
import type { Modals } from './modals.js';
import type { RateLimits } from './rate-limits.js';
import type { ResponseUrls } from './response-urls.js';
import type { Sequence } from './state/sequence.js';
import type { Store } from './state/store.js';
import type { Tokens } from './tokens.js';
import type { Triggers } from './triggers.js';

/** The parts of the workspace, used by methods, actors and the page. */
export interface Core {
  readonly clock: Clock;
  readonly changes: Changes;
  readonly store: Store;
  readonly sequence: Sequence;
  readonly callLog: CallLog;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly modals: Modals;
  readonly faults: Faults;
  readonly rateLimits: RateLimits;
  readonly tokens: Tokens;
  readonly app: AppTransport;
  /** Given when the workspace closes. */
  readonly isClosing: AbortSignal;
  /** The workspace's address, without a slash at the end. */
  address(): string;
  /** The address of a new Socket Mode connection. */
  socketAddress(): string;
}
