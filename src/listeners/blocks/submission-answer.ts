import type { KnownBlock } from '@slack/types';
import type { Directory } from '../../workflows/facts/directory.js';
import type { Request } from '../../workflows/request/types.js';
import type { Submission } from '../../workflows/submission.js';
import { findingLists } from './findings.js';
import { notSettled } from './not-settled.js';
import type { Message } from './message.js';
import { bold, channel, italic, link, mention, rich, said, section, words, type Leaf } from './rich.js';
import { ruleRefusal } from './rule-refusal.js';
import { STATUS_WORD } from './status.js';
import { quoted } from './text.js';

const FINDINGS = 6_000;

export interface AnswerContext {
  readonly directory: Directory;
  readonly approvalsChannel: string;
  /** The address of the request's message, where Slack gave it. */
  readonly permalink?: string | undefined;
}

/** The private answer to whoever asked for something. */
export function submissionAnswer(submission: Submission, context: AnswerContext): Message {
  switch (submission.kind) {
    case 'submitted':
      return submitted(submission.request, context);
    case 'duplicate':
      return duplicate(submission.request, context);
    case 'refused':
      return {
        text: `Not requested: ${quoted(submission.title)}`,
        blocks: [
          rich(section(words('Not requested: '), bold(submission.title))),
          rich(...findingLists(submission.findings, FINDINGS)),
        ],
      };
    case 'forbidden':
      return {
        text: `Not requested: ${quoted(submission.plan.title)}`,
        blocks: [
          rich(
            section(words('Not requested: '), bold(submission.plan.title)),
            section(...ruleRefusal(submission.reason)),
          ),
        ],
      };
    case 'no-image':
    case 'several-images':
    case 'uncertain-image':
    case 'no-instance':
    case 'several-instances':
    case 'uncertain-instance':
    case 'no-recycled':
    case 'several-recycled':
    case 'uncertain-recycled':
      return notSettled(submission, context.directory);
  }
}

function submitted(request: Request, context: AnswerContext): Message {
  const blocks: KnownBlock[] = [
    rich(
      section(bold(request.id), words(': '), said(request.plan.title)),
      section(...nextOf(request), ...whereToSee(request, context)),
    ),
  ];
  return { text: `${request.id}: ${STATUS_WORD[request.status]}. ${quoted(request.plan.title)}`, blocks };
}

function nextOf({ ruling }: Request): readonly Leaf[] {
  return ruling.kind === 'approval'
    ? [words('It waits for approval. ')]
    : [words('A rule lets this run without approval: it begins now. ')];
}

function whereToSee({ announced }: Request, { permalink, approvalsChannel }: AnswerContext): readonly Leaf[] {
  if (permalink !== undefined) return [link(permalink, 'See the request'), words(' in '), channel(approvalsChannel)];
  if (announced.message !== undefined) return [words('It is shown in '), channel(approvalsChannel)];
  return [
    words('It is stored, but could not be shown in '),
    channel(approvalsChannel),
    words(' yet'),
    ...(announced.problem === undefined ? [] : [words(': '), italic(announced.problem)]),
    words('. I go on trying.'),
  ];
}

function duplicate(request: Request, { permalink }: AnswerContext): Message {
  return {
    text: `Already asked for: ${request.id}, ${STATUS_WORD[request.status]}.`,
    blocks: [
      rich(
        section(
          words('The same is asked for already: '),
          bold(request.id),
          words(` (${STATUS_WORD[request.status]}) by `),
          mention(request.requester.userId),
          words('. Nothing was stored. '),
          ...(permalink === undefined ? [] : [link(permalink, 'See the request')]),
        ),
      ),
    ],
  };
}
