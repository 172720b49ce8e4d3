import type { Request, RequestEvent } from '../../workflows/request/types.js';
import { stopButton } from './buttons.js';
import type { Message } from './message.js';
import { bold, rich, said, section, when, words } from './rich.js';
import { quoted } from './text.js';

type Announcement = Extract<RequestEvent, { type: 'rung-announced' }>;

/** What will be done and when, what was seen to speak for or against it, and the button that keeps it from happening. */
export function rungNotice(request: Request, { step, due, seen }: Announcement): Message {
  const { id, plan } = request;
  const title = plan.steps.find((each) => each.id === step)?.title ?? step;
  return {
    text: `${id} goes on soon: ${quoted(title)}`,
    blocks: [
      rich(
        section(bold(id), words(' goes on '), when(due), words(': '), said(title)),
        section(words('Part of: '), said(plan.title)),
        ...(seen === undefined ? [] : [section(bold(`${seen.label}:`, 100), words(' '), said(seen.value))]),
        section(words('It is looked at again at that moment. Stop ends it here; what was done stays until Undo.')),
      ),
      { type: 'actions', elements: [stopButton(id)] },
    ],
  };
}
