import type { Names } from '../names.js';
import { ungrouped } from '../surface.js';
import { textContent } from '../text/text.js';
import { useWorkspace } from '../workspace-context.js';
import { Combobox } from './combobox.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { InputRole } from './input-role.js';
import { idOption, isMulti } from './form.js';
import type { IdSelectElement, Option } from './schema.js';
import { useField } from './use-field.js';

interface Props {
  readonly blockId: string;
  readonly element: IdSelectElement;
  readonly input: InputRole | undefined;
}

/** Selects of users, channels and conversations: the page fills them from the workspace. */
export function IdSelect({ blockId, element, input }: Props) {
  const { names } = useWorkspace();
  const field = useField(blockId, element, input);
  const options = idOptions(element.type, names);
  const chosen = field.entry.kind === 'choice' ? field.entry.chosen : [];
  return (
    <>
      <Combobox
        input={input}
        placeholder={element.placeholder === undefined ? 'Select an item' : textContent(element.placeholder)}
        multiple={isMulti(element.type)}
        max={element.max_selected_items}
        source={{ kind: 'static', groups: [ungrouped(options)] }}
        chosen={chosen.map((option) => options.find(({ value }) => value === option.value) ?? option)}
        choose={field.choose}
      />
      <ConfirmDialog press={field.press} />
    </>
  );
}

function idOptions(type: IdSelectElement['type'], names: Names): readonly Option[] {
  switch (type) {
    case 'users_select':
    case 'multi_users_select':
      return names.people.filter(({ is_bot }) => !is_bot).map(({ id, real_name }) => idOption(id, real_name));
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
      return names.channels.map(({ id, name }) => idOption(id, `# ${name.replace(/^#/, '')}`));
  }
}
