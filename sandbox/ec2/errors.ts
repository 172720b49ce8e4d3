/** A refusal in AWS's own words. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'AwsError';
  }
}

/** (Amazon EC2 Developer Guide, "Error codes for the Amazon EC2 API"; messages as observed) */
export function imageNotFound(ids: readonly string[]): AwsError {
  const many = ids.length > 1;
  return new AwsError(
    'InvalidAMIID.NotFound',
    `The image ${many ? 'ids' : 'id'} '[${ids.join(', ')}]' ${many ? 'do' : 'does'} not exist`,
  );
}

export function imageUnavailable(id: string): AwsError {
  return new AwsError('InvalidAMIID.Unavailable', `The image ID '${id}' is no longer available`);
}

export function notYourImage(id: string): AwsError {
  return new AwsError('AuthFailure', `Not authorized for image:${id}`, 403);
}

export function snapshotNotFound(id: string): AwsError {
  return new AwsError('InvalidSnapshot.NotFound', `The snapshot '${id}' does not exist.`);
}

export function invalidValue(parameter: string, value: string, reason = ''): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Value (${value}) for parameter ${parameter} is invalid. ${reason}`.trim(),
  );
}

export function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', message);
}
