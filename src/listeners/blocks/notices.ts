import type { RichTextBlockElement } from '@slack/types';
import type { Request, RequestEvent } from '../../workflows/request/types.js';
import { approversNamed, named } from './approvals.js';
import { limitLines } from './limit-lines.js';
import type { Message } from './message.js';
import { differenceLines, failureLines } from './outcome.js';
import { bold, mention, quote, rich, said, section, when, words, type Leaf } from './rich.js';
import { STATUS_WORD } from './status.js';
import { quoted } from './text.js';
import { whatStays } from './what-stays.js';

/** The direct message to the requester about something that happened to a request. */
export function requesterNotice(request: Request, event: RequestEvent): Message {
  const { plan, id } = request;
  const { headline, lines } = contentOf(request, event);
  return {
    text: `${id}: ${headline}. ${quoted(plan.title)}`,
    blocks: [rich(section(bold(`${id}: ${headline}`)), section(said(plan.title)), ...lines)],
  };
}

/** The reminder to those who may approve, in the thread of the request's message. */
export function approverReminder(request: Request): Message {
  const { id, plan, ruling, expiresAt } = request;
  return {
    text: `${id} still waits for approval: ${quoted(plan.title)}`,
    blocks: [
      rich(
        section(bold(id), words(' still waits for approval: '), said(plan.title)),
        section(...approversNamed(ruling), words('. Expires: '), when(expiresAt)),
      ),
    ],
  };
}

interface Content {
  readonly headline: string;
  readonly lines: readonly RichTextBlockElement[];
}

function contentOf(request: Request, event: RequestEvent): Content {
  switch (event.type) {
    case 'approved':
      return {
        headline: STATUS_WORD.approved,
        lines: [section(words('Approved by '), ...approvedBy(request), words('.'))],
      };
    case 'denied':
      return {
        headline: STATUS_WORD.denied,
        lines: [
          section(words('Denied by '), mention(event.by.userId), words(event.reason === '' ? '.' : ':')),
          ...(event.reason === '' ? [] : [quote(said(event.reason, 1_200))]),
          ...whatStays(request),
        ],
      };
    case 'cancelled':
      return {
        headline: STATUS_WORD.cancelled,
        lines: [section(words('Cancelled by '), mention(event.by.userId)), ...whatStays(request)],
      };
    case 'expired':
      return {
        headline: STATUS_WORD.expired,
        lines: [section(words('Nobody decided in time. You can ask for it again.')), ...whatStays(request)],
      };
    case 'done':
      return { headline: STATUS_WORD.done, lines: [...byClock(request), ...limitLines(request)] };
    case 'failed':
      return {
        headline: STATUS_WORD.failed,
        lines: [...byClock(request), ...failureLines(event.failure), ...limitLines(request)],
      };
    case 'plan-changed':
      return { headline: STATUS_WORD.pending, lines: differenceLines(event.differences) };
    case 'requested':
    case 'approval-given':
    case 'reminded':
    case 'attempt-refused':
    case 'started':
    case 'rules-changed':
    case 'rung-announced':
    case 'looked-again':
    case 'stop-asked':
    case 'step-started':
    case 'step-accepted':
    case 'step-done':
    case 'step-failed':
    case 'step-skipped':
    case 'retried':
    case 'undo-asked':
    case 'undone':
    case 'end-announced':
    case 'end-asked':
    case 'end-delayed':
    case 'end-reached':
    case 'end-idle':
      return { headline: STATUS_WORD[request.status], lines: [] };
  }
}

/** Whoever is told did not ask for this one. */
function byClock({ undoes }: Request): readonly RichTextBlockElement[] {
  if (undoes?.how !== 'limit') return [];
  return [section(words('It was to take back what '), bold(undoes.request), words(' did, whose time is over.'))];
}

function approvedBy({ approvals }: Request): readonly Leaf[] {
  return named([...new Set(approvals.map(({ by }) => by.userId))]);
}
