import { textContent } from '../text/text.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { InputRole } from './input-role.js';
import type { MomentElement } from './schema.js';
import { useField } from './use-field.js';

interface Props {
  readonly blockId: string;
  readonly element: MomentElement;
  readonly input: InputRole | undefined;
}

const HTML_TYPES = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const;
const LABELS = {
  datepicker: 'Select a date',
  timepicker: 'Select a time',
  datetimepicker: 'Select a date and time',
} as const;

export function MomentInput({ blockId, element, input }: Props) {
  const field = useField(blockId, element, input);
  const label = element.placeholder === undefined ? LABELS[element.type] : textContent(element.placeholder);
  return (
    <div class="moment-input">
      <input
        id={input?.id}
        type={HTML_TYPES[element.type]}
        value={field.entry.kind === 'text' ? field.entry.text : ''}
        aria-label={input === undefined ? label : undefined}
        aria-describedby={input?.describedBy}
        aria-invalid={input?.wrong ?? false}
        onChange={(event) => field.commit(event.currentTarget.value)}
      />
      <ConfirmDialog press={field.press} />
    </div>
  );
}
