import type { KnownBlock, ModalView } from '@slack/types';
import type { Directory } from '../../../domain/model/directory.js';
import { toCliCommands, type CliStep } from '../../../domain/plan/aws-cli.js';
import type { Request } from '../../../domain/request/types.js';
import { evidenceList, findingLists } from '../kit/findings.js';
import { fit } from '../kit/message.js';
import { VIEW } from '../kit/ids.js';
import { placeLabel } from '../answers/unresolved.js';
import { bold, italic, preformatted, rich, foreignText, richSection, literal } from '../kit/rich.js';
import { truncateForSlack, slackLength } from '../kit/text.js';

/** Slack takes 100 blocks and 250 KB; a character takes up to 6 bytes. */
const MAX_STEPS = 80;
const BUDGET = { calls: 24_000, evidence: 5_000, findings: 8_000 } as const;
const MAX_CALL_LENGTH = 6_000;

/** What would be called, as lines of the AWS CLI, with everything that the plan rests on. */
export function callsView(request: Request, directory: Directory): ModalView {
  const { plan } = request;
  const steps = toCliCommands(plan, request.id);
  const { shown, hidden } = fit(steps, stepTextCost, BUDGET.calls, MAX_STEPS);
  const blocks: KnownBlock[] = [
    rich(richSection(bold(plan.title))),
    ...shown.map((step) => callBlock(step, directory)),
    ...(hidden === 0 ? [] : [rich(richSection(italic(`… ${hidden} more calls`)))]),
    ...[evidenceList(plan.evidence, BUDGET.evidence), findingLists(plan.findings, BUDGET.findings)]
      .filter((elements) => elements.length > 0)
      .map((elements) => rich(...elements)),
  ];
  return {
    type: 'modal',
    callback_id: VIEW.calls,
    title: { type: 'plain_text', text: truncateForSlack(`Calls of ${request.id}`, 24) },
    close: { type: 'plain_text', text: 'Close' },
    blocks,
  };
}

function callBlock(step: CliStep, directory: Directory): KnownBlock {
  return rich(
    richSection(bold(step.title, 150), literal(' in '), foreignText(placeLabel(step, directory), 150)),
    preformatted(commandLines(step)),
  );
}

function stepTextCost(step: CliStep): number {
  return 300 + slackLength(commandLines(step));
}

/** Lines may hold names that users chose. Invisible characters would change what they show. */
function commandLines({ lines }: CliStep): string {
  return truncateForSlack(lines.map(visible).join('\n'), MAX_CALL_LENGTH);
}

function visible(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
}
