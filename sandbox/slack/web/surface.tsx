import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Entry, Form } from './elements/form.js';
import type { Option, OptionGroup } from './elements/schema.js';

/** The message, form or Home tab that blocks belong to: holds the values and sends presses to the app. */
export interface Surface {
  readonly form: Form;
  /** The validation errors, by block id. */
  readonly errors: Readonly<Record<string, string>>;
  enter(blockId: string, actionId: string, entry: Entry): void;
  /** Sends a press or a choice to the app. Resolves when the app has acknowledged it, whatever the result. */
  act(action: SentAction): Promise<void>;
  /** Asks the app for the options of an external select. */
  options(query: OptionsQuery): Promise<readonly OptionGroup[]>;
}

/** As Slack sends it; `form` is the state that goes with it when the press itself entered something. */
export interface SentAction {
  readonly action: Readonly<Record<string, unknown>>;
  readonly form?: Form;
}

interface OptionsQuery {
  readonly blockId: string;
  readonly actionId: string;
  readonly value: string;
}

export const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === null) throw new Error('Drawn outside of a surface');
  return surface;
}

/** Options without groups, as one group without a label. */
export function ungrouped(options: readonly Option[]): OptionGroup {
  return { label: { type: 'plain_text', text: '' }, options: [...options] };
}
