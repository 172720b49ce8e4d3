import * as z from 'zod';
import { Icon } from '../icons.js';
import { Link } from '../text/text.js';
import { RichText, richTextSchema } from './rich-text.js';

export const taskCardSchema = z.object({
  type: z.literal('task_card'),
  task_id: z.string(),
  title: z.string(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
  details: richTextSchema.optional(),
  output: richTextSchema.optional(),
  sources: z.array(z.object({ type: z.literal('url'), url: z.string(), text: z.string() })).optional(),
});

type Status = z.infer<typeof taskCardSchema>['status'];

const STATUS: Readonly<
  Record<Status, { readonly icon: 'circle' | 'spinner' | 'check' | 'cross'; readonly label: string }>
> = {
  pending: { icon: 'circle', label: 'Pending' },
  in_progress: { icon: 'spinner', label: 'In progress' },
  complete: { icon: 'check', label: 'Complete' },
  error: { icon: 'cross', label: 'Error' },
};

export function TaskCard({ block }: { readonly block: z.infer<typeof taskCardSchema> }) {
  const { icon, label } = STATUS[block.status];
  const more = [block.details, block.output].filter((part) => part !== undefined);
  return (
    <div class={`task task-${block.status}`} role="group" aria-label={block.title}>
      <span class="task-icon" role="img" aria-label={label} title={label}>
        <Icon name={icon} />
      </span>
      <div class="task-body">
        <div class="task-title">{block.title}</div>
        {more.map((part, index) => (
          <div key={index} class="task-more">
            <RichText block={part} />
          </div>
        ))}
        {block.sources === undefined ? null : (
          <div class="task-sources">
            {block.sources.map((source) => (
              <Link key={source.url} url={source.url}>
                {source.text}
              </Link>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
