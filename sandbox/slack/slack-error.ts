import { violationLine, type Violation } from './rules/violation.js';
import type { Core } from './core.js';
import type { Rule } from './call-log.js';

/** A call that Slack refuses: `{ok: false, error, response_metadata?}`. */
export class SlackError extends Error {
  constructor(
    /** Slack's word for it. */
    readonly error: string,
    /** The details that Slack adds. */
    readonly messages: readonly string[] = [],
    /** Missing scopes and the like. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(error);
  }
}

/** Puts a breach of a rule down and refuses the call. */
export function rejectCall(core: Core, rule: Rule, error: string, detail: string): never {
  core.callLog.recordViolation(rule, `${error}: ${detail}`);
  throw new SlackError(error);
}

/** Records all violations, and refuses the call if Slack would. `where` names the call. */
export function rejectViolations(core: Core, where: string, violations: readonly Violation[], error: string): void {
  for (const violation of violations) {
    core.callLog.recordViolation(violation.isRejected ? 'content' : 'text', `${where}: ${violationLine(violation)}`);
  }
  const refused = violations.filter((violation) => violation.isRejected);
  if (refused.length > 0) throw new SlackError(error, refused.map(violationLine));
}
