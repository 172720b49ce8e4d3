import type { Core } from './core.js';
import type { ActionBody } from './page-api.js';
import { act } from './people/action.js';
import { closeView } from './people/closing.js';
import { runCommand } from './people/command.js';
import { findElement } from './people/fields.js';
import { openHome } from './people/home.js';
import { say } from './people/message.js';
import type { Outcome } from './people/outcome.js';
import { startShortcut } from './people/shortcut.js';
import { submitView } from './people/submission.js';
import { suggest, type SuggestionBody } from './people/suggestions.js';
import type { Message, View } from './state/entities.js';

/** A person in the workspace, for tests. Everything resolves when the app has acknowledged, or has failed to. */
export interface Person {
  /** `text` with the slash. */
  command(channel: string, text: string): Promise<Outcome>;
  say(channel: string, text: string): Outcome;
  /** Presses a button, or chooses: then with `selected_option` and the like. Rejects when the element is not there. */
  click(place: Clickable, actionId: string, chosen?: Readonly<Record<string, unknown>>): Promise<Outcome>;
  /** What was entered, as `view.state.values`; fields that are left out keep what they began with. */
  submit(view: Pick<View, 'id'>, state?: Readonly<Record<string, unknown>>): Promise<Outcome>;
  close(view: Pick<View, 'id'>): Promise<Outcome>;
  openHome(): Promise<Outcome>;
  shortcut(callbackId: string): Promise<Outcome>;
  suggest(body: Omit<SuggestionBody, 'as'>): Promise<Readonly<Record<string, unknown>>>;
  /** The open modal, the topmost view last. */
  views(): readonly View[];
  home(): View | undefined;
  /** Messages that only this person sees, oldest first. */
  privateMessages(): readonly Message[];
  /** The conversation with the app. */
  directMessages(): readonly Message[];
}

/** A message or a view. */
export type Clickable = Pick<Message, 'channel' | 'ts' | 'blocks'> | Pick<View, 'id' | 'content'>;

export function createPerson(core: Core, as: string): Person {
  if (core.store.user(as) === undefined) throw new Error(`There is no ${as} in the workspace.`);
  return {
    command: (channel, text) => runCommand(core, { as, channel, text }),
    say: (channel, text) => say(core, as, channel, text),
    click: (place, actionId, chosen) => act(core, clickBody(as, place, actionId, chosen)),
    submit: ({ id }, state = {}) => submitView(core, { as, view_id: id, state }),
    close: ({ id }) => closeView(core, as, id),
    openHome: () => openHome(core, as),
    shortcut: (callbackId) => startShortcut(core, as, callbackId),
    suggest: (body) => suggest(core, { as, ...body }),
    views: () => core.modals.of(as),
    home: () => core.store.home(as),
    privateMessages: () =>
      core.store
        .channels()
        .flatMap(({ id }) => core.store.messages(id))
        .filter(({ visibleTo }) => visibleTo === as)
        .sort((one, other) => Number(one.ts) - Number(other.ts)),
    directMessages: () => core.store.messages(`D${as.slice(1)}`),
  };
}

function clickBody(as: string, place: Clickable, actionId: string, chosen: object = {}): ActionBody {
  const blocks = 'content' in place ? place.content.blocks : place.blocks;
  const found = findElement(blocks, actionId);
  // A test that clicks on what it does not see is wrong; a person could not.
  if (found === undefined) throw new Error(`There is no ${actionId} to click on.`);
  const ref = 'content' in place ? { view_id: place.id } : { channel: place.channel, ts: place.ts };
  const { type } = found.element;
  return { as, ...ref, action: { type, action_id: actionId, block_id: found.block.block_id, ...chosen } };
}
