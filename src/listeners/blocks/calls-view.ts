import type { KnownBlock, ModalView } from '@slack/types';
import type { Directory } from '../../workflows/facts/directory.js';
import { printCalls, type PrintedStep } from '../../workflows/plan/cli.js';
import type { Request } from '../../workflows/request/types.js';
import { evidenceList, findingLists } from './findings.js';
import { fit } from './fit.js';
import { VIEW } from './ids.js';
import { placeOf } from './not-settled.js';
import { bold, italic, preformatted, rich, said, section, words } from './rich.js';
import { cut, lengthOf } from './text.js';

/** Slack takes 100 blocks and 250 KB; a character takes up to 6 bytes. */
const MOST_STEPS = 80;
const BUDGET = { calls: 24_000, evidence: 5_000, findings: 8_000 } as const;
const LONGEST_CALL = 6_000;

/** What would be called, as lines of the AWS CLI, with everything that the plan rests on. */
export function callsView(request: Request, directory: Directory): ModalView {
  const { plan } = request;
  const steps = printCalls(plan, request.id);
  const { shown, hidden } = fit(steps, sizeOfStep, BUDGET.calls, MOST_STEPS);
  const blocks: KnownBlock[] = [
    rich(section(bold(plan.title))),
    ...shown.map((step) => callBlock(step, directory)),
    ...(hidden === 0 ? [] : [rich(section(italic(`… ${hidden} more calls`)))]),
    ...[evidenceList(plan.evidence, BUDGET.evidence), findingLists(plan.findings, BUDGET.findings)]
      .filter((elements) => elements.length > 0)
      .map((elements) => rich(...elements)),
  ];
  return {
    type: 'modal',
    callback_id: VIEW.calls,
    title: { type: 'plain_text', text: cut(`Calls of ${request.id}`, 24) },
    close: { type: 'plain_text', text: 'Close' },
    blocks,
  };
}

function callBlock(step: PrintedStep, directory: Directory): KnownBlock {
  return rich(
    section(bold(step.title, 150), words(' in '), said(placeOf(step, directory), 150)),
    preformatted(linesOf(step)),
  );
}

function sizeOfStep(step: PrintedStep): number {
  return 300 + lengthOf(linesOf(step));
}

/** Lines may hold names that people chose: invisible characters would make them say something else than they show. */
function linesOf({ lines }: PrintedStep): string {
  return cut(lines.map(visible).join('\n'), LONGEST_CALL);
}

function visible(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
}
