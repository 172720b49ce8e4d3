import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly content?: ComponentChildren;
  /** Opens in a new window besides. */
  readonly url?: string | undefined;
  readonly checked?: boolean;
  choose(): void;
}

interface Props {
  /** Names the button and the menu. */
  readonly label: string;
  readonly class: string;
  readonly button: ComponentChildren;
  readonly items: readonly MenuItem[];
}

/** A button that opens a menu: arrows move, Enter chooses, Escape and a click elsewhere close. */
export function Menu({ label, class: classes, button, items }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    (list.current?.querySelector<HTMLElement>('[aria-checked="true"]') ?? menuItems(list.current)[0])?.focus();
    function closeOutside(event: Event): void {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setOpen(false);
    }
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [open]);

  function close(): void {
    setOpen(false);
    root.current?.querySelector<HTMLElement>('button')?.focus();
  }

  return (
    <div ref={root} class={`menu ${classes}`}>
      <button
        type="button"
        class="menu-button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open ? (
        <div
          ref={list}
          class="menu-list"
          role="menu"
          aria-label={label}
          onKeyDown={(event) => onKey(event, list.current, close)}
        >
          {items.map((item) => (
            <MenuRow
              key={item.key}
              item={item}
              choose={() => {
                close();
                item.choose();
              }}
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}

function MenuRow({ item, choose }: { readonly item: MenuItem; readonly choose: () => void }) {
  const role = item.checked === undefined ? 'menuitem' : 'menuitemradio';
  const content = item.content ?? item.label;
  if (item.url !== undefined) {
    return (
      <a role={role} tabIndex={-1} class="menu-item" href={item.url} target="_blank" rel="noreferrer" onClick={choose}>
        {content}
      </a>
    );
  }
  return (
    <button
      type="button"
      role={role}
      tabIndex={-1}
      class="menu-item"
      aria-label={item.label}
      aria-checked={item.checked}
      onClick={choose}
    >
      {content}
    </button>
  );
}

function menuItems(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('.menu-item') ?? [])];
}

function onKey(event: KeyboardEvent, list: HTMLElement | null, close: () => void): void {
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    event.stopPropagation();
    close();
    return;
  }
  const items = menuItems(list);
  const at = items.findIndex((item) => item === document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items.at(next % items.length)?.focus();
}
