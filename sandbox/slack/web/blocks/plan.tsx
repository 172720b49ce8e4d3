import * as z from 'zod';
import { Malformed } from './malformed.js';
import { TaskCard, taskCardSchema } from './task-card.js';

export const planSchema = z.object({
  type: z.literal('plan'),
  title: z.string(),
  tasks: z.array(z.record(z.string(), z.unknown())).default([]),
});

export function Plan({ block }: { readonly block: z.infer<typeof planSchema> }) {
  const tasks = block.tasks.map((raw) => ({ raw, task: taskCardSchema.safeParse(raw) }));
  return (
    <details class="plan" open>
      <summary>{block.title}</summary>
      {tasks.map(({ raw, task }, index) =>
        task.success ? (
          <TaskCard key={task.data.task_id} block={task.data} />
        ) : (
          <Malformed key={index} raw={raw} error={task.error} />
        ),
      )}
    </details>
  );
}
