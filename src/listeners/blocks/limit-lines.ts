import type { RichTextBlockElement } from '@slack/types';
import { endAhead } from '../../workflows/request/limit.js';
import type { Request } from '../../workflows/request/types.js';
import { bold, italic, said, section, when, words } from './rich.js';

const LONGEST = 500;

/** When what was done for a time ends, or what came of its end; nothing for what was done for good. */
export function limitLines(request: Request): readonly RichTextBlockElement[] {
  const ahead = endAhead(request);
  if (ahead !== undefined) {
    return [
      section(bold('Ends:'), words(' '), when(ahead.endsAt), words('. Then it is taken back by itself.')),
      ...(request.trouble === undefined ? [] : [section(italic('It cannot be looked at for now; trying again.'))]),
    ];
  }
  // What takes it back is shown with the request that does.
  const end = request.history.findLast(({ type }) => type === 'end-reached' || type === 'end-idle');
  if (end?.type !== 'end-idle') return [];
  return [
    section(words('Its time was over: '), when(end.at), words('. Nothing was taken back. '), said(end.why, LONGEST)),
  ];
}
