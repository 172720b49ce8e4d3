import { describe, expect, test } from '@jest/globals';
import { isDescribedAsFor } from '../../../../src/aws/ec2/observe/recycled.js';

const AMI = 'ami-1234567890abcdef0';
const OTHER = 'ami-0f00000000000000a';

describe('matching the description of a snapshot to an AMI', () => {
  test.each([
    ['matches a snapshot created with the AMI', `Created by CreateImage(i-0a1) for ${AMI}`, true],
    [
      'matches a snapshot created with the AMI from a volume',
      `Created by CreateImage(i-0a1) for ${AMI} from vol-0a1`,
      true,
    ],
    [
      'matches a snapshot copied for the AMI',
      `Copied for DestinationAmi ${AMI} from SourceAmi ${OTHER} for SourceSnapshot snap-1.`,
      true,
    ],
    [
      'rejects a copy of a snapshot of the AMI',
      `Copied for DestinationAmi ${OTHER} from SourceAmi ${AMI} for SourceSnapshot snap-1.`,
      false,
    ],
    ['rejects a snapshot created with another AMI', `Created by CreateImage(i-0a1) for ${OTHER}`, false],
    ['rejects a longer AMI ID with the same prefix', `Created by CreateImage(i-0a1) for ${AMI}1`, false],
    ['rejects a description written by a user that contains the ID', `Backup for ${AMI}`, false],
    ['rejects an empty description', '', false],
  ])('%s', (_, description, expected) => {
    expect(isDescribedAsFor(AMI, description)).toBe(expected);
  });
});
