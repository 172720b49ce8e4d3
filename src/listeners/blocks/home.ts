import type { HomeView, KnownBlock } from '@slack/types';
import type { PolicyOutlook } from '../../domain/policy/outlook.js';
import type { Request } from '../../domain/request/types.js';
import type { Home } from '../../workflows/use-cases.js';
import { admissionRefusalText } from './answers/failure.js';
import { mentions } from './request/approvals.js';
import { approveButton, button } from './request/buttons.js';
import { fit } from './kit/message.js';
import { ACTION } from './kit/ids.js';
import {
  bold,
  bullets,
  code,
  italic,
  mention,
  quote,
  rich,
  foreignText,
  richSection,
  textCost,
  dateTime,
  literal,
  type RichTextLeaf,
} from './kit/rich.js';
import { summaryLine } from './request/list.js';
import { outlookText } from './request/rules.js';
import { sanitize } from './kit/text.js';

/** A Home takes 100 blocks; a request that waits takes three. */
const MAX_WAITING = 20;
const MAX_REQUESTABLE = 6_000;

/** A change that can be requested, and what the rules say of it. */
export interface RequestableChange {
  readonly name: string;
  readonly summary: string;
  readonly outlook: PolicyOutlook;
}

/** The Home tab: requests that wait for this user, their own, and what they can request. */
export function homeView(home: Home, changes: readonly RequestableChange[]): HomeView {
  if (home.kind === 'refused') {
    return { type: 'home', blocks: [rich(richSection(literal(admissionRefusalText(home.code))))] };
  }
  return {
    type: 'home',
    blocks: [
      { type: 'actions', elements: [{ ...button(ACTION.newRequest, 'New AMI request', 'new'), style: 'primary' }] },
      heading('Waiting for your decision'),
      ...waitingBlocks(home),
      heading('Your requests'),
      ...ownRequestBlocks(home),
      heading('What you can request'),
      ...changeBlocks(changes),
    ],
  };
}

/** In place of a Home that could not be made. */
export function homeUnavailable(): HomeView {
  const text = 'What belongs here could not be read. Open this tab again in a minute.';
  return {
    type: 'home',
    blocks: [rich(richSection(bold(text)), richSection(literal('Commands work as ever: '), code('/ami help')))],
  };
}

type KnownHome = Home & { readonly kind: 'home' };

function waitingBlocks({ awaitingDecision, unreadableGroups, hasMoreOpen }: KnownHome): readonly KnownBlock[] {
  const notes: readonly (readonly RichTextLeaf[])[] = [
    ...(awaitingDecision.length > MAX_WAITING
      ? [[literal(`… and ${awaitingDecision.length - MAX_WAITING} more`)]]
      : []),
    ...(hasMoreOpen ? [[literal('Older requests are not listed here: '), code('/ami requests pending')]] : []),
    ...(unreadableGroups.length === 0
      ? []
      : [
          [
            literal('Slack did not return the members of '),
            ...mentions(unreadableGroups),
            literal(': what waits for them may be missing.'),
          ],
        ]),
  ];
  const empty =
    awaitingDecision.length === 0 && unreadableGroups.length === 0
      ? [rich(richSection(literal('Nothing waits for you.')))]
      : [];
  return [
    ...empty,
    ...awaitingDecision.slice(0, MAX_WAITING).flatMap(waitingRequest),
    ...(notes.length === 0 ? [] : [rich(...notes.map((leaves) => richSection(...leaves)))]),
  ];
}

function waitingRequest(request: Request): readonly KnownBlock[] {
  const { id, plan, requester, createdAt, approvalExpiresAt, reason } = request;
  return [
    rich(
      richSection(bold(id), literal(': '), foreignText(plan.title, 300)),
      richSection(
        literal('Requested by '),
        mention(requester.userId),
        literal(', '),
        dateTime(createdAt),
        literal('. Expires: '),
        dateTime(approvalExpiresAt),
      ),
      ...(reason === undefined || sanitize(reason) === '' ? [] : [quote(foreignText(reason, 300))]),
      ...topWarning(request),
    ),
    {
      type: 'actions',
      elements: [
        approveButton(request),
        { ...button(ACTION.deny, 'Deny', id), style: 'danger' },
        button(ACTION.showCalls, 'Show API calls', id),
      ],
    },
    { type: 'divider' },
  ];
}

/** The first warning. “Show API calls” has all of them. */
function topWarning({ plan: { findings } }: Request) {
  const serious = findings.filter(({ severity }) => severity === 'warning' || severity === 'unknown');
  const [first, ...others] = serious;
  if (first === undefined) return [];
  const more = others.length === 0 ? [] : [literal(' '), italic(`… and ${others.length} more`)];
  return [richSection({ type: 'emoji', name: 'warning' }, literal(' '), foreignText(first.text, 300), ...more)];
}

function ownRequestBlocks({ ownRequests, hasMoreOwn }: KnownHome): readonly KnownBlock[] {
  if (ownRequests.length === 0) {
    return [
      rich(
        richSection(
          literal('You have no requests yet. Press the button above, or type '),
          code('/ami help'),
          literal('.'),
        ),
      ),
    ];
  }
  return [
    rich(
      bullets(ownRequests.map(summaryLine)),
      ...(hasMoreOwn ? [richSection(literal('Older ones: '), code('/ami requests'))] : []),
    ),
  ];
}

function changeBlocks(changes: readonly RequestableChange[]): readonly KnownBlock[] {
  const allowed = changes.filter(({ outlook }) => outlook.kind !== 'never');
  const disallowed = changes.filter(({ outlook }) => outlook.kind === 'never').map(({ name }) => name);
  const { shown, hidden } = fit(allowed.map(changeLine), textCost, MAX_REQUESTABLE);
  return [
    rich(
      ...(shown.length === 0 ? [richSection(literal('The approval rules allow no change.'))] : [bullets(shown)]),
      ...(hidden === 0 ? [] : [richSection(italic(`… and ${hidden} more: /ami help`))]),
      ...(disallowed.length === 0
        ? []
        : [richSection(literal('The rules do not allow: '), foreignText(disallowed.join(', ')))]),
    ),
  ];
}

function changeLine({ name, summary, outlook }: RequestableChange): readonly RichTextLeaf[] {
  return [code(`/ami ${name}`), literal(' '), foreignText(summary, 200), literal(' '), ...outlookText(outlook)];
}

function heading(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}
