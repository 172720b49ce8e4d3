import { z } from 'zod';
import { viewShape } from '../api/shapes.js';
import { pushView, updateView } from '../api/views.js';
import type { Core } from '../core.js';
import { SlackError } from '../slack-error.js';
import type { View } from '../state/entities.js';
import { collectValues } from './fields.js';
import { entryErrors } from './missing-fields.js';
import { deliveryFailure, notPossible, type ActionOutcome } from './outcome.js';
import { interactionBase } from './payload.js';

/** Slack's text in a modal after an invalid response of the app. */
const GENERIC_ERROR = 'We had some trouble connecting. Try again?';

const responseSchema = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string().min(1)) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

export interface SubmissionBody {
  readonly as: string;
  readonly view_id: string;
  /** The entered values: `{[block_id]: {[action_id]: …}}`. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** A user submits the topmost view of their modal. */
export async function submitView(core: Core, { as: userId, view_id, state }: SubmissionBody): Promise<ActionOutcome> {
  const user = core.store.user(userId);
  const view = core.modals.of(userId).at(-1);
  if (user === undefined || view?.id !== view_id) return notPossible('This form is not open.');
  const values = collectValues(view.content.blocks, state);
  const missing = entryErrors(view.content.blocks, values);
  // Slack's client does not send such a form.
  if (Object.keys(missing).length > 0) return { ok: false, errors: missing, ms: 0 };

  const receipt = await core.app.deliver({
    kind: 'interactive',
    body: {
      type: 'view_submission',
      ...interactionBase(core, user),
      trigger_id: core.triggers.issue(userId),
      view: viewShape(core, view, values),
      response_urls: [],
    },
  });
  const failure = deliveryFailure(core, String(view.content.callback_id), receipt);
  if (failure !== undefined || receipt.kind !== 'acknowledged')
    return { ok: false, error: GENERIC_ERROR, ms: receipt.ms };
  return { ...handleResponse(core, view, receipt.body), ms: receipt.ms };
}

/** Applies the app's response. The view may have been updated or closed since then. */
function handleResponse(core: Core, submitted: View, body: unknown): Omit<ActionOutcome, 'ms'> {
  const view = core.modals.find(submitted.id) ?? submitted;
  if (body === undefined) {
    core.modals.close(view);
    return { ok: true };
  }
  const read = responseSchema.safeParse(body);
  if (!read.success) return invalidResponse(core, view, 'the answer is neither empty nor a response_action');
  try {
    return handleResponseAction(core, view, read.data);
  } catch (error) {
    if (error instanceof SlackError) return { ok: false, error: GENERIC_ERROR };
    throw error;
  }
}

function handleResponseAction(
  core: Core,
  view: View,
  action: z.infer<typeof responseSchema>,
): Omit<ActionOutcome, 'ms'> {
  switch (action.response_action) {
    case 'errors':
      return handleErrors(core, view, action.errors);
    case 'update':
      updateView(core, view, action.view, 'response_action update');
      return { ok: true };
    case 'push':
      pushView(core, view.user, action.view, 'response_action push');
      return { ok: true };
    case 'clear':
      core.modals.clear(view.user);
      return { ok: true };
  }
}

function handleErrors(core: Core, view: View, errors: Readonly<Record<string, string>>): Omit<ActionOutcome, 'ms'> {
  const blocks = z.array(z.looseObject({})).parse(view.content.blocks);
  const inputs = blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);
  const others = Object.keys(errors).filter((blockId) => !inputs.includes(blockId));
  if (others.length > 0)
    return invalidResponse(core, view, `errors are for input blocks only, not for ${others.join(', ')}`);
  if (Object.keys(errors).length === 0) return invalidResponse(core, view, 'response_action errors without an error');
  return { ok: false, errors };
}

function invalidResponse(core: Core, view: View, detail: string): Omit<ActionOutcome, 'ms'> {
  core.callLog.recordViolation('view', `${String(view.content.callback_id)}: ${detail}`);
  return { ok: false, error: GENERIC_ERROR };
}
