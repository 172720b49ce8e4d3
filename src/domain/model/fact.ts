/**
 * The result of an observation. A fact that could not be read is `Unknown` with the reason; it is never treated as
 * "no", "none" or "unused".
 */
export type Fact<T> = Known<T> | Unknown;

export interface Known<T> {
  readonly known: true;
  readonly value: T;
}

export interface Unknown {
  readonly known: false;
  /** A sentence fragment for users: "reading the launch permissions was denied". */
  readonly reason: string;
  /** The IAM permission that is missing, where that is why: `ec2:DescribeImageReferences`. */
  readonly permission?: string;
}

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export function unknown(reason: string, permission?: string): Unknown {
  return permission === undefined ? { known: false, reason } : { known: false, reason, permission };
}
