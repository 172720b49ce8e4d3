import { textContent } from '../text/text.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { InputRole } from './input-role.js';
import type { TextElement } from './schema.js';
import { useField } from './use-field.js';

interface Props {
  readonly blockId: string;
  readonly element: TextElement;
  readonly input: InputRole | undefined;
}

/** The counter of remaining characters appears when this share of them is left. */
const WARN_BELOW_REMAINING = 0.2;

/**
 * The text is validated when the form is submitted. The browser's own number or address field would drop invalid text.
 */
const KEYBOARDS = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
} as const;

export function TextInput({ blockId, element, input }: Props) {
  const field = useField(blockId, element, input);
  const text = field.entry.kind === 'text' ? field.entry.text : '';
  const placeholder = element.placeholder === undefined ? '' : textContent(element.placeholder);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const attributes = {
    id: input?.id,
    value: text,
    placeholder,
    autofocus: element.focus_on_load ?? false,
    'aria-label': input === undefined ? placeholder : undefined,
    'aria-describedby': input?.describedBy,
    'aria-invalid': input?.wrong ?? false,
    onInput: (event: Event & { readonly currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      const typed = event.currentTarget.value;
      if (triggers.includes('on_character_entered')) field.commit(typed);
      else field.type(typed);
    },
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || input?.dispatches !== true || !triggers.includes('on_enter_pressed')) return;
    event.preventDefault();
    field.commit(text);
  }

  const max = element.max_length ?? Infinity;
  const remaining = max - text.length;
  return (
    <div class="text-input">
      {element.multiline === true ? (
        <textarea {...attributes} rows={4} />
      ) : (
        <input {...attributes} type="text" inputMode={KEYBOARDS[element.type]} onKeyDown={onKeyDown} />
      )}
      {remaining > max * WARN_BELOW_REMAINING || max === Infinity ? null : (
        <span class={remaining < 0 ? 'text-left text-over' : 'text-left'} aria-live="polite">
          {remaining}
        </span>
      )}
      <ConfirmDialog press={field.press} />
    </div>
  );
}
