import { z } from 'zod';
import { storedString, mrkdwn, plainText, textObject } from './text.js';

/** Options, their groups and confirm dialogs (docs: "Composition objects"). */

/** The page says 150 characters, the type comment of the SDK 75: both limits must hold. */
const VALUE = 75;

const option = {
  value: storedString(VALUE),
  description: plainText(75).optional(),
};

export const plainOption = z.strictObject({ ...option, text: plainText(75) });

/** Checkboxes and radio buttons take mrkdwn, too. */
export const anyOption = z.strictObject({
  ...option,
  text: z.discriminatedUnion('type', [plainText(75), mrkdwn(75)]),
  description: textObject(75).optional(),
});

/** An overflow menu's option may open a page instead of having a value. */
export const overflowOption = z.strictObject({
  ...option,
  text: plainText(75),
  value: storedString(VALUE).optional(),
  url: storedString(3000).optional(),
});

export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(plainOption).min(1).max(100) });

export const confirm = z.strictObject({
  title: plainText(100).optional(),
  text: textObject(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});

/** The response to `block_suggestion`: options, or groups of them. */
export const offeredOptions = z.strictObject({ options: z.array(plainOption).max(100) });
export const offeredGroups = z.strictObject({ option_groups: z.array(optionGroup).max(100) });
