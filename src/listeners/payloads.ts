import { z } from 'zod';
import type { MessageRef, Person } from '../workflows/request/types.js';
import type { OlderFrom } from '../workflows/use-cases.js';
import { DRIFT_ANSWERS } from './blocks/digest/drift.js';
import { STALE_ANSWERS } from './blocks/digest/answers.js';
import { CHOICE, INPUT } from './blocks/ids.js';
import { LISTS } from './blocks/request-list.js';

/** What comes back from Slack, checked at the door. Values and metadata are our own, but may be old. */

/** Who is behind a payload, and where to answer. */
export interface Sender {
  readonly person: Person;
  readonly channel?: string;
  readonly responseUrl?: string;
}

/** A button that was pressed. */
export interface Press {
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

const triggered = z.object({ trigger_id: z.string() });

const homeEvent = z.object({
  team_id: z.string(),
  event: z.object({ type: z.literal('app_home_opened'), user: z.string(), tab: z.string() }),
});

const pressed = triggered.extend({
  view: z.object({ type: z.string() }).nullish(),
  container: z.object({ channel_id: z.string().optional(), message_ts: z.string().optional() }).optional(),
  actions: z.tuple([z.object({ value: z.string() })]),
});

const submitted = z.object({
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
export type FormState = z.infer<typeof submitted>['view']['state']['values'];

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

const requestId = z.string().regex(/^AR-[0-9A-HJKMNP-TV-Z]{6}$/);
const channelMetadata = z.object({ channel: z.string().optional() });
const commandMetadata = channelMetadata.extend({ command: z.string() });
const denialMetadata = channelMetadata.extend({ request: requestId });
const staleMetadata = channelMetadata.extend({
  answer: z.enum(STALE_ANSWERS),
  /** The digest that was answered: what is decided is told in its thread. */
  thread: z.object({ channel: z.string(), ts: z.string() }).optional(),
});
const driftMetadata = staleMetadata.extend({ answer: z.enum(DRIFT_ANSWERS) });
const pageValue = z.strictObject({ list: z.enum(LISTS), cursor: z.string() });
const searchPageValue = z.strictObject({
  command: z.string(),
  /** What was typed after it. */
  line: z.string(),
  after: z.strictObject({
    usd: z.number().exactOptional(),
    own: z.boolean(),
    createdAt: z.string(),
    imageId: z.string(),
    region: z.string(),
  }),
});
const historyPageValue = z.strictObject({ name: z.string(), cursor: z.string() }) satisfies z.ZodType<OlderFrom>;

/** Where an open form belongs, kept in its metadata. */
export type CommandMetadata = z.infer<typeof commandMetadata>;
export type DenialMetadata = z.infer<typeof denialMetadata>;
export type StaleMetadata = z.infer<typeof staleMetadata>;
export type DriftMetadata = z.infer<typeof driftMetadata>;
/** The next page of a list, kept in a button. */
export type PageValue = z.infer<typeof pageValue>;
/** The next page of what a search found. */
export type SearchPageValue = z.infer<typeof searchPageValue>;

/** Reads who sent a command, a press or a form. A team that is not named is nobody's. Throws for any other payload. */
export function senderOf(body: unknown): Sender {
  const opened = homeEvent.safeParse(body);
  if (opened.success) return { person: { userId: opened.data.event.user, teamId: opened.data.team_id } };
  const command = slashCommand.safeParse(body);
  if (command.success) {
    const { user_id: userId, team_id: teamId, channel_id, response_url } = command.data;
    return senderFrom({ userId, teamId }, channel_id, response_url);
  }
  const { user, team, channel, view, response_url } = interaction.parse(body);
  const metadata = json.pipe(channelMetadata).safeParse(view?.private_metadata ?? '{}');
  const person = { userId: user.id, teamId: user.team_id ?? team?.id ?? '' };
  return senderFrom(person, channel?.id ?? metadata.data?.channel, response_url);
}

export function pressOf(body: unknown): Press {
  const { trigger_id, view, container, actions } = pressed.parse(body);
  const { channel_id: channel, message_ts: ts } = container ?? {};
  return {
    sender: senderOf(body),
    triggerId: trigger_id,
    value: actions[0].value,
    isInHome: view?.type === 'home',
    ...(channel === undefined || ts === undefined ? {} : { message: { channel, ts } }),
  };
}

/** What lets a view be opened, for a shortcut or a press. */
export function triggerOf(body: unknown): Pick<Press, 'sender' | 'triggerId'> {
  return { sender: senderOf(body), triggerId: triggered.parse(body).trigger_id };
}

/** Who opened the Home; undefined for the app's other tab. */
export function homeOpenedBy(body: unknown): Person | undefined {
  const { team_id: teamId, event } = homeEvent.parse(body);
  return event.tab === 'home' ? { teamId, userId: event.user } : undefined;
}

/** Whether a message that a button was pressed in is there for everybody: only such a one has a thread. */
export function isForEverybody(body: unknown): boolean {
  return z.object({ container: z.object({ is_ephemeral: z.literal(false) }) }).safeParse(body).success;
}

/** The request that a button is about. */
export function requestOf({ value }: Press): string {
  return requestId.parse(value);
}

export function pageOf({ value }: Press): PageValue {
  return json.pipe(pageValue).parse(value);
}

/** Slack takes 2,000 characters in a button. */
const LONGEST_VALUE = 2_000;

/** The value of the button for a next page; a list whose next page does not fit ends there. */
export function pageValueFor(next: PageValue | SearchPageValue | OlderFrom): string | undefined {
  const value = JSON.stringify(next);
  return value.length > LONGEST_VALUE ? undefined : value;
}

export function searchPageOf({ value }: Press): SearchPageValue {
  return json.pipe(searchPageValue).parse(value);
}

export function historyPageOf({ value }: Press): OlderFrom {
  return json.pipe(historyPageValue).parse(value);
}

export function commandFormOf(body: unknown): { readonly metadata: CommandMetadata; readonly state: FormState } {
  const { view } = submitted.parse(body);
  return { metadata: json.pipe(commandMetadata).parse(view.private_metadata), state: view.state.values };
}

/** A form that is still open, as it stands. */
export function openFormOf(body: unknown) {
  const { view } = submitted.extend({ view: submitted.shape.view.extend({ id: z.string() }) }).parse(body);
  const { private_metadata: privateMetadata, id: viewId, state } = view;
  const metadata = json.pipe(commandMetadata).parse(privateMetadata);
  return { sender: senderOf(body), viewId, metadata, privateMetadata, state: state.values };
}

/** The change that was chosen. */
export function choiceOf(body: unknown): string | undefined {
  return submitted.parse(body).view.state.values[CHOICE]?.[INPUT]?.selected_option?.value;
}

export function denialFormOf(body: unknown): { readonly metadata: DenialMetadata; readonly state: FormState } {
  const { view } = submitted.parse(body);
  return { metadata: json.pipe(denialMetadata).parse(view.private_metadata), state: view.state.values };
}

export function staleFormOf(body: unknown): { readonly metadata: StaleMetadata; readonly state: FormState } {
  const { view } = submitted.parse(body);
  return { metadata: json.pipe(staleMetadata).parse(view.private_metadata), state: view.state.values };
}

export function driftFormOf(body: unknown): { readonly metadata: DriftMetadata; readonly state: FormState } {
  const { view } = submitted.parse(body);
  return { metadata: json.pipe(driftMetadata).parse(view.private_metadata), state: view.state.values };
}

function senderFrom(person: Person, channel: string | undefined, responseUrl: string | undefined): Sender {
  return {
    person,
    ...(channel === undefined ? {} : { channel }),
    ...(responseUrl === undefined ? {} : { responseUrl }),
  };
}
