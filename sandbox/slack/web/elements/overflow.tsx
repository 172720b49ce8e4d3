import { Icon } from '../icons.js';
import { Menu } from '../menu.js';
import { textContent } from '../text/text.js';
import { ConfirmDialog } from './confirm-dialog.js';
import type { OverflowElement } from './schema.js';
import { usePress } from './use-press.js';

interface Props {
  readonly blockId: string;
  readonly element: OverflowElement;
}

export function Overflow({ blockId, element }: Props) {
  const press = usePress();
  const { type, action_id, confirm } = element;
  return (
    <>
      <Menu
        label="More actions"
        class={press.busy ? 'overflow busy' : 'overflow'}
        button={<Icon name="more" />}
        items={element.options.map((option, index) => ({
          key: String(index),
          label: textContent(option.text),
          url: option.url !== undefined && /^https?:\/\//i.test(option.url) ? option.url : undefined,
          choose: () =>
            press.press({ action: { type, block_id: blockId, action_id, selected_option: option } }, confirm),
        }))}
      />
      <ConfirmDialog press={press} />
    </>
  );
}
