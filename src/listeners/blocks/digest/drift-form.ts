import type { ModalView, MultiStaticSelect, PlainTextOption } from '@slack/types';
import type { DriftList } from '../../../workflows/digest-answers.js';
import type { Drift } from '../../../workflows/drift/types.js';
import { accountLabel, type Directory } from '../../../workflows/facts/directory.js';
import { granteeLabel, nameOf } from '../../../workflows/operations/planning/grantee.js';
import { DRIFT_REASON, DRIFT_SHARES, INPUT, VIEW } from '../ids.js';
import type { Message } from '../message.js';
import { italic, rich, section, words } from '../rich.js';
import { clean, cut } from '../text.js';
import { driftLabel, type DriftAnswer } from './drift.js';

/** A view holds 250 KB, an option some 300 bytes. */
const MOST_CHOICES = 400;
/** (B: Option group object) */
const MOST_IN_GROUP = 100;
const MOST_AT_ONCE = 50;
const LONGEST_REASON = 1_000;

/** Asks which shares an answer is for, and why. */
export function driftAnswerForm(
  answer: DriftAnswer,
  { drifts }: DriftList,
  { directory, metadata }: { readonly directory: Directory; readonly metadata: string },
): ModalView {
  const fitting = offered(answer, drifts);
  const shown = fitting.slice(0, MOST_CHOICES);
  const hidden = fitting.length - shown.length;
  return {
    type: 'modal',
    callback_id: VIEW.driftAnswer,
    private_metadata: metadata,
    title: { type: 'plain_text', text: `${driftLabel(answer)} shares` },
    submit: { type: 'plain_text', text: answer === 'adopt' ? 'Adopt' : 'Request' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      rich(section(words(INTRODUCTION[answer]))),
      {
        type: 'input',
        block_id: DRIFT_SHARES,
        label: { type: 'plain_text', text: 'Shares' },
        element: {
          type: 'multi_static_select',
          action_id: INPUT,
          max_selected_items: MOST_AT_ONCE,
          placeholder: { type: 'plain_text', text: 'One or several' },
          option_groups: groupsOf(shown, directory),
        },
      },
      ...(hidden === 0 ? [] : [rich(section(italic(`${hidden} more are offered after these.`)))]),
      {
        type: 'input',
        block_id: DRIFT_REASON,
        optional: true,
        label: { type: 'plain_text', text: 'Why' },
        element: { type: 'plain_text_input', action_id: INPUT, multiline: true, max_length: LONGEST_REASON },
      },
    ],
  };
}

/** What is gone cannot be taken away. */
export function offered(answer: DriftAnswer, drifts: readonly Drift[]): readonly Drift[] {
  return answer === 'adopt' ? drifts : drifts.filter(({ kind }) => kind === 'unexplained');
}

/** A share as an option's value, of which Slack takes 75 characters: the end of an ARN is what tells it from others. */
export function shareChoiceOf({ imageId, grantee, kind }: Drift): string {
  return `${imageId} ${kind === 'gone' ? '-' : '+'} ${nameOf(grantee).slice(-50)}`;
}

/** The answer where there is nothing to choose from. */
export function nothingDrifted(isScanned: boolean): Message {
  const text = isScanned
    ? 'There is nothing left to answer: every share of the last scan is explained by now.'
    : 'What is shared otherwise than the requests say is not known. /ami digest looks.';
  return { text, blocks: [rich(section(words(text)))] };
}

/** The answer where what was chosen is no longer offered. */
export function sharesChanged(): Message {
  const text = 'Some of these shares are answered or gone by now. Nothing was done: open the form again.';
  return { text, blocks: [rich(section(words(text)))] };
}

const INTRODUCTION: Readonly<Record<DriftAnswer, string>> = {
  adopt:
    'What is adopted counts as wanted from now on, as if a request had asked for it. Those may adopt who could approve the share.',
  unshare: 'For each AMI an ordinary request is opened, with what is found out about it at that moment.',
};

type Groups = NonNullable<MultiStaticSelect['option_groups']>;

/** By AMI; a group holds a hundred. */
function groupsOf(drifts: readonly Drift[], directory: Directory): Groups {
  const groups = new Map<string, Drift[]>();
  const counts = new Map<string, number>();
  for (const drift of drifts) {
    const { name, imageId, region, account } = drift;
    const image = `${cut(clean(name), 24)} (${imageId}, ${region}, ${accountLabel(directory, account)})`;
    const count = counts.get(image) ?? 0;
    counts.set(image, count + 1);
    const part = Math.floor(count / MOST_IN_GROUP);
    const label = cut(`${part === 0 ? '' : `${part + 1}: `}${image}`, 75);
    groups.set(label, [...(groups.get(label) ?? []), drift]);
  }
  return [...groups].map(([label, about]) => ({
    label: { type: 'plain_text', text: label },
    options: about.map((drift) => optionOf(drift, directory)),
  }));
}

function optionOf(drift: Drift, directory: Directory): PlainTextOption {
  const { imageId, grantee, kind } = drift;
  const whom = clean(granteeLabel(grantee, directory));
  const text = cut(`${kind === 'gone' ? 'no longer with' : 'with'} ${whom}`, 75);
  // What is chosen stands without its group.
  const description = cut(clean(`${drift.name} (${imageId})`), 75);
  return {
    text: { type: 'plain_text', text, emoji: false },
    description: { type: 'plain_text', text: description, emoji: false },
    value: shareChoiceOf(drift),
  };
}
