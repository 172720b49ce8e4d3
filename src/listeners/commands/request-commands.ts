import type { Field } from '../../workflows/operations/grammar/types.js';
import { answerUndo } from '../answer-undo.js';
import { acceptedDeed, noSuchRequest, refusedDeed } from '../blocks/deed-answer.js';
import { requestMessage } from '../blocks/request-message.js';
import type { Desk } from '../desk.js';
import type { Sender } from '../payloads.js';
import { readRequestId } from '../request-id.js';
import { mistaken, ready, type Command } from './command.js';

const REQUEST: Field = {
  field: 'request',
  takes: 'word',
  required: true,
  label: 'Request',
  hint: 'Its id, with or without “AR-”.',
  placeholder: 'AR-7F3K2M',
};

/** `/ami status`, `/ami cancel`, `/ami retry`, `/ami undo`: commands about one request. */
export function requestCommands(desk: Desk): readonly Command[] {
  return [
    aboutRequest(
      {
        name: 'status',
        summary: 'Show a request as it is now',
        help: ['Shows what was asked for, how far it has got, and the buttons that apply.'],
        submit: 'Show',
      },
      (id, sender) => showStatus(desk, id, sender),
    ),
    aboutRequest(
      {
        name: 'cancel',
        summary: 'End a request that waits for approval',
        help: ['For whoever asked for it, and its approvers. What runs already cannot be cancelled.'],
        submit: 'Cancel it',
      },
      (id, sender) => attempt(desk, id, { kind: 'cancel' }, sender),
    ),
    aboutRequest(
      {
        name: 'retry',
        summary: 'Try a failed request again',
        help: ['For whoever asked for it, and its approvers. What is done already is not done again.'],
        submit: 'Try again',
      },
      (id, sender) => attempt(desk, id, { kind: 'retry' }, sender),
    ),
    aboutRequest(
      {
        name: 'undo',
        summary: 'Take back what a request did, by a new request',
        help: [
          'Takes back only what that request added and what is still there of it. What nothing can take back is said before it is approved.',
          'The undo is a request of its own and needs approval like any other: undoing a share is decided as an unshare, undoing a copy as a deregistration.',
        ],
        submit: 'Ask for the undo',
      },
      (id, sender) => answerUndo(desk, id, sender),
    ),
  ];
}

function aboutRequest(
  about: Pick<Command, 'name' | 'summary' | 'help' | 'submit'>,
  answer: (id: string, sender: Sender) => Promise<void>,
): Command {
  return {
    ...about,
    usage: `/ami ${about.name} <request>`,
    examples: [`/ami ${about.name} AR-7F3K2M`],
    grammar: { subject: REQUEST, clauses: [] },
    prepare(draft) {
      const id = readRequestId(draft[REQUEST.field]?.[0] ?? '');
      return id === undefined
        ? mistaken(REQUEST.field, 'That is no id of a request. They look like AR-7F3K2M; yours are in /ami requests.')
        : ready((sender) => answer(id, sender));
    },
  };
}

async function showStatus(desk: Desk, id: string, sender: Sender): Promise<void> {
  const request = await desk.useCases.find(id);
  await desk.replies.answer(
    sender,
    request === undefined ? noSuchRequest(id) : requestMessage(request, desk.directory),
  );
}

async function attempt(
  desk: Desk,
  id: string,
  deed: { readonly kind: 'cancel' | 'retry' },
  sender: Sender,
): Promise<void> {
  const answer = await desk.useCases.act({ requestId: id, by: sender.person, attempt: deed });
  switch (answer.kind) {
    case 'accepted':
      return desk.replies.answer(sender, acceptedDeed(answer.request));
    case 'refused':
      return desk.replies.answer(sender, refusedDeed(answer.refusal, deed.kind, answer.request));
    case 'no-such-request':
      return desk.replies.answer(sender, noSuchRequest(id));
  }
}
