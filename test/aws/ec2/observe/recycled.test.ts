import { describe, expect, test } from '@jest/globals';
import { isDescribedAsFor } from '../../../../src/aws/ec2/observe/recycled.js';

const AMI = 'ami-1234567890abcdef0';
const OTHER = 'ami-0f00000000000000a';

describe('whether a snapshot was made for an AMI', () => {
  test.each([
    ['it was created with it', `Created by CreateImage(i-0a1) for ${AMI}`, true],
    ['it was created with it from a volume', `Created by CreateImage(i-0a1) for ${AMI} from vol-0a1`, true],
    [
      'it was copied for it',
      `Copied for DestinationAmi ${AMI} from SourceAmi ${OTHER} for SourceSnapshot snap-1.`,
      true,
    ],
    [
      'it is the copy of its snapshot',
      `Copied for DestinationAmi ${OTHER} from SourceAmi ${AMI} for SourceSnapshot snap-1.`,
      false,
    ],
    ['it was created with another', `Created by CreateImage(i-0a1) for ${OTHER}`, false],
    ['the other id only begins like it', `Created by CreateImage(i-0a1) for ${AMI}1`, false],
    ['somebody wrote the id into it', `Backup for ${AMI}`, false],
    ['it says nothing', '', false],
  ])('%s', (_, description, expected) => {
    expect(isDescribedAsFor(AMI, description)).toBe(expected);
  });
});
