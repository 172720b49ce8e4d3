import { evolve } from '../../domain/request/evolve.js';
import type { RequestActionName, Person, Request } from '../../domain/request/types.js';
import { isoNow, type UseCaseContext } from '../context.js';

/** The number of refused actions that a history keeps. More would only be repeated presses. */
const MAX_REFUSED_ACTIONS = 50;

export interface RefusedAction {
  readonly by: Person;
  readonly action: RequestActionName;
  /** The code of the refusal. */
  readonly reason: string;
}

/** Logs a refused action, and returns the request with it in the history. The same action of a person is recorded once. */
export function withRefusedAction(
  context: Pick<UseCaseContext, 'clock' | 'log'>,
  request: Request,
  refused: RefusedAction,
): Request {
  const { by, action, reason: refusalCode } = refused;
  context.log.info('attempt refused', { requestId: request.id, attempt: action, why: refusalCode, by: by.userId });
  const before = request.history.filter((each) => each.type === 'action-refused');
  const isRecorded = before.some(
    (each) => each.by.userId === by.userId && each.action === action && each.reason === refusalCode,
  );
  if (isRecorded || before.length >= MAX_REFUSED_ACTIONS) return request;
  return evolve(request, { type: 'action-refused', ...refused, at: isoNow(context) });
}
