import { z } from 'zod';
import { SERVICES, type BadParameter, type ServiceName } from './services.js';
import type { Store } from './store.js';
import type { Value } from './wire/xml.js';

/** Who calls. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly sessionName?: string;
  readonly sessionPolicy?: string;
}

/** The context of an operation besides its parameters. */
export interface Call {
  readonly store: Store;
  readonly caller: Caller;
  readonly region: string;
  readonly now: Date;
  /** How long a copy takes. */
  readonly copySeconds: number;
  /** How long it takes until a change to the list of images is visible everywhere. */
  readonly settleSeconds: number;
}

/** One call of one service. */
export interface Operation {
  readonly service: ServiceName;
  readonly name: string;
  /** What IAM must allow, as IAM writes it; its own permission first. */
  readonly permissions: readonly string[];
  /** Checks the parameters; throws the service's own error for one that is missing, unknown or malformed. */
  prepare(params: unknown): Prepared;
}

interface Prepared {
  readonly dryRun: boolean;
  run(call: Call): Value;
}

interface OperationDefinition<Shape extends z.ZodRawShape> {
  readonly params: Shape;
  /** Where IAM's name for it is another than the API's: `s3:ListBucket`. */
  readonly permission?: string;
  /** Further permissions that the caller needs. */
  readonly additionalPermissions?: readonly string[];
  readonly run: (params: z.infer<z.ZodObject<Shape>>, call: Call) => Value;
}

/** An operation of EC2, which all take `DryRun`. Parameters that are not named are refused: better than ignored. */
export function ec2Operation<Shape extends z.ZodRawShape>(
  name: string,
  definition: OperationDefinition<Shape>,
): Operation {
  const { prepare, ...rest } = operation('ec2', name, definition);
  return {
    ...rest,
    prepare(raw) {
      const { DryRun, ...params } = withDryRun.parse(raw);
      return { ...prepare(params), dryRun: DryRun === 'true' };
    },
  };
}

const withDryRun = z.looseObject({ DryRun: z.unknown().optional() });

export function operation<Shape extends z.ZodRawShape>(
  service: ServiceName,
  name: string,
  { params: shape, permission = `${service}:${name}`, additionalPermissions = [], run }: OperationDefinition<Shape>,
): Operation {
  const schema = z.strictObject(shape);
  return {
    service,
    name,
    permissions: [permission, ...additionalPermissions],
    prepare(raw) {
      const checked = schema.safeParse(raw);
      if (!checked.success) throw SERVICES[service].badParameter(toBadParameter(checked.error, raw));
      return { dryRun: false, run: (call) => run(checked.data, call) };
    },
  };
}

function toBadParameter(error: z.ZodError, raw: unknown): BadParameter {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') {
    return { kind: 'unknown', name: [...issue.path, issue.keys[0]].join('.'), value: '', reason: 'Unknown parameter.' };
  }
  const path = issue?.path ?? [];
  const value = path.reduce<unknown>(memberName, raw);
  return {
    kind: value === undefined ? 'missing' : 'invalid',
    name: path.map((part) => (typeof part === 'number' ? part + 1 : part)).join('.'),
    value: typeof value === 'string' ? value : JSON.stringify(value),
    reason: issue?.message ?? '',
  };
}

function memberName(value: unknown, name: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
