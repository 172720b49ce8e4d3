import { ErrorCode } from '@slack/bolt';
import { isPortFailure, type PortFailure } from '../workflows/errors.js';
import type { Log } from '../workflows/ports.js';
import { failureAnswer } from './blocks/failure.js';
import { senderOf } from './payloads.js';
import type { Replies } from './replies.js';
import { translate } from './slack-errors.js';

export interface FailureReporterOptions {
  readonly replies: Replies;
  readonly log: Log;
  /** A short reference that stands in the answer and in the log. */
  readonly newReference: () => string;
}

/** The part of what Bolt hands to its extended error handler that is used here. */
interface Failed {
  readonly error: unknown;
  readonly body: object;
}

/**
 * Bolt's one error handler: what a listener throws becomes a private answer with a reference, and one line in the log.
 * Never throws: there is nobody behind it.
 */
export function createFailureReporter({ replies, log, newReference }: FailureReporterOptions) {
  return async ({ error, body }: Failed): Promise<void> => {
    const reference = newReference();
    const original = originalOf(error);
    const failure = failureIn(original);
    const fields = { reference, kind: failure?.kind ?? 'defect', payload: kindOf(body), error: original };
    if (failure === undefined) log.error('a payload from Slack failed', fields);
    else log.warn('a payload from Slack failed', fields);
    try {
      await replies.answer(senderOf(body), failureAnswer(failure, reference));
    } catch (unheard) {
      log.error('nobody could be told of a failure', { reference, error: unheard });
    }
  };
}

/** Bolt wraps what has no code, and gathers what several listeners threw. (`asCodedError`, `MultipleListenerError`) */
function originalOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === ErrorCode.UnknownError && 'original' in error) return originalOf(error.original);
  if (error.code === ErrorCode.MultipleListenerError && 'originals' in error && Array.isArray(error.originals)) {
    return originalOf(error.originals[0]);
  }
  return error;
}

function failureIn(error: unknown): PortFailure | undefined {
  return isPortFailure(error) ? error : translate('repeatable', error);
}

function kindOf(body: object): string {
  if ('type' in body && typeof body.type === 'string') return body.type;
  return 'command' in body ? 'command' : 'unknown';
}
