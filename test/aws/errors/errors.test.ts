import { describe, expect, test } from '@jest/globals';
import { ServiceException } from '@smithy/core/client';
import { toPortFailure } from '../../../src/aws/errors/errors.js';
import { TransportFailure } from '../../../src/aws/clients/transport.js';
import { AccessDenied, NotFound, isPortFailure, Rejected } from '../../../src/workflows/ports/errors.js';

const CHANGE = { service: 'ec2', operation: 'CopyImage', changes: true };
const READ = { service: 'ec2', operation: 'DescribeImages', changes: false };

describe('mapping an AWS error response', () => {
  test.each([
    ['RequestLimitExceeded', 503, 'throttled'],
    ['ThrottlingException', 400, 'throttled'],
    ['Unavailable', 503, 'throttled'],
    ['ConcurrentTagAccess', 400, 'throttled'],
    ['ProvisionedThroughputExceededException', 400, 'throttled'],
    ['ResourceLimitExceeded', 400, 'throttled'],
    ['ConcurrentSnapshotLimitExceeded', 400, 'throttled'],
    ['UnauthorizedOperation', 403, 'access-denied'],
    ['AccessDenied', 403, 'access-denied'],
    ['ExpiredToken', 403, 'access-denied'],
    ['InvalidClientTokenId', 403, 'access-denied'],
    ['InvalidAMIID.NotFound', 400, 'not-found'],
    ['InvalidAMIID.Unavailable', 400, 'not-found'],
    ['InvalidSnapshot.NotFound', 400, 'not-found'],
    ['NotFoundException', 400, 'not-found'],
    ['AuthFailure', 403, 'rejected'],
    ['InvalidAMIID.Malformed', 400, 'rejected'],
    ['InvalidAMIName.Duplicate', 400, 'rejected'],
    ['OperationNotPermitted', 400, 'rejected'],
    ['InvalidSnapshot.InUse', 400, 'rejected'],
    ['IdempotentParameterMismatch', 400, 'rejected'],
    ['TagLimitExceeded', 400, 'rejected'],
    ['InvalidRequest', 400, 'rejected'],
    ['SomethingThatAwsInventsTomorrow', 400, 'rejected'],
  ])('%s (%d) is %s', (code, status, kind) => {
    expect(toPortFailure(answer(code, 'words', status), CHANGE)).toMatchObject({ kind });
  });

  test('makes a server error uncertain for a change and retryable for a read', () => {
    const error = answer('InternalError', 'An internal error has occurred', 500);

    expect(toPortFailure(error, CHANGE)).toMatchObject({ kind: 'unknown-outcome' });
    expect(toPortFailure(error, READ)).toMatchObject({ kind: 'throttled' });
  });

  test('keeps the AWS code and message of a rejection and adds advice', () => {
    const failure = toPortFailure(answer('InvalidAMIName.Duplicate', 'AMI name x is already in use'), CHANGE);

    expect(failure).toBeInstanceOf(Rejected);
    expect(failure).toMatchObject({
      code: 'InvalidAMIName.Duplicate',
      message: 'AMI name x is already in use',
      advice: expect.stringContaining('another name'),
    });
  });

  test('sets a longer retry delay for an exceeded quota', () => {
    expect(toPortFailure(answer('ResourceLimitExceeded', 'words'), CHANGE)).toMatchObject({ retryAfterMs: 60_000 });
  });

  test('keeps the SDK error as the cause', () => {
    const error = answer('OperationNotPermitted', 'words');

    expect(toPortFailure(error, CHANGE)).toMatchObject({ cause: error });
  });
});

describe('a denial', () => {
  test.each([
    ['of the call', 'You are not authorized to perform this operation.', 'ec2:CopyImage'],
    [
      'from the AWS message',
      'User: arn:aws:sts::1:assumed-role/x is not authorized to perform: kms:CreateGrant on resource: y',
      'kms:CreateGrant',
    ],
  ])('names the permission %s', (_, words, permission) => {
    expect(toPortFailure(answer('UnauthorizedOperation', words, 403), CHANGE)).toMatchObject({ permission });
  });

  test('omits the encoded authorization message', () => {
    const words = 'You are not authorized to perform this operation. Encoded authorization failure message: abcDEF123';

    const failure = toPortFailure(answer('UnauthorizedOperation', words, 403), CHANGE);

    expect(failure).toMatchObject({ message: 'You are not authorized to perform this operation.' });
  });

  test('names no permission if the credentials are invalid', () => {
    const words = 'AWS was not able to validate the provided access credentials';

    const failure = toPortFailure(answer('AuthFailure', words, 401), CHANGE);

    expect(failure).toBeInstanceOf(AccessDenied);
    expect(failure).not.toHaveProperty('permission', expect.any(String));
  });
});

describe('mapping an error without a response', () => {
  test.each([
    ['nothing was sent', new TransportFailure(false, 'Error', 'ECONNREFUSED', {}), 'throttled', 'throttled'],
    [
      'the request was sent',
      new TransportFailure(true, 'TimeoutError', 'ECONNRESET', {}),
      'unknown-outcome',
      'throttled',
    ],
    ['the response was interrupted', error({ code: 'ECONNRESET' }), 'unknown-outcome', 'throttled'],
    ['the response was malformed', error({ $response: {} }), 'unknown-outcome', 'throttled'],
    ['no credentials were found', error({ name: 'CredentialsProviderError' }), 'access-denied', 'access-denied'],
  ])('returns the matching port failure when %s', (_, cause, ofChange, ofRead) => {
    expect(toPortFailure(cause, CHANGE)).toMatchObject({ kind: ofChange });
    expect(toPortFailure(cause, READ)).toMatchObject({ kind: ofRead });
  });

  test('returns an error that is not from AWS or the network unchanged', () => {
    const defect = new TypeError('x is not a function');

    expect(toPortFailure(defect, CHANGE)).toBe(defect);
    expect(isPortFailure(toPortFailure('not even an error', CHANGE))).toBe(false);
  });

  test('returns a port failure unchanged', () => {
    const gone = new NotFound('not-found');

    expect(toPortFailure(gone, CHANGE)).toBe(gone);
  });
});

function answer(name: string, message: string, httpStatusCode = 400): ServiceException {
  return new ServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode } });
}

function error(fields: Record<string, unknown>): Error {
  return Object.assign(new Error('something went wrong'), fields);
}
