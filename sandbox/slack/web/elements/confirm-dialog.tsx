import { Dialog } from '../dialog.js';
import { Text, words } from '../text/text.js';
import type { Press } from './use-press.js';

/** Asks before a press counts, with the words that the app gave or Slack's own. */
export function ConfirmDialog({ press }: { readonly press: Press }) {
  const { asking } = press;
  if (asking === undefined) return null;
  const title = asking.title === undefined ? 'Are you sure?' : words(asking.title);
  return (
    <Dialog label={title} class="confirm" onCancel={press.declined}>
      <div class="dialog-head">
        <h2>{title}</h2>
      </div>
      <div class="dialog-body">
        <Text text={asking.text} />
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={press.declined}>
          {asking.deny === undefined ? 'Cancel' : words(asking.deny)}
        </button>
        <button type="button" class={`button button-${asking.style ?? 'primary'}`} onClick={press.confirmed}>
          {asking.confirm === undefined ? 'Yes' : words(asking.confirm)}
        </button>
      </div>
    </Dialog>
  );
}
