import { omitUndefined } from '../domain/model/omit-undefined.js';
import { z } from 'zod';
import type { MessageRef, Person } from '../domain/request/types.js';
import { DRIFT_RESPONSES } from './blocks/digest/drift.js';
import { STALE_RESPONSES } from './blocks/digest/responses.js';
import { OPERATION_BLOCK_ID, INPUT_ACTION_ID } from './blocks/kit/ids.js';

/** What comes back from Slack, checked at the door. Values and metadata are our own, but may be old. */

/** The user of a payload, and where to answer. */
export interface Sender {
  readonly person: Person;
  readonly channel?: string;
  readonly responseUrl?: string;
  /** The same for every arrival of the same payload, and for no other. */
  readonly deliveryKey: string;
}

/** A button that was pressed. */
export interface ButtonPress {
  readonly sender: Sender;
  readonly triggerId: string;
  readonly value: string;
  /** The message that the button is in. */
  readonly message?: MessageRef;
  /** Whether it is in the Home. */
  readonly isInHome: boolean;
}

const slashCommand = z.object({
  user_id: z.string(),
  team_id: z.string(),
  channel_id: z.string().optional(),
  response_url: z.string().optional(),
});

const interaction = z.object({
  user: z.object({ id: z.string(), team_id: z.string().nullish() }),
  /** Null where the app is installed for a whole organization. */
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  view: z.object({ type: z.string().optional(), private_metadata: z.string().optional() }).nullish(),
  response_url: z.string().optional(),
});

const triggerPayload = z.object({ trigger_id: z.string() });

const homeEvent = z.object({
  team_id: z.string(),
  event: z.object({ type: z.literal('app_home_opened'), user: z.string(), tab: z.string() }),
});

const buttonPayload = triggerPayload.extend({
  view: z.object({ type: z.string() }).nullish(),
  container: z.object({ channel_id: z.string().optional(), message_ts: z.string().optional() }).optional(),
  actions: z.tuple([z.object({ value: z.string() })]),
});

const submissionPayload = z.object({
  view: z.object({
    private_metadata: z.string(),
    state: z.object({
      values: z.record(
        z.string(),
        z.record(
          z.string(),
          z.object({
            value: z.string().nullish(),
            selected_option: z.object({ value: z.string() }).nullish(),
            selected_options: z.array(z.object({ value: z.string() })).optional(),
          }),
        ),
      ),
    }),
  }),
});

/** The states of a form's inputs, by block and element. */
export type FormState = z.infer<typeof submissionPayload>['view']['state']['values'];

/** A value of our own, as JSON. */
export const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

export const requestId = z.string().regex(/^AR-[0-9A-HJKMNP-TV-Z]{6}$/);
const channelMetadata = z.object({ channel: z.string().optional() });
const commandMetadata = channelMetadata.extend({ command: z.string() });
const denialMetadata = channelMetadata.extend({ request: requestId });
const staleMetadata = channelMetadata.extend({
  response: z.enum(STALE_RESPONSES),
  /** The digest of a response. Its thread has the results. */
  thread: z.object({ channel: z.string(), ts: z.string() }).optional(),
});
const driftMetadata = staleMetadata.extend({ response: z.enum(DRIFT_RESPONSES) });
/** Where an open form belongs, kept in its metadata. */
export type CommandMetadata = z.infer<typeof commandMetadata>;
export type DenialMetadata = z.infer<typeof denialMetadata>;
export type StaleMetadata = z.infer<typeof staleMetadata>;
export type DriftMetadata = z.infer<typeof driftMetadata>;
/**
 * Parses the user of a command, a press or a form. A payload without a team counts as another workspace. Throws for any
 * other payload.
 */
export function parseSender(body: unknown): Sender {
  const opened = homeEvent.safeParse(body);
  const deliveryKey = toDeliveryKey(body);
  if (opened.success) return { person: { userId: opened.data.event.user, teamId: opened.data.team_id }, deliveryKey };
  const command = slashCommand.safeParse(body);
  if (command.success) {
    const { user_id: userId, team_id: teamId, channel_id: channel, response_url: responseUrl } = command.data;
    return { person: { userId, teamId }, ...omitUndefined({ channel, responseUrl }), deliveryKey };
  }
  const { user, team, channel: shownIn, view, response_url: responseUrl } = interaction.parse(body);
  const metadata = json.pipe(channelMetadata).safeParse(view?.private_metadata ?? '{}');
  const person = { userId: user.id, teamId: user.team_id ?? team?.id ?? '' };
  const channel = shownIn?.id ?? metadata.data?.channel;
  return { person, ...omitUndefined({ channel, responseUrl }), deliveryKey };
}

/**
 * Slack gives every command, press and submission a trigger of its own. A body without one is identified by its content.
 * (docs: "Handling user interaction")
 */
function toDeliveryKey(body: unknown): string {
  const trigger = triggerPayload.safeParse(body);
  return trigger.success ? trigger.data.trigger_id : JSON.stringify(body);
}

export function parseButton(body: unknown): ButtonPress {
  const { trigger_id, view, container, actions } = buttonPayload.parse(body);
  const { channel_id: channel, message_ts: ts } = container ?? {};
  return {
    sender: parseSender(body),
    triggerId: trigger_id,
    value: actions[0].value,
    isInHome: view?.type === 'home',
    ...(channel === undefined || ts === undefined ? {} : { message: { channel, ts } }),
  };
}

/** What opens a view, for a shortcut or a press. */
export function parseTrigger(body: unknown): Pick<ButtonPress, 'sender' | 'triggerId'> {
  return { sender: parseSender(body), triggerId: triggerPayload.parse(body).trigger_id };
}

/** Who opened the Home; undefined for the app's other tab. */
export function parseHomeOpened(body: unknown): Person | undefined {
  const { team_id: teamId, event } = homeEvent.parse(body);
  return event.tab === 'home' ? { teamId, userId: event.user } : undefined;
}

/** Whether the message of a pressed button is public. Only a public message has a thread. */
export function isPublicMessage(body: unknown): boolean {
  return z.object({ container: z.object({ is_ephemeral: z.literal(false) }) }).safeParse(body).success;
}

/** The request that a button is about. */
export function parseRequestValue({ value }: ButtonPress): string {
  return requestId.parse(value);
}

/** Reads the value of Approve. `planDigest` is empty if the value has none, which approves no plan. */
export function parseApproveValue({ value }: ButtonPress): { readonly requestId: string; readonly planDigest: string } {
  const [id, planDigest = ''] = value.split(' ', 2);
  return { requestId: requestId.parse(id), planDigest };
}

export function parseCommandForm(body: unknown): { readonly metadata: CommandMetadata; readonly state: FormState } {
  const { view } = submissionPayload.parse(body);
  return { metadata: json.pipe(commandMetadata).parse(view.private_metadata), state: view.state.values };
}

/** An open form in its current state. */
export function parseOpenForm(body: unknown) {
  const { view } = submissionPayload
    .extend({ view: submissionPayload.shape.view.extend({ id: z.string() }) })
    .parse(body);
  const { private_metadata: privateMetadata, id: viewId, state } = view;
  const metadata = json.pipe(commandMetadata).parse(privateMetadata);
  return { sender: parseSender(body), viewId, metadata, privateMetadata, state: state.values };
}

/** The change that was chosen. */
export function parseChoice(body: unknown): string | undefined {
  return submissionPayload.parse(body).view.state.values[OPERATION_BLOCK_ID]?.[INPUT_ACTION_ID]?.selected_option?.value;
}

export function parseDenialForm(body: unknown): { readonly metadata: DenialMetadata; readonly state: FormState } {
  const { view } = submissionPayload.parse(body);
  return { metadata: json.pipe(denialMetadata).parse(view.private_metadata), state: view.state.values };
}

export function parseStaleForm(body: unknown): { readonly metadata: StaleMetadata; readonly state: FormState } {
  const { view } = submissionPayload.parse(body);
  return { metadata: json.pipe(staleMetadata).parse(view.private_metadata), state: view.state.values };
}

export function parseDriftForm(body: unknown): { readonly metadata: DriftMetadata; readonly state: FormState } {
  const { view } = submissionPayload.parse(body);
  return { metadata: json.pipe(driftMetadata).parse(view.private_metadata), state: view.state.values };
}
