import { describe, expect, test } from '@jest/globals';
import { snapshotResults } from '../../../../src/aws/ec2/call/responses.js';

describe('the snapshot results of a deregistered AMI', () => {
  test('describe the outcome of each snapshot', () => {
    const answer = {
      DeleteSnapshotResults: [
        { SnapshotId: 'snap-1', ReturnCode: 'success' },
        { SnapshotId: 'snap-2', ReturnCode: 'skipped' },
        { SnapshotId: 'snap-3', ReturnCode: 'missing-permissions' },
        { SnapshotId: 'snap-4', ReturnCode: 'a-new-code' },
      ],
    };

    expect(snapshotResults(answer)).toBe(
      'snap-1 deleted; snap-2 kept: another AMI uses it; snap-3 not deleted: the bot lacks ec2:DeleteSnapshot; ' +
        'snap-4 not deleted: a-new-code',
    );
  });

  test.each([{}, { Return: true }, { DeleteSnapshotResults: [] }])('are undefined for %j', (answer) => {
    expect(snapshotResults(answer)).toBeUndefined();
  });
});
