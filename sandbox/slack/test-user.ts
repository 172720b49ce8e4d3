import type { Core } from './core.js';
import type { ActionBody } from './page-api.js';
import { performAction } from './actors/action.js';
import { closeView } from './actors/closing.js';
import { runCommand } from './actors/command.js';
import { findElement } from './actors/fields.js';
import { openHome } from './actors/home.js';
import { postMessage } from './actors/message.js';
import type { ActionOutcome } from './actors/outcome.js';
import { startShortcut } from './actors/shortcut.js';
import { submitView } from './actors/submission.js';
import { loadSuggestions, type SuggestionBody } from './actors/suggestions.js';
import type { Message, View } from './state/entities.js';

/** A person in the workspace, for tests. Everything resolves when the app has acknowledged, or has failed to. */
export interface TestUser {
  /** `text` with the slash. */
  command(channel: string, text: string): Promise<ActionOutcome>;
  say(channel: string, text: string): ActionOutcome;
  /** Presses a button, or chooses: then with `selected_option` and the like. Rejects when the element is not there. */
  click(place: ClickTarget, actionId: string, chosen?: Readonly<Record<string, unknown>>): Promise<ActionOutcome>;
  /** The entered values, as `view.state.values`. Absent fields keep their initial values. */
  submit(view: Pick<View, 'id'>, state?: Readonly<Record<string, unknown>>): Promise<ActionOutcome>;
  close(view: Pick<View, 'id'>): Promise<ActionOutcome>;
  openHome(): Promise<ActionOutcome>;
  shortcut(callbackId: string): Promise<ActionOutcome>;
  suggest(body: Omit<SuggestionBody, 'as'>): Promise<Readonly<Record<string, unknown>>>;
  /** The open modal, the topmost view last. */
  views(): readonly View[];
  home(): View | undefined;
  /** Messages that only this person sees, oldest first. */
  ephemeralMessages(): readonly Message[];
  /** The conversation with the app. */
  directMessages(): readonly Message[];
}

/** A message or a view. */
type ClickTarget = Pick<Message, 'channel' | 'ts' | 'blocks'> | Pick<View, 'id' | 'content'>;

export function createTestUser(core: Core, userId: string): TestUser {
  if (core.store.user(userId) === undefined) throw new Error(`There is no ${userId} in the workspace.`);
  return {
    command: (channel, text) => runCommand(core, { as: userId, channel, text }),
    say: (channel, text) => postMessage(core, userId, channel, text),
    click: (place, actionId, chosen) => performAction(core, clickBody(userId, place, actionId, chosen)),
    submit: ({ id }, state = {}) => submitView(core, { as: userId, view_id: id, state }),
    close: ({ id }) => closeView(core, userId, id),
    openHome: () => openHome(core, userId),
    shortcut: (callbackId) => startShortcut(core, userId, callbackId),
    suggest: (body) => loadSuggestions(core, { as: userId, ...body }),
    views: () => core.modals.of(userId),
    home: () => core.store.home(userId),
    ephemeralMessages: () =>
      core.store
        .channels()
        .flatMap(({ id }) => core.store.messages(id))
        .filter(({ visibleTo }) => visibleTo === userId)
        .sort((one, other) => Number(one.ts) - Number(other.ts)),
    directMessages: () => core.store.messages(`D${userId.slice(1)}`),
  };
}

function clickBody(userId: string, place: ClickTarget, actionId: string, chosen: object = {}): ActionBody {
  const blocks = 'content' in place ? place.content.blocks : place.blocks;
  const found = findElement(blocks, actionId);
  // A test that clicks on an invisible element is wrong; a user could not.
  if (found === undefined) throw new Error(`There is no ${actionId} to click on.`);
  const ref = 'content' in place ? { view_id: place.id } : { channel: place.channel, ts: place.ts };
  const { type } = found.element;
  return { as: userId, ...ref, action: { type, action_id: actionId, block_id: found.block.block_id, ...chosen } };
}
