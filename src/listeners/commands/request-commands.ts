import type { Field } from '../../domain/command-line/grammar.js';
import { handleUndo } from '../actions/undo.js';
import { actionAccepted, noSuchRequest, actionRefused } from '../blocks/answers/action.js';
import { requestMessage } from '../blocks/request/message.js';
import type { ListenerContext } from '../context.js';
import type { Sender } from '../payloads.js';
import { parseRequestId } from './request-id.js';
import { invalidCommand, ready, readyOnce, type AmiCommand, type PreparedCommand } from './command.js';

const REQUEST_FIELD: Field = {
  field: 'request',
  takes: 'word',
  required: true,
  label: 'Request',
  hint: 'Its id, with or without “AR-”.',
  placeholder: 'AR-7F3K2M',
};

/** `/ami status`, `/ami cancel`, `/ami retry`, `/ami undo`: commands about one request. */
export function requestCommands(context: ListenerContext): readonly AmiCommand[] {
  return [
    requestCommand(
      {
        name: 'status',
        summary: 'Show a request as it is now',
        help: ['Shows a request, its progress, and the buttons that apply.'],
        submit: 'Show',
      },
      (id) => ready((sender) => showStatus(context, id, sender)),
    ),
    requestCommand(
      {
        name: 'cancel',
        summary: 'End a request that waits for approval',
        help: ['For the requester and the approvers. A running request cannot be cancelled.'],
        submit: 'Cancel it',
      },
      (id) => readyOnce((sender) => actOnRequest(context, id, { kind: 'cancel' }, sender)),
    ),
    requestCommand(
      {
        name: 'retry',
        summary: 'Try a failed request again',
        help: ['For the requester and the approvers. Completed steps are not repeated.'],
        submit: 'Try again',
      },
      (id) => readyOnce((sender) => actOnRequest(context, id, { kind: 'retry' }, sender)),
    ),
    requestCommand(
      {
        name: 'undo',
        summary: 'Revert a request, by a new request',
        help: [
          'Reverts only changes of that request that are still in place. Permanent changes are named before the approval.',
          'The undo is a request of its own and needs approval like any other: undoing a share is decided as an unshare, undoing a copy as a deregistration.',
        ],
        submit: 'Request undo',
      },
      (id) => readyOnce((sender) => handleUndo(context, id, sender)),
    ),
  ];
}

function requestCommand(
  description: Pick<AmiCommand, 'name' | 'summary' | 'help' | 'submit'>,
  prepareFor: (id: string) => PreparedCommand,
): AmiCommand {
  return {
    ...description,
    usage: `/ami ${description.name} <request>`,
    examples: [`/ami ${description.name} AR-7F3K2M`],
    grammar: { subject: REQUEST_FIELD, clauses: [] },
    prepare(draft) {
      const id = parseRequestId(draft[REQUEST_FIELD.field]?.[0] ?? '');
      return id === undefined
        ? invalidCommand(
            REQUEST_FIELD.field,
            'Not a request ID. Request IDs look like AR-7F3K2M. Yours are in /ami requests.',
          )
        : prepareFor(id);
    },
  };
}

async function showStatus(context: ListenerContext, id: string, sender: Sender): Promise<void> {
  const request = await context.useCases.getRequest(id);
  await context.replies.answer(
    sender,
    request === undefined ? noSuchRequest(id) : requestMessage(request, context.directory),
  );
}

async function actOnRequest(
  context: ListenerContext,
  id: string,
  action: { readonly kind: 'cancel' | 'retry' },
  sender: Sender,
): Promise<void> {
  const result = await context.useCases.actOnRequest({ requestId: id, by: sender.person, action });
  switch (result.kind) {
    case 'accepted':
      return context.replies.answer(sender, actionAccepted(result.request));
    case 'refused':
      return context.replies.answer(sender, actionRefused(result.refusal, action.kind, result.request));
    case 'request-not-found':
      return context.replies.answer(sender, noSuchRequest(id));
  }
}
