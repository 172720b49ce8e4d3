import { postResponse } from '../message-responses.js';
import type { Core } from '../core.js';
import { SlackError } from '../slack-error.js';
import { escapeTypedText } from './escaping.js';
import { deliveryFailure, notPossible, type ActionOutcome } from './outcome.js';
import { channelPayload, commandBody } from './payload.js';

export interface CommandLine {
  readonly as: string;
  readonly channel: string;
  /** With the slash. */
  readonly text: string;
}

/** A user sends a line that begins with a slash. */
export async function runCommand(
  core: Core,
  { as: userId, channel: place, text: line }: CommandLine,
): Promise<ActionOutcome> {
  const user = core.store.user(userId);
  const channel = user && channelPayload(core, user, place);
  if (user === undefined || channel === undefined) return notPossible('channel_not_found');
  if (channel.archived) return notPossible('This channel is archived.');
  const [, name = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? [];
  const command = core.store.seed.app.commands.find((known) => known.command === name);
  if (command === undefined) return notPossible(`${name} is not a valid command.`);

  const origin = { user: userId, channel: channel.id };
  const receipt = await core.app.deliver({
    kind: 'command',
    body: {
      ...commandBody(core, user, channel),
      command: name,
      text: command.should_escape ? escapeTypedText(core, rest.trimEnd()) : rest.trimEnd(),
      response_url: core.address() + core.responseUrls.issue(origin),
      trigger_id: core.triggers.issue(userId),
    },
  });

  const failure =
    deliveryFailure(core, name, receipt) ?? (receipt.kind === 'acknowledged' ? answer(receipt.body) : undefined);
  if (failure !== undefined) {
    return { ok: false, error: `${name} failed with the error ${failure}`, ms: receipt.ms };
  }
  return { ok: true, ms: receipt.ms };

  function answer(body: unknown): string | undefined {
    if (body === undefined) return undefined;
    try {
      postResponse(core, `the answer to ${name}`, origin, typeof body === 'string' ? { text: body } : body);
      return undefined;
    } catch (error) {
      if (error instanceof SlackError) return error.error;
      throw error;
    }
  }
}
