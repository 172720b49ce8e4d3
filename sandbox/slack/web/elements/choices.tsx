import { Text } from '../text/text.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { InputRole } from './input-role.js';
import type { ChoicesElement, Option } from './schema.js';
import { useField } from './use-field.js';

interface Props {
  readonly blockId: string;
  readonly element: ChoicesElement;
  readonly input: InputRole | undefined;
}

/** Radio buttons and checkboxes. */
export function Choices({ blockId, element, input }: Props) {
  const field = useField(blockId, element, input);
  const chosen = field.entry.kind === 'choice' ? field.entry.chosen : [];
  const isRadio = element.type === 'radio_buttons';

  function toggle(option: Option): void {
    if (isRadio) field.choose([option]);
    else if (chosen.some(({ value }) => value === option.value)) {
      field.choose(chosen.filter(({ value }) => value !== option.value));
    } else field.choose([...chosen, option]);
  }

  return (
    <div
      class="choices"
      role={isRadio ? 'radiogroup' : 'group'}
      id={input?.id}
      aria-labelledby={input === undefined ? undefined : `${input.id}-label`}
      aria-describedby={input?.describedBy}
    >
      {element.options.map((option) => (
        <label key={option.value} class="choice">
          <input
            type={isRadio ? 'radio' : 'checkbox'}
            name={`${blockId}-${element.action_id}`}
            checked={chosen.some(({ value }) => value === option.value)}
            onChange={() => toggle(option)}
          />
          <span>
            <Text text={option.text} />
            {option.description === undefined ? null : (
              <span class="choice-description">
                <Text text={option.description} />
              </span>
            )}
          </span>
        </label>
      ))}
      <ConfirmDialog press={field.press} />
    </div>
  );
}
