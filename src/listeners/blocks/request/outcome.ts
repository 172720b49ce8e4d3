import { cancellationRequest } from '../../../domain/request/cancellation.js';
import { pendingExpiration } from '../../../domain/request/expiration.js';
import type { Failure } from '../../../domain/request/failure.js';
import type { Request, RequestEvent } from '../../../domain/request/types.js';
import { fit } from '../kit/message.js';
import { bold, bullets, dateTime, foreignText, italic, literal, mention, quote, richSection } from '../kit/rich.js';
import { slackLength } from '../kit/text.js';
import { failureAdvice, failureText } from './failure-text.js';
import type { RichTextBlockElement } from '@slack/types';

const MAX_TEXT_LENGTH = 500;

/** When a time-limited request expires, or the result. Empty without a time limit. */
export function expirationLines(request: Request): readonly RichTextBlockElement[] {
  const pending = pendingExpiration(request);
  if (pending !== undefined) {
    return [
      richSection(
        bold('Ends:'),
        literal(' '),
        dateTime(pending.revokeAt),
        literal('. Access is then revoked automatically.'),
      ),
      ...(request.retryState === undefined ? [] : [richSection(italic('The AMI cannot be checked now. Retrying.'))]),
    ];
  }
  // The revocation is shown with the request that makes it.
  const endEvent = request.history.findLast(
    ({ type }) => type === 'revocation-started' || type === 'revocation-not-needed',
  );
  if (endEvent?.type !== 'revocation-not-needed') return [];
  return [
    richSection(
      literal('Expired: '),
      dateTime(endEvent.at),
      literal('. Nothing was revoked. '),
      foreignText(endEvent.reason, MAX_TEXT_LENGTH),
    ),
  ];
}

const BUDGET = 900;

function waitingLines({ retryState }: Request): readonly RichTextBlockElement[] {
  if (retryState === undefined) return [];
  const text =
    retryState.waitsFor === 'approvers'
      ? 'Slack does not return whether the approvers still may approve. Nothing is called until it does. Retrying.'
      : 'The AMI cannot be checked now. Retrying.';
  return [richSection(italic(text))];
}

/** What a request did before it ended early. Empty if it did nothing. */
export function completedBeforeEnd({ plan, steps }: Request): readonly RichTextBlockElement[] {
  const done = plan.steps.filter(({ id }) => steps[id]?.state === 'done').map(({ title }) => title);
  if (done.length === 0) return [];
  const { shown, hidden } = fit(done, slackLength, BUDGET, 10);
  return [
    richSection(bold('Steps completed before it stopped (Undo reverts them):')),
    bullets([...shown.map((title) => [foreignText(title)]), ...(hidden === 0 ? [] : [[italic(`… ${hidden} more`)]])]),
    richSection(literal('Nothing further will be called.')),
  ];
}

const MAX_FAILURE_LENGTH = 800;
const MAX_DIFFERENCES = 900;

/** The result of a request, or why it waits again. Empty while there is none. */
export function requestOutcome(request: Request): readonly RichTextBlockElement[] {
  switch (request.status) {
    case 'pending':
      return reapprovalLines(request);
    case 'approved':
    case 'running':
      return [
        ...(cancellationRequest(request) === undefined
          ? []
          : [richSection(italic('Stopping after the current call.'))]),
        ...waitingLines(request),
      ];
    case 'failed':
      return [...(request.failure === undefined ? [] : failureLines(request.failure)), ...expirationLines(request)];
    case 'denied':
      return [...denialLines(lastEvent(request, 'denied')), ...completedBeforeEnd(request)];
    case 'cancelled':
      return [...cancellationLines(lastEvent(request, 'cancelled')), ...completedBeforeEnd(request)];
    case 'expired':
      return [
        richSection(literal('Expired without a decision. It can be submitted again.')),
        ...completedBeforeEnd(request),
      ];
    case 'done':
      return expirationLines(request);
  }
}

/** What went wrong, and what to do. */
export function failureLines(failure: Failure): readonly RichTextBlockElement[] {
  const advice = failureAdvice(failure);
  return [
    richSection(bold('What went wrong:'), literal(' '), foreignText(failureText(failure), MAX_FAILURE_LENGTH)),
    ...(advice === undefined ? [] : [richSection(bold('What to do:'), literal(' '), foreignText(advice))]),
  ];
}

/** Why approval is needed again. */
export function differenceLines(
  differences: readonly string[],
  heading = 'Things changed after the approval, so it waits for approval again:',
): readonly RichTextBlockElement[] {
  const { shown, hidden } = fit(differences, slackLength, MAX_DIFFERENCES, 10);
  const rest =
    differences.length > 0 && shown.length === 0 ? [[foreignText(differences[0] ?? '', MAX_DIFFERENCES)]] : [];
  return [
    richSection(bold(heading)),
    bullets([
      ...shown.map((difference) => [foreignText(difference, MAX_DIFFERENCES)]),
      ...rest,
      ...(hidden > rest.length ? [[italic(`… ${hidden - rest.length} more`)]] : []),
    ]),
  ];
}

/** The last event of a kind. */
function lastEvent<T extends RequestEvent['type']>(
  { history }: Request,
  type: T,
): Extract<RequestEvent, { type: T }> | undefined {
  return history.findLast((event): event is Extract<RequestEvent, { type: T }> => event.type === type);
}

function reapprovalLines(request: Request): readonly RichTextBlockElement[] {
  const changed = lastEvent(request, 'plan-changed');
  return changed === undefined ? [] : differenceLines(changed.differences);
}

function denialLines(event: (RequestEvent & { type: 'denied' }) | undefined): readonly RichTextBlockElement[] {
  if (event === undefined) return [];
  return [
    richSection(literal('Denied by '), mention(event.by.userId), literal(', '), dateTime(event.at)),
    ...(event.reason === '' ? [] : [quote(foreignText(event.reason, MAX_FAILURE_LENGTH))]),
  ];
}

function cancellationLines(event: (RequestEvent & { type: 'cancelled' }) | undefined): readonly RichTextBlockElement[] {
  return event === undefined
    ? []
    : [richSection(literal('Cancelled by '), mention(event.by.userId), literal(', '), dateTime(event.at))];
}
