import type { HomeView, KnownBlock } from '@slack/types';
import type { Prospect } from '../../workflows/policy/prospects.js';
import type { Request } from '../../workflows/request/types.js';
import type { Home } from '../../workflows/use-cases.js';
import { named } from './approvals.js';
import { button } from './buttons.js';
import { fit } from './fit.js';
import { ACTION } from './ids.js';
import {
  bold,
  bullets,
  code,
  italic,
  mention,
  quote,
  rich,
  said,
  section,
  sizeOf,
  when,
  words,
  type Leaf,
} from './rich.js';
import { summaryLine } from './request-list.js';
import { prospectLeaves } from './rules.js';
import { clean } from './text.js';

/** A Home takes 100 blocks; a request that waits takes three. */
const MOST_WAITING = 20;
const OFFERS = 6_000;

/** A change that can be asked for, and what the rules say of it. */
export interface Offer {
  readonly name: string;
  readonly summary: string;
  readonly prospect: Prospect;
}

/** The Home tab: what waits for this person, what they asked for, what they can ask for. */
export function homeView(home: Home, offers: readonly Offer[]): HomeView {
  if (home.kind === 'stranger') {
    return {
      type: 'home',
      blocks: [rich(section(words('Only members of the workspace that AMI Steward belongs to can use it.')))],
    };
  }
  return {
    type: 'home',
    blocks: [
      { type: 'actions', elements: [{ ...button(ACTION.newRequest, 'New AMI request', 'new'), style: 'primary' }] },
      heading('Waiting for your decision'),
      ...waitingBlocks(home),
      heading('Your requests'),
      ...mineBlocks(home),
      heading('What you can ask for'),
      ...offerBlocks(offers),
    ],
  };
}

/** In place of a Home that could not be made. */
export function troubledHome(): HomeView {
  const text = 'What belongs here could not be read. Open this tab again in a minute.';
  return {
    type: 'home',
    blocks: [rich(section(bold(text)), section(words('Commands work as ever: '), code('/ami help')))],
  };
}

type Known = Home & { readonly kind: 'home' };

function waitingBlocks({ waiting, unread, isMoreOpen }: Known): readonly KnownBlock[] {
  const notes: readonly (readonly Leaf[])[] = [
    ...(waiting.length > MOST_WAITING ? [[words(`… and ${waiting.length - MOST_WAITING} more`)]] : []),
    ...(isMoreOpen ? [[words('Older requests are not looked through here: '), code('/ami requests pending')]] : []),
    ...(unread.length === 0
      ? []
      : [
          [
            words('Slack does not say who belongs to '),
            ...named(unread),
            words(': what waits for them may be missing.'),
          ],
        ]),
  ];
  const empty = waiting.length === 0 && unread.length === 0 ? [rich(section(words('Nothing waits for you.')))] : [];
  return [
    ...empty,
    ...waiting.slice(0, MOST_WAITING).flatMap(waitingRequest),
    ...(notes.length === 0 ? [] : [rich(...notes.map((leaves) => section(...leaves)))]),
  ];
}

function waitingRequest(request: Request): readonly KnownBlock[] {
  const { id, plan, requester, createdAt, expiresAt, reason } = request;
  return [
    rich(
      section(bold(id), words(': '), said(plan.title, 300)),
      section(
        words('Asked for by '),
        mention(requester.userId),
        words(', '),
        when(createdAt),
        words('. Expires: '),
        when(expiresAt),
      ),
      ...(reason === undefined || clean(reason) === '' ? [] : [quote(said(reason, 300))]),
      ...cautions(request),
    ),
    {
      type: 'actions',
      elements: [
        { ...button(ACTION.approve, 'Approve', id), style: 'primary' },
        { ...button(ACTION.deny, 'Deny', id), style: 'danger' },
        button(ACTION.showCalls, 'Show API calls', id),
      ],
    },
    { type: 'divider' },
  ];
}

/** The first of what speaks against it; all of it stands behind “Show API calls”. */
function cautions({ plan: { findings } }: Request) {
  const grave = findings.filter(({ severity }) => severity === 'warning' || severity === 'unknown');
  const [first, ...others] = grave;
  if (first === undefined) return [];
  const more = others.length === 0 ? [] : [words(' '), italic(`… and ${others.length} more`)];
  return [section({ type: 'emoji', name: 'warning' }, words(' '), said(first.text, 300), ...more)];
}

function mineBlocks({ mine, isMoreMine }: Known): readonly KnownBlock[] {
  if (mine.length === 0) {
    return [
      rich(
        section(
          words('You have not asked for anything yet. Press the button above, or type '),
          code('/ami help'),
          words('.'),
        ),
      ),
    ];
  }
  return [
    rich(
      bullets(mine.map(summaryLine)),
      ...(isMoreMine ? [section(words('Older ones: '), code('/ami requests'))] : []),
    ),
  ];
}

function offerBlocks(offers: readonly Offer[]): readonly KnownBlock[] {
  const allowed = offers.filter(({ prospect }) => prospect.kind !== 'never');
  const forbidden = offers.filter(({ prospect }) => prospect.kind === 'never').map(({ name }) => name);
  const { shown, hidden } = fit(allowed.map(offerLine), sizeOf, OFFERS);
  return [
    rich(
      ...(shown.length === 0 ? [section(words('The approval rules allow no change.'))] : [bullets(shown)]),
      ...(hidden === 0 ? [] : [section(italic(`… and ${hidden} more: /ami help`))]),
      ...(forbidden.length === 0 ? [] : [section(words('The rules do not allow: '), said(forbidden.join(', ')))]),
    ),
  ];
}

function offerLine({ name, summary, prospect }: Offer): readonly Leaf[] {
  return [code(`/ami ${name}`), words(' '), said(summary, 200), words(' '), ...prospectLeaves(prospect)];
}

function heading(text: string): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}
