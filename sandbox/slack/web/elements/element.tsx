import type { VNode } from 'preact';
import { Picture } from '../blocks/image.js';
import { Button } from './button.js';
import { Choices } from './choices.js';
import { IdSelect } from './id-select.js';
import type { InputRole } from './input-role.js';
import { MomentInput } from './datetime-input.js';
import { Overflow } from './overflow.js';
import type { Element as BlockElement } from './schema.js';
import { Select } from './select.js';
import { TextInput } from './text-input.js';

interface Props {
  readonly blockId: string;
  readonly element: BlockElement;
  readonly input?: InputRole;
}

export function Element({ blockId, element, input }: Props): VNode {
  switch (element.type) {
    case 'button':
      return <Button blockId={blockId} element={element} />;
    case 'overflow':
      return <Overflow blockId={blockId} element={element} />;
    case 'image':
      return <Picture picture={element} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextInput blockId={blockId} element={element} input={input} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <MomentInput blockId={blockId} element={element} input={input} />;
    case 'radio_buttons':
    case 'checkboxes':
      return <Choices blockId={blockId} element={element} input={input} />;
    case 'static_select':
    case 'multi_static_select':
    case 'external_select':
    case 'multi_external_select':
      return <Select blockId={blockId} element={element} input={input} />;
    case 'users_select':
    case 'multi_users_select':
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
      return <IdSelect blockId={blockId} element={element} input={input} />;
  }
}
