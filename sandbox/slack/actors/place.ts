import type { Core } from '../core.js';
import { messageShape, viewShape } from '../api/shapes.js';
import type { Channel, Message, User, View } from '../state/entities.js';
import { collectValues } from './fields.js';
import { channelName, channelPayload } from './payload.js';

/** The place of an element: a message or a view. */
export interface ActionPlaceRef {
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
  readonly view_id?: string | undefined;
}

export type ActionPlace =
  | { readonly kind: 'message'; readonly message: Message; readonly channel: Channel }
  | { readonly kind: 'view'; readonly view: View };

type Shape = Readonly<Record<string, unknown>>;

/** The message or view, where this person has it before their eyes. */
export function findPlace(
  core: Core,
  user: User,
  { channel: id = '', ts = '', view_id }: ActionPlaceRef,
): ActionPlace | undefined {
  if (view_id !== undefined) {
    const home = core.store.home(user.id);
    const view =
      core.modals.of(user.id).find((open) => open.id === view_id) ?? (home?.id === view_id ? home : undefined);
    return view && { kind: 'view', view };
  }
  const channel = channelPayload(core, user, id);
  const message = core.store.message(id, ts);
  if (channel === undefined || message === undefined) return undefined;
  const isVisible = message.visibleTo === null || message.visibleTo === user.id;
  return isVisible ? { kind: 'message', message, channel } : undefined;
}

export function placeBlocks(place: ActionPlace): unknown {
  return place.kind === 'message' ? place.message.blocks : place.view.content.blocks;
}

/** The part of a payload about the place. `entered` has the values of its fields. */
export function placePayload(core: Core, place: ActionPlace, entered: unknown): Shape {
  const values = collectValues(placeBlocks(place), entered);
  if (place.kind === 'view') {
    return { container: { type: 'view', view_id: place.view.id }, view: viewShape(core, place.view, values) };
  }
  const { message, channel } = place;
  const isPrivate = message.visibleTo !== null;
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: isPrivate },
    channel: { id: channel.id, name: channelName(channel) },
    // Slack does not store an ephemeral message, and cannot send it back.
    ...(isPrivate ? {} : { message: messageShape(core, message) }),
    state: { values },
  };
}
