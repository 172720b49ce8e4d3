import type { z } from 'zod';
import type { Core } from '../core.js';
import { SlackError } from '../slack-error.js';

/** A method of the Web API, as the server calls it. */
export interface Method {
  readonly name: string;
  /** Which of the app's tokens it takes. */
  readonly token: 'bot' | 'app';
  /** One of these must have been granted; none means that every token may call it. */
  readonly scopes: readonly string[];
  /** The answer without `ok`. Throws `Refused`. */
  run(core: Core, args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

export interface MethodDefinition<A> extends Omit<Method, 'run' | 'token'> {
  readonly token?: 'bot' | 'app';
  readonly args: z.ZodType<A>;
  readonly run: (core: Core, args: A) => Readonly<Record<string, unknown>>;
}

/** Reads the arguments before the method sees them; what Slack does not know is ignored, as Slack does. */
export function defineMethod<A>({ token = 'bot', args, run, ...method }: MethodDefinition<A>): Method {
  return {
    ...method,
    token,
    run: (core, given) => {
      const read = args.safeParse(given);
      if (read.success) return run(core, read.data);
      throw new SlackError(
        'invalid_arguments',
        read.error.issues.map(
          ({ path, message }) => `[ERROR] ${message} [json-pointer:/${path.map(String).join('/')}]`,
        ),
      );
    },
  };
}

export function hasScope(core: Core, scope: string): boolean {
  return core.store.seed.app.scopes.includes(scope);
}

/** Refuses as Slack does when none of the scopes was granted. */
export function requireScope(core: Core, method: string, scopes: readonly string[]): void {
  const granted = core.store.seed.app.scopes;
  if (scopes.length === 0 || scopes.some((scope) => granted.includes(scope))) return;
  core.callLog.recordViolation('scope', `${method} needs ${scopes.join(' or ')}`);
  throw new SlackError('missing_scope', [], { needed: scopes.join(','), provided: granted.join(',') });
}
