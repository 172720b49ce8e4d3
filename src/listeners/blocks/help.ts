import type { KnownBlock } from '@slack/types';
import type { Group, Operation } from '../../workflows/operations/contract.js';
import { hasOthers, prospectOf, type Prospect } from '../../workflows/policy/prospects.js';
import type { Rule } from '../../workflows/policy/types.js';
import type { Matter } from './matters.js';
import type { Message } from './message.js';
import { bold, bullets, channel, code, listed, rich, said, section, words, type Leaf } from './rich.js';
import { prospectLeaves } from './rules.js';

/** A command that is no operation: it is about requests, or about the commands themselves. */
export interface Topic {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly help: readonly string[];
  readonly examples: readonly string[];
}

/** Who asks for help, and the rules that decide what they ask for. */
export interface Asker {
  readonly userId: string;
  readonly rules: readonly Rule[];
}

export interface Overview {
  readonly operations: readonly Operation[];
  readonly topics: readonly Topic[];
  readonly matters: readonly Matter[];
  readonly approvalsChannel: string;
}

const HEADING: Readonly<Record<Group, string>> = {
  look: 'Look',
  share: 'Share',
  make: 'Copy, create, launch',
  life: 'Deprecate, protect, remove',
};
const GROUPS: readonly Group[] = ['look', 'share', 'make', 'life'];

/** What can be asked, by what it is for, with what the rules say of it. What no rule ever allows is only named. */
export function helpOverview({ operations, topics, matters, approvalsChannel }: Overview, asker: Asker): Message {
  const offers = operations.map((operation) => ({ operation, prospect: prospectIn(operation, asker) }));
  const allowed = offers.filter(({ prospect }) => prospect?.kind !== 'never');
  const forbidden = offers.flatMap(({ operation, prospect }) => (prospect?.kind === 'never' ? operation.name : []));
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: 'What you can ask for', emoji: false } },
    ...GROUPS.flatMap((group) =>
      listOf(
        HEADING[group],
        allowed.flatMap(({ operation, prospect }) =>
          operation.group === group ? [[...commandLine(operation), ...mark(prospect, asker)]] : [],
        ),
      ),
    ),
    ...listOf('Requests, rules and the digest', topics.map(commandLine)),
    rich(
      ...(forbidden.length === 0 ? [] : [section(words('The rules do not allow: '), said(forbidden.join(', ')))]),
      section(words('A change is looked at first, then shown in '), channel(approvalsChannel), words(' for approval.')),
      section(words('Leave something out and a form asks for it. An AMI is named by its id or the beginning of it.')),
      section(words('More: '), ...listed([...exampleOf(operations), ...matters].map(({ name }) => helpOn(name)))),
    ),
  ];
  const names = [...allowed.map(({ operation }) => operation), ...topics].map(({ name }) => `/ami ${name}`);
  return { text: `What you can ask for: ${names.join(', ')}`, blocks };
}

/** Undefined for what changes nothing: no rule is asked. */
export function prospectIn({ kind, name }: Operation, { rules }: Asker): Prospect | undefined {
  return kind === 'change' ? prospectOf(rules, name) : undefined;
}

export const ONLY_YOU = 'only you could approve it, and nobody approves their own request';

function mark(prospect: Prospect | undefined, { userId }: Asker): readonly Leaf[] {
  if (prospect === undefined) return [];
  if (prospect.kind === 'approval' && !hasOthers(prospect, userId)) return [words(` (${ONLY_YOU})`)];
  return [words(' '), ...prospectLeaves(prospect)];
}

function exampleOf(operations: readonly Operation[]): readonly { readonly name: string }[] {
  return operations.filter(({ kind }) => kind === 'change').slice(0, 1);
}

function helpOn(name: string): Leaf {
  return code(`/ami help ${name}`);
}

function listOf(heading: string, lines: readonly (readonly Leaf[])[]): readonly KnownBlock[] {
  return lines.length === 0 ? [] : [rich(section(bold(heading)), bullets(lines))];
}

function commandLine({ usage, summary }: Pick<Topic, 'usage' | 'summary'>): readonly Leaf[] {
  return [code(usage), words(' '), said(summary)];
}
