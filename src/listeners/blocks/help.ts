import type { KnownBlock } from '@slack/types';
import type { Operation } from '../../workflows/operations/contract.js';
import type { Message } from './message.js';
import { bold, bullets, channel, code, rich, said, section, words, type Leaf } from './rich.js';
import { quoted } from './text.js';

/** A command that is no operation: it is about requests, or about the commands themselves. */
export interface Topic {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly help: readonly string[];
  readonly examples: readonly string[];
}

/** What can be asked. */
export function helpOverview(
  operations: readonly Operation[],
  topics: readonly Topic[],
  approvalsChannel: string,
): Message {
  const changes = operations.filter(({ kind }) => kind === 'change');
  const reads = operations.filter(({ kind }) => kind !== 'change');
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: 'What you can ask for', emoji: false } },
    ...listOf('Changes', changes),
    ...listOf('Questions', reads),
    ...listOf('Requests', topics),
    rich(
      section(words('A change is looked at first, then shown in '), channel(approvalsChannel), words(' for approval.')),
      section(words('Leave something out and a form asks for it. An AMI is named by its id or the beginning of it.')),
      section(words('More about one of them: '), code(`/ami help ${operations[0]?.name ?? 'status'}`)),
    ),
  ];
  return {
    text: `What you can ask for: ${[...operations, ...topics].map(({ name }) => `/ami ${name}`).join(', ')}`,
    blocks,
  };
}

/** One command in full. */
export function helpTopic({ name, usage, summary, help, examples }: Topic): Message {
  return {
    text: `/ami ${name}: ${quoted(usage, 300)}`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: `/ami ${name}`, emoji: false } },
      rich(section(said(summary)), section(code(usage))),
      ...help.map((paragraph) => rich(section(said(paragraph, 2_000)))),
      ...(examples.length === 0
        ? []
        : [rich(section(bold('For example')), bullets(examples.map((example) => [code(example)])))]),
    ],
  };
}

function listOf(heading: string, commands: readonly Pick<Topic, 'usage' | 'summary'>[]): readonly KnownBlock[] {
  return commands.length === 0 ? [] : [rich(section(bold(heading)), bullets(commands.map(commandLine)))];
}

function commandLine({ usage, summary }: Pick<Topic, 'usage' | 'summary'>): readonly Leaf[] {
  return [code(usage), words(' '), said(summary)];
}
