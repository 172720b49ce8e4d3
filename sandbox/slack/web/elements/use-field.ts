import { useSurface } from '../surface.js';
import type { InputRole } from './input-role.js';
import { fillForm, slackEntry, withEntry, type Entry } from './form.js';
import type { Field, Option } from './schema.js';
import { usePress, type Press } from './use-press.js';

export interface FieldUse {
  readonly entry: Entry;
  readonly press: Press;
  /** Stores the text, without sending it to the app. */
  type(text: string): void;
  /** Stores the text and sends it to the app if the field does that. */
  commit(text: string): void;
  /** Stores the chosen options and sends them to the app if the field does that. */
  choose(chosen: readonly Option[]): void;
}

/** Reads and changes the value of a field of the surface. */
export function useField(blockId: string, field: Field, input: InputRole | undefined): FieldUse {
  const surface = useSurface();
  const press = usePress();
  const actionId = field.action_id;
  const entry = surface.form[blockId]?.[actionId] ?? initial(blockId, field);

  function change(next: Entry, tells: boolean): void {
    surface.enter(blockId, actionId, next);
    if (!tells) return;
    const action = { block_id: blockId, action_id: actionId, ...slackEntry(next) };
    press.press({ action, form: withEntry(surface.form, blockId, actionId, next) }, field.confirm);
  }

  const tells = input?.dispatches ?? true;
  return {
    entry,
    press,
    type: (text) => change({ kind: 'text', type: field.type, text }, false),
    commit: (text) => change({ kind: 'text', type: field.type, text }, tells),
    choose: (chosen) => change({ kind: 'choice', type: field.type, chosen }, tells),
  };
}

function initial(blockId: string, field: Field): Entry {
  const entry = fillForm([{ blockId, field }], {})[blockId]?.[field.action_id];
  return entry ?? { kind: 'text', type: field.type, text: '' };
}
