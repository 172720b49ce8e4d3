import type { Change, Operation, ReadOperation } from '../../workflows/operations/contract.js';
import type { Draft } from '../../workflows/operations/grammar/types.js';
import type { Request } from '../../workflows/request/types.js';
import type { Submission } from '../../workflows/submission.js';
import { notSettled } from '../blocks/not-settled.js';
import { sheetMessage } from '../blocks/sheet.js';
import { submissionAnswer } from '../blocks/submission-answer.js';
import { parseContext, type Desk } from '../desk.js';
import type { Sender } from '../payloads.js';
import { permalinkOf } from '../permalink.js';
import { searchPage, type Searching } from '../search-pages.js';
import { ready, readyChange, type Command } from './command.js';

/** An operation as a command: a change is submitted, a question is answered, a search begins at its first page. */
export function operationCommand(desk: Desk, operation: Operation): Command {
  const { name, usage, summary, help, examples, grammar } = operation;
  return {
    name,
    usage,
    summary,
    help,
    examples,
    grammar,
    submit: operation.kind === 'change' ? 'Request' : 'Show',
    isChange: operation.kind === 'change',
    prepare(draft) {
      const parsed = operation.parse(draft, parseContext(desk));
      if (parsed.kind === 'mistakes') return parsed;
      const { input } = parsed;
      switch (operation.kind) {
        case 'change':
          return readyChange(
            (sender) => submit(desk, operation, input, draft, sender),
            () => desk.useCases.consider({ operation, input }),
          );
        case 'read':
          return ready((sender) => inspect(desk, operation, input, sender));
        case 'search':
          return ready((sender) => search(desk, { operation, input, draft }, sender));
      }
    },
  };
}

async function submit(desk: Desk, operation: Change, input: unknown, draft: Draft, sender: Sender): Promise<void> {
  const reason = draft.reason?.join(' ').trim() ?? '';
  const submission = await desk.useCases.submit({
    operation,
    input,
    requester: sender.person,
    ...(reason === '' ? {} : { reason }),
  });
  const { directory, approvalsChannel } = desk;
  const permalink = await permalinkOf(desk, requestIn(submission));
  await desk.replies.answer(sender, submissionAnswer(submission, { directory, approvalsChannel, permalink }));
}

async function inspect(desk: Desk, operation: ReadOperation, input: unknown, sender: Sender): Promise<void> {
  const inspection = await desk.useCases.inspect({ operation, input });
  const message = inspection.kind === 'sheet' ? sheetMessage(inspection.sheet) : notSettled(inspection, desk.directory);
  await desk.replies.answer(sender, message);
}

async function search(desk: Desk, asked: Searching, sender: Sender): Promise<void> {
  await desk.replies.answer(sender, await searchPage(desk, asked));
}

function requestIn(submission: Submission): Request | undefined {
  return submission.kind === 'submitted' || submission.kind === 'duplicate' ? submission.request : undefined;
}
