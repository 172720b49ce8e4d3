import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons.js';
import { openDraft } from '../state.js';
import { useStore } from '../store-context.js';
import { CompletionList } from './completion-list.js';
import { completionsFor } from './completion.js';
import { ShortcutsMenu } from './shortcuts-menu.js';

const LIST_ID = 'completions';

export function Composer({ label }: { readonly label: string }) {
  const { store, state, page } = useStore();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = openDraft(state);
  const [moved, setMoved] = useState<number | null>(null);
  const [dismissed, setDismissed] = useState('');
  const completions = completionsFor(text, page);
  const items = dismissed === text ? [] : completions.items;
  const active = moved ?? completions.preferred;

  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  function write(next: string): void {
    setMoved(null);
    setDismissed('');
    store.dispatch({ type: 'draft-changed', text: next });
  }

  function send(): void {
    if (text.trim() === '') return;
    setMoved(null);
    store.send(text.trim());
  }

  function complete(index: number): void {
    const item = items[index];
    if (item === undefined) return;
    write(item.text);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    // A key that picks a character of an input method is not meant for us.
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (items.length > 0 && active !== null) complete(active);
      else send();
    } else if (items.length === 0) return;
    else if (event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault();
      complete(active ?? 0);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setMoved(active === null ? (step === 1 ? 0 : items.length - 1) : (active + step + items.length) % items.length);
    } else if (event.key === 'Escape') setDismissed(text);
  }

  const listed = items.length > 0 && active !== null;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <CompletionList id={LIST_ID} items={items} active={active} hint={completions.hint} choose={complete} />
      <textarea
        ref={field}
        id="composer"
        rows={1}
        value={text}
        placeholder={label}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={items.length > 0 ? LIST_ID : undefined}
        aria-activedescendant={listed ? `${LIST_ID}-${active}` : undefined}
        spellcheck={false}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="composer-tools">
        <ShortcutsMenu />
        <span class="composer-hint">
          <kbd>/</kbd> for commands, <kbd>Enter</kbd> sends
        </span>
        <button type="submit" class="send" aria-label="Send" disabled={text.trim() === ''}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
