import { Text, textContent } from '../text/text.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { ButtonElement } from './schema.js';
import { usePress } from './use-press.js';

interface Props {
  readonly blockId: string;
  readonly element: ButtonElement;
}

export function Button({ blockId, element }: Props) {
  const press = usePress();
  const { action_id, text, value, url } = element;
  const action = {
    type: 'button',
    block_id: blockId,
    action_id,
    text,
    ...(value === undefined ? {} : { value }),
    ...(url === undefined ? {} : { url }),
  };
  const classes = `button button-${element.style ?? 'default'}${press.busy ? ' busy' : ''}`;
  const label = element.accessibility_label ?? textContent(text);
  // A button with a URL opens it and sends the action to the app as well.
  if (url !== undefined && /^https?:\/\//i.test(url)) {
    return (
      <a
        class={classes}
        href={url}
        target="_blank"
        rel="noreferrer"
        aria-label={label}
        onClick={() => press.press({ action }, undefined)}
      >
        <Text text={text} />
      </a>
    );
  }
  return (
    <>
      <button
        type="button"
        class={classes}
        aria-label={label}
        aria-busy={press.busy}
        onClick={() => press.press({ action }, element.confirm)}
      >
        <Text text={text} />
      </button>
      <ConfirmDialog press={press} />
    </>
  );
}
