import { giveAnswer } from '../answers.js';
import type { Core } from '../core.js';
import { Refused } from '../refused.js';
import { escapeTyped } from './escaping.js';
import { failureOf, impossible, type Outcome } from './outcome.js';
import { channelOf, commandBody } from './payload.js';

export interface CommandLine {
  readonly as: string;
  readonly channel: string;
  /** With the slash. */
  readonly text: string;
}

/** Somebody sends a line that begins with a slash. */
export async function runCommand(core: Core, { as, channel: place, text: line }: CommandLine): Promise<Outcome> {
  const user = core.store.user(as);
  const channel = user && channelOf(core, user, place);
  if (user === undefined || channel === undefined) return impossible('channel_not_found');
  if (channel.archived) return impossible('This channel is archived.');
  const [, name = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? [];
  const command = core.store.seed.app.commands.find((known) => known.command === name);
  if (command === undefined) return impossible(`${name} is not a valid command.`);

  const origin = { user: as, channel: channel.id };
  const receipt = await core.app.deliver({
    kind: 'command',
    body: {
      ...commandBody(core, user, channel),
      command: name,
      text: command.should_escape ? escapeTyped(core, rest.trimEnd()) : rest.trimEnd(),
      response_url: core.address() + core.responseUrls.issue(origin),
      trigger_id: core.triggers.issue(as),
    },
  });

  const failure =
    failureOf(core, name, receipt) ?? (receipt.kind === 'acknowledged' ? answer(receipt.body) : undefined);
  if (failure !== undefined) {
    return { ok: false, error: `${name} failed with the error ${failure}`, ms: receipt.ms };
  }
  return { ok: true, ms: receipt.ms };

  function answer(body: unknown): string | undefined {
    if (body === undefined) return undefined;
    try {
      giveAnswer(core, `the answer to ${name}`, origin, typeof body === 'string' ? { text: body } : body);
      return undefined;
    } catch (error) {
      if (error instanceof Refused) return error.error;
      throw error;
    }
  }
}
