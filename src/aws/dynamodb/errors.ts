import { ServiceException } from '@smithy/core/client';
import { Conflict, NotFound, Rejected, Throttled } from '../../workflows/ports/errors.js';
import { toPortFailure, type FailedCall } from '../errors/errors.js';

/** Converts an error of DynamoDB to a port failure. (DynamoDB Developer Guide, "Error handling with DynamoDB") */
export function toStoreFailure(error: unknown, table: string, call: Omit<FailedCall, 'service'>): unknown {
  if (!ServiceException.isInstance(error)) return toPortFailure(error, { ...call, service: 'dynamodb' });
  const { name, message } = error;
  const options = { cause: error };
  if (name === 'ConditionalCheckFailedException') return new Conflict('it was changed by another process', options);
  if (name === 'ProvisionedThroughputExceededException') return new Throttled(message, undefined, options);
  if (name === 'ResourceNotFoundException') {
    return new NotFound(`the table ${table} does not exist: npm run create-table makes it`, options);
  }
  if (name === 'ValidationException') return fromValidation(error, table);
  return toPortFailure(error, { ...call, service: 'dynamodb' });
}

/** DynamoDB distinguishes these by the message alone. */
function fromValidation(error: ServiceException, table: string): unknown {
  const { name, message } = error;
  const options = { cause: error };
  if (/item size .*exceeded/i.test(message)) {
    return new Rejected('request-too-large', 'the request has outgrown the 400 KB that the table can hold', {
      cause: error,
      advice: 'Request less at once: fewer targets or Regions in one request.',
    });
  }
  if (/does not have the specified index/i.test(message)) {
    return new NotFound(`an index of the table ${table} does not exist: npm run create-table adds it`, options);
  }
  if (/backfilling/i.test(message)) {
    return new Throttled(`an index of the table ${table} is not ready yet`, undefined, options);
  }
  return new Rejected(name, message, options);
}
