import { z } from 'zod';
import { viewShape } from '../api/shapes.js';
import { pushView, updateView } from '../api/views.js';
import type { Core } from '../core.js';
import { Refused } from '../refused.js';
import type { View } from '../state/entities.js';
import { valuesOf } from './fields.js';
import { missingEntries } from './missing-entries.js';
import { failureOf, impossible, type Outcome } from './outcome.js';
import { interactionBase } from './payload.js';

/** What Slack says under a modal when the app's answer is no good. */
const TROUBLE = 'We had some trouble connecting. Try again?';

const answer = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string().min(1)) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

export interface SubmissionBody {
  readonly as: string;
  readonly view_id: string;
  /** What was entered: `{[block_id]: {[action_id]: …}}`. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** Somebody submits the topmost view of their modal. */
export async function submitView(core: Core, { as, view_id, state }: SubmissionBody): Promise<Outcome> {
  const user = core.store.user(as);
  const view = core.modals.of(as).at(-1);
  if (user === undefined || view?.id !== view_id) return impossible('This form is not open.');
  const values = valuesOf(view.content.blocks, state);
  const missing = missingEntries(view.content.blocks, values);
  // Slack's client does not send such a form.
  if (Object.keys(missing).length > 0) return { ok: false, errors: missing, ms: 0 };

  const receipt = await core.app.deliver({
    kind: 'interactive',
    body: {
      type: 'view_submission',
      ...interactionBase(core, user),
      trigger_id: core.triggers.issue(as),
      view: viewShape(core, view, values),
      response_urls: [],
    },
  });
  const failure = failureOf(core, String(view.content.callback_id), receipt);
  if (failure !== undefined || receipt.kind !== 'acknowledged') return { ok: false, error: TROUBLE, ms: receipt.ms };
  return { ...follow(core, view, receipt.body), ms: receipt.ms };
}

/** Does what the app answered. The view may have been updated or closed meanwhile. */
function follow(core: Core, submitted: View, body: unknown): Omit<Outcome, 'ms'> {
  const view = core.modals.find(submitted.id) ?? submitted;
  if (body === undefined) {
    core.modals.close(view);
    return { ok: true };
  }
  const read = answer.safeParse(body);
  if (!read.success) return trouble(core, view, 'the answer is neither empty nor a response_action');
  try {
    return followAction(core, view, read.data);
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: TROUBLE };
    throw error;
  }
}

function followAction(core: Core, view: View, action: z.infer<typeof answer>): Omit<Outcome, 'ms'> {
  switch (action.response_action) {
    case 'errors':
      return followErrors(core, view, action.errors);
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

function followErrors(core: Core, view: View, errors: Readonly<Record<string, string>>): Omit<Outcome, 'ms'> {
  const blocks = z.array(z.looseObject({})).parse(view.content.blocks);
  const inputs = blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);
  const others = Object.keys(errors).filter((blockId) => !inputs.includes(blockId));
  if (others.length > 0) return trouble(core, view, `errors are for input blocks only, not for ${others.join(', ')}`);
  if (Object.keys(errors).length === 0) return trouble(core, view, 'response_action errors without an error');
  return { ok: false, errors };
}

function trouble(core: Core, view: View, detail: string): Omit<Outcome, 'ms'> {
  core.journal.violate('view', `${String(view.content.callback_id)}: ${detail}`);
  return { ok: false, error: TROUBLE };
}
