import { noSuchRequest, refusedDeed } from './blocks/deed-answer.js';
import { submissionAnswer } from './blocks/submission-answer.js';
import type { Desk } from './desk.js';
import type { Sender } from './payloads.js';
import { permalinkOf } from './permalink.js';

/** Asks for the undo of a request, and answers whoever wants it. */
export async function answerUndo(desk: Desk, requestId: string, sender: Sender, reason?: string): Promise<void> {
  const { useCases, replies, directory, approvalsChannel } = desk;
  const answer = await useCases.undo({
    requestId,
    by: sender.person,
    ...(reason === undefined ? {} : { reason }),
  });
  if (answer.kind === 'no-such-request') return replies.answer(sender, noSuchRequest(requestId));
  if (answer.kind === 'not-allowed') return replies.answer(sender, refusedDeed(answer.refusal, 'undo', answer.request));
  const about = answer.kind === 'submitted' || answer.kind === 'duplicate' ? answer.request : undefined;
  const permalink = await permalinkOf(desk, about);
  return replies.answer(sender, submissionAnswer(answer, { directory, approvalsChannel, permalink }));
}
