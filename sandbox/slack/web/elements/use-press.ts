import { useState } from 'preact/hooks';
import { useSurface, type SentAction } from '../surface.js';
import type { Confirm } from './schema.js';

export interface Press {
  /** The app has not acknowledged the last press yet. */
  readonly busy: boolean;
  /** The dialog to show before the press counts. */
  readonly pendingConfirm: Confirm | undefined;
  /** A user pressed: asks for confirmation if the element requires it. */
  press(sent: SentAction, confirm: Confirm | undefined): void;
  confirmed(): void;
  declined(): void;
}

/** The path of every press to the app: a confirmation dialog if there is one, then busy until it is acknowledged. */
export function usePress(): Press {
  const surface = useSurface();
  const [busy, setBusy] = useState(false);
  const [pending, setPending] = useState<{ readonly sent: SentAction; readonly confirm: Confirm } | null>(null);

  function send(sent: SentAction): void {
    setBusy(true);
    function finished(): void {
      setBusy(false);
    }
    surface.act(sent).then(finished, finished);
  }

  return {
    busy,
    pendingConfirm: pending?.confirm,
    press: (sent, confirm) => {
      if (busy) return;
      if (confirm === undefined) send(sent);
      else setPending({ sent, confirm });
    },
    confirmed: () => {
      if (pending !== null) send(pending.sent);
      setPending(null);
    },
    declined: () => setPending(null),
  };
}
