import { AwsError } from './errors.js';
import { awsJson, awsQuery, ec2Query, recycleBinRest, s3Rest, type Protocol } from './wire/protocols.js';

export type ServiceName = 'ec2' | 'sts' | 'autoscaling' | 'kms' | 'rbin' | 'ssm' | 's3' | 'iam';

/** How a service speaks, and its words for what every service refuses. */
export interface Service {
  readonly protocol: Protocol;
  unknownCaller(): AwsError;
  expired(): AwsError;
  denied(arn: string, permission: string): AwsError;
  throttled(): AwsError;
  internal(): AwsError;
  unknownOperation(name: string): AwsError;
  /** A parameter is missing, malformed or not known. */
  badParameter(problem: BadParameter): AwsError;
}

export interface BadParameter {
  readonly kind: 'missing' | 'unknown' | 'invalid';
  readonly name: string;
  readonly value: string;
  readonly reason: string;
}

/** (Amazon EC2 Developer Guide, "Error codes for the Amazon EC2 API") */
const ec2: Service = {
  protocol: ec2Query,
  unknownCaller: () => new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials', 401),
  expired: () => new AwsError('RequestExpired', 'Request has expired.'),
  denied: (arn, permission) =>
    new AwsError(
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. ${unauthorized(arn, permission)} because no identity-based policy allows the ${permission} action. Encoded authorization failure message: c2ltdWxhdGVk`,
      403,
    ),
  throttled: () => new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503),
  internal: () => new AwsError('InternalError', 'An internal error has occurred', 500),
  unknownOperation: (name) => new AwsError('InvalidAction', `The action ${name} is not valid for this web service.`),
  badParameter({ kind, name, value, reason }) {
    if (kind === 'missing') return new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
    if (kind === 'unknown') return new AwsError('UnknownParameter', `The parameter ${name} is not recognized`);
    return new AwsError('InvalidParameterValue', `Value (${value}) for parameter ${name} is invalid. ${reason}`);
  },
};

/** (AWS STS, IAM and Auto Scaling API References, "Common Errors") */
function queryService(namespace: string): Service {
  return {
    protocol: awsQuery(namespace),
    unknownCaller: () =>
      new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403),
    expired: () => new AwsError('ExpiredToken', 'The security token included in the request is expired', 403),
    denied: (arn, permission) => new AwsError('AccessDenied', unauthorized(arn, permission), 403),
    throttled: () => new AwsError('Throttling', 'Rate exceeded'),
    internal: () => new AwsError('InternalFailure', 'An internal error has occurred', 500),
    unknownOperation: (name) => new AwsError('InvalidAction', `Could not find operation ${name}`),
    badParameter: ({ name, reason }) =>
      new AwsError('ValidationError', `1 validation error detected: ${name}: ${reason}`),
  };
}

/** (AWS KMS, Systems Manager and Recycle Bin API References, "Common Errors") */
function jsonService(protocol: Protocol, throttledStatus: number): Service {
  return {
    protocol,
    unknownCaller: () =>
      new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403),
    expired: () => new AwsError('ExpiredTokenException', 'The security token included in the request is expired', 403),
    denied: (arn, permission) => new AwsError('AccessDeniedException', unauthorized(arn, permission), 403),
    throttled: () => new AwsError('ThrottlingException', 'Rate exceeded', throttledStatus),
    internal: () => new AwsError('InternalFailure', 'An internal error has occurred', 500),
    unknownOperation: (name) => new AwsError('UnknownOperationException', `Unknown operation ${name}`),
    badParameter: ({ name, reason }) =>
      new AwsError('ValidationException', `1 validation error detected: ${name}: ${reason}`),
  };
}

/** (Amazon S3 API Reference, "Error responses") */
const s3: Service = {
  protocol: s3Rest,
  unknownCaller: () =>
    new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403),
  expired: () => new AwsError('ExpiredToken', 'The provided token has expired.'),
  denied: (arn, permission) => new AwsError('AccessDenied', unauthorized(arn, permission), 403),
  throttled: () => new AwsError('SlowDown', 'Please reduce your request rate.', 503),
  internal: () => new AwsError('InternalError', 'We encountered an internal error. Please try again.', 500),
  unknownOperation: () => new AwsError('NotImplemented', 'This is not simulated.', 501),
  badParameter: ({ name, reason }) => new AwsError('InvalidArgument', `${name}: ${reason}`),
};

export const SERVICES: Readonly<Record<ServiceName, Service>> = {
  ec2,
  sts: queryService('https://sts.amazonaws.com/doc/2011-06-15/'),
  autoscaling: queryService('http://autoscaling.amazonaws.com/doc/2011-01-01/'),
  kms: jsonService(awsJson, 400),
  rbin: jsonService(recycleBinRest, 429),
  ssm: jsonService(awsJson, 400),
  s3,
  iam: queryService('https://iam.amazonaws.com/doc/2010-05-08/'),
};

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(SERVICES, name);
}

function unauthorized(arn: string, permission: string): string {
  return `User: ${arn} is not authorized to perform: ${permission}`;
}
