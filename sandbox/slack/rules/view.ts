import { z } from 'zod';
import { rejection, shapeViolations, type Violation } from './violation.js';
import { blocksViolations } from './surfaces.js';
import { plainText } from './text.js';
import { isRecord, collectNodes } from './tree.js';

/** A larger view is refused with `view_too_large` (M: views.push). */
const MAX_VIEW_BYTES = 250 * 1024;

const base = {
  blocks: z.unknown(),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

const modal = z.strictObject({
  type: z.literal('modal'),
  ...base,
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

const view = z.discriminatedUnion('type', [modal, z.strictObject({ type: z.literal('home'), ...base })]);

/** Everything that Slack would refuse, or show and should not, in a modal or a Home tab (docs: Modals, App Home). */
export function checkView(value: unknown): readonly Violation[] {
  if (!isRecord(value)) return [rejection('', 'must be a view')];
  const isModal = value.type === 'modal';
  return [
    ...shapeViolations(view, value, ''),
    ...(isModal && value.submit === undefined && hasInputs(value.blocks)
      ? [rejection('/submit', 'missing required field: submit is needed with input blocks')]
      : []),
    ...(value.type === 'home' || isModal ? blocksViolations(isModal ? 'modal' : 'home', value.blocks, '/blocks') : []),
  ];
}

/** Slack's own limit on the whole, in bytes of JSON. */
export function isTooLarge(value: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(value)) > MAX_VIEW_BYTES;
}

function hasInputs(blocks: unknown): boolean {
  return collectNodes(blocks, '').some(({ value }) => value.type === 'input');
}
