/** What goes wrong on demand, for tests. A fault strikes the next calls of a method. */
export interface Fault {
  /** Slack's name, `response_url`, or `*` for every method. */
  readonly method: string;
  readonly kind: FaultKind;
  /** How many calls it strikes; one without. */
  readonly times?: number;
}

export type FaultKind =
  /** 429 with `Retry-After`, in seconds. */
  | { readonly is: 'rate-limited'; readonly retryAfter: number }
  /** Slack's own failure: 500, 503 … */
  | { readonly is: 'status'; readonly status: number }
  /** Takes the call and never answers; nothing happens. */
  | { readonly is: 'silent' }
  /** The call has its effect, and the connection breaks before the answer. */
  | { readonly is: 'lost-answer' }
  /** Any of Slack's error words. */
  | { readonly is: 'error'; readonly error: string };

export interface Faults {
  inject(fault: Fault): void;
  /** The fault that strikes this call, if one does. */
  take(method: string): FaultKind | undefined;
  /** Lifts all faults. */
  clear(): void;
}

export function createFaults(): Faults {
  let faults: readonly (Fault & { readonly times: number })[] = [];
  return {
    inject: (fault) => {
      faults = [...faults, { times: 1, ...fault }];
    },
    take: (method) => {
      const found = faults.find((fault) => fault.method === method || fault.method === '*');
      if (found === undefined) return undefined;
      faults = faults.flatMap((fault) => {
        if (fault !== found) return [fault];
        return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
      });
      return found.kind;
    },
    clear: () => {
      faults = [];
    },
  };
}
