import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons.js';
import { textContent } from '../text/text.js';
import { ComboboxList } from './combobox-list.js';
import type { InputRole } from './input-role.js';
import { toggleOption } from './matching.js';
import type { Option } from './schema.js';
import { useOptions, type OptionSource } from './use-options.js';

interface Props {
  readonly input: InputRole | undefined;
  readonly placeholder: string;
  readonly multiple: boolean;
  readonly max: number | undefined;
  readonly source: OptionSource;
  readonly chosen: readonly Option[];
  readonly choose: (chosen: readonly Option[]) => void;
}

/** A field that is searched by typing and chosen from with the arrows, after the ARIA pattern of the same name. */
export function Combobox({ input, placeholder, multiple, max, source, chosen, choose }: Props) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const root = useRef<HTMLDivElement>(null);
  const listId = useId();
  const offer = useOptions(source, typed, open);
  const options = offer.kind === 'options' ? offer.groups.flatMap((group) => group.options) : [];
  const [only] = chosen;

  useEffect(() => {
    if (!open) return undefined;
    function closeOutside(event: Event): void {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) close();
    }
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [open]);

  function close(): void {
    setOpen(false);
    setTyped('');
    setActive(0);
  }

  function pick(option: Option): void {
    choose(toggleOption(chosen, option, { multiple, max }));
    if (!multiple) close();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && open) {
      // Escape closes the list, not the form around it.
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') close();
    else if (event.key === 'Backspace' && typed === '' && multiple) choose(chosen.slice(0, -1));
    else if (event.key === 'Enter') {
      event.preventDefault();
      const option = options[active];
      if (open && option !== undefined) pick(option);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((open ? active + step + options.length : 0) % Math.max(1, options.length));
    }
  }

  return (
    <div ref={root} class="combobox">
      <div class="combobox-field">
        {multiple
          ? chosen.map((option) => (
              <button
                key={option.value}
                type="button"
                class="chip"
                aria-label={`Remove ${textContent(option.text)}`}
                onClick={() => pick(option)}
              >
                {textContent(option.text)} <Icon name="cross" />
              </button>
            ))
          : null}
        <input
          id={input?.id}
          role="combobox"
          autocomplete="off"
          aria-label={input === undefined ? placeholder : undefined}
          aria-describedby={input?.describedBy}
          aria-invalid={input?.wrong ?? false}
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open && options[active] !== undefined ? `${listId}-${active}` : undefined}
          placeholder={multiple && chosen.length > 0 ? '' : placeholder}
          value={open || multiple || only === undefined ? typed : textContent(only.text)}
          onClick={() => setOpen(true)}
          onKeyDown={onKeyDown}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setOpen(true);
            setActive(0);
          }}
        />
        <Icon name="down" />
      </div>
      {open ? (
        <ComboboxList id={listId} offer={offer} active={active} chosen={chosen} multiple={multiple} pick={pick} />
      ) : null}
    </div>
  );
}
