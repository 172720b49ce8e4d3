import { omitUndefined } from '../../domain/model/omit-undefined.js';
import type { Failure } from '../../domain/request/failure.js';
import { AccessDenied, Rejected, type PortFailure } from '../ports/errors.js';

/** A failure of a port as that of a request or step, with the words of the other side. */
export function toFailure(error: PortFailure): Failure {
  const { message } = error;
  if (error instanceof Rejected) return { code: error.code, message, ...omitUndefined({ advice: error.advice }) };
  const permission = error instanceof AccessDenied ? error.permission : undefined;
  return { code: error.kind, message, ...(permission === undefined ? {} : { params: { permission } }) };
}
