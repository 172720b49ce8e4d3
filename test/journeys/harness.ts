import type { RecordedCall } from '../../sandbox/ec2/index.js';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox.js';
import type { TestUser } from '../../sandbox/slack/test-user.js';
import type { ActionOutcome } from '../../sandbox/slack/actors/outcome.js';
import type { Message } from '../../sandbox/slack/state/entities.js';
import { systemClock } from '../../src/composition/clock-and-ids.js';
import type { Log, LogFields } from '../../src/workflows/ports/log.js';
import { createDocumentPolicy } from '../iam/permits.js';
import { renderedLines } from '../listeners/rendered-messages.js';
import { OffsetClock } from './shifted-clock.js';

/** A sandbox as journeys use it: people do things, and what they see is read as lines of text. */
export interface Journey {
  readonly sandbox: Sandbox;
  user(id: string): TestUser;
  /** Types `/ami …` in #general and resolves with the private answer. */
  runCommand(person: string, line: string): Promise<string>;
  /** Types a command that must become a request, and resolves with its id. */
  request(person: string, line: string): Promise<string>;
  /** Presses a button of the request's message. */
  press(person: string, id: string, actionId: string): Promise<ActionOutcome>;
  /** Does something and resolves with the private answer to it. */
  ephemeralReplyTo(person: string, action: () => Promise<unknown>): Promise<string>;
  /** The request's message in the approvals channel. */
  messageOf(id: string): Message | undefined;
  /** Resolves with what the request's message says once it shows the status. */
  waitForStatus(id: string, status: string): Promise<string>;
  /** Resolves with what the request's message says once it says this. */
  waitForText(id: string, what: string): Promise<string>;
  /** The labels of the buttons that the request's message has now. */
  buttonsOf(id: string): readonly string[];
  /** Everything in the conversation between the app and a person, about one request. */
  directMessagesAbout(person: string, id: string): readonly string[];
  /** Resolves with the conversation about a request once it says something. */
  waitForDirectMessage(person: string, id: string, what: string): Promise<string>;
  /** The calls of a kind that change something, since `aws.calls` was so long. */
  changeCallsSince(checkpoint: number): readonly ChangeCall[];
  /**
   * What breaks a rule of Slack, what the app logged as an error, and what the session of a change allowed besides its
   * plan. All are empty.
   */
  problems(): readonly unknown[];
}

/** A call that changes something in AWS. */
type ChangeCall = Pick<RecordedCall, 'operation' | 'region' | 'outcome' | 'params'>;

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

const APPROVALS = 'C0APPROVALS';
/** One for all journeys of a file: what has been asked of IAM once is known. */
const documents = createDocumentPolicy();
/** A usage report is what a scan makes to read it. A scan may begin at any time of a journey. */
const READS = /^(Describe|Get|List|AssumeRole|CreateImageUsageReport$)/;

/**
 * Starts a sandbox whose clock runs fast, so that what waits for a time is soon done, and that looks for due requests
 * often. Leases are renewed by the machine's clock and last long enough for that.
 */
export async function startJourney(options: Partial<SandboxOptions> = {}): Promise<Journey> {
  const { log, lines } = recordingLog();
  const sandbox = await startSandbox({
    port: 0,
    log,
    pollMs: 100,
    leaseMs: options.app === false ? 3_000 : 600_000,
    copySeconds: 2,
    slackPatienceMs: 60_000,
    // An app in a process of its own has the machine's clock.
    clock: options.app === false ? systemClock : new OffsetClock(),
    isAuthorized: documents.isAuthorized,
    ...options,
  });
  return journeyIn(sandbox, lines);
}

export function recordingLog(): { readonly log: Log; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  function at(level: LogLine['level']): (message: string, fields: LogFields) => void {
    return (message, fields) => void lines.push({ level, message, fields });
  }
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines };
}

function journeyIn(sandbox: Sandbox, lines: readonly LogLine[]): Journey {
  const { workspace, aws } = sandbox;

  async function answerTo(person: string, action: () => Promise<unknown>): Promise<string> {
    const before = workspace.user(person).ephemeralMessages().length;
    await action();
    const answer = await workspace.waitUntil(() => workspace.user(person).ephemeralMessages()[before], {
      description: `an answer to ${person}`,
    });
    return textOf(answer);
  }

  async function ask(person: string, line: string): Promise<string> {
    return answerTo(person, async () => {
      const outcome = await workspace.user(person).command('C0GENERAL', line);
      if (!outcome.ok) throw new Error(`${line} was not acknowledged: ${outcome.error ?? ''}`);
    });
  }

  async function request(person: string, line: string): Promise<string> {
    const answer = await ask(person, line);
    const id = /^(AR-[0-9A-Z]{6}): /.exec(answer)?.[1];
    if (id === undefined) throw new Error(`${line} became no request: ${answer}`);
    await workspace.waitUntil(() => messageOf(id), { description: `the message of ${id}` });
    return id;
  }

  function messageOf(id: string): Message | undefined {
    return workspace
      .messages(APPROVALS)
      .findLast(({ text, thread_ts }) => thread_ts === null && text.startsWith(`${id}: `));
  }

  async function press(person: string, id: string, actionId: string): Promise<ActionOutcome> {
    const message = messageOf(id);
    if (message === undefined) throw new Error(`There is no message of ${id}.`);
    return workspace.user(person).click(message, actionId);
  }

  async function until(id: string, status: string): Promise<string> {
    const message = await workspace
      .waitUntil(() => messageOf(id)?.text.startsWith(`${id}: ${status}.`) === true && messageOf(id), {
        description: `${status} of ${id}`,
      })
      .catch((error: unknown) => {
        const now = messageOf(id);
        throw new Error(`${String(error)}; it shows: ${now === undefined ? 'nothing' : textOf(now)}`, { cause: error });
      });
    return textOf(message);
  }

  function toldTo(person: string, id: string): readonly string[] {
    return workspace
      .user(person)
      .directMessages()
      .filter(({ text }) => text.includes(id))
      .map(textOf);
  }

  return {
    sandbox,
    user: (id) => workspace.user(id),
    runCommand: ask,
    request,
    press,
    ephemeralReplyTo: answerTo,
    messageOf,
    waitForStatus: until,
    waitForText: async (id, what) =>
      workspace.waitUntil(
        () => {
          const message = messageOf(id);
          return message !== undefined && textOf(message).includes(what) && textOf(message);
        },
        { description: `“${what}” in the message of ${id}` },
      ),
    buttonsOf: (id) => buttonsIn(messageOf(id)),
    directMessagesAbout: toldTo,
    waitForDirectMessage: async (person, id, what) =>
      workspace.waitUntil(
        () => toldTo(person, id).some((text) => text.includes(what)) && toldTo(person, id).join('\n'),
        { description: `“${what}” said to ${person}` },
      ),
    changeCallsSince: (checkpoint) =>
      aws.calls
        .slice(checkpoint)
        .filter(({ operation }) => !READS.test(operation))
        .map(({ operation, region, outcome, params }) => ({ operation, region, outcome, params })),
    problems: () => [
      ...workspace.violations,
      ...lines.filter(({ level }) => level === 'error'),
      ...documents.proof().allowed,
    ],
  };
}

/** All that a message says, a line a line. */
export function textOf({ blocks }: Pick<Message, 'blocks'>): string {
  return renderedLines(blocks).join('\n');
}

export function buttonsIn(message: Pick<Message, 'blocks'> | undefined): readonly string[] {
  return (message === undefined ? [] : renderedLines(message.blocks)).flatMap((line) =>
    line.startsWith('[') ? line.slice(1, -1).split('] [') : [],
  );
}
