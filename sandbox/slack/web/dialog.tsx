import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly class: string;
  readonly children: ComponentChildren;
  /** Escape was pressed. */
  onCancel(): void;
}

/** A modal dialog of the browser's own: it keeps the focus inside, makes the rest inert, and gives the focus back. */
export function Dialog({ label, class: classes, children, onCancel }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before other effects, so that what is inside may move the focus once the dialog is open.
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
        // Only the page's state closes a dialog: the server may say that it stays.
        event.preventDefault();
        onCancel();
      }}
    >
      {children}
    </dialog>
  );
}
