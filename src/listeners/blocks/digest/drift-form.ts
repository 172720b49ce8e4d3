import type { ModalView, MultiStaticSelect, PlainTextOption } from '@slack/types';
import type { DriftList } from '../../../workflows/digest/results.js';
import type { Drift } from '../../../domain/drift/types.js';
import { accountLabel, type Directory } from '../../../domain/model/directory.js';
import { granteeLabel, granteeKey } from '../../../domain/model/grantee.js';
import { DRIFT_REASON, DRIFT_SHARES, INPUT_ACTION_ID, VIEW } from '../kit/ids.js';
import type { Message } from '../kit/message.js';
import { italic, rich, richSection, literal } from '../kit/rich.js';
import { sanitize, truncateForSlack } from '../kit/text.js';
import { driftResponseLabel, type DriftResponseKind } from './drift.js';

/** A view holds 250 KB, an option some 300 bytes. */
const MAX_CHOICES = 400;
/** (B: Option group object) */
const MAX_GROUP_SIZE = 100;
const MAX_SELECTED = 50;
const MAX_REASON_LENGTH = 1_000;

/** Asks which shares an answer is for, and why. */
export function driftResponseForm(
  response: DriftResponseKind,
  { drifts }: DriftList,
  { directory, metadata }: { readonly directory: Directory; readonly metadata: string },
): ModalView {
  const answerable = answerableDrift(response, drifts);
  const shown = answerable.slice(0, MAX_CHOICES);
  const hidden = answerable.length - shown.length;
  return {
    type: 'modal',
    callback_id: VIEW.driftResponse,
    private_metadata: metadata,
    title: { type: 'plain_text', text: `${driftResponseLabel(response)} shares` },
    submit: { type: 'plain_text', text: response === 'adopt' ? 'Adopt' : 'Request' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      rich(richSection(literal(INTRODUCTION[response]))),
      {
        type: 'input',
        block_id: DRIFT_SHARES,
        label: { type: 'plain_text', text: 'Shares' },
        element: {
          type: 'multi_static_select',
          action_id: INPUT_ACTION_ID,
          max_selected_items: MAX_SELECTED,
          placeholder: { type: 'plain_text', text: 'One or several' },
          option_groups: toOptionGroups(shown, directory),
        },
      },
      ...(hidden === 0 ? [] : [rich(richSection(italic(`${hidden} more are offered after these.`)))]),
      {
        type: 'input',
        block_id: DRIFT_REASON,
        optional: true,
        label: { type: 'plain_text', text: 'Why' },
        element: {
          type: 'plain_text_input',
          action_id: INPUT_ACTION_ID,
          multiline: true,
          max_length: MAX_REASON_LENGTH,
        },
      },
    ],
  };
}

/** A share that no longer exists cannot be revoked. */
export function answerableDrift(response: DriftResponseKind, drifts: readonly Drift[]): readonly Drift[] {
  return response === 'adopt' ? drifts : drifts.filter(({ kind }) => kind === 'unexplained');
}

/** A share as an option's value, for which Slack takes 75 characters. The end of an ARN distinguishes it. */
export function encodeShareChoice({ imageId, grantee, kind }: Drift): string {
  return `${imageId} ${kind === 'gone' ? '-' : '+'} ${granteeKey(grantee).slice(-50)}`;
}

/** The answer if there is nothing to choose from. */
export function noDrift(isScanned: boolean): Message {
  const text = isScanned
    ? 'Nothing is left to answer: requests or adoptions explain every share of the last scan.'
    : 'The shares of the last scan are unknown. /ami digest scans again.';
  return { text, blocks: [rich(richSection(literal(text)))] };
}

/** The answer if the choice is no longer available. */
export function driftOutdated(): Message {
  const text = 'Some of these shares have been answered or no longer exist. Nothing was done. Open the form again.';
  return { text, blocks: [rich(richSection(literal(text)))] };
}

const INTRODUCTION: Readonly<Record<DriftResponseKind, string>> = {
  adopt: 'An adopted share counts as requested from now on. The approvers of the share may adopt it.',
  unshare: 'An ordinary request is created for each AMI, with the evidence of that moment.',
};

type Groups = NonNullable<MultiStaticSelect['option_groups']>;

/** By AMI. A group holds a hundred options. */
function toOptionGroups(drifts: readonly Drift[], directory: Directory): Groups {
  const groups = new Map<string, Drift[]>();
  const counts = new Map<string, number>();
  for (const drift of drifts) {
    const { name, imageId, region, account } = drift;
    const image = `${truncateForSlack(sanitize(name), 24)} (${imageId}, ${region}, ${accountLabel(directory, account)})`;
    const count = counts.get(image) ?? 0;
    counts.set(image, count + 1);
    const part = Math.floor(count / MAX_GROUP_SIZE);
    const label = truncateForSlack(`${part === 0 ? '' : `${part + 1}: `}${image}`, 75);
    groups.set(label, [...(groups.get(label) ?? []), drift]);
  }
  return [...groups].map(([label, about]) => ({
    label: { type: 'plain_text', text: label },
    options: about.map((drift) => toOption(drift, directory)),
  }));
}

function toOption(drift: Drift, directory: Directory): PlainTextOption {
  const { imageId, grantee, kind } = drift;
  const recipient = sanitize(granteeLabel(grantee, directory));
  const text = truncateForSlack(`${kind === 'gone' ? 'no longer with' : 'with'} ${recipient}`, 75);
  // A chosen option is shown without its group.
  const description = truncateForSlack(sanitize(`${drift.name} (${imageId})`), 75);
  return {
    text: { type: 'plain_text', text, emoji: false },
    description: { type: 'plain_text', text: description, emoji: false },
    value: encodeShareChoice(drift),
  };
}
