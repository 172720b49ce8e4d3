import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly class: string;
  readonly children: ComponentChildren;
  /** Escape was pressed. */
  onCancel(): void;
}

/** A modal dialog of the browser: it keeps the focus inside, makes the rest inert, and returns the focus. */
export function Dialog({ label, class: classes, children, onCancel }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before other effects, so that the content may move the focus once the dialog is open.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`dialog ${classes}`}
      aria-label={label}
      onCancel={(event) => {
        // Only the page's state closes a dialog: the server may keep it open.
        event.preventDefault();
        onCancel();
      }}
    >
      {children}
    </dialog>
  );
}
