import type { Core } from '../core.js';
import { shapeViolations, violationLine } from '../rules/violation.js';
import { offeredGroups, offeredOptions } from '../rules/options.js';
import { isRecord } from '../rules/tree.js';
import { findElement } from './fields.js';
import { deliveryFailure } from './outcome.js';
import { interactionBase } from './payload.js';
import { placeBlocks, findPlace, placePayload, type ActionPlaceRef } from './place.js';

export interface SuggestionBody extends ActionPlaceRef {
  readonly as: string;
  readonly action_id: string;
  readonly block_id: string;
  /** The text so far. */
  readonly value: string;
}

/** A user types into an external select, and the app returns options. Empty if it does not respond. */
export async function loadSuggestions(core: Core, body: SuggestionBody): Promise<Readonly<Record<string, unknown>>> {
  const user = core.store.user(body.as);
  const place = user && findPlace(core, user, body);
  if (user === undefined || place === undefined) return {};
  if (findElement(placeBlocks(place), body.action_id, body.block_id) === undefined) return {};
  const receipt = await core.app.deliver({
    kind: 'interactive',
    body: {
      type: 'block_suggestion',
      ...interactionBase(core, user),
      ...placePayload(core, place, undefined),
      action_id: body.action_id,
      block_id: body.block_id,
      value: body.value,
    },
  });
  if (deliveryFailure(core, body.action_id, receipt) !== undefined || receipt.kind !== 'acknowledged') return {};
  const offered = isRecord(receipt.body) && 'option_groups' in receipt.body ? offeredGroups : offeredOptions;
  const answer = offered.safeParse(receipt.body);
  if (answer.success) return answer.data;
  for (const violation of shapeViolations(offered, receipt.body, '')) {
    core.callLog.recordViolation('content', `the options of ${body.action_id}: ${violationLine(violation)}`);
  }
  return {};
}
