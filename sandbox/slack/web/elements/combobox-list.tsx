import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons.js';
import { textContent } from '../text/text.js';
import { isChosen } from './matching.js';
import type { Option } from './schema.js';
import type { OptionsResult } from './use-options.js';

interface Props {
  readonly id: string;
  readonly offer: OptionsResult;
  /** Which option of all groups Enter would choose. */
  readonly active: number;
  readonly chosen: readonly Option[];
  readonly multiple: boolean;
  readonly pick: (option: Option) => void;
}

export function ComboboxList({ id, offer, active, chosen, multiple, pick }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const option = list.current?.querySelector('.option-active') ?? list.current;
    option?.scrollIntoView({ block: 'nearest' });
  }, [active, offer.kind]);

  const groups = offer.kind === 'options' ? offer.groups : [];
  const firsts = groups.map((_, index) => groups.slice(0, index).reduce((sum, { options }) => sum + options.length, 0));
  return (
    <div ref={list} id={id} class="combobox-list" role="listbox" aria-multiselectable={multiple}>
      {groups.map((group, groupIndex) => (
        <div key={groupIndex} role="group" aria-label={textContent(group.label)}>
          {group.label.text === '' ? null : <div class="option-group">{textContent(group.label)}</div>}
          {group.options.map((option, optionIndex) => {
            const index = (firsts[groupIndex] ?? 0) + optionIndex;
            return (
              <div
                key={option.value}
                id={`${id}-${index}`}
                role="option"
                class={index === active ? 'option option-active' : 'option'}
                aria-selected={isChosen(chosen, option)}
                onPointerDown={(event) => {
                  // The field keeps the focus.
                  event.preventDefault();
                  pick(option);
                }}
              >
                <span>
                  {textContent(option.text)}
                  {option.description === undefined ? null : (
                    <span class="choice-description">{textContent(option.description)}</span>
                  )}
                </span>
                {isChosen(chosen, option) ? <Icon name="check" /> : null}
              </div>
            );
          })}
        </div>
      ))}
      <OfferNote offer={offer} />
    </div>
  );
}

function OfferNote({ offer }: { readonly offer: OptionsResult }) {
  switch (offer.kind) {
    case 'loading':
      return <div class="option-note">Loading…</div>;
    case 'failed':
      return <div class="option-note">Options could not be loaded</div>;
    case 'too-short':
      return <div class="option-note">Type {offer.missing} more to search</div>;
    case 'options':
      return offer.groups.length === 0 ? <div class="option-note">No results</div> : null;
  }
}
