/**
 * What a port may throw. One class per kind, each with a literal `kind` and the original as `cause`. Anything else is
 * an internal error.
 */
abstract class PortError extends Error {
  abstract readonly kind: PortFailure['kind'];

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The record was changed since it was read. Read it again and decide again. */
export class Conflict extends PortError {
  readonly kind = 'conflict';
}

/** The service throttles requests, or is temporarily unavailable. Nothing happened; try again later. */
export class Throttled extends PortError {
  readonly kind = 'throttled';

  constructor(
    message: string,
    readonly retryAfterMs?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A permission is missing. `permission` names it if known: `ec2:CopyImage`, `chat:write`. */
export class AccessDenied extends PortError {
  readonly kind = 'access-denied';

  constructor(
    message: string,
    readonly permission?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The thing that was named does not exist, or no longer. */
export class NotFound extends PortError {
  readonly kind = 'not-found';
}

/**
 * The call was understood and refused, and would be again. `code` is the other side's word for the reason. `advice`
 * tells the user what to do, in one sentence, if there is something.
 */
export class Rejected extends PortError {
  readonly kind = 'rejected';
  readonly advice?: string;

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions & { readonly advice?: string | undefined },
  ) {
    super(message, options);
    if (options?.advice !== undefined) this.advice = options.advice;
  }
}

/** The call was sent and no answer came: it may have happened or not. */
export class UnknownOutcome extends PortError {
  readonly kind = 'unknown-outcome';
}

export type PortFailure = Conflict | Throttled | AccessDenied | NotFound | Rejected | UnknownOutcome;

export function isPortFailure(error: unknown): error is PortFailure {
  return error instanceof PortError;
}

/** A failure in one line for an operator: what happened, and what to do or which permission is missing. */
export function describeFailure(failure: PortFailure): string {
  const hint =
    failure.kind === 'rejected' ? failure.advice : failure.kind === 'access-denied' ? failure.permission : undefined;
  return hint === undefined ? failure.message : `${failure.message} (${hint})`;
}
