import { z } from 'zod';
import { richText } from './rich-text.js';
import { blockId, storedString, displayedString } from './text.js';

/** `plan` and `task_card` (B: Plan block, Task card block). Titles are bare strings here, not text objects. */

const task = {
  type: z.literal('task_card'),
  ...blockId,
  task_id: storedString(255),
  title: displayedString(),
  details: richText.optional(),
  output: richText.optional(),
  sources: z
    .array(z.strictObject({ type: z.literal('url'), url: z.url().max(3000), text: displayedString() }))
    .optional(),
};

/** Outside a plan a task cannot wait: Slack refuses `pending` there (observed). */
export const taskCard = z.strictObject({ ...task, status: z.enum(['in_progress', 'complete', 'error']) });

export const plan = z
  .strictObject({
    type: z.literal('plan'),
    ...blockId,
    title: displayedString(),
    tasks: z
      .array(z.strictObject({ ...task, status: z.enum(['pending', 'in_progress', 'complete', 'error']) }))
      .optional(),
  })
  .refine(({ tasks = [] }) => new Set(tasks.map(({ task_id }) => task_id)).size === tasks.length, {
    path: ['tasks'],
    error: 'task_id must be unique',
  });
