import type { StaleReply } from '../../workflows/digest-answers.js';
import type { ImageRef } from '../../workflows/facts/image.js';
import type { Mistake } from '../../workflows/operations/contract.js';
import type { Person } from '../../workflows/request/types.js';
import { imageOf, KEEP_CHOICES } from '../blocks/digest/answer-form.js';
import { operationFor, ownFields, type StaleAnswer } from '../blocks/digest/answers.js';
import { staleNote, staleOutcomes } from '../blocks/digest/outcomes.js';
import { strangerAnswer } from '../blocks/failure.js';
import { INPUT, KEEP_DAYS, KEEP_REASON, STALE_IMAGES } from '../blocks/ids.js';
import type { Desk } from '../desk.js';
import { noteInThread } from '../note-in-thread.js';
import { senderOf, staleFormOf, type FormState } from '../payloads.js';
import { missingIn, readForm } from './form-draft.js';
import { errorsFor, type Submitted } from './submit-command.js';

/** An answer to stale AMIs was sent: what is wrong is shown at its field, else it is carried out for each AMI. */
export function staleAnswerSubmitted(desk: Desk): (submitted: Submitted) => Promise<void> {
  return async ({ ack, body }) => {
    const { metadata, state } = staleFormOf(body);
    const sender = senderOf(body);
    const read = replyOf(desk, metadata.answer, state, sender.person);
    if (read.kind === 'errors') return ack({ response_action: 'errors', errors: read.errors });
    await ack();
    if (sender.person.teamId !== (await desk.people.homeTeam())) return desk.replies.answer(sender, strangerAnswer());
    const outcomes = await desk.useCases.answerStale(read.reply);
    await desk.replies.answer(sender, staleOutcomes(outcomes, desk.directory));
    await noteInThread(desk, metadata.thread, staleNote(sender.person.userId, outcomes, desk.directory));
  };
}

type ReadReply =
  | { readonly kind: 'reply'; readonly reply: StaleReply }
  | { readonly kind: 'errors'; readonly errors: Record<string, string> };

function replyOf(desk: Desk, answer: StaleAnswer, state: FormState, by: Person): ReadReply {
  const images = (state[STALE_IMAGES]?.[INPUT]?.selected_options ?? []).flatMap(({ value }) => imageOf(value) ?? []);
  if (images.length === 0) return { kind: 'errors', errors: { [STALE_IMAGES]: 'Choose at least one AMI.' } };
  return answer === 'keep' ? keepReply(state, images, by) : askReply(desk, answer, state, images, by);
}

function keepReply(state: FormState, images: readonly ImageRef[], by: Person): ReadReply {
  const chosen = state[KEEP_DAYS]?.[INPUT]?.selected_option?.value;
  const days = KEEP_CHOICES.find((choice) => String(choice) === chosen);
  const reason = state[KEEP_REASON]?.[INPUT]?.value?.trim() ?? '';
  if (days === undefined) return { kind: 'errors', errors: { [KEEP_DAYS]: 'Choose for how long.' } };
  if (reason === '') return { kind: 'errors', errors: { [KEEP_REASON]: 'A reason is needed: everybody sees it.' } };
  return { kind: 'reply', reply: { kind: 'keep', by, images, days, reason } };
}

/** Each AMI is asked for as if its command had been typed. */
function askReply(
  { operations, directory, clock }: Desk,
  answer: StaleAnswer,
  state: FormState,
  images: readonly ImageRef[],
  by: Person,
): ReadReply {
  const operation = operationFor(answer, operations);
  if (operation === undefined) throw new Error('an answer that asks for an operation that does not exist');
  const grammar = ownFields(operation.grammar);
  const draft = readForm(grammar, state);
  const missing = missingIn(grammar, draft);
  const mistakes: Mistake[] = [...missing];
  const context = { directory, now: clock.now().toISOString() };
  const asks = images.flatMap((image) => {
    const { imageId, region, account } = image;
    const parsed = operation.parse({ ...draft, ami: [imageId], region: [region], account: [account] }, context);
    if (parsed.kind === 'input') return { image, operation, input: parsed.input };
    mistakes.push(...parsed.mistakes);
    return [];
  });
  const [first] = mistakes;
  if (first !== undefined) return { kind: 'errors', errors: errorsFor({ ...grammar, subject: IMAGES }, [first]) };
  const reason = draft.reason?.join(' ').trim() ?? '';
  return { kind: 'reply', reply: { kind: 'ask', by, asks, ...(reason === '' ? {} : { reason }) } };
}

/** What is about no field of the form stands at the choice of AMIs. */
const IMAGES = { field: STALE_IMAGES, takes: 'list', required: true, label: 'AMIs' } as const;
