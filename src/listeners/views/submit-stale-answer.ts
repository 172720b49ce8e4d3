import type { StaleResponse } from '../../workflows/digest/results.js';
import type { ImageRef } from '../../domain/model/image.js';
import type { InputError } from '../../domain/operations/contract.js';
import type { Person } from '../../domain/request/types.js';
import { decodeChoice, EXEMPTION_DAYS } from '../blocks/digest/stale-form.js';
import { operationForResponse, requestFields, type StaleResponseKind } from '../blocks/digest/responses.js';
import { staleThreadNote, staleResults } from '../blocks/digest/stale-outcomes.js';
import { INPUT_ACTION_ID, EXEMPTION_DAYS_BLOCK, EXEMPTION_REASON_BLOCK, STALE_IMAGES } from '../blocks/kit/ids.js';
import { admitSender } from '../admission.js';
import type { ListenerContext } from '../context.js';
import { isRepeatedDelivery } from '../deliveries.js';
import { postInThread } from '../slack/messages.js';
import { parseSender, parseStaleForm, type FormState } from '../payloads.js';
import { missingFields, parseForm } from './form-draft.js';
import { fieldErrors, type ViewSubmissionArgs } from './submit-command.js';

/** A response to stale AMIs: input errors are shown at their fields. Otherwise it is carried out for each AMI. */
export function handleStaleResponse(context: ListenerContext): (submitted: ViewSubmissionArgs) => Promise<void> {
  return async ({ ack, body }) => {
    const { metadata, state } = parseStaleForm(body);
    const sender = parseSender(body);
    const parsed = parseResponseForm(context, metadata.response, state, sender.person);
    if (parsed.kind === 'errors') return ack({ response_action: 'errors', errors: parsed.errors });
    await ack();
    const admission = await admitSender(context, sender, 'request');
    if (admission.kind === 'refused') return context.replies.answer(sender, admission.message);
    if (await isRepeatedDelivery(context, sender)) return;
    const outcomes = await context.useCases.respondToStale({ ...parsed.response, by: admission.sender.person });
    await context.replies.answer(sender, staleResults(outcomes, context.directory));
    await postInThread(context, metadata.thread, staleThreadNote(sender.person.userId, outcomes, context.directory));
  };
}

type ParsedResponse =
  | { readonly kind: 'response'; readonly response: StaleResponse }
  | { readonly kind: 'errors'; readonly errors: Record<string, string> };

function parseResponseForm(
  context: ListenerContext,
  response: StaleResponseKind,
  state: FormState,
  by: Person,
): ParsedResponse {
  const images = (state[STALE_IMAGES]?.[INPUT_ACTION_ID]?.selected_options ?? []).flatMap(
    ({ value }) => decodeChoice(value) ?? [],
  );
  if (images.length === 0) return { kind: 'errors', errors: { [STALE_IMAGES]: 'Choose at least one AMI.' } };
  return response === 'exempt'
    ? parseExemption(state, images, by)
    : parseRequests(context, response, state, { images, by });
}

function parseExemption(state: FormState, images: readonly ImageRef[], by: Person): ParsedResponse {
  const chosen = state[EXEMPTION_DAYS_BLOCK]?.[INPUT_ACTION_ID]?.selected_option?.value;
  const days = EXEMPTION_DAYS.find((choice) => String(choice) === chosen);
  const reason = state[EXEMPTION_REASON_BLOCK]?.[INPUT_ACTION_ID]?.value?.trim() ?? '';
  if (days === undefined) return { kind: 'errors', errors: { [EXEMPTION_DAYS_BLOCK]: 'Choose for how long.' } };
  if (reason === '')
    return {
      kind: 'errors',
      errors: { [EXEMPTION_REASON_BLOCK]: 'A reason is required. Everyone in the channel sees it.' },
    };
  return { kind: 'response', response: { kind: 'exempt', by, images, days, reason } };
}

/** Each AMI is requested as if its command had been typed. */
function parseRequests(
  { operations, directory, clock }: ListenerContext,
  response: StaleResponseKind,
  state: FormState,
  { images, by }: { readonly images: readonly ImageRef[]; readonly by: Person },
): ParsedResponse {
  const operation = operationForResponse(response, operations);
  if (operation === undefined) throw new Error('a response requests an operation that does not exist');
  const grammar = requestFields(operation.grammar);
  const draft = parseForm(grammar, state);
  const missing = missingFields(grammar, draft);
  const inputErrors: InputError[] = [...missing];
  const context = { directory, now: clock.now().toISOString() };
  const commands = images.flatMap((image) => {
    const { imageId, region, account } = image;
    const parsed = operation.parse({ ...draft, ami: [imageId], region: [region], account: [account] }, context);
    if (parsed.kind === 'valid') return { image, operation, input: parsed.input };
    inputErrors.push(...parsed.errors);
    return [];
  });
  const [first] = inputErrors;
  if (first !== undefined)
    return { kind: 'errors', errors: fieldErrors({ ...grammar, subject: IMAGES_FIELD }, [first]) };
  const reason = draft.reason?.join(' ').trim() ?? '';
  return {
    kind: 'response',
    response: { kind: 'request', by, requests: commands, ...(reason === '' ? {} : { reason }) },
  };
}

/** An error without a field is shown at the choice of AMIs. */
const IMAGES_FIELD = { field: STALE_IMAGES, takes: 'list', required: true, label: 'AMIs' } as const;
