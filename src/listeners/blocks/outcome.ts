import type { RichTextBlockElement } from '@slack/types';
import { stopOf } from '../../workflows/request/stopping.js';
import type { Failure, Request, RequestEvent } from '../../workflows/request/types.js';
import { fit } from './fit.js';
import { limitLines } from './limit-lines.js';
import { bold, bullets, italic, mention, quote, said, section, when, words } from './rich.js';
import { lengthOf } from './text.js';
import { whatStays } from './what-stays.js';

const LONGEST_FAILURE = 800;
const DIFFERENCES = 900;

/** What came of a request so far, or why it waits again; nothing while there is nothing to tell. */
export function outcomeOf(request: Request): readonly RichTextBlockElement[] {
  switch (request.status) {
    case 'pending':
      return waitingAgain(request);
    case 'approved':
    case 'running':
      return [
        ...(stopOf(request) === undefined ? [] : [section(italic('Stopping: what is in hand ends first.'))]),
        ...(request.trouble === undefined
          ? []
          : [section(italic('The AMI cannot be looked at for now; trying again.'))]),
      ];
    case 'failed':
      return [...(request.failure === undefined ? [] : failureLines(request.failure)), ...limitLines(request)];
    case 'denied':
      return [...denial(lastEvent(request, 'denied')), ...whatStays(request)];
    case 'cancelled':
      return [...cancellation(lastEvent(request, 'cancelled')), ...whatStays(request)];
    case 'expired':
      return [section(words('Nobody decided in time. It can be asked for again.')), ...whatStays(request)];
    case 'done':
      return limitLines(request);
  }
}

/** AWS's or our own words, and what to do. */
export function failureLines({ message, advice }: Failure): readonly RichTextBlockElement[] {
  return [
    section(bold('What went wrong:'), words(' '), said(message, LONGEST_FAILURE)),
    ...(advice === undefined ? [] : [section(bold('What to do:'), words(' '), said(advice))]),
  ];
}

/** Why the approvers are asked again. */
export function differenceLines(differences: readonly string[]): readonly RichTextBlockElement[] {
  const { shown, hidden } = fit(differences, lengthOf, DIFFERENCES, 10);
  const rest = differences.length > 0 && shown.length === 0 ? [[said(differences[0] ?? '', DIFFERENCES)]] : [];
  return [
    section(bold('Things changed after the approval, so it waits for approval again:')),
    bullets([
      ...shown.map((difference) => [said(difference, DIFFERENCES)]),
      ...rest,
      ...(hidden > rest.length ? [[italic(`… ${hidden - rest.length} more`)]] : []),
    ]),
  ];
}

/** The last event of a kind. */
export function lastEvent<T extends RequestEvent['type']>(
  { history }: Request,
  type: T,
): Extract<RequestEvent, { type: T }> | undefined {
  return history.findLast((event): event is Extract<RequestEvent, { type: T }> => event.type === type);
}

function waitingAgain(request: Request): readonly RichTextBlockElement[] {
  const changed = lastEvent(request, 'plan-changed');
  return changed === undefined ? [] : differenceLines(changed.differences);
}

function denial(event: (RequestEvent & { type: 'denied' }) | undefined): readonly RichTextBlockElement[] {
  if (event === undefined) return [];
  return [
    section(words('Denied by '), mention(event.by.userId), words(', '), when(event.at)),
    ...(event.reason === '' ? [] : [quote(said(event.reason, LONGEST_FAILURE))]),
  ];
}

function cancellation(event: (RequestEvent & { type: 'cancelled' }) | undefined): readonly RichTextBlockElement[] {
  return event === undefined
    ? []
    : [section(words('Cancelled by '), mention(event.by.userId), words(', '), when(event.at))];
}
