import type { Core } from '../core.js';
import type { ActionBody } from '../page-api.js';
import { findElement } from './fields.js';
import { deliveryFailure, notPossible, type ActionOutcome } from './outcome.js';
import { interactionBase } from './payload.js';
import { placeBlocks, findPlace, placePayload, type ActionPlace } from './place.js';

/** What the app itself put into a button; the rest of an action is what the person chose. */
const ELEMENT_KEYS = ['text', 'value', 'style', 'url'] as const;

/** A user presses a button or chooses an option in a message or view. */
export async function performAction(
  core: Core,
  { as: userId, action, state, ...ref }: ActionBody,
): Promise<ActionOutcome> {
  const user = core.store.user(userId);
  const place = user && findPlace(core, user, ref);
  if (user === undefined || place === undefined) return notPossible('That is not there any more.');
  const { action_id: actionId, block_id: blockId } = action;
  const found = findElement(placeBlocks(place), String(actionId), typeof blockId === 'string' ? blockId : undefined);
  if (found === undefined) return notPossible('That is not there any more.');

  const { block, element } = found;
  const given = element.type === 'button' ? pick(element) : action;
  const receipt = await core.app.deliver({
    kind: 'interactive',
    body: {
      type: 'block_actions',
      ...interactionBase(core, user),
      ...placePayload(core, place, state),
      trigger_id: core.triggers.issue(userId),
      ...issueResponseUrl(core, userId, place),
      actions: [
        {
          ...given,
          type: element.type,
          action_id: element.action_id,
          block_id: block.block_id,
          action_ts: core.sequence.ts(),
        },
      ],
    },
  });
  const failure = deliveryFailure(core, String(element.action_id), receipt);
  return failure === undefined
    ? { ok: true, ms: receipt.ms }
    : { ok: false, error: `The app did not respond: ${failure}`, ms: receipt.ms };
}

function issueResponseUrl(core: Core, user: string, place: ActionPlace): object {
  if (place.kind === 'view') return {};
  const origin = { user, channel: place.channel.id, ts: place.message.ts };
  return { response_url: core.address() + core.responseUrls.issue(origin) };
}

function pick(element: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(ELEMENT_KEYS.flatMap((key) => (element[key] === undefined ? [] : [[key, element[key]]])));
}
