import { ServiceException } from '@smithy/core/client';
import {
  AccessDenied,
  NotFound,
  Rejected,
  Throttled,
  UnknownOutcome,
  isPortFailure,
} from '../../workflows/ports/errors.js';
import { advice } from './advice.js';
import { TransportFailure } from '../clients/transport.js';

/** The call that failed. `changes` is false for a pure read, after which nothing can be in doubt. */
export interface FailedCall {
  /** As IAM writes it: `ec2`. */
  readonly service: string;
  readonly operation: string;
  readonly changes: boolean;
}

/**
 * Converts an error of the SDK to a port failure. Port failures pass through, and so does any error that comes neither
 * from AWS nor from the network: that is an internal error. (Amazon EC2 Developer Guide, "Error codes for the Amazon
 * EC2 API")
 */
export function toPortFailure(error: unknown, call: FailedCall): unknown {
  if (isPortFailure(error) || !(error instanceof Error)) return error;
  if (ServiceException.isInstance(error)) return fromServiceError(error, call);
  return fromTransport(error, call);
}

const THROTTLES = new Set([
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'LimitExceededException',
  'SlowDown',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'Unavailable',
  'ConcurrentTagAccess',
  'ProvisionedThroughputExceededException',
]);

/** Other copies have to finish first, or capacity has to return: retrying within seconds does not help. */
const QUOTAS = new Set([
  'ResourceLimitExceeded',
  'ConcurrentSnapshotLimitExceeded',
  'ConcurrentCreateImageNoRebootLimitExceeded',
  'InstanceLimitExceeded',
  'VcpuLimitExceeded',
  'InsufficientInstanceCapacity',
]);

const QUOTA_WAIT_MS = 60_000;

const DENIALS = new Set([
  'UnauthorizedOperation',
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'RegionDisabledException',
]);

const NOT_FOUND = /^(InvalidAMIID\.Unavailable|.*\.NotFound|NotFoundException|ResourceNotFoundException)$/;

function fromServiceError(error: ServiceException, call: FailedCall): unknown {
  const code = error.name;
  const message = messageWithoutEncodedPolicy(error);
  const options = { cause: error };
  if (THROTTLES.has(code)) return new Throttled(`${code}: ${message}`, undefined, options);
  if (QUOTAS.has(code)) return new Throttled(`${code}: ${message}`, QUOTA_WAIT_MS, options);
  if (DENIALS.has(code)) return new AccessDenied(message, permissionIn(message) ?? callPermission(call), options);
  if (code === 'AuthFailure' && /access credentials/i.test(message))
    return new AccessDenied(message, undefined, options);
  if (NOT_FOUND.test(code)) return new NotFound(message, options);
  // A server that fails half way does not tell whether it had begun.
  if ((error.$metadata.httpStatusCode ?? 400) >= 500) return fromServerError(code, message, call, options);
  return new Rejected(code, message, { cause: error, advice: advice(code, message) });
}

function fromServerError(code: string, message: string, call: FailedCall, options: ErrorOptions): unknown {
  if (!call.changes) return new Throttled(`${code}: ${message}`, undefined, options);
  return new UnknownOutcome(`AWS failed while it carried out ${call.operation} (${code}: ${message})`, options);
}

function fromTransport(error: Error, call: FailedCall): unknown {
  const options = { cause: error };
  if (error.name === 'CredentialsProviderError') {
    return new AccessDenied('no AWS credentials were found for the bot', undefined, options);
  }
  if (error instanceof TransportFailure && !error.sent) return new Throttled(error.message, undefined, options);
  // An answer that broke off or cannot be parsed is no answer either.
  if (!(error instanceof TransportFailure) && !('$response' in error) && !isInterrupted(error)) return error;
  if (!call.changes) return new Throttled(`AWS did not answer ${call.operation}`, undefined, options);
  return new UnknownOutcome(`${call.operation} was sent, and no response arrived`, options);
}

function isInterrupted(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE');
}

/** AWS's words without the encoded policy, which is long and only `sts:DecodeAuthorizationMessage` can read. */
function messageWithoutEncodedPolicy(error: Error): string {
  return error.message.replace(/\s*Encoded authorization failure message: \S*/, '').trim() || error.name;
}

function permissionIn(message: string): string | undefined {
  return /(?:not authorized to perform:?|no permission (?:to|for))\s+([a-z0-9-]+:[A-Za-z]+)/i.exec(message)?.[1];
}

function callPermission({ service, operation }: FailedCall): string {
  return `${service}:${operation}`;
}
