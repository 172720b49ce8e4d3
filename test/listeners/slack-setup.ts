import { LogLevel, type App, type Logger, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';
import {
  createHomeTabPublisher,
  createSlackApp,
  homeView,
  registerListeners,
  type ListenerOptions,
} from '../../src/listeners/index.js';
import { OPERATIONS } from '../../src/domain/operations/registry.js';
import type { Log, LogFields } from '../../src/workflows/ports/log.js';
import type { UserDirectory } from '../../src/workflows/ports/user-directory.js';
import type { GuestAccess, Rule } from '../../src/domain/policy/types.js';
import { admit } from '../../src/workflows/observation/admission.js';
import type { UseCases } from '../../src/workflows/use-cases.js';
import { createInMemoryDeliveryLog } from '../fakes/in-memory-delivery-log.js';
import { directory, rule } from '../workflows/builders.js';
import { people, silentLog, TestClock } from '../workflows/context.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A call of the Web API by its method, or a post to a response_url as `response_url`. */
export interface SlackCall {
  readonly method: string;
  readonly args: JsonObject;
}

export interface SlackApiResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
}

/** What Slack answers to a method in place of `ok`; an error is thrown as the network's. */
export type SlackApiResponses = Readonly<
  Record<string, SlackApiResponse | Error | ((args: JsonObject) => SlackApiResponse)>
>;

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

export interface ListenerHarnessOptions {
  readonly useCases?: Partial<UseCases>;
  readonly people?: UserDirectory;
  readonly responses?: SlackApiResponses;
  readonly rules?: readonly Rule[];
  readonly guests?: GuestAccess;
}

const API = 'https://slack.test/api/';
const PLATFORM = rule({ kind: 'approval', approvers: ['S0PLATFORM'], required: 1 });
export const RESPONSE_URL = 'https://hooks.slack.test/commands/1';

/** A real Bolt app with the real listeners, behind a receiver that is fed by hand and a fetch that records. */
export class ListenerHarness {
  readonly calls: SlackCall[] = [];
  readonly log: LogLine[] = [];
  /** What payloads were acknowledged with, so far. */
  readonly acknowledged: unknown[] = [];
  readonly app: App;
  private readonly receiver = new FakeReceiver(this.acknowledged);
  private readonly responses: SlackApiResponses;

  constructor({
    useCases = {},
    people: who = people(),
    responses = {},
    rules = [PLATFORM],
    guests = 'refuse',
  }: ListenerHarnessOptions = {}) {
    this.responses = responses;
    this.app = createSlackApp({
      receiver: this.receiver,
      slack: { botToken: 'xoxb-test', apiUrl: API },
      identity: { botId: 'B0STEWARD', botUserId: 'U0STEWARD' },
      logger: silentLogger,
      fetch: (url, init) => this.answer(String(url), z.string().catch('').parse(init?.body)),
    });
    const admitted: Pick<UseCases, 'admit'> = {
      admit: (person, access) => admit({ users: who, policy: { guests }, log: silentLog }, person, access),
    };
    const cases = { ...UNEXPECTED, ...admitted, ...useCases };
    const options: ListenerOptions = {
      useCases: cases,
      operations: OPERATIONS,
      directory,
      deliveries: createInMemoryDeliveryLog(new TestClock()),
      homeTabs: createHomeTabPublisher({
        client: this.app.client,
        clock: new TestClock(),
        log: this.recordingLog(),
        render: async (person) => homeView(await cases.getHome(person), []),
      }),
      approvalsChannel: 'C0APPROVALS',
      policy: { rules, expireAfterMs: 259_200_000, remindAfterMs: 14_400_000, guests },
      ownerTag: 'Owner',
      log: this.recordingLog(),
      clock: new TestClock(),
      newReference: () => 'REF123',
    };
    registerListeners(this.app, options);
  }

  /** Sends a payload and resolves when everything that follows from it is done. */
  send(body: JsonObject): Promise<void> {
    return this.receiver.send(body);
  }

  /** The calls of one method, or the posts to response_urls. */
  callsOf(method: string): readonly JsonObject[] {
    return this.calls.filter((call) => call.method === method).map(({ args }) => args);
  }

  private async answer(url: string, body: string): Promise<Response> {
    const call = url.startsWith(API)
      ? { method: url.slice(API.length), args: readForm(body) }
      : { method: 'response_url', args: z.record(z.string(), z.unknown()).parse(JSON.parse(body)) };
    this.calls.push(call);
    const scripted = this.responses[call.method] ?? {};
    const answer = typeof scripted === 'function' ? scripted(call.args) : scripted;
    if (answer instanceof Error) throw answer;
    const { status = 200, headers = {}, body: content = DEFAULTS[call.method] ?? { ok: true } } = answer;
    return new Response(JSON.stringify(content), { status, headers });
  }

  private recordingLog(): Log {
    const lines = this.log;
    function into(level: string): (message: string, fields: LogFields) => void {
      return (message, fields) => void lines.push({ level, message, fields });
    }
    return { debug: into('debug'), info: into('info'), warn: into('warn'), error: into('error') };
  }
}

/** What Slack returned when it refuses. */
export function slackRejects(error: string): SlackApiResponse {
  return { body: { ok: false, error } };
}

const DEFAULTS: Readonly<Record<string, JsonObject>> = {
  'chat.postMessage': { ok: true, channel: 'C0APPROVALS', ts: '1.000' },
  'chat.getPermalink': { ok: true, permalink: 'https://acme.slack.test/archives/C0APPROVALS/p1000' },
  'views.open': { ok: true, view: { id: 'V1' } },
  'auth.test': { ok: true, team_id: 'T0HOME' },
  'usergroups.users.list': { ok: true, users: ['U0ANA'] },
};

class FakeReceiver implements Receiver {
  private app: App | undefined;

  constructor(private readonly acknowledged: unknown[]) {}

  init(app: App): void {
    this.app = app;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  async send(body: JsonObject): Promise<void> {
    const event: ReceiverEvent = {
      body: { ...body },
      ack: (response?: unknown) => {
        this.acknowledged.push(response);
        return Promise.resolve();
      },
    };
    await this.app?.processEvent(event);
  }
}

function unexpected(): Promise<never> {
  return Promise.reject(new Error('this use case was not expected to be called'));
}

const UNEXPECTED: Omit<UseCases, 'admit'> = {
  submitRequest: unexpected,
  previewRequest: unexpected,
  getHome: unexpected,
  actOnRequest: unexpected,
  undoRequest: unexpected,
  describe: unexpected,
  search: unexpected,
  buildDigest: unexpected,
  listStaleImages: unexpected,
  respondToStale: unexpected,
  listDrift: unexpected,
  adoptDrift: unexpected,
  getHistory: unexpected,
  getOlderHistory: unexpected,
  getRequest: unexpected,
  listRequests: unexpected,
};

const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.INFO,
  setName: () => undefined,
};

/** The Web API takes forms; what is no text in them is JSON. */
function readForm(body: string): JsonObject {
  return Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, readField(name, value)]));
}

function readField(name: string, value: string): unknown {
  return ['blocks', 'view'].includes(name) ? JSON.parse(value) : value;
}
