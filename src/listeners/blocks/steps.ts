import type { PlanBlock, RichTextBlock, RichTextSection, TaskCardBlock } from '@slack/types';
import { accountLabel, type Directory } from '../../workflows/facts/directory.js';
import type { Step } from '../../workflows/plan/types.js';
import { durationLabel } from '../../workflows/operations/planning/wording.js';
import { rungTimes } from '../../workflows/request/rungs.js';
import { stopOf } from '../../workflows/request/stopping.js';
import type { Request, StepProgress } from '../../workflows/request/types.js';
import { fit } from './fit.js';
import { code, italic, rich, said, section, when, words } from './rich.js';
import { clean, cut, lengthOf } from './text.js';

const TITLE = 150;
/** What a card takes besides its title. */
const CARD = 190;
const MOST_CARDS = 40;

/** The steps of a request's plan as task cards with their progress, and how many did not fit. */
export function stepCards(
  request: Request,
  directory: Directory,
  budget: number,
): { readonly block?: PlanBlock; readonly hidden: number } {
  const steps = request.plan.steps.filter((step) => !isIdleCleanUp(step, request));
  if (steps.length === 0) return { hidden: 0 };
  const { shown, hidden } = fit(steps, ({ title }) => Math.min(lengthOf(title), TITLE) + CARD, budget, MOST_CARDS);
  const done = steps.filter(({ id }) => request.steps[id]?.state === 'done').length;
  const title = `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}${done === 0 ? '' : `, ${done} done`}`;
  const tasks = shown.map((step, index) => card(step, index, request, directory));
  return { block: { type: 'plan', title, tasks }, hidden };
}

/** What is always cleaned away is shown from the beginning; other clean-ups from when they have something to do. */
function isIdleCleanUp({ id, cleansUp }: Step, request: Request): boolean {
  if (cleansUp === undefined) return false;
  const progress = request.steps[id];
  return progress === undefined ? cleansUp.unless !== undefined : progress.state === 'skipped';
}

function card(step: Step, index: number, request: Request, directory: Directory): TaskCardBlock {
  const { name, account, region } = step.call;
  const progress = request.steps[step.id];
  const output = outputOf(progress, stopOf(request) !== undefined);
  return {
    type: 'task_card',
    task_id: `${index}-${cut(step.id, 200)}`,
    title: cut(clean(step.title), TITLE) || step.call.name,
    status: statusOf(progress),
    details: rich(
      section(code(name), words(' in '), said(region, 40), words(', '), said(accountLabel(directory, account), 80)),
      ...timeOf(step, request),
    ),
    ...(output === undefined ? {} : { output }),
  };
}

/** When a step that waits for its time is begun, or how long it waits once the run has begun. */
function timeOf(step: Step, request: Request): readonly RichTextSection[] {
  const isOpen = ['pending', 'approved', 'running'].includes(request.status);
  if (step.waitMs === undefined || !isOpen || request.steps[step.id] !== undefined) return [];
  const times = rungTimes(step, request);
  if (times !== undefined) return [section(words('Begins '), when(times.at), words(', announced before'))];
  const from = step.after.length === 0 ? 'the beginning' : 'the step before it';
  return [section(words(`Begins ${durationLabel(step.waitMs)} after ${from}, announced before`))];
}

function statusOf(progress: StepProgress | undefined): TaskCardBlock['status'] {
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

function outputOf(progress: StepProgress | undefined, isStopped: boolean): RichTextBlock | undefined {
  if (progress === undefined) return undefined;
  if (progress.state === 'skipped') {
    return rich(section(italic(isStopped ? 'Not done: it was stopped.' : 'Skipped: a step before it was not done.')));
  }
  const text = progress.failure?.message ?? progress.detail;
  return text === undefined ? undefined : rich(section(said(text, 300)));
}
