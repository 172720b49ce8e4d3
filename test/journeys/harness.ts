import type { RecordedCall } from '../../sandbox/ec2/index.js';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox.js';
import type { Person } from '../../sandbox/slack/driver.js';
import type { Outcome } from '../../sandbox/slack/people/outcome.js';
import type { Message } from '../../sandbox/slack/state/entities.js';
import type { Log, LogFields } from '../../src/workflows/ports.js';
import { permitsOfDocuments } from '../iam/permits.js';
import { shown } from '../listeners/shown.js';

/** A sandbox as journeys use it: people do things, and what they see is read as lines of text. */
export interface Journey {
  readonly sandbox: Sandbox;
  person(id: string): Person;
  /** Types `/ami …` in #general and resolves with the private answer. */
  ask(person: string, line: string): Promise<string>;
  /** Types a command that must become a request, and resolves with its id. */
  request(person: string, line: string): Promise<string>;
  /** Presses a button of the request's message. */
  press(person: string, id: string, actionId: string): Promise<Outcome>;
  /** Does something and resolves with the private answer to it. */
  answerTo(person: string, deed: () => Promise<unknown>): Promise<string>;
  /** The request's message in the approvals channel. */
  messageOf(id: string): Message | undefined;
  /** Resolves with what the request's message says once it shows the status. */
  until(id: string, status: string, timeoutMs?: number): Promise<string>;
  /** Resolves with what the request's message says once it says this. */
  untilShown(id: string, what: string): Promise<string>;
  /** The labels of the buttons that the request's message has now. */
  buttonsOf(id: string): readonly string[];
  /** Everything in the conversation between the app and a person, about one request. */
  toldTo(person: string, id: string): readonly string[];
  /** Resolves with the conversation about a request once it says something. */
  untilTold(person: string, id: string, what: string): Promise<string>;
  /** The calls of a kind that change something, since `aws.calls` was so long. */
  changesSince(mark: number): readonly Change[];
  /** What breaks a rule of Slack, and what the app logged as an error: both are to be empty. */
  troubles(): readonly unknown[];
}

/** A call that changes something in AWS. */
export type Change = Pick<RecordedCall, 'operation' | 'region' | 'outcome' | 'params'>;

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

const APPROVALS = 'C0APPROVALS';
/** One for all journeys of a file: what has been asked of IAM once is known. */
const permits = permitsOfDocuments();
const READS = /^(Describe|Get|List|AssumeRole)/;

/** Starts a sandbox whose copies take two seconds and that looks for due requests often. */
export async function startJourney(options: Partial<SandboxOptions> = {}): Promise<Journey> {
  const { log, lines } = recordingLog();
  const sandbox = await startSandbox({
    port: 0,
    log,
    pollMs: 200,
    leaseMs: 3_000,
    copySeconds: 2,
    permits,
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

export function journeyIn(sandbox: Sandbox, lines: readonly LogLine[]): Journey {
  const { workspace, aws } = sandbox;

  async function answerTo(person: string, deed: () => Promise<unknown>): Promise<string> {
    const before = workspace.as(person).privateMessages().length;
    await deed();
    const answer = await workspace.eventually(() => workspace.as(person).privateMessages()[before], {
      what: `an answer to ${person}`,
    });
    return textOf(answer);
  }

  async function ask(person: string, line: string): Promise<string> {
    return answerTo(person, async () => {
      const outcome = await workspace.as(person).command('C0GENERAL', line);
      if (!outcome.ok) throw new Error(`${line} was not acknowledged: ${outcome.error ?? ''}`);
    });
  }

  async function request(person: string, line: string): Promise<string> {
    const answer = await ask(person, line);
    const id = /^(AR-[0-9A-Z]{6}): /.exec(answer)?.[1];
    if (id === undefined) throw new Error(`${line} became no request: ${answer}`);
    await workspace.eventually(() => messageOf(id), { what: `the message of ${id}` });
    return id;
  }

  function messageOf(id: string): Message | undefined {
    return workspace
      .messages(APPROVALS)
      .findLast(({ text, thread_ts }) => thread_ts === null && text.startsWith(`${id}: `));
  }

  async function press(person: string, id: string, actionId: string): Promise<Outcome> {
    const message = messageOf(id);
    if (message === undefined) throw new Error(`There is no message of ${id}.`);
    return workspace.as(person).click(message, actionId);
  }

  async function until(id: string, status: string, timeoutMs = 15_000): Promise<string> {
    const message = await workspace
      .eventually(() => messageOf(id)?.text.startsWith(`${id}: ${status}.`) === true && messageOf(id), {
        timeoutMs,
        what: `${status} of ${id}`,
      })
      .catch((error: unknown) => {
        const now = messageOf(id);
        throw new Error(`${String(error)}; it shows: ${now === undefined ? 'nothing' : textOf(now)}`, { cause: error });
      });
    return textOf(message);
  }

  function toldTo(person: string, id: string): readonly string[] {
    return workspace
      .as(person)
      .directMessages()
      .filter(({ text }) => text.includes(id))
      .map(textOf);
  }

  return {
    sandbox,
    person: (id) => workspace.as(id),
    ask,
    request,
    press,
    answerTo,
    messageOf,
    until,
    untilShown: async (id, what) =>
      workspace.eventually(
        () => {
          const message = messageOf(id);
          return message !== undefined && textOf(message).includes(what) && textOf(message);
        },
        { what: `“${what}” in the message of ${id}` },
      ),
    buttonsOf: (id) => buttonsIn(messageOf(id)),
    toldTo,
    untilTold: async (person, id, what) =>
      workspace.eventually(
        () => toldTo(person, id).some((text) => text.includes(what)) && toldTo(person, id).join('\n'),
        { what: `“${what}” said to ${person}` },
      ),
    changesSince: (mark) =>
      aws.calls
        .slice(mark)
        .filter(({ operation }) => !READS.test(operation))
        .map(({ operation, region, outcome, params }) => ({ operation, region, outcome, params })),
    troubles: () => [...workspace.violations, ...lines.filter(({ level }) => level === 'error')],
  };
}

/** All that a message says, a line a line. */
export function textOf({ blocks }: Pick<Message, 'blocks'>): string {
  return shown(blocks).join('\n');
}

export function buttonsIn(message: Pick<Message, 'blocks'> | undefined): readonly string[] {
  return (message === undefined ? [] : shown(message.blocks)).flatMap((line) =>
    line.startsWith('[') ? line.slice(1, -1).split('] [') : [],
  );
}
