import type { KnownBlock } from '@slack/types';
import type { Directory } from '../../../domain/model/directory.js';
import type { Request } from '../../../domain/request/types.js';
import type { Submission } from '../../../workflows/requests/submission.js';
import { findingLists } from '../kit/findings.js';
import { unresolvedAnswer } from './unresolved.js';
import type { Message } from '../kit/message.js';
import {
  bold,
  channelMention,
  italic,
  link,
  mention,
  rich,
  foreignText,
  richSection,
  literal,
  type RichTextLeaf,
} from '../kit/rich.js';
import { ruleRefusal } from '../request/rules.js';
import { STATUS_TEXT } from '../request/status.js';
import { inlineCode } from '../kit/text.js';

const MAX_FINDINGS = 6_000;

export interface AnswerContext {
  readonly directory: Directory;
  readonly approvalsChannel: string;
  /** The address of the request's message, where Slack gave it. */
  readonly permalink?: string | undefined;
}

/** The private answer to a requester. */
export function submissionAnswer(submission: Submission, context: AnswerContext): Message {
  switch (submission.kind) {
    case 'submitted':
      return submittedMessage(submission.request, context);
    case 'duplicate':
      return duplicateMessage(submission.request, context);
    case 'refused':
      return {
        text: `Not requested: ${inlineCode(submission.title)}`,
        blocks: [
          rich(richSection(literal('Not requested: '), bold(submission.title))),
          rich(...findingLists(submission.findings, MAX_FINDINGS)),
        ],
      };
    case 'forbidden':
      return {
        text: `Not requested: ${inlineCode(submission.plan.title)}`,
        blocks: [
          rich(
            richSection(literal('Not requested: '), bold(submission.plan.title)),
            richSection(...ruleRefusal(submission.reason)),
          ),
        ],
      };
    case 'unresolved':
      return unresolvedAnswer(submission, context.directory);
  }
}

function submittedMessage(request: Request, context: AnswerContext): Message {
  const blocks: KnownBlock[] = [
    rich(
      richSection(bold(request.id), literal(': '), foreignText(request.plan.title)),
      richSection(...nextStepText(request), ...whereToSee(request, context)),
    ),
  ];
  return { text: `${request.id}: ${STATUS_TEXT[request.status]}. ${inlineCode(request.plan.title)}`, blocks };
}

function nextStepText({ policyDecision }: Request): readonly RichTextLeaf[] {
  return policyDecision.kind === 'approval'
    ? [literal('It waits for approval. ')]
    : [literal('A rule allows this without approval. Starting now. ')];
}

function whereToSee(
  { notifications }: Request,
  { permalink, approvalsChannel }: AnswerContext,
): readonly RichTextLeaf[] {
  if (permalink !== undefined)
    return [link(permalink, 'See the request'), literal(' in '), channelMention(approvalsChannel)];
  if (notifications.message !== undefined) return [literal('It is shown in '), channelMention(approvalsChannel)];
  return [
    literal('It is stored, but could not be shown in '),
    channelMention(approvalsChannel),
    literal(' yet'),
    ...(notifications.problem === undefined ? [] : [literal(': '), italic(notifications.problem)]),
    literal('. Retrying automatically.'),
  ];
}

function duplicateMessage(request: Request, { permalink }: AnswerContext): Message {
  return {
    text: `Already requested: ${request.id}, ${STATUS_TEXT[request.status]}.`,
    blocks: [
      rich(
        richSection(
          literal('Already requested: '),
          bold(request.id),
          literal(` (${STATUS_TEXT[request.status]}) by `),
          mention(request.requester.userId),
          literal('. Nothing was stored. '),
          ...(permalink === undefined ? [] : [link(permalink, 'See the request')]),
        ),
      ),
    ],
  };
}
