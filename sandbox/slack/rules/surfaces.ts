import { z } from 'zod';
import {
  actions,
  context,
  contextActions,
  divider,
  file,
  header,
  image,
  input,
  markdown,
  section,
  video,
} from './blocks.js';
import { rejection, shapeViolations, type Violation } from './violation.js';
import { alert, card, carousel, container } from './cards.js';
import { contentViolations } from './content.js';
import { plan, taskCard } from './plans.js';
import { richText } from './rich-text.js';
import { dataTable, table } from './tables.js';
import { totalViolations } from './totals.js';
import { uniquenessViolations } from './uniqueness.js';

/** The surfaces of blocks: each accepts certain blocks, and a maximum number (B: the table at the top of each page). */
export type Surface = 'message' | 'modal' | 'home';

const everywhere = [
  actions,
  card,
  container,
  context,
  divider,
  header,
  image,
  input,
  richText,
  section,
  video,
] as const;

const SURFACES = {
  message: {
    max: 50,
    block: z.discriminatedUnion('type', [
      ...everywhere,
      carousel,
      contextActions,
      dataTable,
      file,
      markdown,
      plan,
      table,
      taskCard,
    ]),
  },
  modal: { max: 100, block: z.discriminatedUnion('type', [...everywhere, alert]) },
  home: { max: 100, block: z.discriminatedUnion('type', [...everywhere, carousel, dataTable, table]) },
} satisfies Readonly<Record<Surface, { max: number; block: z.ZodType }>>;

/** Everything that is wrong with the blocks of one message or view; `at` is the pointer to them. */
export function blocksViolations(surface: Surface, blocks: unknown, at: string): readonly Violation[] {
  if (!Array.isArray(blocks)) return [rejection(at, 'must be an array of blocks')];
  const { max, block } = SURFACES[surface];
  const known: readonly unknown[] = blocks;
  return [
    ...(known.length > max ? [rejection(at, `no more than ${max} items allowed`)] : []),
    ...known.flatMap((value, index) => shapeViolations(block, value, `${at}/${index}`)),
    ...uniquenessViolations(known, at),
    ...totalViolations(known, at),
    ...contentViolations(known, at),
  ];
}
