import { omitUndefined } from '../../../domain/model/omit-undefined.js';
import type { PlanBlock, RichTextBlock, RichTextSection, TaskCardBlock } from '@slack/types';
import { accountLabel, type Directory } from '../../../domain/model/directory.js';
import type { Step } from '../../../domain/plan/types.js';
import { durationLabel } from '../../../domain/model/format.js';
import { stageTimes } from '../../../domain/request/stages.js';
import { cancellationRequest } from '../../../domain/request/cancellation.js';
import type { Request, StepProgress } from '../../../domain/request/types.js';
import { fit } from '../kit/message.js';
import { code, italic, rich, foreignText, richSection, dateTime, literal } from '../kit/rich.js';
import { sanitize, truncateForSlack, slackLength } from '../kit/text.js';
import { failureText } from './failure-text.js';

const MAX_TITLE_LENGTH = 150;
/** The size of a card without its title. */
const CARD_TEXT_COST = 190;
const MAX_CARDS = 40;

/** The steps of a request's plan as task cards with their progress, and how many did not fit. */
export function stepCards(
  request: Request,
  directory: Directory,
  budget: number,
): { readonly block?: PlanBlock; readonly hidden: number } {
  const steps = request.plan.steps.filter((step) => !isIdleCleanup(step, request));
  if (steps.length === 0) return { hidden: 0 };
  const { shown, hidden } = fit(
    steps,
    ({ title }) => Math.min(slackLength(title), MAX_TITLE_LENGTH) + CARD_TEXT_COST,
    budget,
    MAX_CARDS,
  );
  const done = steps.filter(({ id }) => request.steps[id]?.state === 'done').length;
  const title = `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}${done === 0 ? '' : `, ${done} done`}`;
  const tasks = shown.map((step, index) => card(step, index, request, directory));
  return { block: { type: 'plan', title, tasks }, hidden };
}

/** A clean-up that always runs is shown from the beginning, others once they have something to do. */
function isIdleCleanup({ id, cleanup }: Step, request: Request): boolean {
  if (cleanup === undefined) return false;
  const progress = request.steps[id];
  return progress === undefined ? cleanup.unlessDone !== undefined : progress.state === 'skipped';
}

function card(step: Step, index: number, request: Request, directory: Directory): TaskCardBlock {
  const { name, account, region } = step.call;
  const progress = request.steps[step.id];
  const output = cardOutput(progress, cancellationRequest(request) !== undefined);
  return {
    type: 'task_card',
    task_id: `${index}-${truncateForSlack(step.id, 200)}`,
    title: truncateForSlack(sanitize(step.title), MAX_TITLE_LENGTH) || step.call.name,
    status: cardStatus(progress),
    details: rich(
      richSection(
        code(name),
        literal(' in '),
        foreignText(region, 40),
        literal(', '),
        foreignText(accountLabel(directory, account), 80),
      ),
      ...startTimeText(step, request),
    ),
    ...omitUndefined({ output }),
  };
}

/** When a delayed step starts, or how long it waits after the start of the run. */
function startTimeText(step: Step, request: Request): readonly RichTextSection[] {
  const isOpen = ['pending', 'approved', 'running'].includes(request.status);
  if (step.delayMs === undefined || !isOpen || request.steps[step.id] !== undefined) return [];
  const times = stageTimes(step, request);
  if (times !== undefined)
    return [richSection(literal('Begins '), dateTime(times.startAt), literal(', announced before'))];
  const from = step.after.length === 0 ? 'the beginning' : 'the step before it';
  return [richSection(literal(`Starts ${durationLabel(step.delayMs)} after ${from}, with notice`))];
}

function cardStatus(progress: StepProgress | undefined): TaskCardBlock['status'] {
  switch (progress?.state) {
    case undefined:
    case 'skipped':
      return 'pending';
    case 'started':
    case 'waiting':
      return 'in_progress';
    case 'done':
      return 'complete';
    case 'failed':
      return 'error';
  }
}

function cardOutput(progress: StepProgress | undefined, isCancelled: boolean): RichTextBlock | undefined {
  if (progress === undefined) return undefined;
  if (progress.state === 'skipped') {
    return rich(
      richSection(italic(isCancelled ? 'Not done: it was stopped.' : 'Skipped: a step before it was not done.')),
    );
  }
  const text = progress.failure === undefined ? progress.detail : failureText(progress.failure);
  return text === undefined ? undefined : rich(richSection(foreignText(text, 300)));
}
