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
import { refusal, shapeBreaches, type Breach } from './breach.js';
import { alert, card, carousel, container } from './cards.js';
import { contentBreaches } from './content.js';
import { plan, taskCard } from './plans.js';
import { richText } from './rich-text.js';
import { dataTable, table } from './tables.js';
import { totalBreaches } from './totals.js';
import { uniquenessBreaches } from './uniqueness.js';

/** Where blocks stand: each surface takes some of them, and so many (B: the table at the top of each page). */
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
    most: 50,
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
  modal: { most: 100, block: z.discriminatedUnion('type', [...everywhere, alert]) },
  home: { most: 100, block: z.discriminatedUnion('type', [...everywhere, carousel, dataTable, table]) },
} satisfies Readonly<Record<Surface, { most: number; block: z.ZodType }>>;

/** Everything that is wrong with the blocks of one message or view; `at` is the pointer to them. */
export function blocksBreaches(surface: Surface, blocks: unknown, at: string): readonly Breach[] {
  if (!Array.isArray(blocks)) return [refusal(at, 'must be an array of blocks')];
  const { most, block } = SURFACES[surface];
  const known: readonly unknown[] = blocks;
  return [
    ...(known.length > most ? [refusal(at, `no more than ${most} items allowed`)] : []),
    ...known.flatMap((value, index) => shapeBreaches(block, value, `${at}/${index}`)),
    ...uniquenessBreaches(known, at),
    ...totalBreaches(known, at),
    ...contentBreaches(known, at),
  ];
}
