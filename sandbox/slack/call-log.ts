import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';
import type { Changes } from './changes.js';

/** What the app did: every call of the Web API, and every breach of Slack's rules. */
export interface CallLog {
  /** Oldest first; the newest ten thousand. */
  readonly calls: readonly ApiCall[];
  readonly violations: readonly RecordedViolation[];
  record(call: Pick<ApiCall, 'method' | 'args'>): void;
  recordViolation(rule: Rule, detail: string): void;
}

export interface ApiCall {
  readonly at: string;
  /** Slack's name, or `response_url`. */
  readonly method: string;
  /** Without the token. */
  readonly args: Readonly<Record<string, unknown>>;
}

export interface RecordedViolation {
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

const MAX_CALLS = 10_000;
const MAX_VIOLATIONS = 500;

export function createCallLog(clock: Clock, changes: Changes): CallLog {
  const calls: ApiCall[] = [];
  const violations: RecordedViolation[] = [];

  function add<T>(list: T[], entry: T, max: number): void {
    list.push(entry);
    if (list.length > max) list.shift();
    changes.emit();
  }

  return {
    calls,
    violations,
    record: (call) => add(calls, { at: clock.now().toISOString(), ...call }, MAX_CALLS),
    recordViolation: (rule, detail) => add(violations, { at: clock.now().toISOString(), rule, detail }, MAX_VIOLATIONS),
  };
}
