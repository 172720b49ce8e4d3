import type { KnownBlock } from '@slack/types';
import type { Directory } from '../../../domain/model/directory.js';
import { toCliCommands, type CliStep } from '../../../domain/plan/aws-cli.js';
import type { Finding } from '../../../domain/plan/types.js';
import type { Request } from '../../../domain/request/types.js';
import { placeLabel } from '../answers/unresolved.js';
import {
  bold,
  bullets,
  foreignText,
  literal,
  preformatted,
  rich,
  richSection,
  textCost,
  type RichTextLeaf,
} from '../kit/rich.js';
import { sanitize, slackLength } from '../kit/text.js';

/** A part of a plan that is shown on one page as a whole. */
export interface PlanItem {
  readonly block: KnownBlock;
  /** In characters, as Slack counts them. */
  readonly cost: number;
}

/** No part is longer. Longer calls and lists continue in the next part. */
const MAX_ITEM_LENGTH = 6_000;
const HEADING_COST = 300;
/** A leaf of a list, of which each shows its whole text. */
const LEAF_LENGTH = 500;

const SEVERITIES = {
  refusal: 'Not possible',
  unknown: 'Unknown',
  warning: 'Warnings',
  info: 'Good to know',
} as const satisfies Record<Finding['severity'], string>;

/** Everything that a plan rests on, and every call, with nothing cut off. */
export function planItems({ plan, id }: Request, directory: Directory): readonly PlanItem[] {
  const { perTarget, evidence, findings } = plan;
  return [
    ...listItems(
      'Targets',
      (perTarget?.targets ?? []).map(({ label }) => whole(label)),
    ),
    ...toCliCommands(plan, id).flatMap((step) => callItems(step, directory)),
    ...listItems(
      'What is known',
      evidence.map(({ label, value }) => [bold(label, 60), literal(': '), ...whole(value)]),
    ),
    ...Object.entries(SEVERITIES).flatMap(([severity, heading]) =>
      listItems(
        heading,
        findings
          .filter((finding) => finding.severity === severity)
          .map(({ text, fix }) => [...whole(text), ...(fix === undefined ? [] : [literal(' '), ...whole(fix)])]),
      ),
    ),
  ];
}

function callItems(step: CliStep, directory: Directory): readonly PlanItem[] {
  const heading = [bold(step.title, 150), literal(' in '), foreignText(placeLabel(step, directory), 150)];
  const parts = splitText(step.lines.map(toVisible).join('\n'), MAX_ITEM_LENGTH);
  return parts.map((part, index) => ({
    block: rich(
      richSection(...heading, ...(index === 0 ? [] : [literal(` (part ${index + 1} of ${parts.length})`)])),
      preformatted(part),
    ),
    cost: HEADING_COST + slackLength(part),
  }));
}

/** Lines may hold titles and names that users chose. Invisible characters would change what they show. */
function toVisible(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
}

function listItems(heading: string, lines: readonly (readonly RichTextLeaf[])[]): readonly PlanItem[] {
  const parts: (readonly RichTextLeaf[])[][] = [];
  let cost = MAX_ITEM_LENGTH;
  for (const line of lines) {
    const last = parts.at(-1);
    cost += textCost(line);
    if (last === undefined || cost > MAX_ITEM_LENGTH) {
      parts.push([line]);
      cost = textCost(line);
    } else last.push(line);
  }
  return parts.map((part) => ({
    block: rich(richSection(bold(heading)), bullets(part)),
    cost: HEADING_COST + part.reduce((sum, line) => sum + textCost(line), 0),
  }));
}

/** The whole text, in leaves that Slack takes. */
function whole(text: string): readonly RichTextLeaf[] {
  const visible = sanitize(text);
  return splitText(visible === '' ? '–' : visible, LEAF_LENGTH).map(literal);
}

/** Parts of at most a number of characters, as Slack counts them. */
function splitText(text: string, maxLength: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let length = 0;
  for (const character of text) {
    const width = slackLength(character);
    if (length + width > maxLength) {
      parts.push(part);
      part = '';
      length = 0;
    }
    part += character;
    length += width;
  }
  return [...parts, part];
}
