import type { ResolvedCall } from './outputs.js';
import { statementsFor, type PolicyStatement } from './session-statements.js';

/** An inline policy for one STS session, and the calls that it allows. */
export interface SessionPolicy {
  /** JSON of at most `MAX_LENGTH` characters, unless one call alone needs more. */
  readonly document: string;
  readonly calls: readonly ResolvedCall[];
}

/** (AWS STS API Reference, AssumeRole, "Policy") */
const MAX_LENGTH = 2_048;

/**
 * Compiles the calls of a plan in one account and Region into as few session policies as their length permits. The calls
 * on one resource stay together as long as they fit.
 */
export function compileSessionPolicies(
  calls: readonly ResolvedCall[],
  partition: string,
  maxLength = MAX_LENGTH,
): readonly SessionPolicy[] {
  const byResource = groupBy(calls, (call) => firstResource(call, partition));
  const groups = byResource.flatMap((group) =>
    compile(group, partition).document.length <= maxLength ? [group] : group.map((call) => [call]),
  );
  const sessions: SessionPolicy[] = [];
  for (const group of groups) {
    const last = sessions.at(-1);
    const joined = compile([...(last?.calls ?? []), ...group], partition);
    if (last !== undefined && joined.document.length <= maxLength) sessions[sessions.length - 1] = joined;
    else sessions.push(compile(group, partition));
  }
  return sessions;
}

/** Halves a policy that STS refused as too large when packed. `undefined` if it allows a single call. */
export function halveSessionPolicy(
  { calls }: SessionPolicy,
  partition: string,
): readonly [SessionPolicy, SessionPolicy] | undefined {
  if (calls.length < 2) return undefined;
  const middle = Math.ceil(calls.length / 2);
  return [compile(calls.slice(0, middle), partition), compile(calls.slice(middle), partition)];
}

/** Returns the policy that allows a call. `undefined` if none of them does. */
export function findSessionPolicy(
  policies: readonly SessionPolicy[],
  call: ResolvedCall,
  partition: string,
): SessionPolicy | undefined {
  const wanted = JSON.stringify(statementsFor(call, partition));
  return policies.find(({ calls }) =>
    calls.some((planned) => JSON.stringify(statementsFor(planned, partition)) === wanted),
  );
}

function firstResource(call: ResolvedCall, partition: string): string {
  return statementsFor(call, partition)[0]?.Resource[0] ?? '';
}

function compile(calls: readonly ResolvedCall[], partition: string): SessionPolicy {
  const statements = merge(calls.flatMap((call) => statementsFor(call, partition)));
  const document = {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  };
  return { document: toLatin(JSON.stringify(document)), calls };
}

/** Joins statements that differ only in their resources, then those that differ only in their actions. Widens nothing. */
function merge(statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const byActions = join(statements, ({ Action, Condition }) => [Action, Condition]);
  return join(byActions, ({ Resource, Condition }) => [Resource, Condition]);
}

function join(
  statements: readonly PolicyStatement[],
  common: (statement: PolicyStatement) => unknown,
): readonly PolicyStatement[] {
  const groups = groupBy(statements, (statement) => JSON.stringify(common(statement)));
  return groups.flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [
          {
            ...first,
            Action: union(group, ({ Action }) => Action),
            Resource: union(group, ({ Resource }) => Resource),
          },
        ];
  });
}

/** Groups of items with the same key, in the order of their first items. */
function groupBy<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const found = groups.get(key(item));
    if (found === undefined) groups.set(key(item), [item]);
    else found.push(item);
  }
  return [...groups.values()];
}

function union(
  group: readonly PolicyStatement[],
  values: (statement: PolicyStatement) => readonly string[],
): readonly string[] {
  return [...new Set(group.flatMap(values))].sort();
}

/** STS takes the characters U+0020 to U+00FF. (AWS STS API Reference, AssumeRole, "Policy") */
function toLatin(json: string): string {
  return json.replaceAll(/[^\u0020-\u00FF]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
