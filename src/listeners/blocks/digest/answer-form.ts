import type { InputBlock, KnownBlock, ModalView, MultiStaticSelect, PlainTextOption } from '@slack/types';
import type { StaleList } from '../../../workflows/digest-answers.js';
import { accountLabel, type Directory } from '../../../workflows/facts/directory.js';
import type { ImageRef } from '../../../workflows/facts/image.js';
import type { Operation } from '../../../workflows/operations/contract.js';
import { fieldsOf } from '../../../workflows/operations/grammar/read-line.js';
import type { StaleNote } from '../../../workflows/stale/types.js';
import { inputOf } from '../form.js';
import { INPUT, KEEP_DAYS, KEEP_REASON, STALE_IMAGES, VIEW } from '../ids.js';
import { italic, rich, section, words } from '../rich.js';
import { clean, cut } from '../text.js';
import { labelOf, operationFor, ownFields, type StaleAnswer } from './answers.js';
import { dollars } from './money.js';

/** A view holds 250 KB, an option some 300 bytes. */
const MOST_CHOICES = 500;
const MOST_AT_ONCE = 50;
const MOST_IN_GROUP = 100;
const LONGEST_REASON = 1_000;
export const KEEP_CHOICES = [30, 90, 365] as const;

export interface AnswerFormOptions {
  readonly directory: Directory;
  readonly operations: readonly Operation[];
  readonly metadata: string;
}

/** Asks which AMIs an answer is for, and what belongs to it. */
export function staleAnswerForm(answer: StaleAnswer, { images }: StaleList, options: AnswerFormOptions): ModalView {
  const offered = images.toSorted((one, other) => other.usd - one.usd).slice(0, MOST_CHOICES);
  const hidden = images.length - offered.length;
  return {
    type: 'modal',
    callback_id: VIEW.staleAnswer,
    private_metadata: options.metadata,
    title: { type: 'plain_text', text: `${labelOf(answer)} stale AMIs` },
    submit: { type: 'plain_text', text: answer === 'keep' ? 'Keep' : 'Request' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      rich(section(words(INTRODUCTION[answer]))),
      imagesInput(offered, options.directory),
      ...(hidden === 0
        ? []
        : [rich(section(italic(`The ${MOST_CHOICES} costliest are offered; ${hidden} more later.`)))]),
      ...(answer === 'keep' ? KEEP_INPUTS : requestInputs(answer, options.operations)),
    ],
  };
}

/** An AMI as an option's value; Slack takes 75 characters. */
export function choiceOf({ account, region, imageId }: ImageRef): string {
  return `${account} ${region} ${imageId}`;
}

/** Undefined for what is no choice of ours. */
export function imageOf(choice: string): ImageRef | undefined {
  const [, account, region, imageId] = /^(\d{12}) ([a-z0-9-]+) (ami-[0-9a-f]+)$/.exec(choice) ?? [];
  if (account === undefined || region === undefined || imageId === undefined) return undefined;
  return { account, region, imageId };
}

const INTRODUCTION: Readonly<Record<StaleAnswer, string>> = {
  deregister: 'For each AMI an ordinary request is opened, with what is found out about it at that moment.',
  retire: 'For each AMI an ordinary request is opened: the way out step by step, to be stopped at any time.',
  keep: 'The AMIs do not come back into the digest before that day. Everybody sees who keeps them, and why.',
};

function imagesInput(images: readonly StaleNote[], directory: Directory): InputBlock {
  const element: MultiStaticSelect = {
    type: 'multi_static_select',
    action_id: INPUT,
    max_selected_items: MOST_AT_ONCE,
    placeholder: { type: 'plain_text', text: 'One or several' },
    option_groups: groupsOf(images, directory),
  };
  return { type: 'input', block_id: STALE_IMAGES, label: { type: 'plain_text', text: 'AMIs' }, element };
}

type Groups = NonNullable<MultiStaticSelect['option_groups']>;

/** By account and Region, the costliest first; a group holds a hundred. */
function groupsOf(images: readonly StaleNote[], directory: Directory): Groups {
  const places = new Map<string, StaleNote[]>();
  for (const note of images) {
    const place = `${note.account} ${note.region}`;
    places.set(place, [...(places.get(place) ?? []), note]);
  }
  return [...places.values()].flatMap((notes) => {
    const parts = Math.ceil(notes.length / MOST_IN_GROUP);
    return Array.from({ length: parts }, (_, part) => {
      const [first] = notes;
      const where = first === undefined ? '' : `${accountLabel(directory, first.account)}, ${first.region}`;
      const label = cut(part === 0 ? where : `${where} (${part + 1})`, 75);
      return {
        label: { type: 'plain_text' as const, text: label },
        options: notes.slice(part * MOST_IN_GROUP, (part + 1) * MOST_IN_GROUP).map(optionOf),
      };
    });
  });
}

function optionOf(note: StaleNote): PlainTextOption {
  const text = `${cut(clean(note.name), 50)} · ${dollars(note.usd)}`;
  return {
    text: { type: 'plain_text', text, emoji: false },
    description: { type: 'plain_text', text: note.imageId, emoji: false },
    value: choiceOf(note),
  };
}

const KEEP_INPUTS: readonly KnownBlock[] = [
  {
    type: 'input',
    block_id: KEEP_DAYS,
    label: { type: 'plain_text', text: 'For how long' },
    element: {
      type: 'radio_buttons',
      action_id: INPUT,
      options: KEEP_CHOICES.map(daysOption),
      initial_option: daysOption(90),
    },
  },
  {
    type: 'input',
    block_id: KEEP_REASON,
    label: { type: 'plain_text', text: 'Why' },
    element: { type: 'plain_text_input', action_id: INPUT, multiline: true, max_length: LONGEST_REASON },
  },
];

function daysOption(days: number): PlainTextOption {
  return { text: { type: 'plain_text', text: `${days} days` }, value: String(days) };
}

/** What the operation asks for besides the AMI, as its own form would. */
function requestInputs(answer: StaleAnswer, operations: readonly Operation[]): readonly KnownBlock[] {
  const operation = operationFor(answer, operations);
  if (operation === undefined) return [];
  return fieldsOf(ownFields(operation.grammar)).map((field) => inputOf(field, {}));
}
