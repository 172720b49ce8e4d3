import type { RichTextBlockElement } from '@slack/types';
import type { Request, RequestEvent } from '../../workflows/request/types.js';
import { limitButtons } from './buttons.js';
import type { Message } from './message.js';
import { bold, rich, said, section, when, words } from './rich.js';
import { quoted } from './text.js';

type OfLimit = Extract<RequestEvent, { type: 'end-announced' | 'end-delayed' | 'end-idle' }>;

export function isOfLimit(event: RequestEvent): event is OfLimit {
  return event.type === 'end-announced' || event.type === 'end-delayed' || event.type === 'end-idle';
}

/** What is told of the end of something that was done for a time, with what can be done about it. */
export function limitNotice(request: Request, event: OfLimit): Message {
  const { id, plan } = request;
  const buttons = event.type === 'end-announced' ? limitButtons(request) : [];
  return {
    text: `${id} ${HEADLINE[event.type]}: ${quoted(plan.title)}`,
    blocks: [
      rich(section(bold(`${id} ${HEADLINE[event.type]}`)), section(said(plan.title)), ...linesOf(event)),
      ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: [...buttons] }]),
    ],
  };
}

const HEADLINE: Readonly<Record<OfLimit['type'], string>> = {
  'end-announced': 'ends soon',
  'end-delayed': 'is over, but could not be taken back so far',
  'end-idle': 'is over',
};

function linesOf(event: OfLimit): readonly RichTextBlockElement[] {
  switch (event.type) {
    case 'end-announced':
      return [
        section(bold('Ends:'), words(' '), when(event.due), words('. Then it is taken back by itself.')),
        section(bold(`${event.seen.label}:`, 100), words(' '), said(event.seen.value)),
        section(words('Extend asks for more time, which the rules decide. End now takes it back at once.')),
      ];
    case 'end-delayed':
      return [section(said(event.why)), section(words('I go on trying, and take it back as soon as I can.'))];
    case 'end-idle':
      return [section(words('Nothing was taken back. '), said(event.why))];
  }
}
