import { ungrouped, useSurface } from '../surface.js';
import { textContent } from '../text/text.js';
import { Combobox } from './combobox.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { InputRole } from './input-role.js';
import { isMulti } from './form.js';
import type { SelectElement } from './schema.js';
import { useField } from './use-field.js';

interface Props {
  readonly blockId: string;
  readonly element: SelectElement;
  readonly input: InputRole | undefined;
}

/** Slack's default number of characters before it asks the app. */
const MIN_QUERY_LENGTH = 3;

/** Selects with options of the app: in the block, or loaded while the user types. */
export function Select({ blockId, element, input }: Props) {
  const surface = useSurface();
  const field = useField(blockId, element, input);
  const isExternal = element.type === 'external_select' || element.type === 'multi_external_select';
  const source = isExternal
    ? ({
        kind: 'external',
        minLength: element.min_query_length ?? MIN_QUERY_LENGTH,
        load: (value: string) => surface.options({ blockId, actionId: element.action_id, value }),
      } as const)
    : ({ kind: 'static', groups: element.option_groups ?? [ungrouped(element.options ?? [])] } as const);
  return (
    <>
      <Combobox
        input={input}
        placeholder={element.placeholder === undefined ? 'Select an option' : textContent(element.placeholder)}
        multiple={isMulti(element.type)}
        max={element.max_selected_items}
        source={source}
        chosen={field.entry.kind === 'choice' ? field.entry.chosen : []}
        choose={field.choose}
      />
      <ConfirmDialog press={field.press} />
    </>
  );
}
