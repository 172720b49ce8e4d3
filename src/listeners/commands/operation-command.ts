import type { AnyChangeOperation, Operation, ReadOperation } from '../../domain/operations/contract.js';
import type { Draft } from '../../domain/command-line/grammar.js';
import type { Request } from '../../domain/request/types.js';
import type { Submission } from '../../workflows/requests/submission.js';
import { unresolvedAnswer } from '../blocks/answers/unresolved.js';
import { reportMessage } from '../blocks/answers/report.js';
import { submissionAnswer } from '../blocks/answers/submission.js';
import { parseContext, type ListenerContext } from '../context.js';
import type { Sender } from '../payloads.js';
import { getPermalink } from '../slack/messages.js';
import { searchPage, type SearchPageRequest } from '../actions/paging.js';
import { ready, readyChange, type AmiCommand } from './command.js';

/** An operation as a command: a change is submitted, a question is answered, a search begins at its first page. */
export function operationCommand(context: ListenerContext, operation: Operation): AmiCommand {
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
      const parsed = operation.parse(draft, parseContext(context));
      if (parsed.kind === 'invalid') return parsed;
      const { input } = parsed;
      switch (operation.kind) {
        case 'change':
          return readyChange(
            (sender) => submit(context, { operation, input, draft }, sender),
            () => context.useCases.previewRequest({ operation, input }),
          );
        case 'read':
          return ready((sender) => showDescription(context, operation, input, sender));
        case 'search':
          return ready((sender) => search(context, { operation, input, draft }, sender));
      }
    },
  };
}

async function submit(
  context: ListenerContext,
  {
    operation,
    input,
    draft,
  }: { readonly operation: AnyChangeOperation; readonly input: unknown; readonly draft: Draft },
  sender: Sender,
): Promise<void> {
  const reason = draft.reason?.join(' ').trim() ?? '';
  const submission = await context.useCases.submitRequest({
    operation,
    input,
    requester: sender.person,
    ...(reason === '' ? {} : { reason }),
  });
  const { directory, approvalsChannel } = context;
  const permalink = await getPermalink(context, submittedRequest(submission));
  await context.replies.answer(sender, submissionAnswer(submission, { directory, approvalsChannel, permalink }));
}

async function showDescription(
  context: ListenerContext,
  operation: ReadOperation,
  input: unknown,
  sender: Sender,
): Promise<void> {
  const result = await context.useCases.describe({ operation, input });
  const message = result.kind === 'report' ? reportMessage(result.report) : unresolvedAnswer(result, context.directory);
  await context.replies.answer(sender, message);
}

async function search(context: ListenerContext, page: SearchPageRequest, sender: Sender): Promise<void> {
  await context.replies.answer(sender, await searchPage(context, page));
}

function submittedRequest(submission: Submission): Request | undefined {
  return submission.kind === 'submitted' || submission.kind === 'duplicate' ? submission.request : undefined;
}
