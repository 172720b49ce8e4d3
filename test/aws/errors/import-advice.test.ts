import { describe, expect, test } from '@jest/globals';
import { importAdvice } from '../../../src/aws/errors/import-advice.js';

/** (VM Import/Export User Guide, "Troubleshooting VM Import/Export"; and as observed) */
describe('advice on a failed import', () => {
  test.each([
    ['ClientError: Disk validation failed [Unsupported VMDK File Format]', /stream-optimized/],
    [
      'ClientError: Disk validation failed [OVF file parsing error: OVA with chunked disk files is not supported]',
      /each disk in one file/,
    ],
    [
      'ClientError: Disk validation failed [We do not have access to the given resource. Reason 403 Forbidden]',
      /Let the role vmimport read the bucket/,
    ],
    ['ClientError: Disk validation failed [Unsupported VHDX File Format]', /does not match its extension/],
    ['ClientError: Footers not identical', /damaged/],
    ['ClientError: Uncompressed data has an invalid length', /damaged/],
    ['ClientError: Unsupported kernel version 6.12.27', /kernel of its distribution/],
    ['ClientError: Unknown OS / Missing OS files', /Application Migration Service/],
    ['ClientError: Multiple different grub/menu.lst files found', /one operating system/],
    ['ClientError: Unsupported configuration - Multiple directories found', /one operating system/],
    ['ClientError: Invalid configuration - Could not read fstab', /one operating system/],
    ["ClientError: We were unable to read your import's initramfs/initrd to determine what drivers", /initramfs/],
    ['FirstBootFailure: This import request failed because the instance failed to boot', /did not start on EC2/],
    ['ServerError: an internal error has occurred during conversion.', /Press Retry/],
  ])('suggests a fix for %s', (message, expected) => {
    expect(importAdvice(message)).toMatch(expected);
  });

  test('is undefined for an unknown message', () => {
    expect(importAdvice('ClientError: something new')).toBeUndefined();
  });
});
