import type { Core } from '../core.js';
import { shapeBreaches, breachLine } from '../rules/breach.js';
import { offeredGroups, offeredOptions } from '../rules/options.js';
import { isRecord } from '../rules/tree.js';
import { findElement } from './fields.js';
import { failureOf } from './outcome.js';
import { interactionBase } from './payload.js';
import { blocksOf, placeOf, placeShape, type PlaceRef } from './place.js';

export interface SuggestionBody extends PlaceRef {
  readonly as: string;
  readonly action_id: string;
  readonly block_id: string;
  /** What was typed so far. */
  readonly value: string;
}

/** Somebody types into an external select; the app answers with options. No options when it does not. */
export async function suggest(core: Core, body: SuggestionBody): Promise<Readonly<Record<string, unknown>>> {
  const user = core.store.user(body.as);
  const place = user && placeOf(core, user, body);
  if (user === undefined || place === undefined) return {};
  if (findElement(blocksOf(place), body.action_id, body.block_id) === undefined) return {};
  const receipt = await core.app.deliver({
    kind: 'interactive',
    body: {
      type: 'block_suggestion',
      ...interactionBase(core, user),
      ...placeShape(core, place, undefined),
      action_id: body.action_id,
      block_id: body.block_id,
      value: body.value,
    },
  });
  if (failureOf(core, body.action_id, receipt) !== undefined || receipt.kind !== 'acknowledged') return {};
  const offered = isRecord(receipt.body) && 'option_groups' in receipt.body ? offeredGroups : offeredOptions;
  const answer = offered.safeParse(receipt.body);
  if (answer.success) return answer.data;
  for (const breach of shapeBreaches(offered, receipt.body, '')) {
    core.journal.violate('content', `the options of ${body.action_id}: ${breachLine(breach)}`);
  }
  return {};
}
