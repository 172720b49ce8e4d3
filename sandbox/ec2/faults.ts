/** Something that goes wrong with a call, on demand. */
export type Fault =
  | { readonly kind: 'throttled' }
  | { readonly kind: 'internal-error' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'expired-credentials' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly status?: number }
  /** The connection breaks before anything was done. */
  | { readonly kind: 'lost-request' }
  /** The call takes effect; then the connection breaks. */
  | { readonly kind: 'lost-answer' }
  /** The call is carried out after so many real milliseconds. */
  | { readonly kind: 'slow'; readonly ms: number };

/** Which calls are affected. An absent field matches any. */
interface FaultRule {
  /** `CopyImage`, or `*`. */
  readonly operation: string;
  readonly account?: string;
  readonly region?: string;
  /** The number of calls. Absent: all, until the fault is removed. */
  readonly times?: number;
  readonly fault: Fault;
}

export interface Faults {
  /** Returns what takes the rule away again. */
  inject(rule: FaultRule): () => void;
  clear(): void;
}

interface CallTarget {
  readonly operation: string;
  readonly account: string;
  readonly region: string;
}

export interface FaultInjector extends Faults {
  /** What hits this call, and uses it up: the oldest rule that matches. */
  next(call: CallTarget): Fault | undefined;
}

export function createFaults(): FaultInjector {
  let rules: { readonly rule: FaultRule; left: number }[] = [];

  return {
    inject(rule) {
      const entry = { rule, left: rule.times ?? Infinity };
      rules.push(entry);
      return () => {
        rules = rules.filter((other) => other !== entry);
      };
    },
    clear() {
      rules = [];
    },
    next(call) {
      const entry = rules.find(({ rule, left: remaining }) => remaining > 0 && matchesCall(rule, call));
      if (entry === undefined) return undefined;
      entry.left -= 1;
      return entry.rule.fault;
    },
  };
}

function matchesCall({ operation, account, region }: FaultRule, call: CallTarget): boolean {
  return (
    (operation === '*' || operation === call.operation) &&
    (account === undefined || account === call.account) &&
    (region === undefined || region === call.region)
  );
}

/** Not an answer but the lack of one. */
export class LostConnection extends Error {
  override readonly name = 'LostConnection';
}
