import type { InputBlock, KnownBlock, ModalView, MultiStaticSelect, PlainTextOption } from '@slack/types';
import type { StaleList } from '../../../workflows/digest/results.js';
import { accountLabel, type Directory } from '../../../domain/model/directory.js';
import type { ImageRef } from '../../../domain/model/image.js';
import type { Operation } from '../../../domain/operations/contract.js';
import { listFields } from '../../../domain/command-line/parse-line.js';
import type { StaleRecord } from '../../../domain/stale/types.js';
import { toInput } from '../forms/command.js';
import { INPUT_ACTION_ID, EXEMPTION_DAYS_BLOCK, EXEMPTION_REASON_BLOCK, STALE_IMAGES, VIEW } from '../kit/ids.js';
import { italic, rich, richSection, literal } from '../kit/rich.js';
import { sanitize, truncateForSlack, formatUsd } from '../kit/text.js';
import { responseLabel, operationForResponse, requestFields, type StaleResponseKind } from './responses.js';

/** A view holds 250 KB, an option some 300 bytes. */
const MAX_CHOICES = 500;
const MAX_SELECTED = 50;
const MAX_GROUP_SIZE = 100;
const MAX_REASON_LENGTH = 1_000;
export const EXEMPTION_DAYS = [30, 90, 365] as const;

export interface ResponseFormOptions {
  readonly directory: Directory;
  readonly operations: readonly Operation[];
  readonly metadata: string;
}

/** Asks which AMIs an answer is for, and what belongs to it. */
export function staleResponseForm(
  response: StaleResponseKind,
  { images }: StaleList,
  options: ResponseFormOptions,
): ModalView {
  const shown = images.toSorted((one, other) => other.usd - one.usd).slice(0, MAX_CHOICES);
  const hidden = images.length - shown.length;
  return {
    type: 'modal',
    callback_id: VIEW.staleResponse,
    private_metadata: options.metadata,
    title: { type: 'plain_text', text: `${responseLabel(response)} stale AMIs` },
    submit: { type: 'plain_text', text: response === 'exempt' ? 'Keep' : 'Request' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      rich(richSection(literal(INTRODUCTION[response]))),
      imagesInput(shown, options.directory),
      ...(hidden === 0
        ? []
        : [rich(richSection(italic(`The ${MAX_CHOICES} costliest are offered; ${hidden} more later.`)))]),
      ...(response === 'exempt' ? EXEMPTION_INPUTS : requestInputs(response, options.operations)),
    ],
  };
}

/** An AMI as an option's value; Slack takes 75 characters. */
export function encodeChoice({ account, region, imageId }: ImageRef): string {
  return `${account} ${region} ${imageId}`;
}

/** `undefined` if it is no valid choice. */
export function decodeChoice(choice: string): ImageRef | undefined {
  const [, account, region, imageId] = /^(\d{12}) ([a-z0-9-]+) (ami-[0-9a-f]+)$/.exec(choice) ?? [];
  if (account === undefined || region === undefined || imageId === undefined) return undefined;
  return { account, region, imageId };
}

const INTRODUCTION: Readonly<Record<StaleResponseKind, string>> = {
  deregister: 'An ordinary request is created for each AMI, with the evidence of that moment.',
  retire: 'For each AMI an ordinary request is opened: the way out step by step, to be stopped at any time.',
  exempt: 'The AMIs stay out of the digest until that day. Everyone in the channel sees who keeps them, and why.',
};

function imagesInput(images: readonly StaleRecord[], directory: Directory): InputBlock {
  const element: MultiStaticSelect = {
    type: 'multi_static_select',
    action_id: INPUT_ACTION_ID,
    max_selected_items: MAX_SELECTED,
    placeholder: { type: 'plain_text', text: 'One or several' },
    option_groups: toOptionGroups(images, directory),
  };
  return { type: 'input', block_id: STALE_IMAGES, label: { type: 'plain_text', text: 'AMIs' }, element };
}

type Groups = NonNullable<MultiStaticSelect['option_groups']>;

/** By account and Region, the costliest first. A group holds a hundred options. */
function toOptionGroups(images: readonly StaleRecord[], directory: Directory): Groups {
  const places = new Map<string, StaleRecord[]>();
  for (const image of images) {
    const place = `${image.account} ${image.region}`;
    places.set(place, [...(places.get(place) ?? []), image]);
  }
  return [...places.values()].flatMap((images) => {
    const parts = Math.ceil(images.length / MAX_GROUP_SIZE);
    return Array.from({ length: parts }, (_, part) => {
      const [first] = images;
      const where = first === undefined ? '' : `${accountLabel(directory, first.account)}, ${first.region}`;
      const label = truncateForSlack(part === 0 ? where : `${where} (${part + 1})`, 75);
      return {
        label: { type: 'plain_text' as const, text: label },
        options: images.slice(part * MAX_GROUP_SIZE, (part + 1) * MAX_GROUP_SIZE).map(toOption),
      };
    });
  });
}

function toOption(image: StaleRecord): PlainTextOption {
  const text = `${truncateForSlack(sanitize(image.name), 50)} · ${formatUsd(image.usd)}`;
  return {
    text: { type: 'plain_text', text, emoji: false },
    description: { type: 'plain_text', text: image.imageId, emoji: false },
    value: encodeChoice(image),
  };
}

const EXEMPTION_INPUTS: readonly KnownBlock[] = [
  {
    type: 'input',
    block_id: EXEMPTION_DAYS_BLOCK,
    label: { type: 'plain_text', text: 'For how long' },
    element: {
      type: 'radio_buttons',
      action_id: INPUT_ACTION_ID,
      options: EXEMPTION_DAYS.map(daysOption),
      initial_option: daysOption(90),
    },
  },
  {
    type: 'input',
    block_id: EXEMPTION_REASON_BLOCK,
    label: { type: 'plain_text', text: 'Why' },
    element: { type: 'plain_text_input', action_id: INPUT_ACTION_ID, multiline: true, max_length: MAX_REASON_LENGTH },
  },
];

function daysOption(days: number): PlainTextOption {
  return { text: { type: 'plain_text', text: `${days} days` }, value: String(days) };
}

/** The fields of the operation besides the AMI, as in its own form. */
function requestInputs(response: StaleResponseKind, operations: readonly Operation[]): readonly KnownBlock[] {
  const operation = operationForResponse(response, operations);
  if (operation === undefined) return [];
  return listFields(requestFields(operation.grammar)).map((field) => toInput(field, {}));
}
