import { breachLine, type Breach } from './rules/breach.js';
import type { Core } from './core.js';
import type { Rule } from './journal.js';

/** A call that Slack refuses: `{ok: false, error, response_metadata?}`. */
export class Refused extends Error {
  constructor(
    /** Slack's word for it. */
    readonly error: string,
    /** The details that Slack adds. */
    readonly messages: readonly string[] = [],
    /** Missing scopes and the like. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(error);
  }
}

/** Puts a breach of a rule down and refuses the call. */
export function refuse(core: Core, rule: Rule, error: string, detail: string): never {
  core.journal.violate(rule, `${error}: ${detail}`);
  throw new Refused(error);
}

/** Puts all breaches down, and refuses the call when Slack would. `where` says which call it was. */
export function refuseBreaches(core: Core, where: string, breaches: readonly Breach[], error: string): void {
  for (const breach of breaches) {
    core.journal.violate(breach.refused ? 'content' : 'text', `${where}: ${breachLine(breach)}`);
  }
  const refused = breaches.filter((breach) => breach.refused);
  if (refused.length > 0) throw new Refused(error, refused.map(breachLine));
}
