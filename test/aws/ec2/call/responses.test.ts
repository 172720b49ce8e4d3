import { describe, expect, test } from '@jest/globals';
import { flattenStrings } from '../../../../src/aws/ec2/call/responses.js';

describe('flattening the strings of an EC2 response', () => {
  test('keys them by path in --query syntax', () => {
    const answer = { Instances: [{ InstanceId: 'i-1', State: { Name: 'pending' } }], ReservationId: 'r-1' };

    expect(flattenStrings(answer)).toEqual({
      'Instances[0].InstanceId': 'i-1',
      'Instances[0].State.Name': 'pending',
      ReservationId: 'r-1',
    });
  });

  test.each<[string, unknown]>([
    ['the SDK metadata', { $metadata: { requestId: 'abc' } }],
    ['values that are not strings', { Return: true, Count: 3, LaunchTime: new Date(0), Nothing: undefined }],
    ['an empty response', undefined],
  ])('omits %s', (_, response) => {
    expect(flattenStrings(response)).toEqual({});
  });
});
