import type { Completion } from './completion.js';

interface Props {
  readonly id: string;
  readonly items: readonly Completion[];
  readonly active: number | null;
  readonly hint: string | null;
  readonly choose: (index: number) => void;
}

export function CompletionList({ id, items, active, hint, choose }: Props) {
  if (items.length === 0 && hint === null) return null;
  return (
    <div class="completions">
      {hint === null ? null : <div class="completion-hint">{hint}</div>}
      {items.length === 0 ? null : (
        <div id={id} role="listbox" aria-label="Completions">
          {items.map((item, index) => (
            <div
              key={item.text}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              class={index === active ? 'completion completion-active' : 'completion'}
              onPointerDown={(event) => {
                // The composer keeps the focus.
                event.preventDefault();
                choose(index);
              }}
            >
              <span class="completion-text">{item.text}</span>
              <span class="completion-detail">{item.detail}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
