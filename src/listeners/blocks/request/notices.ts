import type { Request, RequestEvent } from '../../../domain/request/types.js';
import type { Message } from '../kit/message.js';
import {
  bold,
  dateTime,
  foreignText,
  literal,
  mention,
  quote,
  rich,
  richSection,
  type RichTextLeaf,
} from '../kit/rich.js';
import { inlineCode } from '../kit/text.js';
import { approverMentions, mentions } from './approvals.js';
import { cancelRunButton, expirationButtons } from './buttons.js';
import { delayText } from './failure-text.js';
import { completedBeforeEnd, differenceLines, expirationLines, failureLines } from './outcome.js';
import { STATUS_TEXT } from './status.js';
import type { RichTextBlockElement } from '@slack/types';

/** The direct message to the requester about something that happened to a request. */
export function requesterNotice(request: Request, event: RequestEvent): Message {
  const { plan, id } = request;
  const { headline, lines } = noticeContent(request, event);
  return {
    text: `${id}: ${headline}. ${inlineCode(plan.title)}`,
    blocks: [rich(richSection(bold(`${id}: ${headline}`)), richSection(foreignText(plan.title)), ...lines)],
  };
}

/** The reminder to those who may approve, in the thread of the request's message. */
export function approverReminder(request: Request): Message {
  const { id, plan, policyDecision, approvalExpiresAt } = request;
  return {
    text: `${id} is waiting for approval: ${inlineCode(plan.title)}`,
    blocks: [
      rich(
        richSection(bold(id), literal(' is waiting for approval: '), foreignText(plan.title)),
        richSection(...approverMentions(policyDecision), literal('. Expires: '), dateTime(approvalExpiresAt)),
      ),
    ],
  };
}

interface NoticeContent {
  readonly headline: string;
  readonly lines: readonly RichTextBlockElement[];
}

function noticeContent(request: Request, event: RequestEvent): NoticeContent {
  switch (event.type) {
    case 'approved':
      return {
        headline: STATUS_TEXT.approved,
        lines: [richSection(literal('Approved by '), ...approversText(request), literal('.'))],
      };
    case 'denied':
      return {
        headline: STATUS_TEXT.denied,
        lines: [
          richSection(literal('Denied by '), mention(event.by.userId), literal(event.reason === '' ? '.' : ':')),
          ...(event.reason === '' ? [] : [quote(foreignText(event.reason, 1_200))]),
          ...completedBeforeEnd(request),
        ],
      };
    case 'cancelled':
      return {
        headline: STATUS_TEXT.cancelled,
        lines: [richSection(literal('Cancelled by '), mention(event.by.userId)), ...completedBeforeEnd(request)],
      };
    case 'expired':
      return {
        headline: STATUS_TEXT.expired,
        lines: [
          richSection(literal('Expired without a decision. You can submit it again.')),
          ...completedBeforeEnd(request),
        ],
      };
    case 'done':
      return { headline: STATUS_TEXT.done, lines: [...isExpiryRevocation(request), ...expirationLines(request)] };
    case 'failed':
      return {
        headline: STATUS_TEXT.failed,
        lines: [...isExpiryRevocation(request), ...failureLines(event.failure), ...expirationLines(request)],
      };
    case 'plan-changed':
      return { headline: STATUS_TEXT.pending, lines: differenceLines(event.differences) };
    case 'requested':
    case 'approval-given':
    case 'reminded':
    case 'action-refused':
    case 'started':
    case 'rules-changed':
    case 'stage-announced':
    case 'revalidated':
    case 'cancel-requested':
    case 'step-started':
    case 'step-accepted':
    case 'step-done':
    case 'step-failed':
    case 'step-skipped':
    case 'retried':
    case 'undo-requested':
    case 'undone':
    case 'expiry-announced':
    case 'expiry-requested':
    case 'revocation-delayed':
    case 'revocation-started':
    case 'revocation-not-needed':
      return { headline: STATUS_TEXT[request.status], lines: [] };
  }
}

/** The recipient did not request this one. */
function isExpiryRevocation({ undoOf }: Request): readonly RichTextBlockElement[] {
  if (undoOf?.how !== 'expiration') return [];
  return [
    richSection(
      literal('It was meant to revoke the access of '),
      bold(undoOf.requestId),
      literal(', which has expired.'),
    ),
  ];
}

function approversText({ approvals }: Request): readonly RichTextLeaf[] {
  return mentions([...new Set(approvals.map(({ by }) => by.userId))]);
}

type ExpirationEvent = Extract<
  RequestEvent,
  { type: 'expiry-announced' | 'revocation-delayed' | 'revocation-not-needed' }
>;

export function isExpirationEvent(event: RequestEvent): event is ExpirationEvent {
  return (
    event.type === 'expiry-announced' || event.type === 'revocation-delayed' || event.type === 'revocation-not-needed'
  );
}

/** The notice about an expiration, with the actions on it. */
export function expirationNotice(request: Request, event: ExpirationEvent): Message {
  const { id, plan } = request;
  const buttons = event.type === 'expiry-announced' ? expirationButtons(request) : [];
  return {
    text: `${id} ${HEADLINE[event.type]}: ${inlineCode(plan.title)}`,
    blocks: [
      rich(
        richSection(bold(`${id} ${HEADLINE[event.type]}`)),
        richSection(foreignText(plan.title)),
        ...expirationNoticeLines(event),
      ),
      ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: [...buttons] }]),
    ],
  };
}

const HEADLINE: Readonly<Record<ExpirationEvent['type'], string>> = {
  'expiry-announced': 'ends soon',
  'revocation-delayed': 'has expired but could not be revoked yet',
  'revocation-not-needed': 'has expired',
};

function expirationNoticeLines(event: ExpirationEvent): readonly RichTextBlockElement[] {
  switch (event.type) {
    case 'expiry-announced':
      return [
        richSection(
          bold('Ends:'),
          literal(' '),
          dateTime(event.due),
          literal('. Access is then revoked automatically.'),
        ),
        richSection(bold(`${event.evidence.label}:`, 100), literal(' '), foreignText(event.evidence.value)),
        richSection(literal('Extend requests more time (approval rules apply). End now revokes access immediately.')),
      ];
    case 'revocation-delayed':
      return [
        richSection(foreignText(delayText(event))),
        richSection(literal('Retrying until the access is revoked.')),
      ];
    case 'revocation-not-needed':
      return [richSection(literal('Nothing was revoked. '), foreignText(event.reason))];
  }
}

type StageAnnouncement = Extract<RequestEvent, { type: 'stage-announced' }>;

/** What will happen and when, the evidence, and the button that prevents it. */
export function stageNotice(request: Request, { step, due, evidence }: StageAnnouncement): Message {
  const { id, plan } = request;
  const title = plan.steps.find((each) => each.id === step)?.title ?? step;
  return {
    text: `${id} continues soon: ${inlineCode(title)}`,
    blocks: [
      rich(
        richSection(bold(id), literal(' continues '), dateTime(due), literal(': '), foreignText(title)),
        richSection(literal('Part of: '), foreignText(plan.title)),
        ...(evidence === undefined
          ? []
          : [richSection(bold(`${evidence.label}:`, 100), literal(' '), foreignText(evidence.value))]),
        richSection(
          literal('The AMI is checked again first. Stop cancels the remaining stages. Completed ones stay until Undo.'),
        ),
      ),
      { type: 'actions', elements: [cancelRunButton(id)] },
    ],
  };
}
