import * as z from 'zod';

export const unsupportedBlockSchema = z.object({
  type: z.enum(['video', 'file']),
  alt_text: z.string().optional(),
});

/** Shown in place of an embedded video or file of Slack. */
export function UnsupportedBlock({ block }: { readonly block: z.infer<typeof unsupportedBlockSchema> }) {
  return (
    <div class="not-shown" role="note">
      A {block.type} block: shown in Slack only{block.alt_text === undefined ? '' : ` (${block.alt_text})`}
    </div>
  );
}
