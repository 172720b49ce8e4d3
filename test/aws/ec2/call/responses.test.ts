import { describe, expect, test } from '@jest/globals';
import { flattenStrings } from '../../../../src/aws/ec2/call/responses.js';

describe('the texts of an answer', () => {
  test('stand by their path, as --query takes it', () => {
    const answer = { Instances: [{ InstanceId: 'i-1', State: { Name: 'pending' } }], ReservationId: 'r-1' };

    expect(flattenStrings(answer)).toEqual({
      'Instances[0].InstanceId': 'i-1',
      'Instances[0].State.Name': 'pending',
      ReservationId: 'r-1',
    });
  });

  test.each<[string, unknown]>([
    ["the SDK's own words about the call", { $metadata: { requestId: 'abc' } }],
    ['what is no text', { Return: true, Count: 3, LaunchTime: new Date(0), Nothing: undefined }],
    ['an empty answer', undefined],
  ])('leave out %s', (_, response) => {
    expect(flattenStrings(response)).toEqual({});
  });
});
