import { ErrorCode } from '@slack/bolt';
import { isPortFailure, type PortFailure } from '../../workflows/ports/errors.js';
import type { Log } from '../../workflows/ports/log.js';
import { failureAnswer } from '../blocks/answers/failure.js';
import { parseSender } from '../payloads.js';
import type { Replies } from '../slack/replies.js';
import { toSlackFailure } from '../slack/errors.js';

export interface FailureReporterOptions {
  readonly replies: Replies;
  readonly log: Log;
  /** A short reference in the answer and in the log. */
  readonly newReference: () => string;
}

/** The part of the arguments of Bolt's extended error handler that is used here. */
interface ErrorHandlerArgs {
  readonly error: unknown;
  readonly body: object;
}

/**
 * Bolt's one error handler: an error of a listener becomes a private answer with a reference, and one line in the log.
 * Never throws, since nothing would catch it.
 */
export function createFailureReporter({ replies, log, newReference }: FailureReporterOptions) {
  return async ({ error, body }: ErrorHandlerArgs): Promise<void> => {
    const reference = newReference();
    const original = unwrapError(error);
    const failure = toFailure(original);
    const fields = { reference, kind: failure?.kind ?? 'defect', payload: payloadKind(body), error: original };
    if (failure === undefined) log.error('a payload from Slack failed', fields);
    else log.warn('a payload from Slack failed', fields);
    try {
      await replies.answer(parseSender(body), failureAnswer(failure, reference));
    } catch (replyError) {
      log.error('failed to send the error reply', { reference, error: replyError });
    }
  };
}

/** Bolt wraps what has no code, and gathers what several listeners threw. (`asCodedError`, `MultipleListenerError`) */
function unwrapError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === ErrorCode.UnknownError && 'original' in error) return unwrapError(error.original);
  if (error.code === ErrorCode.MultipleListenerError && 'originals' in error && Array.isArray(error.originals)) {
    return unwrapError(error.originals[0]);
  }
  return error;
}

function toFailure(error: unknown): PortFailure | undefined {
  return isPortFailure(error) ? error : toSlackFailure('idempotent', error);
}

function payloadKind(body: object): string {
  if ('type' in body && typeof body.type === 'string') return body.type;
  return 'command' in body ? 'command' : 'unknown';
}
