import type { RichTextBlockElement } from '@slack/types';
import { fit } from './fit.js';
import type { Request } from '../../workflows/request/types.js';
import { bold, bullets, italic, said, section, words } from './rich.js';
import { lengthOf } from './text.js';

const BUDGET = 900;

/** What had been done of a request that ended before its end; nothing where nothing had. */
export function whatStays({ plan, steps }: Request): readonly RichTextBlockElement[] {
  const done = plan.steps.filter(({ id }) => steps[id]?.state === 'done').map(({ title }) => title);
  if (done.length === 0) return [];
  const { shown, hidden } = fit(done, lengthOf, BUDGET, 10);
  return [
    section(bold('It stopped after this was done, which stays until Undo takes it back:')),
    bullets([...shown.map((title) => [said(title)]), ...(hidden === 0 ? [] : [[italic(`… ${hidden} more`)]])]),
    section(words('Nothing further will be called.')),
  ];
}
