import type { Clock } from '../../src/workflows/ports.js';
import type { Changes } from './changes.js';

/** What the app did: every call of the Web API, and every breach of Slack's rules. */
export interface Journal {
  /** Oldest first; the newest ten thousand. */
  readonly calls: readonly ApiCall[];
  readonly violations: readonly Violation[];
  record(call: Pick<ApiCall, 'method' | 'args'>): void;
  violate(rule: Rule, detail: string): void;
}

export interface ApiCall {
  readonly at: string;
  /** Slack's name, or `response_url`. */
  readonly method: string;
  /** Without the token. */
  readonly args: Readonly<Record<string, unknown>>;
}

export interface Violation {
  readonly at: string;
  readonly rule: Rule;
  readonly detail: string;
}

export type Rule =
  /** Block Kit, lengths and shapes that Slack refuses. */
  | 'content'
  /** Broad mentions, unescaped text, no text for notifications. */
  | 'text'
  /** No acknowledgement within 3 seconds, or not a good one. */
  | 'acknowledgement'
  | 'trigger'
  | 'response-url'
  /** Changing what is not the app's own. */
  | 'ownership'
  | 'scope'
  | 'view'
  | 'unknown-method';

const MOST_CALLS = 10_000;
const MOST_VIOLATIONS = 500;

export function createJournal(clock: Clock, changes: Changes): Journal {
  const calls: ApiCall[] = [];
  const violations: Violation[] = [];

  function add<T>(list: T[], entry: T, most: number): void {
    list.push(entry);
    if (list.length > most) list.shift();
    changes.emit();
  }

  return {
    calls,
    violations,
    record: (call) => add(calls, { at: clock.now().toISOString(), ...call }, MOST_CALLS),
    violate: (rule, detail) => add(violations, { at: clock.now().toISOString(), rule, detail }, MOST_VIOLATIONS),
  };
}
