import { Dialog } from '../dialog.js';
import { Text, textContent } from '../text/text.js';
import type { Press } from './use-press.js';

/** Asks before a press counts, with the words that the app gave or Slack's own. */
export function ConfirmDialog({ press }: { readonly press: Press }) {
  const { pendingConfirm } = press;
  if (pendingConfirm === undefined) return null;
  const title = pendingConfirm.title === undefined ? 'Are you sure?' : textContent(pendingConfirm.title);
  return (
    <Dialog label={title} class="confirm" onCancel={press.declined}>
      <div class="dialog-head">
        <h2>{title}</h2>
      </div>
      <div class="dialog-body">
        <Text text={pendingConfirm.text} />
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={press.declined}>
          {pendingConfirm.deny === undefined ? 'Cancel' : textContent(pendingConfirm.deny)}
        </button>
        <button type="button" class={`button button-${pendingConfirm.style ?? 'primary'}`} onClick={press.confirmed}>
          {pendingConfirm.confirm === undefined ? 'Yes' : textContent(pendingConfirm.confirm)}
        </button>
      </div>
    </Dialog>
  );
}
