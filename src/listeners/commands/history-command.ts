import type { ImageInput } from '../../workflows/operations/contract.js';
import { AMI, CHANGE_CLAUSES } from '../../workflows/operations/parsing/fields.js';
import { readImageInput } from '../../workflows/operations/parsing/image-input.js';
import { noSuchRequest } from '../blocks/deed-answer.js';
import { imageHistory, requestHistory } from '../blocks/image-history.js';
import { notSettled } from '../blocks/not-settled.js';
import type { Desk } from '../desk.js';
import type { Sender } from '../payloads.js';
import { readRequestId } from '../request-id.js';
import { ready, type Command } from './command.js';

/** So many requests are shown with all that happened to them. */
const SHOWN = 5;
/** An AMI that is gone cannot be found any more, but its whole id still names its requests. */
const WHOLE_ID = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** `/ami history`: every request about an AMI, who decided, what happened. Also takes a request's id. */
export function historyCommand(desk: Desk): Command {
  return {
    name: 'history',
    usage: '/ami history <ami>|<request>',
    summary: 'Show every request about an AMI, or one: who asked, who decided, what happened',
    help: ['An AMI that is gone is named by its whole id. The id of a request shows the history of that one.'],
    examples: ['/ami history ami-123', '/ami history AR-7F3K2M'],
    submit: 'Show',
    grammar: { subject: AMI, clauses: CHANGE_CLAUSES.filter(({ field }) => field !== 'reason') },
    prepare(draft) {
      const id = readRequestId(draft[AMI.field]?.[0] ?? '');
      if (id !== undefined) return ready((sender) => showRequest(desk, id, sender));
      const { value, mistakes } = readImageInput(draft, desk.directory);
      return mistakes.length > 0 ? { kind: 'mistakes', mistakes } : ready((sender) => showImage(desk, value, sender));
    },
  };
}

async function showRequest(desk: Desk, id: string, sender: Sender): Promise<void> {
  const request = await desk.useCases.find(id);
  await desk.replies.answer(sender, request === undefined ? noSuchRequest(id) : requestHistory(request));
}

async function showImage(desk: Desk, input: ImageInput, sender: Sender): Promise<void> {
  const { replies, useCases, directory } = desk;
  if (WHOLE_ID.test(input.ami)) return showRequestsAbout(desk, input.ami, sender);
  const located = await useCases.locate(input);
  if (located.kind !== 'image') return replies.answer(sender, notSettled(located, directory));
  return showRequestsAbout(desk, located.image.imageId, sender);
}

async function showRequestsAbout({ replies, useCases }: Desk, imageId: string, sender: Sender): Promise<void> {
  const [{ items, cursor }, keeps] = await Promise.all([
    useCases.list({ kind: 'subject', name: imageId }, { limit: SHOWN }),
    useCases.keepsOf(imageId),
  ]);
  const found = await Promise.all(items.map(({ id }) => useCases.find(id)));
  const requests = found.flatMap((request) => request ?? []);
  await replies.answer(sender, imageHistory({ imageId, requests, keeps, hasMore: cursor !== undefined }));
}
