import * as z from 'zod';

export const dividerSchema = z.object({ type: z.literal('divider') });

export function Divider() {
  return <hr class="divider" />;
}
