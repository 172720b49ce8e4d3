import { describe, expect, test } from '@jest/globals';
import { advice } from '../../../src/aws/errors/advice.js';

describe('advice on a rejected call', () => {
  test.each([
    ['AuthFailure', 'This image is managed by AWS Backup and cannot be deleted via EC2 APIs', /AWS Backup/],
    ['AuthFailure', 'Not authorized for image:ami-1', /owner/],
    ['OperationNotPermitted', 'Block public access is enabled', /Block public access/],
    ['OperationNotPermitted', 'Encrypted snapshots with EBS default key cannot be shared', /customer managed key/],
    ['OperationNotPermitted', 'The image is protected from deregistration', /24 hours/],
    ['InvalidParameter', 'Snapshot snap-1 is encrypted with the default KMS key', /customer managed key/],
    [
      'InvalidParameter',
      'The service role vmimport provided does not exist or does not have sufficient permissions',
      /Create the role vmimport/,
    ],
    ['InvalidParameter', 'The given S3 object is not local to the region.', /same Region/],
    ['InvalidParameter', 'Invalid S3 source location.', /Check that the object exists/],
    ['InvalidRequest', 'You do not have permission to access the storage of this ami', /every snapshot/],
    [
      'InvalidRequest',
      'Images from AWS Marketplace cannot be copied to another AWS account',
      /by launching <instance type>/,
    ],
    ['InvalidAMIName.Duplicate', 'AMI name x is already in use', /another name/],
    ['OptInRequired', 'In order to use this AWS Marketplace product you need to accept terms', /Subscribe/],
  ])('suggests a fix for %s (%s)', (code, message, expected) => {
    expect(advice(code, message)).toMatch(expected);
  });

  test.each([
    ['InvalidParameter', 'Invalid value'],
    ['InvalidRequest', 'The request is not valid'],
    ['SomethingNew', 'words'],
  ])('is undefined for the unknown error %s (%s)', (code, message) => {
    expect(advice(code, message)).toBeUndefined();
  });
});
